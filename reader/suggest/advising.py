"""What suggesters say of the articles being read: proposals, how likely each sentence is a claim, and why."""

from collections import OrderedDict
from collections.abc import Sequence
from time import monotonic

from reader.annotate.proposals import Proposal
from reader.annotate.records import AnnotationStore
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.suggest import claims
from reader.suggest.claims import Claims
from reader.suggest.learning import decisions
from reader.suggest.proposing import MOST_ARTICLES, Suggesting, proposal
from reader.suggest.suggesters import suggest

LONGEST = 1.0
"""Seconds of learning beyond which it is done once, and not again after some decisions."""


class Adviser:
    """Suggests for articles that were read; `session.suggest(adviser)`.

    `read` and `learn` take time and belong into a worker; everything else costs nothing.
    """

    def __init__(self, store: AnnotationStore, above: float) -> None:
        self.above = above
        self._store = store
        self._known = Claims()
        self._took = -1.0
        self._suggesting = Suggesting(lambda article: suggest(article, self.above, known=self._known))
        self._scores: OrderedDict[tuple[str, str], dict[int, float]] = OrderedDict()
        self._reasons: OrderedDict[tuple[str, str], dict[str, tuple[str, ...]]] = OrderedDict()

    def __call__(self, view: View, sentence: int) -> Sequence[Proposal]:
        """Return what is suggested for a sentence."""
        return self._suggesting(view, sentence)

    def learn(self, *, again: bool = False) -> None:
        """Learn from what the annotator decided so far; `again` only if that is quick."""
        if self._took >= 0 and (not again or self._took > LONGEST):
            return
        begun = monotonic()
        self._known = Claims.learned(decisions(self._store))
        self._took = monotonic() - begun

    def read(self, article: Article) -> None:
        """Find what is suggested for an article."""
        key = article.id, article.digest
        self._suggesting.read(article)
        self._scores[key] = {
            sentence: each.score
            for each in claims.suggest(article, self._known)
            for sentence in proposal(article, each).sentences
        }
        self._reasons[key] = {
            proposal(article, each).id: each.reasons
            for each in suggest(article, self.above, known=self._known)
        }
        for kept in (self._scores, self._reasons):
            while len(kept) > MOST_ARTICLES:
                kept.popitem(last=False)

    def scores(self, article: Article) -> dict[int, float]:
        """Return how likely each sentence is a claim; nothing for an article that was not read."""
        return self._scores.get((article.id, article.digest), {})

    def reasons(self, article: Article, proposed: Proposal) -> tuple[str, ...]:
        """Return in words why something is suggested; nothing for what others propose."""
        return self._reasons.get((article.id, article.digest), {}).get(proposed.id, ())
