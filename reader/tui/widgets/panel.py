"""The panel at the foot of the reading screen that shows what a label says, each value with its key."""

from collections.abc import Sequence

from textual.content import Content

from reader.tui.attributes import Choice, Row
from reader.tui.widgets.still import Still
from reader.tui.wrap import displayed

NAME_WIDTH = 12
BETWEEN = "  "
CHOSEN = "●"
MOST_LINES = 9


class AttributePanel(Still):
    """As many lines as the rows take in the width there is; hidden while there is nothing to describe."""

    COMPONENT_CLASSES = {f"panel--{name}" for name in ("head", "name", "missing", "key", "text", "chosen")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._head = self._hint = ""
        self._rows: Sequence[Row] = ()

    def show(self, head: str, rows: Sequence[Row], hint: str = "") -> None:
        """Show rows below a head and how to close them; all of it is plain text."""
        self._head, self._rows, self._hint = head, rows, hint
        self.display = True
        self._measure()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._measure()

    def _measure(self) -> None:
        if self.display and self._rows:
            self.styles.height = len(self._lines(max(20, self.screen.size.width - 2)))
            self.refresh()

    def render(self) -> Content:
        """Draw the rows."""
        return Content("\n").join(self._lines(max(20, self.content_size.width)))

    def _lines(self, width: int) -> list[Content]:
        head = Content.styled(displayed(self._head), self.get_visual_style("panel--head", partial=True))
        hint = Content.styled(self._hint, self.get_visual_style("panel--text", partial=True))
        room = width - hint.cell_length - len(BETWEEN)
        lines = [Content.assemble(head.truncate(max(8, room), ellipsis=True, pad=room > 8), BETWEEN, hint)]
        for row in self._rows:
            lines += self._row(row, width)
        return [line.truncate(width, ellipsis=True) for line in lines[:MOST_LINES]]

    def _row(self, row: Row, width: int) -> list[Content]:
        style = self.get_visual_style("panel--missing" if row.missing else "panel--name", partial=True)
        name = Content.styled(displayed(row.name) + ("!" if row.missing else ""), style)
        line = name.truncate(NAME_WIDTH - 1, ellipsis=True, pad=True)
        lines: list[Content] = []
        for choice in row.choices:
            piece = self._choice(choice)
            if line.cell_length + len(BETWEEN) + piece.cell_length > width and line.cell_length > NAME_WIDTH:
                lines.append(line)
                line = Content(" " * (NAME_WIDTH - 1))
            line = Content.assemble(line, BETWEEN, piece)
        return [*lines, line]

    def _choice(self, choice: Choice) -> Content:
        look = self.get_visual_style(f"panel--{'chosen' if choice.chosen else 'text'}", partial=True)
        words = (CHOSEN if choice.chosen else " ") + displayed(choice.text)
        key = Content.styled(choice.key, self.get_visual_style("panel--key", partial=True))
        return Content.assemble(key, Content.styled(words, look))
