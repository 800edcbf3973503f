"""Searching on the reading screen."""

from textual.widgets import Input

from reader.tui.find import find
from reader.tui.screens.desk import Desk


class Searching(Desk):
    """As one types; the hits stay until the search is closed."""

    def action_search(self) -> None:
        """Ask what to search for."""
        if self.reading is not None:
            self._before_search = self.reading.place
            search = self.query_one("#search", Input)
            search.display = True
            search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as a person types, from where the cursor was."""
        event.stop()
        self._find(event.value)
        if self.reading is not None and self._before_search is not None and self._places:
            self.reading.to(self._before_search.sentence, self._before_search.version)
            if self._before_search not in self.hits.by_place:
                self.reading.next_of(self._places)
            self._arrive()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on reading, with the hits in sight."""
        event.stop()
        if self.hits.count:
            self.query_one("#search", Input).display = False
            self._text.focus()
        elif self.hits.query:
            self.notify(f"“{event.value}” is not here", markup=False)
        else:
            self._close_search()

    def _find(self, query: str) -> None:
        assert self.reading is not None
        self.hits = find(self.articles, query)
        self._places = sorted(self.hits.by_place, key=self.reading.order)
        self._text.find(self.hits.by_place)
        self._measure_changes()
        self._show_status()

    def _close_search(self) -> bool:
        """Drop the search; tell whether there was one."""
        search = self.query_one("#search", Input)
        if not (search.display or self.hits.query):
            return False
        search.display = False
        self._before_search = None
        search.value = ""
        self._find("")
        self._text.focus()
        return True
