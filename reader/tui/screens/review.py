"""All annotations in one list: search them, go to their places, and change many at once."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from reader import resources
from reader.annotate import review
from reader.annotate.records import ReadOnly, StoreError
from reader.annotate.review import BY_PLACE, ORDERS, Row
from reader.corpus.query import Query, QueryError
from reader.tui.commands import CommandTable, Scope
from reader.tui.messages import PlaceRequested
from reader.tui.reports import Failed
from reader.tui.reviewing import (
    Acted,
    Narrowed,
    Question,
    Read,
    ReadSoFar,
    Refused,
    Reviewed,
    charts,
    narrow,
    read,
    read_again,
    spot,
)
from reader.tui.screens.dialog import Choice
from reader.tui.widgets.foot import Legend, ReadingStatus, Saving, State
from reader.tui.widgets.row_list import Cells, OverRows, RowList

if TYPE_CHECKING:
    from reader.annotate.acts.bulk import Place as Spot
    from reader.annotate.session import Changed, Session
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
    "sort-labels",
    "undo",
    "charts",
    "help",
    "back",
)
READING = "Reading all labels …"
CHANGING = "Changing labels …"
NOTHING = "No label is like that"


class ReviewScreen(OverRows, Screen[None], inherit_bindings=False):
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
        super().__init__()
        self.table = table
        table.install(self, *self.SCOPES)
        self._corpus, self._place, self._session = corpus, place, session
        self._copy, self._blind = copy, blind
        self._reviewed = Reviewed(session.annotator)
        self._colors = {label.name: label.color for label in session.schema.labels}
        self._query = Query()
        self._wrong = ""
        self._awaited = self._saved = 0
        self._failed = self._left = self._busy = False
        self._order = BY_PLACE
        self._asked = 0

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

    def on_screen_resume(self) -> None:
        """Read again after a visit to an article: labels may be others now."""
        if self._left:
            self._left = False
            self._begin()

    def on_resize(self) -> None:
        """Draw the charts as wide as there is room for."""
        self.call_after_refresh(self._chart)

    @work(thread=True, group="reading", exclusive=True, exit_on_error=False)
    def _begin(self) -> None:
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
        self._narrow(keep=True)

    def _narrow(self, *, keep: bool = False) -> None:
        """Find the rows to show."""
        shown, at = self._reviewed.shown, self._list.cursor
        kept = spot(shown[at]) if keep and shown else None
        self._asked += 1
        self._find(
            self._reviewed.rows, Question(self._asked, self._query, self._order, kept, at if keep else 0)
        )

    @work(thread=True, group="narrowing", exclusive=True, exit_on_error=False)
    def _find(self, rows: Sequence[Row], question: Question) -> None:
        worker = get_current_worker()
        found = narrow(rows, question, lambda: worker.is_cancelled)
        if found is not None:
            self.post_message(found)

    def on_narrowed(self, message: Narrowed) -> None:
        """Show the rows that were found, unless others were asked for since."""
        if message.asked == self._asked:
            self._reviewed.show(message)
            self._list.show(len(message.shown), message.cursor, NOTHING)
            self._chart()
            self._tell()

    def _chart(self) -> None:
        panel = self.query_one("#charts")
        if panel.display and panel.size.width:
            text = charts(self._reviewed.counts, panel.size.width - 2)
            self.query_one("#chart", Static).update(Content(text))

    def _cells(self, row: int, width: int) -> Cells:
        def color(label: str) -> str:
            role = self._colors.get(label, "")
            return role if role in ("claim", "quote") else "label"

        return self._reviewed.cells(row, width, color)

    def _tell(self) -> None:
        shown = self._reviewed.shown
        about = [f"{len(shown):,} of {len(self._reviewed.rows):,} labels"]
        if self._reviewed.marks:
            about.append(f"{self._reviewed.marks:,} marked")
        if self._order != BY_PLACE:
            about.append(f"by {self._order}")
        if shown:
            row = shown[self._list.cursor]
            said = row.annotation
            about += [said.status.value, said.origin.kind, said.annotator, row.title or said.article]
        self.query_one(ReadingStatus).show(
            State(
                place=f"{self._list.cursor + 1 if shown else 0}/{len(shown):,}",
                about=tuple([self._wrong, *about] if self._wrong else about),
                progress="",
                saving=self._saving(),
                notice=CHANGING if self._busy else "read-only" if self._session.read_only else "",
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
        self._tell()

    def show_save_failed(self, reason: str) -> None:  # noqa: ARG002
        """Show that a decision could not be written; the app says why."""
        self._failed = True
        self._tell()

    def on_row_list_moved(self) -> None:
        """Tell of the row under the cursor."""
        self._tell()

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
            self._tell()
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
            self._tell()

    def action_back(self) -> None:
        """Close the search, else the screen."""
        if self.has_class("-searching"):
            self.action_cancel()
        elif not self._at_work():
            self.dismiss(None)

    def action_open_label(self) -> None:
        """Open the article at the label."""
        if self._reviewed.shown and not self._at_work():
            annotation = self._reviewed.shown[self._list.cursor].annotation
            self._left = True
            self.post_message(PlaceRequested(annotation.article, next(iter(annotation.sentences), 0)))

    def action_mark_label(self) -> None:
        """Mark the row and go on."""
        if self._reviewed.shown:
            self._reviewed.toggle(self._list.cursor)
            self._list.refresh()
            self._list.go(self._list.cursor + 1)
            self._tell()

    def action_mark_all_labels(self) -> None:
        """Mark all that is shown, or nothing."""
        self._reviewed.toggle_all()
        self._list.refresh()
        self._tell()

    def action_accept_labels(self) -> None:
        """Accept what is marked, or the row."""
        self._act(self._session.accept_all)

    def action_reject_labels(self) -> None:
        """Reject what is marked, or the row."""
        self._act(self._session.reject_all)

    def action_remove_labels(self) -> None:
        """Take off what is marked, or the row."""
        self._act(self._session.remove_all)

    def action_relabel(self) -> None:
        """Choose another label for what is marked, or the row."""
        names = [label.name for label in self._session.schema.labels]

        def give(number: int | None) -> None:
            if number is not None:
                self._act(lambda spots: self._session.relabel_all(spots, names[number]))

        if self._reviewed.shown:
            self.app.push_screen(Choice(self.table, "Make it", names), give)

    def action_sort_labels(self) -> None:
        """Choose what the list is sorted by."""
        orders = list(ORDERS)

        def sort(number: int | None) -> None:
            if number is not None:
                self._order = orders[number]
                self._narrow(keep=True)

        self.app.push_screen(Choice(self.table, "Sort by", orders, orders.index(self._order)), sort)

    def action_undo(self) -> None:
        """Take back the last decision."""
        if not self._at_work():
            self._begin_act(self._session.undo, "Nothing to undo", "redo")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self._at_work():
            self._begin_act(self._session.redo, "Nothing to redo", "undo")

    def _act(self, do: "Callable[[Sequence[Spot]], Changed]") -> None:
        if self._at_work():
            return
        spots = self._reviewed.meant(self._list.cursor)
        if spots:
            self._begin_act(lambda: do(spots), "", "undo")
        elif self._reviewed.shown:
            self.notify("Only your own labels can be changed here", severity="warning")

    def _at_work(self) -> bool:
        """Tell whether an act is not done yet, and say so: nobody else may use the session meanwhile."""
        if self._busy:
            self.notify(CHANGING, timeout=3)
        return self._busy

    def _begin_act(self, do: "Callable[[], Changed | None]", nothing: str, back: str) -> None:
        self._busy = True
        self._tell()
        self._do(do, nothing, back)

    @work(thread=True, group="acting", exit_on_error=False)
    def _do(self, do: "Callable[[], Changed | None]", nothing: str, back: str) -> None:
        """Change labels, and read those of the articles again; thousands take seconds."""
        try:
            changed = do()
            self.post_message(Acted(changed, nothing, back))
            if changed is not None and changed.articles:
                self.post_message(read_again(self._corpus, self._session, changed.articles))
        except (ReadOnly, StoreError) as error:
            self.post_message(Refused(str(error)))

    def on_acted(self, message: Acted) -> None:
        """Say what was done and how to take it back."""
        self._busy = False
        changed = message.changed
        if changed is None:
            self.notify(message.nothing, timeout=3)
        else:
            if not message.nothing:
                self._reviewed.unmark()
            self._awaited = max(self._awaited, changed.seq or 0)
            back = f" — {self.table.key(message.back)} {message.back}es" if changed.seq is not None else ""
            self.notify(f"{changed.message}{back}", markup=False)
        self._list.refresh()
        self._tell()

    def on_refused(self, message: Refused) -> None:
        """Say why an act could not be done."""
        self._busy = False
        self.notify(message.reason, severity="error", markup=False)
        self._tell()

    def action_charts(self) -> None:
        """Show or hide the charts."""
        panel = self.query_one("#charts")
        panel.display = not panel.display
        self.call_after_refresh(self._chart)

    def action_copy(self) -> None:
        """Copy the text of the row."""
        if self._reviewed.shown and self._copy is not None:
            self._copy(self._reviewed.shown[self._list.cursor].annotation.text, "Copied the label's text")
