"""What the index keeps of stories: looked up for few articles at a time, by a few queries."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.compare.relation import Kinship
from reader.corpus.corpus import Corpus
from reader.corpus.entry import Entry
from reader.grouping.tables import known

if TYPE_CHECKING:
    from reader.compare.pairs import Pair

AT_ONCE = 200
"""Stories that are looked up together when all of them are asked for."""

_NO_VERSIONS = frozenset((Kinship.PASSAGES, Kinship.EVENT, Kinship.UNRELATED))
_NEWEST_FIRST = "articles.moment IS NULL, articles.moment DESC, articles.id"
_OF_THE_EARLIER = {
    Kinship.SAME_TEXT: "same text as",
    Kinship.UPDATE: "updated in",
    Kinship.REWRITE: "rewritten in",
    Kinship.SPUN: "source of",
    Kinship.PASSAGES: "shares passages with",
    Kinship.EVENT: "same event as",
}
_OF_THE_LATER = {
    Kinship.UPDATE: "update of",
    Kinship.REWRITE: "rewrite of",
    Kinship.SPUN: "spun copy of",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A verified pair, seen from one of its articles: what *it* is to the article `to`.

    `share` (0 to 1) of the words of both lie in sentences that correspond. `first`: it is the earlier one, or
    the source of a spun copy, and `to` was made of it; else it was made of `to`.
    """

    relation: Kinship
    share: float
    to: str
    first: bool

    @classmethod
    def of(cls, pair: "Pair", article_id: str) -> "Tie":
        """Return what the article is to the other one of the pair."""
        first = pair.a == article_id
        return cls(pair.relation, pair.share, pair.b if first else pair.a, first)

    @property
    def words(self) -> str:
        """What it is to `to`, to be followed by its name: “spun copy of”, “source of”, “same event as”."""
        earlier = _OF_THE_EARLIER.get(self.relation, str(self.relation))
        return earlier if self.first else _OF_THE_LATER.get(self.relation, earlier)


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, and the verified pair that holds it there; the one all go back to has none."""

    entry: Entry
    held: Tie | None


@dataclass(frozen=True, slots=True)
class Story:
    """Versions of one text, the newest first; articles without a date come last.

    `pairs` are the verified pairs among the members; `events` link one of them to an article of another story
    that tells of the same event.
    """

    number: int
    members: tuple[Member, ...]
    pairs: tuple["Pair", ...]
    events: tuple["Pair", ...]


class Folds:
    """Which articles stand in stories of two or more, by numbers; made for hundreds of thousands of them.

    Attributes:
        numbers: all of them, sorted.
        spun: those that are spun copies.
        linked: articles that tell of the same event as one of another story, whether in a story or alone.
    """

    def __init__(
        self, rows: Iterable[tuple[int, int]] = (), spun: Iterable[int] = (), linked: Iterable[int] = ()
    ) -> None:
        """Take rows of story and article number, those of a story together, the newest article first."""
        self._stories, self._members = array("q"), array("q")
        for story, number in rows:
            self._stories.append(story)
            self._members.append(number)
        order = sorted(range(len(self._members)), key=self._members.__getitem__)
        self.numbers = array("q", map(self._members.__getitem__, order))
        self._of = array("q", map(self._stories.__getitem__, order))
        self.spun, self.linked = frozenset(spun), frozenset(linked)

    def story(self, number: int) -> int | None:
        """Return the number of the story that article `number` is a version in, None if it stands alone."""
        at = bisect_left(self.numbers, number)
        return self._of[at] if at < len(self.numbers) and self.numbers[at] == number else None

    def members(self, story: int) -> Sequence[int]:
        """Return the numbers of the articles of a story, the newest first."""
        return self._members[bisect_left(self._stories, story) : bisect_right(self._stories, story)]

    @property
    def stories(self) -> int:
        """How many stories there are."""
        return len(set(self._stories))

    def __len__(self) -> int:
        """How many articles stand in stories."""
        return len(self._members)


def folds(corpus: Corpus) -> Folds:
    """Return the stories of two or more articles, by article numbers. Three queries."""
    index = corpus.index
    if not known(index):
        return Folds()
    related = "FROM pairs WHERE relation = ?"
    return Folds(
        index.each(
            "SELECT stories.story, articles.number FROM stories JOIN articles USING (number)"
            " WHERE stories.story IN (SELECT story FROM stories GROUP BY story HAVING count(*) > 1)"
            f" ORDER BY stories.story, {_NEWEST_FIRST}"
        ),
        (number for (number,) in index.each(f"SELECT b {related}", (Kinship.SPUN,))),
        (number for row in index.each(f"SELECT a, b {related}", (Kinship.EVENT,)) for number in row),
    )


def story_of(corpus: Corpus, article_id: str) -> Story | None:
    """Return the story an article is a version in, None if it stands alone or is not grouped yet."""
    number = corpus.number(article_id) if known(corpus.index) else None
    if number is None:
        return None
    found = corpus.index.rows("SELECT story FROM stories WHERE number = ?", (number,))
    return story(corpus, found[0][0]) if found else None


def story(corpus: Corpus, number: int) -> Story | None:
    """Return a story by its number, None if there is none."""
    return next(_read(corpus, number, number), None) if known(corpus.index) else None


def stories(corpus: Corpus) -> Iterator[Story]:
    """Yield all stories in the order of their numbers, a few at a time; also single articles that tell of the
    same event as others."""
    if not known(corpus.index):
        return
    last = 0
    while True:
        ahead = corpus.index.rows(
            "SELECT DISTINCT story FROM grouped WHERE story > ? ORDER BY story LIMIT ?", (last, AT_ONCE)
        )
        if not ahead:
            return
        first, last = ahead[0][0], ahead[-1][0]
        yield from _read(corpus, first, last)


def versions_of(corpus: Corpus, article_id: str) -> list[tuple[Entry, Tie]]:
    """Return the other versions of an article, the closest first, each with what it is to the article; one
    that was not compared with it directly says what it is to the version that holds it in the story."""
    found = story_of(corpus, article_id)
    if found is None:
        return []
    direct = {Tie.of(p, article_id).to: p for p in found.pairs if article_id in (p.a, p.b)}
    entries = {member.entry.id: member for member in found.members}
    own = entries.get(article_id)
    near: list[tuple[Entry, Tie]] = []
    far: list[tuple[Entry, Tie]] = []
    for each, member in entries.items():
        if each == article_id:
            continue
        if each in direct:
            near.append((member.entry, Tie.of(direct[each], each)))
        elif held := member.held or (own and own.held):
            far.append((member.entry, held))
    near.sort(key=lambda version: -version[1].share)
    return near + far


def events_of(corpus: Corpus, article_id: str) -> list[tuple[Entry, Tie]]:
    """Return the articles that tell of the same event without being versions, the closest first."""
    number = corpus.number(article_id) if known(corpus.index) else None
    if number is None:
        return []
    rows = corpus.index.rows(
        "SELECT CASE a WHEN ? THEN b ELSE a END, share, b = ? FROM pairs"
        " WHERE (a = ? OR b = ?) AND relation = ? ORDER BY share DESC, a, b",
        (number, number, number, number, Kinship.EVENT),
    )
    entries = {entry.number: entry for entry in corpus.entries([row[0] for row in rows])}
    return [
        (entries[other], Tie(Kinship.EVENT, share, article_id, bool(first)))
        for other, share, first in rows
        if other in entries
    ]


def _read(corpus: Corpus, first: int, last: int) -> Iterator[Story]:
    """Yield the stories numbered `first` to `last`."""
    rows = corpus.index.rows(
        "SELECT grouped.story, articles.number, stories.held"
        " FROM grouped JOIN articles USING (number) LEFT JOIN stories USING (number)"
        f" WHERE grouped.story BETWEEN ? AND ? ORDER BY grouped.story, {_NEWEST_FIRST}",
        (first, last),
    )
    entries = {entry.number: entry for entry in corpus.entries([row[1] for row in rows])}
    pairs: defaultdict[int, list[Pair]] = defaultdict(list)
    events: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair, one, other in _pairs(corpus, first, last):
        if pair.relation is Kinship.EVENT and one != other:
            events[one].append(pair)
            events[other].append(pair)
        elif one == other and pair.relation not in _NO_VERSIONS:
            pairs[one].append(pair)
    members: defaultdict[int, list[tuple[Entry, int | None]]] = defaultdict(list)
    for number, article, held in rows:
        if article in entries:
            members[number].append((entries[article], held))
    for number, found in members.items():
        by_ids = {frozenset((pair.a, pair.b)): pair for pair in pairs[number]}
        yield Story(
            number,
            tuple(Member(entry, _tie(entry, held and entries.get(held), by_ids)) for entry, held in found),
            tuple(pairs[number]),
            tuple(events[number]),
        )


def _tie(entry: Entry, holder: Entry | int | None, by_ids: "dict[frozenset[str], Pair]") -> Tie | None:
    if not isinstance(holder, Entry):
        return None
    pair = by_ids.get(frozenset((entry.id, holder.id)))
    return Tie.of(pair, entry.id) if pair else None


def _pairs(corpus: Corpus, first: int, last: int) -> Iterator[tuple["Pair", int, int]]:
    """Yield the pairs with an article of the stories `first` to `last`, and the stories of both articles."""
    from reader.compare.pairs import Pair

    chosen = "SELECT number FROM grouped WHERE story BETWEEN ? AND ?"
    for a, b, share, relation, one, other in corpus.index.rows(
        "SELECT left.id, right.id, share, relation, left.story, right.story FROM pairs"
        " JOIN grouped AS left ON left.number = a JOIN grouped AS right ON right.number = b"
        f" WHERE a IN ({chosen}) OR b IN ({chosen}) ORDER BY left.id, right.id",
        (first, last, first, last),
    ):
        yield Pair(a, b, share, Kinship(relation)), one, other
