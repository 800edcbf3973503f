"""Scrolling panes of text together or apart, so that the cursor of a reading stays in sight."""

from bisect import bisect_right
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView

from reader.annotate.reading import Reading
from reader.tui.layout import Column, Layout, View

STACK_BELOW = 100
"""Narrower than this, columns are too thin to read side by side."""


class ScrolledText(ScrollView, can_focus=True, inherit_bindings=False):
    """Knows which line of each pane stands on which line of the screen.

    The lines of the focused pane are those of the scroll view. Panes that scroll apart have a top each.
    """

    @dataclass
    class Scrolled(Message):
        """Other lines are on the screen now."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest place is of interest."""
            return isinstance(message, ScrolledText.Scrolled)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.view: View | None = None
        self.locked = True
        self._reading: Reading | None = None
        self._lines: Layout | None = None
        self._columns: list[Column] = []
        self._tops: list[int] = []
        self._pane = 0

    @property
    def shown_view(self) -> View:
        """The view in force: the one that was chosen, else the one that suits the width."""
        if self._reading is None or len(self._reading.comparison.articles) == 1:
            return View.SIDE
        return self.view or (View.STACKED if self.size.width < STACK_BELOW else View.SIDE)

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines; the cursor stays on its sentence."""
        self.scroll_to(y=self.scroll_offset.y + by, animate=False)

    def cursor_offset(self) -> int:
        """Return the line of the screen on which the cursor's sentence begins; it may be outside."""
        if self._lines is None or self._reading is None or self._reading.place is None:
            return 0
        span = self._lines.span(*self._reading.place)
        return span.top - self._top(span.pane)

    def sentence_towards(self, lines: int) -> int:
        """Return the sentence of the focused column that is `lines` below the start of the cursor's."""
        reading, layout = self._reading, self._lines
        if reading is None or layout is None or reading.place is None:
            return 0
        column, sentence = reading.place
        sentences = range(len(reading.article.sentences))
        target = layout.span(column, sentence).top + lines
        found = bisect_right(sentences, target, key=lambda index: layout.span(column, index).top) - 1
        return max(0, found)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines are on the screen now."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse if the columns scroll apart."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse if the columns scroll apart."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        pane = self._pane_at(event.x)
        if self._together or pane is None or pane == self._pane or self._lines is None:
            return
        event.prevent_default()
        event.stop()
        most = max(0, self._lines.height(pane) - self.size.height)
        by = direction * round(self.app.scroll_sensitivity_y)
        self._tops[pane] = max(0, min(most, self._tops[pane] + by))
        self.refresh()

    @property
    def _together(self) -> bool:
        return self.locked or self.shown_view is not View.SIDE

    def _place_cursor(self, offset: int) -> None:
        """Scroll so that the cursor's sentence begins on line `offset` of the screen, partners beside it."""
        reading, layout = self._reading, self._lines
        if reading is None or layout is None or reading.place is None:
            return
        offset = max(0, min(offset, self.size.height - 1))
        if not self._together:
            for column in range(layout.panes):
                sentence = reading.counterpart(column)
                if sentence is not None and column != reading.column:
                    self._tops[column] = max(0, layout.span(column, sentence).top - offset)
        self.scroll_to(y=max(0, layout.span(*reading.place).top - offset), animate=False, force=True)
        self._reveal()

    def _reveal(self, *, centre: bool = False) -> None:
        """Scroll in one jump so that the cursor's sentence is in sight, with some of what comes next."""
        reading, layout, height = self._reading, self._lines, self.size.height
        if reading is None or layout is None or reading.place is None or not height:
            return
        span = layout.span(*reading.place)
        top = self._top(span.pane)
        margin = min(3, height // 5)
        size = min(span.bottom - span.top, height)
        if centre:
            wanted = span.top - (height - size) // 2
        elif span.top < top + margin and top > 0:
            wanted = min(span.top - margin, span.top + size + height // 3 - height)
        elif span.top + size > top + height - margin:
            wanted = span.top - max(0, min(height // 3, height - size))
        else:
            return
        self.scroll_to(y=max(0, wanted), animate=False)

    def _pane_of(self, column: int) -> int:
        return column if self._lines is not None and self._lines.panes > 1 else 0

    def _pane_at(self, x: int) -> int | None:
        within = (p for p, column in enumerate(self._columns) if column.x <= x < column.x + column.width)
        return next(within, None)

    def _top(self, pane: int) -> int:
        """Return the line of a pane that is first on the screen."""
        if pane == self._pane or self._together:
            return self.scroll_offset.y
        return self._tops[pane]
