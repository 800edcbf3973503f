"""Labels put together again from flat spans: parts of a name such as `quote.source` go to their label."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.exchange.incoming import IncomingLabel, IncomingPart
from reader.exchange.layers import split_layer


@dataclass(frozen=True, slots=True)
class FlatSpan:
    """A span of some format; `start` and `end` in code points, `id` names it in its record."""

    name: str
    start: int
    end: int
    id: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    score: float | None = None
    proposed: bool = False


def joined(
    found: Sequence[FlatSpan], text: str, annotator: str = "", links: Iterable[tuple[str, str]] = ()
) -> tuple[IncomingLabel, ...]:
    """Return labels with their parts.

    `links` are pairs of ids, of a span and of a part of it. A part without a link belongs to the smallest
    span of its label around it, else to the nearest one; a part without any makes a label of its own.
    """
    heads = [span for span in found if not split_layer(span.name)[1]]
    owners = {part: head for head, part in links}
    parts: dict[int, list[IncomingPart]] = {}
    alone: list[FlatSpan] = []
    for span in found:
        label, role = split_layer(span.name)
        if role:
            place = _owner(span, label, heads, owners)
            if place is None:
                alone.append(span)
            else:
                parts.setdefault(place, []).append(IncomingPart(role, span.start, span.end))
    made = [
        _label(head, split_layer(head.name)[0], text, annotator, tuple(parts.get(place, ())))
        for place, head in enumerate(heads)
    ]
    for span in alone:
        label, role = split_layer(span.name)
        made.append(_label(span, label, text, annotator, (IncomingPart(role, span.start, span.end),)))
    return tuple(made)


def _owner(span: FlatSpan, label: str, heads: Sequence[FlatSpan], owners: Mapping[str, str]) -> int | None:
    own = [place for place, head in enumerate(heads) if head.name == label]
    named = [place for place in own if heads[place].id and heads[place].id == owners.get(span.id)]
    if named:
        return named[0]
    around = [p for p in own if heads[p].start <= span.start and span.end <= heads[p].end]
    if around:
        return min(around, key=lambda place: heads[place].end - heads[place].start)
    return min(own, key=lambda p: max(heads[p].start - span.end, span.start - heads[p].end), default=None)


def _label(
    span: FlatSpan, label: str, text: str, annotator: str, parts: tuple[IncomingPart, ...]
) -> IncomingLabel:
    return IncomingLabel(
        label,
        span.start,
        span.end,
        text[span.start : span.end],
        parts,
        span.attributes,
        span.note,
        span.id,
        annotator,
        span.score,
        span.proposed,
    )
