"""A corpus: the articles of a folder or a file, found by stable ids, read when they are looked at."""

import json
import os
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.corpus import orders
from reader.corpus.entry import Course, Entry
from reader.corpus.fields import Fields
from reader.corpus.formats.kinds import kind
from reader.corpus.index import Index, is_damage
from reader.corpus.site import Problem, Site

if TYPE_CHECKING:
    from reader.corpus.article import Article

# What reads files is imported by whoever is the first to read one: a list is on the screen before that.

_CHANGED = "changed on disk; R reads it again"
_REMEMBERED = 16
_AT_ONCE = 200


class CorpusError(Exception):
    """The path cannot be opened as a corpus; the message is one line."""


class Changed(Exception):
    """The file of an article is not what the index knows any more; the message is one line."""


class Corpus:
    """Articles of a folder or a file, known by an index and read when looked at; for any thread.

    Iterating yields the articles in the order of their ids, read one by one. Whatever reads an article raises
    `KeyError` if there is none of this id, and `Changed` if its file is not what the index knows.

    Attributes:
        root: the folder or single file, resolved.
        index: where search and grouping look up and keep what they know.
        fields: the columns that texts and what is said about them are read from.
        site: which files it is made of.
    """

    def __init__(self, site: Site, index: Index) -> None:
        self.root = site.root
        self.index = index
        self.fields = site.fields
        self.site = site
        self._mends = self._distrusted = False
        self._doubted: set[int] = set()
        self.article = lru_cache(maxsize=_REMEMBERED)(self._read)

    @classmethod
    def at(
        cls,
        path: Path,
        *,
        exclude: Path | None = None,
        fields: Fields | None = None,
        cache: Path | None = None,
    ) -> "Corpus":
        """Return what is known of the articles below `path`, or in it if it is a file, without reading them.

        `exclude` is a folder left out, `fields` columns that overrule those of `corpus.toml` beside the data,
        `cache` the folder of the index, the user's cache folder by default.

        Raises:
            CorpusError: there is no such path, it cannot be listed, or it is a file of an unknown kind.
            FieldsError: `corpus.toml` is wrong.
        """
        root = path.resolve()
        if problem := _problem(root):
            from reader.corpus.clean import clean

            raise CorpusError(f"{clean(str(path))}: {problem}")
        columns = Fields.of(root if root.is_dir() else root.parent, fields)
        site = Site(root, exclude and exclude.resolve(), columns)
        return cls(site, Index.of(root, repr(columns), cache))

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        exclude: Path | None = None,
        fields: Fields | None = None,
        cache: Path | None = None,
        progress: Callable[[Course], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Corpus":
        """Return the articles as they are now: `at` and `update`, for programs without a screen.

        An article whose file changes afterwards is read again, as it is then.
        """
        opened = cls.at(path, exclude=exclude, fields=fields, cache=cache)
        try:
            opened.update(progress, cancelled)
        except BaseException:
            opened.close()
            raise
        opened._mends = True
        return opened

    def update(
        self,
        progress: Callable[[Course], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        anew: bool = False,
    ) -> bool:
        """Bring the index up to date with the files; return false if stopped before the end.

        What is read is there for others at once, in steps of a fraction of a second. Stopped in the midst, or
        killed, the next update goes on where this one was; `anew` drops everything first. Waits while another
        program updates the index; meanwhile, and at the start, the bytes to read are not known yet (0).

        Raises:
            CorpusError: the index cannot be written.
        """
        try:
            return self._update(progress or (lambda _: None), cancelled, anew)
        except (sqlite3.ProgrammingError, sqlite3.OperationalError, OSError) as error:
            if self.index.closed:  # which interrupts a query, too
                return False
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise CorpusError(f"{self.index.file}: the index cannot be written: {error}") from error
        finally:
            self.article.cache_clear()

    def _update(self, progress: Callable[[Course], None], cancelled: Callable[[], bool], anew: bool) -> bool:
        def stopped() -> bool:
            progress(Course(len(self), 0, 0))
            return cancelled()

        from reader.corpus.building import build, is_worn

        self.index.ensure()
        self._doubt()
        anew, self._distrusted = anew or self._distrusted, False
        if not anew and self._is_current():
            return True
        with self.index.held(stopped) as mine:
            if not mine:
                return False
            if anew or is_worn(self.index):
                self.index.remake()
            try:
                return build(self.index, self.site, progress, cancelled)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self.index.remake()
                return build(self.index, self.site, progress, cancelled)

    def distrust(self, error: Exception) -> bool:
        """Have the next update make the index anew if an error says that it is damaged; return that."""
        damaged = isinstance(error, sqlite3.DatabaseError) and is_damage(error)
        self._distrusted = self._distrusted or damaged
        return damaged

    def _is_current(self) -> bool:
        from reader.corpus.building import is_current

        try:
            return is_current(self.index, self.site)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return False

    def _doubt(self) -> None:
        """Have those files read again whose articles were not what the index knows, whatever their time."""
        if doubted := [(file,) for file in self._doubted]:
            with self.index.change() as connection:
                connection.executemany("UPDATE files SET modified = -1 WHERE file = ?", doubted)
            self._doubted.difference_update(file for (file,) in doubted)

    def stale(self) -> bool:
        """Return whether the files are not those the index knows: new, gone, or of other size or time."""
        from reader.corpus.building import differs

        return differs(self.index, self.site)

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    @property
    def complete(self) -> bool:
        """Whether the index knows every file as it was at the last update."""
        return self.index.meta("complete") == "1"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, or not as it stands, in the order of the files."""
        return tuple(self.first_problems())

    def first_problems(self, most: int = -1) -> list[Problem]:
        """Return the first `most` problems, all of them if it is negative."""
        rows = self.index.rows(
            "SELECT problems.path, problems.line, reason FROM problems LEFT JOIN files USING (file) "
            "ORDER BY files.name, files.path, problems.path, problems.line, problems.rowid LIMIT ?",
            (most,),
        )
        return [Problem(*row) for row in rows]

    def troubled(self) -> "array[int]":
        """Return the numbers of the articles that were read, but not as they stand."""
        return orders.troubled(self.index)

    @property
    def skipped(self) -> int:
        """How many files and records could not be read."""
        return int(self.index.rows("SELECT count(*) FROM problems WHERE skipped")[0][0])

    @property
    def sentences(self) -> int:
        """How many sentences the articles have together."""
        return int(self.index.rows("SELECT ifnull(sum(sentences), 0) FROM articles")[0][0])

    def __len__(self) -> int:
        return int(self.index.rows("SELECT count(*) FROM articles")[0][0])

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self.number(article_id) is not None

    def __iter__(self) -> "Iterator[Article]":
        after = ""
        while rows := self.index.rows(
            "SELECT id, number FROM articles WHERE id > ? ORDER BY id LIMIT ?", (after, _AT_ONCE)
        ):
            for article_id, number in rows:
                try:
                    yield self._mended(article_id, number)
                except KeyError:
                    continue
            after = rows[-1][0]

    def __getitem__(self, article_id: str) -> "Article":
        number = self.number(article_id)
        if number is None:
            raise KeyError(article_id)
        return self._mended(article_id, number)

    def _mended(self, article_id: str, number: int) -> "Article":
        """Read an article; if its file changed, once more after an update, where there is no one to ask."""
        try:
            return self.article(number)
        except (Changed, KeyError):
            if not self._mends:
                raise
        self.update()
        again = self.number(article_id)
        if again is None:
            raise KeyError(article_id)
        return self.article(again)

    def _read(self, number: int) -> "Article":
        """Read an article by its number; raises `KeyError` if it is gone, and `Changed`."""
        from reader.corpus.article import Article

        rows = self.index.rows(
            "SELECT id, title, source, date, url, digest, articles.line, articles.offset, length, file, "
            "path, name FROM articles JOIN files USING (file) WHERE number = ?",
            (number,),
        )
        if not rows:
            raise KeyError(number)
        article_id, title, source, date, url, digest, line, offset, length, file, path, name = rows[0]
        place = self.site.base / os.fsdecode(path)
        if offset is None:
            text, metadata = self._kept(number)
        else:
            try:
                text, metadata = self._fetch(place, (offset, length), line)
            except PermissionError as error:
                raise Changed(f"{name}: cannot be read any more: permission denied") from error
            except (OSError, ValueError) as error:
                self._doubted.add(file)
                raise Changed(f"{name}: {_CHANGED}") from error
        article = Article(article_id, text, title, source, date, url, metadata, place)
        if article.digest != digest.hex():
            self._doubted.add(file)
            raise Changed(f"{name}: {_CHANGED}")
        return article

    def _fetch(self, place: Path, at: tuple[int, int], line: int | None) -> tuple[str, Mapping[str, Any]]:
        """Return text and metadata of an article from its file; raises `OSError` or `ValueError`."""
        from reader.corpus import sources
        from reader.corpus.clean import Unreadable

        try:
            document = sources.fetch(place, at, self.fields, line)
        except Unreadable as error:
            raise ValueError(str(error)) from error
        return document.text, document.metadata

    def _kept(self, number: int) -> tuple[str, Mapping[str, Any]]:
        kept = self.index.rows("SELECT value FROM kept WHERE number = ?", (number,))
        if not kept:
            raise KeyError(number)
        text, metadata = json.loads(zlib.decompress(kept[0][0]))
        return text, metadata

    def number(self, article_id: str) -> int | None:
        """Return the number of an article, None if there is none of this id."""
        rows = self.index.rows("SELECT number FROM articles WHERE id = ?", (article_id,))
        return rows[0][0] if rows else None

    def entry(self, article_id: str) -> Entry:
        """Return what is known of an article; raises `KeyError` if there is none of this id."""
        number = self.number(article_id)
        found = [] if number is None else self.entries([number])
        if not found:
            raise KeyError(article_id)
        return found[0]

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return what is known of articles, in the order asked for; those gone by now are left out."""
        rows = self.index.rows(
            "SELECT number, id, title, titled, source, date, url, words, sentences, digest, line "
            "FROM articles WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        found = {row[0]: _entry(*row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of articles, in the order asked for; those gone by now are left out."""
        found = dict(
            self.index.rows(
                "SELECT number, id FROM articles WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            )
        )
        return [found[number] for number in numbers if number in found]

    def order(self, by: str = "id", reverse: bool = False, most: int | None = None) -> "array[int]":
        """Return the numbers of all articles, or of the first `most`, in an order.

        `by` is "id"; "title" or "source", without regard to case; "date", the newest first; "words", the
        longest first; or "story", those of a story together, the newest first. Articles without a source,
        readable date or story come last, also in reverse.
        """
        return orders.order(self.index, by, reverse, most)

    def sample(self, source: str, most: int) -> "Iterator[Article]":
        """Yield up to `most` articles of a source (without regard to case), from all over the corpus."""
        numbers = self.index.rows(
            "SELECT number, id FROM articles WHERE source_key = ? ORDER BY number", (source.casefold(),)
        )
        for place in range(min(most, len(numbers))):
            number, article_id = numbers[place * len(numbers) // min(most, len(numbers))]
            try:
                yield self._mended(article_id, number)
            except (KeyError, Changed):
                continue

    def find(self, wanted: str) -> "Article":
        """Return the article that `wanted` names: its id, file name, key, or a part of its id or title.

        What comes first in that list wins, without regard to case.

        Raises:
            ArticleNotFound: nothing answers to it, or several articles do equally well.
        """
        from reader.corpus import naming

        return self[naming.find(self.index, wanted)]


def _entry(
    number: int,
    article_id: str,
    title: str,
    titled: int,
    source: str,
    date: str,
    url: str,
    words: int,
    sentences: int,
    digest: bytes,
    line: int | None,
) -> Entry:
    return Entry(
        number, article_id, title, bool(titled), source, date, url, words, sentences, digest.hex(), line
    )


def _problem(root: Path) -> str:
    """Return why a path cannot be opened as a corpus; empty if it can."""
    if root.is_dir():
        try:
            with os.scandir(root):
                return ""
        except OSError as error:
            return f"the folder cannot be listed: {(error.strerror or str(error)).lower()}"
    if not root.is_file():
        return "no such file or folder"
    return "" if kind(root.name) else "not a kind of file that is read"
