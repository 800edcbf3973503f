"""The heads of the columns: which article stands where, from whom and when, and what it is to the base."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from reader.corpus.article import Article
from reader.tui.asides import letter
from reader.tui.layout import Column, View
from reader.tui.paint import GUTTER
from reader.tui.widgets.still import Still

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Head:
    """What is said about one version: its title, and a line about it."""

    title: str
    about: str


def heads(articles: Sequence[Article], base: int | None = None) -> list[Head]:
    """Return one head for each article; `base` is the one the others are compared with."""
    found = []
    for version, article in enumerate(articles):
        about = [part for part in (article.source, article.date) if part]
        if named := _file_name(article) if not _has_title(article) or not about else "":
            about.insert(0, named)
        if version == base and len(articles) > 1:
            about.insert(0, "base")
        size = [_plural(len(article.sentences), "sentence"), _plural(article.words, "word")]
        found.append(Head(article.title, BETWEEN.join(about + size)))
    return found


def _has_title(article: Article) -> bool:
    """Tell whether the title is more than the first line of the text."""
    return not article.text.lstrip().startswith(article.title.rstrip("… "))


def _file_name(article: Article) -> str:
    return article.id.rpartition("/")[2]


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class ColumnHeads(Still):
    """Two lines above the columns, one for each of stacked versions; then what they are to each other."""

    COMPONENT_CLASSES = {f"heads--{name}" for name in ("title", "focused", "about", "letter", "relation")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: Sequence[Head] = ()
        self._columns: Sequence[Column] = ()
        self._view = View.SIDE
        self._focused = 0
        self._relation: tuple[str, ...] = ("",)

    def show(self, heads: Sequence[Head]) -> None:
        """Show what is known about the versions."""
        self._heads = heads
        self._measure()
        self.refresh()

    def stand_above(self, view: View, columns: Sequence[Column]) -> None:
        """Stand above the columns of the text."""
        self._view, self._columns = view, columns
        self._measure()
        self.refresh()

    def relate(self, relation: tuple[str, ...]) -> None:
        """Say in a line of its own what two versions are to each other: the first wording that fits."""
        if relation != self._relation:
            self._relation = relation
            self.refresh()

    def _measure(self) -> None:
        own = 2 if self._view is View.SIDE else len(self._heads)
        self.styles.height = own + (len(self._heads) > 1)

    def focus_on(self, version: int) -> None:
        """Make the head of the focused column stand out."""
        if version != self._focused:
            self._focused = version
            self.refresh()

    def render(self) -> Content:
        """Draw the lines."""
        if self._view is View.SIDE and len(self._columns) == len(self._heads):
            lines = self._beside()
        else:
            lines = [self._line(version) for version in range(len(self._heads))]
        if len(self._heads) > 1:
            style = self.get_visual_style("heads--relation", partial=True)
            width = max(1, self.content_size.width)
            fitting = (said for said in self._relation if cell_len(said) < width)
            said = next(fitting, self._relation[-1])
            lines.append(Content.styled(f" {said}", style).truncate(width, ellipsis=True))
        return Content("\n").join(lines)

    def _title(self, version: int, width: int, indent: str) -> Content:
        focused = version == self._focused
        style = self.get_visual_style("heads--focused" if focused else "heads--title", partial=True)
        mark = self.get_visual_style("heads--letter", partial=True)
        lead = Content("  ")
        if len(self._heads) > 1:
            lead = Content.assemble(("▌" if focused else " ", mark), (f"{letter(version)} ", mark))
        return Content.assemble(
            lead, indent, Content.styled(_one_line(self._heads[version].title), style)
        ).truncate(max(1, width), ellipsis=True)

    def _about(self, version: int) -> Content:
        style = self.get_visual_style("heads--about", partial=True)
        return Content.styled(_one_line(self._heads[version].about), style)

    def _beside(self) -> list[Content]:
        lines = [Content(""), Content("")]
        for version, column in enumerate(self._columns):
            indent = " " * (GUTTER - (3 if len(self._heads) > 1 else 2))
            pair = (
                self._title(version, column.width - 1, indent),
                Content.assemble(" " * GUTTER, self._about(version)).truncate(
                    max(1, column.width - 1), ellipsis=True
                ),
            )
            lines = [
                Content.assemble(line, " " * (column.x - line.cell_length), part)
                for line, part in zip(lines, pair, strict=True)
            ]
        return lines

    def _line(self, version: int) -> Content:
        width = self.content_size.width
        about = self._about(version)
        title = self._title(version, max(width // 2, width - about.cell_length - 6), "")
        return Content.assemble(title, "  ", about).truncate(max(1, width), ellipsis=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
