"""Words that a spun copy exchanged one for one, and what its source says in their place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.compare.flags import Flag, is_negation, numbers
from reader.compare.tokens import FUNCTION_WORDS, Token, fold, is_word, tokenize
from reader.compare.words import Hunk, WordDiff, changed_spans

LONGEST = 3
"""Stretches of more words than this do not show which word was put for which."""

LONGEST_OF_SPUN = 12
"""The same in a spun copy, which is known to go word by word."""


class Swap(NamedTuple):
    """A word put for another: `start` and `end` are code points within the sentence, end exclusive.

    `other` is what stands in its place in the other version.
    """

    start: int
    end: int
    other: str


class Exchange(NamedTuple):
    """A word of one text that stands where `new` stands in the other."""

    old: Token
    new: Token


def exchanges(left: Sequence[Token], right: Sequence[Token], longest: int = LONGEST) -> Iterator[Exchange]:
    """Yield the words exchanged one for one, in stretches of at most `longest`, in order."""
    for span in changed_spans(left, right):
        if span.a2 - span.a1 == span.b2 - span.b1 <= longest:
            for old, new in zip(left[span.a1 : span.a2], right[span.b1 : span.b2], strict=True):
                if is_word(old.text) and is_word(new.text) and fold(old.text) != fold(new.text):
                    yield Exchange(old, new)


class Dictionary:
    """The swaps of a spun copy, learned from the pair: how often each word was put for another."""

    def __init__(self, counts: Mapping[tuple[str, str], int]) -> None:
        self._counts = counts

    def swaps(self, a: str, b: str) -> list[tuple[Swap, Swap]]:
        """Return the mere swaps between two corresponding texts: the place in `a`, and that in `b`."""
        found = exchanges(tokenize(a), tokenize(b), LONGEST_OF_SPUN)
        return [
            (Swap(old.start, old.end, new.text), Swap(new.start, new.end, old.text))
            for old, new in found
            if self._is_mere(old, new)
        ]

    def flagged(self, a: str, b: str, found: WordDiff) -> WordDiff:
        """Return the word diff of `a` and `b` with a flag on every change that is nothing but swaps."""
        swapped = {old.start for old, _ in self.swaps(a, b)}
        hunks = tuple(
            hunk.flagged(Flag.SWAP) if _is_covered(a, hunk, swapped) else hunk for hunk in found.hunks
        )
        return WordDiff(hunks, found.changed)

    def _is_mere(self, old: Token, new: Token) -> bool:
        """Tell whether an exchange is the program's doing rather than a change of what is said.

        It is if the same words were exchanged elsewhere too, or neither of them is a name; numbers and
        negations always count as changes.
        """
        if numbers([old]) != numbers([new]) or is_negation(old.text) != is_negation(new.text):
            return False
        often = self._counts.get((fold(old.text), fold(new.text)), 0) > 1
        return often or not (_is_name(old) or _is_name(new))


def _is_covered(a: str, hunk: Hunk, swapped: set[int]) -> bool:
    words = [hunk.a[0] + t.start for t in tokenize(a[slice(*hunk.a)]) if is_word(t.text)]
    return bool(words) and swapped.issuperset(words)


def _is_name(token: Token) -> bool:
    return token.start > 0 and token.text[0].isupper() and fold(token.text) not in FUNCTION_WORDS
