"""The two lines at the foot of a screen: what is shown, and which keys there are."""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from reader.tui.commands import Command
from reader.tui.keys import shown_key

GAP = "   "


class StatusLine(Widget):
    """One line: what is shown on the left, what one should know on the right, which gives way first."""

    COMPONENT_CLASSES = {"status-line--warning"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left = self._right = ""
        self._warning = False

    def show(self, left: str, right: str = "", warning: bool = False) -> None:
        """Show two plain texts; `warning` makes the right one stand out."""
        if (left, right, warning) != (self._left, self._right, self._warning):
            self._left, self._right, self._warning = left, right, warning
            self.refresh()

    def render(self) -> Content:
        """Put both texts into the width there is."""
        width = self.content_size.width
        left, right = Content(self._left), Content(self._right)
        if self._warning:
            right = right.stylize(self.get_visual_style("status-line--warning", partial=True))
        room = width - left.cell_length - len(GAP)
        if room < 12:
            if self._warning and width > 40:
                left = left.truncate(
                    max(1, width - min(right.cell_length, width // 2) - len(GAP)), ellipsis=True
                )
                room = width - left.cell_length - len(GAP)
            else:
                return left.truncate(width, ellipsis=True)
        right = right.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


class KeyBar(Widget):
    """One line of keys with what they do; a click does it. What does not fit is left out."""

    COMPONENT_CLASSES = {"key-bar--key"}

    def __init__(self, commands: Sequence[Command] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._commands = tuple(commands)

    def show(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        if tuple(commands) != self._commands:
            self._commands = tuple(commands)
            self.refresh()

    def render(self) -> Content:
        """Put as many commands as fit into the line."""
        key_style = self.get_visual_style("key-bar--key", partial=True)
        pieces: list[Content] = []
        room = self.content_size.width
        for command in self._commands:
            if not command.keys:
                continue
            click = Style.from_meta({"@click": f"screen.{command.action}"})
            key = Content.styled(shown_key(command.keys[0]), key_style + click)
            piece = Content.assemble(key, Content.styled(f" {command.label}", click))
            room -= piece.cell_length + len(GAP)
            if room < -len(GAP):
                break
            pieces.append(piece)
        return Content(GAP).join(pieces)
