"""The files of a corpus, and the articles in them, one after another.

Nothing here holds a file in memory but one that is a single article or must be parsed as a whole.
"""

import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from reader.corpus.clean import SAMPLE, Lines, clean
from reader.corpus.fields import Fields
from reader.corpus.formats import json, tables
from reader.corpus.formats.contents import article, contents
from reader.corpus.formats.document import Document, Flaw, Found, Reached
from reader.corpus.formats.kinds import ARCHIVES, ARTICLES, Kind, kind
from reader.corpus.formats.stream import LARGEST, Stream, opened
from reader.corpus.site import Problem

_ANNOTATIONS = "annotations"
_GLANCE = 20_000
_OFTEN = 200
_FAR = 1_000_000
_LOOK = 32


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may hold articles, as it stands on disk.

    `place` is its path as text: of hundreds of thousands, most are only compared. `name` is its path below
    the root in POSIX form, harmless; `size` counts bytes; `modified` is the time of the last change in
    nanoseconds.
    """

    place: str
    name: str
    size: int
    modified: int

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return Path(self.place)


def readable(name: str) -> bool:
    """Return whether a file of that name is of a kind that is read."""
    return kind(name) is not None


def walk(
    root: Path, exclude: Path | None, problems: list[Problem], limit: int | None = None
) -> Iterator[Source]:
    """Yield the readable files below `root`, or `root` itself if it is one, sorted by name.

    Hidden files and folders, the folder `annotations` in the root and the folder `exclude` are left out. What
    cannot be listed or is gone is added to `problems`, the root under the path "". A folder is entered once
    however many links lead there. With a `limit` the walk ends after so many entries.
    """
    if root.is_dir():
        below = _below(root, exclude and exclude.resolve(), problems, limit)
        yield from sorted(below, key=lambda source: source.name)
    elif readable(root.name):
        try:
            status = root.stat()
            yield Source(str(root), _harmless(root.name), status.st_size, status.st_mtime_ns)
        except OSError as error:
            problems.append(Problem(_harmless(root.name), None, f"cannot be read: {_why(error)}"))


def read(source: Source, fields: Fields, start: tuple[int, int] | None = None) -> Iterator[Found]:
    """Yield what is in a file as it comes, and from time to time how far it is.

    Never raises for what is in the file, nor if it is gone: that is a flaw. `start` is the byte offset and
    the number of the line to go on with in a file of lines (JSON Lines), behind a document
    `(at[0] + at[1], line + 1)`; elsewhere it is ignored.
    """
    what = kind(source.path.name)
    try:
        if what is None:
            yield Flaw("not a kind of file that is read")
        elif not source.size:
            yield Flaw("the file is empty")
        else:
            with opened(source.path) as file:
                yield from _paced(contents(file, source.path, source.size, fields, start), file.raw.tell)
    except OSError as error:
        yield Flaw(f"cannot be read: {_why(error)}")


def fetch(path: Path, at: tuple[int, int], fields: Fields, line: int | None = None) -> Document:
    """Return the document that `read` found with that `at` and `line`.

    Raises:
        OSError: the file cannot be read.
        Unreadable: what stands there is no text.
        ValueError: no article stands there any more.
    """
    what = kind(path.name)
    if what is None or what.compression or what.suffix in ARCHIVES:
        raise ValueError("articles are not fetched from a file of that kind")
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if what.suffix in ARTICLES or (what.suffix == ".json" and at == (0, status.st_size)):
            if at != (0, status.st_size) or status.st_size > LARGEST:
                raise ValueError("the file is not what it was")
            data = file.read()
            found = (
                json.fetch_whole(data, fields)
                if what.suffix == ".json"
                else (replace(article(data, what.suffix, fields), at=at))
            )
        else:
            found = _row(file, path, status, what, fields, at, line or 0)
    if not found.text or found.text.isspace():
        raise ValueError("the text is empty")
    return found


def holds_articles(path: Path) -> bool:
    """Return whether a corpus opened at `path` would hold an article.

    Stops at the first, and gives up in a folder of many thousand entries without one.
    """
    root = path.resolve()
    if root.is_dir():
        return any(map(_promising, _below(root, None, [], _GLANCE)))
    return any(map(_promising, walk(root, None, [])))


def _below(
    root: Path, exclude: Path | None, problems: list[Problem], limit: int | None = None
) -> Iterator[Source]:
    """Yield the readable files below a folder in no order, looking at no more than `limit` entries."""
    entered: set[Path] = set()
    folders = [(root, "")]
    seen = 0
    while folders and (limit is None or seen < limit):
        folder, prefix = folders.pop()
        real = folder.resolve()
        if real in entered or real == exclude or prefix == f"{_ANNOTATIONS}/":
            continue
        entered.add(real)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if entry.name.startswith("."):
                        continue
                    if _is_folder(entry):
                        folders.append((folder / entry.name, f"{prefix}{entry.name}/"))
                    elif readable(entry.name) and (source := _source(entry, prefix, problems)):
                        yield source
        except OSError as error:
            reason = f"the folder cannot be listed: {_why(error)}"
            problems.append(Problem(_harmless(prefix.rstrip("/")), None, reason))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _source(entry: "os.DirEntry[str]", prefix: str, problems: list[Problem]) -> Source | None:
    name = _harmless(prefix + entry.name)
    try:
        status = entry.stat()
    except OSError as error:
        problems.append(Problem(name, None, f"cannot be read: {_why(error)}"))
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Source(entry.path, name, status.st_size, status.st_mtime_ns)


def _promising(source: Source) -> bool:
    """Return whether a file holds something; JSON and tables are looked into: most hold no articles."""
    what = kind(source.path.name)
    if what and what.suffix in (".json", ".csv", ".tsv"):
        return any(isinstance(found, Document) for found in read(source, Fields()))
    return source.size > 0


def _paced(found: Iterator[Found], consumed: Callable[[], int]) -> Iterator[Found]:
    """Yield what was found, saying how far the file is consumed neither too often nor too rarely."""
    last = since = 0
    for each in found:
        if isinstance(each, Reached):
            now = each.bytes
        else:
            yield each
            since += 1
            if since % _LOOK:
                continue
            now = consumed()
        if now > last and (since >= _OFTEN or now - last >= _FAR):
            yield Reached(now)
            last, since = now, 0


def _row(
    file: io.BufferedReader,
    path: Path,
    status: os.stat_result,
    what: Kind,
    fields: Fields,
    at: tuple[int, int],
    number: int,
) -> Document:
    """Return the document in a line of JSON or a row of a table."""
    coding = Lines(file.read(SAMPLE))
    offset, length = at
    file.seek(max(0, offset - 1))
    before = file.read(min(1, offset))
    raw = file.read(length)
    if len(raw) != length or length < 1 or not (before in (b"", b"\n") or offset == coding.skip):
        raise ValueError("no line begins there any more")
    if what.suffix in (".csv", ".tsv"):
        return tables.fetch(
            raw, _table(path, (status.st_size, status.st_mtime_ns), fields), fields, at, number
        )
    return json.fetch_line(raw, coding, fields, at, number)


@lru_cache(maxsize=16)
def _table(path: Path, stamp: tuple[int, int], fields: Fields) -> tables.Table:
    """Return how a table is written; `stamp`, its size and time, tells whether that is still so."""
    with opened(path) as file:
        return tables.table(Stream(file, file.raw.tell, path=path, size=stamp[0]), fields)


def _harmless(name: str) -> str:
    """Return a path in POSIX form without what could do harm, since a file name may hold anything."""
    return clean(name).replace("\n", " ")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
