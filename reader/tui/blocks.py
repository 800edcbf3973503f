"""Runs of sentences that no other version has, beside each other: what stands in place of what."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from reader.compare.comparison import Comparison
from reader.tui.folds import Item
from reader.tui.wrapped import Blank, Spot


class Block:
    """Rows `first` to `last` (inclusive), each with sentences of one version only, drawn as dense columns.

    Lines count from 0 at the top of the block; each column is as dense as its own text.
    """

    def __init__(
        self, comparison: Comparison, heights: Sequence[Sequence[int]], first: int, last: int
    ) -> None:
        self.first, self.last = first, last
        rows = comparison.rows[first : last + 1]
        self.columns = [[s for row in rows for s in row.cells[v]] for v in range(len(comparison.articles))]
        self._airs = [
            [int(i > 0 and _begins(comparison, v, s)) for i, s in enumerate(column)]
            for v, column in enumerate(self.columns)
        ]
        self._tops = [
            list(accumulate((a + heights[v][s] for a, s in zip(airs, column, strict=True)), initial=0))
            for v, (airs, column) in enumerate(zip(self._airs, self.columns, strict=True))
        ]
        self.height = max(tops[-1] for tops in self._tops)
        self.air = int(
            first > 0 and any(_begins(comparison, v, c[0]) for v, c in enumerate(self.columns) if c)
        )

    def at(self, pane: int, line: int) -> Spot | Blank:
        """Return what stands in a line of a column."""
        tops = self._tops[pane]
        if line >= tops[-1]:
            return Blank.GAP
        index = bisect_right(tops, line) - 1
        within = line - tops[index] - self._airs[pane][index]
        return Spot(pane, self.columns[pane][index], within) if within >= 0 else Blank.AIR

    def top(self, pane: int, sentence: int) -> int:
        """Return the first line of a sentence."""
        index = bisect_right(self.columns[pane], sentence) - 1
        return self._tops[pane][index] + self._airs[pane][index]


def in_blocks(
    comparison: Comparison, heights: Sequence[Sequence[int]], items: Sequence[Item]
) -> Iterator[Item | Block]:
    """Yield `items` with adjacent rows that stand alone, of more than one version, made one block."""
    alone: list[int] = []
    versions: set[int] = set()

    def run() -> Iterator[Item | Block]:
        if len(versions) > 1:
            yield Block(comparison, heights, alone[0], alone[-1])
        else:
            yield from alone
        alone.clear()
        versions.clear()

    for item in items:
        filled = (
            [v for v, cell in enumerate(comparison.rows[item].cells) if cell] if isinstance(item, int) else []
        )
        if isinstance(item, int) and len(filled) == 1:
            alone.append(item)
            versions.update(filled)
        else:
            yield from run()
            yield item
    yield from run()


def _begins(comparison: Comparison, version: int, sentence: int) -> bool:
    """Tell whether a paragraph begins with a sentence."""
    sentences = comparison.articles[version].sentences
    return sentence == 0 or sentences[sentence].paragraph != sentences[sentence - 1].paragraph
