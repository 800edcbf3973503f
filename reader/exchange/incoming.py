"""What an import brings: labels on a text, before it is known which article that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class IncomingLabel:
    """A label on `text[start:end]` of its article, in code points; `words` is what should stand there.

    `start` is None where the format gives only the words. `parts` are (role, start, end). `id` names it
    within its file; `annotator` is who gave it, as the file says.
    """

    label: str
    start: int | None
    end: int | None
    words: str
    parts: tuple[tuple[str, int, int], ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    id: str = ""
    annotator: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file says about one article, or about a piece of it.

    `article` is an id, `digest` the SHA-256 of the cleaned text; `text` is what the offsets count in: the
    whole article or, if `sentence`, a part of it; if it is empty, the text of that article. `decided` are
    pieces of it that somebody looked at. `index` is the number of the sentence, if the file gives it: it may
    stand in the article more than once. `where` names file and line, or record, for messages.
    """

    where: str
    article: str = ""
    digest: str = ""
    text: str = ""
    sentence: bool = False
    index: int | None = None
    labels: tuple[IncomingLabel, ...] = ()
    decided: tuple[tuple[int, int], ...] = ()
