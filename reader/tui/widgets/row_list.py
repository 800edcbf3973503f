"""A list of any length, one row a line: draws the rows on the screen and no others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

Cells = list[tuple[str, str]]
"""Pieces of text, each with the name of its style."""
CURSOR = "▌"


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows that somebody else knows: `draw` returns what one looks like in so many cells."""

    COMPONENT_CLASSES = {
        "row-list--cursor",
        "row-list--mark",
        "row-list--quiet",
        "row-list--claim",
        "row-list--quote",
        "row-list--label",
    }

    @dataclass
    class Moved(Message):
        """The cursor came to rest on a row."""

        row: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest place of the cursor is of interest."""
            return isinstance(message, RowList.Moved)

    @dataclass
    class Chosen(Message):
        """A row was clicked twice."""

        row: int

    def __init__(self, draw: Callable[[int, int], Cells], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.cursor = 0
        self.count = 0
        self.words = ""
        self._draw = draw
        self._style = lru_cache(maxsize=32)(self._find_style)

    def show(self, count: int, cursor: int = 0, words: str = "") -> None:
        """Show so many rows, the cursor on one of them; `words` stand there if there are none."""
        self.count, self.words = count, words
        self.cursor = max(0, min(cursor, count - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def go(self, row: int) -> None:
        """Put the cursor on a row, or as near as the list is long."""
        row = max(0, min(row, self.count - 1))
        if row != self.cursor:
            self.cursor = row
            self._reveal()
            self.refresh()
            self.post_message(self.Moved(row))

    @property
    def page_size(self) -> int:
        """Number of rows on the screen."""
        return max(1, self.size.height)

    def _reveal(self) -> None:
        top = round(self.scroll_y)
        top = min(max(top, self.cursor - self.page_size + 1), self.cursor)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a second click chooses it."""
        row = round(self.scroll_y) + event.y
        if row < self.count:
            self.go(row)
            if event.chain == 2:
                self.post_message(self.Chosen(row))

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        super().notify_style_update()
        self._style.cache_clear()

    def _find_style(self, name: str, cursor: bool) -> Style:
        style = self.get_component_rich_style(f"row-list--{name}") if name else self.rich_style
        if cursor:
            over = self.get_component_rich_style("row-list--cursor")
            style = style + Style(bgcolor=over.bgcolor, bold=over.bold, reverse=over.reverse)
            if not name or over.reverse:
                style = style + Style(color=over.color)
        return style

    def render_line(self, y: int) -> Strip:
        """Draw one row, or the words in place of rows."""
        width = self.scrollable_content_region.width
        row = round(self.scroll_y) + y
        if row >= self.count:
            said = self.words if not self.count and y == self.page_size // 3 else ""
            return Strip([Segment(said.center(width), self._style("quiet", False))]).crop_extend(
                0, width, self.rich_style
            )
        cursor = row == self.cursor
        cells = [(CURSOR if cursor else " ", "mark"), *self._draw(row, width - 1)]
        strip = Strip([Segment(text, self._style(name, cursor)) for text, name in cells])
        return strip.crop_extend(0, width, self._style("", cursor))


class OverRows:
    """A screen whose cursor moves over the rows of one list."""

    query_one: Any

    @property
    def _list(self) -> RowList:
        found: RowList = self.query_one("#rows", RowList)
        return found

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._list.go(self._list.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor a page."""
        self._list.go(self._list.cursor + step * self._list.page_size)

    def action_half_page(self, step: int) -> None:
        """Move the cursor half a page."""
        self._list.go(self._list.cursor + step * max(1, self._list.page_size // 2))

    def action_top(self) -> None:
        """Go to the first row."""
        self._list.go(0)

    def action_bottom(self) -> None:
        """Go to the last row."""
        self._list.go(self._list.count - 1)
