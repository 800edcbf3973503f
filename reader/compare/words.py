"""Word diff of two aligned sentences: hunks of whole words that a person can read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, Self

from rapidfuzz.distance import Indel

from reader.compare.flags import Flag, flags
from reader.compare.tokens import FUNCTION_WORDS, Token, fold, is_word, plain, tokenize

REWRITTEN = 0.7
SHORE = 8
RECURRENT = 10_000
TABLE = 400_000_000


class HunkKind(StrEnum):
    """What happened to the words of a hunk, read from `a` to `b`."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


class _Triple(NamedTuple):
    kind: HunkKind
    a: tuple[int, int]
    b: tuple[int, int]


class Hunk(_Triple):
    """One change, `(kind, a, b)`, with `a` and `b` as `(start, end)` in code points, end exclusive.

    The range is empty on the side where an insertion or a deletion has its place. `flags` say what must not
    be missed in it; they are no part of the tuple.
    """

    flags: frozenset[Flag]

    def __new__(
        cls, kind: HunkKind, a: tuple[int, int], b: tuple[int, int], flags: frozenset[Flag] = frozenset()
    ) -> Self:
        """Make a hunk with its flags."""
        hunk = super().__new__(cls, kind, a, b)
        hunk.flags = flags
        return hunk

    def flagged(self, *more: Flag) -> "Hunk":
        """Return the same hunk with `more` flags."""
        return Hunk(*self, self.flags.union(more))


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The changes between two strings in order, and the share of their words that changed (0 to 1)."""

    hunks: tuple[Hunk, ...]
    changed: float

    @property
    def rewritten(self) -> bool:
        """So much changed that single changes say nothing any more."""
        return self.changed > REWRITTEN


class Span(NamedTuple):
    """A changed stretch of tokens of both sides, end exclusive."""

    a1: int
    a2: int
    b1: int
    b2: int

    @property
    def size(self) -> int:
        """Return the number of tokens of both sides."""
        return self.a2 - self.a1 + self.b2 - self.b1


def diff(a: str, b: str) -> WordDiff:
    """Return the word diff from `a` to `b`; that from `b` to `a` mirrors it.

    White space, the shape of quotation marks, and the capital of a word that came to stand first or no longer
    does, are no changes.
    """
    left, right = tokenize(a), tokenize(b)
    spans = changed_spans(left, right)
    hunks = tuple(_hunk(span, a, left, b, right) for span in spans)
    changed = sum(_words(left[s.a1 : s.a2]) + _words(right[s.b1 : s.b2]) for s in spans)
    total = _words(left) + _words(right)
    return WordDiff(hunks, changed / total if total else float(bool(hunks)))


def changed_spans(left: Sequence[Token], right: Sequence[Token]) -> list[Span]:
    """Return the stretches of tokens that differ, in order."""
    folded_left, folded_right = [fold(t.text) for t in left], [fold(t.text) for t in right]
    if folded_right < folded_left:
        mirrored = _changes(folded_right, right, folded_left, left)
        spans = [Span(s.b1, s.b2, s.a1, s.a2) for s in mirrored]
    else:
        spans = list(_changes(folded_left, left, folded_right, right))
    return _without_islands(spans, folded_left)


def _blocks(a: list[str], b: list[str]) -> Iterable[tuple[int, int, int]]:
    """Yield the runs of words that correspond, as difflib's matching blocks.

    Difflib reads best and takes cubic time where the same few words recur throughout: such texts are aligned
    by rapidfuzz, and those too long for its table by what they begin and end with alike.
    """
    counts = Counter(b)
    if sum(counts[word] for word in a) <= RECURRENT:
        return SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    if len(a) * len(b) <= TABLE:
        return [(block.a, block.b, block.size) for block in Indel.opcodes(a, b).as_matching_blocks()]
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    return [(0, 0, head), (len(a) - tail, len(b) - tail, tail)]


def _changes(
    folded_a: list[str], a: Sequence[Token], folded_b: list[str], b: Sequence[Token]
) -> Iterator[Span]:
    """Yield what lies between words that correspond and are spelt the same way."""
    done_a = done_b = 0
    for start_a, start_b, size in _blocks(folded_a, folded_b):
        for i, j in zip(range(start_a, start_a + size), range(start_b, start_b + size), strict=True):
            old, new = a[i].text, b[j].text
            if old != new and plain(old) != plain(new) and (i == 0) == (j == 0):
                continue
            if done_a < i or done_b < j:
                yield Span(done_a, i, done_b, j)
            done_a, done_b = i + 1, j + 1
    if done_a < len(a) or done_b < len(b):
        yield Span(done_a, len(a), done_b, len(b))


def _without_islands(spans: list[Span], words: Sequence[str]) -> list[Span]:
    """Join changes that only one function word or mark keeps apart, if together they are far longer."""
    joined: list[Span] = []
    for span in spans:
        while joined and _fills(joined[-1], span, words):
            before = joined.pop()
            span = Span(before.a1, span.a2, before.b1, span.b2)
        joined.append(span)
    return joined


def _fills(before: Span, after: Span, words: Sequence[str]) -> bool:
    island = words[before.a2 : after.a1]
    return (
        len(island) <= 1
        and min(before.size, after.size) > 1
        and before.size + after.size >= SHORE
        and all(word in FUNCTION_WORDS or not is_word(word) for word in island)
    )


def _hunk(span: Span, a: str, left: Sequence[Token], b: str, right: Sequence[Token]) -> Hunk:
    if span.a1 == span.a2:
        kind = HunkKind.INSERT
    elif span.b1 == span.b2:
        kind = HunkKind.DELETE
    else:
        kind = HunkKind.REPLACE
    at_a, at_b = _place(left, span.a1, span.a2), _place(right, span.b1, span.b2)
    return Hunk(kind, at_a, at_b, flags(a, left[span.a1 : span.a2], b, right[span.b1 : span.b2]))


def _place(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    if start < end:
        return (tokens[start].start, tokens[end - 1].end)
    gap = tokens[start - 1].end if start else 0
    return (gap, gap)


def _words(tokens: Sequence[Token]) -> int:
    return sum(is_word(token.text) for token in tokens)
