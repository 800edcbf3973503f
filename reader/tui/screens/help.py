"""A page to scroll through, and the help made of the command table."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from reader.settings import location
from reader.tui.command_table import CommandTable
from reader.tui.commands import Command, Scope
from reader.tui.keys import shown_key
from reader.tui.screens.dialog import Dialog

KEYS_WIDTH = 13
TOPICS = {
    "Labels": (
        *(
            "clear-tags",
            "repeat-tag",
            "select-range",
            "quotation",
            "pick-label",
            "describe",
            "guideline",
            "note",
            "undo",
            "redo",
        ),
        *("next-undecided", "previous-undecided", "next-tagged", "previous-tagged", "toggle-done"),
    ),
    "Moving": (
        *("down", "up", "left", "right", "read-on", "read-back", "top", "bottom"),
        *("next-article", "previous-article", "search", "next-hit", "previous-hit"),
    ),
    "Differences": (
        *("next-difference", "previous-difference", "follow", "layout", "changes-only"),
        *("toggle-diff", "granularity", "evidence"),
    ),
}
"""What one needs most while reading, by command id; the labels of the schema come first of all."""


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
            keys = [self.table.key(each) for each in ("down", "up", "cancel")]
            yield Label("{} {} scroll · {} closes".format(*keys), classes="dialog-hint", markup=False)

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


def sections(table: CommandTable, scopes: Sequence[Scope]) -> Iterator[tuple[str, list[Command]]]:
    """Yield the commands of `scopes` below headings, what is needed most first: topics, then the rest."""
    left = {command.id: command for scope in reversed(scopes) for command in table.within(scope)}
    if Scope.COMPARE in scopes:
        tags = [name for name in left if name.startswith("tag-")]
        for topic, names in TOPICS.items():
            wanted = [*tags, *names] if topic == "Labels" else names
            yield topic, [left.pop(name) for name in wanted if name in left]
    for scope in reversed(scopes):
        yield str(scope), [command for command in left.values() if command.scope is scope]


class HelpScreen(Page):
    """The keys of a view, those needed most first, then the signs it uses and what they mean."""

    def __init__(
        self, table: CommandTable, scopes: Sequence[Scope], signs: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(table, "Keys")
        self._scopes = tuple(scopes)
        self._signs = tuple(signs)

    def text(self, width: int) -> Content:
        """Return the commands below their headings, then the signs."""
        lines: list[Content] = []
        for heading, commands in sections(self.table, self._scopes):
            lines += [Content(""), _heading(heading)]
            lines += [_row(_keys(command), command.help, width) for command in commands]
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
    lines = wrap(explanation, max(12, width - margin)) or [""]
    filled = name + " " * (KEYS_WIDTH - cell_len(name))
    return Content.assemble("  ", Content.styled(filled, "bold"), " ", f"\n{' ' * margin}".join(lines))
