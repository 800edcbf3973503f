"""Suggestions on the reading screen: made in the background, explained, and a way to what is likely."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.annotate.session import Changed
from reader.corpus.article import Article
from reader.settings import location
from reader.tui.screens.revising import Revising

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus
    from reader.suggest.advising import Adviser
    from reader.suggest.suggestion import Shown

EVERY = 10
"""Decisions after which suggestions are made anew, with what these taught."""
PAUSE = 1.0
"""Seconds without a decision before that is done: it would hold up the next one."""
UNSURE = 0.5
HELD_OUT = "no suggestions: yours alone, one in ten"


@dataclass
class Suggested(Message):
    """Suggestions for the articles on the screen are there."""


@dataclass
class Taught(Message):
    """More was learned from finished articles."""


class Suggesting(Revising):
    """`adviser` suggests labels, if that is wanted."""

    adviser: "Adviser | None" = None
    _since = 0
    _pause: Timer | None = None
    _sought = ("", 0)

    def look_for_suggestions(self, *, again: bool = False) -> None:
        """Find what is suggested for the articles on the screen, in the background."""
        if self.adviser is not None and self.reading is not None:
            self._find_suggestions(self.adviser, self.articles, again)

    @work(thread=True, exclusive=True, exit_on_error=False, group="suggest")
    def _find_suggestions(self, adviser: "Adviser", articles: tuple[Article, ...], again: bool) -> None:
        worker = get_current_worker()
        adviser.learn(again=again)
        for article in articles:
            if worker.is_cancelled:
                return
            adviser.read(article)
        self.post_message(Suggested())

    def learn_from_finished(self, *, again: bool = False) -> None:
        """Learn from the articles that are done, in the background."""
        if self.adviser is not None and self.corpus is not None:
            self._teach(self.adviser, self.corpus, again)

    @work(thread=True, exclusive=True, exit_on_error=False, group="teach")
    def _teach(self, adviser: "Adviser", corpus: "Corpus", again: bool) -> None:
        worker = get_current_worker()
        if adviser.teach(corpus, lambda: worker.is_cancelled, again=again) and not worker.is_cancelled:
            self.post_message(Taught())

    def on_taught(self) -> None:
        """Make suggestions anew with what was learned."""
        self.look_for_suggestions()

    def action_toggle_done(self) -> None:
        """Mark the article as done: there may be enough of them to learn from."""
        super().action_toggle_done()
        self.learn_from_finished(again=True)

    def on_suggested(self) -> None:
        """Show what is suggested."""
        if self.reading is not None:
            self._text.redraw_all()
            self._show_status()

    def _act(self, do: Callable[[], Changed | None], otherwise: str = "") -> Changed | None:
        changed = super()._act(do, otherwise)
        self._since += changed is not None and changed.seq is not None
        if self._since >= EVERY and self._pause is None:
            self._pause = self.set_timer(PAUSE, self._learn_in_a_pause)
        elif self._pause is not None:
            self._pause.reset()
        return changed

    def _learn_in_a_pause(self) -> None:
        """Make suggestions anew now that no key waits for it."""
        self._pause = None
        self._since = 0
        self.look_for_suggestions(again=True)

    def _about_proposal(self, article: Article, sentence: int) -> Iterator[str]:
        """Yield also that a sentence is among those without suggestions before they are decided."""
        yield from super()._about_proposal(article, sentence)
        adviser, reading = self.adviser, self.reading
        if adviser is None or reading is None or not adviser.scores(article):
            return
        if self.tagging.open(reading.column, sentence) and adviser.withheld(article, sentence):
            yield HELD_OUT

    def action_choose_suggestions(self) -> None:
        """Choose what is suggested; the settings file keeps it."""
        from reader.tui.screens.wanted import WantedDialog

        adviser = self.adviser
        if adviser is None:
            self.notify("Nothing is suggested: suggest = false in the settings", timeout=5)
            return

        def choose(shown: "Shown | None") -> None:
            if shown is not None and shown != adviser.shown:
                adviser.shown = shown
                self.look_for_suggestions()
                self.notify(f"To keep it, put  {_as_settings(shown)}  into {location()}", timeout=8)

        self.app.push_screen(WantedDialog(self.table, adviser.shown), choose)

    def action_why(self) -> None:
        """Say why something is proposed."""
        if self.reading is None:
            return
        said = [
            f"{each.what}: {', '.join(reasons)}"
            for each in self._proposed_here()
            if self.adviser and (reasons := self.adviser.reasons(self.reading.article, each))
        ]
        if said:
            self.notify("; ".join(said), markup=False, timeout=8)
        else:
            self.notify("Nothing is suggested here", timeout=3)

    def action_next_likely(self) -> None:
        """Go to the undecided sentence that is most likely a claim; again: to the next likely one."""
        self._to_best("likely", lambda score: -score)

    def action_next_uncertain(self) -> None:
        """Go to the undecided sentence of which it is least clear whether it is a claim; again: on."""
        self._to_best("uncertain", lambda score: abs(score - UNSURE))

    def _to_best(self, what: str, order: Callable[[float], float]) -> None:
        reading = self.reading
        if reading is None or reading.place is None:
            return
        column, here = reading.place
        article = reading.article
        adviser = self.adviser
        if adviser is None:
            self.notify("Nothing is suggested: suggest = false in the settings", timeout=5)
            return
        scores = adviser.scores(article)
        found = [
            sentence
            for sentence in sorted(scores, key=lambda sentence: (order(scores[sentence]), sentence))
            if self.tagging.open(column, sentence) and not adviser.withheld(article, sentence)
        ]
        if self._sought == (what, here) and here in found:
            found = found[found.index(here) + 1 :] + found[: found.index(here)]
        if not found:
            self.notify("No sentence is left to decide here", timeout=3)
            return
        self._sought = what, found[0]
        reading.to(found[0])
        self._arrive()
        self.notify(f"{scores[found[0]]:.0%} likely a claim", timeout=3)


def _as_settings(shown: "Shown") -> str:
    """Return the lines of the settings file that ask for what is shown."""
    names = ", ".join(f'"{name}"' for name in sorted(shown.without))
    return f"suggest_above = {shown.above}  suggest_without = [{names}]"
