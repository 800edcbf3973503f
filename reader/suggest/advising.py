"""What suggesters say of the articles being read: proposals, how likely each sentence is a claim, and why."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from reader.annotate.carry import Kin
from reader.annotate.proposals import Proposal
from reader.annotate.records import AnnotationStore, StoreError
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.suggest import claims, quotes
from reader.suggest.claims import Claims
from reader.suggest.learning import decisions
from reader.suggest.proposing import MOST_ARTICLES, Suggesting
from reader.suggest.suggesters import EVERYTHING, Suggester, suggest
from reader.suggest.suggestion import SUGGESTED, Shown, Suggestion

LONGEST = 1.0
"""Seconds of learning beyond which it is done once, and not again after some decisions."""


class Adviser:
    """Suggests for articles that were read; `session.suggest(adviser)`.

    `read` and `learn` take time and belong into a worker; everything else costs nothing. What is `shown` can
    be changed: an article has other suggestions then once it is read again.
    """

    def __init__(
        self,
        store: AnnotationStore,
        shown: Shown = EVERYTHING,
        kin: Callable[[], Kin | None] = lambda: None,
    ) -> None:
        self.shown = shown
        self._store = store
        self._known = Claims()
        self._quoted: Suggester = quotes.suggest
        self._taught = 0
        self._looked = False
        self._took = -1.0
        self._suggesting = Suggesting(
            lambda article: suggest(article, self.shown, self._known, self._quoted), kin=kin
        )
        self._read: OrderedDict[tuple[str, str], _Reading] = OrderedDict()

    def __call__(self, view: View, sentence: int) -> Sequence[Proposal]:
        """Return what is suggested for a sentence."""
        return self._suggesting(view, sentence)

    def withheld(self, article: Article, sentence: int) -> bool:
        """Tell whether nothing is suggested for a sentence before it is decided."""
        return self._suggesting.withheld(article, sentence)

    def learn(self, *, again: bool = False) -> None:
        """Learn from what the annotator decided so far; `again` only if that is quick."""
        if self._took >= 0 and (not again or self._took > LONGEST):
            return
        begun = monotonic()
        self._known = Claims.learned(decisions(self._store))
        self._took = monotonic() - begun

    def teach(self, corpus: Corpus, cancelled: Callable[[], bool], *, again: bool = False) -> bool:
        """Learn quotes from the annotator's finished articles; tell whether articles are to be read again.

        Done once, and `again` when one more is finished. Without the extra `crf`, or with too few articles,
        nothing is learned. Takes seconds; what goes wrong leaves everything as it was.
        """
        if self._looked and not again:
            return False
        self._looked = True
        from reader.suggest import apart, crf

        if not crf.installed():
            return False
        try:
            learned = apart.taught(corpus, self._store, self._taught, cancelled)
        except (OSError, ValueError, KeyError, StoreError, Changed, sqlite3.Error):
            return False
        if learned is None:
            return False
        self._taught, model = learned
        self._quoted = model.suggest
        return True

    def read(self, article: Article) -> None:
        """Find what is suggested for an article; of one read before, only claims are ranked anew."""
        key = article.id, article.digest
        quoted, known = self._quoted, self._read.get(key)
        if known is None or known.quoted is not quoted:
            known = _Reading(quoted, list(quoted(article)), claims.unread_of(article))
        likely = claims.suggest(article, self._known, known.unread, explain=False)
        by_start = {sentence.start: sentence.index for sentence in article.sentences}
        known.scores = {by_start[each.start]: each.score for each in likely}
        self._suggesting.take(article, (s for s in (*known.quotes, *likely) if s in self.shown))
        self._read[key] = known
        self._read.move_to_end(key)
        while len(self._read) > MOST_ARTICLES:
            self._read.popitem(last=False)

    def scores(self, article: Article) -> dict[int, float]:
        """Return how likely each sentence is a claim; nothing for an article that was not read."""
        known = self._read.get((article.id, article.digest))
        return known.scores if known else {}

    def reasons(self, article: Article, proposed: Proposal) -> tuple[str, ...]:
        """Return in words why something is suggested; nothing for what others propose."""
        if proposed.origin.kind != SUGGESTED:
            return ()
        if proposed.origin.source == claims.NAME:
            return tuple(self._known.reasons(proposed.text))
        known = self._read.get((article.id, article.digest))
        at = (proposed.start, proposed.end)
        return next((q.reasons for q in known.quotes if (q.start, q.end) == at), ()) if known else ()


@dataclass(slots=True)
class _Reading:
    """What is known of one article: quotes, who found them, sentences with nothing of their own, scores."""

    quoted: Suggester
    quotes: list[Suggestion]
    unread: frozenset[int]
    scores: dict[int, float] = field(default_factory=dict)
