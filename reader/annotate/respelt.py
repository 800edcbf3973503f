"""The same words in another spelling: white space and the shape of quotation marks make no other words."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from reader.compare.tokens import straight

_GAP = re.compile(r"\s+")


class Respelt:
    """A text with single spaces and straight quotation marks; offsets go from it to the text and back.

    The word diff takes what is the same here for unchanged, too.
    """

    def __init__(self, text: str) -> None:
        self.text = straight(_GAP.sub(" ", text))
        self._here = [0]
        self._there = [0]
        for here, there in _after_gaps(text):
            self._here.append(here)
            self._there.append(there)

    def original(self, offset: int) -> int:
        """Return where the character at `offset` comes from; that of a gap from its beginning."""
        at = bisect_right(self._here, offset) - 1
        return self._there[at] + offset - self._here[at]

    def offset(self, original: int) -> int:
        """Return where the character of the text at `original` stands here."""
        at = bisect_right(self._there, original) - 1
        ceiling = self._here[at + 1] if at + 1 < len(self._here) else len(self.text)
        return min(self._here[at] + original - self._there[at], ceiling)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of what is at `start:end` here, which is not empty."""
        return self.original(start), self.original(end - 1) + 1


def _after_gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield, behind each gap of several characters, the offset in the text with single spaces and in this."""
    shift = 0
    for gap in _GAP.finditer(text):
        if gap.end() - gap.start() > 1:
            shift += gap.end() - gap.start() - 1
            yield gap.end() - shift, gap.end()
