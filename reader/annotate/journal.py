"""The append-only record of every decision: what makes it durable, and what undo goes back by.

One line of JSON a step. Undo and redo are two linked stacks inside the file: every line names the byte offset
of what lies under it in the one and on top of the other, so that the last line alone says where both begin,
however long the file is. Nothing in it is ever rewritten.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reader.annotate import codec, durable
from reader.annotate.records import Step, StoreError

BLOCK = 64 * 1024
TAIL = 64 * 1024
_CONFLICT = (b"<<<<<<< ", b"=======\n", b">>>>>>> ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    `kind` is `do`, `undo`, `redo` or `saved`; `of` is the offset of the step's own line. After `do` and
    `redo` this line is on top of the undo stack over `undo`, and `redo` is the top of the redo stack; after
    `undo` it is on top of the redo stack over `redo`, and `undo` is the top of the undo stack. Up to `saved`
    every article file was up to date.
    """

    seq: int
    kind: str
    at: str
    byte: int
    of: int
    undo: int | None
    redo: int | None
    saved: int
    body: dict[str, Any] | None = None

    def encode(self) -> bytes:
        """Return the line, newline included."""
        value: dict[str, Any] = {
            "seq": self.seq,
            "kind": self.kind,
            "at": self.at,
            "byte": self.byte,
            "of": self.of,
            "undo": self.undo,
            "redo": self.redo,
            "saved": self.saved,
        }
        return codec.line(value if self.body is None else {**value, "step": self.body}) + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> "Entry | None":
        """Return what a line says, None if it is not whole."""
        try:
            value = json.loads(line)
            body = value.pop("step", None)
            entry = cls(**value, body=body)
        except (ValueError, TypeError, AttributeError):
            return None
        whole = entry.kind in ("do", "undo", "redo", "saved") and (body is not None) == (entry.kind == "do")
        return entry if whole and line.endswith(b"\n") else None


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
        self._noted = 0
        self.queue: dict[int, bytes] = {}
        self._undo: int | None = None
        self._redo: int | None = None
        self._written = 0
        self._descriptor: int | None = None
        self._content: bytes | None = None

    @classmethod
    def open(cls, path: Path, *, writable: bool) -> "Journal":
        """Open a journal, which need not exist; the cost does not depend on its length.

        A last line that is not whole was never reported saved: it is cut and kept aside as `journal.torn`.
        Raises `StoreError` for one with merge conflicts in it, `OSError` if it cannot be read.
        """
        journal = cls(path)
        with suppress(FileNotFoundError):
            journal._read_end(writable)
        return journal

    def begin(self, step: Step, at: str) -> Entry:
        """Queue a new step; what was taken back before can no longer be done again."""
        return self._add("do", at, self.end, self._undo, None, codec.encode_step(step))

    def undoable(self) -> Entry | None:
        """Return the line on top of the undo stack, None if there is nothing to take back."""
        return None if self._undo is None else self._read(self._undo)

    def redoable(self) -> Entry | None:
        """Return the line on top of the redo stack, None if there is nothing to do again."""
        return None if self._redo is None else self._read(self._redo)

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
        source = entry if entry.kind == "do" else self._read(entry.of)
        if source is None or source.body is None:
            raise ValueError(f"the step at byte {entry.of} is not there")
        return codec.decode_step(source.body, annotator)

    def entries(self, start: int = 0) -> Iterator[Entry]:
        """Yield what is on disk from the byte `start` on; damaged lines are left out."""
        if not self._written:
            return
        with self._stream() as stream:
            stream.seek(start)
            while stream.tell() < self._written:
                if entry := Entry.decode(stream.readline()):
                    yield entry

    def whole(self) -> bool:
        """Whether the journal holds everything from the first step on, without a gap."""
        expected = 1
        for entry in self.entries():
            if entry.seq != expected:
                return False
            expected += 1
        return self._written > 0

    def write(self, data: bytes) -> None:
        """Append queued lines and return when they are on disk; after an `OSError` nothing of them counts."""
        descriptor = self._open()
        if os.fstat(descriptor).st_size != self._written:
            os.ftruncate(descriptor, self._written)
        durable.write_all(descriptor, data)
        durable.sync(descriptor)
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
        self.end += len(line)
        return entry

    def _stand_on(self, entry: Entry) -> None:
        self.seq = max(self.seq, entry.seq)
        self._at, self._noted = entry.at, entry.saved
        self._undo = entry.byte if entry.kind in ("do", "redo") else entry.undo
        self._redo = entry.byte if entry.kind == "undo" else entry.redo

    def _read(self, offset: int) -> Entry | None:
        if (line := self.queue.get(offset)) is None:
            with self._stream() as stream:
                stream.seek(offset)
                line = stream.readline()
        entry = Entry.decode(line)
        return entry if entry and entry.byte == offset else None

    def _stream(self) -> BinaryIO:
        return self.path.open("rb") if self._content is None else BytesIO(self._content)

    def _open(self) -> int:
        if self._descriptor is None:
            new = not self.path.exists()
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | durable.BINARY
            self._descriptor = os.open(self.path, flags, 0o666)
            if new:
                durable.sync_folder(self.path.parent)
        if not os.path.samestat(os.fstat(self._descriptor), self.path.stat()):
            raise StoreError(f"{self.path} was replaced by another program; start again to read it anew")
        return self._descriptor

    def _read_end(self, writable: bool) -> None:
        with self._stream() as stream:
            size = stream.seek(0, os.SEEK_END)
            start, end, last = _last_entry(stream, size)
            stream.seek(end)
            torn = stream.read()
        if any(line.startswith(_CONFLICT) for line in torn.splitlines(keepends=True)):
            raise StoreError(f"{self.path} has merge conflicts in it; resolve them first")
        if torn.strip(b"\0") and writable:
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

    def _relink(self, writable: bool) -> None:
        """Name every offset anew, after a merge or a change of line ends moved the lines."""
        moved: dict[int, int] = {}
        content = bytearray()
        last: Entry | None = None
        for entry in self.entries():
            seq = entry.seq if last is None else max(entry.seq, last.seq + 1)
            of = len(content) if entry.of == entry.byte else moved.get(entry.of)
            if of is None:
                continue
            under = [None if offset is None else moved.get(offset) for offset in (entry.undo, entry.redo)]
            moved[entry.byte] = len(content)
            last = Entry(seq, entry.kind, entry.at, len(content), of, under[0], under[1], 0, entry.body)
            content += last.encode()
        if writable:
            durable.replace(self.path, bytes(content))
        else:
            self._content = bytes(content)
        self.end = self._written = len(content)
        if last is not None:
            self._stand_on(last)


def _last_entry(stream: BinaryIO, size: int) -> tuple[int, int, Entry | None]:
    """Return where the last whole line starts and ends, and what it says."""
    end = _after_newline(stream, size)
    while end:
        start = _after_newline(stream, end - 1)
        stream.seek(start)
        if entry := Entry.decode(stream.read(end - start)):
            return start, end, entry
        end = start
    return 0, 0, None


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


def _truncate(path: Path, size: int) -> None:
    descriptor = os.open(path, os.O_RDWR | durable.BINARY)
    try:
        os.ftruncate(descriptor, size)
        durable.sync(descriptor)
    finally:
        os.close(descriptor)
