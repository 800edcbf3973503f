"""Small windows over a screen: the base they share, and a choice from a list."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList

from reader import resources
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A window that answers with a value, or with None if it was closed."""

    CSS_PATH = resources.style("dialogs")
    SCOPES: tuple[Scope, ...] = (Scope.EVERYWHERE, Scope.TEXT, Scope.DIALOG)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    def __init__(self, table: CommandTable) -> None:
        super().__init__()
        self.table = table
        table.install(self, *self.SCOPES)

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Do not open a second window."""

    def action_palette(self) -> None:
        """Do not open a second window."""


class ListDialog(Dialog[T]):
    """A window around one list, whose cursor moves and whose choice is the answer."""

    @property
    def _list(self) -> OptionList:
        return self.query_one("#options", OptionList)

    def hint(self) -> Label:
        """Return the line that says how to take something and how to close."""
        accept, cancel = self.table.key("accept"), self.table.key("cancel")
        return Label(f"{accept} takes it · {cancel} closes", classes="dialog-hint", markup=False)

    def action_accept(self) -> None:
        """Answer with what is under the cursor."""
        self._list.action_select()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        if step > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_page(self, step: int) -> None:
        """Move the cursor a page."""
        if step > 0:
            self._list.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self._list.action_page_up()  # type: ignore[no-untyped-call]

    action_half_page = action_page

    def action_top(self) -> None:
        """Go to the first one."""
        self._list.action_first()

    def action_bottom(self) -> None:
        """Go to the last one."""
        self._list.action_last()


class Choice(ListDialog[int]):
    """A list to choose one of; answers with its number. The cursor begins on `chosen`."""

    def __init__(self, table: CommandTable, title: str, options: Sequence[str], chosen: int = 0) -> None:
        super().__init__(table)
        self._title = title
        self._options = tuple(options)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Show the title above the options."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield OptionList(*(Content(option) for option in self._options), id="options")
            yield self.hint()

    def on_mount(self) -> None:
        """Begin on what is in force."""
        self._list.highlighted = self._chosen

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_index)
