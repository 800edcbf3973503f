"""A note in the margin of a sentence."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from reader.tui.commands import CommandTable
from reader.tui.screens.dialog import Dialog


class NoteDialog(Dialog[str]):
    """Asks for the note on a sentence; answers with its text, which is empty to take the note away."""

    AUTO_FOCUS = "#note"

    def __init__(self, table: CommandTable, about: str, note: str) -> None:
        super().__init__(table)
        self._about = about
        self._note = note

    def compose(self) -> ComposeResult:
        """Show what the note is about, the note, and how to go on."""
        with Vertical(classes="dialog"):
            yield Label(self._about, classes="dialog-title", markup=False)
            yield Input(self._note, placeholder="A note on this sentence", id="note")
            yield Label("enter keeps it · esc leaves it as it was", classes="dialog-hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.value)
