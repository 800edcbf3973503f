"""What all parts of the corpus screen share: the list, the preview, and the lines that tell of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.screen import Screen

from reader.settings import Settings
from reader.tui.commands import CommandTable, Scope, shown_keys
from reader.tui.listing import ALL, Listing, Order
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.bars import KeyBar, StatusLine
from reader.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.article import Article


MOST_COMPARED = 4


class Shelf(Screen[None], inherit_bindings=False):
    """Articles in a list, a preview of the one under the cursor, a status line and a line of keys.

    `size` is what the terminal is expected to be, so that the first frame needs no second. `notice` is what
    a person should know about the place. `copy` puts a text on the clipboard and says what
    was copied and where it went.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.LIST)
    AUTO_FOCUS = "#articles"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    def __init__(
        self,
        settings: Settings,
        table: CommandTable,
        *,
        size: Size | None = None,
        notice: str = "",
        copy: Callable[[str, str], None] | None = None,
    ) -> None:
        width, height = size or (0, 0)
        super().__init__(
            classes=f"{_at(self.HORIZONTAL_BREAKPOINTS, width)} {_at(self.VERTICAL_BREAKPOINTS, height)}"
        )
        self.settings = settings
        self.table = table
        self.notice = notice
        self.copy = copy
        self.listing = Listing()
        self.session: Session | None = None
        self.problems: tuple[str, ...] = ()
        self.touched: set[str] = set()

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
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys; once there is something to compare, say so."""
        marked = len(self.listing.marked)
        shown = shown_keys(self.table, *self.SCOPES)
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
    def article(self) -> "Article | None":
        """The article under the cursor."""
        return self._list.article

    def _tell(self) -> None:
        """Bring the status line up to date."""
        listing = self.listing
        shown, of_all = len(listing.rows), len(listing.articles)
        parts = [f"{shown:,} of {of_all:,} articles" if shown != of_all else numbered(of_all, "article")]
        if listing.marked:
            parts.append(f"{len(listing.marked):,} marked")
            if len(listing.marked) > MOST_COMPARED:
                parts[-1] += f", up to {MOST_COMPARED} can be compared"
        if listing.text:
            parts.append(f"“{listing.text}”")
        if listing.kind is not ALL:
            parts.append(listing.kind.name)
        if listing.order is not Order.FILE:
            parts.append(f"by {listing.order}")
        if self._list.range_start is not None:
            parts.append("range: v again marks it")
        if self.problems:
            parts.append(f"{numbered(len(self.problems), 'problem')}: {self.table.key('problems')}")
        read_only = self.session is not None and self.session.read_only
        right = f"read-only: {self.session.reason}" if self.session and read_only else self.notice
        self.query_one("#status", StatusLine).show(
            " · ".join(parts) if of_all else "", right, warning=read_only
        )
        self._show_keys()

    def _arrange(self) -> None:
        at = self.article
        self.listing.arrange()
        self._list.reshow(at.id if at else None)
        self._tell()


def _at(breakpoints: list[tuple[int, str]], size: int) -> str:
    return [name for least, name in breakpoints if size >= least][-1]


def numbered(count: int, thing: str) -> str:
    """Return a count of things: “1 article”, “2 articles”."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
