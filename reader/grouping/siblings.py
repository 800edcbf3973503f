"""The texts of the other versions of an article."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.grouping.kept import versions_of

MOST_SIBLINGS = 24
"""Of a story with more versions the closest are taken."""


def siblings(corpus: Corpus, article_id: str, most: int = MOST_SIBLINGS) -> list[Article]:
    """Read the other versions of an article, the closest first; those that cannot be read are left out."""
    return list(islice(_read(corpus, article_id), most))


def _read(corpus: Corpus, article_id: str) -> Iterator[Article]:
    for entry, _ in versions_of(corpus, article_id):
        with suppress(KeyError, Changed, OSError):
            yield corpus[entry.id]
