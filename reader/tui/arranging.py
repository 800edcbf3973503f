"""Finding the rows of the list: what a worker does with a wish, however large the corpus."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from reader.annotate.overview import NOTHING_KNOWN, Overview, resolvers
from reader.tui.kinds import SLOW, Chosen, Known, choose
from reader.tui.listing import ALL, Arrangement, Done, Kind, Order, Profile, Wish

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Entry
    from reader.corpus.search import Query

FIRST = 100
"""So many rows are shown before all of them are known: more than any screen has lines."""
SAMPLE = 400
AT_ONCE = 500
STATES = ("in progress", "todo", "done")
_BY = {
    Order.FILE: "id",
    Order.TITLE: "title",
    Order.SOURCE: "source",
    Order.DATE: "date",
    Order.WORDS: "words",
    Order.STORY: "date",
}


class Arranger:
    """Arranges the articles of one corpus; for one thread at a time, save `numbers`.

    Orders and the numbers of annotated articles are kept until `forget`.
    """

    def __init__(self, corpus: "Corpus") -> None:
        self.corpus = corpus
        self.forget()

    def forget(self) -> None:
        """Look everything up again: the corpus has changed."""
        self._orders: dict[tuple[str, bool], array[int]] = {}
        self._numbers: dict[str, int | None] = {}
        self._profile: Profile | None = None
        self._sentences: int | None = None
        self._counted: tuple[int, Done] | None = None
        self._kept_kind: tuple[tuple[Kind, int], Chosen] | None = None

    def first(self, order: Order = Order.FILE) -> Arrangement:
        """Return the first rows there are, at once."""
        rows = self.corpus.order(_BY[order], most=FIRST)
        return Arrangement(
            Wish(order=order), rows, len(self.corpus), profile=_profile(self.corpus.entries(rows)), first=True
        )

    def arrange(self, wish: Wish, known: Known) -> Arrangement:
        """Return what a wish comes to."""
        from reader.corpus.search import QueryError

        total = len(self.corpus)
        try:
            query, found = self._search(wish.text, known)
        except QueryError as error:
            return Arrangement(wish, array("q"), total, problem=str(error))
        rows = self._ordered(wish, known)
        if found is not None:
            rows = array("q", (number for number in rows if number in found))
        if wish.kind is not ALL:
            rows = _kept(rows, self._chosen(wish.kind, known))
        groups: Mapping[int, Sequence[int]] = {}
        if wish.order is Order.STORY and known.folds is not None:
            rows, groups = _folded(rows, known.folds.story)
        if wish.reverse and wish.order in (Order.STORY, Order.LABELS, Order.PROGRESS, Order.STATE):
            rows = rows[::-1]
        profile, done = self.profile(), self._done(known)
        return Arrangement(wish, rows, total, groups, query, profile=profile, done=done, folds=known.folds)

    def _chosen(self, kind: Kind, known: Known) -> Chosen:
        """Return the articles of a kind; what is slow to know is kept until a label changes."""
        if kind.asks not in SLOW:
            return choose(kind, known, self.numbers)
        if self._kept_kind is None or self._kept_kind[0] != (kind, known.version):
            self._kept_kind = (kind, known.version), choose(kind, known, self.numbers)
        return self._kept_kind[1]

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those articles that are in the corpus."""
        found: dict[str, int] = {}
        for article_id in ids:
            if article_id not in self._numbers:
                self._numbers[article_id] = self.corpus.number(article_id)
            if (number := self._numbers[article_id]) is not None:
                found[article_id] = number
        return found

    def profile(self) -> Profile:
        """Return which columns are worth showing, judged by articles from all over the corpus."""
        if self._profile is None:
            numbers = self._order("id", False)
            self._profile = _profile(self.corpus.entries(numbers[:: max(1, len(numbers) // SAMPLE)]))
        return self._profile

    def _search(self, text: str, known: Known) -> "tuple[Query | None, Collection[int] | None]":
        if not text.strip():
            return None, None
        from reader.corpus.search import parse, search

        query = parse(text, typing=True)
        outside = resolvers(known.summaries, lambda: self._order("id", False), self.numbers, known.noted)
        return query, search(self.corpus, query, outside)

    def _order(self, by: str, reverse: bool) -> "array[int]":
        if (by, reverse) not in self._orders:
            self._orders[by, reverse] = self.corpus.order(by, reverse)
        return self._orders[by, reverse]

    def _ordered(self, wish: Wish, known: Known) -> "array[int]":
        if wish.order in _BY:
            return self._order(_BY[wish.order], wish.reverse and wish.order is not Order.STORY)
        rank = self._rank(wish.order, known)
        rows = self._order("id", False)
        first = sorted((number for number in rank if rank[number] < 0), key=lambda n: (rank[n], n))
        last = sorted(number for number in rank if rank[number] > 0)
        apart = {*first, *last}
        middle = (number for number in rows if number not in apart) if apart else rows
        return array("q", (*first, *middle, *last))

    def _rank(self, order: Order, known: Known) -> dict[int, float]:
        """Return where annotated articles stand: below 0 before all others, above 0 after them."""
        numbers = self.numbers(known.summaries)
        held = {number: known.summaries[each] for each, number in numbers.items()}
        match order:
            case Order.LABELS:
                return {number: -summary.total for number, summary in held.items()}
            case Order.STATE:
                return {number: STATES.index(summary.state) - 1 for number, summary in held.items()}
        return {entry.number: -progress(held[entry.number], entry) for entry in self._entries(held)}

    def _entries(self, numbers: Iterable[int]) -> "Iterator[Entry]":
        left = iter(numbers)
        while part := list(islice(left, AT_ONCE)):
            yield from self.corpus.entries(part)

    def _done(self, known: Known) -> Done:
        """Count what is done in the corpus, if it was not counted; costs follow the annotated articles."""
        if self._counted is not None and self._counted[0] == known.version:
            return self._counted[1]
        numbers = self.numbers(known.summaries)
        if self._sentences is None:
            self._sentences = self.corpus.sentences
        decided = articles = 0
        for entry in self._entries(numbers.values()):
            summary = known.summaries.get(entry.id, NOTHING_KNOWN)
            decided += min(summary.decided, entry.sentences)
            articles += summary.state == "done"
        self._counted = known.version, Done(articles, decided, self._sentences)
        return self._counted[1]


def progress(summary: Overview, entry: "Entry") -> float:
    """Return the share of an article's sentences that are decided."""
    return min(1.0, summary.decided / entry.sentences) if entry.sentences else 0.0


def _kept(rows: "array[int]", chosen: Chosen) -> "array[int]":
    numbers = chosen.numbers
    if chosen.others:
        return array("q", (number for number in rows if number not in numbers)) if numbers else rows
    return array("q", (number for number in rows if number in numbers))


def _folded(
    rows: "array[int]", story: Callable[[int], int | None]
) -> tuple["array[int]", dict[int, Sequence[int]]]:
    """Return the rows with the members of a story folded behind the first of them, stories first."""
    groups: dict[int, array[int]] = {}
    for number in rows:
        if (told := story(number)) is not None:
            groups.setdefault(told, array("q")).append(number)
    several = {told: members for told, members in groups.items() if len(members) > 1}
    folded = {number for members in several.values() for number in members}
    fronts = (members[0] for members in several.values())
    return array("q", (*fronts, *(number for number in rows if number not in folded))), dict(several)


def _profile(entries: "Sequence[Entry]") -> Profile:
    titles = {entry.title for entry in entries if entry.titled}
    return Profile(
        max((len(entry.id) for entry in entries), default=0),
        max((len(entry.source) for entry in entries), default=0),
        any(entry.date for entry in entries),
        2 * len(titles) < len(entries),
    )
