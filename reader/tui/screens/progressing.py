"""How far the story and the corpus are, beside the article that is being read."""

from collections.abc import Iterable, Mapping

from reader.annotate.annotation import State
from reader.annotate.overview import Overview
from reader.annotate.reading import Reading
from reader.annotate.records import StoreError
from reader.annotate.session import Changed
from reader.tui.relatives import NONE
from reader.tui.screens.story import RelativesFound, Story

MOST_VERSIONS = 60
"""A story of more versions is not counted: each costs a look into what is stored of it."""


class Progressing(Story):
    """Counted when something was decided, not for every key.

    `overview` is what the list knows of the annotated articles, by id; None without a list.
    """

    overview: Mapping[str, Overview] | None = None
    _story_done: str | None = None
    _corpus_done: str | None = None

    def on_relatives_found(self, message: RelativesFound) -> None:
        """Count the story anew."""
        self._story_done = None
        super().on_relatives_found(message)

    def _count_again(self, changed: Changed | None = None) -> None:
        """Count anew when it is shown next."""
        self._story_done = None
        if changed is None or changed.articles:
            self._corpus_done = None

    def _about(self, reading: Reading) -> list[str]:
        """Say last, where there is room, how far story and corpus are."""
        about = super()._about(reading)
        if self._story_done is None:
            self._story_done = self._count_story(reading)
        if self._corpus_done is None:
            self._corpus_done = self._count_corpus()
        return [*about, *filter(None, (" · ".join(filter(None, (self._story_done, self._corpus_done))),))]

    def _count_story(self, reading: Reading) -> str:
        """Return how many sentences of all versions are decided."""
        versions = self._relatives.get(reading.article.id, NONE).versions
        if not versions or len(versions) > MOST_VERSIONS:
            return ""
        sizes = {entry.id: entry.sentences for entry, _ in versions}
        sizes[reading.article.id] = len(reading.article.sentences)
        shown = {article.id: version for version, article in enumerate(self.articles)}
        decided = total = 0
        for article_id, size in sizes.items():
            if article_id in shown:
                done, size = self.tagging.progress(shown[article_id])
            else:
                done = self._decided([article_id])
            decided, total = decided + done, total + size
        return f"story {decided:,}/{total:,}"

    def _decided(self, article_ids: Iterable[str]) -> int:
        try:
            return sum(self.session.store.summary(each).decided for each in article_ids)
        except StoreError:
            return 0

    def _count_corpus(self) -> str:
        """Return how many articles are done."""
        if self.overview is None or self.corpus is None:
            return ""
        shown = {article.id for article in self.articles}
        done = sum(each.state == State.DONE for name, each in self.overview.items() if name not in shown)
        done += sum(self.session.state(article) is State.DONE for article in self.articles)
        return f"{done:,}/{len(self.corpus):,} articles done"
