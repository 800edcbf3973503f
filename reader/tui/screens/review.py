"""All annotations in one list: search them, go to their places, and change many at once."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from reader import resources
from reader.annotate import review
from reader.annotate.records import StoreError
from reader.annotate.review import BY_PLACE, ORDERS
from reader.compare.comparison import Cancelled
from reader.corpus.query import Query, QueryError
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.messages import PlaceRequested
from reader.tui.reports import Failed
from reader.tui.reviewing import (
    Derived,
    Narrowed,
    Question,
    Read,
    ReadSoFar,
    charts,
    derive,
    narrow,
    read,
    spot,
)
from reader.tui.screens.altering import CHANGING, Altering
from reader.tui.screens.dialog import Choice
from reader.tui.widgets.foot import Legend, ReadingStatus, Saving, State
from reader.tui.widgets.row_list import Cells, RowList

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place

LEGEND = (
    "open-label",
    "mark-label",
    "mark-all-labels",
    "accept-labels",
    "reject-labels",
    "relabel",
    "remove-labels",
    "search",
    "show-proposals",
    "sort-labels",
    "undo",
    "charts",
    "help",
    "back",
)
READING = "Reading all labels …"
LOOKING = "Looking for proposals …"
NOTHING = "No label is like that"
NO_LABELS = "There are no labels yet"


class ReviewScreen(Altering, inherit_bindings=False):
    """Annotations of everybody; one's own can be accepted, rejected, relabelled and removed."""

    CSS_PATH = [resources.style("reading"), resources.style("review")]
    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.REVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "#rows"

    def __init__(
        self,
        corpus: "Corpus",
        place: "Place",
        session: "Session",
        table: CommandTable,
        *,
        copy: Callable[[str, str], None] | None = None,
        blind: bool = False,
    ) -> None:
        super().__init__(corpus, session, table)
        table.install(self, *self.SCOPES)
        self._place, self._copy, self._blind = place, copy, blind
        self._colors = {label.name: label.color for label in session.schema.labels}
        self._query = Query()
        self._wrong = self._looking = ""
        self._saved = self._asked = 0
        self._failed = self._left = self._reading = self._offering = False
        self._order = BY_PLACE
        self._stale: set[str] = set()

    def compose(self) -> ComposeResult:
        """The list with its charts, the line to search in, status and keys."""
        with Horizontal(id="lists"):
            yield RowList(self._cells, id="rows")
            with VerticalScroll(id="charts", can_focus=False):
                yield Static("", id="chart", markup=False)
        with Horizontal(id="search-line"):
            yield Label("/")
            yield Input(
                placeholder="words label:claim status:proposed origin:carried", id="search", compact=True
            )
        yield ReadingStatus(id="status")
        yield Legend(id="legend")

    def on_mount(self) -> None:
        """Show the keys, and begin to read."""
        self.query_one(Legend).show([], [self.table[name] for name in LEGEND if self.table[name].keys])
        self._list.show(0, words=READING)
        self._begin()

    def _begin(self) -> None:
        self._reading = True
        self._read()

    def changed(self, articles: Sequence[str]) -> None:
        """Begin anew what was being read meanwhile; look again for what the articles propose."""
        if self._reading:
            self._begin()
        elif self._offering:
            self._stale.update(articles)
            self._look_again()

    def on_screen_resume(self) -> None:
        """Read again after a visit to an article: labels may be others now."""
        if self._left:
            self._left = False
            self._begin()

    def on_resize(self) -> None:
        """Draw the charts as wide as there is room for."""
        self.call_after_refresh(self._chart)

    @work(thread=True, group="reading", exclusive=True, exit_on_error=False)
    def _read(self) -> None:
        """Read all annotations."""
        worker = get_current_worker()

        def complain(problem: str) -> None:
            self.app.post_message(Failed(problem))

        def tell(articles: int) -> None:
            self.post_message(ReadSoFar(articles))

        try:
            found = read(self._corpus, self._place, self._session, self._blind, complain, tell)
        except StoreError as error:
            complain(str(error))
            return
        if not worker.is_cancelled:
            self.post_message(found)

    def on_read_so_far(self, message: ReadSoFar) -> None:
        """Say how far the first reading is."""
        if not self._reviewed.rows:
            self._list.show(0, words=f"{READING} {message.articles:,} articles")

    def on_read(self, message: Read) -> None:
        """Show what was read, the cursor on the row it was on."""
        self._reviewed.take(message)
        if message.decided is None:
            self._reading = False
            self._look_for_proposals()
        self._narrow(keep=True)

    def action_proposals(self) -> None:
        """Show also what labels of other versions propose, or only what is stored."""
        self._offering = not self._offering
        self._reviewed.forget_offers()
        self._look_for_proposals()
        self._narrow(keep=True)

    def _look_for_proposals(self) -> None:
        self._looking = LOOKING if self._offering else ""
        self._stale.clear()
        if self._offering:
            self._derive(None)
        else:
            self.workers.cancel_group(self, "deriving")

    def _look_again(self) -> None:
        """Look for what is proposed by articles that were changed since, when nothing else is looked for."""
        if self._stale and not self._looking:
            self._looking = LOOKING
            self._derive(frozenset(self._stale))
            self._stale.clear()

    @work(thread=True, group="deriving", exclusive=True, exit_on_error=False)
    def _derive(self, articles: Collection[str] | None) -> None:
        worker = get_current_worker()

        def complain(problem: str) -> None:
            self.app.post_message(Failed(problem))

        def send(found: Derived) -> None:
            if not worker.is_cancelled:
                self.post_message(found)

        try:
            derive(self._corpus, self._session, articles, complain, send, lambda: worker.is_cancelled)
        except (StoreError, sqlite3.Error) as error:
            complain(str(error))
            send(Derived((), 0, True))
        except Cancelled:
            return

    def on_derived(self, message: Derived) -> None:
        """Show what is proposed so far."""
        if self._offering:
            self._looking = "" if message.complete else f"{LOOKING} {message.stories:,} stories"
            self._reviewed.add(message)
            self._narrow(keep=True)
            self._look_again()

    def _narrow(self, *, keep: bool = False) -> None:
        """Find the rows to show."""
        shown, at = self._reviewed.shown, self._list.cursor
        kept = spot(shown[at]) if keep and shown else None
        self._asked += 1
        self._find(Question(self._asked, self._query, self._order, kept, at if keep else 0))

    @work(thread=True, group="narrowing", exclusive=True, exit_on_error=False)
    def _find(self, question: Question) -> None:
        # The rows are no argument: Textual would write out every one of them to describe the worker.
        worker = get_current_worker()
        found = narrow(self._reviewed.rows, question, lambda: worker.is_cancelled)
        if found is not None:
            self.post_message(found)

    def on_narrowed(self, message: Narrowed) -> None:
        """Show the rows that were found, unless others were asked for since."""
        if message.asked == self._asked:
            self._reviewed.show(message)
            self._list.show(len(message.shown), message.cursor, NOTHING if self._reviewed.rows else NO_LABELS)
            self._chart()
            self.show_status()

    def _chart(self) -> None:
        panel = self.query_one("#charts")
        if panel.display and panel.size.width:
            text = charts(
                self._reviewed.counts, self._session.schema, panel.size.width - 2, panel.size.height
            )
            self.query_one("#chart", Static).update(Content(text))

    def _cells(self, row: int, width: int) -> Cells:
        def color(label: str) -> str:
            role = self._colors.get(label, "")
            return role if role in ("claim", "quote") else "label"

        return self._reviewed.cells(row, width, self._session.schema, color)

    def show_status(self) -> None:
        """Show how many labels there are, and what is known of the row under the cursor."""
        shown = self._reviewed.shown
        about = [f"{len(shown):,} of {len(self._reviewed.rows):,} labels"]
        if self._reviewed.marks:
            about.append(f"{self._reviewed.marks:,} marked")
        if self._offering and not self._looking:
            about.append(f"{self._reviewed.offers:,} proposed by other versions")
        if self._order != BY_PLACE:
            about.append(f"by {self._order}")
        if shown:
            row = shown[self._list.cursor]
            said = row.annotation
            about += [row.status, said.origin.kind, said.annotator, row.title or said.article]
        self.query_one(ReadingStatus).show(
            State(
                place=f"{self._list.cursor + 1 if shown else 0}/{len(shown):,}",
                about=tuple([self._wrong, *about] if self._wrong else about),
                progress="",
                saving=self._saving(),
                notice=CHANGING if self._busy else "read-only" if self._session.read_only else self._looking,
            )
        )

    def _saving(self) -> Saving:
        if self._failed:
            return Saving.FAILED
        if not self._awaited:
            return Saving.NOTHING
        return Saving.SAVED if self._saved >= self._awaited else Saving.SAVING

    def show_saved(self, seq: int) -> None:
        """Show that everything up to decision `seq` is on disk."""
        self._saved, self._failed = max(self._saved, seq), False
        self.show_status()

    def show_save_failed(self, reason: str) -> None:  # noqa: ARG002
        """Show that a decision could not be written; the app says why."""
        self._failed = True
        self.show_status()

    def on_row_list_moved(self) -> None:
        """Tell of the row under the cursor."""
        self.show_status()

    def on_row_list_chosen(self) -> None:
        """Open the article there."""
        self.action_open_label()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed so far."""
        event.stop()
        self._ask(event.value, typing=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was found and go back to the list."""
        self._ask(event.value)
        self._list.focus()

    def _ask(self, text: str, *, typing: bool = False) -> None:
        try:
            self._query, self._wrong = review.parse(text, self._session.schema, typing=typing), ""
        except QueryError as error:
            self._wrong = str(error)
            self.show_status()
            return
        self._narrow()

    def action_search(self) -> None:
        """Go to the line to search in."""
        self.set_class(True, "-searching")
        self.query_one("#search").focus()

    def action_cancel(self) -> None:
        """Drop the search, or the marks."""
        if self.has_class("-searching"):
            self.query_one("#search", Input).value = ""
            self.set_class(False, "-searching")
            self._list.focus()
        elif self._reviewed.marks:
            self._reviewed.unmark()
            self._list.refresh()
            self.show_status()

    def action_back(self) -> None:
        """Close the search, else the screen."""
        if self.has_class("-searching"):
            self.action_cancel()
        elif not self._at_work():
            self.dismiss(None)

    def action_open_label(self) -> None:
        """Open the article at the label."""
        if self._reviewed.shown and not self._at_work():
            row = self._reviewed.shown[self._list.cursor]
            self._left = True
            self.post_message(PlaceRequested(row.annotation.article, row.sentence))

    def action_mark_label(self) -> None:
        """Mark the row and go on."""
        if self._reviewed.shown:
            self._reviewed.toggle(self._list.cursor)
            self._list.refresh()
            self._list.go(self._list.cursor + 1)
            self.show_status()

    def action_mark_all_labels(self) -> None:
        """Mark all that is shown, or nothing."""
        self._reviewed.toggle_all()
        self._list.refresh()
        self.show_status()

    def action_sort_labels(self) -> None:
        """Choose what the list is sorted by."""
        orders = list(ORDERS)

        def sort(number: int | None) -> None:
            if number is not None:
                self._order = orders[number]
                self._narrow(keep=True)

        self.app.push_screen(Choice(self.table, "Sort by", orders, orders.index(self._order)), sort)

    def action_charts(self) -> None:
        """Show or hide the charts."""
        panel = self.query_one("#charts")
        panel.display = not panel.display
        self.call_after_refresh(self._chart)

    def action_copy(self) -> None:
        """Copy the text of the row."""
        if self._reviewed.shown and self._copy is not None:
            self._copy(self._reviewed.shown[self._list.cursor].annotation.text, "Copied the label's text")
