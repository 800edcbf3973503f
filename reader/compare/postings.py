"""Which articles share rare features: counted feature by feature, in ranges small enough to be quick."""

from array import array
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, repeat

from reader.compare.fingerprints import Features

MOST_WITH_TERM, MOST_WITH_PHRASE = 256, 8
HEARD, HEARD_AT_LEAST = 40, 3_000_000
ENOUGH, SHARED = 4, 0.04
VERY_RARE = 4
SHORT = 12
CROWDED = 0.4
AT_ONCE = 1 << 13


class Postings:
    """The articles that hold each feature, for articles that go by their places in `articles`.

    `frequency` tells in how many of them a term stands. `fresh` are those one of which is to be in every
    pair; None, if that may be any. Time and memory grow linearly with the articles: features that stand in
    many of them are not followed.
    """

    def __init__(
        self, articles: Sequence[Features], frequency: Counter[int], fresh: Collection[int] | None = None
    ) -> None:
        self._articles = articles
        self._frequency = frequency
        self._fresh = fresh
        self._pairs = [array("Q") for _ in range(1 + len(articles) // AT_ONCE)]
        self._totals = [0] * len(articles)
        self._crowded = [0] * len(articles)
        self._common: set[int] = set()

    def likely(self, cancelled: Callable[[], bool]) -> Iterator[tuple[int, dict[int, int]]]:
        """Yield articles in order with the earlier ones that share enough rare features, and how much.

        Enough is a share of the features of either article, and several, unless either is very short. Stops
        when `cancelled` says so.
        """
        for postings, most in chain(self._phrases(), self._terms()):
            if cancelled():
                return
            self._enter(postings, most)
        needed = [
            total / 2 if len(found.terms) < SHORT else max(ENOUGH, SHARED * total)
            for found, total in zip(self._articles, self._totals, strict=True)
        ]
        least, size = min(needed, default=0), len(self._articles)
        crowds = self._crowds()
        for number, pairs in enumerate(self._pairs):
            if cancelled():
                return
            likely: dict[int, dict[int, int]] = {}
            for pair, shared in [each for each in Counter(pairs).items() if each[1] >= least]:
                later, earlier = divmod(pair, size)
                later += number * AT_ONCE
                if shared >= min(needed[later], needed[earlier]):
                    likely.setdefault(later, {})[earlier] = shared
            self._pairs[number] = array("Q")
            for later in range(number * AT_ONCE, min(len(self._articles), (number + 1) * AT_ONCE)):
                if later in likely or later in crowds:
                    yield later, crowds.get(later, {}) | likely.get(later, {})

    def _enter(self, postings: Iterable[tuple[int, list[int]]], most: int) -> None:
        """Note the pairs of articles that hold the same feature, as often as it tells something."""
        totals, buckets, fresh = self._totals, self._pairs, self._fresh
        size = len(self._articles)
        for feature, holders in postings:
            count = len(holders)
            if count > most:
                self._common.add(feature)
                for place in holders:
                    self._crowded[place] += 1
                continue
            weight = 2 if count <= VERY_RARE else 1
            for place in holders:
                totals[place] += weight
            for at in range(1, count):
                later = holders[at]
                earlier: Iterable[int] = holders[:at]
                if fresh is not None and later not in fresh:
                    earlier = [place for place in earlier if place in fresh]
                number, base = divmod(later, AT_ONCE)
                base *= size
                buckets[number].extend([base + place for place in earlier] * weight)

    def _phrases(self) -> Iterator[tuple[Iterable[tuple[int, list[int]]], int]]:
        """Yield the phrases that stand in several articles, range by range.

        Nearly all phrases stand in one article only; so never all of them are in memory.
        """
        parts = 1 + len(self._articles) // AT_ONCE
        starts = [0] * len(self._articles)
        for part in range(1, parts + 1):
            ends = [bisect_left(each.phrases, (part << 32) // parts) for each in self._articles]
            cuts = [
                each.phrases[start:end] for each, start, end in zip(self._articles, starts, ends, strict=True)
            ]
            starts = ends
            counts = Counter(chain.from_iterable(cuts))
            several: Iterable[int] = [phrase for phrase, count in counts.items() if count > 1]
            del counts
            if self._fresh is not None:
                new = chain.from_iterable(cuts[place] for place in self._fresh)
                several = set(several).intersection(new)
            postings: dict[int, list[int]] = {phrase: [] for phrase in several}
            nowhere: deque[int] = deque(maxlen=0)
            for place, cut in enumerate(cuts):
                for holders in map(postings.get, cut, repeat(nowhere)):
                    holders.append(place)
            yield postings.items(), MOST_WITH_PHRASE

    def _terms(self) -> Iterator[tuple[Iterable[tuple[int, list[int]]], int]]:
        """Yield the terms that stand in more than one article, but in few.

        They are as many as can be followed at the same cost per article, whatever the corpus.
        """
        most, cost, allowed = 1, 0, HEARD_AT_LEAST + HEARD * len(self._articles)
        for count, terms in sorted(Counter(self._frequency.values()).items()):
            cost += terms * count * count // 2 if count > 1 else 0
            if count > MOST_WITH_TERM or cost > allowed:
                break
            most = count
        rare = {term for term, count in self._frequency.items() if 1 < count <= most}
        if self._fresh is not None:
            rare.intersection_update(
                chain.from_iterable(self._articles[place].terms for place in self._fresh)
            )
        postings: dict[int, list[int]] = {term: [] for term in rare}
        if rare:
            for place, found in enumerate(self._articles):
                for term in rare.intersection(found.terms):
                    postings[term].append(place)
        yield postings.items(), MOST_WITH_TERM

    def _crowds(self) -> dict[int, dict[int, int]]:
        """Return the likely pairs among versions of a text that has so many that its features are not rare.

        Each article is likely a version of the first and of the latest one that share half of such features,
        if it has much of them; so the pairs are no more than the articles.
        """
        crowds: dict[int, dict[int, int]] = {}
        first: dict[int, int] = {}
        latest: dict[int, int] = {}
        for place, (found, crowded) in enumerate(zip(self._articles, self._crowded, strict=True)):
            if crowded < max(ENOUGH, CROWDED * len(found.phrases)):
                continue
            mine = self._common.intersection(found.phrases)
            for holders in (first, latest):
                votes = Counter([holders[each] for each in mine if each in holders])
                shared = {each: count for each, count in votes.items() if 2 * count >= len(mine)}
                if self._fresh is not None and place not in self._fresh:
                    shared = {each: count for each, count in shared.items() if each in self._fresh}
                if shared:
                    crowds.setdefault(place, {}).update(shared)
            latest.update(dict.fromkeys(mine, place))
            first = dict.fromkeys(mine, place) | first
        return crowds
