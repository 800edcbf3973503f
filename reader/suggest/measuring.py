"""How suggesters fare: what became of suggestions, and how right they are where nobody saw them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reader.annotate.annotation import Status
from reader.annotate.records import AnnotationStore
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.suggest.learning import held_out
from reader.suggest.suggesters import Suggester
from reader.suggest.suggestion import ABOVE, SUGGESTED


@dataclass(slots=True)
class Fare:
    """Counts of one suggester.

    `shown` are suggestions on sentences that are decided and were not held out; what became of them, where
    the annotator acted on the suggestion itself, is `accepted`, `edited` or `rejected`. On held-out sentences
    that are decided `right` were suggested and labelled, `wrong` suggested only, `missed` labelled only.
    """

    shown: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of suggestions on held-out sentences that are right, None without any."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of labels on held-out sentences that were suggested, None without any."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


def measure(
    articles: Iterable[Article],
    store: AnnotationStore,
    name: str,
    label: str,
    suggester: Suggester,
    above: float = ABOVE,
) -> Fare:
    """Return how a suggester of a label fares on articles that somebody decided about."""
    fare = Fare()
    for article in articles:
        view = View(article, store.read(article.id))
        _count_answers(view, name, fare)
        suggested = {
            sentence
            for each in suggester(article)
            if each.score >= above
            for sentence in view.sentences(each.start, each.end)
        }
        for each in article.sentences:
            if view.decided(each.index):
                labelled = bool(view.accepted(each.index, label))
                _count(fare, held_out(article.sentence_text(each.index)), each.index in suggested, labelled)
    return fare


def _count_answers(view: View, name: str, fare: Fare) -> None:
    for each in view.record.annotations.values():
        if each.origin.kind == SUGGESTED and each.origin.source == name:
            fare.rejected += each.status is Status.REJECTED
            fare.accepted += each.status is Status.ACCEPTED and each.updated == each.created
            fare.edited += each.status is Status.ACCEPTED and each.updated != each.created


def _count(fare: Fare, apart: bool, suggested: bool, labelled: bool) -> None:
    if not apart:
        fare.shown += suggested
    elif suggested:
        fare.right += labelled
        fare.wrong += not labelled
    else:
        fare.missed += labelled
