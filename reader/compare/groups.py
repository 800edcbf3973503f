"""Sentences that correspond as a group: one, and what was split off it or merged into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from reader.compare.similarity import Similarity

GAIN = 0.01


@dataclass(slots=True)
class Group:
    """Consecutive sentences of each side that correspond, and the likeness of the two runs."""

    a: list[int]
    b: list[int]
    likeness: float
    moved: bool = False

    def side(self, which: int) -> list[int]:
        """Return the sentences of `a` (0) or `b` (1)."""
        return self.b if which else self.a


def grow(groups: Iterable[Group], similarity: Similarity) -> None:
    """Join sentences without a partner to the group next to them where that makes its two sides more alike.

    A half of a split sentence explains what its partner left over, so the likeness rises; a sentence that has
    nothing to do with the group makes it fall. The greatest gain goes first.
    """
    growing = _Growing(groups, similarity)
    for which in (0, 1):
        for sentence in range(growing.sizes[which]):
            growing.offer_around(which, sentence)
    growing.run()


class _Growing:
    def __init__(self, groups: Iterable[Group], similarity: Similarity) -> None:
        self.similarity = similarity
        self.taken: tuple[dict[int, Group], dict[int, Group]] = ({}, {})
        for group in groups:
            for which in (0, 1):
                self.taken[which].update(dict.fromkeys(group.side(which), group))
        self.sizes = (len(similarity.codes_a), len(similarity.codes_b))
        self.offers: list[tuple[float, int, int, int, int, float]] = []

    def offer_around(self, which: int, sentence: int) -> None:
        taken = self.taken[which]
        if sentence in taken or not 0 <= sentence < self.sizes[which]:
            return
        for neighbour in (sentence - 1, sentence + 1):
            group = taken.get(neighbour)
            if group is not None:
                self.offer(which, sentence, group)

    def offer(self, which: int, sentence: int, group: Group) -> None:
        runs: list[Sequence[int]] = [group.a, group.b]
        own = group.side(which)
        runs[which] = [sentence, *own] if sentence < own[0] else [*own, sentence]
        likeness = self.similarity.of_runs(runs[0], runs[1])
        if likeness > group.likeness + GAIN:
            size = len(group.a) + len(group.b)
            heappush(self.offers, (group.likeness - likeness, which, sentence, own[0], size, likeness))

    def run(self) -> None:
        while self.offers:
            _, which, sentence, member, size, likeness = heappop(self.offers)
            if sentence in self.taken[which]:
                continue
            group = self.taken[which][member]
            if len(group.a) + len(group.b) != size:
                self.offer(which, sentence, group)
                continue
            own = group.side(which)
            own.insert(0 if sentence < own[0] else len(own), sentence)
            group.likeness = likeness
            self.taken[which][sentence] = group
            self.offer_around(which, sentence - 1)
            self.offer_around(which, sentence + 1)
