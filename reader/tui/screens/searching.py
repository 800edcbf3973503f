"""Searching on the reading screen."""

from textual import events
from textual.containers import Horizontal
from textual.widgets import Input

from reader.tui.find import find
from reader.tui.screens.desk import Desk

BEFORE_READING = frozenset({"search", "back", "cancel", "quit", "help", "palette", "redraw", "suspend"})
"""What can be done while the versions are still being compared."""


class Searching(Desk):
    """As one types; the hits stay until the search is closed. One may type while versions are compared."""

    def action_search(self) -> None:
        """Ask what to search for."""
        self._before_search = self.reading.place if self.reading is not None else None
        self.query_one("#search-line", Horizontal).display = True
        self.set_focus(self._search)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as a person types, from where the cursor was."""
        event.stop()
        self._seek_hit(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on reading, with the hits in sight."""
        event.stop()
        self._submit()

    def on_key(self, event: events.Key) -> None:
        """Take keys also while nothing has the focus."""
        if self.focused is None and self._takes(event):
            event.stop()

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    def _takes(self, event: events.Key) -> bool:
        """Tell whether a key is no command here.

        What is typed after the key of the search belongs to the search, even if it arrives before the line
        has the focus; and what is typed before there is anything to read does nothing.
        """
        if self.query_one("#search-line", Horizontal).display:
            return self._types(event)
        keys = {*event.aliases, event.key, event.character}
        if keys.intersection(self.table["search"].keys):
            self.action_search()
            return True
        known = (key for name in BEFORE_READING for key in self.table[name].keys)
        return self.reading is None and keys.isdisjoint(known)

    def _types(self, event: events.Key) -> bool:
        if event.is_printable and event.character:
            self._search.insert_text_at_cursor(event.character)
        elif event.key == "enter":
            self._submit()
        else:
            return False
        return True

    def _submit(self) -> None:
        query = self._search.value
        if query != self.hits.query:
            self._seek_hit(query)
        if self.hits.count:
            self._leave_search_line()
        elif not query:
            self._close_search()

    def _seek_hit(self, query: str) -> None:
        """Find `query`, and go to the first hit from where the search began."""
        if self.reading is None or query == self.hits.query:
            return
        self._find(query)
        if self._before_search is not None and self._places:
            self.reading.to(self._before_search.sentence, self._before_search.version)
            if self._before_search not in self.hits.by_place:
                self.reading.next_of(self._places)
            self._arrive()

    def _search_again(self) -> None:
        """Search in versions that were just compared: for what was found before, or was typed meanwhile."""
        assert self.reading is not None
        if self.hits.query:
            self._find(self.hits.query)
        elif self._search.value:
            self._before_search = self.reading.place
            self._seek_hit(self._search.value)

    def _find(self, query: str) -> None:
        assert self.reading is not None
        self.hits = find(self.articles, query)
        self._places = sorted(self.hits.by_place, key=self.reading.order)
        self._text.find(self.hits.by_place)
        self._measure_changes()
        self._show_status()

    def _leave_search_line(self) -> None:
        """Go back to the text; the hits stay."""
        self.query_one("#search-line", Horizontal).display = False
        self.set_focus(self._text)

    def _close_search(self) -> bool:
        """Drop the search; tell whether there was one."""
        if not (self.query_one("#search-line", Horizontal).display or self.hits.query):
            return False
        self._leave_search_line()
        self._before_search = None
        self._search.value = ""
        if self.reading is not None:
            self._find("")
        return True
