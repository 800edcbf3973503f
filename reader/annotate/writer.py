"""The one thread that brings decisions to the disk: the journal at once, article files in a pause."""

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep

from reader.annotate.journal import Journal
from reader.annotate.records import Stored

PAUSE = 0.3
LONGEST_WAIT = 3.0
RETRY_WAIT = 0.5
COURTESY = 0.004
"""Seconds that a decision waits before it is written: a screen can show it meanwhile without a rival."""


class Writer:
    """Writes what is queued in a journal, then the article files those steps touched.

    A file never holds a step whose journal line is not on disk. `on_saved` and `on_error` are called from the
    writing thread and must not wait for the thread that calls `flush`; what they raise is passed over. After
    an error nothing more is written and nothing is lost; `retry` or `flush` tries again, and `on_saved` hears
    once that it is over.
    """

    def __init__(
        self,
        guard: threading.Condition,
        journal: Journal,
        save: Callable[[str, Stored], None],
        on_saved: Callable[[int], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self.failure: Exception | None = None
        self._guard = guard
        self._journal = journal
        self._save = save
        self._on_saved = on_saved
        self._on_error = on_error
        self._thread: threading.Thread | None = None
        self._touched: dict[str, Stored] = {}
        self._ready: dict[str, Stored] = {}
        self._ready_end = journal.end
        self._checks: list[Callable[[], bool]] = []
        self._unchecked = 0
        self._first = self._last = 0.0
        self._asked = self._answered = 0
        self._saved = 0
        self._retry = self._recovering = self._told_of_error = self._stopping = False

    @property
    def idle(self) -> bool:
        """Whether everything is on disk; the guard is held."""
        return not (self._journal.queue or self._touched or self._ready)

    def touch(self, articles: dict[str, Stored]) -> None:
        """Take notice of records that their files lack, once their steps are queued; the guard is held."""
        (self._touched if self._journal.queue else self._ready).update(articles)
        self._last = monotonic()
        self._first = self._first or self._last
        self._start()

    def check(self, checks: list[Callable[[], bool]]) -> None:
        """Call each of `checks` when there is nothing better to do; the guard is held.

        They find out whether files lack steps of the journal. Until all have said that they could, the
        journal is not told that the files are up to date.
        """
        self._checks = checks
        self._unchecked = len(checks)
        self._start()

    def retry(self) -> None:
        """Try again after an error, waiting a moment for the outcome."""
        with self._guard:
            self._retry = self._recovering = True
            self._guard.notify_all()
            self._guard.wait_for(lambda: not self._recovering, RETRY_WAIT)

    def flush(self) -> Exception | None:
        """Return when everything is on disk, or the error that prevents it."""
        with self._guard:
            if self._thread is None:
                return self.failure
            self._asked += 1
            ticket = self._asked
            self._guard.notify_all()
            self._guard.wait_for(lambda: self._answered >= ticket or self._thread is None)
            return self.failure

    def stop(self) -> None:
        """End the thread; what could not be written stays unwritten."""
        with self._guard:
            self._stopping = True
            self._guard.notify_all()
            self._guard.wait_for(lambda: self._thread is None)

    def _start(self) -> None:
        if self._thread is None and not self._stopping:
            self._thread = threading.Thread(target=self._run, name="annotations", daemon=True)
            self._thread.start()
        self._guard.notify_all()

    def _run(self) -> None:
        try:
            while self._wait():
                try:
                    self._work()
                    self._recover()
                except Exception as error:
                    self._fail(error)
        finally:
            with self._guard:
                self._thread = None
                self._guard.notify_all()

    def _wait(self) -> bool:
        """Wait until there is something to do; return whether to go on."""
        with self._guard:
            while True:
                wanted = self._asked > self._answered or self._stopping
                if self.failure is not None and self._stopping:
                    return False
                if self.failure is not None and (self._retry or wanted):
                    self._retry = False
                    self._recovering = True
                    self.failure = None
                    return True
                if self.failure is None and (self._journal.queue or self._due(wanted) or self._checks):
                    return True
                if wanted:
                    self._answered = self._asked
                    self._guard.notify_all()
                    if self._stopping:
                        return False
                self._guard.wait(self._nap())

    def _due(self, wanted: bool) -> bool:
        if not self._ready:
            return False
        now = monotonic()
        return wanted or now >= min(self._last + PAUSE, self._first + LONGEST_WAIT)

    def _nap(self) -> float | None:
        if not self._ready or self.failure is not None:
            return None
        return max(0.0, min(self._last + PAUSE, self._first + LONGEST_WAIT) - monotonic())

    def _work(self) -> None:
        """Do one thing, the most urgent: a decision waits for one article file at most."""
        with self._guard:
            queued = bool(self._journal.queue)
            due = self._due(self._asked > self._answered or self._stopping)
            if self._stopping:
                self._checks.clear()
            check = self._checks.pop() if self._checks and not (queued or due) else None
            hurried = self._stopping or self._asked > self._answered
        if queued:
            if not hurried:
                sleep(COURTESY)
            self._write_journal()
        elif due:
            self._write_article()
        elif check and check():
            with self._guard:
                self._unchecked -= 1
                self._settle()

    def _write_journal(self) -> None:
        with self._guard:
            seq, end = self._journal.seq, self._journal.end
            queued = dict(self._journal.queue)
            touched = dict(self._touched)
        self._journal.write(b"".join(queued.values()))
        with self._guard:
            for offset in queued:
                del self._journal.queue[offset]
            for article, stored in touched.items():
                if self._touched.get(article) is stored:
                    del self._touched[article]
            self._ready.update(touched)
            self._ready_end = end
        self._saved, self._told_of_error = seq, False
        self._tell_saved()

    def _write_article(self) -> None:
        with self._guard:
            article, stored = next(iter(self._ready.items()))
        self._save(article, stored)
        with self._guard:
            if self._ready.get(article) is stored:
                del self._ready[article]
            self._settle()

    def _settle(self) -> None:
        """Tell the journal that the files are up to date, if they are."""
        if not self._ready:
            self._first = monotonic() if self._touched else 0.0
            if not self._unchecked:
                self._journal.settle(self._ready_end)

    def _recover(self) -> None:
        """Take notice that an error is over, once nothing is left to write."""
        with self._guard:
            if not self._recovering or self._journal.queue or self._ready:
                return
            self._recovering = False
            self._guard.notify_all()
        if self._told_of_error and self._saved:  # it was an article file: no line of the journal follows
            self._told_of_error = False
            self._tell_saved()

    def _tell_saved(self) -> None:
        with suppress(Exception):  # whoever listens may be gone; what is written stays written
            self._on_saved(self._saved)

    def _fail(self, error: Exception) -> None:
        with self._guard:
            self.failure = error
            self._told_of_error, self._recovering = True, False
            self._answered = self._asked
            self._guard.notify_all()
        with suppress(Exception):  # or one listener's fault would end all writing
            self._on_error(error)
