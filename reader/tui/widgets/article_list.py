"""The list of articles: draws the rows on the screen and no others, however long the list is."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.annotate.overview import Overview
from reader.tui.columns import GUTTER, SHORTEST_FILE, Column, bar, cell, columns, cut, short_id
from reader.tui.heeding import Heeding
from reader.tui.listing import LARGEST_FIRST, Fold, Listing, Order
from reader.tui.messages import ArticleHighlighted

if TYPE_CHECKING:
    from reader.corpus.entry import Entry

STATE_SIGNS = {"todo": "·", "in progress": "◐", "done": "✓"}
CURSOR, MARK, NOTE = "▌", "●", "✎"
KEPT_ROWS = 200
FOLDED, UNFOLDED, VERSIONS, SPUN = "▸", "▾", "≡", "≈"


class Look(NamedTuple):
    """What the list shows of a label: its `name`, its `sign`, and the `color` role it is drawn in."""

    name: str
    sign: str
    color: str


@dataclass
class HeaderPressed(Message):
    """Somebody clicked the name of a column."""

    order: Order


class ArticleList(Heeding, ScrollView, can_focus=True, inherit_bindings=False):
    """The articles of a listing, one to a line, below a line that names the columns.

    Posts `ArticleHighlighted` when the cursor moves, `Chosen` when a row is clicked twice, `HeaderPressed`.
    """

    COMPONENT_CLASSES = {
        "article-list--header",
        "article-list--header-sorted",
        "article-list--cursor",
        "article-list--mark",
        "article-list--quiet",
        "article-list--done",
        "article-list--bar",
        "article-list--story",
        "article-list--spun",
        "article-list--label-claim",
        "article-list--label-quote",
        "article-list--label-other",
    }

    @dataclass
    class Chosen(Message):
        """A row was clicked twice."""

        row: int

    def __init__(self, listing: Listing, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.listing = listing
        self.cursor = 0
        self.at: Entry | None = None
        self.range_start: int | None = None
        self.words = ""
        self._looks: tuple[Look, ...] = ()
        self._columns: list[Column] = []
        self._rows: LRUCache[tuple[int, int, bool, bool], Strip] = LRUCache(KEPT_ROWS)
        self._width = -1
        self._style = lru_cache(maxsize=64)(self._find_style)

    def set_labels(self, looks: tuple[Look, ...]) -> None:
        """Say which labels there are; each gets its count in the label column."""
        self._looks = looks
        self.lay_out()

    def reshow(self, *, to_top: bool = False) -> None:
        """Draw the listing after it changed, with the cursor on its article, on the same line of the screen.

        If the article is not shown any more the cursor stays where it is, or goes `to_top`.
        """
        row = self.listing.row_of(self.at) if self.at is not None else None
        line = self.cursor - round(self.scroll_y)
        lost = 0 if to_top else self.cursor
        self.cursor = max(0, min(lost if row is None else row, len(self.listing.rows) - 1))
        self.at = self.entry
        self.lay_out()
        self.scroll_to(y=max(0, self.cursor - line), animate=False, force=True, immediate=True)
        self.scroll_to_cursor()
        self.post_message(ArticleHighlighted(self.cursor))

    def redraw(self) -> None:
        """Draw everything anew: what is said of the articles has changed."""
        self._rows.clear()
        self.refresh()

    def say(self, words: str) -> None:
        """Show `words` where the articles would be, as long as there are none."""
        self.words = words
        self.refresh()

    @property
    def entry(self) -> "Entry | None":
        """What is known of the article under the cursor."""
        return self.listing.entry(self.cursor) if self.listing.rows else None

    @property
    def range(self) -> range:
        """The rows of the range that is being marked; none without one."""
        if self.range_start is None:
            return range(0)
        return range(min(self.range_start, self.cursor), max(self.range_start, self.cursor) + 1)

    @property
    def page_size(self) -> int:
        """Number of rows on the screen."""
        return max(1, self.size.height - 1)

    def go(self, row: int) -> None:
        """Put the cursor on `row`, or as near as the list is long."""
        before, self.cursor = self.cursor, max(0, min(row, len(self.listing.rows) - 1))
        if self.cursor == before:
            return
        self.at = self.entry
        if self.range_start is None:
            self._refresh_row(before)
            self._refresh_row(self.cursor)
        else:
            self.refresh()
        self.scroll_to_cursor()
        self.post_message(ArticleHighlighted(self.cursor))

    def fold(self, row: int) -> None:
        """Draw the listing after a story was unfolded or put away, with the cursor on `row`."""
        self.cursor, self.at = row, self.listing.entry(row)
        self.lay_out()
        self.scroll_to_cursor()
        self.post_message(ArticleHighlighted(row))

    def scroll_to_cursor(self, centre: bool = False) -> None:
        """Bring the cursor onto the screen, into its middle if asked."""
        top = round(self.scroll_y)
        if centre:
            top = self.cursor - self.page_size // 2
        else:
            top = min(max(top, self.cursor - self.page_size + 1), self.cursor)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by `lines`; the cursor stays on its article unless it would leave the screen."""
        last = max(0, len(self.listing.rows) - self.page_size)
        top = max(0, min(round(self.scroll_y) + lines, last))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.go(max(top, min(self.cursor, top + self.page_size - 1)))

    def _refresh_row(self, row: int) -> None:
        self.refresh(Region(0, row - round(self.scroll_y) + 1, self.size.width, 1))

    def on_resize(self) -> None:
        """Choose the columns anew."""
        self.lay_out()
        self.scroll_to_cursor()

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        super().notify_style_update()
        self._style.cache_clear()
        self._rows.clear()

    @property
    def _room(self) -> int:
        """Number of cells a row can fill: all but the scrollbar's."""
        return self.scrollable_content_region.width

    def _choose_columns(self, width: int) -> None:
        self._width = width
        shown = self.listing.arrangement
        self._columns = columns(
            width,
            shown.profile,
            len(self._looks),
            stories=bool(shown.folds),
            begun=bool(shown.done.decided or shown.done.articles),
        )

    def lay_out(self) -> None:
        """Choose the columns again, and draw everything."""
        self._rows.clear()
        self._choose_columns(self._room)
        self.virtual_size = Size(self._room, len(self.listing.rows) + 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a second click chooses it; a click on the header sorts."""
        if event.y == 0:
            edge = GUTTER
            for column in self._columns:
                edge += column.width + column.gap
                if event.x < edge:
                    self.post_message(HeaderPressed(column.order))
                    return
            return
        row = round(self.scroll_y) + event.y - 1
        if row < len(self.listing.rows):
            self.go(row)
            if event.chain == 2:
                self.post_message(self.Chosen(row))

    def _find_style(self, name: str, cursor: bool) -> Style:
        style = self.get_component_rich_style(f"article-list--{name}") if name else self.rich_style
        if cursor:
            over = self.get_component_rich_style("article-list--cursor")
            style = style + Style(bgcolor=over.bgcolor, bold=over.bold, reverse=over.reverse)
            if not name or over.reverse:
                style = style + Style(color=over.color)
        return style

    def render_line(self, y: int) -> Strip:
        """Draw one line: the header, a row, or the words in place of rows."""
        width = self._room
        if width != self._width:
            self._choose_columns(width)
        if y == 0:
            return self._header().crop_extend(0, width, self._style("header", False))
        row = round(self.scroll_y) + y - 1
        if row < len(self.listing.rows):
            return self._drawn(row, width)
        lines = self.words.splitlines() if not self.listing.rows else []
        first = max(1, self.page_size // 3)
        if first <= y < first + len(lines):
            return Strip(
                [Segment(lines[y - first].center(width), self._style("quiet", False))], None
            ).crop_extend(0, width, self.rich_style)
        return Strip.blank(width, self.rich_style)

    def _drawn(self, row: int, width: int) -> Strip:
        """Return a row as it is drawn, which is kept: scrolling shows most rows once more."""
        key = (row, width, row == self.cursor, row in self.range)
        strip = self._rows.get(key)
        if strip is None:
            strip = self._row(row).crop_extend(0, width, self._style("", row == self.cursor))
            self._rows[key] = strip
        return strip

    def _header(self) -> Strip:
        segments = [Segment(" " * GUTTER, self._style("header", False))]
        down = self.listing.wish.reverse != (self.listing.wish.order in LARGEST_FIRST)
        for column in self._columns:
            name = VERSIONS if column.order is Order.STORY else str(column.order)
            sorted_by = column.order is self.listing.wish.order
            if sorted_by:
                name += " " * (cell_len(name) + 2 <= column.width) + ("↓" if down else "↑")
            style = self._style("header-sorted" if sorted_by else "header", False)
            segments += [
                Segment(cell(name, column), style),
                Segment(" " * column.gap, self._style("header", False)),
            ]
        return Strip(segments)

    def _row(self, row: int) -> Strip:
        entry = self.listing.entry(row)
        cursor = row == self.cursor
        if entry is None:
            return Strip([Segment("    … gone", self._style("quiet", cursor))])
        summary = self.listing.summary(entry)
        marked = entry.id in self.listing.marked or row in self.range
        state = self._style("done" if summary.state == "done" else "quiet", cursor)
        segments = [
            Segment(CURSOR if cursor else " ", self._style("mark", cursor)),
            Segment(MARK if marked else " ", self._style("mark", cursor)),
            Segment(STATE_SIGNS[summary.state] + " ", state),
        ]
        fold = self.listing.fold(row)
        for column in self._columns:
            *before, last = self._cell(entry, summary, fold, column, cursor)
            segments += (*before, Segment(last.text + " " * column.gap, last.style))
        return Strip(segments).simplify()

    def _cell(
        self, entry: "Entry", summary: Overview, fold: Fold | None, column: Column, cursor: bool
    ) -> list[Segment]:
        match column.order:
            case Order.TITLE:
                return self._title(entry, fold, column, cursor)
            case Order.LABELS:
                return self._counts(summary, column.width, cursor)
            case Order.PROGRESS:
                return self._progress(entry, summary, column, cursor)
            case Order.STORY:
                text = self._story(entry, fold)
                role = "spun" if SPUN in text else "story"
                return [Segment(cell(text, column), self._style(role, cursor))]
            case Order.SOURCE:
                text = entry.source
            case Order.DATE:
                text = entry.date[:10]
            case Order.WORDS:
                text = f"{entry.words:,}"
            case _:
                text = short_id(entry.id, column.width)
        return [Segment(cell(text, column), self._style("quiet", cursor))]

    def _story(self, entry: "Entry", fold: Fold | None) -> str:
        """Return the sign of a story: how many versions there are, or the place in an open fold."""
        spun = SPUN if self.listing.spun(entry.number) else ""
        if fold is not None and fold.place:
            return ("└" if fold.place == fold.size - 1 else "├") + spun
        if fold is not None:
            return f"{UNFOLDED if fold.open else FOLDED}{fold.size}{spun}"
        versions = self.listing.versions(entry.number)
        return f"{spun or VERSIONS}{versions}" if versions else ""

    def _title(self, entry: "Entry", fold: Fold | None, column: Column, cursor: bool) -> list[Segment]:
        """Draw a title: what a member of an open fold is goes before, the id after it where there is room."""
        plain, quiet = self._style("", cursor), self._style("quiet", cursor)
        before = self.listing.tie(fold.story, entry.number) if fold is not None and fold.open else ""
        before = f"{cut(before, 2 * column.width // 3)} · " if before else ""
        column = column._replace(width=column.width - cell_len(before))
        segments = [Segment(before, quiet)] if before else []
        half = column.width // 2
        name = f" — {cut(short_id(entry.id, half - 3), half - 3)}"
        room = column.width - cell_len(name)
        shown = any(each.order is Order.FILE for each in self._columns)
        if shown or cell_len(entry.title) > room or half < SHORTEST_FILE:
            return [*segments, Segment(cell(entry.title, column), plain)]
        rest = column._replace(width=column.width - cell_len(entry.title))
        return [*segments, Segment(entry.title, plain), Segment(cell(name, rest), quiet)]

    def _progress(self, entry: "Entry", summary: Overview, column: Column, cursor: bool) -> list[Segment]:
        """Draw the share of sentences that are decided, as a bar and in percent; none is left blank."""
        if not summary.decided or not entry.sentences:
            return [Segment(" " * column.width, self._style("", cursor))]
        share = min(1.0, summary.decided / entry.sentences)
        percent = f"{int(100 * share)}%"
        role = self._style("done" if share == 1 else "bar", cursor)
        width = column.width - 4
        return [Segment(bar(share, width), role), Segment(percent.rjust(4), self._style("quiet", cursor))]

    def _counts(self, summary: Overview, width: int, cursor: bool) -> list[Segment]:
        counts = dict(summary.counts)
        segments: list[Segment] = []
        for look in self._looks:
            count = counts.get(look.name, 0)
            text = f"{look.sign}{count}" if count else ""
            role = look.color if look.color in ("claim", "quote") else "other"
            segments.append(Segment(text.ljust(4), self._style(f"label-{role}", cursor)))
        if summary.noted:
            segments.append(Segment(NOTE, self._style("quiet", cursor)))
        return list(Strip(segments).crop_extend(0, width, self._style("", cursor)))
