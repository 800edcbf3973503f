"""Search in a corpus: which articles a query finds, and where in a text."""

from collections.abc import Callable, Collection, Mapping, Sequence

from reader.corpus.corpus import Corpus
from reader.corpus.query import Query, QueryError, Term, parse

__all__ = ["Query", "QueryError", "Resolver", "Term", "hits", "parse", "ranked", "search"]

Resolver = Callable[[str], Collection[str]]
"""From the value of a field kept outside the index ("claim", "*" for any, "none") to the ids it stands for."""


def search(corpus: Corpus, query: Query, outside: Mapping[str, Resolver] | None = None) -> set[int]:
    """Return the numbers of the articles a query finds; for any thread, cheap enough for every keystroke.

    `outside` answers for fields that are not in the index ("label", "state", "note").

    Raises:
        QueryError: the query asks for a field that nothing answers for.
    """
    return set()


def ranked(corpus: Corpus, query: Query, numbers: Collection[int], most: int | None = None) -> list[int]:
    """Return the first `most` of `numbers` in order: the best matches of the query's words first (BM25).

    Without words in the query, and among equals, the newest come first.
    """
    return []


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Return the code points, end exclusive, of what makes an article's text match: words and phrases.

    Sorted; what overlaps is one. They are found just as the index finds them.
    """
    return []


def snippet(text: str, found: Sequence[tuple[int, int]], width: int = 160) -> tuple[int, int]:
    """Return the code points of about `width` characters around the first hits, beginning and ending at words."""
    return 0, 0
