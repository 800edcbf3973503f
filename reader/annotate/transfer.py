"""Where a piece of one wording of a sentence stands in another wording of it."""

from bisect import bisect_left, bisect_right

from reader.compare.tokens import tokenize
from reader.compare.words import changed_spans


def transferred(start: int, end: int, here: str, there: str) -> tuple[int, int] | None:
    """Return where in `there` stands what is at `start:end` of `here`, by the words both have.

    Words that took the place of others are taken with them; a piece that begins or ends within a word is
    widened to all of it. None if nothing of it is left. Offsets are code points, ends exclusive.
    """
    if here == there:
        return start, end
    left, right = tokenize(here), tokenize(there)
    first = bisect_right([token.end for token in left], start)
    last = bisect_left([token.start for token in left], end)
    shift = 0
    begin, stop = None, None
    for span in (*changed_spans(left, right), None):
        if begin is None and (span is None or first < span.a2):
            begin = span.b1 if span and first >= span.a1 else first + shift
        if stop is None and (span is None or last <= span.a2):
            stop = span.b2 if span and last > span.a1 else last + shift
        if span:
            shift = span.b2 - span.a2
    assert begin is not None
    assert stop is not None
    return (right[begin].start, right[stop - 1].end) if begin < stop else None
