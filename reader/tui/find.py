"""Search within the articles on the screen."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reader.annotate.reading import Place
from reader.corpus.article import Article


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
    """Find `query` as it stands; capitals count if it has any, white space matches any white space.

    What begins in one sentence and ends in another is shown in the first.
    """
    words = [re.escape(word) for word in query.split()]
    if not words:
        return Hits()
    pattern = re.compile(r"\s+".join(words), re.NOFLAG if query != query.lower() else re.IGNORECASE)
    found: dict[Place, list[tuple[int, int]]] = {}
    for version, article in enumerate(articles):
        starts = [sentence.start for sentence in article.sentences]
        for match in pattern.finditer(article.text):
            index = bisect_right(starts, match.start()) - 1
            sentence = article.sentences[index]
            start, end = match.start() - sentence.start, min(match.end(), sentence.end) - sentence.start
            found.setdefault(Place(version, index), []).append((start, end))
    return Hits(query, found)
