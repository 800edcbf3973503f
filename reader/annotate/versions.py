"""Which sentences of some articles are versions of one another: the same words, or nearly.

In a spun copy a sentence is nearly the same, too, if words were only put for other words.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from reader.annotate.carry import Group, Link
from reader.compare.align import Edge, EdgeKind, align
from reader.compare.comparison import sentence_texts
from reader.compare.relation import Kinship, verdict
from reader.compare.tokens import plain
from reader.corpus import furniture
from reader.corpus.article import Article

NEAR = 0.8
"""Edited sentences at least so alike are nearly the same."""

BELOW_SAME = 0.99


class Spot(NamedTuple):
    """A sentence of an article; it counts from 0."""

    article: str
    sentence: int


class Likeness(NamedTuple):
    """Two sentences that say the same, or nearly; `score` is their likeness, 1 for the same words."""

    one: Spot
    other: Spot
    score: float


class Versions:
    """Collects what is alike within articles and between versions of a story.

    `likenesses` holds every two of them once, in the order they were found.
    """

    def __init__(self) -> None:
        self.likenesses: list[Likeness] = []
        self._leaders: dict[Spot, Spot] = {}

    def within(self, article: Article) -> None:
        """Add the sentences that an article repeats."""
        for repeated, first in furniture.repeats(article).items():
            one, other = (plain(article.sentence_text(at)) for at in (first, repeated))
            score = 1.0 if one == other else BELOW_SAME
            self._add(Likeness(Spot(article.id, first), Spot(article.id, repeated), score))

    def between(self, one: Article, other: Article) -> None:
        """Add the sentences that two versions share, by aligning them."""
        ours, theirs = sentence_texts(one), sentence_texts(other)
        alignment = align(ours, theirs)
        spun = verdict(ours, theirs, alignment).kinship is Kinship.SPUN
        link = Link(one, other, alignment, spun)
        for edge in alignment.edges:
            score = _score(edge, ours, theirs)
            swapped = spun and score and link.sure(Group((edge.i,), (edge.j,), score))
            if score >= NEAR or swapped:
                self._add(Likeness(Spot(one.id, edge.i), Spot(other.id, edge.j), score))

    def group(self, article: str, sentence: int) -> Hashable | None:
        """Return what all versions of a sentence in the same words have in common, None if it has none."""
        spot = Spot(article, sentence)
        return _find(self._leaders, spot) if spot in self._leaders else None

    def clusters(self) -> Iterator[list[Likeness]]:
        """Yield the likenesses that hang together, the greatest first."""
        linked: dict[Spot, Spot] = {}
        for each in self.likenesses:
            _join(linked, each.one, each.other)
        found: defaultdict[Spot, list[Likeness]] = defaultdict(list)
        for each in self.likenesses:
            found[_find(linked, each.one)].append(each)
        for cluster in found.values():
            yield sorted(cluster, key=lambda each: -each.score)

    def _add(self, likeness: Likeness) -> None:
        self.likenesses.append(likeness)
        if likeness.score == 1:
            _join(self._leaders, likeness.one, likeness.other)


def _score(edge: Edge, ours: list[str], theirs: list[str]) -> float:
    """Return how alike the sentences of an edge are, 0 where one of them is a part of the other."""
    if edge.kind in (EdgeKind.SPLIT, EdgeKind.MERGED):
        return 0.0
    if edge.kind is EdgeKind.SAME or plain(ours[edge.i]) == plain(theirs[edge.j]):
        return 1.0
    return min(edge.score, BELOW_SAME)


def _find(leaders: dict[Spot, Spot], spot: Spot) -> Spot:
    while (above := leaders.setdefault(spot, spot)) != spot:
        leaders[spot] = leaders[above]
        spot = leaders[spot]
    return spot


def _join(leaders: dict[Spot, Spot], one: Spot, other: Spot) -> None:
    first, second = sorted((_find(leaders, one), _find(leaders, other)))
    leaders[second] = first
