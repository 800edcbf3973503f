"""What is said about an article: annotations, and decisions about sentences that carry no label."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})
UNLABELLED = "no label"
"""What it is called that a sentence carries none."""


class Status(StrEnum):
    """Whether a person stands behind an annotation."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    REJECTED = "rejected"


class State(StrEnum):
    """How far an article is."""

    TODO = "todo"
    IN_PROGRESS = "in progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What finds a piece of text again after its article changed.

    `prefix` and `suffix` are what stood before and after it: up to 32 characters, more where the same words
    stand in the same surroundings more than once. `digest` is the SHA-256 of the cleaned text it was marked
    in, and `copies` says how often the same words stood in that text.
    """

    prefix: str = ""
    suffix: str = ""
    digest: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an annotation with a role, as `content`, `cue` and `source` of a quote."""

    role: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an annotation or a decision came from.

    `kind` is `manual`, `carried`, `suggested`, `imported` or `adjudicated`; `source` is the annotation,
    suggester or file it came from, with `score` if that gave one. What was carried also names the `article`
    it came from and the `wording` it stood on there.
    """

    kind: str = "manual"
    source: str = ""
    score: float | None = None
    article: str = ""
    wording: str = ""


MANUAL = Origin()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One label on a piece of one article.

    `start` and `end` are Unicode code points into the cleaned text, end exclusive; `text` is exactly what
    stands there. `sentences` are the sentence indices it touched when it was made. `created` and `updated`
    are UTC in ISO 8601.
    """

    id: str
    article: str
    label: str
    start: int
    end: int
    text: str
    sentences: tuple[int, ...]
    anchor: Anchor
    annotator: str
    created: str
    updated: str
    parts: tuple[Part, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    note: str = ""
    origin: Origin = MANUAL
    status: Status = Status.ACCEPTED


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a sentence besides its labels: that it is decided, and a note.

    A sentence that is decided and has no label is a true negative for training.
    """

    start: int
    end: int
    text: str
    anchor: Anchor = Anchor()
    decided: bool = False
    note: str = ""
    updated: str = ""
    origin: Origin = MANUAL
