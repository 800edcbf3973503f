"""The append-only record of every decision: what makes it durable, and what undo goes back by.

One line of JSON a step. Undo and redo are two linked stacks inside the file: every line names the byte offset
of what lies under it in the one and on top of the other, so that the last line alone says where both begin,
however long the file is. Nothing in it is ever rewritten, save the offsets when another program moved lines.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from reader.annotate import codec, durable
from reader.annotate.entry import Entry, no_step, relink
from reader.annotate.records import Change, Step, StoreError

BLOCK = 64 * 1024
TAIL = 64 * 1024
RECENT_ENTRIES, RECENT_STEPS = 64, 16
_NOTHING = b"\0\r\n \t"
_CONFLICT = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
T = TypeVar("T")


class Journal:
    """One annotator's journal.

    `begin` makes an entry and queues it; `write` brings the queue to the disk and may be called from another
    thread. The caller sees to it that everything else happens in one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seq = 0
        self.end = 0
        self._at = ""
        self.saved = 0
        self.notices: list[str] = []
        self.torn = False
        self._noted = 0
        self.queue: dict[int, bytes] = {}
        # What was made last, so that undo need not read long steps again: entries, without body, and steps.
        self._made: dict[int, Entry] = {}
        self._steps: dict[int, Step] = {}
        self._undo: int | None = None
        self._redo: int | None = None
        self._written = 0
        self._half_written = b""
        self._descriptor: int | None = None
        self._content: bytes | None = None

    @classmethod
    def open(cls, path: Path, *, writable: bool) -> "Journal":
        """Open a journal, which need not exist; the cost does not depend on its length.

        A last line without its end was never reported saved: it is cut and kept aside as `journal.torn`.
        `torn` says that there was one; lines that are passed over are named in `notices`. Raises `StoreError`
        for merge conflicts and for a last line that is no step, as one of a newer Reader, `OSError` if it
        cannot be read.
        """
        journal = cls(path)
        with suppress(FileNotFoundError):
            journal._read_end(writable)
        return journal

    def begin(self, step: Step, at: str) -> Entry:
        """Queue a new step; what was taken back before can no longer be done again."""
        entry = self._add("do", at, self.end, self._undo, None, codec.encode_step(step))
        _keep(self._steps, RECENT_STEPS, entry.byte, step)
        return entry

    def undoable(self) -> Entry | None:
        """Return the line on top of the undo stack, None if there is nothing to take back."""
        return None if self._undo is None else self._made.get(self._undo) or self._read(self._undo)

    def redoable(self) -> Entry | None:
        """Return the line on top of the redo stack, None if there is nothing to do again."""
        return None if self._redo is None else self._made.get(self._redo) or self._read(self._redo)

    def begin_undo(self, top: Entry, at: str) -> Entry:
        """Queue taking back the step of `top`, which is on top of the undo stack."""
        return self._add("undo", at, top.of, top.undo, self._redo)

    def begin_redo(self, top: Entry, at: str) -> Entry:
        """Queue doing again the step of `top`, which is on top of the redo stack."""
        return self._add("redo", at, top.of, self._undo, top.redo)

    def settle(self, end: int) -> None:
        """Take notice that every article file is up to date up to the byte `end`.

        The next line says so; one is queued for that only if reading everything again at the next start takes
        long.
        """
        self.saved = end
        if end - self._noted > TAIL:
            self._add("saved", self._at, self.end, self._undo, self._redo)

    def step(self, entry: Entry, annotator: str) -> Step:
        """Return the step an entry is about, as it was first done; raise `ValueError` if it is not there."""
        if (known := self._steps.get(entry.of)) is not None:
            return known
        source = self._source(entry)
        if source is None or source.body is None:
            raise ValueError(f"the step at byte {entry.of} is not there")
        return codec.decode_step(source.body, annotator)

    def changes(
        self, entries: Iterable[Entry], annotator: str, damaged: Callable[[str], None]
    ) -> Iterator[tuple[int, Change]]:
        """Yield what `entries` changed, undone steps reversed, each with the number of its entry.

        A step that cannot be read is reported to `damaged` in one line, and passed over.
        """
        for entry in entries:
            if entry.kind == "saved":
                continue
            try:
                step = self.step(entry, annotator)
            except ValueError as error:
                damaged(f"{self.path}: step {entry.seq} is passed over: {error}")
                continue
            for change in (step.reversed() if entry.kind == "undo" else step).changes:
                yield entry.seq, change

    def articles(self, entry: Entry) -> list[str]:
        """Return which articles an entry changed, without reading the changes themselves."""
        if entry.kind == "saved":
            return []
        source = self._source(entry)
        try:
            named = [change["article"] for change in source.body["changes"]]  # type: ignore
        except (AttributeError, TypeError, KeyError):
            return []
        return [article for article in named if isinstance(article, str)]

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Yield what is on disk from the byte `start` to `stop`; damaged lines are left out."""
        return (entry for _, _, entry in self.lines(start, stop) if entry)

    def undone(self) -> Iterable[Entry]:
        """Return, of what is on disk, the lines by which steps were taken back that were not done again."""
        back: dict[int, Entry] = {}
        for entry in self.entries():
            if entry.kind == "undo":
                back[entry.of] = entry
            elif entry.kind == "redo":
                back.pop(entry.of, None)
        return back.values()

    def entries_at(self, offsets: Iterable[int]) -> Iterator[Entry]:
        """Yield what is on disk at some offsets."""
        with self._stream() as stream:
            for offset in offsets:
                stream.seek(offset)
                entry = Entry.decode(stream.readline())
                if entry and entry.byte == offset:
                    yield entry

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, bytes, Entry | None]]:
        """Yield where each line on disk begins, its bytes, and what it says if it is where it says it is."""
        stop = self._written if stop is None else min(stop, self._written)
        if start >= stop:
            return
        with self._stream() as stream:
            stream.seek(start)
            while start < stop:
                line = stream.readline()
                entry = Entry.decode(line)
                yield start, line, entry if entry and entry.byte == start else None
                start += len(line)

    def last_line(self, end: int) -> bytes:
        """Return the line on disk that ends at the byte `end`; empty if none does."""
        if not 0 < end <= self._written:
            return b""
        with self._stream() as stream:
            start = _after_newline(stream, end - 1)
            stream.seek(start)
            line = stream.read(end - start)
        return line if line.endswith(b"\n") else b""

    def whole(self) -> bool:
        """Whether every line says what it should."""
        return all(entry for _, _, entry in self.lines())

    def write(self, data: bytes) -> None:
        """Append queued lines and return when they are on disk; after an `OSError` nothing of them counts.

        Raises `StoreError` if another program has written to the file.
        """
        descriptor = self._open()
        size = os.fstat(descriptor).st_size
        if size != self._written:
            if not self._half_written.startswith(self._after_written()) or size < self._written:
                raise StoreError(f"{self.path} was changed by another program; start again to read it anew")
            os.ftruncate(descriptor, self._written)
        self._half_written = data
        durable.write_all(descriptor, data)
        durable.sync(descriptor)
        self._half_written = b""
        self._written += len(data)

    def close(self) -> None:
        """Let the file go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _add(
        self,
        kind: str,
        at: str,
        of: int,
        undo: int | None,
        redo: int | None,
        body: dict[str, Any] | None = None,
    ) -> Entry:
        entry = Entry(self.seq + 1, kind, at, self.end, of, undo, redo, self.saved, body)
        line = entry.encode()
        self._stand_on(entry)
        self.queue[entry.byte] = line
        _keep(self._made, RECENT_ENTRIES, entry.byte, replace(entry, body=None))
        self.end += len(line)
        return entry

    def _stand_on(self, entry: Entry) -> None:
        self.seq = max(self.seq, entry.seq)
        self._at, self._noted = entry.at, entry.saved
        self._undo = entry.byte if entry.kind in ("do", "redo") else entry.undo
        self._redo = entry.byte if entry.kind == "undo" else entry.redo

    def _source(self, entry: Entry) -> Entry | None:
        """Return the entry that holds the step another is about."""
        return entry if entry.body is not None else self._read(entry.of)

    def _read(self, offset: int) -> Entry | None:
        if (line := self.queue.get(offset)) is None:
            with self._stream() as stream:
                stream.seek(offset)
                line = stream.readline()
        entry = Entry.decode(line)
        return entry if entry and entry.byte == offset else None

    def _stream(self) -> BinaryIO:
        return self.path.open("rb") if self._content is None else BytesIO(self._content)

    def _after_written(self) -> bytes:
        with self.path.open("rb") as stream:
            stream.seek(self._written)
            return stream.read()

    def _open(self) -> int:
        if self._descriptor is None:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | durable.BINARY
            self._descriptor = os.open(self.path, flags, 0o666)
            for folder in list(self.path.parents)[:3]:  # whoever made them may have died before doing so
                durable.sync_folder(folder)
        if not os.path.samestat(os.fstat(self._descriptor), self.path.stat()):
            raise StoreError(f"{self.path} was replaced by another program; start again to read it anew")
        return self._descriptor

    def _read_end(self, writable: bool) -> None:
        with self._stream() as stream:
            size = stream.seek(0, os.SEEK_END)
            start, line = _last_line(stream, size)
            end = start + len(line)
            stream.seek(end)
            torn = stream.read()
        if any(each.startswith(_CONFLICT) for each in (line, *torn.splitlines())):
            raise StoreError(f"{self.path} has merge conflicts in it; resolve them first")
        last = Entry.decode(line)
        if line and last is None:
            raise StoreError(f"{self.path}:{self._count(end)}: {no_step(line)}")
        self.torn = bool(torn.strip(_NOTHING))
        if self.torn and writable:
            _keep_aside(self.path, torn)
        if size > end and writable:
            _truncate(self.path, end)
        self.end = self._written = end
        if last is None:
            return
        if last.byte != start:
            self._relink(writable)
        else:
            self.saved = last.saved
            self._stand_on(last)

    def _count(self, end: int) -> int:
        with self._stream() as stream:
            return stream.read(end).count(b"\n")

    def _relink(self, writable: bool) -> None:
        """Name every offset anew, after a merge or a change of line ends moved the lines."""
        lines = [line for _, line, _ in self.lines()]
        if any(line.startswith(_CONFLICT) for line in lines):
            raise StoreError(f"{self.path} has merge conflicts in it; resolve them first")
        relinked = relink(lines)
        self.notices += [
            f"{self.path}:{number}: {problem}; it is passed over" for number, problem in relinked.problems
        ]
        if writable:
            durable.replace(self.path, relinked.content)
        else:
            self._content = relinked.content
        self.end = self._written = len(relinked.content)
        if relinked.last is not None:
            self._stand_on(relinked.last)


def _keep(recent: dict[int, T], most: int, offset: int, value: T) -> None:
    recent[offset] = value
    if len(recent) > most:
        del recent[next(iter(recent))]


def _last_line(stream: BinaryIO, size: int) -> tuple[int, bytes]:
    """Return where the last whole line starts, and the line; what a crash left after it is passed over."""
    end = _after_newline(stream, size)
    while end:
        start = _after_newline(stream, end - 1)
        stream.seek(start)
        line = stream.read(end - start)
        if line.strip() and b"\0" not in line:
            return start, line
        end = start
    return 0, b""


def _after_newline(stream: BinaryIO, end: int) -> int:
    """Return the offset after the last newline before `end`, 0 if there is none."""
    while end > 0:
        start = max(0, end - BLOCK)
        stream.seek(start)
        found = stream.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _keep_aside(path: Path, torn: bytes) -> None:
    with path.with_name("journal.torn").open("ab") as stream:
        stream.write(torn if torn.endswith(b"\n") else torn + b"\n")
        stream.flush()
        durable.sync(stream.fileno())
    durable.sync_folder(path.parent)


def _truncate(path: Path, size: int) -> None:
    descriptor = os.open(path, os.O_RDWR | durable.BINARY)
    try:
        os.ftruncate(descriptor, size)
        durable.sync(descriptor)
    finally:
        os.close(descriptor)
