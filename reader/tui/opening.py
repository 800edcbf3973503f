"""Opening a corpus for the screen and keeping it up to date: what its workers do, and what they report."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, work
from textual.worker import get_current_worker

from reader.tui.themed import ThemedApp

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Course
    from reader.tui.listing import Arrangement
    from reader.workspace import Place

OPEN = "open"
"""The group of the worker that reads the corpus and finds its stories."""
REPORT_EVERY = 0.2
QUIET_FOR = 0.25
"""Seconds between two reports of progress, and before the first: what is faster needs no progress bar."""
CHECK_EVERY = 5.0
"""Seconds between two looks whether the files have changed; where a look takes long, there are fewer."""
MOST_OF_THE_TIME = 50
AHEAD = 0.05
"""Seconds that the first frame waits for its rows: enough for an index that is there."""
PATIENCE = 1.0
"""Seconds that the first rows get to be drawn in before anything else is done."""
SURE = 1.0
"""Seconds after which a pace is known."""


class Pace:
    """How fast something goes, and how long it will take at that pace; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told = clock() + QUIET_FOR - REPORT_EVERY
        self.begin("")

    def begin(self, what: str) -> None:
        """Measure anew if something else is done now."""
        if what != getattr(self, "_what", None):
            self._what = what
            self._begun = self._seen = (self._clock(), 0, 0)
            self._fresh = True

    def due(self) -> bool:
        """Tell whether it is time to report."""
        now = self._clock()
        if now - self._told < REPORT_EVERY:
            return False
        self._told = now
        return True

    def see(self, things: int, done: int) -> None:
        """Note how many things there are by now, and how much of the work is done."""
        self._seen = (self._clock(), things, done)
        if self._fresh:
            self._begun, self._fresh = self._seen, False

    def speed(self) -> str:
        """Return how many things a second there are; empty while that is not known."""
        elapsed, made, _ = self._passed()
        return f"{made / elapsed:,.0f}/s" if elapsed >= SURE and made > 0 else ""

    def left(self, total: int) -> str:
        """Return how long the rest of `total` will take; empty while that is not known."""
        elapsed, _, done = self._passed()
        rest = total - self._seen[2]
        return f"{_time(rest * elapsed / done)} left" if elapsed >= SURE and done > 0 and rest > 0 else ""

    def _passed(self) -> tuple[float, int, int]:
        (began, things, done), (now, things_now, done_now) = self._begun, self._seen
        return now - began, things_now - things, done_now - done


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


class Opening(ThemedApp):
    """Opens the corpus of a place at once, then brings it up to date in the background, then its stories.

    `rows_shown` is to be set as soon as what was there at once is on the screen.
    """

    place: "Place"
    corpus: "Corpus | None"
    session: "Session | None"
    rows_shown: threading.Event
    _ahead: "Future[tuple[Corpus, Arrangement]] | None" = None
    _checking = _watching = False
    _check_after = 0.0

    def open_ahead(self) -> None:
        """Begin to open the corpus before the program runs, so that the first frame has rows if it can."""
        from concurrent.futures import ThreadPoolExecutor, wait

        with_one = ThreadPoolExecutor(max_workers=1)
        self._ahead = with_one.submit(_located, self.place)
        with_one.shutdown(wait=False)
        wait([self._ahead], AHEAD)

    @work(thread=True, exclusive=True, exit_on_error=False, group=OPEN)
    def open_corpus(self) -> None:
        """Show what is known of the corpus, open the session, read what is new."""
        from reader.corpus.corpus import CorpusError
        from reader.corpus.fields import FieldsError
        from reader.tui.reports import Failed, Located

        ahead, self._ahead = self._ahead, None
        try:
            corpus, first = ahead.result() if ahead else _located(self.place, self.corpus)
            self.post_message(Located(corpus, first))
            self.rows_shown.wait(PATIENCE)
            self._open_session(corpus)
        except (CorpusError, FieldsError, OSError) as error:
            self.post_message(Failed(str(error), fatal=True))

    def _open_session(self, corpus: "Corpus") -> None:
        from reader.annotate.schema import SchemaError
        from reader.annotate.store import StoreError
        from reader.tui.reports import Failed, Opened
        from reader.workspace import open_session

        try:
            session = self.session or open_session(
                self.place, on_saved=self._report_saved, on_error=self._report_error
            )
        except (SchemaError, StoreError, OSError) as error:
            self.post_message(Failed(str(error), fatal=True))
            return
        self.post_message(Opened(session))
        self._bring_up_to_date(corpus)

    @work(thread=True, exclusive=True, exit_on_error=False, group=OPEN)
    def reload_corpus(self) -> None:
        """Read what changed in corpus and labels; see whether others still keep us from changing them."""
        from reader.annotate.store import StoreError
        from reader.tui.reports import Failed

        if self.corpus is None:
            return
        read_only = self.session is not None and self.session.read_only
        try:
            if self.session is not None:
                self.session.store.refresh()
        except (StoreError, OSError) as error:
            self.post_message(Failed(str(error)))
        self._bring_up_to_date(self.corpus, again=True, read_only=read_only)

    def _bring_up_to_date(self, corpus: "Corpus", again: bool = False, read_only: bool = False) -> None:
        """Read what is new and find its stories; what keeps that from its end is told."""
        import sqlite3

        from reader.corpus.corpus import CorpusError
        from reader.tui.reports import Failed

        try:
            self._update(corpus, again, read_only)
        except (CorpusError, OSError, sqlite3.Error) as error:
            self.post_message(Failed(str(error), unread=True))

    def _update(self, corpus: "Corpus", again: bool, read_only: bool) -> None:
        """Read what is new, then find its stories; report how far it is, and the end of each."""
        from reader.tui.reports import Grouped, Updated

        worker = get_current_worker()
        before = _ids(corpus) if again else {}
        complete = corpus.update(self._reading(Pace()), lambda: worker.is_cancelled)
        said = changes(before, corpus) if again and complete else ""
        self.post_message(Updated(complete, said, read_only))
        if complete and not worker.is_cancelled:
            from reader import grouping

            grouping.update(corpus, self._finding(Pace()), lambda: worker.is_cancelled)
            self.post_message(Grouped())

    def _reading(self, pace: Pace) -> "Callable[[Course], None]":
        """Return what reports how far the reading is."""
        from reader.tui.reports import Progressed

        def report(course: "Course") -> None:
            if pace.due():
                pace.see(course.articles, course.done)
                said = f"Reading: {numbered(course.articles, 'article')}"
                words = (said, pace.speed(), pace.left(course.total))
                share = course.done / course.total if course.total else None
                self.post_message(Progressed(" · ".join(filter(None, words)), share, grown=True))

        return report

    def _finding(self, pace: Pace) -> "Callable[[str, int, int], None]":
        """Return what reports how far the search for stories is."""
        from reader.tui.reports import Progressed

        def report(what: str, done: int, total: int) -> None:
            pace.begin(what)
            if pace.due():
                pace.see(done, done)
                of_all = f"{done:,} of {total:,}" if total else ""
                words = (f"Finding stories: {what}", of_all, pace.left(total))
                share = done / total if total else None
                self.post_message(Progressed(" · ".join(filter(None, words)), share))

        return report

    @work(thread=True, exclusive=True, exit_on_error=False, group="strays")
    def find_strays(self) -> None:
        """Look for labels whose articles have another name now; the screen has them follow."""
        import sqlite3

        from reader.annotate.acts import following
        from reader.annotate.strays import strays
        from reader.tui.reports import Strayed

        session, corpus = self.session, self.corpus
        if session is None or corpus is None or session.read_only:
            return
        with suppress(sqlite3.Error):
            found = strays(session.store, corpus)
            ways = {each.article: each.to for each in found if each.to}
            for article in ways:
                session.store.load(article)
            citing = following.citing(session.store, ways) if ways else []
            for article in citing:
                session.store.load(article)
            if found:
                self.post_message(Strayed(ways, len(found) - len(ways), tuple(citing)))

    def _report_saved(self, seq: int) -> None:
        """Pass on, from the store's own thread, that a decision is on disk."""
        from reader.tui.reports import Saved

        self.post_message(Saved(seq))

    def _report_error(self, error: Exception) -> None:
        """Pass on, from the store's own thread, that a decision could not be written."""
        from reader.tui.reports import SaveFailed

        self.post_message(SaveFailed(str(error)))

    @property
    def busy(self) -> bool:
        """Whether the corpus is being read or its stories are being found."""
        return any(worker.group == OPEN and not worker.is_finished for worker in self.workers)

    def watch_files(self) -> None:
        """From now on look from time to time whether the files have changed."""
        if not self._watching:
            self._watching = True
            self.set_interval(CHECK_EVERY, self._check_files)

    def on_app_focus(self, _: events.AppFocus) -> None:
        """Look at the files: somebody comes back, maybe from changing them."""
        self._check_after = 0.0
        self._check_files()

    def _check_files(self) -> None:
        due = time.monotonic() >= self._check_after
        if due and self.corpus is not None and not self._checking and not self.busy:
            self._checking = True
            self._look_at_files(self.corpus)

    @work(thread=True, exit_on_error=False, group="check")
    def _look_at_files(self, corpus: "Corpus") -> None:
        """Compare the files with what the index knows, taking a small share of the time there is."""
        from reader.tui.reports import Stale

        began = time.monotonic()
        try:
            if corpus.stale():
                self.post_message(Stale())
        finally:
            now = time.monotonic()
            self._check_after = now + (now - began) * MOST_OF_THE_TIME
            self._checking = False


def _located(place: "Place", known: "Corpus | None" = None) -> "tuple[Corpus, Arrangement]":
    """Return the corpus of a place, if it is not `known` yet, and the first rows of its list."""
    from reader.tui.arranging import Arranger
    from reader.workspace import corpus_at

    corpus = known or corpus_at(place)
    return corpus, Arranger(corpus).first()


def changes(before: Mapping[str, int], corpus: "Corpus") -> str:
    """Return in words what became of a corpus that was read again, from its numbers by id before."""
    now = _ids(corpus)
    counts = {
        "new": len(now.keys() - before.keys()),
        "gone": len(before.keys() - now.keys()),
        "changed": sum(before.get(each, number) != number for each, number in now.items()),
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return f"Read {numbered(len(now), 'article')} again: {told or 'nothing changed'}"


def _ids(corpus: "Corpus") -> dict[str, int]:
    """Return the numbers of all articles by their ids; another text has another number."""
    numbers = corpus.order("id")
    return dict(zip(corpus.ids(numbers), numbers, strict=False))


def numbered(count: int, thing: str) -> str:
    """Return a count of things: “1 article”, “2 articles”."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
