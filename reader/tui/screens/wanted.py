"""Which suggestions are wanted: a window of labels, kinds of quotes, and how sure they have to be."""

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList

from reader.suggest.suggesters import OFFERED
from reader.suggest.suggestion import Shown
from reader.tui.command_table import CommandTable
from reader.tui.screens.dialog import ListDialog

ON, OFF = "●", "○"


class WantedDialog(ListDialog[Shown]):
    """Lists what can be suggested: enter turns it on or off, a digit says how sure it has to be."""

    def __init__(self, table: CommandTable, shown: Shown) -> None:
        super().__init__(table)
        self._shown = shown
        self._names = [name for label, kinds in OFFERED.items() for name in (label, *kinds)]

    def compose(self) -> ComposeResult:
        """Show each label and kind, and how sure a suggestion has to be."""
        with Vertical(classes="dialog"):
            yield Label("Suggest", classes="dialog-title", markup=False)
            yield OptionList(*map(self._drawn, self._names), id="options")
            accept, done = self.table.key("accept"), self.table.key("cancel")
            yield Label("", id="sure", classes="dialog-hint", markup=False)
            yield Label(f"{accept} on or off · 1 to 9 how sure · {done} done", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        self._list.highlighted = 0
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Take a digit as how sure a suggestion has to be."""
        if event.character and event.character in "123456789":
            event.stop()
            self._shown = replace(self._shown, above=int(event.character) / 10)
            self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn it on or off."""
        event.stop()
        name = self._names[event.option_index]
        self._shown = replace(self._shown, without=self._shown.without ^ {name})
        for at, each in enumerate(self._names):
            self._list.replace_option_prompt_at_index(at, self._drawn(each))

    def action_back(self) -> None:
        """Answer with what is on."""
        self.dismiss(self._shown)

    action_cancel = action_back

    def _drawn(self, name: str) -> Content:
        label = next(label for label, kinds in OFFERED.items() if name in (label, *kinds))
        on = self._shown.without.isdisjoint((label, name))
        return Content(f"{'' if name == label else '  '}{ON if on else OFF} {name}")

    def _tell(self) -> None:
        self.query_one("#sure", Label).update(Content(f"at least {self._shown.above:.0%} sure"))
