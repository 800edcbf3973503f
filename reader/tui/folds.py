"""What of a comparison is folded away: runs of rows that one line stands for, opened step by step."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from reader.compare.comparison import Comparison

CONTEXT = 2
"""Unchanged rows shown on each side of a change."""

STEP = 4
"""Rows that come into sight at each end of a fold when it is opened by one step."""


class FoldKind(StrEnum):
    """Why rows are folded."""

    ALIKE = "alike"
    UNREAD = "unread"


class Fold(NamedTuple):
    """A run of rows, `last` inclusive; `cells` holds the first and last sentence of each version in it."""

    first: int
    last: int
    kind: FoldKind
    cells: tuple[tuple[int, int] | None, ...]

    @property
    def size(self) -> int:
        """The number of sentences that a version has there, of the version that has most."""
        return max((last - first + 1 for first, last in filter(None, self.cells)), default=0)

    @property
    def text(self) -> str:
        """What the line says that stands for the rows."""
        plural = "" if self.size == 1 else "s"
        if self.kind is FoldKind.ALIKE:
            return f"⋯ {self.size:,} sentence{plural} alike"
        return f"⋯ {self.size:,} line{plural} of site furniture or said before"


Item = int | Fold
"""A row that is shown, by its index, or a fold."""


class Folds:
    """The folds of one comparison.

    `changes_only` folds what is the same in all versions, `unread_hidden` what says nothing of its own: site
    furniture, and sentences that stand earlier in the same article.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.changes_only = False
        self.unread_hidden = False
        self._opened: dict[int, int] = {}
        unread = [comparison.unread(version) for version in range(len(comparison.articles))]
        self._unread = [
            any(row.cells) and all(unread[v].issuperset(cell) for v, cell in enumerate(row.cells))
            for row in comparison.rows
        ]

    @property
    def any_unread(self) -> bool:
        """Whether there is anything that says nothing of its own."""
        return any(self._unread)

    def items(self) -> list[Item]:
        """Return what is shown from top to bottom."""
        items: list[Item] = []
        for first, last, kind in self._runs():
            shown = STEP * self._opened.get(first, 0)
            least = 2 if kind is FoldKind.ALIKE else 1
            left, right = first + shown, last - shown
            if kind is None or right - left + 1 < least:
                items += range(first, last + 1)
            else:
                fold = Fold(left, right, kind, self._cells(left, right))
                items += [*range(first, left), fold, *range(right + 1, last + 1)]
        return items

    def open(self, row: int, *, wholly: bool = False) -> bool:
        """Show more of the run that `row` stands in, or all of it; tell whether there was more."""
        run = self._run(row)
        if run is None:
            return False
        first, last = run
        steps = self._opened.get(first, 0)
        needed = (last - first) // (2 * STEP) + 1
        if steps >= needed:
            return False
        self._opened[first] = needed if wholly else steps + 1
        return True

    def close(self, row: int) -> bool:
        """Fold one step of the run away again that `row` stands in; tell whether any was open."""
        run = self._run(row)
        steps = self._opened.get(run[0], 0) if run else 0
        if run is None or not steps:
            return False
        self._opened[run[0]] = steps - 1
        return True

    def _run(self, row: int) -> tuple[int, int] | None:
        runs = ((first, last) for first, last, kind in self._runs() if kind and first <= row <= last)
        return next(runs, None)

    def _runs(self) -> Iterator[tuple[int, int, FoldKind | None]]:
        """Yield all rows in runs that are shown or folded alike: first row, last row (inclusive) and kind."""
        kinds = self._kinds()
        at = 0
        for kind, group in groupby(kinds):
            size = sum(1 for _ in group)
            yield at, at + size - 1, kind
            at += size

    def _kinds(self) -> Sequence[FoldKind | None]:
        unread = FoldKind.UNREAD if self.unread_hidden else None
        if not self.changes_only:
            return [unread if skip else None for skip in self._unread]
        near = self._near_changes()
        return [
            FoldKind.ALIKE if not shown else unread if skip else None
            for shown, skip in zip(near, self._unread, strict=True)
        ]

    def _near_changes(self) -> list[bool]:
        """Tell of each row whether a change is at most `CONTEXT` rows away."""
        total = len(self.comparison.rows)
        near = [False] * total
        for row in range(total):
            if self.comparison.differs(row):
                first, end = max(0, row - CONTEXT), min(total, row + CONTEXT + 1)
                near[first:end] = [True] * (end - first)
        return near

    def _cells(self, first: int, last: int) -> tuple[tuple[int, int] | None, ...]:
        rows = self.comparison.rows[first : last + 1]
        columns = [[s for row in rows for s in row.cells[v]] for v in range(len(self.comparison.articles))]
        return tuple((column[0], column[-1]) if column else None for column in columns)
