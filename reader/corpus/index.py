"""The index of a corpus: one SQLite file in the user's cache folder that knows what stands where.

It is derived from the articles alone and may be removed at any time. What is not as this version makes it,
damaged, or made with other columns is dropped and made anew; where nothing can be written it is a temporary
file. The tables are those of `reader.corpus.schema`.
"""

import os
import re
import shutil
import sqlite3
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from reader.corpus.schema import COLUMNS, SCHEMA, TUNING, VERSION

CACHE = "READER_CACHE"
"""The environment variable that names another folder for indexes than the user's cache folder."""

PATIENCE = 1.0
"""Seconds to wait for whoever holds an index that is not as it should be, before doing without."""

FORGOTTEN = 90 * 24 * 3600
"""Seconds after which an index that nobody opened is removed."""

_BUSY, _GRACE = 30.0, 5.0
_AT_ONCE = 500
_POLL = 0.05
_MAKING, _TRIES = 0.01, 20
"""Seconds between looks for tables that are being made, and how many looks."""
Answer = TypeVar("Answer")
_PARTS = ("", "-wal", "-shm", "-journal")


@dataclass(slots=True, eq=False)
class _Link:
    """A connection, who has it, and the file it is to; its lock keeps others from closing it in use."""

    thread: threading.Thread
    connection: sqlite3.Connection
    identity: tuple[int, int]
    lock: threading.RLock = field(default_factory=threading.RLock)
    closed: bool = False

    def close(self) -> None:
        """Close it, unless whoever has it does not let go of it in time; the system closes it then."""
        self.closed = True
        if self.lock.acquire(timeout=_GRACE):
            self.connection.close()
            self.lock.release()


class Index:
    """A connection for every thread that asks; may be used from any thread, while another one writes.

    Attributes:
        file: the SQLite file; another process opens it with `Index.reading(file)`.
    """

    def __init__(self, file: Path, about: str = "", *, writable: bool = True, scratch: Path | None = None):
        self.file = file
        self._about = about
        self._writable = writable
        self._here = threading.local()
        self._links: list[_Link] = []
        self._guard = threading.Lock()
        self._close = weakref.finalize(self, _abandon, self._links, scratch)

    @classmethod
    def of(cls, root: Path, about: str, cache: Path | None = None) -> "Index":
        """Open the index of the corpus at `root`, a resolved path, or make an empty one.

        `about` says what else it depends on; made for something else, it is dropped. `cache` is the folder of
        all indexes, the user's cache folder by default.
        """
        name, about = _name(root), f"{root}\n{about}"
        try:
            folder = cache or _cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            return cls._kept(folder / name, about)
        except (OSError, sqlite3.Error):
            scratch = Path(tempfile.mkdtemp(prefix="reader-index-"))
            index = cls(scratch / name, about, scratch=scratch)
            index._make()
            return index

    @classmethod
    def reading(cls, file: Path) -> "Index":
        """Open an index that another process keeps, to read it only."""
        return cls(file, writable=False)

    @classmethod
    def _kept(cls, file: Path, about: str) -> "Index":
        index = cls(file, about)
        try:
            index.ensure()
            if not os.access(file, os.W_OK):
                raise PermissionError(f"{file}: cannot be written")
            os.utime(file)
        except BaseException:
            index.close()
            raise
        return index

    def ensure(self) -> None:
        """Make the index anew if it is gone, damaged or made for something else; see if it was by others.

        Raises `OSError` if another program holds one that is not as it should be.
        """
        if not self._is_present():
            self._part()
        if self._is_sound():
            return
        with self.held(self._is_sound, PATIENCE) as mine:
            if self._is_sound():
                return
            if not mine:
                raise OSError(f"{self.file}: another program writes it")
            self.remake()
            _sweep(self.file.parent)

    @contextmanager
    def using(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection; it commits every statement unless it is in a `change`."""
        link = self._link()
        with link.lock:
            if link.closed:
                raise sqlite3.ProgrammingError("the index is closed")
            yield link.connection

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        return self._when_made(lambda connection: connection.execute(sql, parameters).fetchall())

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds, a few rows at a time; exhaust it soon: it holds on to the past."""
        found = self._when_made(lambda connection: connection.execute(sql, parameters))
        while True:
            with self.using():
                rows = found.fetchmany(_AT_ONCE)
            if not rows:
                return
            yield from rows

    def _when_made(self, ask: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return an answer; if the index is being made anew, as soon as its tables are there."""
        for _ in range(_TRIES):
            try:
                with self.using() as connection:
                    return ask(connection)
            except sqlite3.OperationalError as error:
                if not str(error).startswith("no such table"):
                    raise
                time.sleep(_MAKING)
        with self.using() as connection:
            return ask(connection)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction on this thread's connection: kept on leaving, undone if an exception leaves.

        Waits for whoever else is in one.
        """
        with self.using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def held(
        self, cancelled: Callable[[], bool] = lambda: False, timeout: float | None = None
    ) -> Iterator[bool]:
        """Be the only one, of all programs, to work on the index; yields false if that was not to be.

        Waits for others until `cancelled`, or for `timeout` seconds. Reading needs none of this.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.file.with_suffix(".lock"), thread_local=False)
        begun = time.monotonic()
        while True:
            try:
                lock.acquire(timeout=0)
                break
            except Timeout:
                if cancelled() or (timeout is not None and time.monotonic() - begun > timeout):
                    yield False
                    return
                time.sleep(_POLL)
        try:
            yield True
        finally:
            lock.release()

    def meta(self, name: str) -> str | None:
        """Return a fact about the index itself, None if it is not known."""
        found = self.rows("SELECT value FROM meta WHERE name = ?", (name,))
        return found[0][0] if found else None

    def size(self) -> int:
        """Return how many bytes the index takes on disk."""
        files = (Path(f"{self.file}{part}") for part in _PARTS)
        return sum(file.stat().st_size for file in files if file.exists())

    def remake(self) -> None:
        """Drop everything; only for who holds the index."""
        self._part()
        for part in _PARTS:
            Path(f"{self.file}{part}").unlink(missing_ok=True)
        self._make()

    def close(self) -> None:
        """Close the connections of all threads, whatever they do; a temporary index is gone then."""
        self._close()

    @property
    def closed(self) -> bool:
        """Whether the index was closed."""
        return not self._close.alive

    def _make(self) -> None:
        with self.using() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with self.change() as connection:
            for statement in SCHEMA:
                connection.execute(statement)
            for statement in TUNING:
                with suppress(sqlite3.OperationalError):
                    connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('about', ?)", (self._about,))
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _is_present(self) -> bool:
        """Return whether the file is still that which this thread has open, if it has any."""
        link: _Link | None = getattr(self._here, "link", None)
        if link is None or link.closed:
            return True
        try:
            found = self.file.stat()
        except OSError:
            return False
        return link.identity == (found.st_dev, found.st_ino)

    def _is_sound(self) -> bool:
        """Return whether the file is an index as this version makes it, for this very corpus."""
        if not self.file.exists() or _cut_off(self.file):
            return False
        try:
            if self.rows("PRAGMA user_version") != [(VERSION,)]:
                return False
            for table, columns in COLUMNS.items():
                self.rows(f"SELECT {columns} FROM {table} LIMIT 1")
            return self.meta("about") == self._about
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                return False
            raise
        except sqlite3.DatabaseError:
            return False

    def _link(self) -> _Link:
        known: _Link | None = getattr(self._here, "link", None)
        if known is not None and not known.closed:
            return known
        with self._guard:
            if self.closed:
                raise sqlite3.ProgrammingError("the index is closed")
            for link in [each for each in self._links if not each.thread.is_alive()]:
                self._links.remove(link)
                link.close()
            connection = self._connect()
            found = self.file.stat()
            made = _Link(threading.current_thread(), connection, (found.st_dev, found.st_ino))
            self._links.append(made)
            self._here.link = made
        return made

    def _part(self) -> None:
        """Close all connections; who needs one opens it again."""
        with self._guard:
            _close_all(self._links)

    def _connect(self) -> sqlite3.Connection:
        place = str(self.file) if self._writable else f"{self.file.absolute().as_uri()}?mode=ro"
        made = sqlite3.connect(
            place, timeout=_BUSY, isolation_level=None, check_same_thread=False, uri=not self._writable
        )
        made.create_function("casefold", 1, str.casefold, deterministic=True)
        if self._writable:
            made.execute("PRAGMA synchronous = NORMAL")
        return made


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Return whether an error says that the file is no sound database, rather than busy, full or closed."""
    return type(error) is sqlite3.DatabaseError


def _abandon(links: list[_Link], scratch: Path | None) -> None:
    for link in links:
        link.connection.interrupt()
    _close_all(links)
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)


def _close_all(links: list[_Link]) -> None:
    while links:
        links.pop().close()


def _cache_folder() -> Path:
    if named := os.environ.get(CACHE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("reader", appauthor=False)


def _name(root: Path) -> str:
    """Return the name of the index of a corpus: readable, and the corpus's own."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", root.name).strip("-")[:40] or "corpus"
    path = os.path.normcase(root).encode("utf-8", "surrogatepass")
    return f"{readable}-{sha256(path).hexdigest()[:16]}.sqlite"


def _cut_off(file: Path) -> bool:
    """Return whether the file is shorter than its head says; what the log still holds may come behind it."""
    with file.open("rb") as opened:
        head = opened.read(32)
    if len(head) < 32:
        return True
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    log = Path(f"{file}-wal")
    logged = log.exists() and log.stat().st_size > 0
    return not logged and file.stat().st_size < pages * (65536 if page == 1 else page)


def _sweep(folder: Path) -> None:
    """Remove the indexes that nobody opened for long."""
    now = time.time()
    for file in folder.glob("*.sqlite"):
        with suppress(OSError):
            if now - file.stat().st_mtime > FORGOTTEN:
                for part in _PARTS:
                    Path(f"{file}{part}").unlink(missing_ok=True)
                file.with_suffix(".lock").unlink(missing_ok=True)
