"""Search within the articles on the screen."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.annotate.reading import Place
from reader.corpus import search
from reader.corpus.article import Article
from reader.corpus.query import TEXT


@dataclass(frozen=True)
class Hits:
    """What a search found: for each sentence the code points in it, sorted, end exclusive."""

    query: str = ""
    by_place: Mapping[Place, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How often it was found."""
        return sum(map(len, self.by_place.values()))


def find(articles: Sequence[Article], query: str) -> Hits:
    """Find `query` as it stands; capitals count if it has any, white space matches any white space."""
    words = [re.escape(word) for word in query.split()]
    if not words:
        return Hits()
    pattern = re.compile(r"\s+".join(words), re.NOFLAG if query != query.lower() else re.IGNORECASE)
    return _placed(query, ((match.span() for match in pattern.finditer(a.text)) for a in articles), articles)


def has_words(query: search.Query) -> bool:
    """Return whether a search in the corpus looks for anything that can be shown in a text."""
    return any(
        term.words and term.field == TEXT and not term.without for each in query.clauses for term in each
    )


def find_query(articles: Sequence[Article], query: search.Query) -> Hits:
    """Find what makes the articles match a search in the corpus: its words and phrases in their texts."""
    return _placed(query.text, (search.hits(article.text, query) for article in articles), articles)


def _placed(query: str, spans: Iterable[Iterable[tuple[int, int]]], articles: Sequence[Article]) -> Hits:
    """Return hits by sentence; what begins in one sentence and ends in another is shown in the first."""
    found: dict[Place, list[tuple[int, int]]] = {}
    for version, (article, hits) in enumerate(zip(articles, spans, strict=True)):
        starts = [sentence.start for sentence in article.sentences]
        for first, last in hits:
            index = bisect_right(starts, first) - 1
            sentence = article.sentences[index]
            start, end = first - sentence.start, min(last, sentence.end) - sentence.start
            found.setdefault(Place(version, index), []).append((start, end))
    return Hits(query, found)
