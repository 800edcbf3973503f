"""What a format finds in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """The cleaned text of one article with whatever the file says about it.

    Attributes:
        text: the article, made harmless.
        metadata: everything else the file says, as values JSON has, made harmless.
        key: tells the articles of one file (or member) apart; empty if it is one article.
        line: where the article starts in a file of many, counted from 1.
        member: its path inside an archive, in POSIX form and harmless; empty if it is in none.
        at: offset and length in bytes of the part of the file from which `sources.fetch` makes the document
            again, the end of a line included; None if that takes reading the file from its start.
        title, source, date, url: what the metadata say, each one harmless line; empty if they say nothing.
    """

    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    line: int | None = None
    member: str = ""
    at: tuple[int, int] | None = None
    title: str = ""
    source: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a file that could not be read; `line` counts from 1, `member` is a path in an archive."""

    reason: str
    line: int | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many bytes of the file on disk are consumed; said from time to time."""

    bytes: int


Found = Document | Flaw | Reached
