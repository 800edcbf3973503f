"""The heads of the columns: which article stands where, from whom and when, and what it is to the base."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from reader.compare.comparison import Comparison
from reader.corpus.article import Article
from reader.tui.layout import Column, View
from reader.tui.widgets.drawing import letter

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Head:
    """What is said about one version: its title, and a line about it."""

    title: str
    about: str


def heads(articles: Sequence[Article], comparison: Comparison | None = None) -> list[Head]:
    """Return one head for each article; with a comparison they also say what each is to the base."""
    found = []
    for version, article in enumerate(articles):
        about = [part for part in (article.source, article.date) if part] or [article.id]
        if comparison is None:
            known = []
        elif version != comparison.base:
            known = kinship(comparison, version)
        else:
            known = [_plural(len(article.sentences), "sentence"), _plural(article.words, "word")]
        found.append(Head(article.title, BETWEEN.join(about + known)))
    return found


def kinship(comparison: Comparison, version: int) -> list[str]:
    """Return what a version is to the base, in words: the kind, the share aligned, and what was done."""
    summary = comparison.summary(version)
    counts = (
        (summary.edited, "edited"),
        (summary.added, "added"),
        (summary.deleted, "deleted"),
        (summary.moved, "moved"),
    )
    done = " ".join(f"{count} {what}" for count, what in counts if count)
    return [str(summary.kinship), f"{summary.share:.0%} aligned", done or "no changes"]


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class ColumnHeads(Widget):
    """Two lines above the columns; above stacked versions one line for each."""

    COMPONENT_CLASSES = {"heads--title", "heads--focused", "heads--about", "heads--letter"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: Sequence[Head] = ()
        self._columns: Sequence[Column] = ()
        self._view = View.SIDE
        self._focused = 0

    def show(self, heads: Sequence[Head]) -> None:
        """Show what is known about the versions."""
        self._heads = heads
        self.refresh()

    def stand_above(self, view: View, columns: Sequence[Column]) -> None:
        """Stand above the columns of the text."""
        self._view, self._columns = view, columns
        self.styles.height = 2 if view is View.SIDE else len(self._heads)
        self.refresh()

    def focus_on(self, version: int) -> None:
        """Make the head of the focused column stand out."""
        if version != self._focused:
            self._focused = version
            self.refresh()

    def render(self) -> Content:
        """Draw the lines."""
        if self._view is View.SIDE and len(self._columns) == len(self._heads):
            return self._beside()
        return Content("\n").join(self._line(version) for version in range(len(self._heads)))

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

    def _beside(self) -> Content:
        lines = [Content(""), Content("")]
        for version, column in enumerate(self._columns):
            indent = " " * (6 - (3 if len(self._heads) > 1 else 2))
            pair = (
                self._title(version, column.width - 1, indent),
                Content.assemble(" " * 6, self._about(version)).truncate(
                    max(1, column.width - 1), ellipsis=True
                ),
            )
            lines = [
                Content.assemble(line, " " * (column.x - line.cell_length), part)
                for line, part in zip(lines, pair, strict=True)
            ]
        return Content("\n").join(lines)

    def _line(self, version: int) -> Content:
        width = self.content_size.width
        about = self._about(version)
        title = self._title(version, max(width // 2, width - about.cell_length - 6), "")
        return Content.assemble(title, "  ", about).truncate(max(1, width), ellipsis=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
