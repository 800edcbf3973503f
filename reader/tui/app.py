"""The program on the screen: opens corpus and annotations, holds the screens, leaves everything saved."""

import asyncio
import contextlib
import gc
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from reader import resources
from reader.settings import Settings
from reader.tui import clipboard, terminal
from reader.tui.command_table import CommandTable, KeymapError
from reader.tui.commands import Command, Scope
from reader.tui.opening import OPEN, numbered
from reader.tui.screens.corpus import CorpusScreen
from reader.tui.visiting import Visiting
from reader.workspace import Place

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.corpus.sitewide import Site
    from reader.tui.exporting import Wanted
    from reader.tui.messages import (
        ReloadRequested,
    )
    from reader.tui.reports import (
        Copied,
        Exported,
        Failed,
        Grouped,
        Located,
        Opened,
        Progressed,
        Saved,
        SaveFailed,
        Stale,
        Strayed,
        Updated,
    )

TURN = 0.001
"""Seconds a worker computes before others get their turn: a key is not to wait for it."""
READING = (Scope.EVERYWHERE, Scope.TEXT, Scope.COMPARE)


class ReaderApp(Visiting):
    """Reader on one place, with one person's settings."""

    TITLE = "Reader"
    ENABLE_COMMAND_PALETTE = False
    SCOPES = (Scope.EVERYWHERE,)

    def __init__(self, place: Place, settings: Settings | None = None) -> None:
        super().__init__(css_path=[resources.style("app"), resources.style("corpus")])
        self.place = place
        self.settings = settings or Settings()
        self.table = CommandTable()
        self.corpus: Corpus | None = None
        self.session: Session | None = None
        self.rows_shown = threading.Event()
        self.failure = self.unsaved = ""
        self.animation_level = "none"
        self._saved = 0
        self._asked_for: Sequence[str] = ()
        self._site: Site | None = None
        self._rejected: set[frozenset[str]] = set()
        self.begin_with(self.settings.theme)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the list, empty as yet."""
        return CorpusScreen(self.settings, self.table, self.place, size=self.size, copy=self.copy)

    def on_mount(self) -> None:
        """Open everything while the first frame is made: the articles may be in it."""
        self.table.install(self, *self.SCOPES)
        self.screen_change_signal.subscribe(self, self.forget_messages)
        self.settle_colors(self.settings.theme)
        terminal.on_end(asyncio.get_running_loop(), self._end)
        self.call_after_refresh(self._collect_garbage)
        self.open_corpus()

    def _collect_garbage(self) -> None:
        """From here on there is garbage to collect, but never what was there before."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    @property
    def _list(self) -> CorpusScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, CorpusScreen)
        return screen

    def on_progressed(self, message: "Progressed") -> None:
        """Show how far the work in the background is."""
        if self.busy:
            self._list.show_progress(message)

    def on_located(self, message: "Located") -> None:
        """Show what is known of the articles."""
        self.corpus = message.corpus
        self._list.call_later(self._list.show_corpus, message.corpus, message.first, self.rows_shown.set)

    def on_opened(self, message: "Opened") -> None:
        """Take in the annotations, with the keys of the labels there are."""
        self.session = message.session
        try:
            self.table = CommandTable.of(self.session.schema, self.settings.keymap)
        except KeymapError as error:
            self._fail(str(error))
            return
        self.table.install(self, *self.SCOPES)
        self._list.use(self.table)
        self._list.show_labels(self.session)
        wanted, self._asked_for = self._asked_for, ()
        if wanted:
            self.open_reading(wanted)

    def on_updated(self, message: "Updated") -> None:
        """Show the articles as they are now, also those that are being read."""
        if self.session is None or self.corpus is None:
            return
        self._site = None
        self._list.call_later(self._list.show_update, message.complete)  # behind `show_corpus`
        self.watch_files()
        if not message.complete:
            self.notify(f"Stopped; {self.table.key('reload')} goes on")
        if message.said:
            changed = "still read-only" if self.session.read_only else "labels can be changed now"
            self.notify(f"{message.said}; {changed}" if message.read_only else message.said)
        self._reopen(anyway=message.read_only)
        if message.complete:
            self.find_strays()

    def on_strayed(self, message: "Strayed") -> None:
        """Have labels follow articles that were renamed; say so, and that others have no article here."""
        from reader.annotate.records import StoreError

        said: list[str] = []
        if message.unclear:
            said.append(f"Labels of {numbered(message.unclear, 'article')} have no article here: reader move")
        if self.session is not None and message.ways:
            try:
                changed = self.session.follow(message.ways, message.citing)
            except StoreError as error:
                said.append(str(error))
            else:
                done = f"{changed.message[:1].upper()}{changed.message[1:]}"
                said.insert(0, f"{done} — {self.table.key('undo')} undoes")
                self._list.refresh_summaries(changed.articles)
                self._tell_screen("show_decided", changed)
        self.notify("\n".join(said), markup=False)

    def on_grouped(self, _: "Grouped") -> None:
        """Show which articles are versions of one story, also while one is read."""
        self._list.show_stories()
        self._tell_screen("show_grouped", True)

    def on_stale(self, _: "Stale") -> None:
        """Say that files have changed."""
        if not self.busy:
            self._list.show_stale()

    def on_reload_requested(self, _: "ReloadRequested") -> None:
        """Read the corpus again."""
        self.action_reload()

    def on_failed(self, message: "Failed") -> None:
        """Say what went wrong; leave if nothing can be done without it."""
        if message.fatal:
            self._fail(message.reason)
            return
        if self.session is not None:
            self.notify(message.reason, severity="error")
        if message.unread:
            self._list.show_failure(message.reason)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke down must not leave a person waiting."""
        if event.state is WorkerState.ERROR:
            from reader.tui.reports import Failed

            error, opening = event.worker.error, event.worker.group == OPEN
            fatal = opening and self.session is None
            self.post_message(Failed(f"{type(error).__name__}: {error}", fatal, unread=opening))

    def _fail(self, reason: str) -> None:
        self.failure = reason
        self.exit(return_code=2)

    def on_saved(self, message: "Saved") -> None:
        """Tell the screen that a decision is on disk."""
        self._saved = message.seq
        self._tell_screen("show_saved", message.seq)

    def on_save_failed(self, message: "SaveFailed") -> None:
        """Say at once that a decision could not be written."""
        self._tell_screen("show_save_failed", message.reason)
        self.notify(message.reason, severity="error")

    def _tell_screen(self, method: str, value: object) -> None:
        for screen in self.screen_stack:
            if tell := getattr(screen, method, None):
                tell(value)

    @staticmethod
    def scopes(screen: Screen[object]) -> tuple[Scope, ...]:
        """Return the scopes in force on a screen."""
        scopes: tuple[Scope, ...] = getattr(screen, "OFFERED", getattr(screen, "SCOPES", READING))
        return scopes

    async def give(self, command: Command, screen: Screen[object]) -> None:
        """Give a command as its key would: to the screen, else to the app."""
        if not await self.run_action(command.action, screen):
            await self.run_action(command.action, self)

    async def action_back(self) -> None:
        """Close the view; leave after the last one."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    async def action_quit(self) -> None:
        """Leave from anywhere."""
        self.exit()

    def action_help(self) -> None:
        """Show the keys of the view."""
        from reader.tui.screens.help import HelpScreen

        scopes = self.scopes(self.screen)
        signs: list[tuple[str, str]] = []
        if self.screen is self._list:
            signs = self._list.signs()
        elif Scope.COMPARE in scopes and self.session is not None:
            from reader.tui.signs import meanings

            signs = meanings(self.session.schema)
        self.push_screen(HelpScreen(self.table, scopes, signs))

    def action_palette(self) -> None:
        """Offer every command."""
        from textual.command import CommandPalette

        from reader.tui.palette import Commands

        self.push_screen(CommandPalette(providers=[Commands], placeholder="Search for a command …"))

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.screen.focus_next()

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self.screen.focus_previous()

    def action_redraw(self) -> None:
        """Draw everything again."""
        self.refresh(layout=True)

    def action_copy_selection(self) -> None:
        """Copy what is selected by mouse; without a selection say how to leave."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy(selected, "Copied the selection")
        else:
            back, leave = self.table.key("back"), self.table.key("quit")
            self.notify(f"{back} closes this view, {leave} leaves Reader; everything is saved", markup=False)

    def action_reload(self) -> None:
        """Read the corpus again."""
        if self.corpus is None or self.session is None:
            self.open_corpus()
        else:
            self.reload_corpus()
            self._look_at_labels(self.session)

    def _look_at_labels(self, session: "Session") -> None:
        """Say that the labels there are have changed: their keys are made once."""
        from reader.annotate.schema import SchemaError
        from reader.workspace import schema

        try:
            changed = schema(self.place) != session.schema
        except SchemaError as error:
            self.notify(str(error), severity="error")
            return
        if changed:
            self.notify(f"{self.place.labels_file.name} has changed: start Reader again to use it", timeout=8)

    def action_export(self) -> None:
        """Ask for a file and write the labels into it."""
        from reader.tui.exporting import Wanted, any_labels, colleagues, preview
        from reader.tui.screens.export import ExportDialog, target

        corpus, session = self.corpus, self.session
        if session is None or corpus is None:
            return
        others = colleagues(self.place)
        if not others and not any_labels(session):
            self.notify("There are no labels to export yet")
            return
        path = target(self.place.corpus, self.place.annotations, Path.cwd())

        def write(wanted: Wanted | None) -> None:
            if wanted is not None:
                self._export(wanted)

        def shown(wanted: Wanted) -> str:
            return preview(corpus, session, wanted)

        dialog = ExportDialog(self.table, path, session.annotator, others, shown)
        self.push_screen(dialog, write)

    @work(thread=True, exclusive=True, exit_on_error=False, group="export")
    def _export(self, wanted: "Wanted") -> None:
        """Write the labels in the background, until it is done or something else is to be written."""
        from reader.tui.exporting import export_labels

        worker = get_current_worker()
        if self.corpus is not None and self.session is not None:
            told = export_labels(
                self.corpus, self.session, self.place, wanted, lambda: not worker.is_cancelled
            )
            if told is not None:
                self.post_message(told)

    def on_exported(self, message: "Exported") -> None:
        """Say where the labels are, how many, and how many could not be placed in the text any more."""
        labels, articles = numbered(message.annotations, "label"), numbered(message.articles, "article")
        said = f"Wrote {labels} on {articles} to {message.path}"
        if message.left_out:
            said += f"; {message.left_out:,} left out, as their words changed: reader recover lists them"
        if message.lost:
            said += f". Lost: {message.lost}"
        self.notify(said, severity="warning" if message.left_out else "information", markup=False)

    def _end(self, number: int) -> None:
        """Save everything first: with the terminal gone nothing after this is sure to happen."""
        self.close()
        self.exit(return_code=128 + number)

    def copy(self, text: str, said: str) -> None:
        """Copy `text` every way there is and say so: “`said` to the system clipboard”."""
        self.copy_to_clipboard(text)
        self._copy(text, said)

    @work(thread=True, exit_on_error=False, group="copy")
    def _copy(self, text: str, said: str) -> None:
        """Copy in the background: other programs may take their time, or never answer."""
        from reader.tui.reports import Copied

        self.post_message(Copied(said, clipboard.copy(text)))

    def on_copied(self, message: "Copied") -> None:
        """Say where the text went."""
        self.notify(f"{message.said} to the {message.where}")

    def close(self) -> None:
        """Leave everything saved, or know in `unsaved` what could not be; called however the program ends."""
        session, self.session = self.session, None
        if session is not None:
            from reader.annotate.store import StoreError

            try:
                session.store.close()
            except StoreError as error:
                self.unsaved = str(error)


def run(place: Place, settings: Settings | None = None) -> int:
    """Show Reader on the terminal until it is left; return the exit code, 2 if it could not be shown."""
    if not terminal.has_terminal():
        print(
            "reader: the screen needs a terminal; reader --help names the commands that do not",
            file=sys.stderr,
        )
        return 2
    sys.setswitchinterval(TURN)
    app = ReaderApp(place, settings)
    terminal.end_with_it(app.close)
    app.open_ahead()
    try:
        app.run()
    finally:
        app.close()
    with contextlib.suppress(OSError):
        for problem in filter(None, (app.failure, app.unsaved)):
            print(f"reader: {problem}", file=sys.stderr, flush=True)
    return (app.return_code if not app.unsaved else 1) or 0
