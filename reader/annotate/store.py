"""Annotations on disk: a journal, and one TinyDB file per annotator and article.

The journal is what makes a decision durable; the article files follow it and are what people and other
programs read. `annotations/README.md` describes both.
"""

import atexit
import json
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from reader.annotate import codec, durable, names
from reader.annotate.journal import Entry, Journal
from reader.annotate.lock import WriterLock, unwritable
from reader.annotate.records import Change, ReadOnly, Record, Step, StoreError, Summary, mark_key
from reader.annotate.writer import Stored, Writer

__all__ = ["ReadOnly", "Record", "Step", "Store", "StoreError", "Summary", "annotators"]

JOURNAL = "journal.jsonl"
FORMAT = 1
_IGNORED = ".lock\n.writer\n*.tmp\n"
_NOTHING = Stored(Record(), 0)


class Store:
    """One annotator's annotations.

    A decision is queued, seen at once by `load`, and reported to `on_saved` with its number when its journal
    line is on the disk (then so is every one before it). Errors go to `on_error`; both are called from the
    writing thread and must not wait for a thread that may be in `flush` or `close`. Other methods may be
    called from any thread.
    """

    def __init__(self, folder: Path, annotator: str, clock: Callable[[], datetime]) -> None:
        self.annotator = annotator
        self.folder = folder
        self.notices: list[str] = []
        self._clock = clock
        self._guard = threading.Condition()
        self._lock = WriterLock(folder)
        self._journal = Journal(folder / JOURNAL)
        self._writer: Writer | None = None
        self._reason = ""
        self._closed = False
        self._cache: dict[str, Stored] = {}
        self._tail: dict[str, list[tuple[int, Change]]] = {}
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
            store = cls(folder / names.annotator_folder(annotator), annotator, clock)
        except ValueError as error:
            raise StoreError(str(error)) from None
        store._on_saved = on_saved or store._on_saved
        store._on_error = on_error or store._on_error
        if read_only:
            store._reason = "opened for reading only"
        elif store.folder.is_dir():
            store._reason = store._lock.acquire()
        else:
            store._reason = _cannot_create(store.folder)
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
        return f"{self.folder} cannot be written now ({problem}); the last decisions are not saved yet"

    def load(self, article_id: str) -> Record:
        """Return what is stored of an article, including steps not yet on disk.

        Raises `StoreError` naming the file if it is damaged and cannot be made again from the journal.
        """
        return self._stored(article_id).record

    def summary(self, article_id: str) -> Summary:
        """Return the counts of one article; of one that is not open, by the head of its file."""
        with self._guard:
            if article_id in self._cache or article_id in self._tail:
                return self.load(article_id).summary()
        head = _read_head(self._file(article_id))
        return _summary(head) if head and head.get("id") == article_id else self.load(article_id).summary()

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
            known = {*self._tail, *self._cache}
        for article_id in sorted(known):
            try:
                if not self.load(article_id).empty:
                    yield article_id
            except StoreError as error:
                self._note(str(error))
        for path in _article_files(self.folder):
            head = _read_head(path)
            if head is None:
                self._note(f"{path} is not an annotation file")
            elif head["id"] not in known:
                yield head["id"]

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

    def refresh(self) -> None:
        """Read again what other programs may have written since."""
        self.flush()
        with self._guard:
            self._cache.clear()
            if self._reason:
                self._begin()

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
        """Read the end of the journal, and have the article files brought up to it."""
        try:
            self._journal = Journal.open(self.folder / JOURNAL, writable=self._lock.held)
        except (OSError, StoreError) as error:
            self._reason = self._reason or str(error)
            self._lock.release()
            return
        self._tail = {}
        for seq, change in self._changes(self._journal.saved):
            self._tail.setdefault(change.article, []).append((seq, change))
        if not self._lock.held:
            return
        self._writer = Writer(self._guard, self._journal, self._save, self._on_saved, self._on_error)
        atexit.register(_close_quietly, weakref.ref(self))
        if self._tail:
            with self._guard:
                self._writer.check([partial(self._catch_up, article_id) for article_id in self._tail])

    def _catch_up(self, article_id: str) -> bool:
        """Have a file written if it lacks steps the journal holds; return whether that is known."""
        with self._guard:
            try:
                on_disk = self._read_file(article_id)
                stored = self._stored(article_id)
            except StoreError as error:
                self._note(str(error))
                return False
            if stored.seq > on_disk.seq and self._writer:
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
            self._reason = self._lock.acquire()
            if self._lock.held:
                durable.replace(self.folder / ".gitignore", _IGNORED.encode())
        except OSError as error:
            self._reason = unwritable(self.folder, error.strerror or str(error))
        self._cache.clear()
        self._begin()
        self._refuse_if_read_only()

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

    def _changes(self, start: int = 0) -> Iterator[tuple[int, Change]]:
        """Yield what the journal holds from a byte on, with the number of the step."""
        for entry in self._journal.entries(start):
            if entry.kind == "saved":
                continue
            try:
                step = self._journal.step(entry, self.annotator)
            except ValueError as error:
                self._note(f"{self._journal.path}: line {entry.seq} is passed over: {error}")
                continue
            for change in (step.reversed() if entry.kind == "undo" else step).changes:
                yield entry.seq, change

    def _stored(self, article_id: str) -> Stored:
        with self._guard:
            found = self._cache.get(article_id)
            if found is None:
                found = self._read_file(article_id)
                for seq, change in self._tail.get(article_id, ()):
                    if seq > found.seq:
                        found = Stored(found.record.changed(change), seq)
                # A file from elsewhere may be ahead: the next step has to count as later than what it holds.
                self._journal.seq = max(self._journal.seq, found.seq)
                self._cache[article_id] = found
            return found

    def _file(self, article_id: str) -> Path:
        return self.folder / names.article_file(article_id)

    def _read_file(self, article_id: str) -> Stored:
        path = self._file(article_id)
        try:
            return _decode_tables(_ArticleFile(path).read(), article_id, self.annotator)
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
        except _Damaged as error:
            if error.repairable and self._journal.whole():
                self._note(f"{path} was damaged ({error}); its labels come from the journal")
                return self._replayed(article_id)
            raise StoreError(f"{path}: {error}") from error

    def _replayed(self, article_id: str) -> Stored:
        found = _NOTHING
        for seq, change in self._changes():
            if change.article == article_id:
                found = Stored(found.record.changed(change), seq)
        return found

    def _save(self, article_id: str, stored: Stored) -> None:
        """Write an article's file through TinyDB; one that would say nothing is removed."""
        from tinydb import TinyDB
        from tinydb.middlewares import CachingMiddleware
        from tinydb.table import Document

        path = self._file(article_id)
        if stored.record.empty:
            durable.remove(path)
            return
        durable.make_folder(path.parent)
        storage = CachingMiddleware(_ArticleFile)  # type: ignore[no-untyped-call]
        with TinyDB(path, storage=storage) as database:
            database.drop_tables()
            for table, documents in _encode_tables(article_id, stored).items():
                database.table(table).insert_multiple(Document(v, doc_id=k) for k, v in documents.items())

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


class _Damaged(Exception):
    """An article's file does not say what it should; `repairable` if the journal may say it instead."""

    def __init__(self, problem: str, *, repairable: bool = True) -> None:
        super().__init__(problem)
        self.repairable = repairable


class _ArticleFile:
    """A TinyDB storage that replaces its file as a whole, with one document a line.

    It follows the protocol of `tinydb.storages.Storage`; that class is not imported, since reading needs no
    TinyDB.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, None if there is no file; raise `_Damaged` if it is not JSON."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        if b"\n<<<<<<< " in b"\n" + data:
            raise _Damaged("has merge conflicts in it; resolve them first", repairable=False)
        try:
            tables = json.loads(data)
        except ValueError:
            raise _Damaged("is not JSON") from None
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise _Damaged("holds no tables")
        return tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file."""
        durable.replace(self._path, self.encode(data))

    @staticmethod
    def encode(data: Mapping[str, Mapping[Any, Any]]) -> bytes:
        """Return the bytes of a file with the tables `data`."""
        tables = []
        for name, documents in data.items():
            rows = (codec.line(str(key)) + b": " + codec.line(value) for key, value in documents.items())
            tables.append(codec.line(name) + b": {\n" + b",\n".join(rows) + b"\n}")
        return b"{\n" + b",\n".join(tables) + b"\n}\n"

    def close(self) -> None:
        """Do nothing: no file is held open."""


def _encode_tables(article_id: str, stored: Stored) -> dict[str, dict[int, dict[str, Any]]]:
    """Return an article's tables; document numbers come from what they name, so that histories merge."""
    record = stored.record
    summary = record.summary()
    head = {
        "id": article_id,
        "format": FORMAT,
        "seq": stored.seq,
        "digest": record.digest,
        "state": record.state,
        "labels": dict(summary.labels),
        "decided": summary.decided,
        "proposed": summary.proposed,
    }
    annotations = sorted(record.annotations.values(), key=lambda a: (a.start, a.end, a.id))
    marks = [mark for _, mark in sorted(record.marks.items())]
    return {
        "article": {1: head},
        "annotations": {_number(a.id): codec.encode_annotation(a) for a in annotations},
        "marks": {_number(repr(mark_key(mark))): codec.encode_mark(mark) for mark in marks},
    }


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:6])


def _decode_tables(tables: Mapping[str, Mapping[str, Any]] | None, article_id: str, annotator: str) -> Stored:
    if tables is None:
        return _NOTHING
    try:
        head = tables["article"]["1"]
        if head["format"] > FORMAT:
            raise _Damaged("was written by a newer Reader; update this one", repairable=False)
        if head["id"] != article_id:
            raise _Damaged(f"holds the annotations of {head['id']}, not of {article_id}", repairable=False)
        annotations = (
            codec.decode_annotation(value, article_id, annotator)
            for value in tables.get("annotations", {}).values()
        )
        marks = (codec.decode_mark(value) for value in tables.get("marks", {}).values())
        record = Record(
            {annotation.id: annotation for annotation in annotations},
            {mark_key(mark): mark for mark in marks},
            codec.decode_state(head["state"]),
            head["digest"],
        )
        return Stored(record, int(head["seq"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _Damaged(f"is not an annotation file: {error}") from error


def _read_head(path: Path) -> dict[str, Any] | None:
    """Return what the head of an article's file says, None if there is no such file or it says nothing."""
    try:
        with path.open("rb") as stream:
            opening = [stream.readline().strip() for _ in range(3)]
        if opening[:2] == [b"{", b'"article": {'] and opening[2].startswith(b'"1": '):
            head = json.loads(opening[2].removeprefix(b'"1": ').removesuffix(b","))
        else:
            head = ((_ArticleFile(path).read() or {}).get("article") or {}).get("1")
    except (OSError, ValueError, _Damaged):
        return None
    return head if isinstance(head, dict) and isinstance(head.get("id"), str) else None


def _summary(head: Mapping[str, Any]) -> Summary:
    return Summary(
        dict(head.get("labels", {})),
        head.get("decided", 0),
        codec.decode_state(head.get("state")),
        head.get("proposed", 0),
    )


def _article_files(folder: Path) -> Iterator[Path]:
    for place, folders, found in os.walk(folder):
        folders.sort()
        for name in sorted(found):
            if name.endswith(".json"):
                yield Path(place, name)


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
    if not folder.is_dir():
        return []
    places = (entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    return sorted(
        names.annotator_name(place.name)
        for place in places
        if (place / JOURNAL).exists() or next(_article_files(place), None) is not None
    )
