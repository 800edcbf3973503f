"""The beginning of an article, or where a search found something in it, beside or below the list."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.tui.extract import Piece, Row, Spans, extract, first_found, rows

if TYPE_CHECKING:
    from reader.corpus.article import Article

ROOMY = 16
"""From so many lines on there is room for all metadata above the text."""


class Preview(ScrollView, can_focus=True, inherit_bindings=False):
    """Title, metadata and some paragraphs of an article; draws the lines on the screen and no others."""

    COMPONENT_CLASSES = {"preview--title", "preview--facts", "preview--hit"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._pieces: Sequence[Piece] = ()
        self._rows: Sequence[Row] = ()
        self._width = 0
        self._drawn: dict[int, Strip] = {}

    @property
    def text(self) -> str:
        """What is shown, without the line breaks of the wrapping."""
        return "\n".join(piece.text for piece in self._pieces)

    def show(self, article: "Article | None", hits: Spans = ()) -> None:
        """Show `article` from its beginning, or nothing; with `hits`, spans of its text, go to the first."""
        self._put(extract(article, hits, roomy=self.size.height >= ROOMY) if article else ())

    def say(self, words: str) -> None:
        """Show words in place of an article."""
        self._put([Piece(line, "facts") for line in words.splitlines()])

    def _put(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._lay_out()

    def _lay_out(self) -> None:
        """Wrap for the present width, and go to the first place found, else to the top."""
        self._width = self.scrollable_content_region.width
        self._rows = rows(self._pieces, self._width) if self._width > 0 else ()
        self._drawn.clear()
        self.virtual_size = Size(self._width, len(self._rows))
        found, room = first_found(self._pieces, self._rows), max(1, self.scrollable_content_region.height)
        above = found if found is not None and found > room else 0
        self.scroll_to(y=above and above - room // 2, animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew for a new width."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        row = y + round(self.scroll_y)
        if row >= len(self._rows):
            return Strip.blank(self._width, self.rich_style)
        if self.text_selection is not None:
            return self._line(self._rows[row])
        if row not in self._drawn:
            self._drawn[row] = self._line(self._rows[row])
        return self._drawn[row]

    def _line(self, row: Row) -> Strip:
        piece = self._pieces[row.piece]
        plain = self.get_component_rich_style(f"preview--{piece.role}") if piece.role else self.rich_style
        marked = [(start, end, self.get_component_rich_style("preview--hit")) for start, end in piece.hits]
        chosen = self.text_selection.get_span(row.piece) if self.text_selection is not None else None
        if chosen is not None:
            start, end = chosen
            style = self.screen.get_component_rich_style("screen--selection")
            marked.append((start, len(piece.text) if end < 0 else end, style))
        segments = list(_parts(piece.text, row, plain, marked))
        return (
            Strip(segments).apply_offsets(row.start, row.piece).crop_extend(0, self._width, self.rich_style)
        )

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is selected by mouse, without the line breaks of the wrapping."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, _: Selection | None) -> None:
        """Draw what is selected by mouse."""
        self.refresh()


def _parts(text: str, row: Row, plain: Style, marked: Sequence[tuple[int, int, Style]]) -> list[Segment]:
    """Return a line cut where a style begins or ends; a later mark goes over an earlier one."""
    edges = {row.start, row.end}
    for start, end, _ in marked:
        edges.update((min(max(start, row.start), row.end), min(max(end, row.start), row.end)))
    cuts = sorted(edges)
    segments = []
    for start, end in pairwise(cuts):
        styles = [style for begin, stop, style in marked if begin <= start < stop]
        segments.append(Segment(text[start:end], plain + styles[-1] if styles else plain))
    return segments
