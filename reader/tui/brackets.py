"""Pieces of a sentence that carry a label, are picked or being marked: told by brackets and by their style.

A bracket stands in the space before or behind the words, so that nothing moves; where there is none it is
left out, and the style alone tells.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reader.tui.paint import Marked, Range

BRACKET = "bracket"
_BOTH = "|"


class Bracketed(NamedTuple):
    """A line with the brackets that stand in its spaces, and those before and behind its text."""

    text: str
    ranges: list[Range]
    before: str = ""
    behind: str = ""


def bracketed(text: str, start: int, end: int, pieces: Sequence[Marked]) -> Bracketed:
    """Return the sentence `text` with brackets in its line `text[start:end]` around `pieces`."""
    shown = start + len(text[start:end].rstrip(" "))
    found: dict[int, str] = {}
    before = behind = ""
    for piece in pieces:
        if piece.opens and piece.start == start:
            before = "["
        elif piece.opens and start < piece.start < shown and text[piece.start - 1] == " ":
            found[piece.start - 1] = _BOTH if found.get(piece.start - 1) == "]" else "["
        if piece.closes and piece.end == shown > start:
            behind = "]"
        elif piece.closes and start < piece.end < shown and text[piece.end] == " ":
            found[piece.end] = _BOTH if found.get(piece.end) == "[" else "]"
    if not found:
        return Bracketed(text, [], before, behind)
    letters = list(text)
    for at, bracket in found.items():
        letters[at] = bracket
    ranges = [Range(at, at + 1, BRACKET) for at in sorted(found)]
    return Bracketed("".join(letters), ranges, before, behind)
