"""A page to scroll through, and the help made of the command table."""

from collections.abc import Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from reader.settings import location
from reader.tui.commands import Command, CommandTable, Scope, shown_key
from reader.tui.screens.dialog import Dialog

KEYS_WIDTH, HELP_WIDTH = 13, 52


class Page(Dialog[None]):
    """Text in a window that scrolls with the keys of any list or text."""

    def __init__(self, table: CommandTable, title: str) -> None:
        super().__init__(table)
        self._title = title

    def text(self) -> Content:
        """Return what to show."""
        return Content("")

    def compose(self) -> ComposeResult:
        """Show the title above the text."""
        with Vertical(classes="dialog page"):
            yield Label(self._title, classes="dialog-title", markup=False)
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="page-text", markup=False)

    def on_mount(self) -> None:
        """Draw the text, now that its styles are known."""
        self.query_one("#page-text", Static).update(self.text())

    def _scroll(self, lines: float) -> None:
        self.query_one("#page").scroll_relative(y=lines, animate=False, force=True)

    @property
    def _height(self) -> int:
        return self.query_one("#page").size.height

    def action_accept(self) -> None:
        """Close: there is nothing to choose."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Close again with the key that opened it."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Scroll a line."""
        self._scroll(step)

    action_scroll_lines = action_move

    def action_half_page(self, step: int) -> None:
        """Scroll half a page."""
        self._scroll(step * self._height // 2)

    def action_page(self, step: int) -> None:
        """Scroll a page."""
        self._scroll(step * max(1, self._height - 1))

    def action_top(self) -> None:
        """Go to the top."""
        self.query_one("#page").scroll_home(animate=False, force=True)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self.query_one("#page").scroll_end(animate=False, force=True)


class HelpScreen(Page):
    """The keys of a view, nearest first."""

    def __init__(self, table: CommandTable, scopes: Sequence[Scope]) -> None:
        super().__init__(table, "Keys")
        self._scopes = tuple(reversed(scopes))

    def text(self) -> Content:
        """Return the commands of each scope below its name."""
        lines: list[Content] = []
        for scope in self._scopes:
            lines += [Content(""), Content.styled(str(scope), "bold $primary")]
            lines += [_row(command) for command in self.table.within(scope)]
        lines += [Content(""), Content(f"Keys can be changed in {location()}, in the table [keymap].")]
        return Content("\n").join(lines[1:])


class ProblemsScreen(Page):
    """What could not be read, a line for each file or record."""

    def __init__(self, table: CommandTable, problems: Sequence[str]) -> None:
        super().__init__(table, "Could not be read")
        self._problems = tuple(problems)

    def text(self) -> Content:
        """Return the problems as they are, one to a line."""
        return Content("\n".join(self._problems))


def _row(command: Command) -> Content:
    """Return the keys, and beside them the help, which keeps its margin where it is wrapped."""
    keys = "  ".join(shown_key(key) for key in command.keys if key != "f19")
    if len(keys) > KEYS_WIDTH:
        keys = "  ".join(keys.split("  ")[:2])
    explanation = f"\n{' ' * (KEYS_WIDTH + 3)}".join(wrap(command.help, HELP_WIDTH))
    return Content.assemble("  ", Content.styled(keys.ljust(KEYS_WIDTH), "bold"), " ", explanation)
