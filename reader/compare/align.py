"""Sentence alignment of two articles: what was kept, edited, split, merged and moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import log
from typing import NamedTuple

from reader.compare.chain import heaviest_chain
from reader.compare.groups import Group, grow
from reader.compare.similarity import Similarity
from reader.compare.tokens import plain

SURE = 0.40
BASIC, RISE = 0.15, 0.22
CHANCE, FEWEST, USUAL = 0.03, 5 * 5, 30 * 30
CONTEXT = 0.25
DOMINATED = 0.5
MOVED_MARGIN = 0.06

Likeness = dict[int, dict[int, float]]
"""Per sentence of `b`, the likeness of sentences of `a`."""


class EdgeKind(StrEnum):
    """How a sentence of `a` lives on in a sentence of `b`."""

    SAME = "same"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"


class Edge(NamedTuple):
    """Sentence `i` of `a` corresponds to sentence `j` of `b`; `score` is their likeness, 0 to 1."""

    i: int
    j: int
    kind: EdgeKind
    score: float


_MIRRORED = {EdgeKind.SPLIT: EdgeKind.MERGED, EdgeKind.MERGED: EdgeKind.SPLIT}


@dataclass(frozen=True)
class Alignment:
    """The edges between two sequences of sentences, sorted by `(i, j)`.

    Edges that are not moved never cross, but for those of a group that has several sentences on both sides:
    each of them corresponds to each. The sentences of a group are consecutive. Every sentence is either in
    one group of corresponding sentences or has no edge.
    """

    edges: list[Edge]
    size_a: int
    size_b: int

    def of_a(self, i: int) -> tuple[Edge, ...]:
        """Return the edges of sentence `i` of `a`."""
        return self._by_a.get(i, ())

    def of_b(self, j: int) -> tuple[Edge, ...]:
        """Return the edges of sentence `j` of `b`."""
        return self._by_b.get(j, ())

    @cached_property
    def _by_a(self) -> dict[int, tuple[Edge, ...]]:
        return _grouped((edge.i, edge) for edge in self.edges)

    @cached_property
    def _by_b(self) -> dict[int, tuple[Edge, ...]]:
        return _grouped((edge.j, edge) for edge in self.edges)


def _grouped(edges: Iterable[tuple[int, Edge]]) -> dict[int, tuple[Edge, ...]]:
    groups: defaultdict[int, list[Edge]] = defaultdict(list)
    for key, edge in edges:
        groups[key].append(edge)
    return {key: tuple(group) for key, group in groups.items()}


def align(a: Sequence[str], b: Sequence[str]) -> Alignment:
    """Align the sentences of `a` with those of `b`.

    Pairs that share rare words are scored; the heaviest chain of credible pairs in which both texts read
    forwards is the main line, good pairs outside it were moved, and sentences left over join a neighbour they
    were split from or merged into. Swapping the inputs gives the mirrored edges.
    """
    a, b = list(a), list(b)
    if (len(a), a) <= (len(b), b):
        return Alignment(_edges(a, b), len(a), len(b))
    return mirrored(Alignment(_edges(b, a), len(b), len(a)))


def mirrored(alignment: Alignment) -> Alignment:
    """Return the alignment with its sides exchanged."""
    edges = [Edge(e.j, e.i, _MIRRORED.get(e.kind, e.kind), e.score) for e in alignment.edges]
    return Alignment(sorted(edges), alignment.size_b, alignment.size_a)


def _edges(a: list[str], b: list[str]) -> list[Edge]:
    """Return the sorted edges between `a` and `b`, the shorter of which comes first."""
    plain_a, plain_b = [plain(s) for s in a], [plain(s) for s in b]
    similarity = Similarity(a, b)
    likeness = _likeness(plain_a, plain_b, similarity)
    threshold = _threshold(likeness, len(a), len(b))
    credible = [pair for pair in _supported(likeness) if pair[2] >= threshold]
    line = [credible[k][:2] for k in heaviest_chain(credible, len(b))]
    groups = [Group([i], [j], likeness[j][i]) for i, j in line]
    for i, j in _moved(credible, line, threshold + MOVED_MARGIN):
        groups.append(Group([i], [j], likeness[j][i], moved=True))
    grow(groups, similarity)
    edges: list[Edge] = []
    for group in groups:
        same = len(group.a) == len(group.b) == 1 and plain_a[group.a[0]] == plain_b[group.b[0]]
        kind = _kind(group, same)
        edges.extend(Edge(i, j, kind, group.likeness) for i in group.a for j in group.b)
    return sorted(edges)


def _likeness(plain_a: list[str], plain_b: list[str], similarity: Similarity) -> Likeness:
    """Return the likeness of the pairs worth looking at, per sentence of `b`.

    A sentence that stands once in each text and is the same needs no other candidate. Repeated sentences are
    paired in order from the front and from the back.
    """
    places_a, places_b = _places(plain_a), _places(plain_b)
    repeated: list[tuple[int, int]] = []
    unique: dict[int, int] = {}
    for text, ours in places_a.items():
        theirs = places_b.get(text, [])
        if len(ours) == len(theirs) == 1:
            unique[theirs[0]] = ours[0]
        else:
            repeated += zip(ours, theirs, strict=False)
            repeated += zip(reversed(ours), reversed(theirs), strict=False)
    done = set(unique.values())
    likeness = similarity.candidates(
        (i for i in range(len(plain_a)) if i not in done),
        (j for j in range(len(plain_b)) if j not in unique),
    )
    for i, j in repeated:
        likeness[j][i] = 1.0
    for j, i in unique.items():
        likeness[j] = {i: 1.0}
    return likeness


def _places(texts: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        places.setdefault(text, []).append(index)
    return places


def _threshold(likeness: Likeness, size_a: int, size_b: int) -> float:
    """Return the support from which a pair is credible.

    Where the surest pairs are nearly identical, a weak likeness is a coincidence; where they are not, it is
    what rewording left, the more so in short texts, where fewer pairs are there to be alike by chance.
    """
    best_a: dict[int, tuple[float, int]] = {}
    best_b = {j: max((value, -i) for i, value in row.items()) for j, row in likeness.items() if row}
    for j, row in likeness.items():
        for i, value in row.items():
            best_a[i] = max(best_a.get(i, (0.0, 0)), (value, -j))
    sure = [
        value for j, (value, negative) in best_b.items() if value >= SURE and best_a[-negative] == (value, -j)
    ]
    mean = sum(sure) / len(sure) if sure else SURE
    reworded = (1 - mean) / (1 - SURE)
    return BASIC + RISE * mean + CHANCE * reworded * log(min(1.0, max(size_a * size_b, FEWEST) / USUAL))


def _supported(likeness: Likeness) -> list[tuple[int, int, float]]:
    """Return pairs `(i, j, support)`: their likeness, raised where their neighbours are alike too.

    A pair of which a sentence resembles another more than twice as much is left out: it would only stop a
    gap in the main line.
    """
    best_a: dict[int, float] = {}
    for row in likeness.values():
        for i, value in row.items():
            if value > best_a.get(i, 0.0):
                best_a[i] = value
    supported = []
    nothing: dict[int, float] = {}
    for j in sorted(likeness):
        row = likeness[j]
        best = max(row.values(), default=0.0)
        above, above2, below, below2 = (likeness.get(j + d, nothing).get for d in (-1, -2, 1, 2))
        for i, value in row.items():
            if value >= DOMINATED * max(best, best_a[i]):
                before = max(above(i - 1, 0), above(i - 2, 0), above2(i - 1, 0), above2(i - 2, 0))
                after = max(below(i + 1, 0), below(i + 2, 0), below2(i + 1, 0), below2(i + 2, 0))
                supported.append((i, j, value + CONTEXT * (1 - value) * (before + after) / 2))
    return supported


def _moved(
    credible: list[tuple[int, int, float]], line: list[tuple[int, int]], threshold: float
) -> list[tuple[int, int]]:
    """Return the best pairs of sentences that the main line leaves without a partner."""
    used_a = {i for i, _ in line}
    used_b = {j for _, j in line}
    moved = []
    for i, j, support in sorted(credible, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if support >= threshold and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            moved.append((i, j))
    return moved


def _kind(group: Group, same: bool) -> EdgeKind:
    if group.moved:
        return EdgeKind.MOVED
    if same:
        return EdgeKind.SAME
    if len(group.b) > 1:
        return EdgeKind.SPLIT
    return EdgeKind.MERGED if len(group.a) > 1 else EdgeKind.EDITED
