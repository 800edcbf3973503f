"""A corpus: the articles of a folder or a file, found by stable ids."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.corpus.article import Article
from reader.corpus.clean import Unreadable, decode, line
from reader.corpus.formats import READERS, Document, Flaw


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; the rest of the corpus is open all the same."""

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
        problems: what could not be read.
    """

    def __init__(self, root: Path, articles: tuple[Article, ...], problems: tuple[Problem, ...] = ()) -> None:
        self.root = root
        self.articles = articles
        self.problems = problems
        self._by_id = {article.id: article for article in articles}

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

        `exclude` is a folder that is never read. `progress` is told the number of files done and of all files;
        once `cancelled` answers true, what was read so far is returned.

        Raises:
            CorpusError: there is no such path, or it cannot be listed.
        """
        root = path.resolve()
        if not root.exists():
            raise CorpusError(f"{path}: no such file or folder")
        files = [root] if root.is_file() else sorted(_files(root, exclude))
        base = root.parent if root.is_file() else root
        articles: list[Article] = []
        problems: list[Problem] = []
        for count, file in enumerate(files):
            if cancelled():
                break
            if progress:
                progress(count, len(files))
            name = file.relative_to(base).as_posix()
            try:
                content = decode(file.read_bytes())
            except (OSError, Unreadable) as error:
                problems.append(Problem(name, None, str(error)))
                continue
            for found in READERS[file.suffix.lower()](content):
                if isinstance(found, Flaw):
                    problems.append(Problem(name, found.line, found.reason))
                else:
                    articles.append(_article(name, found, file))
        articles.sort(key=lambda article: article.id)
        return cls(root, tuple(articles), tuple(problems))

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __getitem__(self, article_id: str) -> Article:
        return self._by_id[article_id]

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._by_id

    def find(self, wanted: str) -> Article:
        """Return the article whose id is `wanted`, or of which it is an unambiguous part of the id or title.

        Raises:
            ArticleNotFound: no article or several answer to it.
        """
        if wanted in self._by_id:
            return self._by_id[wanted]
        folded = wanted.casefold()
        for names in (lambda a: a.id, lambda a: a.title):
            hits = [article for article in self.articles if folded in names(article).casefold()]
            if len(hits) == 1:
                return hits[0]
            if hits:
                raise ArticleNotFound(f"{wanted!r} is ambiguous: {', '.join(a.id for a in hits[:5])}")
        raise ArticleNotFound(f"no article {wanted!r}")


def holds_articles(path: Path) -> bool:
    """Return whether there is a file below `path` that a corpus would read; stops at the first."""
    return path.is_file() or next(_files(path.resolve(), None), None) is not None


def _files(root: Path, exclude: Path | None) -> Iterator[Path]:
    for file in root.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
        aside = file.is_relative_to(root / "annotations") or (
            exclude and file.is_relative_to(exclude.resolve())
        )
        if file.suffix.lower() in READERS and not hidden and not aside and file.is_file():
            yield file


def _article(name: str, found: Document, path: Path) -> Article:
    known = {key: line(str(found.metadata.get(key, ""))) for key in ("title", "source", "date", "url")}
    known["title"] = known["title"] or line(found.text.lstrip().partition("\n")[0])[:80] or path.name
    return Article(
        id=f"{name}#{found.key}" if found.key else name,
        text=found.text,
        metadata=found.metadata,
        path=path,
        **known,
    )
