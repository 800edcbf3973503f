"""Tables in text: comma-, semicolon-, tab- or bar-separated values, with a header."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from reader.corpus.clean import Lines
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw, Found
from reader.corpus.formats.record import WHERE, document, has_text, no_text, summarised
from reader.corpus.formats.stream import LARGEST, Stream

_DELIMITERS = ",;\t|"
_GLANCE = 1 << 16
_SWALLOWED = 1_000_000
_RETRIES = 20


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written: its encoding, what stands between the cells, and the names of its columns."""

    coding: Lines
    delimiter: str
    columns: tuple[str, ...]


def read(stream: Stream, fields: Fields) -> Iterator[Found]:
    """Yield a document for every row of a table, and a flaw for every row that does not fit its header.

    A row's own id, else its url, else the number of its line is the key of its document. A column without a
    name is left out.
    """
    rows = _Rows(stream, _coding(stream))
    header = rows.header(fields)
    if header is None:
        yield Flaw("the file is empty")
    elif not has_text(header, fields):
        yield Flaw(f"the table {no_text(filter(None, header), fields)}{WHERE}", 1)
    else:
        yield from summarised(rows.documents(header, fields))


def table(stream: Stream, fields: Fields) -> Table:
    """Return how the table in a file is written.

    Raises:
        ValueError: it has no header.
    """
    rows = _Rows(stream, _coding(stream))
    header = rows.header(fields)
    if header is None:
        raise ValueError("the file is empty")
    return Table(rows.coding, rows.delimiter, tuple(header))


def fetch(raw: bytes, table: Table, fields: Fields, at: tuple[int, int], number: int) -> Document:
    """Return the document in the bytes of a row.

    Raises:
        ValueError: there is none.
    """
    csv.field_size_limit(LARGEST)
    try:
        cells = list(csv.reader(_split(raw, table), delimiter=table.delimiter))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if len(cells) != 1 or len(cells[0]) != len(table.columns):
        raise ValueError("no row stands there any more")
    found = document(_record(table.columns, cells[0]), fields, number, number, at)
    if not isinstance(found, Document):
        raise ValueError(found.reason)
    return found


class _Rows:
    """The rows of a table; knows where in the file each stands.

    The csv module takes one line after another until a row is complete, and none beyond it.
    """

    def __init__(self, stream: Stream, coding: Lines) -> None:
        csv.field_size_limit(LARGEST)
        self.coding = coding
        self.delimiter = ","
        self._stream = stream
        self._lines = stream.lines(coding)
        self._again: list[tuple[int, int, int, str | None]] = []
        self._taken: list[tuple[int, int, int, str | None]] = []
        self._ended = False
        self._retries = _RETRIES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line of the file."""
        if self._again:
            taken = self._again.pop()
        else:
            line = next(self._lines, None)
            if line is None:
                self._ended = True
                raise StopIteration
            taken = (self._stream.line, *line)
        self._taken.append(taken)
        return taken[3] or "\n"

    def header(self, fields: Fields) -> list[str] | None:
        """Return the names of the columns, or None if there is not even a line; find the delimiter by it."""
        first = next((text for text in self if text.strip()), None)
        if first is None:
            return None
        taken = self._taken[-1]
        best: tuple[bool, int] = (False, 0)
        for delimiter in _DELIMITERS:
            try:
                cells = next(csv.reader([first], delimiter=delimiter))
            except csv.Error:
                continue
            worth = (has_text(map(str.strip, cells), fields), len(cells))
            if worth > best:
                best, self.delimiter = worth, delimiter
        self._again.append(taken)
        self._taken.clear()
        try:
            return [name.strip() for name in next(csv.reader(self, delimiter=self.delimiter))]
        except csv.Error:
            return [first.strip()]

    def documents(self, columns: list[str], fields: Fields) -> Iterator[Document | Flaw]:
        """Yield what is in the rows behind the header."""
        seekable = self._stream.size is not None and not self.coding.wide
        reader = csv.reader(self, delimiter=self.delimiter)
        while True:
            self._taken.clear()
            reason, cells = "", None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                reason = str(error).partition(" - ")[0]
            if self._ended and cells is not None and self._stream.broken:
                return
            if self._ended and self._taken:
                reason = "a quotation mark opens a cell that does not end"
            if cells == [] and not self._too_long() and not reason:
                continue
            number, offset, _, _ = self._taken[0]
            if self._too_long():
                reason = f"the line is longer than {LARGEST // 1_000_000} MB"
            elif not reason and cells is not None and len(cells) != len(columns):
                reason = f"the row has {_cells(len(cells))} where the header has {len(columns)}"
            if reason or cells is None:
                yield Flaw(reason, number)
                self._resume()
                continue
            length = sum(taken[2] for taken in self._taken)
            at = (offset, length) if seekable else None
            yield document(_record(columns, cells), fields, number, number, at)

    def _too_long(self) -> bool:
        return any(taken[3] is None for taken in self._taken)

    def _resume(self) -> None:
        """Go back behind the line with a quotation mark that swallowed the articles after it.

        It did if a whole last line came out of it, or more than any article is long. Otherwise the file ends
        within an article, whose lines are no rows.
        """
        swallowed = sum(taken[2] or len(taken[3] or "") for taken in self._taken)
        stray = swallowed > _SWALLOWED or (self._ended and (self._taken[-1][3] or "").endswith("\n"))
        if stray and len(self._taken) > 1 and self._retries:
            self._retries -= 1
            self._again.extend(reversed(self._taken[1:]))
            self._ended = False


def _coding(stream: Stream) -> Lines:
    return Lines(stream.file.peek(_GLANCE))


def _split(raw: bytes, table: Table) -> list[str]:
    """Return the lines of a row, each decoded by itself as the lines of the file are."""
    rows = raw.split(b"\n")
    ended = [row + b"\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
    return [table.coding.decode(row) for row in ended]


def _record(columns: "list[str] | tuple[str, ...]", cells: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, cells, strict=True) if name}


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
