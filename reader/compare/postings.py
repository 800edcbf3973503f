"""Which articles share rare words and phrases, counted feature by feature."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, repeat

from reader.compare.fingerprints import Features

MOST_WITH_TERM = 256
HEARD, HEARD_AT_LEAST = 40, 3_000_000
VERY_RARE = 4
OF_PHRASE = 2
ENOUGH, SHARED = 4, 0.05
SHORT = 12
COUNTED_AT_ONCE = 1 << 15
ANSWERED_AT_ONCE = 1 << 13


class Postings:
    """What articles share, which go by their places in `articles`.

    `frequency` tells in how many of them a term stands. `fresh` are those one of which is to be in every
    pair; None, if that may be any. Time and memory grow linearly with the articles: a phrase joins an
    article only with the latest one before that has it, and terms that stand in many articles are not
    followed.
    """

    def __init__(
        self, articles: Sequence[Features], frequency: Counter[int], fresh: Collection[int] | None = None
    ) -> None:
        self._articles = articles
        self._frequency = frequency
        self._fresh = fresh
        self._pairs = [array("Q") for _ in range(1 + len(articles) // ANSWERED_AT_ONCE)]
        self._totals = [0] * len(articles)

    def likely(self, cancelled: Callable[[], bool]) -> Iterator[tuple[int, dict[int, int]]]:
        """Yield articles in order with the earlier ones that share enough, and how much.

        Enough is two phrases, or several terms that are a share of those of either article. Stops when
        `cancelled` says so.
        """
        parts = 1 + len(self._articles) // COUNTED_AT_ONCE
        for part in range(parts):
            if cancelled():
                return
            self._enter_phrases((part << 32) // parts, ((part + 1) << 32) // parts)
        self._enter_terms()
        needed = [
            max(2, total / 2) if len(found.terms) < SHORT else max(ENOUGH, SHARED * total)
            for found, total in zip(self._articles, self._totals, strict=True)
        ]
        least, size = min(needed, default=0), len(self._articles)
        for number, pairs in enumerate(self._pairs):
            if cancelled():
                return
            likely: dict[int, dict[int, int]] = {}
            for pair, shared in [each for each in Counter(pairs).items() if each[1] >= least]:
                later, earlier = divmod(pair, size)
                later += number * ANSWERED_AT_ONCE
                if shared >= min(needed[later], needed[earlier]):
                    likely.setdefault(later, {})[earlier] = shared
            self._pairs[number] = array("Q")
            yield from sorted(likely.items())

    def _enter_phrases(self, low: int, high: int) -> None:
        """Note, for each phrase of an article in this range of hashes, the latest article before that has it.

        Nearly all phrases stand in one article only; so never all of them are in memory.
        """
        cuts = [
            each.phrases[bisect_left(each.phrases, low) : bisect_left(each.phrases, high)]
            for each in self._articles
        ]
        latest: dict[int, int] = {}
        size, fresh = len(self._articles), self._fresh
        wanted = None if fresh is None else set(chain.from_iterable(cuts[place] for place in fresh))
        for place, cut in enumerate(cuts):
            held: Collection[int] = cut if wanted is None else wanted.intersection(cut)
            number, row = divmod(place, ANSWERED_AT_ONCE)
            found = [row * size + each - 1 for each in map(latest.get, held) if each]
            if found and fresh is not None and place not in fresh:
                found = [pair for pair in found if pair % size in fresh]
            self._pairs[number].extend(found * OF_PHRASE)
            latest.update(zip(held, repeat(place + 1), strict=False))

    def _enter_terms(self) -> None:
        """Note all pairs of articles that hold the same rare term.

        Rare are as many terms as can be followed at the same cost per article, whatever the corpus.
        """
        most, cost, allowed = 1, 0, HEARD_AT_LEAST + HEARD * len(self._articles)
        for count, terms in sorted(Counter(self._frequency.values()).items()):
            cost += terms * count * count // 2 if count > 1 else 0
            if count > MOST_WITH_TERM or cost > allowed:
                break
            most = count
        rare = {term for term, count in self._frequency.items() if 1 < count <= most}
        if self._fresh is not None:
            there = chain.from_iterable(self._articles[place].terms for place in self._fresh)
            rare.intersection_update(there)
        holders: dict[int, list[int]] = {term: [] for term in rare}
        for place, article in enumerate(self._articles if rare else ()):
            number, row = divmod(place, ANSWERED_AT_ONCE)
            found: list[int] = []
            for term in rare.intersection(article.terms):
                weight = 2 if self._frequency[term] <= VERY_RARE else 1
                self._totals[place] += weight
                found += holders[term] * weight
                holders[term].append(place)
            if self._fresh is not None and place not in self._fresh:
                found = [each for each in found if each in self._fresh]
            self._pairs[number].extend([row * len(self._articles) + each for each in found])
