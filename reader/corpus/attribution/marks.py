"""Whether words stand in quotation marks, hold some that do, or neither."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reader.corpus.attribution.model import Kind, Span
from reader.corpus.quotations import Quotation


class Marks:
    """The pieces of the quotations of a text."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self._pieces = sorted(span for each in quotations for span in each.spans)
        self._starts = [start for start, _ in self._pieces]

    def kind(self, contents: Sequence[Span]) -> Kind:
        """Return `direct` if all contents stand in marks, `mixed` if some of the words do."""
        marked = [self._hold(span) for span in contents]
        if all(marked):
            return "direct"
        return "mixed" if any(marked) or any(map(self._stand_in, contents)) else "indirect"

    def _hold(self, span: Span) -> bool:
        at = bisect_right(self._starts, span[0]) - 1
        return at >= 0 and span[1] <= self._pieces[at][1]

    def _stand_in(self, span: Span) -> bool:
        at = bisect_left(self._starts, span[0])
        return at < len(self._starts) and self._pieces[at][1] <= span[1]
