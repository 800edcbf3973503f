"""Site furniture of the articles of a corpus, learned when it is first asked for."""

from reader.corpus.article import Article
from reader.corpus.furniture import Sampled, SiteLines, furniture


class Site:
    """Finds the site furniture of articles; may be asked from any thread."""

    def __init__(self, corpus: Sampled) -> None:
        self._corpus = corpus
        self._known: dict[str, SiteLines] = {}

    def furniture(self, article: Article) -> frozenset[int]:
        """Return the sentences that are site furniture, by the rules and by what recurs in the source."""
        source = article.source.casefold()
        known = self._known.get(source)
        if known is None:
            known = self._known[source] = SiteLines.of_sources(self._corpus, [source])
        return furniture(article, known.of(article))
