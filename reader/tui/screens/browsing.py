"""Moving about in the list of articles and in the preview."""

from reader.tui.screens.arranging import Arranging


class Browsing(Arranging):
    """By rows, pages, and articles without labels; in the preview by lines."""

    def _scroll_pane(self, lines: float) -> bool:
        """Scroll the preview if it has the focus."""
        if not self._preview.has_focus:
            return False
        self._preview.scroll_relative(y=lines, animate=False, force=True)
        return True

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll the preview if it is the pane in use."""
        if not self._scroll_pane(step):
            self._list.go(self._list.cursor + step)

    def action_half_page(self, step: int) -> None:
        """Move half a page."""
        self.action_move(step * max(1, self._list.page_size // 2))

    def action_page(self, step: int) -> None:
        """Move a page."""
        self.action_move(step * max(1, self._list.page_size - 1))

    def action_top(self) -> None:
        """Go to the top."""
        self.action_move(-len(self.listing.rows) - 10_000)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self.action_move(len(self.listing.rows) + 10_000)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll without moving the cursor."""
        if not self._scroll_pane(lines):
            self._list.scroll_lines(lines)

    def action_centre(self) -> None:
        """Put the cursor into the middle."""
        self._list.scroll_to_cursor(centre=True)

    def action_next_untagged(self, step: int) -> None:
        """Go to the next article without labels."""
        row = self.listing.next_waiting(self._list.cursor, step)
        if row is None:
            self.notify("No more articles without labels in this direction", markup=False)
        else:
            self._list.go(row)

    def action_scroll_preview(self, step: int) -> None:
        """Scroll the preview."""
        self._preview.scroll_relative(y=3 * step, animate=False, force=True)
