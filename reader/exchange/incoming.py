"""What an import brings: labels on a text, before it is known which article that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class IncomingPart(NamedTuple):
    """A part of a label, at its offsets in the same text; `words` is what should stand there, if known."""

    role: str
    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class IncomingLabel:
    """A label on `text[start:end]` of its article, in code points; `words` is what should stand there.

    `start` is None where the format gives only the words. `id` names it within its file; `annotator` is who
    gave it, as the file says; `proposed` says that nobody has accepted it yet.
    """

    label: str
    start: int | None
    end: int | None
    words: str
    parts: tuple[IncomingPart, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    id: str = ""
    annotator: str = ""
    score: float | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file says about one article, or about a piece of it.

    `article` is an id, `digest` the SHA-256 of the cleaned text; `text` is what the offsets count in: the
    whole article or, if `sentence`, a part of it; if it is empty, the text of that article. `decided` are
    pieces of it that somebody looked at. `index` is the number of the sentence, and `start` its offset in the
    article, if the file gives them: it may stand there more than once. `where` names file and line, or
    record, for messages.
    """

    where: str
    article: str = ""
    digest: str = ""
    text: str = ""
    sentence: bool = False
    index: int | None = None
    start: int | None = None
    labels: tuple[IncomingLabel, ...] = ()
    decided: tuple[tuple[int, int], ...] = ()
