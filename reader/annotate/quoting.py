"""What can be filled in of a label without asking: kind, parts and speaker of a quote, and names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reader.annotate.annotation import Annotation, Status
from reader.annotate.nearby import nearby
from reader.annotate.schema import Attribute, Kind, Label
from reader.corpus import attribution
from reader.corpus.article import Article
from reader.corpus.attribution import Attribution

SPEAKER = "speaker"
MOST_OFFERED = 9
MOST_NEAR = 12
SURE = 0.85
"""How sure it must be that somebody says something, for their name to be offered for other quotes."""
WHOLE = 20_000
BEFORE, AFTER = 9_000, 3_000
"""Code points read around a quote of an article longer than `WHOLE`: all of a book would take too long."""

Part = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """What to fill in of an annotation, and the names to choose from for its speaker, the likeliest first."""

    attributes: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Part, ...] | None = None
    speakers: tuple[str, ...] = ()


def offer(article: Article, annotation: Annotation, label: Label, known: Iterable[str] = ()) -> Offer:
    """Return what the words around an annotation say of it, as far as the label has room for it.

    What somebody said already is left as it is. `known` are names given before, the latest first. `parts` are
    all the annotation has then; None if they stay as they are.
    """
    if not any(each.name == SPEAKER for each in label.attributes):
        return Offer()
    around = _around(article, annotation.start)
    best = max(around, key=lambda each: _shared(each, annotation), default=None)
    if best is not None and not _shared(best, annotation):
        best = None
    said = _said(best)
    fitting = {
        each.name: said[each.name]
        for each in label.attributes
        if said.get(each.name) and _is_open(each, annotation) and not each.problem(said[each.name])
    }
    near = sorted(around, key=lambda each: abs(each.start - annotation.start))
    others = [each.speaker for each in near if each.source and each.score >= SURE]
    names = [said.get(SPEAKER, ""), *known, *others[:MOST_NEAR]]
    speakers = tuple(dict.fromkeys(filter(None, names)))[:MOST_OFFERED]
    return Offer(fitting, _parts(article, best, annotation, label), speakers)


def names_given(annotations: Iterable[Annotation]) -> list[str]:
    """Return the speakers that annotations name, each once, the latest first."""
    accepted = [each for each in annotations if each.status is Status.ACCEPTED]
    latest = sorted(accepted, key=lambda each: each.updated, reverse=True)
    return list(dict.fromkeys(str(name) for each in latest if (name := each.attributes.get(SPEAKER))))


def _said(found: Attribution | None) -> dict[str, str]:
    if found is None:
        return {"kind": "indirect"}
    return {"kind": found.kind, "medium": found.medium, SPEAKER: found.speaker}


def _is_open(attribute: Attribute, annotation: Annotation) -> bool:
    """Return whether nobody said the attribute yet: what is as the schema begins with, nobody said."""
    return annotation.attributes.get(attribute.name) in (None, attribute.default) and attribute.kind in (
        Kind.CHOICE,
        Kind.TEXT,
    )


def _parts(
    article: Article, found: Attribution | None, annotation: Annotation, label: Label
) -> tuple[Part, ...] | None:
    """Return the parts there are then: those there were, and of each role without any what is near."""
    if found is None:
        return None
    roles = {role.name for role in label.parts}
    parts = [(part.role, part.start, part.end) for part in annotation.parts]
    has = {part.role for part in annotation.parts}
    low, high = nearby(article, annotation.start, annotation.end)
    new = [
        (role, start, end)
        for role, start, end in _found_parts(found, annotation)
        if role in roles - has and low <= start and end <= high
    ]
    return (*parts, *new) if new else None


def _found_parts(found: Attribution, annotation: Annotation) -> Iterator[Part]:
    for start, end in found.contents:
        if start < annotation.end and end > annotation.start:
            yield "content", start, end
    if found.cue:
        yield "cue", *found.cue
    if found.source:
        yield "source", *found.source


def _shared(found: Attribution, annotation: Annotation) -> tuple[int, float] | tuple[()]:
    """Return how much of an annotation is what somebody says there, and how sure that is; () if nothing."""
    size = sum(
        max(0, min(end, annotation.end) - max(start, annotation.start)) for start, end in found.contents
    )
    return (size, found.score) if size else ()


def _around(article: Article, at: int) -> tuple[Attribution, ...]:
    """Return what is quoted and reported in an article, in a long one only around a place."""
    if len(article.text) <= WHOLE:
        return _found(article.text, 0, len(article.text))
    low = article.text.rfind("\n", 0, max(0, at - BEFORE)) + 1
    high = article.text.find("\n", at + AFTER)
    return _found(article.text, max(low, at - 2 * BEFORE), high if 0 <= high < at + 2 * AFTER else at + AFTER)


@lru_cache(8)
def _found(text: str, low: int, high: int) -> tuple[Attribution, ...]:
    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + low, span[1] + low

    return tuple(
        Attribution(
            tuple(map(moved, each.contents)),
            each.cue and moved(each.cue),
            each.source and moved(each.source),
            each.kind,
            each.medium,
            each.speaker,
            each.score,
        )
        for each in attribution.find(text[low:high])
    )
