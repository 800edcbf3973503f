"""Rows of a comparison: several versions brought into one reading order.

The base gives the first rows; every further version is laid onto the rows that stand, so that one consistent
arrangement results, in which no sentence has two places and each version reads downwards.
"""

from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.compare.align import Alignment, EdgeKind


class Relation(StrEnum):
    """What a version's sentences are to the base's sentences of the same row."""

    SAME = "same"
    EDITED = "edited"
    MERGED = "merged"
    SPLIT = "split"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that stand beside each other.

    `cells` holds, per version, consecutive sentence indices, possibly none. `relations` holds, per version,
    what the cell is to the base's cell: of an empty cell, whether the base's sentences were deleted or moved
    away. For the base itself it is None unless the whole row is deleted, inserted or moved.
    """

    cells: tuple[tuple[int, ...], ...]
    relations: tuple[Relation | None, ...]


PRECEDENCE = (
    Relation.EDITED,
    Relation.SPLIT,
    Relation.MERGED,
    Relation.MOVED,
    Relation.DELETED,
    Relation.INSERTED,
    Relation.FURNITURE,
    Relation.SAME,
)
"""The relations, the greatest change first."""


Draft = list[list[int]]
"""One row: per version, its sentences."""

Leftovers = Callable[[int, Sequence[int], int, Sequence[int]], list[tuple[int, int]]]
"""Align the given sentences of two versions, neither of which is the base; pairs in increasing order."""


def arrange(
    sizes: Sequence[int], base: int, alignments: Mapping[int, Alignment], leftovers: Leftovers
) -> list[Draft]:
    """Return the rows for versions of `sizes` sentences.

    `alignments` maps every version but the base to its alignment, base first. Every sentence of every version
    stands in exactly one row, the sentences of a cell are consecutive, and every version's sentences increase
    down the rows.
    """
    rows: list[Draft] = []
    for sentence in range(sizes[base]):
        row: Draft = [[] for _ in sizes]
        row[base].append(sentence)
        rows.append(row)
    laid: list[int] = []
    for version, alignment in alignments.items():
        rows = _lay(rows, base, version, alignment)
        for earlier in laid:
            _share(rows, base, earlier, version, sizes[version], leftovers)
        rows = _insert_rest(rows, version, sizes)
        laid.append(version)
    return rows


def _lay(rows: list[Draft], base: int, version: int, alignment: Alignment) -> list[Draft]:
    """Put the sentences of `version` that stand in line with the base beside it; join rows where needed."""
    row_of = {sentence: index for index, row in enumerate(rows) for sentence in row[base]}
    spans: list[tuple[int, int, int, int]] = []
    for edge in sorted(e for e in alignment.edges if e.kind is not EdgeKind.MOVED):
        row = row_of[edge.i]
        if spans and (row <= spans[-1][1] or edge.j <= spans[-1][3]):
            top, bottom, first, last = spans[-1]
            spans[-1] = (top, max(bottom, row), first, max(last, edge.j))
        else:
            spans.append((row, row, edge.j, edge.j))
    result: list[Draft] = []
    done = 0
    for top, bottom, first, last in spans:
        result.extend(rows[done:top])
        joined = rows[top]
        for row_below in rows[top + 1 : bottom + 1]:
            for cell, more in zip(joined, row_below, strict=True):
                cell.extend(more)
        joined[version].extend(range(first, last + 1))
        result.append(joined)
        done = bottom + 1
    result.extend(rows[done:])
    return result


def _share(rows: list[Draft], base: int, earlier: int, version: int, size: int, leftovers: Leftovers) -> None:
    """Put sentences without a place into rows that an earlier version opened, where the two correspond."""
    opened = {s: index for index, row in enumerate(rows) if not row[base] for s in row[earlier]}
    standing = [(s, index) for index, row in enumerate(rows) for s in row[version]]
    taken = {s for s, _ in standing}
    free = [s for s in range(size) if s not in taken]
    if not opened or not free:
        return
    lowest, latest = 0, -1
    for theirs, ours in leftovers(earlier, sorted(opened), version, free):
        target = opened[theirs]
        cell = rows[target][version]
        place = bisect(standing, (ours, 0))
        above = standing[place - 1][1] if place else -1
        below = standing[place][1] if place < len(standing) else len(rows)
        between = max(above + 1, lowest) <= target < below
        if between and ours > latest and (not cell or cell[-1] == ours - 1):
            cell.append(ours)
            lowest, latest = target, ours


def _insert_rest(rows: list[Draft], version: int, sizes: Sequence[int]) -> list[Draft]:
    """Open a row for every sentence that found no place: before the next row in which its version stands."""
    result: list[Draft] = []
    following = 0
    for row in rows:
        if row[version]:
            result.extend(_alone(version, s, len(sizes)) for s in range(following, row[version][0]))
            following = row[version][-1] + 1
        result.append(row)
    result.extend(_alone(version, s, len(sizes)) for s in range(following, sizes[version]))
    return result


def _alone(version: int, sentence: int, width: int) -> Draft:
    row: Draft = [[] for _ in range(width)]
    row[version].append(sentence)
    return row


def relate(
    draft: Draft, base: int, alignments: Mapping[int, Alignment], unread: Sequence[frozenset[int]]
) -> Row:
    """Return a row with what each version's cell is to the base's.

    `unread` holds, per version, the sentences that say nothing of their own: where such a sentence stands
    alone, it is furniture.
    """
    relations: list[Relation | None] = [None] * len(draft)
    for version, alignment in alignments.items():
        relation = _relation(draft[base], draft[version], alignment)
        alone = {Relation.INSERTED: version, Relation.DELETED: base}.get(relation) if relation else None
        if alone is not None and unread[alone].issuperset(draft[alone]):
            relation = Relation.FURNITURE
        relations[version] = relation
    others = {r for r in relations if r is not None}
    if len(others) == 1 and others <= _WHOLE_ROW:
        relations[base] = others.pop()
    return Row(tuple(tuple(cell) for cell in draft), tuple(relations))


_WHOLE_ROW = {Relation.INSERTED, Relation.DELETED, Relation.MOVED, Relation.FURNITURE}


def _relation(ours: Sequence[int], theirs: Sequence[int], alignment: Alignment) -> Relation | None:
    """Return what the cell `theirs` is to the base's cell `ours`."""
    if not ours and not theirs:
        return None
    if not theirs:
        return Relation.MOVED if any(alignment.of_a(i) for i in ours) else Relation.DELETED
    if not ours:
        return Relation.MOVED if any(alignment.of_b(j) for j in theirs) else Relation.INSERTED
    edges = [e for i in ours for e in alignment.of_a(i) if e.j in theirs]
    if not edges:
        return Relation.INSERTED
    if len(edges) == len(ours) == len(theirs) and all(e.kind is EdgeKind.SAME for e in edges):
        return Relation.SAME
    if len(ours) == 1 < len(theirs):
        return Relation.SPLIT
    if len(theirs) == 1 < len(ours):
        return Relation.MERGED
    return Relation.EDITED
