"""A corpus: the articles of a folder or a file, found by stable ids."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reader.corpus import metadata
from reader.corpus.article import Article
from reader.corpus.clean import Unreadable, clean, decode, line
from reader.corpus.formats import READERS, Ahead, Document, Flaw, Found

LARGEST = 50_000_000
"""Files of more bytes are not opened."""

_ANNOTATIONS = "annotations"
_TITLE_LENGTH = 80
_GLANCE = 20_000
_OFTEN = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or not as it stands; the rest of the corpus is open all the same.

    `path` is relative to the corpus root in POSIX form; `line` counts from 1.
    """

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"


class CorpusError(Exception):
    """The path cannot be opened as a corpus; the message is one line."""


class ArticleNotFound(LookupError):
    """No article, or more than one, answers to a name; the message names the candidates."""


class Corpus:
    """Articles ordered by id, and the problems met while reading them.

    Attributes:
        root: the folder or single file, resolved.
        articles: ordered by id.
        problems: what could not be read, in the order of the files.
    """

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
