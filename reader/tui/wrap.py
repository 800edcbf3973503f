"""Word wrap by terminal cells."""

import re

from rich.cells import split_graphemes

_NARROW = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0373\u0376\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    r"\u2010-\u2015\u2018-\u201e\u2020-\u2026\u2030-\u205e\u20a0-\u20b5]*"
)
"""Characters that take exactly one cell each: what nearly all articles in European languages are made of."""

_NEVER_FIRST = frozenset("。、，．」』）】〉》！？：；…’”")
"""Marks that close what stands before them: no line begins with one."""

_ONE_CELL_EACH = str.maketrans("\n\t\r\v\f", "     ")


def displayed(text: str) -> str:
    """Return `text` for one line on a screen: white space becomes spaces, offsets stay as they are."""
    return text if text.isprintable() else text.translate(_ONE_CELL_EACH)


def wrap(text: str, width: int) -> tuple[int, ...]:
    """Return where each line of `text` begins when it is wrapped at `width` cells.

    Offsets are code points; the first is 0, and there is always one line. Lines break behind spaces, beside
    wide characters (but not before one that closes), and inside a word only if it does not fit a line by
    itself. A character and what combines with it stay together. Spaces at the end of a line may hang over,
    everything else fits.
    """
    if len(text) <= width and text.isascii():
        return (0,)
    return _wrap_narrow(text, width) if _NARROW.fullmatch(text) else _wrap_wide(text, width)


def _wrap_narrow(text: str, width: int) -> tuple[int, ...]:
    starts = [0]
    start, size = 0, len(text.rstrip(" "))
    while size - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        start = end + 1 if end > 0 else start + width
        while text[start] == " ":
            start += 1
        starts.append(start)
    return tuple(starts)


def _wrap_wide(text: str, width: int) -> tuple[int, ...]:
    starts = [0]
    cells = 0
    opportunity, cells_there = 0, 0
    was_wide = False
    for start, end, size in split_graphemes(text)[0]:
        if text[start] == " ":
            cells += size
            opportunity, cells_there = end, cells
            continue
        if (size > 1 or was_wide) and text[start] not in _NEVER_FIRST:
            opportunity, cells_there = start, cells
        was_wide = size > 1
        while cells + size > width and start > starts[-1]:
            if opportunity <= starts[-1]:
                opportunity, cells_there = start, cells
            starts.append(opportunity)
            cells -= cells_there
        cells += size
    return tuple(starts)
