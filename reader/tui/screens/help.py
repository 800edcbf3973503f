"""A page to scroll through, and the help made of the command table."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from reader.settings import location
from reader.tui.commands import Command, CommandTable, Scope, shown_key
from reader.tui.screens.dialog import Dialog

KEYS_WIDTH = 13


class Page(Dialog[None]):
    """Text in a window that scrolls with the keys of any list or text."""

    def __init__(self, table: CommandTable, title: str) -> None:
        super().__init__(table)
        self._title = title

    def text(self, width: int) -> Content:  # noqa: ARG002
        """Return what to show in `width` cells."""
        return Content("")

    def compose(self) -> ComposeResult:
        """Show the title above the text."""
        with Vertical(classes="dialog page"):
            yield Label(self._title, classes="dialog-title", markup=False)
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="page-text", markup=False)

    def on_resize(self) -> None:
        """Draw the text once it is known how wide it can be."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        page = self.query_one("#page")
        self.query_one("#page-text", Static).update(self.text(page.scrollable_content_region.width))

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
    """The keys of a view, nearest first, then the signs it uses and what they mean."""

    def __init__(
        self, table: CommandTable, scopes: Sequence[Scope], signs: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(table, "Keys")
        self._scopes = tuple(reversed(scopes))
        self._signs = tuple(signs)

    def text(self, width: int) -> Content:
        """Return the commands of each scope below its name, then the signs."""
        lines: list[Content] = []
        for scope in self._scopes:
            lines += [Content(""), _heading(str(scope))]
            lines += [_row(_keys(command), command.help, width) for command in self.table.within(scope)]
        if self._signs:
            lines += [Content(""), _heading("Signs")]
            lines += [_row(sign, meaning, width) for sign, meaning in self._signs]
        lines += [Content(""), Content(f"Keys can be changed in {location()}, in the table [keymap].")]
        return Content("\n").join(lines[1:])


class ProblemsScreen(Page):
    """What could not be read, a line for each file or record."""

    def __init__(self, table: CommandTable, problems: Sequence[str]) -> None:
        super().__init__(table, "Could not be read")
        self._problems = tuple(problems)

    def text(self, width: int) -> Content:  # noqa: ARG002
        """Return the problems as they are, one to a line."""
        return Content("\n".join(self._problems))


def _heading(words: str) -> Content:
    return Content.styled(words, "bold $primary")


def _keys(command: Command) -> str:
    keys = [shown_key(key) for key in command.keys if key != "f19"]
    while len("  ".join(keys)) > KEYS_WIDTH:
        keys.pop()
    return "  ".join(keys)


def _row(name: str, explanation: str, width: int) -> Content:
    """Return a name, and beside it what it means, which keeps its margin where it is wrapped."""
    margin = KEYS_WIDTH + 3
    lines = wrap(explanation, max(20, width - margin)) or [""]
    filled = name + " " * (KEYS_WIDTH - cell_len(name))
    return Content.assemble("  ", Content.styled(filled, "bold"), " ", f"\n{' ' * margin}".join(lines))
