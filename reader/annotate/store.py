"""Annotations on disk: a journal, and one TinyDB file per annotator and article.

The journal is what makes a decision durable; the article files follow it and are what people and other
programs read. `annotations/README.md` describes both.
"""

import atexit
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from reader.annotate import article_file, durable, names
from reader.annotate.entry import Entry
from reader.annotate.history import History
from reader.annotate.journal import Journal
from reader.annotate.lock import WriterLock, unwritable
from reader.annotate.records import ReadOnly, Record, Step, Stored, StoreError, Summary
from reader.annotate.writer import Writer

__all__ = ["ReadOnly", "Record", "Step", "Store", "StoreError", "Summary", "annotators"]

JOURNAL = "journal.jsonl"
REPLAYED = "its labels come from the journal"
_IGNORED = b".lock\n.writer\n*.tmp\n*.index\n"
_ONCE_IGNORED = (b".lock\n.writer\n*.tmp\n",)


class Store:
    """One annotator's annotations.

    A decision is queued, seen at once by `load`, and reported to `on_saved` with its number when its journal
    line is on the disk (then so is every one before it). What prevents that goes to `on_error` as a
    `StoreError`. Both are called from the writing thread and must not wait for a thread that may be in
    `flush` or `close`. Other methods may be called from any thread.
    """

    def __init__(
        self, folder: Path, annotator: str, clock: Callable[[], datetime], *, only_reading: bool = False
    ) -> None:
        self.annotator = annotator
        self.folder = folder
        self.notices: list[str] = []
        self._clock = clock
        self._only_reading = only_reading
        self._guard = threading.Condition()
        self._lock = WriterLock(folder)
        self._journal = Journal(folder / JOURNAL)
        self._history = History(self._journal, annotator, self._note)
        self._writer: Writer | None = None
        self._reason = ""
        self._closed = False
        self._cache: dict[str, Stored] = {}
        self._on_saved: Callable[[int], None] = lambda _seq: None
        self._on_error: Callable[[Exception], None] = lambda _error: None

    @classmethod
    def open(
        cls,
        folder: Path,
        annotator: str,
        *,
        clock: Callable[[], datetime],
        on_saved: Callable[[int], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open what `annotator` has stored in the annotations folder, which is created on the first decision.

        Whatever prevents writing makes the store read-only and says why in `reason`. Raises `StoreError` for
        a name that no annotator can have.
        """
        try:
            store = cls(folder / names.annotator_folder(annotator), annotator, clock, only_reading=read_only)
        except ValueError as error:
            raise StoreError(str(error)) from None
        store._on_saved = on_saved or store._on_saved
        store._on_error = on_error or store._on_error
        store._begin()
        return store

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return bool(self.reason)

    @property
    def reason(self) -> str:
        """Why decisions are refused; empty if they are not."""
        if self._reason or self._writer is None or self._writer.failure is None:
            return self._reason
        error = self._writer.failure
        problem = (error.strerror if isinstance(error, OSError) else None) or error
        return (
            f"{self.folder} cannot be written now ({problem}); the last decisions are not saved yet; "
            "mend that, or start anew with --annotations DIR"
        )

    def load(self, article_id: str) -> Record:
        """Return what is stored of an article, including steps not yet on disk.

        Raises `StoreError` naming the file if it is damaged and cannot be made again from the journal.
        """
        return self._stored(article_id).record

    def read(self, article_id: str) -> Record:
        """Return what `load` does, for one look: it is not kept in memory."""
        return self._stored(article_id, keep=False).record

    def steps(self) -> Iterator[tuple[str, int]]:
        """Yield when each step that is on disk was made, and for how many keys (0: not counted)."""
        for entry in self._journal.entries():
            if entry.kind == "do" and entry.body is not None:
                keys = entry.body.get("keys", 0)
                yield entry.at, keys if type(keys) is int else 0

    def summary(self, article_id: str) -> Summary:
        """Return the counts of one article; of one that is not open, by the head of its file."""
        with self._guard:
            open_ = article_id in self._cache or article_id in self._history.tail
        if not open_:
            head = article_file.read_head(self._file(article_id))
            current = head and head.id == article_id and self._history.covers(article_id, head.seq)
            if head and head.summary and current:
                return head.summary
        return self.load(article_id).summary()

    def summaries(self) -> Iterator[tuple[str, Summary]]:
        """Yield each article that has anything stored, with its counts; damaged files are noted only."""
        for article_id in self.articles():
            try:
                yield article_id, self.summary(article_id)
            except StoreError as error:
                self._note(str(error))

    def articles(self) -> Iterator[str]:
        """Yield the ids of the articles that have anything stored by this annotator."""
        with self._guard:
            unsure = {*self._history.tail, *self._cache}
            missing = self._history.settled - unsure
        unreadable: set[Path] = set()
        for path in article_file.files(self.folder):
            head = article_file.read_head(path)
            if head is None:
                unreadable.add(path)
                continue
            missing.discard(head.id)
            if not self._history.covers(head.id, head.seq) or head.summary == Summary():
                unsure.add(head.id)
            elif head.id not in unsure:
                yield head.id
        for path in sorted(unreadable - {self._file(name) for name in unsure | missing}):
            self._note(f"{path} is not an annotation file")
        for article_id in sorted(unsure | missing):
            try:
                if not self.load(article_id).empty:
                    yield article_id
            except StoreError as error:
                self._note(str(error))

    def append(self, step: Step) -> int:
        """Keep a step and return its number; raise `ReadOnly` if that is refused."""
        with self._guard:
            self._refuse_if_read_only()
            if not self._lock.held:
                self._create()
            records = self._loaded(step)
            return self._make(self._journal.begin(step, step.at), step, records)

    def undo_step(self) -> tuple[int, Step] | None:
        """Take back the last step; return the number of doing so and the step, None if there is none."""
        return self._travel(back=True)

    def redo_step(self) -> tuple[int, Step] | None:
        """Do again what was last taken back; return as `undo_step` does."""
        return self._travel(back=False)

    def undone(self) -> Iterator[Step]:
        """Yield the steps that were taken back and not done again; those that cannot be read are left out."""
        self.flush()
        for entry in self._journal.undone():
            with suppress(ValueError, OSError):
                yield self._journal.step(entry, self.annotator)

    def refresh(self) -> None:
        """Read again what other programs may have written, and write if nothing prevents it any more.

        Raises `StoreError` as `flush` does.
        """
        with self._guard:
            self.flush()
            while self._writer and not self._writer.idle:
                self.flush()  # the guard is free while this waits: a decision may come just after
            self._cache.clear()
            if self._closed:
                return
            if self._writer is None:
                self._begin()
            else:
                self._history = History(self._journal, self.annotator, self._note)

    def flush(self) -> None:
        """Return when everything is on disk; raise `StoreError` if that cannot be."""
        error = self._writer.flush() if self._writer else None
        if error is not None:
            raise StoreError(self.reason) from error

    def close(self) -> None:
        """Flush, and let others write; may be called again, and from a signal handler.

        Raises `StoreError` if something could not be written.
        """
        if self._closed:
            return
        try:
            self.flush()
        finally:
            if self._writer:
                self._writer.stop()
            self._journal.close()
            self._lock.release()
            self._reason = self.reason or "closed"
            self._closed = True

    def _begin(self) -> None:
        """Take the lock if possible, read the end of the journal, have the article files brought up to it."""
        if self._only_reading:
            self._reason = "opened for reading only"
        elif self.folder.is_dir():
            self._reason = self._lock.acquire()
        else:
            self._reason = _cannot_create(self.folder)
        try:
            self._journal = Journal.open(self.folder / JOURNAL, writable=self._lock.held)
            self._history = History(self._journal, self.annotator, self._note)
        except (OSError, StoreError) as error:
            self._reason = self._reason or str(error)
            self._lock.release()
            return
        for notice in self._journal.notices:
            self._note(notice)
        if not self._lock.held:
            return
        if self._history.keep_index():
            self._ignore()
        self._writer = Writer(self._guard, self._journal, self._save, self._on_saved, self._failed)
        atexit.register(_close_quietly, weakref.ref(self))
        if self._history.tail:
            with self._guard:
                self._writer.check(
                    [
                        partial(self._catch_up, name, steps[-1][0])
                        for name, steps in self._history.tail.items()
                    ]
                )

    def _catch_up(self, article_id: str, last: int) -> bool:
        """Have a file written if it lacks steps up to `last`; return whether that is known."""
        with self._guard:
            head = article_file.read_head(self._file(article_id))
            if head and head.id == article_id and head.seq >= last:
                return True
            try:
                stored = self._stored(article_id)
            except StoreError as error:
                self._note(str(error))
                return False
            if self._writer:
                self._writer.touch({article_id: stored})
            return True

    def _refuse_if_read_only(self) -> None:
        if self._writer and self._writer.failure is not None:
            self._writer.retry()
        if self.reason:
            raise ReadOnly(self.reason)

    def _create(self) -> None:
        """Make the annotator's folder, or take over what another process has made of it since."""
        try:
            durable.make_folder(self.folder)
            if not self._lock.acquire():
                self._ignore()
        except OSError as error:
            self._reason = unwritable(self.folder, error.strerror or str(error))
        else:
            self._cache.clear()
            self._begin()
        self._refuse_if_read_only()

    def _ignore(self) -> None:
        """Have git leave out what belongs to this machine."""
        path = self.folder / ".gitignore"
        with suppress(OSError):
            if not path.exists() or path.read_bytes() in _ONCE_IGNORED:
                durable.replace(path, _IGNORED)

    def _travel(self, *, back: bool) -> tuple[int, Step] | None:
        with self._guard:
            self._refuse_if_read_only()
            journal = self._journal
            top = journal.undoable() if back else journal.redoable()
            if top is None:
                return None
            try:
                step = journal.step(top, self.annotator)
            except ValueError as error:
                raise StoreError(f"{journal.path}: {error}; what came before it cannot be undone") from None
            made = step.reversed() if back else step
            records = self._loaded(made)
            entry = (journal.begin_undo if back else journal.begin_redo)(top, self._now())
            return self._make(entry, made, records), step

    def _stored(self, article_id: str, *, keep: bool = True) -> Stored:
        with self._guard:
            found = self._cache.get(article_id)
            if found is None:
                found = self._history.advance(article_id, self._on_disk(article_id))
                # A file from elsewhere may be ahead: the next step has to count as later than what it holds.
                self._journal.seq = max(self._journal.seq, found.seq)
                if keep:
                    self._cache[article_id] = found
            return found

    def _file(self, article_id: str) -> Path:
        return self.folder / names.article_file(article_id)

    def _on_disk(self, article_id: str) -> Stored:
        """Return what a file holds, or should hold by the journal up to where every file was up to date."""
        path = self._file(article_id)
        try:
            found = article_file.read(path, article_id, self.annotator)
            if self._history.covers(article_id, found.seq):
                return found
            problem = "is missing" if found is article_file.NOTHING else "is older than the journal"
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
        except article_file.Damaged as error:
            if not error.repairable:
                raise StoreError(f"{path}: {error}") from error
            found, problem = article_file.NOTHING, str(error)
        found = self._history.restore(article_id, found, f"{path}: {problem}")
        if not found.record.empty:
            self._note(f"{path}: {problem}; {REPLAYED}")
        if self._writer:
            self._writer.touch({article_id: found})
        return found

    def _save(self, article_id: str, stored: Stored) -> None:
        article_file.write(self._file(article_id), article_id, stored)

    def _failed(self, error: Exception) -> None:
        problem = StoreError(self.reason)
        problem.__cause__ = error
        self._on_error(problem)

    def _note(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def _loaded(self, step: Step) -> dict[str, Stored]:
        return {change.article: self._stored(change.article) for change in step.changes}

    def _make(self, entry: Entry, step: Step, records: dict[str, Stored]) -> int:
        for change in step.changes:
            records[change.article] = Stored(records[change.article].record.changed(change), entry.seq)
        self._cache.update(records)
        if self._writer:
            self._writer.touch(records)
        return entry.seq

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _cannot_create(folder: Path) -> str:
    """Return why a folder that is not there cannot be made, or an empty string."""
    parent = next(parent for parent in folder.parents if parent.exists())
    return (
        ""
        if parent.is_dir() and os.access(parent, os.W_OK)
        else unwritable(folder, f"{parent} is not writable")
    )


def _close_quietly(reference: "weakref.ref[Store]") -> None:
    if store := reference():
        with suppress(StoreError):
            store.close()


def annotators(folder: Path) -> list[str]:
    """Return the names of those who have annotations in `folder`, sorted."""
    found: list[str] = []
    for place in annotator_folders(folder):
        with suppress(ValueError):
            found.append(names.annotator_name(place.name))
    return sorted(found)


def annotator_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders in `folder` that hold annotations, also those no annotator can have."""
    if folder.is_dir():
        for place in sorted(folder.iterdir()):
            if (
                place.is_dir()
                and not place.name.startswith(".")
                and ((place / JOURNAL).exists() or next(article_file.files(place), None) is not None)
            ):
                yield place
