"""Where each sentence of a comparison stands: lines of text in panes, before anything is drawn.

A pane is a column of lines that scrolls as a whole. Lines count from 0 at the top of a pane. All layouts are
made from the sentences wrapped at one width, in time linear in the text; afterwards every question costs the
logarithm of the number of rows.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, StrEnum
from itertools import accumulate
from typing import NamedTuple, Protocol

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.tui.wrap import displayed, wrap


class View(StrEnum):
    """How versions are shown: in columns, one above the other, or what is the same only once."""

    SIDE = "side by side"
    STACKED = "stacked"
    MERGED = "one column"


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


class Span(NamedTuple):
    """The lines of a sentence in its pane, `bottom` exclusive."""

    pane: int
    top: int
    bottom: int


class Wrapped:
    """The sentences of a comparison, wrapped at `width` cells."""

    def __init__(self, texts: Sequence[Sequence[str]], width: int) -> None:
        self.texts = texts
        self.width = width
        self.starts = [[wrap(text, width) for text in version] for version in texts]
        self.heights = [[len(starts) for starts in version] for version in self.starts]

    def bounds(self, spot: Spot) -> tuple[int, int]:
        """Return the code points of the sentence that stand in this line."""
        version, sentence, line = spot
        starts = self.starts[version][sentence]
        last = line + 1 == len(starts)
        return starts[line], len(self.texts[version][sentence]) if last else starts[line + 1]


def displayed_texts(comparison: Comparison) -> list[list[str]]:
    """Return the sentences of all versions as they are displayed."""
    return [
        [displayed(article.text[sentence.start : sentence.end]) for sentence in article.sentences]
        for article in comparison.articles
    ]


class Layout(Protocol):
    """What a widget needs to know to draw and scroll."""

    panes: int

    def height(self, pane: int) -> int:
        """Return the number of lines of a pane."""

    def at(self, pane: int, y: int) -> Spot | Blank:
        """Return what stands in line `y` of a pane."""

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands, or the one that is shown in its place."""

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence that is shown for a sentence: nearly always itself."""


class Level:
    """One pane per version, rows level: what belongs together begins on the same line."""

    def __init__(self, comparison: Comparison, wrapped: Wrapped) -> None:
        self.panes = len(comparison.articles)
        self._comparison = comparison
        self._heights = wrapped.heights
        self._air = [int(begins) for begins in _paragraphs(comparison)]
        self._tops = [0]
        for row, air in zip(comparison.rows, self._air, strict=True):
            tallest = max(
                sum(map(heights.__getitem__, cell))
                for heights, cell in zip(self._heights, row.cells, strict=True)
            )
            self._tops.append(self._tops[-1] + air + tallest)

    def height(self, pane: int) -> int:  # noqa: ARG002
        """Return the number of lines, the same for every pane."""
        return self._tops[-1]

    def at(self, pane: int, y: int) -> Spot | Blank:
        """Return what stands in line `y` of a pane."""
        if not 0 <= y < self._tops[-1]:
            return Blank.REST
        row = bisect_right(self._tops, y) - 1
        line = y - self._tops[row] - self._air[row]
        cell = self._comparison.rows[row].cells[pane]
        if line < 0:
            before = self._comparison.rows[row - 1].cells[pane]
            return Blank.AIR if cell or before else Blank.GAP
        for sentence in cell:
            height = self._heights[pane][sentence]
            if line < height:
                return Spot(pane, sentence, line)
            line -= height
        return Blank.REST if cell else Blank.GAP

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands."""
        row = self._comparison.row_of(version, sentence)
        top = self._tops[row] + self._air[row]
        heights = self._heights[version]
        for other in self._comparison.rows[row].cells[version]:
            if other == sentence:
                break
            top += heights[other]
        return Span(version, top, top + heights[sentence])

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence itself."""
        return Place(version, sentence)


class Free:
    """One pane per version, each as dense as its own text: for scrolling the versions apart."""

    def __init__(self, comparison: Comparison, wrapped: Wrapped) -> None:
        self.panes = len(comparison.articles)
        self._heights = wrapped.heights
        self._air = [
            [
                int(index > 0 and article.sentences[index - 1].paragraph != sentence.paragraph)
                for index, sentence in enumerate(article.sentences)
            ]
            for article in comparison.articles
        ]
        self._tops = [
            list(accumulate((a + h for a, h in zip(air, heights, strict=True)), initial=0))
            for air, heights in zip(self._air, self._heights, strict=True)
        ]

    def height(self, pane: int) -> int:
        """Return the number of lines of a pane."""
        return self._tops[pane][-1]

    def at(self, pane: int, y: int) -> Spot | Blank:
        """Return what stands in line `y` of a pane."""
        tops = self._tops[pane]
        if not 0 <= y < tops[-1]:
            return Blank.REST
        sentence = bisect_right(tops, y) - 1
        line = y - tops[sentence] - self._air[pane][sentence]
        return Spot(pane, sentence, line) if line >= 0 else Blank.AIR

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands."""
        tops = self._tops[version]
        return Span(version, tops[sentence] + self._air[version][sentence], tops[sentence + 1])

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence itself."""
        return Place(version, sentence)


class Stacked:
    """One pane: the versions of a row above each other, the base first.

    With `once`, sentences that are the same as the base's are not repeated: the base's stand for them.
    """

    panes = 1

    def __init__(self, comparison: Comparison, wrapped: Wrapped, *, once: bool = False) -> None:
        self._comparison = comparison
        self._heights = wrapped.heights
        self._once = once
        versions = len(comparison.articles)
        self._order = (comparison.base, *(v for v in range(versions) if v != comparison.base))
        dense = versions == 1
        self._air = [
            int(begins if dense else index > 0 and (begins or not self._quiet(index)))
            for index, begins in enumerate(_paragraphs(comparison))
        ]
        rows = (
            air + sum(self._heights[place.version][place.sentence] for place in self._places(row))
            for row, air in enumerate(self._air)
        )
        self._tops = list(accumulate(rows, initial=0))

    def height(self, pane: int) -> int:  # noqa: ARG002
        """Return the number of lines."""
        return self._tops[-1]

    def at(self, pane: int, y: int) -> Spot | Blank:  # noqa: ARG002
        """Return what stands in line `y`."""
        if not 0 <= y < self._tops[-1]:
            return Blank.REST
        row = bisect_right(self._tops, y) - 1
        line = y - self._tops[row] - self._air[row]
        if line < 0:
            return Blank.AIR
        for version, sentence in self._places(row):
            height = self._heights[version][sentence]
            if line < height:
                return Spot(version, sentence, line)
            line -= height
        return Blank.REST

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands, or the one of the base that stands for it."""
        shown = self.shown(version, sentence)
        row = self._comparison.row_of(version, sentence)
        top = self._tops[row] + self._air[row]
        for place in self._places(row):
            if place == shown:
                break
            top += self._heights[place.version][place.sentence]
        return Span(0, top, top + self._heights[shown.version][shown.sentence])

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence of the base that stands for a sentence, or itself."""
        row = self._comparison.row_of(version, sentence)
        if not self._hidden(row, version):
            return Place(version, sentence)
        cells = self._comparison.rows[row].cells
        return Place(self._comparison.base, cells[self._comparison.base][cells[version].index(sentence)])

    def _places(self, row: int) -> Iterator[Place]:
        cells = self._comparison.rows[row].cells
        for version in self._order:
            if not self._hidden(row, version):
                for sentence in cells[version]:
                    yield Place(version, sentence)

    def _hidden(self, row: int, version: int) -> bool:
        if not self._once or version == self._comparison.base:
            return False
        return self._comparison.rows[row].relations[version] is Relation.SAME

    def _quiet(self, row: int) -> bool:
        """Tell whether neither this row nor the one before needs to be set off from the other."""
        return self._once and not self._comparison.differs(row) and not self._comparison.differs(row - 1)


def arrange(comparison: Comparison, wrapped: Wrapped, view: View, locked: bool) -> Layout:
    """Return the layout of `view`; side by side, the columns stay level only while they are `locked`."""
    if view is View.SIDE:
        return Level(comparison, wrapped) if locked else Free(comparison, wrapped)
    return Stacked(comparison, wrapped, once=view is View.MERGED)


def _paragraphs(comparison: Comparison) -> Iterator[bool]:
    """Tell for each row whether a paragraph begins there in any version; never before the first row."""
    starts = [
        {s.index for s in article.sentences if s.paragraph != article.sentences[s.index - 1].paragraph}
        for article in comparison.articles
    ]
    for index, row in enumerate(comparison.rows):
        yield index > 0 and any(
            cell and (cell[0] == 0 or cell[0] in begins)
            for cell, begins in zip(row.cells, starts, strict=True)
        )


class Column(NamedTuple):
    """Where a pane is drawn: first cell and number of cells."""

    x: int
    width: int


SEPARATOR = 1
MEASURE = 96
"""Text wider than this is hard to read: the eye loses the line."""


def columns(width: int, panes: int, gutter: int) -> list[Column]:
    """Return where `panes` panes are drawn in `width` cells; a single one is centred when it is narrower."""
    each = (width - SEPARATOR * (panes - 1)) // max(1, panes)
    if panes == 1:
        pane = min(each, gutter + MEASURE)
        return [Column((width - pane) // 2, pane)]
    return [Column(index * (each + SEPARATOR), each) for index in range(panes)]
