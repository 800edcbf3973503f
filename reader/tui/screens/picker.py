"""A choice among all articles of the corpus, the nearest first, narrowed by searching."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from reader.corpus.entry import Entry
from reader.tui.command_table import CommandTable
from reader.tui.relatives import NONE, Relatives
from reader.tui.screens.dialog import ListDialog

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus
    from reader.corpus.search import Resolver
    from reader.grouping import Tie

MOST = 200
DAY = len("2026-01-31")


@dataclass
class Narrowed(Message):
    """What was found for what was typed: the first `entries` of `count` articles, and whichever relatives."""

    wanted: str
    entries: Sequence[Entry] = ()
    count: int = 0
    relatives: Relatives = NONE
    problem: str = ""


class ArticlePicker(ListDialog[str]):
    """Asks for an article; answers with its id.

    `shown` are ids that are not offered, with the names they go by. The `relatives` of one of them stand
    first. `outside` returns who answers for labels, states and notes; it is asked in a worker.
    """

    AUTO_FOCUS = "#wanted"

    def __init__(
        self,
        table: CommandTable,
        title: str,
        corpus: "Corpus",
        shown: Mapping[str, str],
        relatives: Relatives = NONE,
        outside: "Callable[[], Mapping[str, Resolver]]" = dict,
    ) -> None:
        super().__init__(table)
        self._outside = cache(outside)
        self._title = title
        self._corpus = corpus
        self._shown = shown
        self._relatives = relatives
        self._found = Narrowed("")
        self._accepted = False

    def compose(self) -> ComposeResult:
        """Show the field above what matches."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder="Search: words, source:, date:, label: …", id="wanted", compact=True)
            yield OptionList(id="options")
            yield self.hint()

    def on_mount(self) -> None:
        """Begin with the relatives, and with the first articles as soon as they are known."""
        self._show(Narrowed("", relatives=self._relatives))
        self._narrow("")

    @work(thread=True, exclusive=True, exit_on_error=False, group="narrow")
    def _narrow(self, wanted: str) -> None:
        worker = get_current_worker()
        found = narrowed(self._corpus, wanted, self._shown, self._relatives, self._outside)
        if not worker.is_cancelled:
            self.post_message(found)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong: what was typed is still waited for."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.post_message(Narrowed(self.query_one("#wanted", Input).value, problem=str(error)))

    def on_narrowed(self, message: Narrowed) -> None:
        """Show what was found, unless something else was typed meanwhile."""
        if message.wanted == self.query_one("#wanted", Input).value:
            self._show(message)
            if self._accepted:
                self._list.action_select()

    def _show(self, found: Narrowed) -> None:
        self._found = found
        self._list.clear_options()
        self._list.add_options(list(self._options(found)))
        takable = (at for at, option in enumerate(self._list.options) if not option.disabled)
        self._list.highlighted = next(takable, None)

    def _options(self, found: Narrowed) -> Iterator[Option]:
        parts = (("Other versions", found.relatives.versions), ("Same event", found.relatives.events))
        told: set[str] = set(self._shown)
        for heading, pairs in parts:
            new = [(entry, tie) for entry, tie in pairs if entry.id not in told]
            if new:
                yield _heading(heading)
            for entry, tie in new:
                told.add(entry.id)
                yield Option(_line(entry, self._said(tie)), id=entry.id)
        rest = [entry for entry in found.entries if entry.id not in told]
        if rest and told > set(self._shown):
            yield _heading("Other articles")
        yield from (Option(_line(entry), id=entry.id) for entry in rest)
        if found.count > len(found.entries):
            yield _heading(f"… and {found.count - len(found.entries):,} more: type to narrow")
        if found.problem:
            yield _heading(found.problem)

    def _said(self, tie: "Tie") -> str:
        name = self._shown.get(tie.to, tie.to.rpartition("/")[2])
        return f"{tie.words} {name}, {tie.share:.0%} shared"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep only what matches."""
        event.stop()
        self._accepted = False
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, as soon as what was typed is looked up."""
        event.stop()
        if self._found.wanted == event.value:
            self._list.action_select()
        else:
            self._accepted = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id)


def narrowed(
    corpus: "Corpus",
    wanted: str,
    shown: Collection[str],
    relatives: Relatives,
    outside: "Callable[[], Mapping[str, Resolver]]",
) -> Narrowed:
    """Return what is found for `wanted`, without what is shown; everything if it is empty."""
    from reader.corpus import search
    from reader.corpus.query import OUTSIDE

    if not wanted.strip():
        numbers = corpus.order("id", most=MOST + len(shown))
        entries = [entry for entry in corpus.entries(numbers) if entry.id not in shown][:MOST]
        return Narrowed(wanted, entries, len(corpus) - len(shown), relatives)
    try:
        query = search.parse(wanted, typing=True)
        asks = any(term.field in OUTSIDE for clause in query.clauses for term in clause)
        found = search.search(corpus, query, outside() if asks else None)
    except search.QueryError as error:
        return Narrowed(wanted, problem=str(error))
    found.difference_update(number for each in shown if (number := corpus.number(each)) is not None)
    return Narrowed(
        wanted,
        corpus.entries(search.ranked(corpus, query, found, MOST)),
        len(found),
        Relatives(
            tuple(pair for pair in relatives.versions if pair[0].number in found),
            tuple(pair for pair in relatives.events if pair[0].number in found),
        ),
    )


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold"), disabled=True)


def _line(entry: Entry, said: str = "") -> Content:
    about = " · ".join(part for part in (said, entry.source, entry.date[:DAY], entry.id) if part)
    return Content.assemble(" ".join(entry.title.split()), "\n  ", (about, "dim"))
