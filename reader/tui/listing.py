"""What the article list shows: which articles in which order, held as numbers however many there are.

`Listing` is what stands in the list now. Which rows those are is found by `arranging`, in a worker. Of the
articles themselves only those near the screen are known, a few hundred at most.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.annotate.overview import NOTHING_KNOWN, Overview

if TYPE_CHECKING:
    from reader.corpus.entry import Entry
    from reader.corpus.search import Query

AROUND = 64
KEPT = 1_000
"""Articles looked up at once on either side of the one wanted, and those remembered."""
AT_ONCE = 2_000


class Order(StrEnum):
    """What the list is sorted by."""

    FILE = "file"
    TITLE = "title"
    SOURCE = "source"
    DATE = "date"
    WORDS = "words"
    LABELS = "labels"
    PROGRESS = "progress"
    STATE = "state"
    STORY = "story"


LARGEST_FIRST = frozenset({Order.DATE, Order.WORDS, Order.LABELS, Order.PROGRESS, Order.STORY})


class Kind(NamedTuple):
    """A kind of article to keep: a `name` for the menu, what it `asks` for, and which label or state."""

    name: str
    asks: str = ""
    value: str = ""


ALL = Kind("all articles")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see of a corpus: a search, a kind of article, and the order."""

    text: str = ""
    kind: Kind = ALL
    order: Order = Order.FILE
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Which columns are worth showing.

    `longest_id` and `longest_source` are in characters; titles are `alike` if more than half of them are
    shared, or nothing but the beginning of the text.
    """

    longest_id: int = 0
    longest_source: int = 0
    dated: bool = False
    alike: bool = False


class Done(NamedTuple):
    """How much of the corpus is done: articles marked as done, sentences decided, and sentences in all."""

    articles: int = 0
    decided: int = 0
    sentences: int = 0


class Folds(Protocol):
    """Which articles stand in stories of two or more, by numbers."""

    @property
    def spun(self) -> Collection[int]:
        """The spun copies."""

    @property
    def linked(self) -> Collection[int]:
        """The articles whose event is told in another story, too."""

    def story(self, number: int) -> int | None:
        """Return the story an article is a version in."""

    def members(self, story: int) -> Sequence[int]:
        """Return the articles of a story, the newest first."""

    def __len__(self) -> int:
        """How many articles stand in stories."""


NO_PROFILE, NOTHING_DONE = Profile(), Done()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a wish comes to: the rows, or the `problem` there is with what was typed, in words.

    `rows` are article numbers; of a story in `groups` only the first member. `groups` holds, in the order by
    story, the members that are shown of stories with several, the first of which stands in front. `total`
    counts the articles of the corpus. With `first` these are only the rows of the first screenful.
    """

    wish: Wish
    rows: "array[int]"
    total: int
    groups: Mapping[int, Sequence[int]] = field(default_factory=dict)
    query: "Query | None" = None
    problem: str = ""
    profile: Profile = NO_PROFILE
    done: Done = NOTHING_DONE
    folds: Folds | None = None
    first: bool = False


class Fold(NamedTuple):
    """A row's place in a story: `place` 0 is in front, of `size` members that are shown when it is `open`."""

    story: int
    place: int
    size: int
    open: bool


class Source(Protocol):
    """What the list asks of a corpus."""

    def entries(self, numbers: Sequence[int]) -> "list[Entry]":
        """Return what is known of articles; those gone by now are left out."""

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of articles; those gone by now are left out."""

    def number(self, article_id: str) -> int | None:
        """Return the number of an article, None if there is none of this id."""


@dataclass
class Listing:
    """The rows of the list, and what is said of those on the screen.

    `wish` is what was asked for last, `arrangement` what is shown by now; `summaries` holds the articles that
    have any annotations, by id, and `version` counts their changes; `marked` are article ids in the order
    they were marked; `unfolded` the stories of which every member has a row. `relate` looks up what the
    versions of a story are to each other, in words by their numbers.
    """

    wish: Wish = Wish()
    arrangement: Arrangement = field(default_factory=lambda: Arrangement(Wish(), array("q"), 0))
    rows: "array[int]" = field(default_factory=lambda: array("q"))
    summaries: dict[str, Overview] = field(default_factory=dict)
    version: int = 0
    marked: dict[str, None] = field(default_factory=dict)
    unfolded: set[int] = field(default_factory=set)
    source: Source | None = None
    relate: Callable[[int], Mapping[int, str]] = lambda _: {}
    _entries: "dict[int, Entry | None]" = field(default_factory=dict)
    _ties: dict[int, Mapping[int, str]] = field(default_factory=dict)

    def look_at(self, source: Source) -> None:
        """Show the articles of another source, or of the same after it changed."""
        self.source = source
        self._entries.clear()
        self._ties.clear()

    def take(self, arrangement: Arrangement) -> None:
        """Show an arrangement; what has a problem leaves the rows as they are."""
        if arrangement.problem:
            return
        self.arrangement = arrangement
        self.rows = array("q", arrangement.rows)
        for story in self.unfolded & arrangement.groups.keys():
            self._show_members(self.rows.index(arrangement.groups[story][0]), story)

    @property
    def total(self) -> int:
        """The number of articles in the corpus."""
        return self.arrangement.total

    @property
    def shown(self) -> int:
        """The number of articles that are shown, in a fold or not."""
        shown = self.arrangement
        return len(shown.rows) + sum(len(members) - 1 for members in shown.groups.values())

    def entry(self, row: int) -> "Entry | None":
        """Return what is known of the article in a row; None if it is gone from the corpus."""
        number = self.rows[row]
        if number not in self._entries:
            self._look_up(row)
        return self._entries[number]

    def _look_up(self, row: int) -> None:
        """Look up a row and those near it that are not known yet."""
        near = self.rows[max(0, row - AROUND) : row + AROUND]
        wanted = [number for number in near if number not in self._entries]
        self._entries.update(dict.fromkeys(wanted))
        if self.source is not None:
            self._entries.update((entry.number, entry) for entry in self.source.entries(wanted))
        while len(self._entries) > KEPT:
            del self._entries[next(iter(self._entries))]

    def learn(self, summaries: Mapping[str, Overview]) -> None:
        """Take in what became of the annotations of some articles; the rows stay as they are."""
        shown = self.arrangement
        done, decided = shown.done.articles, shown.done.decided
        for article_id, summary in summaries.items():
            before = self.summaries.get(article_id, NOTHING_KNOWN)
            done += (summary.state == "done") - (before.state == "done")
            decided += summary.decided - before.decided
        self.summaries.update(summaries)
        self.version += 1
        self.arrangement = replace(shown, done=shown.done._replace(articles=done, decided=decided))

    def summary(self, entry: "Entry") -> Overview:
        """Return what is known of an article's annotations."""
        return self.summaries.get(entry.id, NOTHING_KNOWN)

    def row_of(self, entry: "Entry") -> int | None:
        """Return the row that shows an article: its own, or that of the fold it is in."""
        row = self._row_of(entry.number)
        if row is None and self.source is not None and (number := self.source.number(entry.id)) is not None:
            row = self._row_of(number)
        return row

    def _row_of(self, number: int) -> int | None:
        for shown in (number, self._front(number)):
            try:
                return self.rows.index(shown)
            except ValueError:
                continue
        return None

    def _front(self, number: int) -> int:
        folds = self.arrangement.folds
        story = folds.story(number) if folds else None
        members = self.arrangement.groups.get(story) if story is not None else None
        return members[0] if members else number

    def next_waiting(self, row: int, step: int) -> int | None:
        """Return the row nearest to `row` in the direction of `step` that still waits for labels."""
        places = range(row + 1, len(self.rows)) if step > 0 else range(row - 1, -1, -1)
        start, size = 0, AROUND
        while self.source is not None and start < len(places):
            part = places[start : start + size]
            found = {entry.number: entry for entry in self.source.entries([self.rows[at] for at in part])}
            for place in part:
                entry = found.get(self.rows[place])
                if entry is not None and self.summary(entry).waiting:
                    return place
            start, size = start + size, min(2 * size, AT_ONCE)
        return None

    def mark(self, rows: Iterable[int], on: bool | None = None) -> None:
        """Mark the articles of `rows`, take the marks off, or (None) turn each around."""
        ids = self.source.ids([self.rows[row] for row in rows]) if self.source else []
        for article_id in ids:
            if article_id not in self.marked and on is not False:
                self.marked[article_id] = None
            elif on is not True:
                self.marked.pop(article_id, None)

    def versions(self, number: int) -> int:
        """Return how many versions there are of an article, itself among them; 0 if it stands alone."""
        folds = self.arrangement.folds
        story = folds.story(number) if folds else None
        return len(folds.members(story)) if folds and story is not None else 0

    def story(self, number: int) -> Sequence[int]:
        """Return the versions of an article, itself among them, the newest first."""
        folds = self.arrangement.folds
        story = folds.story(number) if folds else None
        return folds.members(story) if folds and story is not None else [number]

    def spun(self, number: int) -> bool:
        """Tell whether an article is a spun copy of another version."""
        folds = self.arrangement.folds
        return folds is not None and number in folds.spun

    def tie(self, story: int, number: int) -> str:
        """Return in words what a version is to the one that holds it in its story; empty for the first."""
        if story not in self._ties:
            self._ties[story] = self.relate(story)
        return self._ties[story].get(number, "")

    def fold(self, row: int) -> Fold | None:
        """Return the place of a row in a story of which several members are shown."""
        number, folds = self.rows[row], self.arrangement.folds
        story = folds.story(number) if folds and self.arrangement.groups else None
        members = self.arrangement.groups.get(story) if story is not None else None
        if story is None or not members:
            return None
        return Fold(story, list(members).index(number), len(members), story in self.unfolded)

    def unfold(self, row: int, open_: bool) -> int | None:
        """Show the members of a story below its front, or put them away.

        Returns the row to be on afterwards; None if there is nothing to show or to put away.
        """
        fold = self.fold(row)
        if fold is None or fold.open == open_:
            return None
        if open_:
            self.unfolded.add(fold.story)
            self._show_members(row, fold.story)
            return row
        self.unfolded.remove(fold.story)
        front = row - fold.place
        del self.rows[front + 1 : front + fold.size]
        return front

    def _show_members(self, row: int, story: int) -> None:
        self.rows[row + 1 : row + 1] = array("q", self.arrangement.groups[story][1:])
