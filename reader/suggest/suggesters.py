"""The suggesters there are, by name."""

from collections.abc import Callable, Collection, Iterable
from types import MappingProxyType

from reader.corpus.article import Article
from reader.suggest import quotes
from reader.suggest.suggestion import Suggestion

ABOVE = 0.4
"""The score from which suggestions are shown if nobody says otherwise."""

SUGGESTERS: MappingProxyType[str, Callable[[Article], Iterable[Suggestion]]] = MappingProxyType(
    {quotes.NAME: quotes.suggest}
)


def suggest(
    article: Article, above: float = ABOVE, kinds: Collection[str] = (), labels: Collection[str] = ()
) -> list[Suggestion]:
    """Return what all suggesters propose for an article with a score of at least `above`, in order.

    `kinds` are values of the attribute `kind`, `labels` the labels that are wanted; none means all.
    """
    found = [
        each
        for suggester in SUGGESTERS.values()
        for each in suggester(article)
        if each.score >= above
        and (not labels or each.label in labels)
        and (not kinds or each.attributes.get("kind") in kinds)
    ]
    return sorted(found, key=lambda each: (each.start, each.end))
