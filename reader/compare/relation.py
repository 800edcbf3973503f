"""What two articles are to each other, with the evidence a person can check."""

from dataclasses import dataclass, field
from enum import StrEnum


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
    occur more than once, `numbers_kept` and `order_kept` shares; all 0 to 1. `source` is, for a spun copy, the
    likely source: "base" or "other"; empty when it cannot be told.
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
