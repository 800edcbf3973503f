"""Comparison of up to a handful of versions against a base: rows for a screen or a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.compare.relation import Summary
from reader.compare.words import HunkKind
from reader.corpus.article import Article


class Relation(StrEnum):
    """What a version's sentences are to the base's sentences of the same row."""

    SAME = "same"
    EDITED = "edited"
    MERGED = "merged"
    SPLIT = "split"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that stand beside each other.

    `cells` holds, per version, consecutive sentence indices, possibly none. `relations` holds, per version, what
    the cell is to the base's cell: of an empty cell, whether the base's sentences were deleted or moved away.
    For the base itself it is None unless the whole row is deleted, inserted or moved.
    """

    cells: tuple[tuple[int, ...], ...]
    relations: tuple[Relation | None, ...]


class Change(NamedTuple):
    """Words to highlight: code points within the sentence, end exclusive."""

    start: int
    end: int
    kind: HunkKind


class Comparison:
    """Versions of a story beside each other; immutable to callers, word diffs are made on demand."""

    articles: tuple[Article, ...]
    base: int
    rows: tuple[Row, ...]

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        base: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Comparison":
        """Compare `articles` with `articles[base]`; one article alone gives rows without relations."""
        raise NotImplementedError

    def row_of(self, version: int, sentence: int) -> int:
        """Return the index of the row in which `sentence` of `version` stands."""
        raise NotImplementedError

    def partners(self, version: int, sentence: int, other: int) -> tuple[int, ...]:
        """Return the sentences of version `other` aligned with it, also moved ones, sorted."""
        raise NotImplementedError

    def relation(self, version: int, sentence: int) -> Relation | None:
        """Return what the gutter shows for a sentence; None if it stands alone or is the same everywhere."""
        raise NotImplementedError

    def changes(self, version: int, sentence: int, against: int | None = None) -> tuple[Change, ...]:
        """Return the words of a sentence that differ from version `against`.

        `against` defaults to the base, and for the base to the first other version that has a partner.
        """
        raise NotImplementedError

    def differs(self, row: int) -> bool:
        """Tell whether anything in the row is not the same in all versions."""
        raise NotImplementedError

    def summary(self, version: int) -> Summary:
        """Return what `version` is to the base, with the evidence."""
        raise NotImplementedError
