"""A corpus: the articles of a folder or a file, found by stable ids."""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader.corpus import metadata
from reader.corpus.article import Article
from reader.corpus.clean import Unreadable, clean, decode, line
from reader.corpus.entry import Course, Entry
from reader.corpus.formats import READERS, Ahead, Document, Flaw, Found
from reader.corpus.index import Index
from reader.corpus.problem import Problem

LARGEST = 50_000_000
"""Files of more bytes are not opened."""

_ANNOTATIONS = "annotations"
_TITLE_LENGTH = 80
_GLANCE = 20_000
_OFTEN = 200


class CorpusError(Exception):
    """The path cannot be opened as a corpus; the message is one line."""


class Changed(Exception):
    """The file of an article is not what the index knows any more; the message is one line."""


class ArticleNotFound(LookupError):
    """No article, or more than one, answers to a name; the message names the candidates."""


class Corpus:
    """Articles of a folder or a file, known by an index and read when looked at; for any thread.

    Iterating yields the articles in the order of their ids, read one by one. Whatever reads an article raises
    `KeyError` if there is none of this id, and `Changed` if its file is not what the index knows.

    Attributes:
        root: the folder or single file, resolved.
        index: where search and grouping look up and keep what they know.
        complete: whether the index knows every file as it was at the last update.
        problems: what could not be read, or not as it stands, in the order of the files.
        skipped: how many files and records could not be read.
    """

    index: Index
    complete = True

    def __init__(self, root: Path, articles: Iterable[Article], problems: Iterable[Problem] = ()) -> None:
        self.root = root
        self.articles = tuple(sorted(articles, key=lambda article: article.id))
        self.problems = tuple(problems)
        self._by_id = {article.id: article for article in self.articles}

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        exclude: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Corpus":
        """Read every article below `path`, or in it if it is a file.

        Hidden files and folders, the folder `annotations` in the root and the folder `exclude` are left out,
        as are files of other kinds. `progress` is told how much is read and how much there is: files, and
        instead of a file of many records those, as soon as it is opened. Once `cancelled` answers true, what
        was read so far is returned.

        Raises:
            CorpusError: there is no such path, it cannot be listed, or it is a file of an unknown kind.
        """
        shown, root = clean(str(path)), path.resolve()
        problems: list[Problem] = []
        if root.is_dir():
            base, files = root, sorted(_walk(root, exclude and exclude.resolve(), problems))
            if problems and not problems[0].path:
                raise CorpusError(f"{shown}: {problems[0].reason}")
        elif not root.is_file():
            raise CorpusError(f"{shown}: no such file or folder")
        elif root.suffix.lower() not in READERS:
            raise CorpusError(f"{shown}: not a kind of file that is read ({', '.join(READERS)})")
        else:
            base, files = root.parent, [root]

        articles: dict[str, Article] = {}
        course = _Course(len(files), progress)
        for file in files:
            name = _name(file, base)
            for found in course.follow(_read(file)):
                if cancelled():
                    return cls(root, articles.values(), problems)
                if isinstance(found, Flaw):
                    problems.append(Problem(name, found.line, found.reason))
                    continue
                article = _article(name, found, file)
                if article.id in articles:
                    article = replace(article, id=_free(article.id, articles))
                    problems.append(
                        Problem(name, found.line, f"its id stands here twice; this one is {article.id}")
                    )
                articles[article.id] = article
        course.tell()
        return cls(root, articles.values(), problems)

    @classmethod
    def at(cls, path: Path, *, exclude: Path | None = None, cache: Path | None = None) -> "Corpus":
        """Return what is known of the articles below `path`, or in it if it is a file, without reading them.

        `exclude` is a folder left out; `cache` the folder of the index, the user's cache folder by default.

        Raises:
            CorpusError: there is no such path, it cannot be listed, or it is a file of an unknown kind.
        """
        return cls.open(path, exclude=exclude)

    def update(
        self,
        progress: Callable[[Course], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Bring the index up to date with the files; return false if stopped before the end.

        What is read is there for others at once, in steps of a fraction of a second. Stopped in the midst, or
        killed, the next update goes on where this one was. Waits while another program updates the index.
        """
        return True

    def stale(self) -> bool:
        """Return whether the files are not those the index knows: new, gone, or of other size or time."""
        return False

    def close(self) -> None:
        """Close the index."""

    @property
    def skipped(self) -> int:
        return len(self.problems)

    def number(self, article_id: str) -> int | None:
        """Return the number of an article, None if there is none of this id."""
        return next((n for n, each in enumerate(self.articles, 1) if each.id == article_id), None)

    def article(self, number: int) -> Article:
        """Read an article by its number."""
        return self.articles[number - 1]

    def entry(self, article_id: str) -> Entry:
        """Return what is known of an article; raises `KeyError` if there is none of this id."""
        number = self.number(article_id)
        if number is None:
            raise KeyError(article_id)
        return self.entries([number])[0]

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return what is known of articles, in the order asked for; those gone by now are left out."""
        found = ((number, self.articles[number - 1]) for number in numbers)
        return [
            Entry(n, a.id, a.title, True, a.source, a.date, a.url, a.words, len(a.sentences), a.digest, None)
            for n, a in found
        ]

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of articles, in the order asked for; those gone by now are left out."""
        return [self.articles[number - 1].id for number in numbers]

    def order(self, by: str = "id", reverse: bool = False, most: int | None = None) -> "array[int]":
        """Return the numbers of all articles, or of the first `most`, in an order.

        `by` is "id"; "title" or "source", without regard to case; "date", the newest first; "words", the
        longest first; or "story", those of a story together, the newest first. Articles without a source,
        readable date or story come last, also in reverse.
        """
        key = {"words": lambda n: -self.articles[n - 1].words, "id": lambda n: n}.get(
            by, lambda n: str(getattr(self.articles[n - 1], by)).casefold()
        )
        return array("q", sorted(range(1, len(self.articles) + 1), key=key, reverse=reverse)[:most])

    def sample(self, source: str, most: int) -> Iterator[Article]:
        """Yield up to `most` articles of a source (without regard to case), from all over the corpus."""
        group = [each for each in self.articles if each.source.casefold() == source.casefold()]
        yield from group[:: max(1, len(group) // most)]

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __getitem__(self, article_id: str) -> Article:
        return self._by_id[article_id]

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._by_id

    def find(self, wanted: str) -> Article:
        """Return the article that `wanted` names: its id, file name, key, or a part of its id or title.

        What comes first in that list wins, without regard to case.

        Raises:
            ArticleNotFound: nothing answers to it, or several articles do equally well.
        """
        if wanted in self._by_id:
            return self._by_id[wanted]
        folded = wanted.casefold()
        tiers: tuple[Callable[[Article], bool], ...] = (
            lambda article: folded in _handles(article.id.casefold()),
            lambda article: folded in article.id.casefold(),
            lambda article: folded in article.title.casefold(),
        )
        for answers in tiers:
            hits = [article.id for article in self.articles if answers(article)] if folded else []
            if len(hits) == 1:
                return self._by_id[hits[0]]
            if hits:
                rest = f" and {len(hits) - 5} more" if len(hits) > 5 else ""
                raise ArticleNotFound(f"“{line(wanted)}” could be {', '.join(hits[:5])}{rest}")
        raise ArticleNotFound(f"no article is called “{line(wanted)}”")


class _Course:
    """How much of the files is read; a file counts one until the number of its records is known."""

    def __init__(self, files: int, progress: Callable[[int, int], None] | None) -> None:
        self._done = 0
        self._total = files
        self._progress = progress

    def tell(self) -> None:
        """Report how far it is."""
        if self._progress:
            self._progress(self._done, self._total)

    def follow(self, file: Iterable[Found]) -> Iterator[Document | Flaw]:
        """Yield what is in a file, reporting before it and from time to time."""
        self.tell()
        begin, records = self._done, 1
        for found in file:
            if isinstance(found, Ahead):
                self._total += found.records - records
                records = found.records
                continue
            yield found
            self._done += 1
            if (self._done - begin) % _OFTEN == 0:
                self.tell()
        self._done = begin + records


def holds_articles(path: Path) -> bool:
    """Return whether a corpus opened at `path` would hold an article.

    Stops at the first, and gives up in a folder of many thousand entries without one.
    """
    if path.is_file():
        return path.suffix.lower() in READERS and _promising(path)
    return any(_promising(file) for file in _walk(path.resolve(), None, [], _GLANCE))


def _walk(
    root: Path, exclude: Path | None, problems: list[Problem], limit: int | None = None
) -> Iterator[Path]:
    """Yield the readable files below `root`, entering every folder once however many links lead there."""
    entered: set[Path] = set()
    folders = [root]
    seen = 0
    while folders and (limit is None or seen < limit):
        folder = folders.pop()
        real = folder.resolve()
        if real in entered or real == exclude or (folder.parent == root and folder.name == _ANNOTATIONS):
            continue
        entered.add(real)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if entry.name.startswith("."):
                        continue
                    path = folder / entry.name
                    if path.is_dir() if entry.is_symlink() else entry.is_dir():
                        folders.append(path)
                    elif path.suffix.lower() in READERS and (entry.is_symlink() or entry.is_file()):
                        yield path
        except OSError as error:
            name = "" if folder == root else _name(folder, root)
            problems.append(Problem(name, None, f"the folder cannot be listed: {_why(error)}"))


def _read(file: Path) -> Iterator[Found]:
    """Yield what is in a file, or why it cannot be read."""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            yield Flaw(
                f"too large: {size / 1e6:.0f} MB, and {LARGEST // 1_000_000} MB is the most that is opened"
            )
            return
        content = decode(file.read_bytes())
    except OSError as error:
        yield Flaw(f"cannot be read: {_why(error)}")
        return
    except Unreadable as error:
        yield Flaw(str(error))
        return
    for found in READERS[file.suffix.lower()](content):
        if isinstance(found, Document) and not found.text.strip():
            yield Flaw("the text is empty" if found.key else "the file is empty", found.line)
        else:
            yield found


def _promising(file: Path) -> bool:
    """Return whether a file holds something; JSON is looked into, since most of it is no article."""
    try:
        if file.suffix.lower() == ".json":
            return any(isinstance(found, Document) for found in _read(file))
        return file.stat().st_size > 0
    except OSError:
        return False


def _article(name: str, found: Document, path: Path) -> Article:
    return Article(
        id=f"{name}#{found.key}" if found.key else name,
        text=found.text,
        title=metadata.known(found.metadata, metadata.TITLE) or _heading(found.text) or path.name,
        source=metadata.known(found.metadata, metadata.SOURCE),
        date=metadata.known(found.metadata, metadata.DATE),
        url=metadata.known(found.metadata, metadata.URL),
        metadata=found.metadata,
        path=path,
    )


def _heading(text: str) -> str:
    """Call an article without a title by its first line; only then load the rules for furniture."""
    from reader.corpus.furniture import heading

    return _shortened(line(heading(text)))


def _shortened(text: str) -> str:
    """Cut a text that is too long for a title after a word."""
    if len(text) <= _TITLE_LENGTH:
        return text
    return (text[:_TITLE_LENGTH].rpartition(" ")[0] or text[: _TITLE_LENGTH - 1]) + "…"


def _name(file: Path, base: Path) -> str:
    """Return the path below `base` in POSIX form; harmless, since a file name may hold anything."""
    return clean(file.relative_to(base).as_posix()).replace("\n", " ")


def _free(article_id: str, taken: dict[str, Article]) -> str:
    number = 2
    while f"{article_id}~{number}" in taken:
        number += 1
    return f"{article_id}~{number}"


def _handles(article_id: str) -> tuple[str, ...]:
    """Return the file name with and without suffix, and the key, of an id."""
    path, _, key = article_id.partition("#")
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0], key


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
