"""Sentence alignment of two articles: what was kept, edited, split, merged and moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reader.compare.tokens import fold, same_wording, tokenize


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


@dataclass(frozen=True)
class Alignment:
    """The edges between two sequences of sentences, sorted by `(i, j)`."""

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
    """Align the sentences of `a` with those of `b`."""
    folded_a = [[fold(t.text) for t in tokenize(s)] for s in a]
    folded_b = [[fold(t.text) for t in tokenize(s)] for s in b]
    scored = []
    for i, left in enumerate(folded_a):
        for j, right in enumerate(folded_b):
            score = Indel.normalized_similarity(left, right)
            if score >= 0.4:
                scored.append((-score, abs(i - j), i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for negative, _, i, j in sorted(scored):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j, -negative))
    edges = []
    last = -1
    for i, j, score in sorted(pairs):
        if j < last:
            kind = EdgeKind.MOVED
        else:
            last = j
            kind = EdgeKind.SAME if same_wording(a[i], b[j]) else EdgeKind.EDITED
        edges.append(Edge(i, j, kind, score))
    return Alignment(edges, len(a), len(b))
