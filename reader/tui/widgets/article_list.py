"""The list of articles: draws the rows on the screen and no others, however long the list is."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.listing import LARGEST_FIRST, Listing, Order, Summary
from reader.tui.messages import ArticleHighlighted

if TYPE_CHECKING:
    from reader.corpus.article import Article

STATE_SIGNS = {"todo": "·", "in progress": "◐", "done": "✓"}
CURSOR, MARK, NOTE = "▌", "●", "✎"
GUTTER, GAP = 4, 2
SHORTEST_SOURCE, LONGEST_SOURCE = 8, 16
SHORTEST_FILE, LONGEST_FILE = 10, 32
SHORTEST_TITLE, COMFORTABLE_TITLE = 34, 48
COLUMN_ORDER = (Order.TITLE, Order.SOURCE, Order.DATE, Order.WORDS, Order.LABELS, Order.FILE)


class Look(NamedTuple):
    """What the list shows of a label: its `name`, its `sign`, and the `color` role it is drawn in."""

    name: str
    sign: str
    color: str


class Column(NamedTuple):
    """A column as it is drawn: what it holds and how many cells it takes."""

    order: Order
    width: int
    right: bool = False


@dataclass
class HeaderPressed(Message):
    """Somebody clicked the name of a column."""

    order: Order


def columns(width: int, listing: Listing, labels: int) -> list[Column]:
    """Choose the columns for `width` cells.

    The title gets what is left. Columns that would be empty throughout are left out; when the title would
    become too short the least needed go first: the words, the source, the date, the file. Where titles tell
    the articles apart the file is the least needed. What a comfortable title leaves over goes to the file.
    """
    source = (
        min(max(listing.longest_source, SHORTEST_SOURCE), LONGEST_SOURCE) if listing.longest_source else 0
    )
    longest_file = min(listing.longest_id, LONGEST_FILE)
    file = Column(Order.FILE, min(longest_file, SHORTEST_FILE))
    wanted = [
        Column(Order.LABELS, max(6, 4 * labels - 1)),
        Column(Order.DATE, 10 if listing.dated else 0),
        Column(Order.SOURCE, source),
        Column(Order.WORDS, 7, right=True),
    ]
    wanted.insert(1 if listing.alike else len(wanted), file)
    free = width - GUTTER - SHORTEST_TITLE
    taken: list[Column] = []
    for column in wanted:
        if column.order is Order.SOURCE and SHORTEST_SOURCE <= free - GAP < column.width:
            column = column._replace(width=free - GAP)
        if column.width and column.width + GAP <= free:
            taken.append(column)
            free -= column.width + GAP
    comfort = 0 if listing.alike else COMFORTABLE_TITLE - SHORTEST_TITLE
    more = max(0, min(longest_file - file.width, free - comfort)) if file in taken else 0
    taken = [each._replace(width=each.width + more) if each is file else each for each in taken]
    taken.sort(key=lambda each: COLUMN_ORDER.index(each.order))
    return [Column(Order.TITLE, max(1, SHORTEST_TITLE + free - more)), *taken]


def short_id(article_id: str, width: int) -> str:
    """Return an id that is too long for `width` cells without its folder, or without its file."""
    for sign in "/#":
        if cell_len(article_id) > width:
            article_id = article_id.rpartition(sign)[2]
    return article_id


def cut(text: str, width: int) -> str:
    """Return `text`, with an ellipsis where it is cut to take no more than `width` cells."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def cell(text: str, column: Column) -> str:
    """Fit `text` into a column."""
    text = cut(text, column.width)
    width = cell_len(text)
    return " " * (column.width - width) + text if column.right else text + " " * (column.width - width)


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
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
        self.range_start: int | None = None
        self.words = ""
        self._looks: tuple[Look, ...] = ()
        self._columns: list[Column] = []
        self._width = -1
        self._style = lru_cache(maxsize=64)(self._find_style)

    def set_labels(self, looks: tuple[Look, ...]) -> None:
        """Say which labels there are; each gets its count in the label column."""
        self._looks = looks
        self._lay_out()

    def reshow(self, keep: str | None = None) -> None:
        """Draw the listing after it changed, with the cursor on the article `keep` if it is still shown."""
        row = self.listing.row_of(keep) if keep is not None else None
        self.cursor = max(0, min(self.cursor if row is None else row, len(self.listing.rows) - 1))
        self._lay_out()
        self.scroll_to_cursor()
        self.post_message(ArticleHighlighted(self.cursor))

    def say(self, words: str) -> None:
        """Show `words` where the articles would be, as long as there are none."""
        self.words = words
        self.refresh()

    @property
    def article(self) -> "Article | None":
        """The article under the cursor."""
        rows = self.listing.rows
        return self.listing.articles[rows[self.cursor]] if rows else None

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
        if self.range_start is None:
            self._refresh_row(before)
            self._refresh_row(self.cursor)
        else:
            self.refresh()
        self.scroll_to_cursor()
        self.post_message(ArticleHighlighted(self.cursor))

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
        self._lay_out()
        self.scroll_to_cursor()

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        super().notify_style_update()
        self._style.cache_clear()

    @property
    def _room(self) -> int:
        """Number of cells a row can fill: all but the scrollbar's."""
        return self.scrollable_content_region.width

    def _choose_columns(self, width: int) -> None:
        self._width = width
        self._columns = columns(width, self.listing, len(self._looks))

    def _lay_out(self) -> None:
        self._choose_columns(self._room)
        self.virtual_size = Size(self._room, len(self.listing.rows) + 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a second click chooses it; a click on the header sorts."""
        if event.y == 0:
            edge = GUTTER
            for column in self._columns:
                edge += column.width + GAP
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
            strip = self._row(row)
            return strip.crop_extend(0, width, self._style("", row == self.cursor))
        lines = self.words.splitlines() if not self.listing.rows else []
        first = max(1, self.page_size // 3)
        if first <= y < first + len(lines):
            return Strip(
                [Segment(lines[y - first].center(width), self._style("quiet", False))], None
            ).crop_extend(0, width, self.rich_style)
        return Strip.blank(width, self.rich_style)

    def _header(self) -> Strip:
        segments = [Segment(" " * GUTTER, self._style("header", False))]
        down = self.listing.reverse != (self.listing.order in LARGEST_FIRST)
        for column in self._columns:
            name = str(column.order)
            sorted_by = column.order is self.listing.order
            if sorted_by:
                name += " ↓" if down else " ↑"
            style = self._style("header-sorted" if sorted_by else "header", False)
            segments += [Segment(cell(name, column), style), Segment(" " * GAP, self._style("header", False))]
        return Strip(segments)

    def _row(self, row: int) -> Strip:
        index = self.listing.rows[row]
        article, summary = self.listing.articles[index], self.listing.summary(index)
        cursor = row == self.cursor
        marked = article.id in self.listing.marked or row in self.range
        quiet, plain = self._style("quiet", cursor), self._style("", cursor)
        state = self._style("done" if summary.state == "done" else "quiet", cursor)
        segments = [
            Segment(CURSOR if cursor else " ", self._style("mark", cursor)),
            Segment(MARK if marked else " ", self._style("mark", cursor)),
            Segment(STATE_SIGNS[summary.state] + " ", state),
        ]
        for column in self._columns:
            match column.order:
                case Order.TITLE:
                    segments += self._title(article, column, cursor)
                case Order.LABELS:
                    segments += self._counts(summary, column.width, cursor)
                case Order.SOURCE:
                    segments.append(Segment(cell(article.source, column), quiet))
                case Order.DATE:
                    segments.append(Segment(cell(article.date[:10], column), quiet))
                case Order.WORDS:
                    segments.append(Segment(cell(f"{article.words:,}", column), quiet))
                case _:
                    segments.append(Segment(cell(short_id(article.id, column.width), column), quiet))
            segments.append(Segment(" " * GAP, plain))
        return Strip(segments)

    def _title(self, article: "Article", column: Column, cursor: bool) -> list[Segment]:
        """Draw a title and, where it fits and there is no column for it, the id."""
        plain = self._style("", cursor)
        half = column.width // 2
        name = f" — {cut(short_id(article.id, half - 3), half - 3)}"
        room = column.width - cell_len(name)
        shown = any(each.order is Order.FILE for each in self._columns)
        if shown or cell_len(article.title) > room or half < SHORTEST_FILE:
            return [Segment(cell(article.title, column), plain)]
        rest = column._replace(width=column.width - cell_len(article.title))
        return [Segment(article.title, plain), Segment(cell(name, rest), self._style("quiet", cursor))]

    def _counts(self, summary: Summary, width: int, cursor: bool) -> list[Segment]:
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
