"""Articles by their numbers, for whoever compares them in this process or in another one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.corpus.index import Index
from reader.corpus.site import Site


@dataclass(frozen=True)
class Here:
    """The articles of a corpus that is open in this process."""

    corpus: Corpus

    def __call__(self, number: int) -> Article | None:
        """Return an article, None if it is not there any more, or not as it was."""
        try:
            return self.corpus.article(number)
        except (KeyError, Changed):
            return None


@dataclass(frozen=True)
class There:
    """The articles of `site`, known by the index in `file`, for a process that opens them when asked."""

    site: Site
    file: Path

    def __call__(self, number: int) -> Article | None:
        """Return an article, None if it is not there any more, or not as it was."""
        return _opened(self)(number)


@cache
def _opened(shelf: There) -> Here:
    return Here(Corpus(shelf.site, Index.reading(shelf.file)))
