"""Choosing articles: which are shown, in which order, and which are marked to be compared."""

from typing import TYPE_CHECKING

from reader.tui.listing import ALL, Kind, Order, kinds
from reader.tui.messages import OpenRequested
from reader.tui.screens.shelf import MOST_COMPARED, Shelf
from reader.tui.widgets.article_list import HeaderPressed

if TYPE_CHECKING:
    from textual.widgets import Input


class Choosing(Shelf):
    """By filter, order and marks."""

    _explained = False

    def _filter(self, text: str) -> None:
        at = self.article
        self.listing.filter(text)
        if self.listing.articles:
            self._list.say(self._words_for_no_match())
        self._list.reshow(at.id if at else None)
        self._tell()

    def _words_for_no_match(self) -> str:
        back = self.table.key("cancel")
        if self.listing.text:
            return f"Nothing matches “{self.listing.text}”\n\n{back} shows all articles"
        return f"No articles are {self.listing.kind.name}\n\n{back} shows all articles"

    def _sort(self, order: Order) -> None:
        self.listing.order, self.listing.reverse = order, False
        self._arrange()

    def on_header_pressed(self, message: HeaderPressed) -> None:
        """Sort by the column, or the other way round."""
        if self.listing.order is message.order:
            self.action_reverse()
        else:
            self._sort(message.order)

    def action_mark(self) -> None:
        """Mark the article, or the range, and go on."""
        if self._list.range_start is not None:
            self.action_mark_range()
            return
        if self.listing.rows:
            self._explain_marks()
            self.listing.mark([self._list.cursor])
            self._list.refresh()
            self._list.go(self._list.cursor + 1)
            self._tell()

    def _explain_marks(self) -> None:
        """Tell once what marks are for."""
        if not self._explained:
            self._explained = True
            mark, opens = self.table.key("mark"), self.table.key("open")
            self.notify(f"{mark} marks another version too, then {opens} compares them", markup=False)

    def action_mark_range(self) -> None:
        """Begin a range, or mark it."""
        if self._list.range_start is None and self.listing.rows:
            self._list.range_start = self._list.cursor
        else:
            self.listing.mark(self._list.range, on=True)
            self._list.range_start = None
        self._list.refresh()
        self._tell()

    def action_open(self) -> None:
        """Open the article, or the marked ones side by side."""
        wanted = tuple(self.listing.marked)
        if len(wanted) > MOST_COMPARED:
            self.notify(
                f"Up to {MOST_COMPARED} articles can be compared; {self.table.key('cancel')} unmarks all",
                severity="warning",
            )
        elif len(wanted) > 1:
            self.post_message(OpenRequested(wanted))
        elif self.article is not None:
            self.post_message(OpenRequested((self.article.id,)))

    def action_search(self) -> None:
        """Open the filter."""
        from textual.widgets import Input

        found = self.query("#filter")
        if found:
            found.first(Input).focus()
            return
        hint = f"title, source or file · enter keeps it, {self.table.key('cancel')} drops it"
        field = Input(self.listing.text, placeholder=hint, id="filter", compact=True)
        self.mount(field, before="#status")
        field.focus()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Filter while typing."""
        if event.value != self.listing.text:
            self._filter(event.value)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._close_filter()

    def _close_filter(self) -> bool:
        self._list.focus()
        found = self.query("#filter")
        found.remove()
        return bool(found)

    def action_filter(self) -> None:
        """Choose the kind of article to show."""
        from reader.tui.screens.dialog import Choice

        offered = kinds(label.name for label in self.session.schema.labels) if self.session else kinds(())

        def choose(number: int | None) -> None:
            if number is not None:
                self._show_kind(offered[number])

        chosen = offered.index(self.listing.kind) if self.listing.kind in offered else 0
        self.app.push_screen(Choice(self.table, "Show", [kind.name for kind in offered], chosen), choose)

    def _show_kind(self, kind: Kind) -> None:
        self.listing.kind = kind
        self._filter(self.listing.text)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        orders = list(Order)
        self._sort(orders[(orders.index(self.listing.order) + 1) % len(orders)])

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.listing.reverse = not self.listing.reverse
        self._arrange()

    def action_cancel(self) -> None:
        """Drop what is open: the filter field, the range, the filter, the marks, in this order."""
        if self._close_filter() or self.listing.text or self.listing.kind is not ALL:
            self.listing.kind = ALL
            self._filter("")
        elif self._list.range_start is not None:
            self._list.range_start = None
        elif self.listing.marked:
            self.listing.mark(range(len(self.listing.rows)), on=False)
            self.listing.marked.clear()
        else:
            self.app.workers.cancel_group(self.app, "open")
        self._list.refresh()
        self._tell()

    def action_back(self) -> None:
        """Close the filter, else leave."""
        if self.query("#filter") or self.listing.text:
            self.action_cancel()
        else:
            self.app.exit()
