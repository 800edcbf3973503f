"""What annotators say of a corpus: read article by article, for figures and lists of cases."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from reader import grouping
from reader.annotate.acts.settling import Settled
from reader.annotate.adjudication import Case, cases, is_agreed
from reader.annotate.agreement import Agreement, Tally
from reader.annotate.consistency import Inconsistency, Labels, inconsistencies
from reader.annotate.records import AnnotationStore, StoreError
from reader.annotate.versions import Spot, Versions
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus

Tell = Callable[[int, int], object]
"""Takes how many articles are done, and of how many."""


class Survey:
    """Annotators and the articles of a corpus that any of them has said something of.

    `labels` are those of the schema, told of even if nobody used them. What cannot be read is left out and
    told to `complain`. The stories of the corpus are taken as its index has them.
    """

    def __init__(
        self,
        corpus: Corpus,
        stores: Sequence[AnnotationStore],
        labels: Collection[str] = (),
        complain: Callable[[str], object] = lambda _: None,
    ) -> None:
        self.corpus = corpus
        self.stores = tuple(stores)
        self._labels = tuple(labels)
        self._complain = complain

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that are in the corpus, sorted."""
        stored = {article_id for store in self.stores for article_id in store.articles()}
        return tuple(sorted(article_id for article_id in stored if article_id in self.corpus))

    @cached_property
    def versions(self) -> Versions:
        """Which of the sentences of these articles are versions of one another."""
        found, wanted, told = Versions(), set(self.articles), set[int]()
        for article_id in self.articles:
            if article := self._article(article_id):
                found.within(article)
            story = grouping.story_of(self.corpus, article_id)
            if story is None or story.number in told:
                continue
            told.add(story.number)
            for pair in story.pairs:
                if pair.a in wanted and pair.b in wanted:
                    one, other = self._article(pair.a), self._article(pair.b)
                    if one and other:
                        found.between(one, other)
        return found

    def agreement(self, tell: Tell = lambda *_: None) -> Agreement:
        """Return how far the annotators agree; versions of one sentence count once."""
        tally = Tally([store.annotator for store in self.stores], self._labels, self.versions.group)
        for article, views in self._read(tell):
            tally.add(article, views)
        return tally.agreement()

    def cases(
        self, gold: AnnotationStore | None = None, tell: Tell = lambda *_: None
    ) -> Iterator[tuple[Article, Case]]:
        """Yield what two annotators or more decided, agreed or not, with its article, article by article.

        `gold` tells what is settled.
        """
        for article, views in self._read(tell):
            named = {
                s.annotator: view for s, view in zip(self.stores, views, strict=True) if view is not None
            }
            if len(named) > 1:
                found = cases(article, named, self._view(gold, article) if gold else None)
                yield from ((article, case) for case in found)

    def disagreements(
        self, gold: AnnotationStore | None = None, tell: Tell = lambda *_: None
    ) -> Iterator[Case]:
        """Yield where annotators disagree, article by article; `gold` tells what is settled."""
        return (case for _, case in self.cases(gold, tell) if case.differs)

    def agreed(self, gold: AnnotationStore, tell: Tell = lambda *_: None) -> Iterator[Settled]:
        """Yield what all who decided say of sentences, two at least, where `gold` has not settled it yet."""
        for article, case in self.cases(gold, tell):
            if is_agreed(case):
                taken = case.taken([said.annotator for said in case.said])
                yield article, case.sentences, case.decided, taken

    def inconsistencies(self, store: AnnotationStore) -> list[Inconsistency]:
        """Return where one of the annotators labelled versions of a sentence differently."""
        views: dict[str, View | None] = {}

        def said(spot: Spot) -> Labels | None:
            if spot.article not in views:
                article = self._article(spot.article)
                views[spot.article] = self._view(store, article) if article else None
            view = views[spot.article]
            if view is None or not view.decided(spot.sentence):
                return None
            return frozenset(each.label for each in view.accepted(spot.sentence))

        return list(inconsistencies(self.versions, said))

    def _read(self, tell: Tell) -> Iterator[tuple[Article, list[View | None]]]:
        for done, article_id in enumerate(self.articles):
            tell(done, len(self.articles))
            if article := self._article(article_id):
                yield article, [self._view(store, article) for store in self.stores]

    def _article(self, article_id: str) -> Article | None:
        try:
            return self.corpus[article_id]
        except (KeyError, Changed, OSError) as error:
            self._complain(
                f"{article_id} is not there any more" if isinstance(error, KeyError) else str(error)
            )
            return None

    def _view(self, store: AnnotationStore, article: Article) -> View | None:
        try:
            record = store.load(article.id)
        except StoreError as error:
            self._complain(str(error))
            return None
        return None if record.empty else View(article, record)
