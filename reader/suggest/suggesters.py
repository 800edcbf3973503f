"""The suggesters there are, by name."""

from collections.abc import Callable, Iterable, Mapping

from reader.corpus.article import Article
from reader.suggest import claims, quotes
from reader.suggest.claims import Claims
from reader.suggest.suggestion import KINDS, Shown, Suggestion

OFFERED = {quotes.LABEL: KINDS, claims.LABEL: ()}
"""The labels that are suggested, each with the kinds there are of it."""
NOTHING_LEARNED = Claims()
EVERYTHING = Shown()

Suggester = Callable[[Article], Iterable[Suggestion]]


def suggesters(
    known: Claims = NOTHING_LEARNED, quoted: Suggester = quotes.suggest
) -> Mapping[str, Suggester]:
    """Return the suggesters by name.

    `known` is what an annotator's decisions taught of claims, `quoted` suggests quotes (see `crf`): by rules
    and, of those, what was learned.
    """

    def quotes_of(name: str) -> Suggester:
        return lambda article: [each for each in quoted(article) if each.suggester == name]

    learned = {} if quoted is quotes.suggest else {quotes.LEARNED: quotes_of(quotes.LEARNED)}
    return {
        quotes.NAME: quotes_of(quotes.NAME),
        **learned,
        claims.NAME: lambda article: claims.suggest(article, known),
    }


def suggest(
    article: Article,
    shown: Shown = EVERYTHING,
    known: Claims = NOTHING_LEARNED,
    quoted: Suggester = quotes.suggest,
) -> list[Suggestion]:
    """Return what all suggesters propose for an article of what is to be `shown`, in order."""
    found = [each for each in (*quoted(article), *claims.suggest(article, known)) if each in shown]
    return sorted(found, key=lambda each: (each.start, each.end))
