"""The bytes of a file or of a member of an archive, expanded if they are compressed."""

import io
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from reader.corpus.clean import Lines, line
from reader.corpus.formats.extras import load

LARGEST = 50_000_000
"""The most bytes of one article, of one line, and of a file that must be parsed as a whole."""

BUFFER = 1 << 18
_CHUNK = 1 << 13
_FEED = 1 << 11
_ALWAYS = 1_000_000_000
_RATIO = 200


class TooLarge(Exception):
    """More bytes than are read at once; the message is the reason."""


class Expansion:
    """How much may come out of so many compressed bytes; text of any kind stays far below it."""

    def __init__(self, size: int) -> None:
        self.left = max(_ALWAYS, _RATIO * size)


class _Expanding(io.RawIOBase):
    """A stream that ends where its compressed data break off, and then says why."""

    def __init__(self, inner: IO[bytes], expansion: Expansion) -> None:
        # Few bytes in one read: all that it asked for is lost where the data break off.
        self._read = getattr(inner, "read1", inner.read)
        self._expansion = expansion
        self.broken = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view, filled = memoryview(buffer), 0
        while filled < len(view) and not self.broken:
            try:
                data = self._read(min(len(view) - filled, _CHUNK))
            except EOFError:
                self.broken = "the compressed data end too early"
                break
            except Exception as error:
                # Every decoder, and zip and tar around it, has its own kinds of errors.
                self.broken = f"the compressed data are damaged ({line(str(error))})"
                break
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
            self._expansion.left -= len(data)
            if self._expansion.left < 0:
                self.broken = f"it expands to more than {_RATIO} times its size"
        return filled


class _Zstandard:
    """Reads Zstandard frames; unlike the package's own reader it tells when the last one is cut off.

    Feeds few bytes at a time, since a malicious frame expands to tens of thousands of times its size.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._module = load("zstandard", "zst")
        self._frame: Any = None
        self._unused = b""
        self._out = memoryview(b"")

    def read(self, size: int) -> memoryview:
        while not self._out and (data := self._unused or self._file.read(_FEED)):
            self._frame = self._frame or self._module.ZstdDecompressor().decompressobj()
            try:
                self._out = memoryview(self._frame.decompress(data))
            except self._module.ZstdError as error:
                raise ValueError(str(error)) from error
            self._unused = b""
            if self._frame.eof:
                self._frame, self._unused = None, self._frame.unused_data
        if not self._out and self._frame:
            raise EOFError
        out, self._out = self._out[:size], self._out[size:]
        return out


Row = tuple[int, int, str | None]
"""Offset and length of a line in bytes, and its text."""


class Stream:
    """What a format reads from.

    Attributes:
        file: the bytes, expanded.
        member: the path inside an archive, or "".
        size: how many bytes there are, if they stand as they are in a file of their own; else None.
        path: the file, if `size` is not None.
        line: the number of the line that was read last; 0 if none was or the format has no lines.
    """

    def __init__(
        self,
        file: "io.BufferedReader[Any]",
        consumed: Callable[[], int],
        *,
        member: str = "",
        path: Path | None = None,
        size: int | None = None,
    ) -> None:
        self.file = file
        self.consumed = consumed
        self.member = member
        self.path = path
        self.size = size
        self.line = 0

    @property
    def broken(self) -> str:
        """Why the data broke off; "" if they did not, or not yet."""
        return getattr(self.file.raw, "broken", "")

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            TooLarge: there are more than are read at once.
        """
        if self.size is not None and self.size > LARGEST:
            raise TooLarge(_too_large(f"{self.size / 1e6:.0f} MB"))
        data = self.file.read() if self.size is not None else self.file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise TooLarge(_too_large("more"))
        return data

    def lines(self, coding: Lines, start: tuple[int, int] | None = None) -> Iterator[Row]:
        """Yield the offset and the length in bytes and the text of every line, its end included.

        Counts them in `line`. A line of too many bytes has no text, nor has one the data break off in. Offset
        and length are 0 in a wide coding. `start` is the offset and the number of the line to begin with.
        """
        if coding.wide:
            yield from self._wide_lines(coding)
            return
        if start and self.size is not None:
            offset, self.line = start[0], start[1] - 1
            self.file.seek(offset)
        else:
            offset = len(self.file.read(coding.skip))
        readline, decode = self.file.readline, coding.decode
        while raw := readline(LARGEST):
            self.line += 1
            length, complete = len(raw), True
            while not raw.endswith(b"\n") and length >= LARGEST and (raw := readline(LARGEST)):
                length, complete = length + len(raw), False
            if self.broken and not raw.endswith(b"\n"):
                return
            yield offset, length, decode(raw) if complete else None
            offset += length

    def _wide_lines(self, coding: Lines) -> Iterator[Row]:
        self.file.read(coding.skip)
        text = io.TextIOWrapper(cast(IO[bytes], self.file), coding.wide, "replace", newline=None)
        try:
            while row := text.readline(LARGEST):
                self.line += 1
                complete = True
                while not row.endswith("\n") and (more := text.readline(LARGEST)):
                    row, complete = more, False
                if self.broken and not row.endswith("\n"):
                    return
                yield 0, 0, row if complete else None
        finally:
            text.detach()


def opened(path: Path) -> "io.BufferedReader[io.FileIO]":
    """Open a file to read its bytes from first to last; `raw.tell()` is how far that is."""
    return cast("io.BufferedReader[io.FileIO]", path.open("rb", buffering=BUFFER))


def expanded(file: IO[bytes], compression: str, expansion: Expansion) -> "io.BufferedReader[Any]":
    """Return the bytes that `file` holds compressed; as they are if `compression` is "".

    Raises:
        MissingExtra: the package for it is not installed.
    """
    inner = _DECODERS[compression](file) if compression else file
    return io.BufferedReader(_Expanding(inner, expansion), BUFFER)


_DECODERS: dict[str, Callable[[IO[bytes]], Any]] = {
    ".gz": lambda file: import_module("gzip").GzipFile(fileobj=file),
    ".bz2": lambda file: import_module("bz2").BZ2File(file),
    ".xz": lambda file: import_module("lzma").LZMAFile(file),
    ".zst": _Zstandard,
}


def _too_large(size: str) -> str:
    return f"too large: {size}, and {LARGEST // 1_000_000} MB is the most that is read as a whole"
