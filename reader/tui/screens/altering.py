"""Acts on many labels at once, in a worker: whatever they change is read again and shown."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from reader.annotate import review
from reader.annotate.records import ReadOnly, StoreError
from reader.annotate.review import Row
from reader.tui.command_table import CommandTable
from reader.tui.reviewing import Acted, Refused, Reviewed, read_again
from reader.tui.screens.dialog import Choice
from reader.tui.widgets.row_list import OverRows

if TYPE_CHECKING:
    from reader.annotate.acts.batch import Copies
    from reader.annotate.acts.batch import Place as Spot
    from reader.annotate.acts.bulk import Offer
    from reader.annotate.session import Changed, Session
    from reader.corpus.corpus import Corpus

CHANGING = "Changing labels …"


class Altering(OverRows, Screen[None], inherit_bindings=False):
    """One's own labels can be accepted, rejected, relabelled and removed, and proposals answered."""

    def __init__(self, corpus: "Corpus", session: "Session", table: CommandTable) -> None:
        super().__init__()
        self.table = table
        self._corpus, self._session = corpus, session
        self._reviewed = Reviewed(session.annotator)
        self._awaited = 0
        self._busy = False

    def show_status(self) -> None:
        """Show where one is and what is going on."""
        raise NotImplementedError

    def changed(self, articles: Sequence[str]) -> None:
        """Take notice that labels of articles were changed."""

    def action_accept_labels(self) -> None:
        """Accept what is marked, or the row."""
        self._answer(lambda spots, offers, _: self._session.accept_all(spots, offers))

    def action_reject_labels(self) -> None:
        """Reject what is marked, or the row."""
        self._answer(self._session.reject_all)

    def action_remove_labels(self) -> None:
        """Take off what is marked, or the row."""
        self._act(self._session.remove_all)

    def action_relabel(self) -> None:
        """Choose another label for what is marked, or the row."""
        names = [label.name for label in self._session.schema.labels]

        def give(number: int | None) -> None:
            if number is not None:
                self._act(lambda spots, copies: self._session.relabel_all(spots, names[number], copies))

        if self._reviewed.shown:
            self.app.push_screen(Choice(self.table, "Make it", names), give)

    def action_undo(self) -> None:
        """Take back the last decision."""
        if not self._at_work():
            self._begin_act(self._session.undo, "Nothing to undo", "redo")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self._at_work():
            self._begin_act(self._session.redo, "Nothing to redo", "undo")

    def _act(self, do: "Callable[[Sequence[Spot], Copies], Changed]") -> None:
        """Do something with what is stored among the rows in question."""
        rows = self._meant()
        if places := review.places(rows):
            every = self._reviewed.rows
            self._begin_act(lambda: do(places, review.copies(every)), "", "undo")
        elif rows:
            self.notify("What other versions propose can be accepted or rejected", timeout=3)

    def _answer(self, do: "Callable[[Sequence[Spot], Sequence[Offer], Copies], Changed]") -> None:
        """Accept or reject the rows in question, proposals among them."""
        if rows := self._meant():
            places, corpus, every = review.places(rows), self._corpus, self._reviewed.rows
            self._begin_act(
                lambda: do(places, list(review.offers(rows, corpus)), review.copies(every)), "", "undo"
            )

    def _meant(self) -> Sequence[Row]:
        """Return the rows an act is about, none if it cannot be."""
        if not self._reviewed.shown or self._at_work():
            return ()
        rows = self._reviewed.meant(self._list.cursor)
        if not rows:
            self.notify("Only your own labels can be changed here", severity="warning")
        return rows

    def _at_work(self) -> bool:
        """Tell whether an act is not done yet, and say so: nobody else may use the session meanwhile."""
        if self._busy:
            self.notify(CHANGING, timeout=3)
        return self._busy

    def _begin_act(self, do: "Callable[[], Changed | None]", nothing: str, back: str) -> None:
        self._busy = True
        self.show_status()
        self._do(do, nothing, back)

    @work(thread=True, group="acting")
    def _do(self, do: "Callable[[], Changed | None]", nothing: str, back: str) -> None:
        """Change labels, and read those of the articles again; thousands take seconds."""
        try:
            changed = do()
            if changed is not None and changed.articles:
                self.post_message(read_again(self._corpus, self._session, changed.articles))
            self.post_message(Acted(changed, nothing, back))
        except (ReadOnly, StoreError, sqlite3.Error) as error:
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
            self.changed(changed.articles)
            back = f" — {self.table.key(message.back)} {message.back}es" if changed.seq is not None else ""
            self.notify(f"{changed.message}{back}", markup=False)
        self._list.refresh()
        self.show_status()

    def on_refused(self, message: Refused) -> None:
        """Say why an act could not be done."""
        self._busy = False
        self.notify(message.reason, severity="error", markup=False)
        self.show_status()
