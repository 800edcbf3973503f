"""What all parts of the reading screen share: articles, cursor, labels, and the line that tells of them."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from reader.annotate.reading import Place, Reading
from reader.annotate.session import Changed, Session
from reader.compare.comparison import Comparison, Relation
from reader.corpus.article import Article
from reader.corpus.controls import visible
from reader.settings import Settings
from reader.tui import ruler, signs, telling
from reader.tui.asides import letter
from reader.tui.columns import bar
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.find import Hits, has_words
from reader.tui.layout import View
from reader.tui.opening import numbered
from reader.tui.tagging import Tagging
from reader.tui.widgets.foot import ReadingStatus, Saving, State
from reader.tui.widgets.heads import ColumnHeads
from reader.tui.widgets.parallel import ParallelText
from reader.tui.widgets.ruler import ChangeRuler

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus
    from reader.corpus.search import Query

LONGEST_NOTE = 60
FLAGS_TOLD = 2
BAR = 6
MEASURED_AFTER = 0.15
"""Seconds without a new label after which the ruler shows all of them."""
RELATION_WORDS = {
    Relation.EDITED: "edited",
    Relation.MERGED: "merged",
    Relation.SPLIT: "split",
    Relation.INSERTED: "added",
    Relation.DELETED: "deleted",
    Relation.MOVED: "moved",
    Relation.FURNITURE: "site furniture",
}


class Desk(Screen[None], inherit_bindings=False):
    """One to four articles being read.

    The first article is the base. `place` is a sentence (from 0) of the first article to begin at. `copy`
    puts a text on the clipboard and says what was copied and where it went. `saved` is the number of the last
    decision known to be on disk. `corpus` knows the other articles, `furniture` finds the sentences of an
    article that are site furniture, and `rejected` keeps the ids of pairs whose relation a person rejected.
    `query` is what the list was searched for, if it was: without a `place` the cursor begins at the first
    thing it finds, or `backwards` at the last.
    `reading` is None until the articles are compared.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.COMPARE)
    OFFERED = (*SCOPES, Scope.WORDS)

    def __init__(
        self,
        articles: Sequence[Article],
        session: Session,
        settings: Settings,
        *,
        table: CommandTable | None = None,
        place: int | None = None,
        copy: Callable[[str, str], None] | None = None,
        saved: int = 0,
        corpus: "Corpus | None" = None,
        furniture: Callable[[Article], frozenset[int]] | None = None,
        rejected: set[frozenset[str]] | None = None,
        query: "Query | None" = None,
        backwards: bool = False,
    ) -> None:
        super().__init__()
        self.articles = tuple(articles)
        self.session = session
        self.settings = settings
        self.table = table or CommandTable.of(session.schema, settings.keymap)
        self.table.install(self, *self.SCOPES)
        self._actions = {binding.key: binding.action for binding in self.table.bindings(*self.SCOPES)}
        self.reading: Reading | None = None
        self.tagging = Tagging(session, self.articles)
        self.hits = Hits()
        self._places: list[Place] = []
        self._before_search: Place | None = None
        self.corpus = corpus
        self.furniture = furniture
        self.rejected = rejected if rejected is not None else set()
        self.sought = query if query is not None and has_words(query) else None
        self._backwards = backwards
        self._elsewhere: dict[Place, Place] = {}
        self._borrowed: tuple[int, int] | None = None
        self._copy = copy
        self._start = place
        self._saved = saved
        self._awaited = 0
        self._failed = False
        self._comparing = False
        self._offer = ""
        self._events: frozenset[frozenset[str]] = frozenset()
        self._measuring: Timer | None = None
        self._diff = self._words = True

    @property
    def _heads(self) -> ColumnHeads:
        return self.query_one(ColumnHeads)

    @property
    def _ruler(self) -> ChangeRuler:
        return self.query_one(ChangeRuler)

    @property
    def _text(self) -> ParallelText:
        return self.query_one(ParallelText)

    def _actions_now(self) -> Mapping[str, str]:
        """Return what keys do in the text, by their names."""
        return self._actions

    def _count_again(self, changed: Changed | None = None) -> None:
        """Take note that something was decided: a part of the screen may count it."""

    def _about_marking(self) -> list[str]:
        """Return what the status line says of what is marked: nothing, unless a part of the screen marks."""
        return []

    def _moved(self) -> None:
        """Take note that the cursor may stand elsewhere: a part of the screen may care."""

    def _follow(self) -> None:
        assert self.reading is not None
        self._moved()
        self._text.follow()
        self._show_window()
        self._heads.focus_on(self.reading.column)
        self._show_relation()
        self._show_status()

    def _show_relation(self) -> None:
        """Say what the focused version is to the base, or of the base what the version beside it is."""
        reading = self.reading
        version = self._judged()
        if reading is not None and version is not None:
            rejected = self._pair(version) in self.rejected
            self._heads.relate(telling.relation(reading.comparison, version, rejected, self._events))

    def _judged(self) -> int | None:
        """Return the version whose relation to the base is of interest where the cursor is."""
        reading = self.reading
        if reading is None or len(self.articles) < 2:
            return None
        base = reading.comparison.base
        if reading.column != base:
            return reading.column
        return (
            self._text.against
            if self._text.against is not None
            else next(iter(reading.comparison.alignments))
        )

    def _pair(self, version: int) -> frozenset[str]:
        assert self.reading is not None
        return frozenset((self.articles[self.reading.comparison.base].id, self.articles[version].id))

    def _arrive(self) -> None:
        """Follow the cursor to where it was sent; a fold there is opened."""
        assert self.reading is not None
        folds, place = self._text.folds, self.reading.place
        fold = self._text.fold_at(place) if place is not None else None
        if fold and folds and folds.open(fold.first, wholly=True):
            self._text.refold()
        self._follow()

    def _measure_changes(self) -> None:
        """Show on the ruler where hits are, or else changes."""
        reading, layout = self.reading, self._text.layout_of_lines
        if reading is None or layout is None:
            return
        height = self._ruler.size.height
        if self.hits.by_place:
            hits = dict.fromkeys(self.hits.by_place, ruler.HIT)
            found = ruler.of_places(layout, reading.column, height, hits)
        elif self._diff:
            found = ruler.of_changes(reading.comparison, layout, reading.column, height)
        else:
            found = []
        self._ruler.show_changes(found, ruler.lines(layout, reading.column))
        self._measure_labels()
        self._show_window()

    def _measure_labels(self) -> None:
        """Show on the ruler where labels are."""
        reading, layout = self.reading, self._text.layout_of_lines
        if reading is not None and layout is not None:
            height = self._ruler.size.height
            labelled = self.tagging.labelled()
            self._ruler.show_labels(ruler.of_places(layout, reading.column, height, labelled))

    def _measure_soon(self) -> None:
        """Show on the ruler where labels are as soon as no more of them come: that takes a look at all."""
        if self._measuring is None:
            self._measuring = self.set_timer(MEASURED_AFTER, self._measure_at_last)
        else:
            self._measuring.reset()

    def _measure_at_last(self) -> None:
        self._measuring = None
        self._measure_labels()

    def _show_window(self) -> None:
        self._ruler.stand_at(round(self._text.scroll_y), self._text.size.height)

    def _show_status(self, said: str = "") -> None:
        """Show where one is; `said` stands first, until something else is shown."""
        reading = self.reading
        if reading is None or reading.place is None:
            return
        column, sentence = reading.place
        decided, total = self.tagging.progress(column)
        name = f"{letter(column)} " if len(self.articles) > 1 else ""
        self.query_one(ReadingStatus).show(
            State(
                place=f"{name}{sentence + 1}/{len(reading.article.sentences)}",
                about=tuple([said, *self._about(reading)] if said else self._about(reading)),
                progress=f"▏{bar(decided / total if total else 1, BAR)}▕ {decided}/{total} decided",
                saving=self._saving(),
                notice="read-only" if self.session.read_only else "",
            )
        )

    def _about(self, reading: Reading) -> list[str]:
        assert reading.place is not None
        about = self._about_marking()
        if self.hits.query:
            query = f"“{self.hits.query}”"
            found = f"{numbered(self.hits.count, 'hit')} for {query}"
            about.append(found if self.hits.count else f"{query} is not here")
        if self._offer:
            about.append(self._offer)
        if not self._text.locked and self._text.shown_view is View.SIDE:
            about.append("scrolling apart")
        if not self._diff:
            return [*about, "differences hidden"]
        if self._borrowed is not None and reading.column == self._borrowed[0]:
            about.append(f"{signs.SOURCE} in the words of {letter(self._borrowed[1])}")
        relation = self._relation_here(reading.comparison, reading.place)
        if relation is not None:
            about.append(relation)
            against = self._text.against
            about += islice(telling.flagged(reading.comparison, reading.place, against), FLAGS_TOLD)
        fold = self._text.fold_at(reading.place)
        if fold is not None:
            about = [f"{fold.text} — {self.table.key('follow')} opens"]
        about = [*self._notes(reading), *about, *self._unknown(reading)]
        if count := len(reading.differences):
            at = bisect_right(reading.differences, reading.row)
            here = relation is not None and at
            about.append(f"difference {at}/{count}" if here else numbered(count, "difference"))
        return about

    def _notes(self, reading: Reading) -> list[str]:
        """Return the notes on the sentence and its labels."""
        assert reading.place is not None
        article, sentence = reading.article, reading.place.sentence
        notes = [self.session.note(article, sentence)]
        notes += [each.note for each in self.session.labels(article, sentence)]
        return [
            f"* {visible(telling.shortened(note, LONGEST_NOTE))}" for note in dict.fromkeys(notes) if note
        ]

    def _unknown(self, reading: Reading) -> list[str]:
        """Return which labels here are none of the schema's, in words."""
        assert reading.place is not None
        labels = self.session.labels(reading.article, reading.place.sentence)
        unknown = dict.fromkeys(each.label for each in labels if each.label not in self.session.schema)
        return [f"{signs.UNKNOWN} {visible(name)}: not in labels.toml" for name in unknown]

    @staticmethod
    def _relation_here(comparison: Comparison, place: Place) -> str | None:
        """Return the sign of a sentence and what it means."""
        sign = signs.relation_sign(comparison, *place)
        if sign is None:
            return None
        first = comparison.repeats(place.version).get(place.sentence)
        if first is not None:
            return f"{sign.letter} said before, in sentence {first + 1}"
        if place.sentence in comparison.unread(place.version):
            return f"{sign.letter} {RELATION_WORDS[Relation.FURNITURE]}"
        relation = comparison.relation(*place)
        return f"{sign.letter} {RELATION_WORDS[relation]}" if relation else None

    def _saving(self) -> Saving:
        if self._failed:
            return Saving.FAILED
        if not self._awaited:
            return Saving.NOTHING
        return Saving.SAVED if self._saved >= self._awaited else Saving.SAVING
