"""The export window: as what the labels are written, where they go, whose, and how that will look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from reader.annotate.records import StoreError
from reader.corpus.formats.extras import MissingExtra
from reader.exchange.formats import FORMATS, Unit
from reader.exchange.splits import Plan
from reader.tui.command_table import CommandTable
from reader.tui.exporting import DOCUMENT, Wanted
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.tick import Tick

NAME = "labels.json"
ABOUT_DOCUMENT = "everything in one document"


def target(corpus: Path, annotations: Path, here: Path) -> Path:
    """Return where an export goes by default: the current folder.

    Inside the corpus it would be read as an article the next time, so there it goes to the annotations.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    return (annotations if here.is_relative_to(folder) else here) / NAME


@dataclass
class Previewed(Message):
    """The first records of an export were made, or it was found out why they cannot be."""

    text: str


class ExportDialog(Dialog[Wanted]):
    """Asks for format and place, and whether the labels of others go into it too.

    `preview` returns the first records of an export; it is called in a worker.
    """

    def __init__(
        self,
        table: CommandTable,
        path: Path,
        annotator: str,
        others: Sequence[str],
        preview: Callable[[Wanted], str],
    ) -> None:
        super().__init__(table)
        self._path = path
        self._annotator = annotator
        self._others = tuple(others)
        self._preview = preview
        self._formats = {DOCUMENT: ABOUT_DOCUMENT} | {
            name: each.about for name, each in FORMATS.items() if each.writes
        }
        self._format = DOCUMENT

    def compose(self) -> ComposeResult:
        """Show the path, ready to be changed, above the formats and how they look."""
        with Vertical(classes="dialog", id="export"):
            yield Label(f"Export the labels of {self._annotator}", classes="dialog-title", markup=False)
            yield Input(str(self._path), id="export-path", select_on_focus=False)
            with Horizontal(id="export-choice"):
                yield OptionList(*(Option(Content(name), id=name) for name in self._formats), id="options")
                yield Static(id="export-preview", markup=False)
            yield Label(id="export-about", markup=False)
            yield Input(
                placeholder="no split; 80/10/10 keeps each story on one side", id="export-split", compact=True
            )
            yield Tick(Content("a record for each article"), id="export-articles", compact=True)
            if self._others:
                yield Tick(
                    Content(f"and the labels of {', '.join(self._others)}"), id="export-others", compact=True
                )
            yield Label("", id="export-hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the document of everything."""
        self.query_one("#options", OptionList).highlighted = 0
        self.query_one("#export-path").focus()
        self._explain()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the format is, and how the labels look in it."""
        before, self._format = self._format, str(event.option.id)
        field = self.query_one("#export-path", Input)
        if field.value == str(self._named(before)):
            field.value = str(self._named(self._format))
        known = FORMATS.get(self._format)
        units = known.units if known and self._format != DOCUMENT else ()
        self.query_one("#export-articles").display = len(units) > 1
        self.query_one("#export-split").display = bool(units)
        self.query_one("#export-about", Label).update(self._formats[self._format])
        self._explain()
        self._look()

    def on_option_list_option_selected(self) -> None:
        """Write, as enter does everywhere in this window."""
        self.action_accept()

    def on_input_changed(self) -> None:
        """Say what enter will do now."""
        self._explain()

    def on_input_submitted(self) -> None:
        """Answer, if this can be done."""
        self.action_accept()

    def on_checkbox_changed(self, event: Tick.Changed) -> None:
        """Show records of the other kind."""
        if event.checkbox.id == "export-articles":
            self._look()

    def on_previewed(self, message: Previewed) -> None:
        """Show the first records."""
        self.query_one("#export-preview", Static).update(Content(message.text))

    def action_move(self, step: int) -> None:
        """Move in the list of formats, wherever the cursor is."""
        options = self.query_one("#options", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_accept(self) -> None:
        """Answer with what is asked for, if it can be done."""
        if not self._objection():
            self.dismiss(self._wanted())

    def _look(self) -> None:
        self._make_preview(self._wanted())

    @work(thread=True, exclusive=True, exit_on_error=False, group="preview")
    def _make_preview(self, wanted: Wanted) -> None:
        try:
            text = self._preview(wanted) or "Nothing is labelled yet"
        except (OSError, StoreError, MissingExtra) as error:
            text = str(error)
        self.post_message(Previewed(text))

    def _named(self, format_: str) -> Path:
        """Return the path that is proposed for a format."""
        if format_ == DOCUMENT:
            return self._path
        known = FORMATS[format_]
        name = f"labels-{format_}" if known.folder else f"labels-{format_}{_SUFFIXES.get(format_, '.jsonl')}"
        return self._path.with_name(name)

    def _wanted(self) -> Wanted:
        known = FORMATS.get(self._format)
        sentences = known is None or Unit.SENTENCE in known.units
        return Wanted(
            Path(self.query_one("#export-path", Input).value.strip()).expanduser(),
            self._others if any(box.value for box in self.query("#export-others").results(Tick)) else (),
            self._format,
            self.query_one("#export-articles", Tick).value or not sentences,
            self.query_one("#export-split", Input).value.strip() if self._format != DOCUMENT else "",
        )

    def _explain(self) -> None:
        hint = self._objection()
        if not hint:
            does = "replaces an earlier export" if self._wanted().path.exists() else "writes"
            hint = f"enter {does} · ↓ other formats · tab goes on · esc closes"
        self.query_one("#export-hint", Label).update(hint)

    def _objection(self) -> str:
        """Return in one line why this cannot be done; empty if it can."""
        wanted = self._wanted()
        folder = self._format != DOCUMENT and FORMATS[self._format].folder
        if not self.query_one("#export-path", Input).value.strip():
            return f"This needs the name of a {'folder' if folder else 'file'}"
        if wanted.path.is_dir() and not folder and wanted.path.suffix:
            return "This needs the name of a file"
        if self._format == DOCUMENT and wanted.path.is_dir():
            return "This needs the name of a file"
        if not wanted.path.parent.is_dir():
            return "There is no such folder"
        try:
            if wanted.split:
                Plan.parse(wanted.split)
        except ValueError as error:
            return str(error)
        return ""


_SUFFIXES = {"csv": ".csv"}
