"""The menu of the kinds of article to show, with how many there are of each."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from reader.tui.command_table import CommandTable
from reader.tui.listing import Kind
from reader.tui.screens.dialog import Choice


class FilterMenu(Choice):
    """A choice of kinds; answers with the number of one. The counts come when they are known."""

    def __init__(self, table: CommandTable, offered: Sequence[Kind], chosen: Kind) -> None:
        first = offered.index(chosen) if chosen in offered else 0
        super().__init__(table, "Show", [kind.name for kind in offered], first)
        self._offered = offered

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Show how many articles there are of each kind."""
        width = max(len(kind.name) for kind in self._offered)
        room = max(len(f"{count:,}") for count in counts.values())
        for row, kind in enumerate(self._offered):
            count = f"{counts[kind]:,}".rjust(room) if kind in counts else ""
            self._list.replace_option_prompt_at_index(
                row, Content.assemble(kind.name.ljust(width), "  ", (count, "dim"))
            )
