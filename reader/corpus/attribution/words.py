"""The words, marks and quotations of a paragraph, sentence by sentence, as clauses see them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.corpus import sentences
from reader.corpus.quotations import Quotation

Span = tuple[int, int]

_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}                                                   # U.S.
      | (?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|St|Jr|Sr|Rev|Prof|Hon|Inc|Corp|Co|Ltd
          |Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|Mt|Ft|Supt|Insp|Det)\.
      | [$£€]?\d+(?:[.,:/]\d+)*(?:%|\w+)?(?:-\w+)*                                   # 1,200  3.5%
      | [’'](?:s|re|ve|ll|d|m|t)(?!\w)                                        # he ’s
      | [^\W_](?:[\w]|[-‐&/](?=\w)|[’'](?!(?:s|re|ve|ll|d|m|t)(?!\w))(?=\w)|\.(?=[a-z]{2}))*
      | \.\.+ | -- | [^\w\s]""",
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word, a mark or (with `quotation` and `piece`) a whole piece of a quotation."""

    start: int
    end: int
    text: str
    low: str
    quotation: int = -1
    piece: int = 0

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.quotation < 0 and (
            self.text[0].isalnum() or (len(self.text) > 1 and self.text[0] in "$£€’'")
        )

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.quotation < 0 and self.text[0].isupper()


class Line(NamedTuple):
    """A sentence as whoever reports sees it: a quotation in it is one word, whatever sentences it has."""

    start: int
    end: int
    words: list[Word]
    paragraph: int


def lines(text: str, paragraphs: Sequence[Span], found: Sequence[Quotation]) -> Iterator[Line]:
    """Yield the sentences of every paragraph with their words."""
    pieces = sorted(
        (start, end, index, place)
        for index, quotation in enumerate(found)
        for place, (start, end) in enumerate(quotation.spans)
    )
    at = 0
    for number, (start, end) in enumerate(paragraphs):
        first = at
        while at < len(pieces) and pieces[at][0] < end:
            at += 1
        inside = pieces[first:at]
        low = 0
        for here, there in _outer(text, start, end, inside):
            high = low
            while high < len(inside) and inside[high][0] < there:
                high += 1
            yield Line(here, there, list(_words(text, here, there, inside[low:high])), number)
            low = high


def _outer(text: str, start: int, end: int, pieces: Sequence[tuple[int, int, int, int]]) -> Iterator[Span]:
    """Yield the sentences of a paragraph, those that end inside a quotation joined to what follows."""
    begun = start
    starts = [piece[0] for piece in pieces]
    for _, stop in sentences.within(text, start, end):
        place = bisect_left(starts, stop) - 1
        if stop < end and place >= 0 and (stop < pieces[place][1] or _signed(text, stop, end)):
            continue
        yield begun, stop
        begun = stop
        while begun < end and text[begun].isspace():
            begun += 1
    if begun < end:
        yield begun, end


def _signed(text: str, stop: int, end: int) -> bool:
    """Tell whether a dash follows, and behind it, as after a quotation, who said it."""
    return text[stop : min(stop + 4, end)].lstrip()[:1] in ("—", "–", "―")


def _words(text: str, start: int, end: int, pieces: Sequence[tuple[int, int, int, int]]) -> Iterator[Word]:
    at = start
    for begin, stop, index, place in pieces:
        yield from _plain(text, at, begin)
        yield Word(begin, stop, text[begin:stop], "", index, place)
        at = max(at, stop)
    yield from _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        word = found.group()
        yield Word(found.start(), found.end(), word, word.lower())
