"""What a format finds in a file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """The cleaned text of one article with whatever the file says about it.

    `key` tells the articles of one file apart; it is empty if the file is one article. `line` is where the
    article starts in a file of many, counted from 1.
    """

    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a file that could not be read; `line` counts from 1."""

    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many records follow in a file of many; said before them."""

    records: int


Found = Document | Flaw | Ahead
Reader = Callable[[str], Iterator[Found]]
"""Takes the decoded, not yet cleaned text of a file."""
