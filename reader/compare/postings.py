"""Which articles share rare words and phrases, counted feature by feature."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from reader.compare.fingerprints import Features
from reader.compare.phrases import AT_ONCE, Meetings, Part, meetings, parts

MOST_WITH_TERM = 256
HEARD, HEARD_AT_LEAST = 40, 3_000_000
VERY_RARE = 4
OF_PHRASE = 2
ENOUGH, SHARED = 4, 0.05
SHORT = 12

Meet = Callable[[Iterable[Part]], Iterable[Meetings]]
"""Does what `meetings` does to every part, in order, here or in other processes."""


def meet_here(given: Iterable[Part]) -> Iterator[Meetings]:
    """Do what `meetings` does to every part."""
    return map(meetings, given)


class Postings:
    """What articles share, which go by their places in `articles`.

    `frequency` tells in how many of them a term stands. `fresh` are those one of which is to be in every
    pair; None, if that may be any. Time and memory grow linearly with the articles: a phrase joins an
    article only with the latest one before that has it, and terms that stand in many articles are not
    followed.
    """

    def __init__(
        self,
        articles: Sequence[Features],
        frequency: Counter[int],
        fresh: Collection[int] | None = None,
        meet: Meet = meet_here,
    ) -> None:
        self._articles = articles
        self._frequency = frequency
        self._fresh = fresh
        self._meet = meet
        self._by_phrase: dict[int, array[int]] = {}

    def likely(self, cancelled: Callable[[], bool]) -> Iterator[tuple[int, dict[int, int]]]:
        """Yield articles in order with the earlier ones that share enough, and how much.

        Enough is two phrases, or several terms that are a share of those of either article. Stops when
        `cancelled` says so.
        """
        meet = self._meet if len(self._articles) > AT_ONCE else meet_here
        for found in meet(parts(self._articles, self._fresh)):
            if cancelled():
                return
            for later, earlier in zip(found.later, found.earlier, strict=True):
                self._by_phrase.setdefault(later, array("I")).append(earlier)
        rare = self._rare()
        holders: dict[int, list[int]] = {term: [] for term in rare}
        needed: list[float] = []
        for place, article in enumerate(self._articles):
            if cancelled():
                return
            shared, total = [*self._by_phrase.pop(place, ())] * OF_PHRASE, 0
            for term in rare.intersection(article.terms):
                weight = 2 if self._frequency[term] <= VERY_RARE else 1
                total += weight
                shared += holders[term] * weight
                holders[term].append(place)
            enough = max(2, total / 2) if len(article.terms) < SHORT else max(ENOUGH, SHARED * total)
            needed.append(enough)
            likely = {
                earlier: times
                for earlier, times in Counter(shared).items()
                if times > 1 and times >= min(enough, needed[earlier]) and self._wanted(place, earlier)
            }
            if likely:
                yield place, likely

    def _wanted(self, place: int, earlier: int) -> bool:
        return self._fresh is None or place in self._fresh or earlier in self._fresh

    def _rare(self) -> set[int]:
        """Return the terms to follow: as many as can be at the same cost per article, whatever the corpus."""
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
        return rare
