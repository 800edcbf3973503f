"""What all parts of the corpus screen share: the list, the preview, and the lines that tell of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.screen import Screen

from reader.settings import Settings
from reader.tui.command_table import CommandTable, shown_keys
from reader.tui.commands import Scope
from reader.tui.listing import ALL, Listing, Order
from reader.tui.messages import MOST_COMPARED
from reader.tui.opening import numbered
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.bars import KeyBar, StatusLine
from reader.tui.widgets.preview import Preview
from reader.workspace import Place

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Entry

ROOMY = 90
"""From so many cells on there is room for both kinds of sorting among the keys."""


class Shelf(Screen[None], inherit_bindings=False):
    """Articles in a list, a preview of the one under the cursor, a status line and a line of keys.

    `size` is what the terminal is expected to be, so that the first frame needs no second. `place` is where
    the articles and the annotations are. `copy` puts a text on the clipboard and says what was copied and
    where it went.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.LIST)
    AUTO_FOCUS = "#articles"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    def __init__(
        self,
        settings: Settings,
        table: CommandTable,
        place: Place,
        *,
        size: Size | None = None,
        copy: Callable[[str, str], None] | None = None,
    ) -> None:
        width, height = size or (0, 0)
        super().__init__(
            classes=f"{_at(self.HORIZONTAL_BREAKPOINTS, width)} {_at(self.VERTICAL_BREAKPOINTS, height)}"
        )
        self.settings = settings
        self.table = table
        self.place = place
        self.copy = copy
        self.listing = Listing()
        self.corpus: Corpus | None = None
        self.session: Session | None = None
        self.skipped = self.problems = self.troubled = 0
        self.stale = self.unfinished = False
        self.touched: set[str] = set()
        self.actions: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Show the list, its preview, and what one should know."""
        with Container(id="panes"):
            yield ArticleList(self.listing, id="articles")
            preview = Preview(id="preview")
            preview.display = self.settings.preview
            yield preview
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def use(self, table: CommandTable) -> None:
        """Take the keys of `table`."""
        self.table = table
        table.install(self, *self.SCOPES)
        self.actions = {binding.key: binding.action for binding in table.bindings(*self.SCOPES)}
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys; once there is something to compare, say so."""
        marked = len(self.listing.marked)
        shown = shown_keys(self.table, *self.SCOPES)
        if not self.listing.arrangement.folds:
            shown = [each for each in shown if each.id != "sort-story"]
        elif self.size.width < ROOMY:
            shown = [each for each in shown if each.id != "sort"]
        if marked > MOST_COMPARED:
            shown = [replace(self.table["cancel"], label="unmark all"), *(e for e in shown if e.id != "open")]
        elif marked > 1:
            label = f"compare {marked}"
            shown = [replace(each, label=label) if each.id == "open" else each for each in shown]
        self._key_bar.show(shown)

    @property
    def _list(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    @property
    def _preview(self) -> Preview:
        return self.query_one("#preview", Preview)

    @property
    def _key_bar(self) -> KeyBar:
        return self.query_one("#keys", KeyBar)

    @property
    def entry(self) -> "Entry | None":
        """What is known of the article under the cursor."""
        return self._list.entry

    def _tell(self) -> None:
        """Bring the status line up to date."""
        read_only = self.session is not None and self.session.read_only
        right = f"read-only: {self.session.reason}" if self.session and read_only else self.place.notice
        if self.stale:
            right = f"changed on disk: {self.table.key('reload')} reads it again"
        elif self.unfinished:
            right = f"not read to the end: {self.table.key('reload')} goes on"
        parts = " · ".join(self._parts()) if self.listing.total or self.skipped else ""
        self.query_one("#status", StatusLine).show(
            parts, right, warning=read_only or self.stale or self.unfinished
        )
        self._show_keys()

    def _parts(self) -> Iterator[str]:
        """Yield what the status line says of the list."""
        listing, wish = self.listing, self.listing.wish
        shown, of_all = listing.shown, listing.total
        yield f"{shown:,} of {of_all:,} articles" if shown != of_all else numbered(of_all, "article")
        if listing.marked:
            marked = f"{len(listing.marked):,} marked"
            many = len(listing.marked) > MOST_COMPARED
            yield f"{marked}, up to {MOST_COMPARED} can be compared" if many else marked
        if wish.text:
            yield f"“{wish.text}”"
        if wish.kind is not ALL:
            yield wish.kind.name
        if wish.order is not Order.FILE:
            yield f"by {wish.order}"
        if self._list.range_start is not None:
            yield "range: v again marks it"
        if self.skipped:
            yield f"{self.skipped:,} skipped: {self.table.key('problems')}"
        elif self.problems:
            yield f"{numbered(self.problems, 'problem')}: {self.table.key('problems')}"
        done = listing.arrangement.done
        if done.articles or done.decided:
            yield f"{done.articles:,} done"
            if done.sentences:
                yield f"{_percent(done.decided / done.sentences)} decided"


def _percent(share: float) -> str:
    """Return a share in percent; neither nothing nor everything unless it is."""
    if 0 < share < 0.01:
        return "<1 %"
    return f"{min(int(100 * share), 100)} %"


def _at(breakpoints: list[tuple[int, str]], size: int) -> str:
    return [name for least, name in breakpoints if size >= least][-1]
