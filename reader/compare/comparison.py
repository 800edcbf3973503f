"""Comparison of up to a handful of versions against a base: rows for a screen or a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.compare.align import Alignment, EdgeKind, align
from reader.compare.flags import Flag
from reader.compare.joined import Joined
from reader.compare.relation import Summary, summarize
from reader.compare.rows import Draft, arrange
from reader.compare.words import Hunk, HunkKind, WordDiff, diff
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

    `cells` holds, per version, consecutive sentence indices, possibly none. `relations` holds, per version,
    what the cell is to the base's cell: of an empty cell, whether the base's sentences were deleted or moved
    away. For the base itself it is None unless the whole row is deleted, inserted or moved.
    """

    cells: tuple[tuple[int, ...], ...]
    relations: tuple[Relation | None, ...]


class Change(NamedTuple):
    """Words to highlight: code points within the sentence, end exclusive."""

    start: int
    end: int
    kind: HunkKind
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Sentences `a` and `b` of two versions that hang together, and the word diff of their joined texts."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    text_a: Joined
    text_b: Joined
    diff: WordDiff


class Cancelled(Exception):
    """The comparison was not wanted any more."""


class Comparison:
    """Versions of a story beside each other; immutable to callers, word diffs are made on demand."""

    def __init__(
        self,
        articles: Sequence[Article],
        base: int,
        alignments: Mapping[int, Alignment],
        rows: Sequence[Row],
    ) -> None:
        self.articles = tuple(articles)
        self.base = base
        self.alignments = alignments
        self.rows = tuple(rows)
        self._places = [
            {s: index for index, row in enumerate(self.rows) for s in row.cells[version]}
            for version in range(len(self.articles))
        ]
        self._changes: dict[tuple[int, int, int], tuple[Change, ...]] = {}
        self._summaries: dict[int, Summary] = {}

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        base: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Comparison":
        """Compare `articles` with `articles[base]`; one article alone gives rows without relations.

        `cancelled` is asked between the alignments; raises `Cancelled` when it says so.
        """
        texts = [sentence_texts(article) for article in articles]

        def aligned(a: Sequence[str], b: Sequence[str]) -> Alignment:
            if cancelled():
                raise Cancelled
            return align(a, b)

        def leftovers(
            one: int, ours: Sequence[int], other: int, theirs: Sequence[int]
        ) -> list[tuple[int, int]]:
            found = aligned([texts[one][s] for s in ours], [texts[other][s] for s in theirs])
            return [(ours[e.i], theirs[e.j]) for e in found.edges if e.kind is not EdgeKind.MOVED]

        alignments = {v: aligned(texts[base], texts[v]) for v in range(len(texts)) if v != base}
        drafts = arrange([len(t) for t in texts], base, alignments, leftovers)
        rows = [
            Row(tuple(tuple(cell) for cell in draft), _relations(draft, base, alignments)) for draft in drafts
        ]
        return cls(articles, base, alignments, rows)

    def row_of(self, version: int, sentence: int) -> int:
        """Return the index of the row in which `sentence` of `version` stands."""
        return self._places[version][sentence]

    def partners(self, version: int, sentence: int, other: int) -> tuple[int, ...]:
        """Return the sentences of version `other` aligned with it, also moved ones, sorted.

        Two versions neither of which is the base meet in their row, or else through the base.
        """
        if version == other:
            return ()
        if version == self.base:
            return tuple(edge.j for edge in self.alignments[other].of_a(sentence))
        if other == self.base:
            return tuple(edge.i for edge in self.alignments[version].of_b(sentence))
        beside = self.rows[self.row_of(version, sentence)].cells[other]
        if beside:
            return beside
        through = self.partners(version, sentence, self.base)
        return tuple(sorted({j for i in through for j in self.partners(self.base, i, other)}))

    def relation(self, version: int, sentence: int) -> Relation | None:
        """Return what the gutter shows for a sentence; None if it stands alone or is the same everywhere.

        A sentence of the base shows the greatest change that any other version made to it.
        """
        relations = self.rows[self.row_of(version, sentence)].relations
        if version != self.base:
            shown = relations[version]
        else:
            others = [r for v, r in enumerate(relations) if v != version and r is not None]
            shown = min(others, key=_PRECEDENCE.index, default=None)
        return None if shown is Relation.SAME else shown

    def changes(self, version: int, sentence: int, against: int | None = None) -> tuple[Change, ...]:
        """Return the words of a sentence that differ from version `against`.

        `against` defaults to the base, and for the base to the first other version that has a partner. A
        sentence that was rewritten as a whole is one change.
        """
        if against is None:
            against = self._counterpart(version, sentence)
        if against is None or against == version:
            return ()
        key = (version, sentence, against)
        if key not in self._changes:
            self._compare_words(version, sentence, against)
        return self._changes[key]

    def differs(self, row: int) -> bool:
        """Tell whether anything in the row is not the same in all versions."""
        return any(relation not in (None, Relation.SAME) for relation in self.rows[row].relations)

    def summary(self, version: int) -> Summary:
        """Return what `version` is to the base, with the evidence."""
        if version not in self._summaries:
            self._summaries[version] = summarize(
                sentence_texts(self.articles[self.base]),
                sentence_texts(self.articles[version]),
                self.alignments[version],
            )
        return self._summaries[version]

    def _counterpart(self, version: int, sentence: int) -> int | None:
        if version != self.base:
            return self.base
        return next((v for v in self.alignments if self.partners(version, sentence, v)), None)

    def correspondence(self, version: int, sentence: int, against: int) -> Correspondence | None:
        """Return what a sentence of `version` corresponds to in version `against`, with the word diff.

        A split sentence is diffed against all its parts together. The diff runs from `against` to `version`,
        unless `version` is the base. Returns None for a sentence without a partner.
        """
        ours, theirs = self._connected(version, sentence, against)
        if not theirs:
            return None
        first, second = (against, version), (theirs, ours)
        if version == self.base:
            first, second = (version, against), (ours, theirs)
        a, b = (
            Joined([self.articles[v].sentence_text(s) for s in cell])
            for v, cell in zip(first, second, strict=True)
        )
        return Correspondence(second[0], second[1], a, b, diff(a.text, b.text))

    def _compare_words(self, version: int, sentence: int, against: int) -> None:
        """Diff everything that hangs together with the sentence at once, and keep the changes of each."""
        self._changes[version, sentence, against] = ()
        found = self.correspondence(version, sentence, against)
        if found is None:
            return
        hunks = found.diff.hunks
        if found.diff.rewritten:
            flags = frozenset().union(*(hunk.flags for hunk in hunks))
            whole = (0, len(found.text_a.text)), (0, len(found.text_b.text))
            hunks = (Hunk(HunkKind.REPLACE, *whole, flags),)
        own, other = (version, against) if version == self.base else (against, version)
        for v, w, cell, joined, side in (
            (own, other, found.a, found.text_a, 0),
            (other, own, found.b, found.text_b, 1),
        ):
            ranges = [((hunk.a, hunk.b)[side], hunk) for hunk in hunks]
            for s, changes in zip(cell, joined.divide(ranges), strict=True):
                self._changes[v, s, w] = tuple(Change(*at, h.kind, h.flags) for at, h in changes)

    def _connected(self, version: int, sentence: int, other: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the sentences of both versions that hang together with `sentence` by their partners."""
        ours, theirs = {sentence}, set(self.partners(version, sentence, other))
        while True:
            more = {s for t in theirs for s in self.partners(other, t, version)} - ours
            if not more:
                return tuple(sorted(ours)), tuple(sorted(theirs))
            ours |= more
            theirs |= {t for s in more for t in self.partners(version, s, other)}


_PRECEDENCE = (
    Relation.EDITED,
    Relation.SPLIT,
    Relation.MERGED,
    Relation.MOVED,
    Relation.DELETED,
    Relation.INSERTED,
    Relation.FURNITURE,
    Relation.SAME,
)


def sentence_texts(article: Article) -> list[str]:
    """Return the texts of an article's sentences."""
    return [article.text[s.start : s.end] for s in article.sentences]


def _relations(draft: Draft, base: int, alignments: Mapping[int, Alignment]) -> tuple[Relation | None, ...]:
    relations: list[Relation | None] = [None] * len(draft)
    for version, alignment in alignments.items():
        relations[version] = _relation(draft[base], draft[version], alignment)
    others = {r for r in relations if r is not None}
    if len(others) == 1 and others <= {Relation.INSERTED, Relation.DELETED, Relation.MOVED}:
        relations[base] = others.pop()
    return tuple(relations)


def _relation(ours: Sequence[int], theirs: Sequence[int], alignment: Alignment) -> Relation | None:
    """Return what the cell `theirs` is to the base's cell `ours`."""
    if not ours and not theirs:
        return None
    if not theirs:
        return Relation.MOVED if any(alignment.of_a(i) for i in ours) else Relation.DELETED
    if not ours:
        return Relation.MOVED if any(alignment.of_b(j) for j in theirs) else Relation.INSERTED
    edges = [e for i in ours for e in alignment.of_a(i) if e.j in theirs]
    if not edges:
        return Relation.INSERTED
    if len(edges) == len(ours) == len(theirs) and all(e.kind is EdgeKind.SAME for e in edges):
        return Relation.SAME
    if len(ours) == 1 < len(theirs):
        return Relation.SPLIT
    if len(theirs) == 1 < len(ours):
        return Relation.MERGED
    return Relation.EDITED
