"""What stands in quotation marks, with exact offsets.

A quotation is what one speaker says in one go: it may cover several sentences, go on in the next paragraph
(which then opens with the mark again, the one before being left open), and be interrupted by whoever reports
it. Marks that stand inside a quotation belong to it. Apostrophes, elisions and marks for feet and inches are
no quotation marks, and a mark without its partner costs no more than the paragraph it stands in.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from reader.corpus import sentences

if TYPE_CHECKING:
    from reader.corpus.article import Article

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

OPENING_MARKS = frozenset(char[0] for char in _PARTNERS)

_NESTING = {"”": "“", "»": "«", "」": "「", "』": "『"}
"""Closing marks that cannot be mistaken, each with its opening mark: these can stand inside their like."""

_SECOND_CHOICE = {"“": '"“', "„": '”"', '"': "”", "»": "»", "›": "›", "‘": "'", "‚": "’", "'": "’", "``": '"'}
"""Marks that close too, if the partner is not found: other countries' customs and mixed typing."""

_MARK = re.compile(r"``|''|[“”„\"‘‚«»‹›「」『』]|(?<!\w)['’]|['’](?!\w)")
_MARKS = frozenset("“”„\"‘’‚'«»‹›「」『』`")
_SINGLE = frozenset("‘‚'")
_DOUBLE = frozenset('“”„"')
_EITHER_SIDE = frozenset("—–-―/") | _MARKS
_BEFORE_OPENING = frozenset("([{<") | _EITHER_SIDE
_AFTER_CLOSING = frozenset(",.;:!?)]}>…") | _EITHER_SIDE
_ELISION = re.compile(
    r"[‘'](?:\d0s|n['’](?!\w)|(?:n|em|til|tis|twas|cause|bout|ere|im)(?![\w’']))", re.IGNORECASE
)
_SHORTENED = re.compile(r"(?:[sxz]|\b\w+in|\b(?:an|o|th|ol|n)|\d)\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"[ \xa0]\w")
_CONTINUED = re.compile(r"[a-zß-öø-ÿ…]|\.\.|I\b")
_LOOK_BACK = 12
_LONGEST_INTERRUPTION = 250
PARAGRAPHS_AROUND = 8
"""How many paragraphs on either side are read for quotations: those that go on are rarely longer."""


class _Mark(NamedTuple):
    """A mark, and what it may do where it stands; `doubtful` if it may as well be something else."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    doubtful: bool


class _Piece(NamedTuple):
    """What stands between two marks, or between a mark and the place where its partner should be."""

    start: int
    end: int
    char: str
    closed: bool


def find(text: str, paragraphs: Sequence[Span] | None = None) -> list[Quotation]:
    """Return the quotations of `text` in order; those inside another are part of it.

    `paragraphs` are `(start, end)` in code points, as `sentences.paragraphs` finds them if they are not
    given. The time is linear in the length of the text.
    """
    found: list[list[_Piece]] = []
    places = sentences.paragraphs(text) if paragraphs is None else list(paragraphs)
    left_open = ""
    for (start, end), following in zip_longest(places, places[1:], fillvalue=(len(text), len(text))):
        pieces = list(_pieces(text, start, end, left_open, text[following[0] : following[0] + 1]))
        for piece in pieces:
            goes_on = piece.start == start and piece.char == left_open
            if goes_on or (found and _interrupted(text, start, found[-1][-1], piece)):
                found[-1].append(piece)
            else:
                found.append([piece])
        left_open = pieces[-1].char if pieces and not pieces[-1].closed and pieces[-1].end == end else ""
    return [Quotation(tuple((p.start, p.end) for p in pieces), pieces[-1].closed) for pieces in found]


def near(article: "Article", first: int, last: int) -> list[Quotation]:
    """Return the quotations in the paragraphs `first` to `last` of an article, and some around them.

    A quotation that begins further off than that is not known to go on here.
    """
    places: dict[int, Span] = {}
    found = article.sentences
    low = bisect_left(found, first - PARAGRAPHS_AROUND, key=lambda each: each.paragraph)
    high = bisect_right(found, last + PARAGRAPHS_AROUND, key=lambda each: each.paragraph)
    for each in found[low:high]:
        places[each.paragraph] = places.get(each.paragraph, (each.start, 0))[0], each.end
    return find(article.text, list(places.values()))


def without_marks(text: str, span: Span) -> Span:
    """Return what a span of a quotation holds between its marks, as `(start, end)`."""
    start, end = span
    opening = _MARK.match(text, start, end)
    if not opening:
        return span
    for mark in _closers(opening.group()):
        if end - len(mark) >= opening.end() and text.endswith(mark, start, end):
            return opening.end(), end - len(mark)
    return opening.end(), end


def _pieces(text: str, start: int, end: int, left_open: str, following: str) -> Iterator[_Piece]:
    """Yield what stands in marks in the paragraph `text[start:end]`.

    `left_open` is the mark whose quotation the paragraph before left open, `following` the first character of
    the next paragraph.
    """
    marks = [_mark(text, start, end, found) for found in _MARK.finditer(text, start, end)]
    balanced = _balanced(marks)
    index = 0
    while index < len(marks):
        opening = marks[index]
        index += 1
        if not opening.opens:
            continue
        partner, bound = _partner(marks, index - 1)
        partner = balanced.get(index - 1) if partner is None else partner
        if partner is not None:
            piece = _Piece(opening.start, marks[partner].end, opening.char, True)
            index = partner + 1
        else:
            last = marks[bound].start if bound < len(marks) else end
            while text[last - 1].isspace():
                last -= 1
            piece = _Piece(opening.start, last, opening.char, False)
            continues = opening.start == start and opening.char in ("‘", left_open)
            goes_on = piece.end == end and (continues or opening.char == following)
            if opening.closes or (opening.char in _SINGLE and not goes_on):
                continue
            index = bound
        if any(c.isalnum() for c in text[piece.start : piece.end]):
            yield piece


def _partner(marks: Sequence[_Mark], index: int) -> tuple[int | None, int]:
    """Return which mark closes the one at `index`, if any, and the next one that opens like it.

    A mark that may be an apostrophe, or that is no more than the second choice, closes only if no better one
    follows and if it does not close something opened in between.
    """
    char = marks[index].char
    best, *others = _closers(char)
    second = None
    within = ""
    for place in range(index + 1, len(marks)):
        mark = marks[place]
        if mark.closes and mark.char == best and not mark.doubtful:
            return place, place
        if mark.closes and mark.char == within:
            within = ""
        elif mark.closes and char in _DOUBLE and mark.char in _DOUBLE and not (mark.opens or mark.doubtful):
            return place, place
        elif mark.closes and (mark.char == best or mark.char in others):
            second = place if second is None else second
        elif mark.opens and mark.char == char:
            return second, place
        elif mark.opens:
            within = _PARTNERS[mark.char]
    return second, len(marks)


def _balanced(marks: Sequence[_Mark]) -> dict[int, int]:
    """Return which mark closes which, of the kinds that can stand inside their like."""
    partners: dict[int, int] = {}
    stack: dict[str, list[int]] = {char: [] for char in _NESTING.values()}
    for index, mark in enumerate(marks):
        if mark.opens and mark.char in stack:
            stack[mark.char].append(index)
        elif mark.closes:
            opened = stack[_NESTING[mark.char]] if mark.char in _NESTING else None
            if opened:
                partners[opened.pop()] = index
    return partners


def _closers(char: str) -> list[str]:
    """Return the marks that close what `char` opened, the usual one first."""
    return [_PARTNERS[char], *_SECOND_CHOICE.get(char, "")]


def _mark(text: str, start: int, end: int, found: re.Match[str]) -> _Mark:
    """Return what the mark `found` in the paragraph `text[start:end]` may do, judged by its neighbours."""
    char = found.group()
    before = text[found.start() - 1] if found.start() > start else " "
    after = text[found.end()] if found.end() < end else " "
    opening = before.isspace() or before in _BEFORE_OPENING
    closing = after.isspace() or after in _AFTER_CLOSING
    if opening and closing and before.isspace() != after.isspace():
        opening, closing = before.isspace(), after.isspace()
    only_opens, only_closes = opening and not closing, closing and not opening
    if char in "“«‹‘„‚「『``":
        opens, closes = not only_closes, only_closes
    elif char in "”»›」』":
        opens, closes = only_opens, True
    elif char in "'’":
        opens, closes = only_opens and char == "'", closing and not before.isspace()
    else:
        opens, closes = not only_closes, not only_opens
    doubtful = False
    opens = opens and char in _PARTNERS and before != "="  # as in leftover HTML
    if char in _SINGLE:
        opens = opens and not _ELISION.match(text, found.start(), end)
    if closes and char in "’'\"" and _GOES_ON.match(text, found.end(), end):
        doubtful = bool(_SHORTENED.search(text, max(start, found.start() - _LOOK_BACK), found.start()))
        doubtful = doubtful and (char != '"' or before.isdigit())
    return _Mark(found.start(), found.end(), char, opens, closes, doubtful)


def _interrupted(text: str, start: int, before: _Piece, after: _Piece) -> bool:
    """Return whether what stands between two pieces only says who speaks.

    Then the first ends in a comma, or in a mark that ends no statement, and either one sentence ends before
    the second, or the second goes on with the sentence after another comma. `start` is where the paragraph
    begins.
    """
    if before.start < start or not before.closed or before.char != after.char:
        return False
    if after.start - before.end > _LONGEST_INTERRUPTION:
        return False
    between = text[before.end : after.start].strip()
    said = text[slice(*without_marks(text, (before.start, before.end)))].rstrip()
    more = text[slice(*without_marks(text, (after.start, after.end)))].lstrip()
    if not between or not said or not more:
        return False
    if between[0] in "—–" and between[-1] in "—–":
        return True
    comma = said[-1] == "," or (between[0] == "," and said[0].isupper())
    if between[-1] == ",":
        return comma and bool(_CONTINUED.match(more))
    if between[-1] != "." or not (comma or said[-1] in "?!…—–-"):
        return False
    return len(sentences.split(between)) == 1
