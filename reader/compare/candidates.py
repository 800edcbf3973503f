"""Which articles may be versions of one story, or report one event: what to verify, found without comparing
every article with every other.

Articles that share several rare words or phrases are likely; how alike two of them are is the cosine of
their words, each weighing as much as it is rare in the corpus (tf-idf). On a distributed engine: map every
article to `(feature, article)`, group by feature, drop groups of one and of more than the caps below, emit
the pairs of each group, count the pairs, and keep those that share enough; the frequencies, by which
likeness is weighed, are the sizes of the groups and are joined to the fingerprints.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from math import fsum, log, sqrt
from operator import mul
from typing import NamedTuple

from reader.compare.fingerprints import FORMAT, UNDATED, Features, features, fingerprint
from reader.compare.postings import Meet, Postings, meet_here

__all__ = ["FORMAT", "Candidate", "alike_enough", "candidates", "fingerprint"]

BACKGROUND, SMALLEST = 50, 200
ASKED = 48
KEPT = 24
LONGER = 8
SAME_DAYS, NEAR_DAYS = 3, 14
LIKE_DATED, LIKE, LIKE_FAR = 0.1, 0.155, 0.3
REMEMBERED = 4096
OVERLAP = 0.12


class Candidate(NamedTuple):
    """Two articles to verify, by the numbers they were given with.

    `likeness`, 0 to 1, is how much their words are the same, weighed by how rare they are in the corpus.
    """

    a: int
    b: int
    likeness: float


def candidates(
    fingerprints: Iterable[tuple[int, bytes]],
    fresh: Collection[int] | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    meet: Meet = meet_here,
) -> Iterator[Candidate]:
    """Yield the pairs of articles that are worth verifying, each once.

    `fingerprints` are those of the whole corpus, as `(number, fingerprint)`, earlier articles first; if
    `fresh` is given, only pairs with one of those numbers are yielded. Of articles with the same text the
    first one stands for all: every other is a candidate with that one only (when that one leaves the
    corpus, the others are fresh). Stops when `cancelled` says so. Time and memory grow linearly with the
    corpus. `meet` may have shared phrases looked for in other processes.
    """
    table = Table()
    for number, packed in fingerprints:
        table.add(number, packed)
        if cancelled():
            return
    yield from table.candidates(fresh=fresh, cancelled=cancelled, meet=meet)


def apart(day_a: int, day_b: int) -> int | None:
    """Return the days between two dates; None if one of them is not known."""
    return None if UNDATED in (day_a, day_b) else abs(day_a - day_b)


def alike_enough(likeness: float, days: int | None) -> bool:
    """Tell whether reports so alike, with so many days between them, are of the same event."""
    if days is None:
        return likeness >= LIKE
    if days <= SAME_DAYS:
        return likeness >= LIKE_DATED
    return likeness >= (LIKE if days <= NEAR_DAYS else LIKE_FAR)


class Table:
    """The fingerprints of a corpus, and how often each feature occurs."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._features: list[Features] = []
        self._frequency: Counter[int] = Counter()
        self._seen: set[bytes] = set()

    def add(self, number: int, packed: bytes) -> None:
        """Take up the fingerprint of one more article; the text of one that is there already counts once."""
        found = features(packed)
        if found.digest not in self._seen:
            self._seen.add(found.digest)
            self._frequency.update(found.terms)
        self._numbers.append(number)
        self._features.append(found)

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, place: int) -> int:
        """Return the number of the fingerprint that was added at `place`."""
        return self._numbers[place]

    def candidates(
        self,
        order: Iterable[int] | None = None,
        fresh: Collection[int] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        meet: Meet = meet_here,
    ) -> Iterator[Candidate]:
        """Yield the candidates; `order` gives the places of the fingerprints, earlier articles first."""
        firsts: dict[bytes, int] = {}
        unique: list[int] = []
        for place in range(len(self)) if order is None else order:
            found = self._features[place]
            if not found.words:
                continue
            first = firsts.setdefault(found.digest, place)
            if first == place:
                unique.append(place)
            elif fresh is None or not {self._numbers[first], self._numbers[place]}.isdisjoint(fresh):
                yield Candidate(self._numbers[first], self._numbers[place], 1.0)
        new = (
            None if fresh is None else {i for i, place in enumerate(unique) if self._numbers[place] in fresh}
        )
        search = _Search([self._features[place] for place in unique], self._frequency, new)
        for a, b, likeness in search.pairs(cancelled, meet):
            yield Candidate(self._numbers[unique[a]], self._numbers[unique[b]], likeness)


class _Search:
    """Finds likely pairs among articles with different texts, which go by their places here.

    `fresh` are those one of which is to be in every pair; None, if that may be any.
    """

    def __init__(self, articles: list[Features], frequency: Counter[int], fresh: set[int] | None) -> None:
        self._articles = articles
        self._frequency = frequency
        self._fresh = fresh
        total = max(SMALLEST, len(articles) + BACKGROUND)
        self._squares = [0.0, *(log(total / count) ** 2 for count in range(1, len(articles) + 1))]
        self._origins = list(range(len(articles)))
        self._vectors: dict[int, tuple[dict[int, int], float]] = {}

    def pairs(self, cancelled: Callable[[], bool], meet: Meet) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs, the earlier article first."""
        postings = Postings(self._articles, self._frequency, self._fresh, meet)
        for place, likely in postings.likely(cancelled):
            if cancelled():
                return
            yield from self._best(place, likely)

    def _best(self, place: int, likely: dict[int, int]) -> Iterator[tuple[int, int, float]]:
        """Yield `place` with the articles most like it, the earliest ones, and those that these lead back to.

        So the versions of a text that has many meet in one of them.
        """
        found, scored = self._articles[place], []
        mine = set(found.terms)
        ranked = sorted((-shared, each) for each, shared in likely.items())[:ASKED]
        asked = [each for _, each in ranked]
        origins = {self._origins[each] for each in asked}.difference(asked)
        asked += sorted(each for each in origins if self._fresh is None or {each, place} & self._fresh)
        for other in asked:
            theirs = self._articles[other]
            if len(mine.intersection(theirs.terms)) < OVERLAP * min(len(found.terms), len(theirs.terms)):
                continue
            likeness = self._likeness(place, other)
            shorter, longer = sorted((found.words, theirs.words))
            versions = likeness >= LIKE and longer <= LONGER * shorter
            if versions or alike_enough(likeness, apart(found.day, theirs.day)):
                scored.append((-likeness, other))
        scored.sort()
        if scored and -scored[0][0] >= LIKE:
            self._origins[place] = self._origins[scored[0][1]]
        kept = {other for _, other in scored[:KEPT]}
        kept.update(sorted(other for _, other in scored)[: KEPT // 3])
        for negative, other in scored:
            if other in kept:
                yield other, place, -negative

    def _likeness(self, a: int, b: int) -> float:
        """Return the cosine of the words of two articles, each weighed by the root of how often it occurs."""
        (times_a, length_a), (times_b, length_b) = self._weighed(a), self._weighed(b)
        shared = [
            sqrt(times_a[term] * times_b[term]) * self._square(term)
            for term in times_a.keys() & times_b.keys()
        ]
        return min(1.0, fsum(shared) / (length_a * length_b)) if shared else 0.0

    def _weighed(self, place: int) -> tuple[dict[int, int], float]:
        """Return how often each term occurs, and the length of the vector of their weights."""
        weighed = self._vectors.get(place)
        if weighed is None:
            if len(self._vectors) >= REMEMBERED:
                self._vectors.clear()
            found = self._articles[place]
            often = map(self._frequency.__getitem__, found.terms)
            length = sqrt(fsum(map(mul, found.counts, map(self._squares.__getitem__, often))))
            weighed = dict(zip(found.terms, found.counts, strict=True)), length or 1.0
            self._vectors[place] = weighed
        return weighed

    def _square(self, term: int) -> float:
        return self._squares[self._frequency[term]]
