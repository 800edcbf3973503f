"""Brings the index of a corpus up to date: what is new, changed or gone on disk, in steps that last.

A step is a transaction of a fraction of a second. Whatever ends the work, the next one goes on where the last
step was: in the midst of a file of lines, else with the file. A record that is as it was, id and text, keeps
its number and is not indexed again.
"""

import os
import time
from collections.abc import Callable, Iterator

from reader.corpus import sources
from reader.corpus.entry import Course
from reader.corpus.formats.document import Document, Flaw, Reached
from reader.corpus.index import Index
from reader.corpus.site import Problem, Site
from reader.corpus.sources import Source
from reader.corpus.step import File, Row, Step

_FIRST, _LAST, _GROWTH = 0.1, 1.0, 1.5
"""Seconds that the first and the last steps take: early ones let a list fill, late ones cost less."""

_GLANCE = 500
_WORN, _UNWORN = 3, 20_000
_MOST_FOUND, _MOST_CHARACTERS = 2_000, 20_000_000


def differs(index: Index, site: Site) -> bool:
    """Return whether the files on disk are others than those the index knows."""
    _walk(index, site)
    return any(index.rows(f"SELECT EXISTS ({each})")[0][0] for each in (_GONE, _OTHER, _NEW))


def is_current(index: Index, site: Site) -> bool:
    """Return whether an update would change nothing, which is cheap to know."""
    if index.meta("complete") != "1":
        return False
    problems = _walk(index, site)
    known = index.rows("SELECT path, reason FROM problems WHERE file = 0 ORDER BY rowid")
    return known == [(each.path, each.reason) for each in problems] and not any(
        index.rows(f"SELECT EXISTS ({each})")[0][0] for each in (_GONE, _OTHER, _NEW, _PASSING)
    )


def is_worn(index: Index) -> bool:
    """Return whether so many articles have gone that what is left of them weighs more than the others."""
    last, count = index.rows("SELECT ifnull(max(number), 0), count(*) FROM articles")[0]
    return bool(last > _WORN * count + _UNWORN)


def build(
    index: Index, site: Site, progress: Callable[[Course], None], cancelled: Callable[[], bool]
) -> bool:
    """Bring an index up to date, as the one who holds it; return false if `cancelled` before the end."""
    if not index.rows("SELECT 1 FROM files LIMIT 1"):
        # Among a hundred thousand files, some are shown before all are known.
        _walk(index, site, _GLANCE)
        with index.change() as connection:
            connection.execute(_BEGIN)
            connection.execute(_ADD)
        if not _Building(index, site, progress, cancelled).run():
            return False
    _survey(index, site)
    building = _Building(index, site, progress, cancelled)
    return building.run() and building.finish()


def _walk(index: Index, site: Site, limit: int | None = None) -> list[Problem]:
    """Note the files on disk in the temporary table `walked`; return what could not be listed."""
    problems: list[Problem] = []
    prefix = len(str(site.base / "x")) - 1
    with index.using() as connection:
        connection.execute("DROP TABLE IF EXISTS temp.walked")
        connection.execute(
            "CREATE TEMP TABLE walked (path BLOB PRIMARY KEY, name TEXT, size INTEGER, modified INTEGER) "
            "WITHOUT ROWID"
        )
        connection.execute("BEGIN")
        try:
            connection.executemany(
                "INSERT OR IGNORE INTO walked VALUES (?, ?, ?, ?)",
                (
                    (os.fsencode(each.place[prefix:]), each.name, each.size, each.modified)
                    for each in sources.walk(site.root, site.exclude, problems, limit)
                ),
            )
        finally:
            connection.execute("COMMIT")
    return sorted(problems, key=lambda problem: problem.path)


_BEGIN = "INSERT OR REPLACE INTO meta VALUES ('complete', '0')"
_GONE = "SELECT file FROM files WHERE path NOT IN (SELECT path FROM walked)"
_OTHER = (
    "SELECT file FROM files JOIN walked USING (path) "
    "WHERE (files.size, files.modified) IS NOT (walked.size, walked.modified)"
)
_NEW = "SELECT path, name, size, modified FROM walked WHERE path NOT IN (SELECT path FROM files)"
_ADD = f"INSERT INTO files (path, name, size, modified) {_NEW} ORDER BY name"
_PASSING = (
    "SELECT file FROM problems WHERE file AND line IS NULL AND skipped "
    "AND (reason GLOB 'cannot be read*' OR reason GLOB '*pip install*')"
)
"""Files that could not be read for a reason that may pass without changing them."""


def _survey(index: Index, site: Site) -> None:
    """Note which files are to be read; what stood in files that are gone goes at once."""
    problems = _walk(index, site)
    with index.change() as connection:
        connection.execute(_BEGIN)
        for table in ("articles", "problems", "files"):
            connection.execute(f"DELETE FROM {table} WHERE file IN ({_GONE})")
        connection.execute(f"UPDATE files SET whole = 0 WHERE file IN ({_PASSING})")
        connection.execute(
            "UPDATE files SET size = walked.size, modified = walked.modified, name = walked.name, whole = 0, "
            f"offset = NULL, line = NULL FROM walked WHERE files.path = walked.path AND file IN ({_OTHER})"
        )
        connection.execute(_ADD)
        connection.execute("DELETE FROM problems WHERE file = 0")
        connection.executemany(
            "INSERT INTO problems VALUES (0, 0, ?, ?, ?, 1)",
            [(each.path, each.line, each.reason) for each in problems],
        )


class _Building:
    def __init__(
        self, index: Index, site: Site, progress: Callable[[Course], None], cancelled: Callable[[], bool]
    ) -> None:
        self._index = index
        self._site = site
        self._progress = progress
        self._cancelled = cancelled
        self._articles: int = index.rows("SELECT count(*) FROM articles")[0][0]
        self._total: int = index.rows("SELECT ifnull(sum(size), 0) FROM files WHERE NOT whole")[0][0]
        self._done = self._reached = 0
        self._files: list[File] = []
        self._found: list[Row | tuple[File, Flaw]] = []
        self._characters = 0
        self._length, self._begun = _FIRST, time.monotonic()

    def run(self) -> bool:
        going_on = all(self._read(file) for file in self._unread())
        if self._files:
            self._write()
        return going_on

    def finish(self) -> bool:
        with self._index.change() as connection:
            connection.execute("UPDATE meta SET value = '1' WHERE name = 'complete'")
        return True

    def _unread(self) -> Iterator[File]:
        """Yield the files to read in the order of their names."""
        after = ("", b"")
        while rows := self._index.rows(
            "SELECT file, path, name, size, modified, pass, offset, line FROM files "
            "WHERE NOT whole AND (name, path) > (?, ?) ORDER BY name, path LIMIT 500",
            after,
        ):
            for number, path, name, size, modified, passed, offset, line in rows:
                source = Source(str(self._site.base / os.fsdecode(path)), name, size, modified)
                start = None if offset is None else (offset, line)
                yield File(number, source, passed + (start is None), passed > 0, start)
            after = rows[-1][2], rows[-1][1]

    def _read(self, file: File) -> bool:
        """Read a file to its end; return false if cancelled before."""
        self._files.append(file)
        self._reached = file.start[0] if file.start else 0
        if file.start:
            with self._index.change() as connection:
                again = file.number, file.start[1]
                connection.execute("DELETE FROM problems WHERE file = ? AND line >= ?", again)
        for found in sources.read(file.source, self._site.fields, file.start):
            if self._cancelled():
                return False
            if isinstance(found, Reached):
                self._reached = found.bytes
            elif isinstance(found, Document):
                self._found.append(Row.of(file, found))
                self._characters += len(found.text)
            elif isinstance(found, Flaw):
                self._found.append((file, found))
            if self._is_due():
                self._write()
        file.whole = True
        self._done += file.source.size
        self._reached = 0
        return True

    def _is_due(self) -> bool:
        return (
            len(self._found) >= _MOST_FOUND
            or self._characters >= _MOST_CHARACTERS
            or time.monotonic() - self._begun > self._length
        )

    def _write(self) -> None:
        with self._index.change() as connection:
            self._articles += Step(connection).write(self._files, self._found)
        self._files = [file for file in self._files if not file.whole]
        self._found, self._characters = [], 0
        self._progress(Course(self._articles, self._done + self._reached, self._total))
        self._length, self._begun = min(self._length * _GROWTH, _LAST), time.monotonic()
