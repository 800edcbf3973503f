"""The foot of the reading screen: where one is and what is saved, and the keys that give labels."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from reader.tui.commands import Command, shown_key
from reader.tui.paint import LABEL_ROLES

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


class ReadingStatus(Widget):
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

    def render(self) -> Content:
        """Put everything there is room for into one line."""
        state = self._state
        width = self.content_size.width
        right = self._joined(
            Content.styled(state.notice, self._style("notice")),
            Content(state.progress),
            Content.styled(_WORDS[state.saving], self._style(state.saving)) if state.saving else Content(""),
        ).truncate(width, ellipsis=True)
        left = Content.styled(state.place, self._style("place"))
        for part in state.about:
            wider = self._joined(left, Content(part))
            if wider.cell_length + len(GAP) + right.cell_length > width:
                break
            left = wider
        left = left.truncate(max(0, width - right.cell_length - 1), ellipsis=True)
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"status--{name}", partial=True)

    @staticmethod
    def _joined(*parts: Content) -> Content:
        return Content(GAP).join(part for part in parts if part.cell_length)


class Legend(Widget):
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
