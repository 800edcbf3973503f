"""Articles by their numbers, for whoever compares them in this process or in another one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader.corpus.article import Article
from reader.corpus.building import Site
from reader.corpus.corpus import Changed, Corpus
from reader.corpus.index import Index

GONE = Article("", "", "")
"""Stands for an article that cannot be read any more; like no other, it is compared with none."""


@dataclass(frozen=True)
class Here:
    """The articles of a corpus that is open in this process."""

    corpus: Corpus

    def __call__(self, number: int) -> Article:
        """Return an article, or `GONE`."""
        try:
            return self.corpus.article(number)
        except (KeyError, Changed):
            return GONE


@dataclass(frozen=True)
class There:
    """The articles of `site`, known by the index in `file`, for a process that opens them when asked."""

    site: Site
    file: Path

    def __call__(self, number: int) -> Article:
        """Return an article, or `GONE`."""
        return _opened(self)(number)


@cache
def _opened(shelf: There) -> Here:
    return Here(Corpus(shelf.site, Index.reading(shelf.file)))
