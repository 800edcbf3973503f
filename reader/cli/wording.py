"""A sentence with the words that changed in it: in brackets, or in colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli.output import colours
from reader.compare.comparison import Change
from reader.compare.flags import Flag

if TYPE_CHECKING:
    from rich.text import Text

BASE_WORDS, OTHER_WORDS, SWAPPED_WORDS = "bold red strike", "bold green underline", "dim italic"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text to draw: what changed in it, and whether it is the base's wording."""

    text: str
    changes: Sequence[Change] = ()
    base: bool = False


def marked(wording: Wording) -> str:
    """Return the text on one line with its changes in brackets, as wdiff writes them: [-base-], {+other+}."""
    before, after = ("[-", "-]") if wording.base else ("{+", "+}")
    pieces: list[str] = []
    at = 0
    for change in wording.changes:
        if change.start < change.end:
            pieces += [
                wording.text[at : change.start],
                before,
                wording.text[change.start : change.end],
                after,
            ]
            at = change.end
    return " ".join("".join([*pieces, wording.text[at:]]).split("\n"))


def painted(wording: Wording, style: str = "") -> "Text":
    """Return the text with its changes in colour, or in brackets where there is none; swaps are faint."""
    from rich.text import Text

    if not colours():
        return Text(marked(wording))
    text = Text(wording.text, style=style)
    for change in wording.changes:
        shown = SWAPPED_WORDS if Flag.SWAP in change.flags else BASE_WORDS if wording.base else OTHER_WORDS
        text.stylize(shown, change.start, change.end)
    return text
