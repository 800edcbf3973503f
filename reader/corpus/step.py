"""One step of building the index: what was found in files, written in one transaction."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from reader.corpus import dates, sentences
from reader.corpus.clean import line as one_line
from reader.corpus.folding import indexed
from reader.corpus.formats.document import Document, Flaw
from reader.corpus.formats.kinds import Kind, kind
from reader.corpus.sources import Source

TITLE_LENGTH = 80
_LINES = (Kind(".jsonl", ""), Kind(".ndjson", ""))
_LEVEL = 3


@dataclass(slots=True)
class File:
    """A file that is being read.

    Attributes:
        number: its row in the index.
        source: the file on disk.
        passed: which reading of it this is, counted from 1.
        known: whether it was read before, in part at least.
        start: byte offset and line where to go on, None for its beginning.
        whole: whether it is read to its end.
        suffixes: the last suffix given to an id that stands in it twice.
    """

    number: int
    source: Source
    passed: int
    known: bool
    start: tuple[int, int] | None
    whole: bool = False
    suffixes: dict[str, int] = field(default_factory=dict)

    def path(self, found: Document | Flaw) -> str:
        """Return the path of what was found in it, that of a member included."""
        return f"{self.source.name}/{found.member}" if found.member else self.source.name


@dataclass(slots=True)
class Row:
    """An article on its way into the index; `number` is 0 until it has one."""

    file: File
    document: Document
    id: str
    title: str
    digest: bytes
    words: int
    sentences: int
    number: int = 0

    @classmethod
    def of(cls, file: File, document: Document) -> "Row":
        """Find out what a list shows of a document."""
        text, path = document.text, file.path(document)
        return cls(
            file,
            document,
            f"{path}#{document.key}" if document.key else path,
            document.title or _beginning(text) or path.rpartition("/")[2],
            sha256(text.encode("utf-8", "surrogatepass")).digest(),
            len(text.split()),
            sum(1 for start, end in sentences.paragraphs(text) for _ in sentences.within(text, start, end)),
        )

    def kept(self) -> bytes:
        """Return text and metadata as the index keeps them."""
        value = json.dumps([self.document.text, self.document.metadata], default=str)
        return zlib.compress(value.encode(), _LEVEL)

    def values(self) -> tuple[object, ...]:
        """Return what stands in the columns of `articles` from `file` to `pass`, the digest apart."""
        found = self.document
        offset, length = found.at or (None, None)
        return (
            self.file.number, found.line, offset, length,
            self.title, self.title.casefold(), bool(found.title),
            found.source, found.source.casefold(), found.date, dates.seconds(found.date), found.url,
            self.words, self.sentences, self.file.passed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """An article in the index: its row, where and in which reading it was met, what it says."""

    number: int
    file: int
    digest: bytes
    title: str
    passed: int


class Step:
    """Writes what was found; within a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, _Known | None] = {}
        self._problems: list[tuple[int, int, str, int | None, str, bool]] = []
        self._new: list[Row] = []
        self._same: list[tuple[Row, str]] = []
        self._gone: list[tuple[int]] = []
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
        self._last: int = last[0] if last else 0

    def write(self, files: Sequence[File], found: Sequence[Row | tuple[File, Flaw]]) -> int:
        """Write what was found in `files`, in order; return how many articles there are more than before."""
        self._look_up([each.id for each in found if isinstance(each, Row)])
        for each in found:
            if isinstance(each, Row):
                self._place(each)
            else:
                file, flaw = each
                problem = file.path(flaw), flaw.line, flaw.reason, True
                self._problems.append((file.number, file.passed, *problem))
        more = len(self._new) - self._delete("number = ?", self._gone)
        self._write_new()
        self._write_same()
        self._connection.executemany("INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?)", self._problems)
        return more - self._note(files, found)

    def _look_up(self, ids: Sequence[str]) -> None:
        rows = self._connection.execute(
            "SELECT id, number, file, digest, title, pass FROM articles "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        self._known = dict.fromkeys(ids)
        self._known.update((row[0], _Known(*row[1:])) for row in rows)

    def _place(self, row: Row) -> None:
        """Give a row its id and number; unchanged, it keeps the one it has."""
        if self._is_taken(row.id, row.file):
            row.id = self._free(row.id, row.file)
            reason = f"its id stands here twice; this one is {row.id}"
            path, line = row.file.path(row.document), row.document.line
            self._problems.append((row.file.number, row.file.passed, path, line, reason, False))
        before = self._known[row.id]
        if before and before.digest == row.digest:
            row.number = before.number
            self._same.append((row, before.title))
        else:
            if before:
                self._gone.append((before.number,))
            self._last += 1
            row.number = self._last
            self._new.append(row)
        self._known[row.id] = _Known(row.number, row.file.number, row.digest, row.title, row.file.passed)

    def _is_taken(self, article_id: str, file: File) -> bool:
        if article_id not in self._known:
            self._look_up_also(article_id)
        known = self._known[article_id]
        return known is not None and (known.file != file.number or known.passed == file.passed)

    def _look_up_also(self, article_id: str) -> None:
        row = self._connection.execute(
            "SELECT number, file, digest, title, pass FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        self._known[article_id] = _Known(*row) if row else None

    def _free(self, article_id: str, file: File) -> str:
        number = file.suffixes.get(article_id, 1) + 1
        while self._is_taken(f"{article_id}~{number}", file):
            number += 1
        file.suffixes[article_id] = number
        return f"{article_id}~{number}"

    def _write_new(self) -> None:
        self._connection.executemany(
            "INSERT INTO articles (number, id, digest, file, line, offset, length, title, title_key, titled, "
            "source, source_key, date, moment, url, words, sentences, pass) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((row.number, row.id, row.digest, *row.values()) for row in self._new),
        )
        self._write_texts(self._new)
        self._keep(self._new)

    def _write_same(self) -> None:
        """Write where unchanged articles stand now; what is said about them may be new."""
        rows = [row for row, _ in self._same]
        self._connection.executemany(
            "UPDATE articles SET file = ?, line = ?, offset = ?, length = ?, title = ?, title_key = ?, "
            "titled = ?, source = ?, source_key = ?, date = ?, moment = ?, url = ?, words = ?, "
            "sentences = ?, pass = ? WHERE number = ?",
            ((*row.values(), row.number) for row in rows),
        )
        called_otherwise = [(row, title) for row, title in self._same if row.title != title]
        self._connection.executemany(
            "INSERT INTO texts (texts, rowid, title, text, name) VALUES ('delete', ?, ?, ?, ?)",
            (
                (row.number, indexed(title), indexed(row.document.text), indexed(row.id))
                for row, title in called_otherwise
            ),
        )
        self._write_texts([row for row, _ in called_otherwise])
        self._connection.executemany("DELETE FROM kept WHERE number = ?", ((row.number,) for row in rows))
        self._keep(rows)

    def _write_texts(self, rows: Iterable[Row]) -> None:
        self._connection.executemany(
            "INSERT INTO texts (rowid, title, text, name) VALUES (?, ?, ?, ?)",
            ((row.number, indexed(row.title), indexed(row.document.text), indexed(row.id)) for row in rows),
        )

    def _keep(self, rows: Iterable[Row]) -> None:
        self._connection.executemany(
            "INSERT INTO kept VALUES (?, ?)",
            ((row.number, row.kept()) for row in rows if row.document.at is None),
        )

    def _delete(self, condition: str, parameters: Sequence[tuple[int, ...]]) -> int:
        if not parameters:
            return 0
        return self._connection.executemany(f"DELETE FROM articles WHERE {condition}", parameters).rowcount

    def _note(self, files: Sequence[File], found: Sequence[Row | tuple[File, Flaw]]) -> int:
        """Note how far the files are read; return how many articles are gone from those read to their end."""
        self._connection.executemany(
            "UPDATE files SET pass = ?, whole = ? WHERE file = ?",
            [(file.passed, file.whole, file.number) for file in files],
        )
        behind = [(file, _behind(file, found)) for file in files if not file.whole]
        self._connection.executemany(
            "UPDATE files SET offset = ?, line = ? WHERE file = ?",
            [(*place, file.number) for file, place in behind if place],
        )
        older = [(file.number, file.passed) for file in files if file.whole and file.known]
        self._connection.executemany("DELETE FROM problems WHERE file = ? AND pass < ?", older)
        return self._delete("file = ? AND pass < ?", older)


def _behind(file: File, found: Sequence[Row | tuple[File, Flaw]]) -> tuple[int, int] | None:
    """Return the byte and the line behind the last article of a file of lines; None for other files."""
    if kind(file.source.path.name) not in _LINES:
        return None
    last = next((row.document for row in reversed(found) if isinstance(row, Row) and row.file is file), None)
    if last is None or last.at is None or last.line is None:
        return None
    return last.at[0] + last.at[1], last.line + 1


def _beginning(text: str) -> str:
    """Call an article without a title by its first line; only then load the rules for furniture."""
    from reader.corpus.furniture import heading

    return _shortened(one_line(heading(text)))


def _shortened(text: str) -> str:
    """Cut a text that is too long for a title after a word."""
    if len(text) <= TITLE_LENGTH:
        return text
    return (text[:TITLE_LENGTH].rpartition(" ")[0] or text[: TITLE_LENGTH - 1]) + "…"
