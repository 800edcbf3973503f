"""The corpus screen: the list of articles, and a preview of the one under the cursor."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from reader.annotate.overview import NOTHING_KNOWN, overviews, with_note
from reader.tui import summaries
from reader.tui.arranging import Arranger
from reader.tui.kinds import Known
from reader.tui.listing import Arrangement, Folds
from reader.tui.messages import ArticleHighlighted, ReloadRequested
from reader.tui.screens.browsing import Browsing
from reader.tui.screens.choosing import Choosing
from reader.tui.widgets.article_list import (
    FOLDED,
    MARK,
    NOTE,
    SPUN,
    STATE_SIGNS,
    UNFOLDED,
    VERSIONS,
    ArticleList,
    Look,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotate.session import Changed, Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Entry
    from reader.corpus.search import Query
    from reader.tui.reports import Arranged, Counted, LookedAround, Previewed, Progressed

MEANINGS = {
    "todo": "nothing decided yet",
    "in progress": "some sentences decided",
    "done": "marked as done",
}
PREVIEW_DELAY = 0.08
MOST_PROBLEMS = 1_000
KINDS = "text, Markdown, HTML, JSON, CSV, Parquet and WARC files, also compressed or in archives"


class CorpusScreen(Browsing, Choosing):
    """Lists the articles; is there before the corpus is, and says how far its reading is."""

    _preview_timer: Timer | None = None
    _state = "Opening …"
    _folds: Folds | None = None

    def on_mount(self) -> None:
        """Show the keys; the articles come later."""
        self.use(self.table)
        self.listing.relate = self._relate
        self._list.heed = self.heed
        self._list.say(self._state)
        self._tell()

    def signs(self) -> list[tuple[str, str]]:
        """Return the signs of the list and what they mean, for the help."""
        labels = self.session.schema.labels if self.session else ()
        return [
            (MARK, "marked for comparing"),
            *((sign, f"article: {MEANINGS[state]}") for state, sign in STATE_SIGNS.items()),
            *((f"{label.sign}3", f"three labels “{label.name}”") for label in labels),
            (NOTE, "has notes"),
            (f"{VERSIONS}3", "one of three versions"),
            (f"{SPUN}3", "a spun copy, one of three versions"),
            (f"{FOLDED}3  {UNFOLDED}3", "three versions in one row, in several"),
        ]

    def show_progress(self, message: "Progressed") -> None:
        """Say how far the work in the background is, and show what it has brought."""
        from reader.tui.widgets.course import CourseLine

        if not self.query(CourseLine):
            self.mount(CourseLine(self.table.key("cancel"), id="course"), after="#panes")
        self.query_one(CourseLine).show(message.said, message.share)
        if message.grown:
            self._state = f"{message.said}"
            self._ask_again()

    def _work_ended(self) -> None:
        self.query("#course").remove()

    def show_failure(self, reason: str) -> None:
        """Say why there is nothing to see."""
        self._work_ended()
        self._state = reason
        self.unfinished = True
        self._list.say(self._words())
        self._ask_again()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong in a worker that finds rows, counts or texts."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if self.corpus is not None and isinstance(error, Exception) and self.corpus.distrust(error):
            self._complain(f"The index is damaged; {self.table.key('reload')} makes it anew")
            self.unfinished = True
            self._tell()
        else:
            self._complain(f"{type(error).__name__}: {error}")

    def show_corpus(self, corpus: "Corpus", first: Arrangement, shown: "Callable[[], object]") -> None:
        """Show what is known of the articles at once, then call `shown`."""
        self.corpus = corpus
        self.listing.look_at(corpus)
        self._arranger = Arranger(corpus)
        self._state = "Reading …"
        self.listing.take(first)
        self._list.say(self._words())
        self._list.reshow()
        self._tell()
        self.call_after_refresh(self._rest, shown)

    def _rest(self, shown: "Callable[[], object]") -> None:
        shown()
        self.prepare_search()

    def show_labels(self, session: "Session") -> None:
        """Show the labels there are, as soon as they are read."""
        self.session = session
        self._list.set_labels(tuple(Look(each.name, each.sign, each.color) for each in session.schema.labels))
        self._tell()
        self._look_around()

    def show_update(self, complete: bool) -> None:
        """Show the articles as they are now; cursor, marks and filter stay."""
        self._work_ended()
        self.stale, self.unfinished = False, not complete
        assert self.corpus is not None
        self._state = (
            _words_for_nothing(self.corpus, self.table.key("problems"))
            if complete
            else f"Stopped; {self.table.key('reload')} goes on"
        )
        self._look_around()

    def show_stories(self) -> None:
        """Show which articles are versions of one story."""
        self._work_ended()
        self._look_around()

    def show_stale(self) -> None:
        """Say that files have changed."""
        self.stale = True
        self._tell()

    def refresh_summaries(self, article_ids: Iterable[str]) -> None:
        """Show what changed in the annotations of some articles."""
        if self.session is None or self.corpus is None:
            return
        wanted = [each for each in article_ids if each in self.corpus]
        self.listing.learn(overviews(self.session.store, wanted, self._complain, self.corpus))
        self._list.lay_out()
        self._tell()

    def _complain(self, problem: str) -> None:
        from reader.tui.reports import Failed

        self.post_message(Failed(problem))

    def on_screen_resume(self) -> None:
        """Show what was decided in the articles that were open."""
        touched, self.touched = self.touched, set()
        self.refresh_summaries(touched)

    def neighbour(self, article_id: str, step: int) -> str | None:
        """Go to the article before or after another one in the list as it is shown; return its id."""
        entry = self._entry_of(article_id)
        row = self.listing.row_of(entry) if entry is not None else None
        if row is None or not 0 <= row + step < len(self.listing.rows):
            return None
        self._list.go(row + step)
        return self.entry.id if self.entry else None

    def point_at(self, article_id: str) -> None:
        """Put the cursor on an article if it is in the list."""
        entry = self._entry_of(article_id)
        row = self.listing.row_of(entry) if entry is not None else None
        if row is not None:
            self._list.go(row)

    def _entry_of(self, article_id: str) -> "Entry | None":
        if self.corpus is None or article_id not in self.corpus:
            return None
        return self.corpus.entry(article_id)

    def _known(self) -> Known:
        session, place, corpus = self.session, self.place, self.corpus
        if session is None or corpus is None:
            return Known({}, self._folds)
        from reader.tui.exporting import colleagues

        return Known(
            self.listing.summaries.copy(),
            self._folds,
            self.listing.version,
            conflicts=lambda: summaries.conflicts(session, place, colleagues(place)),
            noted=partial(with_note, session.store),
            inconsistent=partial(summaries.inconsistent, session, corpus),
            troubled=corpus.troubled,
        )

    def _words(self) -> str:
        return self._words_for_no_match() if self.listing.total else self._state

    def _relate(self, story: int) -> "dict[int, str]":
        from reader.tui.stories import ties

        return dict(ties(self.corpus, story)) if self.corpus is not None else {}

    def _look_around(self) -> None:
        """Read annotations and stories in the background, then arrange the list by them."""
        if self.corpus is not None and self.session is not None:
            work = partial(self._read_around, self.corpus, self.session, tuple(self.listing.marked))
            self.run_worker(work, thread=True, group="around", exclusive=True, exit_on_error=False)

    def _read_around(self, corpus: "Corpus", session: "Session", marked: Sequence[str]) -> None:
        from reader import grouping
        from reader.tui.reports import Counted, LookedAround

        worker = get_current_worker()
        folds = grouping.folds(corpus)
        problems, troubled = len(corpus.first_problems(MOST_PROBLEMS)), len(corpus.troubled())
        gone = [each for each in marked if each not in corpus]
        known = folds if len(folds) or folds.linked else None
        self.post_message(LookedAround(known, problems, corpus.skipped, troubled, gone))
        for found in summaries.stored_summaries(session, self.corpus, self._complain):
            if worker.is_cancelled:
                return
            self.post_message(Counted(found))

    def on_looked_around(self, message: "LookedAround") -> None:
        """Know the stories and the problems there are."""
        self._folds, self.problems, self.skipped = message.folds, message.problems, message.skipped
        self.troubled = message.troubled
        for each in message.gone:
            self.listing.marked.pop(each, None)
        self._ask_again()

    def on_counted(self, message: "Counted") -> None:
        """Show the counts that are known by now."""
        self.listing.learn(message.summaries)
        self._list.lay_out()
        self._ask_again()

    def _show_rows(self, message: "Arranged") -> None:
        super()._show_rows(message)
        self._hint(message.arrangement.problem)

    def on_article_highlighted(self, _: ArticleHighlighted) -> None:
        """Show the preview once the cursor rests."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(PREVIEW_DELAY, self._show_preview)

    def _show_preview(self) -> None:
        entry = self.entry
        if not self._preview.display:
            return
        if entry is None or self.corpus is None:
            self._preview.show(None)
            return
        work = partial(self._read_preview, self.corpus, entry.number, self.listing.arrangement.query)
        self.run_worker(work, thread=True, group="preview", exclusive=True, exit_on_error=False)

    def _read_preview(self, corpus: "Corpus", number: int, query: "Query | None") -> None:
        """Fetch the article under the cursor, in a worker."""
        from reader.tui.fetching import NotThere, fetch
        from reader.tui.reports import Previewed

        try:
            article = fetch(corpus, number)
        except NotThere as error:
            self.post_message(Previewed(number, None, problem=str(error)))
            return
        found: Sequence[tuple[int, int]] = ()
        if query is not None:
            from reader.corpus.search import hits

            found = hits(article.text, query)
        self.post_message(Previewed(number, article, found))

    def on_previewed(self, message: "Previewed") -> None:
        """Show the article if the cursor is still on it."""
        if self.entry is None or self.entry.number != message.number:
            return
        if message.problem:
            self._preview.say(f"{message.problem}\n\n{self.table.key('reload')} reads the files again")
        else:
            self._preview.show(message.article, message.hits)

    def _article(self) -> "Article | None":
        """Read the article under the cursor; say so if that cannot be."""
        from reader.tui.fetching import NotThere, fetch

        if self.entry is None or self.corpus is None:
            return None
        try:
            return fetch(self.corpus, self.entry.number)
        except NotThere as error:
            self.notify(str(error), severity="warning", markup=False)
            return None

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

        problems = self.corpus.first_problems(MOST_PROBLEMS) if self.corpus is not None else []
        told = [*map(str, problems), *getattr(self.session and self.session.store, "notices", ())]
        if len(problems) == MOST_PROBLEMS:
            told.append("… and maybe more; `reader check` names them all")
        if told:
            self.app.push_screen(ProblemsScreen(self.table, told))
        else:
            self.notify("Every file could be read", markup=False)

    def action_copy(self) -> None:
        """Copy the text of the article."""
        article = self._article()
        if article is not None and self.copy is not None:
            self.copy(article.text, "Copied the article")

    def action_open_url(self) -> None:
        """Open the article's page, or copy its address where there is no browser."""
        from reader.tui import external

        if self.entry is None:
            return
        url = self.entry.url
        if not external.browsable(url):
            self.notify("This article has no web address", markup=False)
        elif external.browse(url):
            self.notify(f"Opened {url}", markup=False)
        elif self.copy is not None:
            self.copy(url, f"There is no browser here; copied {url}")

    def action_edit(self) -> None:
        """Open the article's file in the editor, then read the corpus again."""
        from reader.tui import external

        article = self._article()
        if article is None:
            return
        if problem := external.edit(self.app, article.path):
            self.notify(problem, severity="warning", markup=False)
        else:
            self.post_message(ReloadRequested())

    def action_toggle_done(self) -> None:
        """Mark the article as done, or leave its state to its labels again."""
        from reader.annotate.annotation import State

        article, session = self._article(), self.session
        if session is None or article is None:
            return
        done = self.listing.summaries.get(article.id, NOTHING_KNOWN).state == State.DONE
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


def _words_for_nothing(corpus: "Corpus", problems: str) -> str:
    if corpus.skipped:
        return f"No article could be read in {corpus.root}\n\n{problems} shows why"
    return f"No articles in {corpus.root}\n\nReader reads {KINDS}"
