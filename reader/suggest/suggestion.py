"""What a suggester proposes for an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.annotate.annotation import NOTHING, Origin
from reader.annotate.proposals import SUGGESTED

__all__ = ["ABOVE", "KINDS", "SUGGESTED", "Part", "Shown", "Suggestion"]

ABOVE = 0.5
"""The score from which suggestions are shown if nobody says otherwise."""
KINDS = ("direct", "mixed", "indirect")
"""What the attribute `kind` of a suggested quote can be."""

Part = tuple[str, int, int]
"""A piece of a suggestion with its role: (role, start, end)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A label that may be put on `text[start:end]` of an article, for a person to accept or to reject.

    Offsets are code points, end exclusive; parts may stand outside of `start` and `end`, as cue and source
    do. `score` lies between 0 and 1, `reasons` say in words what it rests on.
    """

    suggester: str
    label: str
    start: int
    end: int
    score: float
    parts: tuple[Part, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    reasons: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin:
        """What an annotation made from it says of where it came from."""
        return Origin(SUGGESTED, self.suggester, self.score)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which suggestions a person wants to see: those with at least the score `above`.

    `without` names labels, and kinds of quotes, that are not wanted.
    """

    above: float = ABOVE
    without: frozenset[str] = frozenset()

    def __contains__(self, suggestion: Suggestion) -> bool:
        """Tell whether a suggestion is wanted."""
        kind = suggestion.attributes.get("kind")
        return suggestion.score >= self.above and self.without.isdisjoint((suggestion.label, kind))
