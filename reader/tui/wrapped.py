"""The sentences of a comparison, wrapped for a width, and what stands behind them."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison
from reader.tui.wrap import displayed, wrap

ASIDE_GAP = 2
"""Cells between the end of a sentence and the words behind it."""


class Spot(NamedTuple):
    """One line of a sentence; `line` counts from 0 within the sentence."""

    version: int
    sentence: int
    line: int


class Blank(Enum):
    """A line without text.

    `AIR` stands between paragraphs, `REST` below text that is shorter than its neighbour, `GAP` where a
    version has nothing beside the others.
    """

    AIR = "air"
    REST = "rest"
    GAP = "gap"


class Wrapped:
    """The sentences of a comparison, wrapped at `width` cells.

    `asides` are short words that stand behind the end of a sentence, on a line of their own if they must.
    """

    def __init__(
        self, texts: Sequence[Sequence[str]], width: int, asides: Mapping[Place, str] | None = None
    ) -> None:
        self.texts = texts
        self.width = width
        self.asides = asides or {}
        self.starts = [[wrap(text, width) for text in version] for version in texts]
        self.heights = [[len(starts) for starts in version] for version in self.starts]
        for place, aside in self.asides.items():
            version, sentence = place
            last = texts[version][sentence][self.starts[version][sentence][-1] :].rstrip()
            if cell_len(last) + cell_len(aside) + ASIDE_GAP > width:
                self.heights[version][sentence] += 1

    def bounds(self, spot: Spot) -> tuple[int, int]:
        """Return the code points of the sentence that stand in this line."""
        version, sentence, line = spot
        starts = (*self.starts[version][sentence], len(self.texts[version][sentence]))
        return starts[min(line, len(starts) - 1)], starts[min(line + 1, len(starts) - 1)]

    def aside(self, spot: Spot) -> str:
        """Return what stands behind the text of this line, usually nothing."""
        version, sentence, line = spot
        last = line + 1 == self.heights[version][sentence]
        return self.asides.get(Place(version, sentence), "") if last and self.asides else ""


def displayed_texts(comparison: Comparison) -> list[list[str]]:
    """Return the sentences of all versions as they are displayed."""
    return [
        [displayed(article.text[sentence.start : sentence.end]) for sentence in article.sentences]
        for article in comparison.articles
    ]
