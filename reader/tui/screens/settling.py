"""Settling what annotators disagree about, in the labels of gold and in every version at once."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import get_current_worker

from reader.annotate.acts.base import Refused
from reader.annotate.adjudication import AGREED
from reader.annotate.records import ReadOnly, StoreError
from reader.compare.comparison import Cancelled
from reader.corpus.article import Article
from reader.tui.agreeing import Agreed, KinFetched, settle_agreed
from reader.tui.cases import Matters
from reader.tui.command_table import CommandTable
from reader.tui.fetching import fetch_kin
from reader.tui.reports import Failed

if TYPE_CHECKING:
    from reader.annotate.session import Changed, Session
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place


class Settling(Screen[None], inherit_bindings=False):
    """The items are on two pages; what is taken waits until the versions it goes to are found.

    `_gold` is where disagreements are settled, once it is open. In `blind` mode the others do not exist.
    """

    def __init__(
        self, corpus: "Corpus", place: "Place", session: "Session", table: CommandTable, *, blind: bool
    ) -> None:
        super().__init__()
        self.table = table
        self._blind = blind
        self._corpus, self._place, self._session = corpus, place, session
        self._gold: Session | None = None
        self._pages: tuple[Matters[Any], ...] = ()
        self._page = 0
        self._articles: dict[str, Article] = {}
        self._focus, self._related = "", False
        self._waiting: tuple[Any, Sequence[int] | None] | None = None
        self._awaited = 0
        self._agreed = 0
        self._settling = False

    def compare(self) -> None:
        """Begin to compare anew what everybody decided."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw the current item, as soon as its articles are read."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Show where one is and what is going on."""
        raise NotImplementedError

    @property
    def _matters(self) -> Matters[Any] | None:
        return self._pages[self._page] if self._pages else None

    def _look_for_kin(self) -> None:
        """Find the versions that what is settled here is carried to, unless they are known."""
        focus = self._matters.carried_from if self._matters else ""
        if focus == self._focus or self._gold is None or focus not in self._articles:
            return
        self._focus, self._related = focus, False
        work = partial(self._fetch_kin, self._articles[focus], self._gold)
        self.run_worker(work, thread=True, group="kin", exclusive=True, exit_on_error=False)

    def _fetch_kin(self, article: Article, gold: "Session") -> None:
        worker = get_current_worker()
        kin = None
        with suppress(Cancelled, StoreError):
            kin = fetch_kin(self._corpus, gold, [article], lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(KinFetched(article.id, kin))

    def on_kin_fetched(self, message: KinFetched) -> None:
        """Carry what is settled from now on."""
        if message.focus == self._focus and self._gold is not None:
            self._gold.relate(message.kin)
            self._related = True
            (item, chosen), self._waiting = self._waiting or (None, None), None
            if item is not None and self._matters and item is self._matters.current:
                self._take(chosen)

    def action_take(self, which: int) -> None:
        """Take what one of them says."""
        self._take([which])

    def action_take_all(self) -> None:
        """Take what all of them say."""
        self._take(None)

    def action_take_agreed(self) -> None:
        """Take everything on which all agree."""
        matters, gold = self._matters, self._gold
        if matters is None or gold is None or self._settling:
            return
        if not self._agreed:
            self.notify("Nothing that all agree on is left to settle", timeout=3)
            return
        self._settling = True
        self.show_status()
        self.run_worker(partial(self._settle, gold), thread=True, group="settle", exit_on_error=False)

    def _settle(self, gold: "Session") -> None:
        def complain(problem: str) -> None:
            self.app.post_message(Failed(problem))

        place = None if self._blind else self._place
        try:
            changed = settle_agreed(self._corpus, place, self._session, gold, complain, lambda *_: None)
            self.post_message(Agreed(changed))
        except StoreError as error:
            self.post_message(Agreed(None, str(error)))

    def on_agreed(self, message: Agreed) -> None:
        """Say what was settled, and compare again."""
        self._settling = False
        changed = message.changed
        if changed is None:
            self.notify(message.problem, severity="warning", markup=False)
        elif changed.seq is not None:
            self._awaited = max(self._awaited, changed.seq) if self._gold is not self._session else 0
            self.notify(f"{changed.message} — {self.table.key('undo')} undoes", markup=False)
            self.compare()
        else:
            self.notify(changed.message, markup=False)
        self.show_status()

    def action_take_none(self) -> None:
        """Take what nobody says: no label."""
        self._take([])

    def _take(self, chosen: Sequence[int] | None) -> None:
        matters = self._matters
        item = matters.current if matters else None
        if matters is None or item is None or any(each not in self._articles for each in matters.needed()):
            return
        if matters.carried_from and not self._related:
            self._waiting = item, chosen
            self.show_status()
            return
        changed = self._do(lambda: matters.take(item, chosen, self._articles), matters.otherwise)
        if changed is None:
            return
        matters.look(self._known())
        self.notify(f"{changed.message} — {self.table.key('undo')} undoes", markup=False)
        if not matters.step(1, only_open=True) and all(matters.settled):
            self.notify(f"{changed.message}; that was the last one", markup=False)
        self.show()

    def _known(self) -> Mapping[str, Article]:
        """Return the articles that may have other labels now."""
        kin = self._gold.kin if self._gold else None
        return {**self._articles, **(kin.articles if kin else {})}

    def _do(self, act: "Callable[[], Changed | None]", otherwise: str) -> "Changed | None":
        try:
            changed = act()
        except (ReadOnly, Refused, StoreError) as error:
            self.notify(str(error), severity="warning", markup=False)
            return None
        if changed is None:
            self.notify(otherwise, markup=False)
        elif changed.seq is not None and self._matters and self._matters.session is not self._session:
            self._awaited = max(self._awaited, changed.seq)
        return changed

    def action_undo(self) -> None:
        """Take back the last step of whoever settles here."""
        self._travel("undo", "Nothing to undo", "redo")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel("redo", "Nothing to redo", "undo")

    def _travel(self, way: str, nothing: str, back: str) -> None:
        matters = self._matters
        self._forget_waiting()
        if matters is None:
            return
        changed = self._do(getattr(matters.session, way), nothing)
        if changed is None:
            return
        self.notify(f"{changed.message} — {self.table.key(back)} {back}es", markup=False)
        if changed.place:
            matters.find(changed.place)
        matters.look(self._known())
        if AGREED in changed.message:
            self.compare()
        self.show()

    def _forget_waiting(self) -> None:
        """Say that what was to be settled is not, as one went on before the versions were found."""
        if self._waiting is not None:
            self._waiting = None
            self.notify("Not settled: its versions were still looked for", severity="warning", timeout=5)
