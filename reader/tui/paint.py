"""What a line of text looks like: pieces of text, each with the names of the styles that lie over each other.

Nothing here knows colours: names are looked up by whoever draws. Text is never read as markup.
"""

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from reader.compare.comparison import Change
from reader.compare.flags import Flag
from reader.compare.words import HunkKind
from reader.tui.signs import CARRIED, DOUBTFUL, FLAG_SIGNS, OTHERS, Sign

Names = tuple[str, ...]


class Piece(NamedTuple):
    """Text and the styles it is drawn with, the last on top."""

    text: str
    styles: Names = ()


class Range(NamedTuple):
    """Code points of a sentence, end exclusive, and the style to draw over them."""

    start: int
    end: int
    style: str


class Marked(NamedTuple):
    """Code points of a sentence that belong to something, end exclusive, and the style that says to what.

    `opens` and `closes` tell whether it begins and ends in this sentence; without a style only that is shown.
    """

    start: int
    end: int
    style: str = ""
    opens: bool = True
    closes: bool = True


class Light(enum.Flag):
    """What the cursor makes of a sentence."""

    NONE = 0
    CURSOR = enum.auto()
    PARTNER = enum.auto()
    SELECTED = enum.auto()


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said about a sentence: signs for the gutter, and the pieces of it that carry labels.

    `apart` tells that others, whose labels are shown, say something else; `doubtful` that it may be the
    edited sentence of something that waits for being confirmed, `carried` that all of it was
    carried from another version. `proposed` are the signs of what is proposed.
    """

    signs: tuple[Sign, ...] = ()
    decided: bool = False
    noted: bool = False
    pieces: tuple[Marked, ...] = ()
    apart: bool = False
    doubtful: bool = False
    proposed: tuple[Sign, ...] = ()
    carried: bool = False


NO_MARKS = Marks()

LABEL_ROLES = frozenset({"claim", "quote"})
OWN_ROLES = LABEL_ROLES | {"decided"}
GUTTER = 7
LETTERED_GUTTER = 9
HATCH = "╱ "


def gutter(
    first: bool,
    light: Light,
    relation: Sign | None,
    marks: Marks,
    letter: str = "",
    flag: Flag | None = None,
) -> list[Piece]:
    """Return the gutter of one line: cursor bar, version letter, diff sign, flag, label signs, note, space.

    Signs stand on the first line of a sentence only, the cursor bar on all of them.
    """
    over = light_names(light)
    pieces = [_bar(light)]
    if not first:
        width = (LETTERED_GUTTER if letter else GUTTER) - 1
        return [*pieces, Piece(" " * width, over)]
    if letter:
        pieces += [Piece(letter, (*over, "letter")), Piece(" ", over)]
    pieces.append(Piece(relation.letter, (*over, relation.role)) if relation else Piece(" ", over))
    pieces.append(Piece(FLAG_SIGNS[flag], (*over, "flag")) if flag else Piece(" ", over))
    pieces += _labels(marks, over)
    aside = DOUBTFUL if marks.doubtful else "*" if marks.noted else OTHERS if marks.apart else ""
    pieces.append(Piece(f"{aside} ", (*over, "note")) if aside else Piece("  ", over))
    return pieces


def light_names(light: Light) -> Names:
    """Return the style of the sentence under the cursor, beside it or in the range."""
    if light is Light.NONE:
        return ()
    if Light.CURSOR in light:
        return ("cursor",)
    if Light.SELECTED in light:
        return ("selected",)
    return ("partner",) if Light.PARTNER in light else ()


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the same with neighbours of one style made one: fewer pieces are written faster."""
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].styles == piece.styles:
            made[-1] = Piece(made[-1].text + piece.text, piece.styles)
        else:
            made.append(piece)
    return made


def _bar(light: Light) -> Piece:
    if light is Light.NONE:
        return Piece(" ")
    over = light_names(light)
    if Light.CURSOR in light:
        return Piece("▌", (*over, "bar"))
    if Light.SELECTED in light:
        return Piece("┃", (*over, "bar"))
    return Piece("▏", (*over, "partner-bar")) if Light.PARTNER in light else Piece(" ", over)


def _labels(marks: Marks, over: Names) -> list[Piece]:
    """Return two cells: signs of labels, then of proposals; a cell that is free tells of carrying."""
    found = [Piece(sign.letter, (*over, role_of(sign))) for sign in marks.signs]
    if not found and marks.decided:
        found = [Piece("·", (*over, "decided"))]
    found += [Piece(sign.letter, (*over, "proposed", role_of(sign))) for sign in marks.proposed]
    if len(found) > 2:
        return [found[0], Piece("+", found[1].styles)]
    if len(found) == 1 and marks.carried:
        found.append(Piece(CARRIED, (*over, "carried")))
    return [*found, *[Piece(" ", over)] * (2 - len(found))]


def role_of(sign: Sign) -> str:
    """Return the style of a label's sign: its own if it has one."""
    return sign.role if sign.role in OWN_ROLES else "label"


def changed_ranges(
    changes: Sequence[Change], length: int, *, old: bool, words: bool, swaps: bool = True
) -> list[Range]:
    """Return how the changes of a sentence of `length` code points are highlighted.

    `old` is for the base, whose words were replaced. Without `words` a changed sentence is highlighted as a
    whole, as is one that was rewritten from end to end. With `swaps` mere swaps of a spun copy stand back.
    """
    side = "old" if old else "new"
    rewritten = len(changes) == 1 and changes[0].end - changes[0].start >= length
    if changes and (rewritten or not words):
        return [Range(0, length, f"{side}-sentence")]
    return [
        Range(change.start, change.end, _change_style(change, side, swaps))
        for change in changes
        if change.end > change.start
    ]


def _change_style(change: Change, side: str, swaps: bool) -> str:
    """Return the style of changed words: calmest for mere swaps of a spun copy."""
    if swaps and Flag.SWAP in change.flags:
        return "swap"
    return "gone" if change.kind is HunkKind.DELETE else side


def text_line(
    text: str, start: int, end: int, width: int, over: Names, layers: Sequence[Sequence[Range]]
) -> list[Piece]:
    """Return `text[start:end]` filled to `width` cells.

    `layers` are drawn over each other; the ranges within one are sorted and do not overlap. Spaces at the end
    of the line are not highlighted.
    """
    shown = len(text[start:end].rstrip(" ")) + start
    layers = [_within(layer, start, shown) for layer in layers if layer]
    if not any(layers):
        return fit([Piece(text[start:shown], over)], width, over)
    edges = {edge for layer in layers for part in layer for edge in (part.start, part.end)}
    cuts = [start, *sorted(_whole(text, start, shown, edges)), shown]
    pieces = []
    for left, right in pairwise(cuts):
        names = tuple(r.style for layer in layers for r in layer if r.start <= left < r.end)
        pieces.append(Piece(text[left:right], over + names))
    return fit(pieces, width, over)


def fit(pieces: list[Piece], width: int, over: Names) -> list[Piece]:
    """Return `pieces` cut or filled with spaces to exactly `width` cells."""
    fitted, left = [], width
    for piece in pieces:
        size = cell_len(piece.text)
        if size > left:
            piece = Piece(set_cell_size(piece.text, left), piece.styles)
            size = left
        if piece.text:
            fitted.append(piece)
        left -= size
    if left:
        fitted.append(Piece(" " * left, over))
    return fitted


def hatch(width: int, y: int) -> Piece:
    """Return `width` cells of a calm pattern for text that a version does not have, slanting downwards."""
    offset = y % len(HATCH)
    return Piece((HATCH * (width // len(HATCH) + 2))[offset : offset + width], ("hatch",))


def _whole(text: str, start: int, end: int, edges: set[int]) -> set[int]:
    """Return those of `edges` inside the line that do not tear a character from what combines with it."""
    inside = {edge for edge in edges if start < edge < end}
    if text.isascii():
        return inside
    return inside & {start + span[0] for span in split_graphemes(text[start:end])[0]}


def _within(ranges: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Return the sorted, not overlapping `ranges` that reach into `[start, end)`."""
    first = bisect_right(ranges, start, key=lambda part: part.end)
    last = bisect_left(ranges, end, key=lambda part: part.start)
    return ranges[first:last]
