"""The change ruler at the edge of the text: what is where, and which part of it is on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.tui.paint import LABEL_ROLES
from reader.tui.ruler import NOTHING, line_of, window
from reader.tui.signs import Sign
from reader.tui.widgets.still import Still

_PREFIX = "ruler--"


class ChangeRuler(Still, inherit_bindings=False):
    """One cell wide; it takes the place of a scrollbar, and a click jumps."""

    COMPONENT_CLASSES = {
        f"{_PREFIX}{name}"
        for name in (
            *("track", "window", "change", "moved", "inserted", "deleted", "hit", "label"),
            *LABEL_ROLES,
        )
    }
    DEFAULT_CSS = """
    ChangeRuler { width: 1; height: 1fr; }
    """
    ALLOW_SELECT = False

    @dataclass
    class Pointed(Message):
        """A person pointed at a line of the text."""

        line: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._changes: Sequence[Sign] = ()
        self._labels: Sequence[Sign] = ()
        self._window = range(0)
        self._total = 0

    def show_changes(self, changes: Sequence[Sign], total: int) -> None:
        """Show the changes of each cell, in a text of `total` lines."""
        if (changes, total) != (self._changes, self._total):
            self._changes, self._total = changes, total
            self.refresh()

    def show_labels(self, labels: Sequence[Sign]) -> None:
        """Show the labels of each cell."""
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    def stand_at(self, top: int, shown: int) -> None:
        """Show that the `shown` lines from line `top` on are on the screen."""
        there = window(self._total, self.size.height, top, shown)
        if there != self._window:
            touched = {*there} ^ {*self._window}
            self._window = there
            self.refresh(*(Region(0, y, 1, 1) for y in touched))

    def render_line(self, y: int) -> Strip:
        """Return one cell: the sign of a change or a label, else the line that the window runs along."""
        change = self._changes[y] if y < len(self._changes) else NOTHING
        label = self._labels[y] if y < len(self._labels) else NOTHING
        inside = y in self._window and self._total > self.size.height
        sign = change.letter or label.letter or ("┃" if inside else "│")
        names = ["window" if inside else "track"]
        if change.letter:
            known = f"{_PREFIX}{change.role}" in self.COMPONENT_CLASSES
            names.append(change.role if known else "change")
        if label.letter:
            names.append(label.role if label.role in LABEL_ROLES else "label")
        style = self.get_visual_style(*(f"{_PREFIX}{name}" for name in names)).rich_style
        return Strip([Segment(sign, style)], 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Jump, and follow the mouse while it is held."""
        self.capture_mouse()
        self._point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse while it is held."""
        if self.app.mouse_captured is self:
            self._point(event)

    def on_mouse_up(self) -> None:
        """Let go of the mouse."""
        self.release_mouse()

    def _point(self, event: events.MouseEvent) -> None:
        event.stop()
        self.post_message(self.Pointed(line_of(self._total, self.size.height, max(0, event.y))))
