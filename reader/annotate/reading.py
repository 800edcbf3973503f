"""Where one reads: the cursor over the sentences of a comparison, and how it moves."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.compare.comparison import Comparison
from reader.corpus.article import Article


class Place(NamedTuple):
    """A sentence of one version; `sentence` counts from 0."""

    version: int
    sentence: int


Beside = Callable[[int], int | None]
"""Which sentence of a column is shown beside the cursor, if any."""


class Reading:
    """The cursor of one reading: a focused column and a sentence in it, with an optional range.

    The cursor always stands on a sentence of the focused column; `sentence` is None only where that article
    has none at all. Every moving method tells whether the cursor moved.
    """

    def __init__(self, comparison: Comparison, column: int = 0, sentence: int = 0) -> None:
        self.comparison = comparison
        self.column = column
        self.home = column
        self.anchor: int | None = None
        self._trail: dict[int, int] = {}
        self._sizes = tuple(len(article.sentences) for article in comparison.articles)
        self._sentence = max(0, min(sentence, self._sizes[column] - 1))
        if not self._sizes[column] and any(self._sizes):
            self.column = self.home = next(v for v, size in enumerate(self._sizes) if size)

    @property
    def article(self) -> Article:
        """The article in the focused column."""
        return self.comparison.articles[self.column]

    @property
    def sentence(self) -> int | None:
        """The sentence under the cursor, None in an empty article."""
        return self._sentence if self._sizes[self.column] else None

    @property
    def place(self) -> Place | None:
        """Column and sentence under the cursor."""
        return None if self.sentence is None else Place(self.column, self.sentence)

    @property
    def row(self) -> int:
        """The row of the comparison the cursor stands in."""
        return 0 if self.sentence is None else self.comparison.row_of(self.column, self.sentence)

    @cached_property
    def differences(self) -> tuple[int, ...]:
        """Rows at which a difference begins.

        Every changed row is one, but a run of rows that some version lacks in the same way counts once: a run
        of added sentences is one place to look at.
        """
        found: list[int] = []
        before: tuple[object, ...] | None = None
        for index, row in enumerate(self.comparison.rows):
            differs = self.comparison.differs(index)
            kind = (tuple(map(bool, row.cells)), row.relations)
            if differs and (before != kind or all(row.cells)):
                found.append(index)
            before = kind if differs else None
        return tuple(found)

    @property
    def selection(self) -> tuple[int, int] | None:
        """First and last sentence (inclusive) that a tag applies to: the range, else the cursor's."""
        if self.sentence is None:
            return None
        anchor = self.sentence if self.anchor is None else self.anchor
        return min(anchor, self.sentence), max(anchor, self.sentence)

    def partners(self, column: int) -> tuple[int, ...]:
        """Return the sentences of `column` that are aligned with the cursor's."""
        if self.sentence is None or column == self.column:
            return ()
        return self.comparison.partners(self.column, self.sentence, column)

    def counterpart(self, column: int) -> int | None:
        """Return the sentence of `column` to look at beside the cursor: a partner, else the nearest one."""
        if not self._sizes[column]:
            return None
        if column == self.column:
            return self._sentence
        if partners := self.partners(column):
            return partners[0]
        return self._nearest(column, self.row)

    def move(self, by: int) -> bool:
        """Move down by `by` sentences (up if negative), as far as there are any."""
        return self._go(self._sentence + by)

    def first(self) -> bool:
        """Go to the first sentence of the column."""
        return self._go(0)

    def last(self) -> bool:
        """Go to the last sentence of the column."""
        return self._go(self._sizes[self.column] - 1)

    def to(self, sentence: int, column: int | None = None) -> bool:
        """Go to `sentence` of `column`, which becomes the column of choice."""
        if column is not None and column != self.column and self._sizes[column]:
            self._enter(column, sentence)
            self.home = column
            self._trail.clear()
            return True
        return self._go(sentence)

    def left(self, beside: Beside | None = None) -> bool:
        """Go one column to the left, to the sentence that is aligned there, else to one `beside`."""
        return self._aside(-1, beside)

    def right(self, beside: Beside | None = None) -> bool:
        """Go one column to the right, to the sentence that is aligned there, else to one `beside`."""
        return self._aside(1, beside)

    def next_difference(self, step: int = 1) -> bool:
        """Go to the next row that differs (the previous one for step -1).

        Stays in the column of choice if that has a sentence in the row, else goes to a version that has one.
        """
        rows = self.differences
        at = bisect_right(rows, self.row) if step > 0 else bisect_left(rows, self.row) - 1
        if not 0 <= at < len(rows):
            return False
        return self._visit(rows[at])

    def seek(self, wanted: Callable[[Article, int], bool], step: int = 1) -> bool:
        """Go to the next sentence (previous for -1) of the column for which `wanted(article, sentence)`."""
        size = self._sizes[self.column]
        ahead = range(self._sentence + 1, size) if step > 0 else range(self._sentence - 1, -1, -1)
        for sentence in ahead:
            if wanted(self.article, sentence):
                return self._go(sentence)
        return False

    def next_of(self, places: Sequence[Place], step: int = 1) -> bool:
        """Go to the next (previous) of `places`, which are in reading order; past the end, begin again."""
        here = self.place
        if here is None or not places:
            return False
        position = self.order(here)
        if step > 0:
            at = bisect_right(places, position, key=self.order) % len(places)
        else:
            at = bisect_left(places, position, key=self.order) - 1
        place = places[at]
        if place.version == self.column:
            return self._go(place.sentence)
        self._enter(place.version, place.sentence)
        self._trail.clear()
        return True

    def order(self, place: Place) -> tuple[int, int, int]:
        """Return the key of reading order: row by row, and within a row version by version."""
        return self.comparison.row_of(*place), place.version, place.sentence

    def select(self) -> None:
        """Begin a range at the cursor, or drop the one there is."""
        self.anchor = self.sentence if self.anchor is None else None

    def cancel(self) -> bool:
        """Drop the range; tell whether there was one."""
        had = self.anchor is not None
        self.anchor = None
        return had

    def _go(self, sentence: int) -> bool:
        sentence = max(0, min(sentence, self._sizes[self.column] - 1))
        if sentence == self._sentence:
            return False
        self._sentence = sentence
        self._trail.clear()
        return True

    def _enter(self, column: int, sentence: int) -> None:
        self.anchor = None
        self.column = column
        self._sentence = max(0, min(sentence, self._sizes[column] - 1))

    def _aside(self, step: int, beside: Beside | None) -> bool:
        column = self.column + step
        while 0 <= column < len(self._sizes) and not self._sizes[column]:
            column += step
        if not 0 <= column < len(self._sizes):
            return False
        target = self._trail.get(column)
        if target is None and beside is not None and not self.partners(column):
            target = beside(column)
        if target is None:
            target = self.counterpart(column)
        assert target is not None
        self._trail[self.column] = self._sentence
        self._enter(column, target)
        self.home = column
        return True

    def _visit(self, row: int) -> bool:
        cells = self.comparison.rows[row].cells
        column = next(v for v in (self.home, self.column, *range(len(cells))) if cells[v])
        if column == self.column:
            return self._go(cells[column][0])
        self._enter(column, cells[column][0])
        self._trail.clear()
        return True

    def _nearest(self, column: int, row: int) -> int:
        """Return the last sentence of `column` at or before `row`, else its first."""
        before = bisect_right(
            range(self._sizes[column]), row, key=lambda sentence: self.comparison.row_of(column, sentence)
        )
        return max(0, before - 1)
