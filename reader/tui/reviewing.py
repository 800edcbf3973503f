"""What the review screen shows: rows read by a worker, narrowed by a query, marked, counted."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.message import Message

from reader.annotate import review
from reader.annotate.review import NOTHING, Counts, Row, counted, ordered
from reader.annotate.standing import ABSENT, DOUBTFUL, LOST, standing
from reader.corpus.query import Query
from reader.tui import signs
from reader.tui.columns import bar, cut
from reader.tui.wrap import displayed

if TYPE_CHECKING:
    from reader.annotate.acts.batch import Place as Spot
    from reader.annotate.schema import Schema
    from reader.annotate.session import Changed, Session
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place

BARS = 12
FEWEST = 2
LABEL, SHORTEST_TITLE, WITH_TITLE = 8, 16, 60
SIGNS = {
    "accepted": " ",
    "proposed": signs.PROPOSED,
    "rejected": "✗",
    DOUBTFUL: signs.DOUBTFUL,
    LOST: "!",
    ABSENT: "-",
}
ORIGINS = {"manual": " ", "carried": signs.CARRIED, "suggested": "~", "imported": "⇣", "adjudicated": "="}


Group = tuple[str, str]
"""Whose labels of which article: the names of both."""
Told = Callable[[str], tuple[str, str, int | None]]
EVERY = 50
PAUSE = 1.0
"""Seconds between what is shown of proposals: to take it in takes as long as there are labels."""
CHUNK = 5_000


@dataclass
class ReadSoFar(Message):
    """The labels of so many articles were read."""

    articles: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest number is of interest."""
        return isinstance(message, ReadSoFar)


@dataclass
class Read(Message):
    """All annotations were read, or those of the articles that an act changed."""

    groups: "dict[Group, tuple[Row, ...]]"
    decided: dict[str, frozenset[int]] | None = None
    """Where sentences start that were decided to have no label, by article; None if all was read."""


@dataclass
class Derived(Message):
    """So many stories were looked through, and these rows are proposed by other versions.

    `instead` are the articles for which they stand in place of what was proposed before.
    """

    rows: Sequence[Row]
    stories: int
    complete: bool
    instead: frozenset[str] = frozenset()


@dataclass
class Narrowed(Message):
    """The rows that the question numbered `asked` found, how many of each kind, and where the cursor goes."""

    asked: int
    shown: Sequence[Row]
    counts: Counts
    cursor: int


@dataclass
class Acted(Message):
    """An act is done; `changed` is None if there was nothing to do, then `nothing` says so.

    `back` is the command that takes it back.
    """

    changed: "Changed | None"
    nothing: str
    back: str


@dataclass
class Refused(Message):
    """An act could not be done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows to show and in which order; the cursor stays on the annotation `kept`, else at `cursor`."""

    asked: int
    query: Query
    order: str
    kept: "Spot | None"
    cursor: int


def read(
    corpus: "Corpus",
    place: "Place",
    session: "Session",
    blind: bool,
    complain: Callable[[str], object],
    tell: Callable[[int], object],
) -> Read:
    """Return the annotations of the session's annotator and, unless `blind`, of all others.

    Raises `StoreError`.
    """
    from reader.annotate.store import annotators
    from reader.grouping.telling import teller
    from reader.workspace import open_store

    def told(articles: int) -> None:
        if not articles % EVERY:
            tell(articles)

    names = [] if blind else [name for name in annotators(place.annotations) if name != place.annotator]
    groups: dict[Group, list[Row]] = {}
    with ExitStack() as stack:
        stores = [session.store]
        for name in names:
            store = open_store(replace(place, annotator=name), read_only=True)
            stack.callback(store.close)
            stores.append(store)
        for row in review.rows(stores, teller(corpus), standing(corpus), complain, told):
            groups.setdefault(_group(row), []).append(row)
    return Read({group: tuple(rows) for group, rows in groups.items()})


def derive(
    corpus: "Corpus",
    session: "Session",
    articles: Collection[str] | None,
    complain: Callable[[str], object],
    send: Callable[[Derived], object],
    cancelled: Callable[[], bool],
) -> None:
    """Send what other versions propose, some rows at a time; with `articles` only what they have to do with.

    Raises `StoreError`, and `reader.compare.comparison.Cancelled`.
    """
    from reader.annotate.everywhere import everywhere, stories_of
    from reader.grouping.telling import teller

    waiting: list[Row] = []
    done, sent = 0, monotonic()
    stories = None if articles is None else stories_of(corpus, articles)

    def tell(so_far: int) -> None:
        nonlocal done, sent, waiting
        done = so_far
        if stories is None and monotonic() - sent > PAUSE:
            send(Derived(waiting, done, False))
            waiting, sent = [], monotonic()

    found = everywhere(corpus, session.store, session.schema, complain, tell, cancelled, stories)
    for row in review.derived(found, session.annotator, teller(corpus)):
        waiting.append(row)
    covered = frozenset(member.entry.id for story in stories or () for member in story.members)
    send(Derived(waiting, done, True, covered))


def read_again(corpus: "Corpus", session: "Session", articles: Sequence[str]) -> Read:
    """Return the session's own annotations of some articles. Raises `StoreError`."""
    from reader.grouping.telling import teller

    store, about, stands = session.store, teller(corpus), standing(corpus)
    found = {
        (store.annotator, each): tuple(review.of_article(store, each, about, stands)) for each in articles
    }
    return Read(found, {each: review.without_label(store.read(each)) for each in articles})


def narrow(rows: Sequence[Row], question: Question, cancelled: Callable[[], bool]) -> Narrowed | None:
    """Return the rows that a question finds; None if it was cancelled."""
    found: list[Row] = []
    for begin in range(0, len(rows), CHUNK):
        if cancelled():
            return None
        found += review.matching(rows[begin : begin + CHUNK], question.query)
    shown = ordered(found, question.order, placed=True)
    at = next((i for i, row in enumerate(shown) if spot(row) == question.kept), question.cursor)
    return Narrowed(question.asked, shown, counted(shown), at)


def spot(row: Row) -> "Spot":
    """Return what names a row."""
    return row.annotation.article, row.annotation.id


def _group(row: Row) -> Group:
    return row.annotation.annotator, row.annotation.article


class Reviewed:
    """The rows that a query found, those that are marked, and what an act on them is about."""

    def __init__(self, annotator: str) -> None:
        self.annotator = annotator
        self.rows: Sequence[Row] = ()
        self.shown: Sequence[Row] = ()
        self.marked: set[Spot] = set()
        self.counts = counted(())
        self.offers = 0
        self._marked_shown = 0
        self._groups: dict[Group, tuple[Row, ...]] = {}
        self._offered: dict[str, list[Row]] = {}
        self._decided: dict[str, frozenset[int]] = {}

    def take(self, message: Read) -> None:
        """Take over what was read; after all of it, proposals have to be looked for again."""
        if message.decided is None:
            self._groups, self._offered = dict(message.groups), {}
        else:
            self._groups |= message.groups
            self._decided |= message.decided
        self._gather()

    def add(self, message: Derived) -> None:
        """Take over what is proposed."""
        for article in message.instead:
            self._offered.pop(article, None)
        for row in message.rows:
            self._offered.setdefault(row.annotation.article, []).append(row)
        self._gather()

    def forget_offers(self) -> None:
        """Let proposals that are not stored go."""
        self._offered = {}
        self._gather()

    def _gather(self) -> None:
        """Put all rows together in the order of their places: of most articles they are in it already."""
        by_article: dict[str, list[Row]] = {}
        mixed = set[str]()
        for (_, article), rows in self._groups.items():
            if article in by_article:
                mixed.add(article)
            by_article.setdefault(article, []).extend(rows)
        self.offers = 0
        for article in self._offered:
            offers = self._open(article)
            self.offers += len(offers)
            by_article.setdefault(article, []).extend(offers)
            mixed.add(article)
        self.rows = [
            row
            for article in sorted(by_article)
            for row in (ordered(by_article[article]) if article in mixed else by_article[article])
        ]

    def _open(self, article: str) -> list[Row]:
        """Return what is proposed for an article and not answered yet."""
        said = [row.annotation for row in self._groups.get((self.annotator, article), ())]
        decided = self._decided.get(article, frozenset())
        return [row for row in self._offered[article] if not review.answered(row.annotation, said, decided)]

    def show(self, message: Narrowed) -> None:
        """Show what was found."""
        self.shown, self.counts = message.shown, message.counts
        self._count_marked()

    @property
    def marks(self) -> int:
        """The number of rows that are shown and marked."""
        return self._marked_shown

    def toggle(self, at: int) -> None:
        """Mark a row, or mark it no more."""
        one = spot(self.shown[at])
        self._marked_shown += -1 if one in self.marked else 1
        self.marked ^= {one}

    def toggle_all(self) -> None:
        """Mark all rows that are shown, or none of them if all are marked."""
        every = set(map(spot, self.shown))
        self.marked = self.marked - every if every <= self.marked else self.marked | every
        self._count_marked()

    def unmark(self) -> None:
        """Mark none of the rows that are shown."""
        self.marked.difference_update(map(spot, self.shown))
        self._marked_shown = 0

    def meant(self, at: int) -> list[Row]:
        """Return what an act is about: the marked rows that are shown, else the one under the cursor.

        Only one's own annotations can be changed.
        """
        rows = self.shown[at : at + 1]
        if self._marked_shown:
            rows = [row for row in self.shown if spot(row) in self.marked]
        return [row for row in rows if row.annotation.annotator == self.annotator]

    def _count_marked(self) -> None:
        self._marked_shown = sum(spot(row) in self.marked for row in self.shown) if self.marked else 0

    def cells(
        self, at: int, width: int, schema: "Schema", color: Callable[[str], str]
    ) -> list[tuple[str, str]]:
        """Return what a row looks like: mark, status, origin, label, annotator if another's, place, text."""
        row = self.shown[at]
        annotation = row.annotation
        mark = "●" if spot(row) in self.marked else " "
        shown = SIGNS[row.status] + ORIGINS.get(annotation.origin.kind, " ")
        whose = "" if annotation.annotator == self.annotator else f"{cut(annotation.annotator, 10)}: "
        note = "✎ " if annotation.note else ""
        title = max(SHORTEST_TITLE, width // 4) if width >= WITH_TITLE else 0
        room = width - cell_len(f"{mark}{shown} {whose}{note}") - LABEL - 1 - (title + 2 if title else 0)
        return [
            (mark, "mark"),
            (f"{shown} ", "quiet"),
            (
                _fitted(_with_unknown(annotation.label or NOTHING, schema), LABEL) + " ",
                color(annotation.label),
            ),
            (f"{displayed(whose)}{note}", "quiet"),
            (_fitted(" ".join(annotation.text.split()), room), ""),
            (f"  {_fitted(row.title or annotation.article, title)}" if title else "", "quiet"),
        ]


def _fitted(text: str, width: int) -> str:
    """Return `text` in exactly so many cells."""
    return set_cell_size(cut(displayed(text), max(1, width)), max(1, width))


def charts(counts: Counts, schema: "Schema", width: int, height: int) -> str:
    """Return small bar charts by label, status, origin, annotator, source and day, for so many lines."""
    labels = Counter({_with_unknown(name, schema): count for name, count in counts.labels.items()})
    found = {
        "Label": labels,
        "Status": counts.statuses,
        "Origin": counts.origins,
        "Annotator": counts.annotators,
        "Source": counts.sources,
        "Day": counts.days,
    }
    shown = {title: values for title, values in found.items() if values}
    most = max(FEWEST, height // max(1, len(shown)) - 3)
    return "\n\n".join(_chart(title, values, width, most) for title, values in shown.items())


def _with_unknown(label: str, schema: "Schema") -> str:
    known = label in schema or label == NOTHING
    return label if known else f"{signs.UNKNOWN} {label}"


def _chart(title: str, values: Counter[str], width: int, bars: int) -> str:
    listed = sorted(values.items(), reverse=True) if title == "Day" else values.most_common()
    most = max(values.values())
    room = max(6, width - BARS - 9)
    lines = [title]
    if len(listed) == bars + 1:
        bars += 1  # the last one takes no more room than to say that there is one more
    for name, count in listed[:bars]:
        lines.append(f"{_fitted(name or '–', room)} {bar(count / most, BARS)}{count:>7,}")
    if len(listed) > bars:
        lines.append(f"and {len(listed) - bars:,} more")
    return "\n".join(lines)
