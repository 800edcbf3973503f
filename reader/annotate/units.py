"""The words and marks of a piece of text, for a person to grow a span by: none of them tears a character."""

import unicodedata
from collections.abc import Iterator
from enum import Enum

from rich.cells import split_graphemes

from reader.corpus.folding import spaceless

Span = tuple[int, int]
_JOINS = frozenset("'’-‐‑.·")
"""What keeps letters and digits on both sides of it in one word."""
_JOINS_DIGITS = frozenset(",:/٫٬")


class _Shape(Enum):
    WORD = "word"
    ALONE = "alone"
    MARK = "mark"
    GAP = "gap"


def units(text: str, start: int, end: int) -> list[Span]:
    """Return the words and marks of `text[start:end]` in order, as `(start, end)` in code points.

    A word holds the apostrophes, hyphens and full stops inside it, a number its separators. A character of a
    script without spaces between words stands alone, as every mark does; the same mark repeated is one. Every
    character stays together with what combines with it. The time is linear in the length.
    """
    found: list[Span] = []
    before = _Shape.GAP
    pieces = [(start + a, start + b) for a, b, _ in split_graphemes(text[start:end])[0]]
    for index, (first, last) in enumerate(pieces):
        shape = _shape(text[first])
        if before is _Shape.WORD and shape is not _Shape.WORD and _joins(text, pieces, index):
            shape = _Shape.WORD
        goes_on = before is shape is _Shape.WORD
        repeats = before is shape is _Shape.MARK and text[first:last] == text[found[-1][1] - 1]
        if shape is not _Shape.GAP and (goes_on or repeats):
            found[-1] = (found[-1][0], last)
        elif shape is not _Shape.GAP:
            found.append((first, last))
        before = shape
    return found


def characters(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the characters of `text[start:end]` begin, each with all that combines with it."""
    for first, _, _ in split_graphemes(text[start:end])[0]:
        yield start + first


def _joins(text: str, pieces: list[Span], index: int) -> bool:
    """Return whether the mark at `index`, which stands behind a word, is followed by more of it."""
    first, last = pieces[index]
    if index + 1 == len(pieces) or last - first > 1:
        return False
    before, after = text[first - 1], text[pieces[index + 1][0]]
    if text[first] in _JOINS_DIGITS:
        return before.isdigit() and after.isdigit()
    return text[first] in _JOINS and _shape(after) is _Shape.WORD


def _shape(character: str) -> _Shape:
    kind = unicodedata.category(character)[0]
    if kind in "ZC":
        return _Shape.GAP
    if kind in "LNM" or character == "_":
        return _Shape.ALONE if spaceless(character) else _Shape.WORD
    return _Shape.MARK
