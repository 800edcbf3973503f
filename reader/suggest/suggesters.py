"""The suggesters there are, by name."""

from collections.abc import Callable, Collection, Iterable, Mapping

from reader.corpus.article import Article
from reader.suggest import claims, quotes
from reader.suggest.claims import Claims
from reader.suggest.suggestion import Suggestion

ABOVE = 0.5
"""The score from which suggestions are shown if nobody says otherwise."""
NOTHING_LEARNED = Claims()

Suggester = Callable[[Article], Iterable[Suggestion]]


def suggesters(
    known: Claims = NOTHING_LEARNED, quoted: Suggester = quotes.suggest
) -> Mapping[str, Suggester]:
    """Return the suggesters by name.

    `known` is what an annotator's decisions taught of claims, `quoted` suggests quotes (see `crf`).
    """
    return {quotes.NAME: quoted, claims.NAME: lambda article: claims.suggest(article, known)}


def suggest(
    article: Article,
    above: float = ABOVE,
    kinds: Collection[str] = (),
    labels: Collection[str] = (),
    known: Claims = NOTHING_LEARNED,
    quoted: Suggester = quotes.suggest,
) -> list[Suggestion]:
    """Return what all suggesters propose for an article with a score of at least `above`, in order.

    `kinds` are values of the attribute `kind`, `labels` the labels that are wanted; none means all.
    """
    found = [
        each
        for suggester in suggesters(known, quoted).values()
        for each in suggester(article)
        if each.score >= above
        and (not labels or each.label in labels)
        and (not kinds or each.attributes.get("kind") in kinds)
    ]
    return sorted(found, key=lambda each: (each.start, each.end))
