"""Splits that leak no story: all versions of a story, and near-identical sentences, stand on one side.

The side of a story is a hash of its key and the seed, so that it stays where it is when the corpus grows.
Stories that share near-identical sentences are one group, on the side of the member with the smallest hash.
A sentence that stands in very many stories would make one group of everything: it is kept on one side only,
by a hash of its own, and left out on the others. A label that a side lacks, though enough groups have it, is
brought there by moving one of them.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

from reader.exchange.alike import keys

NAMES = {2: ("train", "test"), 3: ("train", "validation", "test")}
COMMON = 20
"""Stories from which on a sentence is left out on other sides instead of making the stories one group."""
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Two or three sides with their shares, as `80/10/10` says, and the seed."""

    shares: tuple[float, ...]
    seed: int = 0

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> Self:
        """Read shares as in `80/10/10`; raise `ValueError` if they are none."""
        try:
            parts = [float(part) for part in text.split("/")]
        except ValueError:
            parts = []
        if len(parts) not in NAMES or not all(0 < part < float("inf") for part in parts):
            raise ValueError(f"{text!r} is no split; write two or three shares, as in 80/10/10 or 90/10")
        return cls(tuple(part / sum(parts) for part in parts), seed)

    @property
    def names(self) -> tuple[str, ...]:
        """The sides: train, validation and test; of two, train and test."""
        return NAMES[len(self.shares)]

    def place(self, key: str) -> float:
        """Return where a key stands between 0 and 1, the same in every corpus."""
        digest = blake2b(f"{self.seed}\0{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest) / 2**64

    def side(self, place: float) -> str:
        """Return the side of a place between 0 and 1."""
        edge = 0.0
        for name, share in zip(self.names, self.shares, strict=True):
            edge += share
            if place < edge:
                return name
        return self.names[-1]

    def group_side(self, smallest: float) -> str:
        """Return the side of a group by the smallest place of its stories.

        The smallest of several is not spread evenly between 0 and 1; a hash of it is.
        """
        return self.side(self.place(repr(smallest)))


@dataclass(frozen=True, slots=True)
class Leakage:
    """What a random split of the same sentences with the same shares would have leaked, as expected values.

    Of the sentences of its test side so many (0 to 1) would have a near-identical one, or one of the same
    story, on its train side.
    """

    alike: float = 0.0
    story: float = 0.0


@dataclass(frozen=True)
class Sides:
    """Which story is on which side; `common` are sentences kept on one side only, by their numbers."""

    plan: Plan
    by_story: Mapping[str, str]
    common: Mapping[int, str] = field(default_factory=dict)
    leakage: Leakage = Leakage()

    def of(self, story: str) -> str:
        """Return the side of a story."""
        return self.by_story.get(story) or self.plan.group_side(self.plan.place(story))

    def keeps(self, sentence: str, side: str) -> bool:
        """Tell whether a sentence may stand on a side: one of very many stories stands on one only."""
        return not self.common or all(self.common.get(key, side) == side for key in keys(sentence))


class Sorter:
    """Takes the sentences of each story, and sorts the stories onto sides.

    What it remembers of them lies in a temporary database on disk, so that memory does not grow with the
    number of sentences.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._stories: dict[str, int] = {}
        self._labels: dict[int, Counter[str]] = {}
        self._count = 0
        self._waiting: list[tuple[int, int, int]] = []
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE sentences (key INTEGER, story INTEGER, sentence INTEGER)")

    def add(self, story: str, sentence: str, labels: Iterable[str] = ()) -> None:
        """Take a sentence of a story with its labels."""
        number = self._stories.setdefault(story, len(self._stories))
        self._labels.setdefault(number, Counter()).update(labels)
        self._waiting += ((key, number, self._count) for key in keys(sentence))
        self._count += 1
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def sides(self) -> Sides:
        """Return the sides of all stories taken; the sorter is of no use afterwards."""
        self._write()
        parents = list(range(len(self._stories)))
        common: dict[int, str] = {}
        for key, joined in self._database.execute(
            "SELECT key, group_concat(DISTINCT story) FROM sentences"
            " GROUP BY key HAVING count(DISTINCT story) > 1 ORDER BY key"
        ):
            stories = sorted(map(int, joined.split(",")))
            if len(stories) >= COMMON:
                common[key] = self.plan.side(self.plan.place(f"sentence {key}"))
                continue
            first = _root(parents, stories[0])
            for other in stories[1:]:
                parents[_root(parents, other)] = first
        made = Sides(self.plan, self._assigned(parents), common, self._leakage())
        self._database.close()
        return made

    def _assigned(self, parents: list[int]) -> dict[str, str]:
        places: dict[int, float] = {}
        labels: dict[int, Counter[str]] = {}
        for story, number in self._stories.items():
            root, place = _root(parents, number), self.plan.place(story)
            places[root] = min(places.get(root, 1.0), place)
            labels.setdefault(root, Counter()).update(self._labels[number])
        sides = {root: self.plan.group_side(place) for root, place in places.items()}
        _mend(sides, places, labels, self.plan.names)
        return {story: sides[_root(parents, number)] for story, number in self._stories.items()}

    def _write(self) -> None:
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO sentences VALUES (?, ?, ?)", self._waiting)
        self._database.execute("COMMIT")
        self._waiting.clear()

    def _leakage(self) -> Leakage:
        copies = self._database.execute(
            "SELECT max(copies), count(*) FROM (SELECT sentence, count(*) OVER (PARTITION BY key) AS copies"
            " FROM sentences) GROUP BY sentence"
        )
        alike = sum(self._chance(most) for most, _ in copies)
        per_story = self._database.execute("SELECT count(DISTINCT sentence) FROM sentences GROUP BY story")
        story = sum(count * self._chance(count) for (count,) in per_story)
        return Leakage(alike / self._count, story / self._count) if self._count else Leakage()

    def _chance(self, count: int) -> float:
        """Return how likely at least one of the others of `count` sentences is in train."""
        return 1 - (1 - self.plan.shares[0]) ** (count - 1)


def _mend(
    sides: dict[int, str],
    places: Mapping[int, float],
    labels: Mapping[int, Counter[str]],
    names: Sequence[str],
) -> None:
    """Bring each label onto every side, if it stands in enough groups; the rarest first.

    Of the side with most groups of the label the one with the smallest hash moves, so that few ever do.
    """
    having: dict[str, list[int]] = {}
    for root, counts in labels.items():
        for label in counts:
            having.setdefault(label, []).append(root)
    for _, groups in sorted(having.items(), key=lambda each: (len(each[1]), each[0])):
        by_side = {name: [root for root in groups if sides[root] == name] for name in names}
        for name in names:
            fullest = max(names, key=lambda side: len(by_side[side]))
            if not by_side[name] and len(by_side[fullest]) > 1:
                moved = min(by_side[fullest], key=lambda root: places[root])
                by_side[fullest].remove(moved)
                by_side[name].append(moved)
                sides[moved] = name


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
