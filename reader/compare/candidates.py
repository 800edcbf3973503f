"""Which articles may be versions of one story, or report one event: what to verify, found without comparing
every article with every other."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from reader.corpus.article import Article

FORMAT = 1
"""Version of the bytes that `fingerprint` makes: fingerprints of another one are to be made again."""


class Candidate(NamedTuple):
    """Two articles to verify, the numbers they were given with; `likeness`, 0 to 1, is how much their rare
    words are the same, as rare as they are in the whole corpus."""

    a: int
    b: int
    likeness: float


def fingerprint(article: Article) -> bytes:
    """Return the features of one article alone: at most about 1 KB for 350 words, the same on every machine.

    This is the map of the candidate stage: it needs nothing but the article.
    """
    raise NotImplementedError


def candidates(
    fingerprints: Iterable[tuple[int, bytes]],
    fresh: Collection[int] | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Candidate]:
    """Yield the pairs of articles that are worth verifying, each once.

    `fingerprints` are those of the whole corpus, as `(number, fingerprint)`, earlier articles first; if
    `fresh` is given, only pairs with one of those numbers are yielded. Of articles with the same text the first
    one stands for all: every other is a candidate with that one only (when that one leaves the corpus, the
    others are fresh). Stops when `cancelled` says so.
    """
    raise NotImplementedError
