"""Where in the whole comparison changes, moves, labels and hits are, on a line of cells."""

from collections.abc import Mapping

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.tui.layout import Layout
from reader.tui.signs import RELATION_SIGNS, Sign

NOTHING = Sign("", "")
HIT = Sign("/", "hit")
_RANK = (
    Relation.MOVED,
    Relation.DELETED,
    Relation.INSERTED,
    Relation.SPLIT,
    Relation.MERGED,
    Relation.EDITED,
)
"""What a cell shows of all that falls into it: what a glance at the text misses first."""


def of_changes(comparison: Comparison, layout: Layout, column: int, height: int) -> list[Sign]:
    """Return for each of `height` cells the greatest change in the lines of `column` that fall into it.

    A text shorter than the ruler has one cell for each line. Time is linear in the number of rows.
    """
    scale = _Scale(lines(layout, column), height)
    ranks = [len(_RANK)] * height
    signs = [NOTHING] * height
    for row in range(len(comparison.rows)) if height > 0 else ():
        relation = _relation(comparison, row)
        if relation is None:
            continue
        rank = _RANK.index(relation)
        for cell in scale.cells(*_extent(comparison, layout, row, column)):
            if rank < ranks[cell]:
                ranks[cell], signs[cell] = rank, Sign(RELATION_SIGNS[relation], relation)
    return signs


def of_places(layout: Layout, column: int, height: int, places: Mapping[Place, Sign]) -> list[Sign]:
    """Return for each of `height` cells the sign of a sentence in it; time is linear in `places`."""
    scale = _Scale(lines(layout, column), height)
    signs = [NOTHING] * height
    for place, sign in places.items() if height > 0 else ():
        span = layout.span(*place)
        for cell in scale.cells(span.top, span.bottom):
            signs[cell] = sign
    return signs


def lines(layout: Layout, column: int) -> int:
    """Return the number of lines of the pane in which `column` stands."""
    return layout.height(column if layout.panes > 1 else 0)


def window(total: int, height: int, top: int, shown: int) -> range:
    """Return the cells for the `shown` lines from line `top` on, of `total`."""
    return _Scale(total, height).cells(top, min(top + shown, total))


def line_of(total: int, height: int, cell: int) -> int:
    """Return the first line that falls into a cell."""
    return cell if total <= height else cell * total // max(1, height)


class _Scale:
    """Lines of a text of `total` lines, as cells of a ruler of `height` cells."""

    def __init__(self, total: int, height: int) -> None:
        self._total = max(total, height, 1)
        self._height = height

    def cells(self, top: int, bottom: int) -> range:
        """Return the cells of the lines `top` to `bottom`, exclusive; at least one."""
        first = max(0, min(top * self._height // self._total, self._height - 1))
        last = max(first, min((bottom - 1) * self._height // self._total, self._height - 1))
        return range(first, last + 1) if self._height > 0 else range(0)


def _relation(comparison: Comparison, row: int) -> Relation | None:
    if not comparison.differs(row):
        return None
    relations = comparison.rows[row].relations
    return min((r for r in relations if r in _RANK), key=_RANK.index, default=None)


def _extent(comparison: Comparison, layout: Layout, row: int, column: int) -> tuple[int, int]:
    """Return the lines of a row: of the sentences in `column`, or of whoever has any."""
    filled = [(v, cell) for v, cell in enumerate(comparison.rows[row].cells) if cell]
    version, cell = next((pair for pair in filled if pair[0] == column), filled[0])
    spans = [layout.span(version, sentence) for sentence in (cell[0], cell[-1])]
    return spans[0].top, spans[1].bottom
