"""Which articles stand beside each other on the reading screen, against which base, and in whose words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import work
from textual.containers import Container
from textual.message import Message
from textual.widgets import Label, ProgressBar
from textual.worker import Worker, WorkerState, get_current_worker

from reader.annotate.reading import Place, Reading
from reader.annotate.records import StoreError
from reader.compare.comparison import Cancelled, Comparison
from reader.tui.asides import letter, other_places
from reader.tui.fetching import NotThere, fetch_by_id
from reader.tui.screens.desk import Desk
from reader.tui.screens.evidence import Answer, EvidenceScreen

SHOW_PROGRESS_AFTER = 0.15
COMPARE = "compare"


@dataclass
class Compared(Message):
    """The versions were aligned; `elsewhere` is the other place of each sentence that has one."""

    reading: Reading
    elsewhere: dict[Place, Place]


@dataclass
class NotCompared(Message):
    """The versions cannot be shown; `reason` is one line."""

    reason: str


class Versions(Desk):
    """Comparing happens in a worker, which tells by a message when it is done."""

    def _compare(self, make: Callable[[Callable[[], bool]], Comparison], start: Place) -> None:
        self._comparing = True
        self.set_timer(SHOW_PROGRESS_AFTER, self._show_progress)
        self._compare_apart(make, start)

    @work(thread=True, exclusive=True, exit_on_error=False, group=COMPARE)
    def _compare_apart(self, make: Callable[[Callable[[], bool]], Comparison], start: Place) -> None:
        worker = get_current_worker()
        try:
            comparison = make(lambda: worker.is_cancelled)
            for article in comparison.articles:
                self.session.lost(article)
        except Cancelled:
            return
        except (StoreError, NotThere) as error:
            if not worker.is_cancelled:
                self.post_message(NotCompared(str(error)))
            return
        reading = Reading(comparison, start.version, start.sentence)
        _ = reading.differences
        if not worker.is_cancelled:
            self.post_message(Compared(reading, other_places(comparison)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke down must not leave a person waiting."""
        if event.state is not WorkerState.ERROR:
            return
        reason = f"{type(event.worker.error).__name__}: {event.worker.error}"
        if event.worker.group == COMPARE:
            self.post_message(NotCompared(reason))
        else:
            self.app.notify(reason, severity="error", markup=False)

    def on_not_compared(self, message: NotCompared) -> None:
        """Say why, and go on with what was shown before, if anything was."""
        self._comparing = False
        self.app.notify(message.reason, severity="error", markup=False)
        if self.reading is None:
            self.dismiss(None)
        else:
            self._show_status()

    def _show_progress(self) -> None:
        if self._comparing and self.reading is None and not self.query("#comparing"):
            count = len(self.articles)
            what = "Reading" if count == 1 else f"Comparing {count} versions"
            self.mount(
                Container(
                    Label(f"{what} …  esc leaves", id="comparing-what", markup=False),
                    ProgressBar(show_percentage=False, show_eta=False, id="comparing-progress"),
                    id="comparing",
                ),
                before="#search-line",
            )
            self.add_class("-comparing")
        elif self._comparing and self.reading is not None:
            self._show_status("comparing …")

    def _show(self, article_ids: Sequence[str], start: Place) -> None:
        """Compare articles, and show them from `start` on; the first is the base."""
        furniture, corpus = self.furniture, self.corpus
        known = {article.id: article for article in self.articles}

        def make(cancelled: Callable[[], bool]) -> Comparison:
            articles = [known.get(each) or fetch_by_id(corpus, each) for each in article_ids]
            found = [furniture(article) for article in articles] if furniture else None
            return Comparison.of(articles, cancelled=cancelled, furniture=found)

        self._compare(make, start)

    def action_base(self) -> None:
        """Make the focused column the base."""
        reading = self.reading
        if reading is None or reading.place is None or len(self.articles) < 2:
            return
        if reading.column == reading.comparison.base:
            self.notify(f"{letter(reading.column)} is the base already", timeout=3)
            return
        base, comparison = reading.column, reading.comparison
        self._compare(lambda cancelled: comparison.rebased(base, cancelled), reading.place)

    def action_evidence(self) -> None:
        """Show what the focused version and the base are to each other."""
        version = self._judged()
        if self.reading is None or version is None:
            self.notify("There is nothing to compare", timeout=3)
            return
        pair = self._pair(version)
        screen = EvidenceScreen(
            self.table, self.reading.comparison, version, pair in self.rejected, self._events
        )

        def heed(answer: Answer | None) -> None:
            if answer is None or self.reading is None:
                return
            if answer.rejected is not (pair in self.rejected):
                self.rejected.symmetric_difference_update([pair])
                self._text.dim_swaps(pair not in self.rejected)
                self._show_relation()
            if answer.place is not None:
                self.reading.to(answer.place.sentence, answer.place.version)
                self._arrive()

        self.app.push_screen(screen, heed)

    def action_source_wording(self) -> None:
        """Show the focused column in the words of the version it is compared with, or in its own again."""
        version = self._judged()
        if self.reading is None or version is None:
            return
        comparison = self.reading.comparison
        column = self.reading.column
        if self._borrowed is not None:
            self._borrowed = None
            self._text.borrow(None)
        else:
            self._borrowed = column, (comparison.base if column != comparison.base else version)
            self._text.borrow(*self._borrowed)
        self._show_status()
