"""What the review screen shows: rows read by a worker, narrowed by a query, marked, counted."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from reader.annotate import review
from reader.annotate.review import Row, counted
from reader.tui.columns import bar, cut

if TYPE_CHECKING:
    from reader.annotate.acts.bulk import Place as Spot
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place

BARS = 12
LISTED = 6
SIGNS = {"accepted": " ", "proposed": "?", "rejected": "✗"}
ORIGINS = {"manual": " ", "carried": "→", "suggested": "~", "imported": "⇣", "adjudicated": "="}


@dataclass
class Read(Message):
    """All annotations were read."""

    rows: tuple[Row, ...]


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

    names = [] if blind else [name for name in annotators(place.annotations) if name != place.annotator]
    with ExitStack() as stack:
        stores = [session.store]
        for name in names:
            store = open_store(replace(place, annotator=name), read_only=True)
            stack.callback(store.close)
            stores.append(store)
        return Read(tuple(review.rows(stores, teller(corpus), complain, tell)))


class Reviewed:
    """The rows that a query found, those that are marked, and what an act on them is about."""

    def __init__(self, annotator: str) -> None:
        self.annotator = annotator
        self.rows: tuple[Row, ...] = ()
        self.shown: Sequence[Row] = ()
        self.marked: set[Spot] = set()

    def spot(self, row: Row) -> "Spot":
        """Return what names a row."""
        return row.annotation.article, row.annotation.id

    def toggle(self, at: int) -> None:
        """Mark a row, or mark it no more."""
        self.marked ^= {self.spot(self.shown[at])}

    def toggle_all(self) -> None:
        """Mark all rows that are shown, or none of them if all are marked."""
        every = {self.spot(row) for row in self.shown}
        self.marked = self.marked - every if every <= self.marked else self.marked | every

    def meant(self, at: int) -> list["Spot"]:
        """Return what an act is about: the marked rows that are shown, else the one under the cursor.

        Only one's own annotations can be changed.
        """
        found = [row for row in self.shown if self.spot(row) in self.marked] or list(self.shown[at : at + 1])
        return [self.spot(row) for row in found if row.annotation.annotator == self.annotator]

    def cells(self, at: int, width: int, color: Callable[[str], str]) -> list[tuple[str, str]]:
        """Return what a row looks like: mark, status, origin, label, annotator if another's, place, text."""
        row = self.shown[at]
        annotation = row.annotation
        mark = "●" if self.spot(row) in self.marked else " "
        signs = SIGNS[annotation.status.value] + ORIGINS.get(annotation.origin.kind, " ")
        whose = "" if annotation.annotator == self.annotator else f"{cut(annotation.annotator, 10)}: "
        where = cut(row.title or annotation.article, max(8, width // 4))
        note = " ✎" if annotation.note else ""
        text = " ".join(annotation.text.split())
        return [
            (mark, "mark"),
            (signs + " ", "quiet"),
            (f"{cut(annotation.label, 8):8} ", color(annotation.label)),
            (whose, "quiet"),
            (f"{text}{note}", ""),
            (f"  — {where}", "quiet"),
        ]


def charts(rows: Sequence[Row], width: int) -> str:
    """Return small bar charts of rows, by label, status, origin, source, day and annotator."""
    counts = counted(rows)
    blocks = []
    for title, values in (
        ("Label", counts.labels),
        ("Status", counts.statuses),
        ("Origin", counts.origins),
        ("Annotator", counts.annotators),
        ("Source", counts.sources),
        ("Day", counts.days),
    ):
        if values:
            blocks.append(_chart(title, values, width))
    return "\n\n".join(blocks)


def _chart(title: str, values: Counter[str], width: int) -> str:
    listed = sorted(values.items(), reverse=True) if title == "Day" else values.most_common()
    most = max(values.values())
    room = max(6, width - BARS - 9)
    lines = [title]
    for name, count in listed[:LISTED]:
        name = cut(name or "–", room)
        lines.append(f"{name:{room}} {bar(count / most, BARS)}{count:>7,}")
    if len(listed) > LISTED:
        lines.append(f"and {len(listed) - LISTED:,} more")
    return "\n".join(lines)
