"""The lines of a journal: what one says, and how moved ones are put right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reader.annotate import codec

FORMAT = 1


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
            "format": FORMAT,
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
        """Return what a line says, None if it is not whole or of another format."""
        try:
            value = json.loads(line)
            if not line.endswith(b"\n") or value.pop("format", FORMAT) != FORMAT:
                return None
            body = value.pop("step", None)
            entry = cls(**value, body=body)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None
        return entry if entry._is_sound() else None

    def _is_sound(self) -> bool:
        """Whether every field is of its type, and points nowhere but back."""
        numbers = (self.seq, self.byte, self.of, self.saved)
        below = [offset for offset in (self.undo, self.redo) if offset is not None]
        return (
            all(type(number) is int and number >= 0 for number in (*numbers, *below))
            and max(self.of, self.saved, *below) <= self.byte
            and isinstance(self.at, str)
            and self.kind in ("do", "undo", "redo", "saved")
            and isinstance(self.body, dict if self.kind == "do" else type(None))
        )


def no_step(line: bytes) -> str:
    """Return why a whole line is not taken for a step."""
    try:
        format_ = json.loads(line)["format"]
    except (ValueError, TypeError, KeyError, RecursionError):
        format_ = FORMAT
    if isinstance(format_, int) and format_ > FORMAT:
        return "this line was written by a newer Reader; update this one"
    return "this line is damaged; restore it from a backup or from version control"


@dataclass(frozen=True, slots=True)
class Relinked:
    """The lines of a journal put right: their bytes, the last step, and what is wrong with which (from 1)."""

    content: bytes
    last: Entry | None
    problems: tuple[tuple[int, str], ...]


def relink(lines: Sequence[bytes]) -> Relinked:
    """Name every offset anew, after a merge or a change of line ends moved the lines.

    The lines of two histories are numbered after all that any file may hold, so that every step of both
    counts as later than the files. Lines that say nothing stay where they are.
    """
    entries = [Entry.decode(line) for line in lines]
    merged = _is_merged(lines, entries)
    highest = max((entry.seq for entry in entries if entry), default=0)
    moved: dict[int, int] = {}
    problems: list[tuple[int, str]] = []
    content = bytearray()
    last: Entry | None = None
    for number, (line, entry) in enumerate(zip(lines, entries, strict=True), 1):
        if entry is None or (entry.of != entry.byte and entry.of not in moved):
            problems.append((number, no_step(line)))
            content += line
            continue
        here = len(content)
        of = here if entry.of == entry.byte else moved[entry.of]
        undo, redo = (None if below is None else moved.get(below) for below in (entry.undo, entry.redo))
        moved[entry.byte] = here
        seq = highest + number if merged else entry.seq
        last = Entry(seq, entry.kind, entry.at, here, of, undo, redo, 0, entry.body)
        content += last.encode()
    return Relinked(bytes(content), last, tuple(problems))


def _is_merged(lines: Sequence[bytes], entries: Sequence[Entry | None]) -> bool:
    """Whether these are the lines of more than one history, or not in order, whatever their line ends."""
    end = 0
    for line, entry in zip(lines, entries, strict=True):
        if entry and entry.byte != end:
            return True
        end += len(line.rstrip(b"\r\n")) + 1
    return False
