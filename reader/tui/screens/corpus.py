"""The corpus screen: the list of articles, and a preview of the one under the cursor."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import get_current_worker

from reader.tui.listing import ALL, Order, Summary
from reader.tui.messages import ArticleHighlighted, ReloadRequested
from reader.tui.screens.browsing import Browsing
from reader.tui.screens.choosing import Choosing
from reader.tui.summaries import stored_summaries, summaries
from reader.tui.widgets.article_list import MARK, NOTE, STATE_SIGNS, ArticleList, Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widgets import ProgressBar

    from reader.annotate.session import Changed, Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus
    from reader.tui.reports import Counted

MEANINGS = {
    "todo": "nothing decided yet",
    "in progress": "some sentences decided",
    "done": "marked as done",
}
PREVIEW_DELAY = 0.04
PATIENCE = 0.4
"""Seconds without news after which a bar shows that there is something to wait for."""


class CorpusScreen(Browsing, Choosing):
    """Lists the articles; is there before the corpus is, and says how far its reading is."""

    _preview_timer: Timer | None = None

    def on_mount(self) -> None:
        """Show the keys; the articles come later."""
        self.use(self.table)
        self._list.say("Opening …")
        self._tell()
        self._wait_timer = self.set_timer(PATIENCE, lambda: self._progress_bar().update(total=None))

    def signs(self) -> list[tuple[str, str]]:
        """Return the signs of the list and what they mean, for the help."""
        labels = self.session.schema.labels if self.session else ()
        return [
            (MARK, "marked for comparing"),
            *((sign, f"article: {MEANINGS[state]}") for state, sign in STATE_SIGNS.items()),
            *((f"{label.sign}3", f"three labels “{label.name}”") for label in labels),
            (NOTE, "has notes"),
        ]

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the reading of the corpus is."""
        bar = self._progress_bar()
        bar.update(total=total or None, progress=done)
        self._list.say(f"Reading file {done:,} of {total:,}\n\nesc stops")

    def show_failure(self, reason: str) -> None:
        """Say why there is nothing to see."""
        self._remove_progress_bar()
        self._list.say(reason)

    def show_corpus(self, corpus: "Corpus", session: "Session") -> None:
        """Show the articles; cursor, marks and filter stay where there was a corpus before."""
        self._remove_progress_bar()
        self.session = session
        self.problems = tuple(str(problem) for problem in corpus.problems)
        at = self.article
        self.listing.replace(corpus.articles)
        self._list.say(_words_for_nothing(corpus))
        self._list.set_labels(tuple(Look(each.name, each.sign, each.color) for each in session.schema.labels))
        self._list.reshow(at.id if at else None)
        self._tell()
        self._count(corpus.articles, session)

    def refresh_summaries(self, article_ids: Iterable[str]) -> None:
        """Show what changed in the annotations of some articles."""
        if self.session is None:
            return
        known = {article.id for article in self.listing.articles}
        wanted = [each for each in article_ids if each in known]
        self.listing.learn(summaries(self.session, wanted, self._complain))
        self._list.refresh()

    def _complain(self, problem: str) -> None:
        from reader.tui.reports import Failed

        self.post_message(Failed(problem))

    def on_screen_resume(self) -> None:
        """Show what was decided in the articles that were open."""
        touched, self.touched = self.touched, set()
        self.refresh_summaries(touched)

    def neighbour(self, article_id: str, step: int) -> str | None:
        """Go to the article before or after another one in the list as it is shown; return its id."""
        row = self.listing.row_of(article_id)
        if row is None or not 0 <= row + step < len(self.listing.rows):
            return None
        self._list.go(row + step)
        return self.listing.articles[self.listing.rows[row + step]].id

    def _progress_bar(self) -> "ProgressBar":
        from textual.widgets import ProgressBar

        for bar in self.query(ProgressBar):
            return bar
        bar = ProgressBar(show_eta=False, show_percentage=False, id="progress")
        self.mount(bar, before="#status")
        return bar

    def _remove_progress_bar(self) -> None:
        self._wait_timer.stop()
        self.query("#progress").remove()

    def _count(self, articles: "tuple[Article, ...]", session: "Session") -> None:
        """Read label counts and word counts in the background."""
        from reader.tui.reports import Counted

        def work() -> None:
            worker = get_current_worker()
            for found in stored_summaries(session, (article.id for article in articles), self._complain):
                if worker.is_cancelled:
                    return
                self.post_message(Counted(found))
            for article in articles:
                if worker.is_cancelled:
                    return
                article.words  # noqa: B018 - counted here so that sorting by it does not have to
            self.listing.prepare()

        self.run_worker(work, thread=True, group="count", exclusive=True, exit_on_error=False)

    def on_counted(self, message: "Counted") -> None:
        """Show the counts that are known by now."""
        self.listing.learn(message.summaries)
        notices = getattr(self.session.store, "notices", ()) if self.session else ()
        self.problems += tuple(each for each in notices if each not in self.problems)
        self._tell()
        if self.listing.order in (Order.LABELS, Order.STATE) or self.listing.kind is not ALL:
            self._arrange()
        self._list.refresh()

    def on_article_highlighted(self, _: ArticleHighlighted) -> None:
        """Show the preview once the cursor rests."""
        self._tell()
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(PREVIEW_DELAY, self._show_preview)

    def _show_preview(self) -> None:
        if self._preview.display:
            self._preview.show(self.article)

    def on_article_list_chosen(self, _: ArticleList.Chosen) -> None:
        """Open what was clicked."""
        self.action_open()

    def action_toggle_preview(self) -> None:
        """Show or hide the preview."""
        self._preview.display = not self._preview.display
        self._show_preview()

    def action_problems(self) -> None:
        """List what could not be read."""
        from reader.tui.screens.help import ProblemsScreen

        if self.problems:
            self.app.push_screen(ProblemsScreen(self.table, self.problems))
        else:
            self.notify("Every file could be read", markup=False)

    def action_copy(self) -> None:
        """Copy the text of the article."""
        if self.article is not None and self.copy is not None:
            self.copy(self.article.text, "Copied the article")

    def action_open_url(self) -> None:
        """Open the article's page, or copy its address where there is no browser."""
        from reader.tui import external

        if self.article is None:
            return
        url = self.article.url
        if not external.browsable(url):
            self.notify("This article has no web address", markup=False)
        elif external.browse(url):
            self.notify(f"Opened {url}", markup=False)
        elif self.copy is not None:
            self.copy(url, f"There is no browser here; copied {url}")

    def action_edit(self) -> None:
        """Open the article's file in the editor, then read the corpus again."""
        from reader.tui import external

        if self.article is None:
            return
        if problem := external.edit(self.app, self.article.path):
            self.notify(problem, severity="warning", markup=False)
        else:
            self.post_message(ReloadRequested())

    def action_toggle_done(self) -> None:
        """Mark the article as done, or leave its state to its labels again."""
        from reader.annotate.annotation import State

        if self.session is None or self.article is None:
            return
        done = self.listing.summaries.get(self.article.id, Summary()).state == State.DONE
        article, session = self.article, self.session
        self._decide(lambda: session.set_state(article, None if done else State.DONE))

    def action_undo(self) -> None:
        """Undo the last decision, wherever it was made."""
        if self.session is not None:
            self._decide(self.session.undo, "Nothing to undo", "redo")

    def action_redo(self) -> None:
        """Redo what was undone."""
        if self.session is not None:
            self._decide(self.session.redo, "Nothing to redo", "undo")

    def _decide(self, act: "Callable[[], Changed | None]", nothing: str = "", opposite: str = "undo") -> None:
        from reader.annotate.session import ReadOnly

        try:
            changed = act()
        except ReadOnly as refusal:
            self.notify(str(refusal), severity="warning", markup=False)
            return
        if changed is None:
            self.notify(nothing, markup=False)
            return
        self.refresh_summaries(changed.articles)
        verb = {"undo": "undoes", "redo": "redoes"}[opposite]
        self.notify(f"{changed.message} — {self.table.key(opposite)} {verb}", markup=False)


def _words_for_nothing(corpus: "Corpus") -> str:
    if corpus.problems:
        return f"No article could be read in {corpus.root}\n\n! shows why"
    return f"No articles in {corpus.root}\n\nReader reads .txt, .md, .jsonl and .json files"
