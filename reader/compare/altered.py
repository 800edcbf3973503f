"""The same quotation in several versions, and where its words were altered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reader.compare.comparison import Comparison
from reader.compare.words import WordDiff
from reader.corpus.article import Article
from reader.corpus.quotations import Quotation


class Wording(StrEnum):
    """How the words of a quotation in one version stand to its words in another."""

    SAME = "same"
    PART = "part"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation where it stands: `version` counts the articles, `sentences` the sentences it touches.

    `words` are its words with everything else of its sentences, the marks and the interruptions left out.
    """

    version: int
    quotation: Quotation
    sentences: tuple[int, ...]
    words: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {}


@dataclass(frozen=True, slots=True)
class QuotePair:
    """The same quotation in two versions; `diff` leads from the words of `a` to those of `b`."""

    a: Place
    b: Place
    wording: Wording
    similarity: float
    diff: WordDiff

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {}


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The same quotation over a story: its wordings, the commonest first, each with the places it stands in."""

    wordings: tuple[tuple[Place, ...], ...]
    altered: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {}


def altered(comparison: Comparison) -> list[QuotePair]:
    """Return the quotations that two versions of `comparison` share, by their places."""
    return []


def across(articles: Sequence[Article]) -> list[QuoteGroup]:
    """Return the quotations that stand in more than one of `articles`, by their first places."""
    return []
