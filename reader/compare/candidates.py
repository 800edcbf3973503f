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

MOST_WITH_TERM = 256
MOST_WITH_PHRASE = 8
BACKGROUND, SMALLEST = 50, 200
COUNTED_AT_ONCE = 1 << 14
HEARD, HEARD_AT_LEAST = 200, 5_000_000
ENOUGH, SHARED = 5, 0.06
SHORT = 12
CROWDED = 0.4
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
        for a, b, likeness in search.pairs(cancelled):
            yield Candidate(self._numbers[unique[a]], self._numbers[unique[b]], likeness)


class _Search:
    """Finds likely pairs among articles with different texts, which go by their places here.

    `fresh` are those one of which is to be in every pair; None, if that may be any.
    """

    def __init__(
        self, articles: list[Features], frequency: Counter[int], fresh: Collection[int] | None = None
    ) -> None:
        self._articles = articles
        self._frequency = frequency
        self._fresh = fresh
        total = max(SMALLEST, len(articles) + BACKGROUND)
        self._idf = [0.0, *(log(total / count) for count in range(1, len(articles) + 1))]
        self._vectors: dict[int, dict[int, float]] = {}

    def pairs(self, cancelled: Callable[[], bool]) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs, the earlier article first."""
        rare, common = self._phrases()
        index, crowds = _Index(self._rare_terms(), rare), _Crowds(common)
        for place, found in enumerate(self._articles):
            if cancelled():
                return
            likely = index.likely(found)
            for each, shared in crowds.likely(found.phrases).items():
                likely[each] = max(shared, likely.get(each, 0))
            if self._fresh is not None and place not in self._fresh:
                likely = {each: shared for each, shared in likely.items() if each in self._fresh}
            if likely:
                yield from self._best(place, found, likely)

    def _best(self, place: int, found: Features, likely: dict[int, int]) -> Iterator[tuple[int, int, float]]:
        """Yield `place` with the articles most like it, and with the earliest ones."""
        mine, scored = set(found.terms), []
        asked = sorted((-shared, each) for each, shared in likely.items())
        for _, other in asked[:ASKED]:
            theirs = self._articles[other]
            if len(mine.intersection(theirs.terms)) < OVERLAP * min(len(found.terms), len(theirs.terms)):
                continue
            likeness = self._likeness(place, other)
            shorter, longer = sorted((found.words, theirs.words))
            versions = likeness >= LIKE and longer <= LONGER * shorter
            if versions or alike_enough(likeness, apart(found.day, theirs.day)):
                scored.append((-likeness, other))
        scored.sort()
        kept = {other for _, other in scored[:KEPT]}
        kept.update(sorted(other for _, other in scored)[: KEPT // 3])
        for negative, other in scored:
            if other in kept:
                yield other, place, -negative

    def _likeness(self, a: int, b: int) -> float:
        one, two = self._vector(a), self._vector(b)
        return min(1.0, sum([one[term] * two[term] for term in one.keys() & two.keys()]))

    def _vector(self, place: int) -> dict[int, float]:
        vector = self._vectors.get(place)
        if vector is None:
            if len(self._vectors) >= REMEMBERED:
                self._vectors.clear()
            found = self._articles[place]
            weights = [
                sqrt(times) * self._idf[self._frequency[term]]
                for term, times in zip(found.terms, found.counts, strict=True)
            ]
            length = sqrt(sum([weight * weight for weight in weights])) or 1.0
            vector = {term: weight / length for term, weight in zip(found.terms, weights, strict=True)}
            self._vectors[place] = vector
        return vector

    def _rare_terms(self) -> "Holders":
        """Return the terms that stand in few articles, but in more than one.

        They are as many as can be asked about at the same cost per article, whatever the corpus.
        """
        there: Collection[int] = self._frequency.keys()
        if self._fresh is not None:
            there = self._frequency.keys() & chain.from_iterable(
                self._articles[place].terms for place in self._fresh
            )
        most, cost, allowed = 1, 0, HEARD_AT_LEAST + HEARD * len(self._articles)
        for count, terms in sorted(Counter(self._frequency.values()).items()):
            cost += terms * count * count // 2 if count > 1 else 0
            if count > MOST_WITH_TERM or (most > 1 and cost > allowed):
                break
            most = count
        found = ((term, self._frequency[term]) for term in there)
        return {term: [_weight(count)] for term, count in found if 1 < count <= most}

    def _phrases(self) -> tuple["Holders", set[int]]:
        """Return the phrases that stand in more than one article, but few, and those that stand in more.

        Nearly all phrases stand in one article only: they are counted range by range, so that never all
        of them are in memory.
        """
        rare: Holders = {}
        common: set[int] = set()
        wanted = self._articles if self._fresh is None else [self._articles[place] for place in self._fresh]
        parts = 1 + len(self._articles) // COUNTED_AT_ONCE
        starts = [0] * len(self._articles)
        for part in range(1, parts + 1):
            ends = [bisect_left(each.phrases, (part << 32) // parts) for each in self._articles]
            slices = map(slice, starts, ends)
            counts = Counter(
                chain.from_iterable(
                    [each.phrases[cut] for each, cut in zip(self._articles, slices, strict=True)]
                )
            )
            starts = ends
            several = {phrase: count for phrase, count in counts.items() if count > 1}
            del counts
            if self._fresh is not None:
                there = several.keys() & chain.from_iterable(each.phrases for each in wanted)
                several = {phrase: several[phrase] for phrase in there}
            found = [(each, [_weight(count)]) for each, count in several.items() if count <= MOST_WITH_PHRASE]
            rare.update(found)
            common.update([phrase for phrase, count in several.items() if count > MOST_WITH_PHRASE])
        return rare, common


Holders = dict[int, list[int]]
"""Per feature its weight and, after it, the articles that hold it."""


def _weight(articles: int) -> int:
    """Return how much it tells that two articles share a feature that so many hold."""
    return 3 if articles <= 4 else 2 if articles <= 12 else 1


class _Index:
    """Which articles hold each of the rare terms and phrases."""

    def __init__(self, terms: Holders, phrases: Holders) -> None:
        self._terms, self._phrases = terms, phrases
        self._needed: list[float] = []
        self._short: set[int] = set()

    def likely(self, found: Features) -> dict[int, int]:
        """Return the earlier articles that share enough of these features, and how much; enter this one.

        Enough is a share of the features of either article, and several, unless either is very short.
        """
        place, total = len(self._needed), 0
        heard: list[int] = []
        mine = chain(map(self._terms.get, found.terms), map(self._phrases.get, found.phrases))
        for holders in filter(None, mine):
            weight = holders[0]
            total += weight
            if len(holders) > 1:
                heard += holders[1:] * weight
            holders.append(place)
        short = len(found.terms) < SHORT
        needed = total / 2 if short else max(ENOUGH, SHARED * total)
        self._needed.append(needed)
        counts = Counter(heard)
        least = min(ENOUGH, needed)
        likely = [each for each, shared in counts.items() if shared >= least]
        likely += counts.keys() & self._short
        if short:
            self._short.add(place)
        return {each: counts[each] for each in likely if counts[each] >= min(needed, self._needed[each])}


class _Crowds:
    """Finds the versions of a text that has so many that none of its features is rare.

    Each article is likely a version of the first and of the latest article that share most of such
    features; so the pairs are no more than the articles.
    """

    def __init__(self, wanted: set[int]) -> None:
        self._wanted = wanted
        self._first: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._place = -1

    def likely(self, held: Collection[int]) -> Counter[int]:
        """Return the earlier articles that share half of these features, and how many; enter this one."""
        self._place += 1
        found: Counter[int] = Counter()
        mine = self._wanted.intersection(held) if self._wanted else ()
        if len(mine) >= max(ENOUGH, CROWDED * len(held)):
            for holders in (self._first, self._latest):
                votes = Counter([holders[each] for each in mine if each in holders])
                found.update({each: count for each, count in votes.items() if 2 * count >= len(mine)})
        for feature in mine:
            self._first.setdefault(feature, self._place)
            self._latest[feature] = self._place
        return found
