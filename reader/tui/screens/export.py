"""The export dialog: where the labels go, and whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Checkbox, Input, Label

from reader.tui.commands import CommandTable
from reader.tui.screens.dialog import Dialog

NAME = "labels.json"


def target(corpus: Path, annotations: Path, here: Path) -> Path:
    """Return where an export goes by default: the current folder.

    Inside the corpus it would be read as an article the next time, so there it goes to the annotations.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    return (annotations if here.is_relative_to(folder) else here) / NAME


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for: the file, and whose labels besides their own."""

    path: Path
    others: tuple[str, ...] = ()


class ExportDialog(Dialog[Wanted]):
    """Asks for the file, and whether the labels of others go into it too."""

    def __init__(self, table: CommandTable, path: Path, annotator: str, others: Sequence[str] = ()) -> None:
        super().__init__(table)
        self._path = path
        self._annotator = annotator
        self._others = tuple(others)

    def compose(self) -> ComposeResult:
        """Show the path, ready to be changed."""
        with Vertical(classes="dialog"):
            yield Label(
                f"Export the labels of {self._annotator} as JSON", classes="dialog-title", markup=False
            )
            yield Input(str(self._path), id="export-path", select_on_focus=False)
            if self._others:
                yield Checkbox(
                    Content(f"and those of {', '.join(self._others)}"), id="export-others", compact=True
                )
            yield Label("", id="export-hint", markup=False)

    def on_mount(self) -> None:
        """Say what enter will do."""
        self._explain(str(self._path))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what enter will do now."""
        self._explain(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the path, if it can be one."""
        self._answer(event.value)

    def action_accept(self) -> None:
        """Answer with the path as it stands."""
        self._answer(self.query_one("#export-path", Input).value)

    def _answer(self, value: str) -> None:
        if not self._objection(value):
            everybody = any(box.value for box in self.query(Checkbox))
            self.dismiss(Wanted(_path(value), self._others if everybody else ()))

    def _explain(self, value: str) -> None:
        hint = self._objection(value)
        if not hint:
            hint = "enter replaces this file" if _path(value).exists() else "enter writes"
            hint += " · esc closes" + (" · tab to choose whose labels" if self._others else "")
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
