"""A note in the margin of a sentence, or on a label."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from reader.tui.command_table import CommandTable
from reader.tui.screens.dialog import Dialog


class NoteLine(Input):
    """Keeps the note at once when enter is typed; whatever was typed after it is for the screen below."""

    def on_key(self, event: events.Key) -> None:
        """Answer on enter, or hand the key on if that is done."""
        if self.app.screen is not self.screen:
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            self.screen.dismiss(self.value)
        else:
            return
        event.prevent_default()
        event.stop()


class NoteDialog(Dialog[str]):
    """Asks for a note; answers with its text, which is empty to take the note away."""

    AUTO_FOCUS = "#note"

    def __init__(self, table: CommandTable, about: str, note: str, placeholder: str = "A note") -> None:
        super().__init__(table)
        self._about = about
        self._note = note
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Show what the note is about, the note, and how to go on."""
        with Vertical(classes="dialog"):
            yield Label(self._about, classes="dialog-title", markup=False)
            yield NoteLine(self._note, placeholder=self._placeholder, id="note")
            yield Label("enter keeps it · esc leaves it as it was", classes="dialog-hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Write what was typed before the line had the focus: no such key is a command, here or below."""
        line = self.query_one("#note", NoteLine)
        if self.app.screen is not self:
            self.app.post_message(events.Key(event.key, event.character))
            event.stop()
            return
        if not line.has_focus and line.select_on_focus:  # typing replaces the note, as once it is selected
            line.value, line.select_on_focus = "", False
        if event.is_printable and event.character:
            line.replace(event.character, *sorted(line.selection))
        elif line.has_focus:
            return
        elif event.key == "backspace":
            line.action_delete_left()
        elif event.key == "enter":
            self.dismiss(line.value)
        else:
            return
        event.stop()
