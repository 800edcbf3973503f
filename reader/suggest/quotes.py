"""Suggests quotes by rules, before anything is labelled: see `reader.corpus.attribution` for the rules."""

from collections.abc import Iterator
from types import MappingProxyType

from reader.corpus import attribution
from reader.corpus.article import Article
from reader.corpus.attribution import Attribution
from reader.suggest.suggestion import Part, Suggestion

NAME = "quotes"
LEARNED = "quotes, learned"
"""The name of the suggester in `reader.suggest.crf`."""
LABEL = "quote"


def suggest(article: Article) -> list[Suggestion]:
    """Return the quotes of an article in order, each over all its sentences, the doubtful ones too."""
    return [suggestion(each) for each in attribution.find(article.text)]


def suggestion(found: Attribution) -> Suggestion:
    """Return an attribution as a suggestion: it covers the content, its parts are content, cue and source."""
    attributes: dict[str, str] = {"kind": found.kind, "medium": found.medium}
    if found.speaker:
        attributes["speaker"] = found.speaker
    return Suggestion(
        NAME,
        LABEL,
        found.contents[0][0],
        found.contents[-1][1],
        found.score,
        tuple(parts(found)),
        MappingProxyType(attributes),
        found.reasons,
    )


def parts(found: Attribution) -> Iterator[Part]:
    """Yield content, cue and source of an attribution as parts of a quote."""
    for start, end in found.contents:
        yield "content", start, end
    for role, span in (("cue", found.cue), ("source", found.source)):
        if span:
            yield role, *span
