"""The corpus screen: the list of articles, and a preview of the one under the cursor."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.settings import Settings
from reader.tui.commands import CommandTable, Scope, shown_keys
from reader.tui.listing import Kind, Listing, Order, kinds
from reader.tui.messages import ArticleHighlighted, Counted, Failed, OpenRequested, ReloadRequested, Summary
from reader.tui.widgets.article_list import ArticleList, HeaderPressed, Look
from reader.tui.widgets.bars import KeyBar, StatusLine
from reader.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from textual.widgets import Input, ProgressBar

    from reader.annotate.session import Changed, Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus

MOST_COMPARED = 4
PREVIEW_DELAY = 0.04
PATIENCE = 0.4
"""Seconds without news after which a bar shows that there is something to wait for."""
BATCH = 200


class CorpusScreen(Screen[None], inherit_bindings=False):
    """Lists the articles; is there before the corpus is, and says how far its reading is."""

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.LIST)
    AUTO_FOCUS = "#articles"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    def __init__(
        self,
        settings: Settings,
        table: CommandTable,
        *,
        notice: str = "",
        copy: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.table = table
        self.notice = notice
        self.copy = copy
        self.listing = Listing()
        self.session: Session | None = None
        self.problems: tuple[str, ...] = ()
        self.touched: set[str] = set()
        self._preview_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Show the list, its preview, and what one should know."""
        with Container(id="panes"):
            yield ArticleList(self.listing, id="articles")
            preview = Preview(id="preview")
            preview.display = self.settings.preview
            yield preview
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the keys; the articles come later."""
        self.use(self.table)
        self._list.say("Opening …")
        self._tell()
        self._wait_timer = self.set_timer(PATIENCE, lambda: self._progress_bar().update(total=None))

    def use(self, table: CommandTable) -> None:
        """Take the keys of `table`."""
        self.table = table
        table.install(self, *self.SCOPES)
        self._key_bar.show(shown_keys(table, *self.SCOPES))

    @property
    def _list(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    @property
    def _preview(self) -> Preview:
        return self.query_one("#preview", Preview)

    @property
    def _key_bar(self) -> KeyBar:
        return self.query_one("#keys", KeyBar)

    @property
    def article(self) -> "Article | None":
        """The article under the cursor."""
        return self._list.article

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
        first = self.session is None
        self.session = session
        self.problems = tuple(str(problem) for problem in corpus.problems)
        at = self.article
        self.listing.replace(corpus.articles)
        self._list.say(_words_for_nothing(corpus))
        self._list.set_labels(tuple(Look(each.name, each.sign, each.color) for each in session.schema.labels))
        self._list.reshow(at.id if at else None)
        self._tell()
        if first and session.read_only:
            self.notify(session.reason, title="Read-only", severity="warning", timeout=10, markup=False)
        self._count(corpus.articles, session)

    def refresh_summaries(self, article_ids: Iterable[str]) -> None:
        """Show what changed in the annotations of some articles."""
        if self.session is None:
            return
        known = {article.id for article in self.listing.articles}
        self.listing.learn(self._summaries([each for each in article_ids if each in known], self.session))
        self._list.refresh()

    def _summaries(self, article_ids: Iterable[str], session: "Session") -> dict[str, Summary]:
        """Read what is known of some articles; a damaged file is named, and the others are shown."""
        from reader.annotate.store import StoreError

        found: dict[str, Summary] = {}
        for article_id in article_ids:
            try:
                found[article_id] = summarise(session, article_id)
            except StoreError as error:
                self.post_message(Failed(str(error)))
        return found

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

        def work() -> None:
            worker = get_current_worker()
            ids = {article.id for article in articles}
            found: dict[str, Summary] = {}
            for article_id in session.store.articles():
                if worker.is_cancelled:
                    return
                if article_id in ids:
                    found |= self._summaries([article_id], session)
                if len(found) >= BATCH:
                    self.post_message(Counted(found))
                    found = {}
            self.post_message(Counted(found))
            for article in articles:
                if worker.is_cancelled:
                    return
                article.words  # noqa: B018 - counted here so that sorting by it does not have to

        self.run_worker(work, thread=True, group="count", exclusive=True, exit_on_error=False)

    def on_counted(self, message: Counted) -> None:
        """Show the counts that are known by now."""
        self.listing.learn(message.summaries)
        notices = getattr(self.session.store, "notices", ()) if self.session else ()
        self.problems += tuple(each for each in notices if each not in self.problems)
        self._tell()
        if self.listing.order in (Order.LABELS, Order.STATE) or self.listing.kind.name != "all articles":
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

    def on_header_pressed(self, message: HeaderPressed) -> None:
        """Sort by the column, or the other way round."""
        if self.listing.order is message.order:
            self.action_reverse()
        else:
            self._sort(message.order)

    def on_article_list_chosen(self, _: ArticleList.Chosen) -> None:
        """Open what was clicked."""
        self.action_open()

    def _tell(self) -> None:
        """Bring the status line up to date."""
        listing = self.listing
        shown, of_all = len(listing.rows), len(listing.articles)
        parts = [f"{shown:,} of {of_all:,} articles" if shown != of_all else _number(of_all, "article")]
        if listing.marked:
            parts.append(f"{len(listing.marked)} marked")
        if listing.text:
            parts.append(f"“{listing.text}”")
        if listing.kind.name != "all articles":
            parts.append(listing.kind.name)
        if listing.order is not Order.FILE:
            parts.append(f"by {listing.order}")
        if self._list.range_start is not None:
            parts.append("range: v again marks it")
        if self.problems:
            parts.append(f"{_number(len(self.problems), 'problem')}: {self.table.key('problems')}")
        read_only = self.session is not None and self.session.read_only
        right = f"read-only: {self.session.reason}" if self.session and read_only else self.notice
        self.query_one("#status", StatusLine).show(
            " · ".join(parts) if of_all else "", right, warning=read_only
        )

    def _arrange(self) -> None:
        at = self.article
        self.listing.arrange()
        self._list.reshow(at.id if at else None)
        self._tell()

    def _filter(self, text: str) -> None:
        at = self.article
        self.listing.filter(text)
        if self.listing.articles:
            self._list.say(self._words_for_no_match())
        self._list.reshow(at.id if at else None)
        self._tell()

    def _words_for_no_match(self) -> str:
        back = self.table.key("cancel")
        if self.listing.text:
            return f"Nothing matches “{self.listing.text}”\n\n{back} shows all articles"
        return f"No articles are {self.listing.kind.name}\n\n{back} shows all articles"

    def _sort(self, order: Order) -> None:
        self.listing.order, self.listing.reverse = order, False
        self._arrange()

    def _scroll_pane(self, lines: float) -> bool:
        """Scroll the preview if it has the focus."""
        if not self._preview.has_focus:
            return False
        self._preview.scroll_relative(y=lines, animate=False, force=True)
        return True

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll the preview if it is the pane in use."""
        if not self._scroll_pane(step):
            self._list.go(self._list.cursor + step)

    def action_half_page(self, step: int) -> None:
        """Move half a page."""
        self.action_move(step * max(1, self._list.page_size // 2))

    def action_page(self, step: int) -> None:
        """Move a page."""
        self.action_move(step * max(1, self._list.page_size - 1))

    def action_top(self) -> None:
        """Go to the top."""
        self.action_move(-len(self.listing.rows) - 10_000)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self.action_move(len(self.listing.rows) + 10_000)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll without moving the cursor."""
        if not self._scroll_pane(lines):
            self._list.scroll_lines(lines)

    def action_centre(self) -> None:
        """Put the cursor into the middle."""
        self._list.scroll_to_cursor(centre=True)

    def action_next_untagged(self, step: int) -> None:
        """Go to the next article without labels."""
        row = self.listing.next_untagged(self._list.cursor, step)
        if row is None:
            self.notify("No more articles without labels in this direction", markup=False)
        else:
            self._list.go(row)

    def action_scroll_preview(self, step: int) -> None:
        """Scroll the preview."""
        self._preview.scroll_relative(y=3 * step, animate=False, force=True)

    def action_toggle_preview(self) -> None:
        """Show or hide the preview."""
        self._preview.display = not self._preview.display
        self._show_preview()

    def action_mark(self) -> None:
        """Mark the article, or the range, and go on."""
        if self._list.range_start is not None:
            self.action_mark_range()
            return
        if self.listing.rows:
            self.listing.mark([self._list.cursor])
            self._list.refresh()
            self._list.go(self._list.cursor + 1)
            self._tell()

    def action_mark_range(self) -> None:
        """Begin a range, or mark it."""
        if self._list.range_start is None and self.listing.rows:
            self._list.range_start = self._list.cursor
        else:
            self.listing.mark(self._list.range, on=True)
            self._list.range_start = None
        self._list.refresh()
        self._tell()

    def action_open(self) -> None:
        """Open the article, or the marked ones side by side."""
        wanted = tuple(self.listing.marked)
        if len(wanted) > MOST_COMPARED:
            self.notify(
                f"{len(wanted)} articles are marked; up to {MOST_COMPARED} can be compared",
                severity="warning",
                markup=False,
            )
        elif len(wanted) > 1:
            self.post_message(OpenRequested(wanted))
        elif self.article is not None:
            self.post_message(OpenRequested((self.article.id,)))

    def action_search(self) -> None:
        """Open the filter."""
        from textual.widgets import Input

        found = self.query("#filter")
        if found:
            found.first(Input).focus()
            return
        field = Input(self.listing.text, placeholder="title, source or file", id="filter", compact=True)
        self.mount(field, before="#status")
        field.focus()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Filter while typing."""
        if event.value != self.listing.text:
            self._filter(event.value)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._close_filter()

    def _close_filter(self) -> bool:
        self._list.focus()
        found = self.query("#filter")
        found.remove()
        return bool(found)

    def action_filter(self) -> None:
        """Choose the kind of article to show."""
        from reader.tui.screens.dialog import Choice

        offered = kinds(label.name for label in self.session.schema.labels) if self.session else kinds(())

        def choose(number: int | None) -> None:
            if number is not None:
                self._show_kind(offered[number])

        chosen = offered.index(self.listing.kind) if self.listing.kind in offered else 0
        self.app.push_screen(Choice(self.table, "Show", [kind.name for kind in offered], chosen), choose)

    def _show_kind(self, kind: Kind) -> None:
        self.listing.kind = kind
        self._filter(self.listing.text)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        orders = list(Order)
        self._sort(orders[(orders.index(self.listing.order) + 1) % len(orders)])

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.listing.reverse = not self.listing.reverse
        self._arrange()

    def action_cancel(self) -> None:
        """Drop what is open: the filter field, the range, the filter, the marks, in this order."""
        if self._close_filter() or self.listing.text or self.listing.kind.name != "all articles":
            self.listing.kind = kinds(())[0]
            self._filter("")
        elif self._list.range_start is not None:
            self._list.range_start = None
        elif self.listing.marked:
            self.listing.mark(range(len(self.listing.rows)), on=False)
            self.listing.marked.clear()
        else:
            self.app.workers.cancel_group(self.app, "open")
        self._list.refresh()
        self._tell()

    def action_back(self) -> None:
        """Close the filter, else leave."""
        if self.query("#filter") or self.listing.text:
            self.action_cancel()
        else:
            self.app.exit()

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
            where = self.copy(self.article.text)
            self.notify(f"Copied the article to the {where}", markup=False)

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
            self.notify(f"There is no browser here; copied {url} to the {self.copy(url)}", markup=False)

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
        self.app.clear_notifications()
        verb = {"undo": "undoes", "redo": "redoes"}[opposite]
        self.notify(f"{changed.message} — {self.table.key(opposite)} {verb}", markup=False)


def summarise(session: "Session", article_id: str) -> Summary:
    """Return what the list shows of the annotations of an article."""
    stored = session.store.summary(article_id)
    begun = stored.decided or any(stored.labels.values())
    state = stored.state or ("in progress" if begun else "todo")
    record = session.store.load(article_id)
    noted = any(mark.note for mark in record.marks.values()) or any(
        a.note for a in record.annotations.values()
    )
    return Summary(tuple(stored.labels.items()), str(state), noted)


def _words_for_nothing(corpus: "Corpus") -> str:
    if corpus.problems:
        return f"No article could be read in {corpus.root}\n\n! shows why"
    return f"No articles in {corpus.root}\n\nReader reads .txt, .md, .jsonl and .json files"


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
