"""How far annotators agree; where they do not, what each says, beside each other, and one key settles it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from reader import resources
from reader.annotate.agreement import Agreement
from reader.annotate.carry import Kin
from reader.annotate.records import StoreError
from reader.tui import beside
from reader.tui.agreeing import (
    Compared,
    Fetched,
    GoldOpened,
    Kept,
    Stopped,
    Surveyed,
    open_gold,
    survey,
)
from reader.tui.cases import Disagreements, Matters, Oddities, totals
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.fetching import NotThere, fetch_by_id
from reader.tui.messages import PlaceRequested
from reader.tui.reports import Failed
from reader.tui.screens.help import Page
from reader.tui.screens.seeing import BLIND
from reader.tui.screens.settling import Settling
from reader.tui.widgets.foot import Legend, ReadingStatus, Saving, State

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place

LEGEND = (
    "take-first",
    "take-second",
    "take-all",
    "take-none",
    "take-agreed",
    "next-case",
    "undo",
    "next-pane",
    "all-figures",
    "next-open-case",
    "open-case",
    "help",
    "back",
)
FOR_MANY = ("take-all", "take-none")
SETTLING = "Settling …"
LOOKING = "Looking for versions …"
WORKING = "Comparing what everybody decided …"


class AllFigures(Page):
    """Every figure there is."""

    def __init__(self, table: CommandTable, agreement: Agreement) -> None:
        super().__init__(table, "Agreement")
        self._agreement = agreement

    def text(self, width: int) -> Content:
        """Return the tables."""
        return beside.details(self._agreement, width)


class AgreementScreen(Settling, inherit_bindings=False):
    """Two lists to walk through: disagreements of all annotators, and the session's own inconsistencies.

    The gold annotator's labels are opened when the screen is, and closed with it. In `blind` mode the others
    do not exist.
    """

    CSS_PATH = [resources.style("reading"), resources.style("agreement")]
    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.AGREEMENT)
    AUTO_FOCUS = ""

    def __init__(
        self,
        corpus: "Corpus",
        place: "Place",
        session: "Session",
        table: CommandTable,
        *,
        copy: Callable[[str, str], None] | None = None,
        blind: bool = False,
    ) -> None:
        super().__init__(corpus, place, session, table, blind=blind)
        table.install(self, *self.SCOPES)
        self._copy = copy
        self._agreement: Agreement | None = None
        self._kin: Kin | None = None
        self._saved = 0
        self._failed = False
        self._left = False

    def compose(self) -> ComposeResult:
        """Figures on top, what is disagreed about below them, then status and keys."""
        yield Static(WORKING, id="figures", markup=False)
        yield Static("", id="about", markup=False)
        with VerticalScroll(id="case", can_focus=False):
            yield Static("", id="before", markup=False)
            with Horizontal(id="sides"):
                yield Static("", id="one", classes="side", markup=False)
                yield Static("", id="other", classes="side", markup=False)
            yield Static("", id="more", markup=False)
            yield Static("", id="after", markup=False)
        yield ReadingStatus(id="status")
        yield Legend(id="legend")

    def on_mount(self) -> None:
        """Show the keys, and begin to compare."""
        self._show_keys()
        self.compare()

    def _show_keys(self) -> None:
        """Show the keys that do something on this page."""
        for_two = self._matters is not None and self._matters.for_two
        names = [name for name in LEGEND if not (for_two and name in FOR_MANY)]
        self.query_one(Legend).show([], [self.table[name] for name in names if self.table[name].keys])

    def compare(self) -> None:
        """Begin to compare anew what everybody decided."""
        self.run_worker(self._work, thread=True, group="survey", exclusive=True, exit_on_error=False)

    def _work(self) -> None:
        """Open the gold annotator's labels and compare; in a worker."""
        worker = get_current_worker()

        def tell(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Stopped
            self.post_message(Compared(done, total))

        def complain(problem: str) -> None:
            self.app.post_message(Failed(problem))

        try:
            gold = self._gold or open_gold(self._place, self._session, self.post_message)
            if worker.is_cancelled:
                self._close(gold)
                return
            self.post_message(GoldOpened(gold))
            place = None if self._blind else self._place
            self.post_message(survey(self._corpus, place, self._session, gold, complain, tell))
        except StoreError as error:
            complain(str(error))
        except Stopped:
            return

    def on_compared(self, message: Compared) -> None:
        """Say how far the comparing is."""
        if self._agreement is None:
            self._figures.update(Content(f"{WORKING} {message.done:,}/{message.total:,} articles"))

    def on_gold_opened(self, message: GoldOpened) -> None:
        """Know where cases are settled."""
        if self._gold is None:
            self._kin = message.gold.kin
        self._gold = message.gold

    def on_surveyed(self, message: Surveyed) -> None:
        """Show the figures and the first case."""
        assert self._gold is not None
        before = [page.at for page in self._pages]
        self._agreement, self._agreed = message.agreement, message.agreed
        self._pages = (Disagreements(message.cases, self._gold), Oddities(message.odd, self._session))
        if self._blind:
            self._pages[0].nothing = BLIND
        for number, at in enumerate(before):
            self._pages[number].to(at)
        if not before and not message.cases and message.odd:
            self._page = 1
        self._figures.update(beside.summary(message.agreement))
        self._articles.clear()
        self._focus = ""
        self.show()

    def on_screen_resume(self) -> None:
        """Compare again after an article was open: its labels may be others now."""
        if self._left:
            self._left = False
            self.compare()

    def on_unmount(self) -> None:
        """Let others write as the gold annotator again; everything is saved as it is decided."""
        if self._gold is not None:
            self._gold.relate(self._kin)
            self.app.run_worker(partial(self._close, self._gold), thread=True, exit_on_error=False)

    def _close(self, gold: "Session") -> None:
        if gold is not self._session:
            gold.store.close()

    @property
    def _figures(self) -> Static:
        return self.query_one("#figures", Static)

    def show(self) -> None:
        """Draw the current item, as soon as its articles are read."""
        self._show_keys()
        matters = self._matters
        if matters is None:
            return
        missing = [each for each in matters.needed() if each not in self._articles]
        if missing:
            work = partial(self._fetch, missing)
            self.run_worker(work, thread=True, group="fetch", exclusive=True, exit_on_error=False)
        else:
            self._draw()

    def _fetch(self, article_ids: Sequence[str]) -> None:
        found = {}
        for each in article_ids:
            try:
                found[each] = fetch_by_id(self._corpus, each)
            except NotThere as error:
                self.app.post_message(Failed(str(error)))
        self.post_message(Fetched(found))

    def on_fetched(self, message: Fetched) -> None:
        """Draw what was waiting for its articles."""
        self._articles |= message.articles
        self._draw()

    def _draw(self) -> None:
        matters = self._matters
        assert matters is not None
        shown = None
        item = matters.current
        if item is not None and all(each in self._articles for each in matters.needed()):
            shown = matters.shown(item, self._articles)
        parts = [*(shown.sides if shown else ()), Content(""), Content("")]
        for name, content in (
            ("#before", shown.before if shown else Content(matters.nothing if item is None else "")),
            ("#one", parts[0]),
            ("#other", parts[1]),
            ("#more", Content("\n\n").join(shown.sides[2:]) if shown else Content("")),
            ("#after", shown.after if shown else Content("")),
        ):
            part = self.query_one(name, Static)
            part.update(content)
            part.display = bool(content.plain)
        self.query_one("#about", Static).update(_about(matters, shown.about if shown else ()))
        self.query_one("#case").scroll_home(animate=False, force=True)
        self.call_after_refresh(self.query_one("#sides").scroll_visible, animate=False, force=True)
        self._look_for_kin()
        self.show_status()

    def show_status(self) -> None:
        """Show where one is and what is going on."""
        matters = self._matters
        if matters is None:
            return
        other = self._pages[1 - self._page]
        self.query_one(ReadingStatus).show(
            State(
                place=f"{matters.at + 1 if matters.items else 0}/{len(matters.items)}",
                about=(
                    matters.title,
                    f"{self.table.key('next-pane')}: {other.title} ({len(other.items)})",
                    *self._about_agreed(),
                ),
                progress=next(totals(matters), ""),
                saving=self._saving(matters),
                notice=self._notice(matters),
            )
        )

    def _notice(self, matters: Matters[Any]) -> str:
        if self._settling or self._waiting:
            return SETTLING if self._settling else LOOKING
        return "read-only" if matters.session.read_only else ""

    def _about_agreed(self) -> Iterator[str]:
        if self._agreed:
            yield f"{self.table.key('take-agreed')}: settle {self._agreed:,} on which all agree"

    def _saving(self, matters: Matters[Any]) -> Saving:
        if self._failed:
            return Saving.FAILED
        if not self._awaited or matters.session is self._session:
            return Saving.NOTHING
        return Saving.SAVED if self._saved >= self._awaited else Saving.SAVING

    def on_kept(self, message: Kept) -> None:
        """Show that what was settled is on disk, or say why it is not."""
        self._saved = max(self._saved, message.seq)
        self._failed = bool(message.problem)
        if message.problem:
            self.notify(message.problem, severity="error", markup=False)
        self.show_status()

    def action_next_case(self, step: int) -> None:
        """Go to the next case, or the previous one."""
        self._go(step, only_open=False)

    def action_next_open_case(self, step: int) -> None:
        """Go to the next case that is not settled, or the previous one."""
        self._go(step, only_open=True)

    def _go(self, step: int, *, only_open: bool) -> None:
        self._forget_waiting()
        matters = self._matters
        if matters is not None and matters.step(step, only_open=only_open):
            self.show()
        elif matters is not None and matters.items:
            behind = matters.settled[: matters.at] if step > 0 else matters.settled[matters.at + 1 :]
            left = behind.count(False) if only_open else 0
            beside = f"; {left:,} not settled in the other one" if left else ""
            self.notify(f"There are no more in this direction{beside}", timeout=3)

    def action_next_pane(self) -> None:
        """Go to the other list."""
        self._forget_waiting()
        if self._pages:
            self._page = 1 - self._page
            self.show()

    action_previous_pane = action_next_pane

    def action_all_figures(self) -> None:
        """Show every figure."""
        if self._agreement is not None:
            self.app.push_screen(AllFigures(self.table, self._agreement))

    def action_open_case(self) -> None:
        """Open the article at the sentence."""
        matters = self._matters
        if matters is not None and matters.current is not None:
            self._left = True
            self.post_message(PlaceRequested(*matters.places(matters.current)[0]))

    def action_copy(self) -> None:
        """Copy the sentence."""
        matters = self._matters
        if matters is None or matters.current is None or self._copy is None:
            return
        article_id, sentence = matters.places(matters.current)[0]
        if article := self._articles.get(article_id):
            self._copy(article.sentence_text(sentence), f"Copied sentence {sentence + 1}")

    def action_move(self, step: int) -> None:
        """Scroll a line."""
        self._scroll(step)

    def action_page(self, step: int) -> None:
        """Scroll a page."""
        self._scroll(step * max(1, self.query_one("#case").size.height - 1))

    def action_half_page(self, step: int) -> None:
        """Scroll half a page."""
        self._scroll(step * max(1, self.query_one("#case").size.height // 2))

    def action_top(self) -> None:
        """Go to the first case."""
        self._jump(0)

    def action_bottom(self) -> None:
        """Go to the last case."""
        self._jump(len(self._matters.items) - 1 if self._matters else 0)

    def _jump(self, at: int) -> None:
        self._forget_waiting()
        if self._matters is not None:
            self._matters.to(at)
            self.show()

    def _scroll(self, lines: float) -> None:
        self.query_one("#case").scroll_relative(y=lines, animate=False, force=True)


def _about(matters: Matters[Any], about: Sequence[str]) -> Content:
    pieces = [Content.styled(f"{matters.title}  ", "bold $primary"), Content(" · ".join(about))]
    return Content.assemble(*pieces)
