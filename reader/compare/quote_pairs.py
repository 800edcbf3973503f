"""Quotations that stand in several versions, and how their wordings stand to each other."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reader.compare.words import WordDiff
from reader.corpus.quotations import Quotation


class Wording(StrEnum):
    """How the words of a quotation in one version stand to its words in another."""

    SAME = "same"
    PART = "part"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation where it stands: `version` counts the articles, `sentences` are those it touches.

    `words` is what was said: the pieces of the quotation in one, without marks and interruptions.
    """

    version: int
    quotation: Quotation
    sentences: tuple[int, ...]
    words: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; spans are code points of the article, end exclusive."""
        return {
            "version": self.version,
            "spans": [list(span) for span in self.quotation.spans],
            "closed": self.quotation.closed,
            "sentences": list(self.sentences),
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class QuotePair:
    """The same quotation in two versions; `diff` leads from the words of `a` to those of `b`.

    `similarity` is the share of words in common (0 to 1); what one side leaves off at the ends does not
    count.
    """

    a: Place
    b: Place
    wording: Wording
    similarity: float
    diff: WordDiff

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; hunks are code points of the words of `a` and of `b`."""
        return {
            "a": self.a.to_dict(),
            "b": self.b.to_dict(),
            "wording": self.wording.value,
            "similarity": round(self.similarity, 3),
            "hunks": [
                {
                    "kind": hunk.kind.value,
                    "a": list(hunk.a),
                    "b": list(hunk.b),
                    "flags": sorted(flag.value for flag in hunk.flags),
                }
                for hunk in self.diff.hunks
            ],
        }


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The same quotation over a story: its wordings, the one with most places first, each with its places.

    `pairs` lead from the first wording to each of the others.
    """

    wordings: tuple[tuple[Place, ...], ...]
    pairs: tuple[QuotePair, ...]

    @property
    def altered(self) -> bool:
        """Whether any version has other words than the first wording, rather than fewer or more of them."""
        return any(pair.wording is Wording.ALTERED for pair in self.pairs)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "altered": self.altered,
            "wordings": [[place.to_dict() for place in places] for places in self.wordings],
            "pairs": [pair.to_dict() for pair in self.pairs],
        }
