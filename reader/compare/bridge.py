"""Which words of one text stand where in another one, as the word diff tells."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reader.compare.flags import Flag, flags
from reader.compare.tokens import Token, is_word, tokenize
from reader.compare.words import Span, changed_spans


class Crossing(NamedTuple):
    """Where a piece of one text is in the other: `start` and `end` are code points there, end exclusive.

    Of the `words` of the piece, `kept` stand there unchanged and `swapped` have one other word each in their
    place; `there` is how many words the piece has in the other text. `torn`: words at one of its ends were
    changed together with words beyond, so that nobody can tell which of the new ones belong to it.
    """

    start: int
    end: int
    words: int
    kept: int
    swapped: int
    there: int
    changed: bool
    torn: bool


class Bridge:
    """Two texts that correspond, from the words of `a` to those of `b`."""

    def __init__(self, a: str, b: str) -> None:
        self._texts = a, b
        self._a, self._b = tokenize(a), tokenize(b)
        self._spans = changed_spans(self._a, self._b)
        self._starts, self._ends = [t.start for t in self._a], [t.end for t in self._a]
        self._across = _partners(self._spans, len(self._a), len(self._b))

    def flags(self) -> frozenset[Flag]:
        """Return what must not be missed in the changes."""
        a, b = self._texts
        found = (flags(a, self._a[s.a1 : s.a2], b, self._b[s.b1 : s.b2]) for s in self._spans)
        return frozenset[Flag]().union(*found)

    def word_for_word(self) -> bool:
        """Tell whether words were only put for other words: nowhere is there more than one more or less."""
        sizes = ((s.a2 - s.a1, s.b2 - s.b1) for s in self._spans)
        most = max((abs(a - b) for a, b in sizes if a != b), default=0)
        return max(most, abs(_words(self._a) - _words(self._b))) <= 1

    def across(self, start: int, end: int) -> Crossing | None:
        """Return where `a[start:end]` is in `b`; None if nothing is left of it.

        What was changed wholly inside the piece belongs to it there too, at its ends as well; what was put in
        before its first or behind its last word does not.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= last or start >= end:
            return None
        known = [self._across[k] for k in range(first, last)]
        found = [place for place in known if place >= 0]
        changed = torn = False
        swapped = 0
        for span in self._spans:
            inserted = span.a1 == span.a2 and first < span.a1 < last
            if not inserted and (span.a1 >= last or span.a2 <= first):
                continue
            changed = True
            inside = first <= span.a1 and span.a2 <= last
            even = span.a2 - span.a1 == span.b2 - span.b1
            if even:
                low, high = max(span.a1, first), min(span.a2, last)
                found += range(span.b1 + low - span.a1, span.b1 + high - span.a1)
                swapped += _words(self._a[low:high])
            elif inside:
                found += range(span.b1, span.b2)
            else:
                torn = True
        if not found:
            return None
        low, high = min(found), max(found) + 1
        kept = sum(k >= 0 and is_word(self._a[first + n].text) for n, k in enumerate(known))
        return Crossing(
            *self._bounds(start, end, first, last, low, high),
            _words(self._a[first:last]),
            kept,
            swapped,
            _words(self._b[low:high]),
            changed,
            torn,
        )

    def shared(self, ours: tuple[int, int], theirs: tuple[int, int]) -> float:
        """Return how much two pieces have in common: words of the shorter one that stand in the other."""
        first, last = bisect_right(self._ends, ours[0]), bisect_left(self._starts, ours[1])
        inside = [t for t in self._b if theirs[0] <= t.start < theirs[1]]
        common = sum(
            self._across[k] >= 0
            and theirs[0] <= self._b[self._across[k]].start < theirs[1]
            and is_word(self._a[k].text)
            for k in range(first, last)
        )
        shorter = min(_words(self._a[first:last]), _words(inside))
        return common / shorter if shorter else 0.0

    def _bounds(self, start: int, end: int, first: int, last: int, low: int, high: int) -> tuple[int, int]:
        """Return the code points of the words `low` to `high` of `b`, cut as the piece cuts its own words."""
        a1, a2, b1, b2 = self._a[first], self._a[last - 1], self._b[low], self._b[high - 1]
        before = start - a1.start if self._across[first] == low and _alike(a1, b1) else 0
        behind = a2.end - end if self._across[last - 1] == high - 1 and _alike(a2, b2) else 0
        return b1.start + max(0, before), b2.end - max(0, behind)


def _partners(spans: list[Span], size_a: int, size_b: int) -> list[int]:
    """Return for each word of `a` the one of `b` that it is, -1 for one that was changed."""
    partners = [-1] * size_a
    i = j = 0
    for span in (*spans, Span(size_a, size_a, size_b, size_b)):
        partners[i : span.a1] = range(j, span.b1)
        i, j = span.a2, span.b2
    return partners


def _alike(a: Token, b: Token) -> bool:
    return len(a.text) == len(b.text)


def _words(tokens: list[Token]) -> int:
    return sum(is_word(token.text) for token in tokens)
