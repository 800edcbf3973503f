"""Where each sentence of a comparison stands: lines of text in panes, before anything is drawn.

A pane is a column of lines that scrolls as a whole. Lines count from 0 at the top of a pane. All layouts are
made from the sentences wrapped at one width, in time linear in the text; afterwards every question costs the
logarithm of the number of rows.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, Protocol

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.tui.blocks import Block, in_blocks
from reader.tui.folds import Fold, Folds, Item
from reader.tui.wrapped import Blank, Spot, Wrapped


class View(StrEnum):
    """How versions are shown: in columns, one above the other, or what is the same only once."""

    SIDE = "side by side"
    STACKED = "stacked"
    MERGED = "unified"


class Span(NamedTuple):
    """The lines of a sentence in its pane, `bottom` exclusive."""

    pane: int
    top: int
    bottom: int


class Layout(Protocol):
    """What a widget needs to know to draw and scroll."""

    panes: int

    def height(self, pane: int) -> int:
        """Return the number of lines of a pane."""

    def at(self, pane: int, y: int) -> Spot | Blank | Fold:
        """Return what stands in line `y` of a pane."""

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands, or what is shown in its place."""

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence that is shown for a sentence: nearly always itself.

        For all sentences of a version in a fold it is the first of them.
        """

    def fold(self, version: int, sentence: int) -> Fold | None:
        """Return the fold in which a sentence is hidden."""


class Rows:
    """The lines of all that is shown of a comparison: rows and folds, one below the other."""

    def __init__(self, items: Sequence[Item | Block], heights: Sequence[int], airs: Sequence[int]) -> None:
        """Lay out rows of `heights` lines with `airs` blank lines above them; folds take one line."""
        self.items = items
        self._items_of = [0] * len(heights)
        self.airs: list[int] = []
        self.tops = [0]
        for index, item in enumerate(self.items):
            after_fold = index > 0 and isinstance(self.items[index - 1], Fold)
            if isinstance(item, Fold):
                air, height = int(index > 0), 1
            elif isinstance(item, Block):
                air, height = max(item.air, int(after_fold)), item.height
            else:
                air, height = max(airs[item], int(after_fold)), heights[item]
                self._items_of[item] = index
            if isinstance(item, Fold | Block):
                self._items_of[item.first : item.last + 1] = [index] * (item.last + 1 - item.first)
            self.airs.append(air)
            self.tops.append(self.tops[-1] + air + height)

    @property
    def height(self) -> int:
        """The number of lines."""
        return self.tops[-1]

    def at(self, y: int) -> tuple[int, Item | Block, int]:
        """Return the index of the item in line `y`, the item, and the line in it, -1 for the air above."""
        index = bisect_right(self.tops, y) - 1
        return index, self.items[index], max(-1, y - self.tops[index] - self.airs[index])

    def before(self, index: int) -> Item | Block | None:
        """Return the item above the one of this index."""
        return self.items[index - 1] if index else None

    def fold(self, row: int) -> Fold | None:
        """Return the fold in which a row is hidden."""
        item = self.item(row)
        return item if isinstance(item, Fold) else None

    def item(self, row: int) -> Item | Block:
        """Return what a row is shown as."""
        return self.items[self._items_of[row]]

    def top(self, row: int) -> int:
        """Return the first line of a row, or of the fold it is hidden in."""
        index = self._items_of[row]
        return self.tops[index] + self.airs[index]


class Level:
    """One pane per version, rows level: what belongs together begins on the same line.

    What stands alone in one version stands beside what stands alone at the same place in another.
    """

    def __init__(self, comparison: Comparison, wrapped: Wrapped, folds: Folds) -> None:
        self.panes = len(comparison.articles)
        self._comparison = comparison
        self._heights = wrapped.heights
        tallest = [
            max(
                sum(map(heights.__getitem__, cell))
                for heights, cell in zip(self._heights, row.cells, strict=True)
            )
            for row in comparison.rows
        ]
        items = list(in_blocks(comparison, self._heights, folds.items()))
        self._rows = Rows(items, tallest, list(map(int, _paragraphs(comparison))))

    def height(self, pane: int) -> int:  # noqa: ARG002
        """Return the number of lines, the same for every pane."""
        return self._rows.height

    def at(self, pane: int, y: int) -> Spot | Blank | Fold:
        """Return what stands in line `y` of a pane."""
        if not 0 <= y < self._rows.height:
            return Blank.REST
        index, item, line = self._rows.at(y)
        if isinstance(item, Fold):
            return item if line >= 0 else Blank.AIR
        cell = self._sentences(item, pane)
        if line < 0:
            before = self._rows.before(index)
            beside = isinstance(before, Fold) or (before is not None and self._sentences(before, pane))
            return Blank.AIR if cell or beside else Blank.GAP
        if isinstance(item, Block):
            return item.at(pane, line)
        for sentence in cell:
            height = self._heights[pane][sentence]
            if line < height:
                return Spot(pane, sentence, line)
            line -= height
        return Blank.REST if cell else Blank.GAP

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands, or the fold it is hidden in."""
        row = self._comparison.row_of(version, sentence)
        top = self._rows.top(row)
        item = self._rows.item(row)
        if isinstance(item, Fold):
            return Span(version, top, top + 1)
        heights = self._heights[version]
        if isinstance(item, Block):
            top += item.top(version, sentence)
            return Span(version, top, top + heights[sentence])
        for other in self._comparison.rows[row].cells[version]:
            if other == sentence:
                break
            top += heights[other]
        return Span(version, top, top + heights[sentence])

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence itself, or the first of those that are folded with it."""
        return _first_folded(self.fold(version, sentence), version) or Place(version, sentence)

    def fold(self, version: int, sentence: int) -> Fold | None:
        """Return the fold in which a sentence is hidden."""
        return self._rows.fold(self._comparison.row_of(version, sentence))

    def _sentences(self, item: int | Block, pane: int) -> Sequence[int]:
        return item.columns[pane] if isinstance(item, Block) else self._comparison.rows[item].cells[pane]


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

    def fold(self, version: int, sentence: int) -> Fold | None:  # noqa: ARG002
        """Return None: versions that scroll apart have nothing to fold together."""
        return None


class Stacked:
    """One pane: the versions of a row above each other, the base first.

    With `once`, sentences that are the same as the base's are not repeated: the base's stand for them.
    """

    panes = 1

    def __init__(self, comparison: Comparison, wrapped: Wrapped, folds: Folds, *, once: bool = False) -> None:
        self._comparison = comparison
        self._heights = wrapped.heights
        self._once = once
        versions = len(comparison.articles)
        self._order = (comparison.base, *(v for v in range(versions) if v != comparison.base))
        dense = versions == 1
        air = [
            int(begins if dense else index > 0 and (begins or not self._quiet(index)))
            for index, begins in enumerate(_paragraphs(comparison))
        ]
        heights = [
            sum(self._heights[place.version][place.sentence] for place in self._places(row))
            for row in range(len(comparison.rows))
        ]
        self._rows = Rows(folds.items(), heights, air)

    def height(self, pane: int) -> int:  # noqa: ARG002
        """Return the number of lines."""
        return self._rows.height

    def at(self, pane: int, y: int) -> Spot | Blank | Fold:  # noqa: ARG002
        """Return what stands in line `y`."""
        if not 0 <= y < self._rows.height:
            return Blank.REST
        _, item, line = self._rows.at(y)
        if line < 0:
            return Blank.AIR
        if not isinstance(item, int):
            return item if isinstance(item, Fold) else Blank.REST
        for version, sentence in self._places(item):
            height = self._heights[version][sentence]
            if line < height:
                return Spot(version, sentence, line)
            line -= height
        return Blank.REST

    def span(self, version: int, sentence: int) -> Span:
        """Return where a sentence stands, or what stands for it."""
        row = self._comparison.row_of(version, sentence)
        top = self._rows.top(row)
        if self._rows.fold(row):
            return Span(0, top, top + 1)
        shown = self.shown(version, sentence)
        for place in self._places(row):
            if place == shown:
                break
            top += self._heights[place.version][place.sentence]
        return Span(0, top, top + self._heights[shown.version][shown.sentence])

    def shown(self, version: int, sentence: int) -> Place:
        """Return the sentence of the base that stands for a sentence, or itself."""
        row = self._comparison.row_of(version, sentence)
        if folded := _first_folded(self._rows.fold(row), version):
            return folded
        if not self._hidden(row, version):
            return Place(version, sentence)
        cells = self._comparison.rows[row].cells
        return Place(self._comparison.base, cells[self._comparison.base][cells[version].index(sentence)])

    def fold(self, version: int, sentence: int) -> Fold | None:
        """Return the fold in which a sentence is hidden."""
        return self._rows.fold(self._comparison.row_of(version, sentence))

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


def arrange(
    comparison: Comparison, wrapped: Wrapped, view: View, locked: bool, folds: Folds | None = None
) -> Layout:
    """Return the layout of `view`; side by side, the columns stay level only while they are `locked`."""
    folds = folds or Folds(comparison)
    if view is View.SIDE:
        return Level(comparison, wrapped, folds) if locked else Free(comparison, wrapped)
    return Stacked(comparison, wrapped, folds, once=view is View.MERGED)


def _first_folded(fold: Fold | None, version: int) -> Place | None:
    cell = fold.cells[version] if fold else None
    return Place(version, cell[0]) if cell else None


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
