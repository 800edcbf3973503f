"""What stands in quotation marks, with exact offsets.

A quotation is what one speaker says in one go: it may cover several sentences, go on in the next paragraph (which then
opens with the mark again, the one before being left open), and be interrupted by whoever reports it. Marks that stand
inside a quotation belong to it. Apostrophes, elisions and marks for feet and inches are no quotation marks, and a mark
without its partner costs no more than the paragraph it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reader.corpus import sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `spans` in code points, end exclusive, sorted and disjoint, with their quotation marks.

    There is one span for each uninterrupted piece, and for each paragraph. `closed` is false if the last one
    lacks its closing mark.
    """

    spans: tuple[Span, ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.spans[-1][1]


_PARTNERS = {
    "“": "”",
    "„": "“",
    '"': '"',
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘",
    "'": "'",
    "「": "」",
    "『": "』",
    "``": "''",
    "''": "''",
}
"""Opening marks, each with the mark that closes it."""

_SECOND_CHOICE = {"“": '"“', "„": '”"', '"': "”", "»": "»", "›": "›", "‘": "'", "‚": "’", "'": "’", "``": '"'}
"""Marks that close too, if the partner is not found: other countries' customs and mixed typing."""

_MARK = re.compile(r"``|''|[“”„\"‘‚«»‹›「」『』]|(?<!\w)['’]|['’](?!\w)")
_MARKS = frozenset("“”„\"‘’‚'«»‹›「」『』`")
_SINGLE = frozenset("‘‚'")
_LEFT_OPEN = frozenset("([{<—–-―/") | _MARKS
_RIGHT_OPEN = frozenset(",.;:!?)]}>…—–-―/") | _MARKS
_ELISION = re.compile(r"[‘'](?:\d0s|n['’]|em|til|tis|twas|cause|bout|ere|im|er)(?!\w)", re.IGNORECASE)
_SHORTENED = re.compile(r"(?:\w[sxzSXZ]|\win|\ban|\bo|\bth|\bol|\bn|\d)\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"[ \xa0]\w")


class _Mark(NamedTuple):
    """A mark, and what it may do where it stands; `doubtful` if it may as well be an apostrophe."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    doubtful: bool


def find(text: str, paragraphs: Sequence[Span] | None = None) -> list[Quotation]:
    """Return the quotations of `text` in order; those inside another are part of it.

    `paragraphs` are `(start, end)` in code points, as `sentences.paragraphs` finds them if they are not given.
    The time is linear in the length of the text.
    """
    return []
