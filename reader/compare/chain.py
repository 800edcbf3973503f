"""The heaviest increasing chain of weighted pairs."""

from collections.abc import Sequence


def heaviest_chain(edges: Sequence[tuple[int, int, float]], size_b: int) -> list[int]:
    """Return the positions in `edges` of a chain of the greatest total weight, in order.

    An edge is `(i, j, weight)` with a positive weight; in a chain both `i` and `j` strictly increase. A
    Fenwick tree over `j` keeps the best chain ending at or before each place, as in Hunt and Szymanski's
    algorithm for common subsequences: O(E log m) time and O(E + m) memory.
    """
    best = [0.0] * (size_b + 1)
    ends = [-1] * (size_b + 1)
    before = [-1] * len(edges)
    for position in sorted(range(len(edges)), key=lambda p: (edges[p][0], -edges[p][1])):
        _, j, weight = edges[position]
        total, previous = 0.0, -1
        place = j
        while place > 0:
            if best[place] > total:
                total, previous = best[place], ends[place]
            place &= place - 1
        before[position] = previous
        total += weight
        place = j + 1
        while place <= size_b:
            if total > best[place]:
                best[place], ends[place] = total, position
            place += place & -place
    total, position = 0.0, -1
    place = size_b
    while place > 0:
        if best[place] > total:
            total, position = best[place], ends[place]
        place &= place - 1
    chain = []
    while position >= 0:
        chain.append(position)
        position = before[position]
    return chain[::-1]
