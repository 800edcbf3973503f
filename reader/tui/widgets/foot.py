"""The foot of the reading screen: where one is and what is saved, and the keys that give labels."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from reader.tui.commands import Command
from reader.tui.keys import shown_key
from reader.tui.paint import LABEL_ROLES, Names, Piece, fit
from reader.tui.widgets.still import Still
from reader.tui.wrap import displayed

GAP = "   "


class Saving(StrEnum):
    """How far the last decision is."""

    NOTHING = ""
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


_WORDS = {
    Saving.NOTHING: "",
    Saving.SAVING: "… saving",
    Saving.SAVED: "✓ saved",
    Saving.FAILED: "✗ NOT SAVED",
}


class State(NamedTuple):
    """What the status line says: `place` and `about` on the left, the rest on the right."""

    place: str = ""
    about: tuple[str, ...] = ()
    progress: str = ""
    saving: Saving = Saving.NOTHING
    notice: str = ""


class ReadingStatus(Still):
    """One line; what matters least gives way first when it is too narrow."""

    COMPONENT_CLASSES = {f"status--{name}" for name in ("place", "notice", "saving", "saved", "failed")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state = State()

    def show(self, state: State) -> None:
        """Show another state."""
        if state != self._state:
            self._state = state
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says."""
        return self.render_line(0).text

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Return the line, with everything there is room for."""
        width = self.content_size.width
        segments = [Segment(text, self._style(names)) for text, names in self._pieces(width)]
        return Strip(segments, width)

    def _pieces(self, width: int) -> list[Piece]:
        state = self._state
        saving = Piece(_WORDS[state.saving], (state.saving.value,))
        right = _cut(_joined(Piece(state.notice, ("notice",)), Piece(state.progress), saving), width)
        left = [Piece(state.place, ("place",))]
        for part in state.about:
            wider = [*left, Piece(GAP), Piece(displayed(part))]
            if _size(wider) + len(GAP) + _size(right) > width:
                if len(left) == 1:  # better the beginning of what matters most than nothing of it
                    left = wider
                break
            left = wider
        left = _cut(left, max(0, width - _size(right) - 1))
        return [*fit(left, width - _size(right), ()), *right]

    def _style(self, names: Names) -> RichStyle:
        return self.get_visual_style(*(f"status--{name}" for name in names)).rich_style


def _joined(*parts: Piece) -> list[Piece]:
    """Return those of `parts` that say something, with gaps between them."""
    joined = [piece for part in parts if part.text for piece in (Piece(GAP), part)]
    return joined[1:]


def _cut(pieces: list[Piece], width: int) -> list[Piece]:
    """Return `pieces` cut to `width` cells, with … where something is missing."""
    return pieces if _size(pieces) <= width else [*fit(pieces, max(0, width - 1), ()), Piece("…"[:width])]


def _size(pieces: list[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)


class Legend(Still):
    """One line: the labels and their keys, then the other keys one needs most; a click does the same."""

    COMPONENT_CLASSES = {f"legend--{name}" for name in ("key", "text", "label", *LABEL_ROLES)}
    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._labels: Sequence[tuple[Command, str]] = ()
        self._commands: Sequence[Command] = ()

    def show(self, labels: Sequence[tuple[Command, str]], commands: Sequence[Command]) -> None:
        """Show `labels`, each with its colour role, and as many of `commands` as fit."""
        self._labels, self._commands = labels, commands
        self.refresh()

    def render(self) -> Content:
        """Put the keys into the line; those that do not fit are left out, the last first."""
        pieces = [self._piece(c, role if role in LABEL_ROLES else "label") for c, role in self._labels]
        pieces += [self._piece(command, "key") for command in self._commands]
        width = self.content_size.width
        line = Content("")
        for piece in pieces:
            longer = Content.assemble(line, GAP if line.cell_length else "", piece)
            if longer.cell_length > width:
                break
            line = longer
        return line

    def _piece(self, command: Command, style: str) -> Content:
        click = Style.from_meta({"@click": f"screen.{command.action}"})
        key = f" {shown_key(command.keys[0])} " if style != "key" else shown_key(command.keys[0])
        text = self.get_visual_style("legend--text", partial=True) + click
        return Content.assemble(
            (key, self.get_visual_style(f"legend--{style}", partial=True) + click),
            (f" {command.label}", text),
        )
