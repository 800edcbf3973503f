"""Searching on the reading screen."""

from textual import events
from textual.containers import Horizontal
from textual.widgets import Input

from reader.annotate.reading import Reading
from reader.tui.find import Hits, find, find_query
from reader.tui.heeding import heed
from reader.tui.messages import ArticleStepRequested
from reader.tui.screens.moving import Moving
from reader.tui.screens.versions import Versions

BEFORE_READING = frozenset({"search", "back", "cancel", "quit", "help", "palette", "redraw", "suspend"})
"""What can be done while the versions are still being compared."""


class Searching(Moving, Versions):
    """As one types; the hits stay until the search is closed. One may type while versions are compared.

    What the list was searched for is found here, too, and leads on to the next article that has it.
    """

    _entered = False

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

    async def _heed(self, event: events.Key) -> bool:
        """Make use of a key typed into the text; tell whether it was of any."""
        self.session.pressed += self.app.screen is self
        return await heed(self, event, self._takes, self._actions_now())

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

    def action_next_hit(self, step: int) -> None:
        """Go to the next search hit, which may stand in another article; else to the next difference."""
        reading = self.reading
        if not self.hits.query:
            self.action_next_difference(step)
        elif reading is None or self._comparing:
            return
        elif self.sought is not None and not self._ahead(reading, step):
            self.post_message(ArticleStepRequested(step, self.sought.text))
        elif reading.next_of(self._places, step):
            self._arrive()

    def _ahead(self, reading: Reading, step: int) -> bool:
        """Tell whether there is a hit after (before, for -1) the sentence under the cursor."""
        if reading.place is None or not self._places:
            return False
        here, end = reading.order(reading.place), reading.order(self._places[-1 if step > 0 else 0])
        return end > here if step > 0 else end < here

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
        self.sought = None
        self._mark(find(self.articles, query))
        if self._before_search is not None and self._places:
            self.reading.to(self._before_search.sentence, self._before_search.version)
            if self._before_search not in self.hits.by_place:
                self.reading.next_of(self._places)
            self._arrive()

    def _search_again(self) -> None:
        """Search in versions that were just compared: for what was found before, or was typed meanwhile."""
        assert self.reading is not None
        if self.sought is not None:
            self._mark(find_query(self.articles, self.sought))
            self._enter()
        elif self.hits.query:
            self._mark(find(self.articles, self.hits.query))
        elif self._search.value:
            self._before_search = self.reading.place
            self._seek_hit(self._search.value)

    def _enter(self) -> None:
        """Begin at the first hit, or coming from behind at the last one, unless a sentence was asked for."""
        assert self.reading is not None
        first, self._entered = not self._entered, True
        if first and self._start is None and self._places:
            place = self._places[-1 if self._backwards else 0]
            self.reading.to(place.sentence, place.version)
            self._arrive()

    def _mark(self, hits: Hits) -> None:
        """Show what was found."""
        assert self.reading is not None
        self.hits = hits
        self._places = sorted(hits.by_place, key=self.reading.order)
        self._text.find(hits.by_place)
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
        self._before_search = self.sought = None
        self._search.value = ""
        if self.reading is not None:
            self._mark(Hits())
        return True
