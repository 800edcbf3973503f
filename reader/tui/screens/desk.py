"""What all parts of the reading screen share: articles, cursor, labels, and the line that tells of them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from textual.screen import Screen

from reader.annotate.reading import Place, Reading
from reader.annotate.session import Session
from reader.compare.comparison import Relation
from reader.corpus.article import Article
from reader.settings import Settings
from reader.tui import paint
from reader.tui.commands import CommandTable, Scope
from reader.tui.find import Hits
from reader.tui.layout import View
from reader.tui.tagging import Tagging
from reader.tui.widgets.drawing import letter
from reader.tui.widgets.foot import ReadingStatus, Saving, State
from reader.tui.widgets.heads import ColumnHeads
from reader.tui.widgets.parallel import ParallelText

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
    puts text on the clipboard and says where it went. `saved` is the number of the last decision known to be
    on disk. `reading` is None until the articles are compared.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.COMPARE)

    def __init__(
        self,
        articles: Sequence[Article],
        session: Session,
        settings: Settings,
        *,
        table: CommandTable | None = None,
        place: int | None = None,
        copy: Callable[[str], str] | None = None,
        saved: int = 0,
    ) -> None:
        super().__init__()
        self.articles = tuple(articles)
        self.session = session
        self.settings = settings
        self.table = table or CommandTable.of(session.schema, settings.keymap)
        self.table.install(self, *self.SCOPES)
        self.reading: Reading | None = None
        self.tagging = Tagging(session, self.articles)
        self.hits = Hits()
        self._places: list[Place] = []
        self._before_search: Place | None = None
        self._copy = copy
        self._start = place or 0
        self._saved = saved
        self._awaited = 0
        self._failed = False
        self._diff = self._words = True

    @property
    def _heads(self) -> ColumnHeads:
        return self.query_one(ColumnHeads)

    @property
    def _text(self) -> ParallelText:
        return self.query_one(ParallelText)

    def _follow(self) -> None:
        assert self.reading is not None
        self._text.follow()
        self._heads.focus_on(self.reading.column)
        self._show_status()

    def _show_status(self) -> None:
        reading = self.reading
        if reading is None or reading.place is None:
            return
        column, sentence = reading.place
        decided, total = self.tagging.progress(column)
        name = f"{letter(column)} " if len(self.articles) > 1 else ""
        self.query_one(ReadingStatus).show(
            State(
                place=f"{name}{sentence + 1}/{total}",
                about=tuple(self._about(reading)),
                progress=f"{decided}/{total} decided",
                saving=self._saving(),
                notice="read-only" if self.session.read_only else "",
            )
        )

    def _about(self, reading: Reading) -> list[str]:
        assert reading.place is not None
        about = []
        if reading.anchor is not None and reading.selection is not None:
            first, last = reading.selection
            about.append(f"range {first + 1}–{last + 1}")
        if self.hits.query:
            about.append(f"{_counted(self.hits.count, 'hit')} for “{self.hits.query}”")
        if not self._text.locked and self._text.shown_view is View.SIDE:
            about.append("scrolling apart")
        if not self._diff:
            return [*about, "differences hidden"]
        relation = reading.comparison.relation(*reading.place)
        if relation is not None:
            about.append(f"{paint.RELATION_SIGNS.get(relation, '')} {RELATION_WORDS.get(relation, relation)}")
        if count := len(reading.differences):
            at = bisect_right(reading.differences, reading.row)
            here = relation is not None and at
            about.append(f"difference {at}/{count}" if here else _counted(count, "difference"))
        return about

    def _saving(self) -> Saving:
        if self._failed:
            return Saving.FAILED
        if not self._awaited:
            return Saving.NOTHING
        return Saving.SAVED if self._saved >= self._awaited else Saving.SAVING


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
