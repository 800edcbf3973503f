"""What two articles are to each other, with the evidence a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reader.compare.align import Alignment, EdgeKind


class Kinship(StrEnum):
    """What one article is to another."""

    SAME_TEXT = "same text"
    UPDATE = "update"
    REWRITE = "rewrite"
    SPUN = "spun copy"
    PASSAGES = "shares passages"
    EVENT = "same event"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Substitution:
    """`count` times the word `old` of the base stands as `new` in the other version."""

    old: str
    new: str
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How two articles relate. Counts are sentences: of the other version, `deleted` of the base.

    `share` is the share of words lying in aligned sentences, `repeated` the share of word substitutions that
    occur more than once, `numbers_kept` and `order_kept` shares; all 0 to 1. `source` is, for a spun copy,
    the likely source: "base" or "other"; empty when it cannot be told.
    """

    kinship: Kinship
    kept: int
    edited: int
    added: int
    deleted: int
    moved: int
    share: float
    numbers_kept: float = 1.0
    order_kept: float = 1.0
    substitutions: tuple[Substitution, ...] = field(default=())
    repeated: float = 0.0
    source: str = ""


def summarize(a: Sequence[str], b: Sequence[str], alignment: Alignment) -> Summary:
    """Return what `b` is to `a`, given their sentences and alignment."""
    in_a = {e.i for e in alignment.edges}
    in_b = {e.j for e in alignment.edges}
    same = {e.j for e in alignment.edges if e.kind is EdgeKind.SAME}
    moved = {e.j for e in alignment.edges if e.kind is EdgeKind.MOVED} - same
    words = [len(s.split()) for s in (*a, *b)]
    aligned = sum(len(a[i].split()) for i in in_a) + sum(len(b[j].split()) for j in in_b)
    share = aligned / sum(words) if sum(words) else 1.0
    return Summary(
        Kinship.UPDATE if share >= 0.6 else Kinship.UNRELATED,
        kept=len(same),
        edited=len(in_b - same - moved),
        added=len(b) - len(in_b),
        deleted=len(a) - len(in_a),
        moved=len(moved),
        share=share,
    )
