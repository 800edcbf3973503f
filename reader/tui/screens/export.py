"""The export dialog: where the labels go."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from reader.tui.commands import CommandTable
from reader.tui.screens.dialog import Dialog

NAME = "labels.json"


def target(corpus: Path, annotations: Path, here: Path) -> Path:
    """Return where an export goes by default: the current folder.

    Inside the corpus it would be read as an article the next time, so there it goes to the annotations.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    return (annotations if here.is_relative_to(folder) else here) / NAME


class ExportDialog(Dialog[Path]):
    """Asks for the file; answers with its path."""

    def __init__(self, table: CommandTable, path: Path) -> None:
        super().__init__(table)
        self._path = path

    def compose(self) -> ComposeResult:
        """Show the path, ready to be changed."""
        with Vertical(classes="dialog"):
            yield Label("Export all labels as JSON", classes="dialog-title", markup=False)
            yield Input(str(self._path), id="export-path", select_on_focus=False)
            yield Label("", id="export-hint", markup=False)

    def on_mount(self) -> None:
        """Say what enter will do."""
        self._explain(str(self._path))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what enter will do now."""
        self._explain(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the path, if it can be one."""
        if not self._objection(event.value):
            self.dismiss(_path(event.value))

    def action_accept(self) -> None:
        """Answer with the path as it stands."""
        value = self.query_one("#export-path", Input).value
        if not self._objection(value):
            self.dismiss(_path(value))

    def _explain(self, value: str) -> None:
        hint = self._objection(value)
        if not hint:
            hint = (
                "enter replaces this file · esc closes"
                if _path(value).exists()
                else "enter writes · esc closes"
            )
        self.query_one("#export-hint", Label).update(hint)

    @staticmethod
    def _objection(value: str) -> str:
        path = _path(value)
        if not value.strip() or path.is_dir():
            return "This needs the name of a file"
        if not path.parent.is_dir():
            return "There is no such folder"
        return ""


def _path(value: str) -> Path:
    return Path(value.strip()).expanduser()
