"""What the session says about the articles on the screen, at a cost that does not grow with them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from reader.annotate.reading import Place
from reader.annotate.session import Changed, Session
from reader.corpus.article import Article
from reader.tui.paint import Marks, Sign


class Tagging:
    """Signs for the gutter and counts for the status of a few articles, and the acts that change them."""

    def __init__(self, session: Session, articles: Sequence[Article]) -> None:
        self.session = session
        self.articles = tuple(articles)
        self._signs = {
            label.name: Sign(label.sign or label.name[:1].upper(), label.color)
            for label in session.schema.labels
        }
        self._decided: dict[int, int] = {}

    def marks(self, place: Place) -> Marks:
        """Return what is said about a sentence."""
        article = self.articles[place.version]
        names = dict.fromkeys(label.label for label in self.session.labels(article, place.sentence))
        signs = tuple(self._signs.get(name) or Sign(name[:1].upper(), "") for name in names)
        return Marks(
            signs,
            decided=self.session.decided(article, place.sentence),
            noted=bool(self.session.note(article, place.sentence)),
        )

    def progress(self, version: int) -> tuple[int, int]:
        """Return how many sentences of a version are decided, and how many there are."""
        article = self.articles[version]
        if version not in self._decided:
            self._decided[version] = self.session.progress(article)[0]
        return self._decided[version], len(article.sentences)

    def act(self, version: int, first: int, last: int, do: Callable[[], Changed | None]) -> Changed | None:
        """Do something to sentences `first` to `last` and count again what that can have changed.

        Raises what `do` raises, `ReadOnly` above all.
        """
        decided = self.progress(version)[0]
        extent = self._extent(version, first, last)
        before = self._count(version, extent)
        changed = do()
        self._decided[version] = decided + self._count(version, extent) - before
        return changed

    def forget(self) -> None:
        """Count anew when asked: something changed somewhere."""
        self._decided.clear()

    def _extent(self, version: int, first: int, last: int) -> range:
        """Return the sentences that are touched by what touches `first` to `last`."""
        article = self.articles[version]
        sentences = article.sentences
        start, end = sentences[first].start, sentences[last].end
        for sentence in range(first, last + 1):
            for annotation in self.session.labels(article, sentence):
                start, end = min(start, annotation.start), max(end, annotation.end)
        return range(
            bisect_right(sentences, start, key=lambda s: s.end),
            bisect_left(sentences, end, key=lambda s: s.start),
        )

    def _count(self, version: int, extent: range) -> int:
        article = self.articles[version]
        return sum(self.session.decided(article, sentence) for sentence in extent)
