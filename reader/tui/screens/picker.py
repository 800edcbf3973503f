"""A choice among many articles, narrowed by typing."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from reader.corpus.article import Article
from reader.tui.commands import CommandTable
from reader.tui.screens.dialog import ListDialog

MOST = 100


class ArticlePicker(ListDialog[str]):
    """Asks for an article; answers with its id."""

    AUTO_FOCUS = "#wanted"

    def __init__(self, table: CommandTable, title: str, articles: Sequence[Article]) -> None:
        super().__init__(table)
        self._title = title
        self._articles = articles
        self._haystack = [" ".join((a.title, a.id, a.source, a.date)).casefold() for a in articles]

    def compose(self) -> ComposeResult:
        """Show the field above what matches."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder="Words of title, source, date or file name", id="wanted", compact=True)
            yield OptionList(id="options")
            yield self.hint()

    def on_mount(self) -> None:
        """Begin with the first articles."""
        self._narrow("")

    def _narrow(self, wanted: str) -> None:
        words = wanted.casefold().split()
        found = [
            article
            for article, text in zip(self._articles, self._haystack, strict=True)
            if all(word in text for word in words)
        ]
        self._list.clear_options()
        self._list.add_options([Option(_line(article), id=article.id) for article in found[:MOST]])
        if len(found) > MOST:
            self._list.add_option(Option(f"… and {len(found) - MOST:,} more: type to narrow", disabled=True))
        self._list.highlighted = 0 if found else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep only what matches."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self._list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id)


def _line(article: Article) -> Content:
    about = " · ".join(part for part in (article.id, article.source, article.date) if part)
    return Content.assemble(" ".join(article.title.split()), "\n  ", (about, "dim"))
