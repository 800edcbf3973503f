"""Site furniture learned from a corpus."""

from reader.corpus.article import Article
from reader.corpus.sitewide import Site

LINE = "The Lantern is a paper for the harbour and for all who live there."
PLACES = ("mill", "old school", "market hall", "brewery", "theatre", "north gate", "customs house")


class Corpus:
    """Articles in memory."""

    def __init__(self, *articles: Article) -> None:
        self.articles = articles

    def sample(self, source: str, most: int) -> list[Article]:
        """Return the articles of a source."""
        return [each for each in self.articles if each.source.casefold() == source.casefold()][:most]


def report(night: int, place: str) -> str:
    told = (f"The {place} {what} on night {night}." for what in ("burned", "was saved", "fell in", "stood"))
    return "\n\n".join((*told, LINE))


def test_what_recurs_in_a_source_is_furniture_there_and_nowhere_else() -> None:
    articles = [
        Article(f"{night}.txt", report(night, place), place, source="Lantern")
        for night, place in enumerate(PLACES)
    ]
    other = Article("other.txt", report(0, "mill"), "mill", source="Herald")
    site = Site(Corpus(*articles, other))
    assert site.furniture(articles[0]) == frozenset({4})
    assert site.furniture(articles[1]) == frozenset({4})
    assert site.furniture(other) == frozenset()
