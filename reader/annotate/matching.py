"""Which spans of one annotator are those of another: exactly, or because they overlap."""

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

Span = tuple[int, int]
"""Start and end, end exclusive."""


def matched(ours: Sequence[Span], theirs: Sequence[Span]) -> list[tuple[int, int]]:
    """Return indices of spans that match, each span at most once, in the order of `ours`.

    Pairs that overlap are taken by the share of what both cover that lies in both, the greatest first, so
    that what is equal matches; ties go to what stands first. Exchanging the sides exchanges the indices.
    """
    found: list[tuple[int, int]] = []
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for _, i, j in sorted(_overlapping(ours, theirs), key=lambda pair: _order(pair, ours, theirs)):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append((i, j))
    return sorted(found)


def _order(
    pair: tuple[float, int, int], ours: Sequence[Span], theirs: Sequence[Span]
) -> tuple[float, Span, Span, int, int]:
    """Return what sorts pairs alike from both sides."""
    share, i, j = pair
    low, high = sorted((ours[i], theirs[j]))
    return -share, low, high, min(i, j), max(i, j)


def _overlapping(ours: Sequence[Span], theirs: Sequence[Span]) -> list[tuple[float, int, int]]:
    """Return (share, i, j) of every two spans that have a character in common, by a sweep over the text."""
    found: list[tuple[float, int, int]] = []
    following = sorted(range(len(theirs)), key=lambda j: theirs[j])
    starts = [theirs[j][0] for j in following]
    open_: list[tuple[int, int]] = []
    begun = 0
    for i in sorted(range(len(ours)), key=lambda i: ours[i]):
        start, end = ours[i]
        while begun < len(following) and starts[begun] <= start:
            heappush(open_, (theirs[following[begun]][1], following[begun]))
            begun += 1
        while open_ and open_[0][0] <= start:
            heappop(open_)
        later = following[begun : bisect_left(starts, end, begun)]
        for j in (*(j for _, j in open_), *later):
            common = min(end, theirs[j][1]) - max(start, theirs[j][0])
            if common > 0:
                found.append((common / (end - start + theirs[j][1] - theirs[j][0] - common), i, j))
    return found
