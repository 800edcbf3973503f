"""Which articles may be versions of one story, or report one event: what to verify, found without comparing
every article with every other.

Articles that share several rare words or phrases are likely; how alike two of them are is the cosine of
their words, each weighing as much as it is rare in the corpus (tf-idf). On a distributed engine: map every
article to `(feature, article)`, group by feature, drop groups of one and of more than the caps below, emit
the pairs of each group, count the pairs, and keep those that share enough; the frequencies, by which
likeness is weighed, are the sizes of the groups and are joined to the fingerprints.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from reader.compare.fingerprints import FORMAT, UNDATED, Features, features, fingerprint

__all__ = ["FORMAT", "Candidate", "alike_enough", "candidates", "fingerprint"]

MOST_WITH_TERM = 64
MOST_WITH_PHRASE = 16
BACKGROUND, SMALLEST = 50, 200
PARTS = 16
ENOUGH_TERMS, SHARED_TERMS = 4, 0.15
ENOUGH_PHRASES, SHARED_PHRASES = 2, 0.04
ASKED = 48
KEPT = 24
LONGER = 8
SAME_DAYS, NEAR_DAYS = 3, 14
LIKE_DATED, LIKE, LIKE_FAR = 0.12, 0.19, 0.35
REMEMBERED = 4096
_RANGE = (1 << 32) // PARTS


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
) -> Iterator[Candidate]:
    """Yield the pairs of articles that are worth verifying, each once.

    `fingerprints` are those of the whole corpus, as `(number, fingerprint)`, earlier articles first; if
    `fresh` is given, only pairs with one of those numbers are yielded. Of articles with the same text the
    first one stands for all: every other is a candidate with that one only (when that one leaves the
    corpus, the others are fresh). Stops when `cancelled` says so. Time and memory grow linearly with the
    corpus.
    """
    table = Table()
    for number, packed in fingerprints:
        table.add(number, packed)
        if cancelled():
            return
    yield from table.candidates(fresh=fresh, cancelled=cancelled)


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
        self._packed: list[bytes] = []
        self._frequency: Counter[int] = Counter()
        self._seen: set[bytes] = set()

    def add(self, number: int, packed: bytes) -> None:
        """Take up the fingerprint of one more article; the text of one that is there already counts once."""
        found = features(packed)
        if found.digest not in self._seen:
            self._seen.add(found.digest)
            self._frequency.update(found.terms)
        self._numbers.append(number)
        self._packed.append(packed)

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
    ) -> Iterator[Candidate]:
        """Yield the candidates; `order` gives the places of the fingerprints, earlier articles first."""
        places = range(len(self._numbers)) if order is None else order
        firsts: dict[bytes, int] = {}
        unique: list[int] = []
        for place in places:
            found = features(self._packed[place])
            if not found.words:
                continue
            first = firsts.setdefault(found.digest, place)
            if first == place:
                unique.append(place)
            elif fresh is None or not {self._numbers[first], self._numbers[place]}.isdisjoint(fresh):
                yield Candidate(self._numbers[first], self._numbers[place], 1.0)
        search = _Search([self._packed[place] for place in unique], self._frequency)
        new = (
            None if fresh is None else {i for i, place in enumerate(unique) if self._numbers[place] in fresh}
        )
        for a, b, likeness in search.pairs(new, cancelled):
            yield Candidate(self._numbers[unique[a]], self._numbers[unique[b]], likeness)


class _Search:
    """Finds likely pairs among articles with different texts, which go by their places here."""

    def __init__(self, packed: list[bytes], frequency: Counter[int]) -> None:
        self._packed = packed
        self._frequency = frequency
        total = max(SMALLEST, len(packed) + BACKGROUND)
        self._common = max(20 * MOST_WITH_TERM, len(packed) // 20)
        self._idf = [0.0, *(log(total / count) for count in range(1, len(packed) + 1))]
        self._vectors: dict[int, dict[int, float]] = {}

    def pairs(
        self, fresh: Collection[int] | None, cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs of which one is fresh (`None`: all are), the earlier first."""
        terms = _Index(self._rare_terms(fresh), ENOUGH_TERMS, SHARED_TERMS)
        phrases = _Index(self._rare_phrases(fresh), ENOUGH_PHRASES, SHARED_PHRASES)
        often = self._frequent_terms(fresh)
        first_with: dict[int, int] = {}
        for place, packed in enumerate(self._packed):
            if cancelled():
                return
            found = features(packed)
            likely = terms.likely(found.terms)
            likely.update(phrases.likely(found.phrases))
            votes = Counter(first_with.setdefault(term, place) for term in often.intersection(found.terms))
            for first, count in votes.most_common(2):
                if first != place and count >= max(ENOUGH_TERMS, 0.3 * votes.total()):
                    likely[first] = max(likely[first], count)
            if fresh is not None and place not in fresh:
                likely = Counter({other: count for other, count in likely.items() if other in fresh})
            if likely:
                yield from self._best(place, found, likely)

    def _best(self, place: int, found: Features, likely: Counter[int]) -> Iterator[tuple[int, int, float]]:
        """Yield `place` with the articles most like it, and with the earliest ones."""
        asked = sorted(likely.items(), key=lambda item: (-item[1], item[0]))[:ASKED]
        scored = []
        for other, _ in asked:
            theirs = features(self._packed[other])
            likeness = self._likeness(place, found, other, theirs)
            versions = likeness >= LIKE and max(found.words, theirs.words) <= LONGER * min(
                found.words, theirs.words
            )
            if versions or alike_enough(likeness, apart(found.day, theirs.day)):
                scored.append((-likeness, other))
        scored.sort()
        kept = {other for _, other in scored[:KEPT]}
        kept.update(sorted(other for _, other in scored)[: KEPT // 3])
        for negative, other in scored:
            if other in kept:
                yield other, place, -negative

    def _likeness(self, a: int, features_a: Features, b: int, features_b: Features) -> float:
        one, two = self._vector(a, features_a), self._vector(b, features_b)
        return min(1.0, sum([one[term] * two[term] for term in one.keys() & two.keys()]))

    def _vector(self, place: int, found: Features) -> dict[int, float]:
        vector = self._vectors.get(place)
        if vector is None:
            if len(self._vectors) >= REMEMBERED:
                self._vectors.clear()
            weights = [
                sqrt(times) * self._idf[self._frequency[term]]
                for term, times in zip(found.terms, found.counts, strict=True)
            ]
            length = sqrt(sum([weight * weight for weight in weights])) or 1.0
            vector = {term: weight / length for term, weight in zip(found.terms, weights, strict=True)}
            self._vectors[place] = vector
        return vector

    def _rare_terms(self, fresh: Collection[int] | None) -> set[int]:
        rare = {term for term, count in self._frequency.items() if 2 <= count <= MOST_WITH_TERM}
        return self._of(fresh, rare, "terms")

    def _frequent_terms(self, fresh: Collection[int] | None) -> set[int]:
        frequent = {term for term, count in self._frequency.items() if MOST_WITH_TERM < count <= self._common}
        return self._of(fresh, frequent, "terms")

    def _of(self, fresh: Collection[int] | None, wanted: set[int], kind: str) -> set[int]:
        """Return the features of fresh articles among those wanted."""
        if fresh is None:
            return wanted
        there = chain.from_iterable(getattr(features(self._packed[place]), kind) for place in fresh)
        return wanted.intersection(there)

    def _rare_phrases(self, fresh: Collection[int] | None) -> set[int]:
        """Return the phrases that stand in few articles, but in more than one.

        Nearly all phrases stand in one article only: they are counted range by range, so that never all
        of them are in memory.
        """
        rare: set[int] = set()
        for part in range(PARTS):
            low, high = part * _RANGE, (part + 1) * _RANGE
            counts: Counter[int] = Counter()
            for packed in self._packed:
                phrases = features(packed).phrases
                counts.update(phrases[bisect_left(phrases, low) : bisect_left(phrases, high)])
            rare.update(phrase for phrase, count in counts.items() if 2 <= count <= MOST_WITH_PHRASE)
        return self._of(fresh, rare, "phrases")


class _Index:
    """Which articles hold each of the rare features of one kind."""

    def __init__(self, wanted: set[int], enough: int, share: float) -> None:
        self._wanted = wanted
        self._enough, self._share = enough, share
        self._holders: dict[int, list[int]] = {}
        self._needed: list[float] = []

    def likely(self, held: Iterable[int]) -> Counter[int]:
        """Return the earlier articles that share enough of these features, and how many; enter this one.

        Enough is a share of the features of either article.
        """
        mine = self._wanted.intersection(held)
        place = len(self._needed)
        needed = max(min(self._enough, len(mine) / 2), self._share * len(mine))
        self._needed.append(needed)
        heard: list[int] = []
        for feature in mine:
            others = self._holders.setdefault(feature, [])
            heard += others
            others.append(place)
        least = self._needed
        return Counter(
            {
                other: count
                for other, count in Counter(heard).items()
                if count >= needed or count >= least[other]
            }
        )
