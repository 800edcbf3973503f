"""What is found: an attribution, the words somebody is said to have said, written or thought."""

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Kind = Literal["direct", "mixed", "indirect"]
Medium = Literal["speech", "writing", "thought"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words or thoughts given as somebody's own.

    All spans are code points into the text, end exclusive. `contents` are sorted and disjoint and have their
    quotation marks; `cue` are the words that introduce them, `source` is the mention of whose they are.
    `speaker` is the full name as the article has it elsewhere, or the mention as it stands, or empty. `score`
    lies between 0 and 1; `reasons` say in words what speaks for it and against it.
    """

    contents: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: Kind
    medium: Medium
    speaker: str
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the first of its parts begins."""
        return min(span[0] for span in self.spans)

    @property
    def end(self) -> int:
        """Where the last of its parts ends."""
        return max(span[1] for span in self.spans)

    @property
    def spans(self) -> list[Span]:
        """All parts: contents, cue, source."""
        return [*self.contents, *(span for span in (self.cue, self.source) if span)]
