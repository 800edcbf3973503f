"""Word diff of two aligned sentences: hunks of whole words that a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from reader.compare.tokens import Token, is_word, tokenize

REWRITTEN = 0.7


class HunkKind(StrEnum):
    """What happened to the words of a hunk, read from `a` to `b`."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


class Flag(StrEnum):
    """Something in a hunk that a reader must not miss."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    QUOTE = "quote"


class Hunk(NamedTuple):
    """One change: `a` and `b` are `(start, end)` in code points of each string, end exclusive.

    The range is empty on the side where an insertion or a deletion has its place.
    """

    kind: HunkKind
    a: tuple[int, int]
    b: tuple[int, int]
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The changes between two strings in order, and the share of their words that changed (0 to 1)."""

    hunks: tuple[Hunk, ...]
    changed: float

    @property
    def rewritten(self) -> bool:
        """So much changed that single changes say nothing any more."""
        return self.changed > REWRITTEN


def diff(a: str, b: str) -> WordDiff:
    """Return the word diff from `a` to `b`."""
    left, right = tokenize(a), tokenize(b)
    matcher = SequenceMatcher(None, [t.text for t in left], [t.text for t in right], autojunk=False)
    hunks = []
    changed = 0
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        changed += sum(is_word(t.text) for t in left[i1:i2]) + sum(is_word(t.text) for t in right[j1:j2])
        at_a = (left[i1].start, left[i2 - 1].end) if i1 < i2 else _gap(left, i1)
        at_b = (right[j1].start, right[j2 - 1].end) if j1 < j2 else _gap(right, j1)
        hunks.append(Hunk(HunkKind(tag), at_a, at_b))
    words = sum(is_word(t.text) for t in left) + sum(is_word(t.text) for t in right)
    return WordDiff(tuple(hunks), changed / words if words else 0.0)


def _gap(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    place = tokens[index - 1].end if index else 0
    return (place, place)
