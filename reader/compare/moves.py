"""Blocks of sentences that moved together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.compare.align import Alignment, Edge, EdgeKind

_GAP = 1


@dataclass(frozen=True, slots=True)
class MovedBlock:
    """Sentences that stand elsewhere in the other version, one after the other there too.

    `base` and `version` are their indices, sorted, in the base and in the other version.
    """

    base: tuple[int, ...]
    version: tuple[int, ...]


def moved_blocks(alignment: Alignment) -> tuple[MovedBlock, ...]:
    """Return the moved sentences in blocks, in the order of the base.

    A block reads forwards on both sides; a single sentence that has no partner may stand within it.
    """
    moved = [edge for edge in alignment.edges if edge.kind is EdgeKind.MOVED]
    return tuple(
        MovedBlock(tuple(sorted({e.i for e in block})), tuple(sorted({e.j for e in block})))
        for block in _blocks(moved, alignment)
    )


def _blocks(moved: Iterable[Edge], alignment: Alignment) -> Iterator[list[Edge]]:
    block: list[Edge] = []
    for edge in moved:
        if block and not _follows(block[-1], edge, alignment):
            yield block
            block = []
        block.append(edge)
    if block:
        yield block


def _follows(before: Edge, after: Edge, alignment: Alignment) -> bool:
    """Return whether nothing but sentences without a partner, one at most, stands between the two edges."""
    skipped_a, skipped_b = range(before.i + 1, after.i), range(before.j + 1, after.j)
    return (
        before.j <= after.j
        and max(len(skipped_a), len(skipped_b)) <= _GAP
        and not any(map(alignment.of_a, skipped_a))
        and not any(map(alignment.of_b, skipped_b))
    )
