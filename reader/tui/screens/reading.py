"""The reading screen: versions of a story beside each other, or one article alone."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Label, ProgressBar
from textual.worker import get_current_worker

from reader.annotate.annotation import State as ArticleState
from reader.annotate.reading import Place, Reading
from reader.annotate.session import Changed, ReadOnly, Session
from reader.compare.comparison import Cancelled, Comparison, Relation
from reader.corpus.article import Article
from reader.settings import Settings
from reader.tui import external, paint
from reader.tui.commands import CommandTable, Scope
from reader.tui.find import Hits, find
from reader.tui.layout import View
from reader.tui.messages import ArticleStepRequested, PlaceRequested
from reader.tui.screens.note import NoteDialog
from reader.tui.tagging import Tagging
from reader.tui.widgets.drawing import letter
from reader.tui.widgets.foot import Legend, ReadingStatus, Saving, State
from reader.tui.widgets.heads import ColumnHeads, heads
from reader.tui.widgets.parallel import ParallelText

SHOW_PROGRESS_AFTER = 0.15
LEGEND = (
    "clear-tags",
    "undo",
    "select-range",
    "next-difference",
    "help",
    "search",
    "note",
    "layout",
    "copy-pair",
    "back",
)
NEEDS_TWO = frozenset({"next-difference", "layout", "copy-pair"})
RELATION_WORDS = {
    Relation.EDITED: "edited",
    Relation.MERGED: "merged",
    Relation.SPLIT: "split",
    Relation.INSERTED: "added",
    Relation.DELETED: "deleted",
    Relation.MOVED: "moved",
    Relation.FURNITURE: "site furniture",
}
VIEWS = tuple(View)


@dataclass
class Compared(Message):
    """The versions were aligned."""

    reading: Reading


class ReadingScreen(Screen[None], inherit_bindings=False):
    """One to four articles, aligned sentence by sentence, to be read and tagged.

    The first article is the base. `place` is a sentence (from 0) of the first article to begin at. `copy` puts
    text on the clipboard and says where it went. `saved` is the number of the last decision known to be on disk.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.COMPARE)
    AUTO_FOCUS = "#text"

    def __init__(
        self,
        articles: Sequence[Article],
        session: Session,
        settings: Settings,
        *,
        table: CommandTable | None = None,
        place: int | None = None,
        copy: Callable[[str], str] | None = None,
        saved: int = 0,
    ) -> None:
        super().__init__()
        self.articles = tuple(articles)
        self.session = session
        self.settings = settings
        self.table = table or CommandTable.of(session.schema, settings.keymap)
        self.table.install(self, *self.SCOPES)
        self.reading: Reading | None = None
        self.tagging = Tagging(session, self.articles)
        self.hits = Hits()
        self._places: list[Place] = []
        self._before_search: Place | None = None
        self._copy = copy
        self._start = place or 0
        self._saved = saved
        self._awaited = 0
        self._failed = False
        self._diff = self._words = True

    def compose(self) -> ComposeResult:
        """Heads above the text, status and legend below it."""
        yield ColumnHeads(id="heads")
        yield ParallelText(id="text")
        with Container(id="comparing"):
            yield Label("", id="comparing-what", markup=False)
            yield ProgressBar(show_percentage=False, show_eta=False, id="comparing-progress")
        yield Input(placeholder="Search in these versions", id="search", compact=True)
        yield ReadingStatus(id="status")
        yield Legend(id="legend")

    def on_mount(self) -> None:
        """Show what is known already, and begin to compare."""
        self._heads.show(heads(self.articles))
        schema = self.session.schema
        self.query_one(Legend).show(
            [(self.table[f"tag-{label.name}"], label.color) for label in schema.labels],
            [
                self.table[name]
                for name in LEGEND
                if self.table[name].keys and (len(self.articles) > 1 or name not in NEEDS_TWO)
            ],
        )
        self.set_timer(SHOW_PROGRESS_AFTER, self._show_progress)
        self._compare()

    @property
    def _heads(self) -> ColumnHeads:
        return self.query_one(ColumnHeads)

    @property
    def _text(self) -> ParallelText:
        return self.query_one(ParallelText)

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self) -> None:
        worker = get_current_worker()
        try:
            comparison = Comparison.of(self.articles, cancelled=lambda: worker.is_cancelled)
        except Cancelled:
            return
        for version in range(len(self.articles)):
            if version != comparison.base and not worker.is_cancelled:
                comparison.summary(version)
        reading = Reading(comparison, sentence=self._start)
        _ = reading.differences
        if not worker.is_cancelled:
            self.post_message(Compared(reading))

    def _show_progress(self) -> None:
        if self.reading is None:
            count = len(self.articles)
            what = "Reading" if count == 1 else f"Comparing {count} versions"
            self.query_one("#comparing-what", Label).update(f"{what} …  esc leaves")
            self.add_class("-comparing")

    def on_compared(self, message: Compared) -> None:
        """Show the versions, aligned."""
        self.remove_class("-comparing")
        self.reading = message.reading
        self._heads.show(heads(self.articles, message.reading.comparison))
        self._text.show(message.reading, self.tagging.marks)
        self._show_status()
        if self.reading.place is None:
            self.notify("There is no text in this article", markup=False)

    def on_parallel_text_arranged(self, message: ParallelText.Arranged) -> None:
        """Keep the heads above their columns."""
        self._heads.stand_above(message.view, message.columns)

    def on_parallel_text_sentence_clicked(self, message: ParallelText.SentenceClicked) -> None:
        """Move the cursor to where a person pointed."""
        if self.reading is not None:
            self.reading.to(message.place.sentence, message.place.version)
            self._follow()

    def show_saved(self, seq: int) -> None:
        """Show that everything up to decision `seq` is on disk."""
        self._saved = max(self._saved, seq)
        self._failed = False
        self._show_status()

    def show_save_failed(self, reason: str) -> None:  # noqa: ARG002
        """Show that a decision could not be written; the app says why."""
        self._failed = True
        self._show_status()

    def action_back(self) -> None:
        """Close the search if there is one, else the screen."""
        if not self._close_search():
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Drop the search or the range; leave while the versions are still being compared."""
        if self.reading is None:
            self.dismiss(None)
        elif not self._close_search() and self.reading.cancel():
            self._follow()

    def action_move(self, by: int) -> None:
        """Move by sentences."""
        if self.reading is not None and self.reading.move(by):
            self._follow()

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._move_lines(pages * max(1, self._text.size.height - 2))

    def action_half_page(self, pages: int) -> None:
        """Move by half pages."""
        self._move_lines(pages * max(1, self._text.size.height // 2))

    def action_top(self) -> None:
        """Go to the first sentence."""
        if self.reading is not None and self.reading.first():
            self._follow()

    def action_bottom(self) -> None:
        """Go to the last sentence."""
        if self.reading is not None and self.reading.last():
            self._follow()

    def action_scroll_lines(self, by: int) -> None:
        """Scroll without moving the cursor."""
        self._text.scroll_lines(by)

    def action_centre(self) -> None:
        """Put the cursor's sentence in the middle."""
        self._text.follow(centre=True)

    def action_column(self, step: int) -> None:
        """Go to another column."""
        if self.reading is not None and (self.reading.right() if step > 0 else self.reading.left()):
            self._follow()

    def action_next_pane(self) -> None:
        """Go to the next column, after the last to the first."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the column before, before the first to the last."""
        self._turn(-1)

    def action_next_difference(self, step: int) -> None:
        """Go to the next or the previous difference."""
        if self.reading is None:
            return
        if self.reading.next_difference(step):
            self._follow()
        elif not self.reading.differences:
            self.notify(
                "There are no differences" if len(self.articles) > 1 else "There is nothing to compare"
            )
        else:
            self.notify(f"No {_more(step)} difference")

    def action_next_hit(self, step: int) -> None:
        """Go to the next search hit; without a search, to the next difference."""
        if not self.hits.query:
            self.action_next_difference(step)
        elif self.reading is not None and self.reading.next_of(self._places, step):
            self._follow()

    def action_next_tagged(self, step: int) -> None:
        """Go to the next sentence that has a label."""
        self._seek(lambda article, sentence: bool(self.session.labels(article, sentence)), step, "label")

    def action_next_undecided(self, step: int) -> None:
        """Go to the next sentence that is still to decide."""
        self._seek(
            lambda article, sentence: not self.session.decided(article, sentence), step, "undecided sentence"
        )

    def action_select_range(self) -> None:
        """Begin a range at the cursor, or drop it."""
        if self.reading is not None:
            self.reading.select()
            self._follow()

    def action_tag(self, label: str) -> None:
        """Give the range or the sentence a label, or take it off."""
        self._decide(lambda article, first, last: self.session.tag(article, first, last, label))

    def action_clear_tags(self) -> None:
        """Decide that the range or the sentence carries no label."""
        self._decide(self.session.clear)

    def action_repeat_tag(self) -> None:
        """Give the last label again."""
        self._decide(self.session.repeat, otherwise="No label was given yet")

    def action_note(self) -> None:
        """Ask for a note on the sentence."""
        if self.reading is None or self.reading.place is None:
            return
        if self.session.read_only:
            self._refuse()
            return
        article, (column, sentence) = self.reading.article, self.reading.place

        def keep(text: str | None) -> None:
            if text is not None:
                self._act(column, sentence, sentence, lambda: self.session.set_note(article, sentence, text))

        about = f"Note on sentence {sentence + 1}"
        self.app.push_screen(NoteDialog(self.table, about, self.session.note(article, sentence)), keep)

    def action_toggle_done(self) -> None:
        """Mark the focused article as done, or as not done again."""
        if self.reading is None:
            return
        article = self.reading.article
        done = self.session.state(article) is ArticleState.DONE
        try:
            changed = self.session.set_state(article, None if done else ArticleState.DONE)
        except ReadOnly:
            self._refuse()
            return
        self._await(changed)
        self.notify(f"{article.title}: {'not done' if done else 'done'}", markup=False)

    def action_undo(self) -> None:
        """Take back the last decision, wherever it was made."""
        self._travel(self.session.undo, "Nothing to undo", "redo", "redoes")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self.session.redo, "Nothing to redo", "undo", "undoes")

    def action_next_article(self, step: int) -> None:
        """Ask for the next article of the list."""
        self.post_message(ArticleStepRequested(step))

    def action_toggle_diff(self) -> None:
        """Show or hide what differs."""
        self._diff = not self._diff
        self._text.highlight(diff=self._diff, words=self._words)
        self._show_status()

    def action_granularity(self) -> None:
        """Highlight changed words or whole sentences."""
        self._words = not self._words
        self._text.highlight(diff=self._diff, words=self._words)
        self._show_status()

    def action_layout(self) -> None:
        """Side by side, stacked, or what is the same only once."""
        if len(self.articles) > 1 and self.reading is not None:
            view = VIEWS[(VIEWS.index(self._text.shown_view) + 1) % len(VIEWS)]
            self._text.choose_view(view)
            self._show_status()

    def action_lock_scrolling(self) -> None:
        """Scroll the columns together, or each by itself."""
        if len(self.articles) > 1 and self.reading is not None:
            self._text.lock_columns(not self._text.locked)
            self._show_status()

    def action_copy(self) -> None:
        """Copy the sentence or the range."""
        if self.reading is not None and self.reading.selection is not None:
            first, last = self.reading.selection
            what = f"sentence {first + 1}" if first == last else f"sentences {first + 1}–{last + 1}"
            self._to_clipboard(_slice(self.reading.article, first, last), what)

    def action_copy_pair(self) -> None:
        """Copy the sentence and those aligned with it, version by version."""
        if self.reading is None or self.reading.selection is None:
            return
        texts = []
        for column, article in enumerate(self.articles):
            found = self.reading.partners(column)
            if column == self.reading.column:
                texts.append(_slice(article, *self.reading.selection))
            elif found:
                texts.append(" ".join(article.sentence_text(sentence) for sentence in found))
        self._to_clipboard("\n\n".join(texts), f"{len(texts)} versions")

    def action_open_url(self) -> None:
        """Open the web page of the focused article."""
        url = self.reading.article.url if self.reading else ""
        if not external.browsable(url):
            self.notify("This article has no web address")
        elif not external.browse(url):
            self.notify(f"There is no browser to open {url}", markup=False)

    def action_edit(self) -> None:
        """Open the file of the focused article in an editor."""
        if self.reading is not None and (problem := external.edit(self.app, self.reading.article.path)):
            self.notify(problem, severity="warning", markup=False)

    def action_search(self) -> None:
        """Ask what to search for."""
        if self.reading is not None:
            self._before_search = self.reading.place
            search = self.query_one("#search", Input)
            search.display = True
            search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as a person types, from where the cursor was."""
        event.stop()
        self._find(event.value)
        if self.reading is not None and self._before_search is not None and self._places:
            self.reading.to(self._before_search.sentence, self._before_search.version)
            if self._before_search not in self.hits.by_place:
                self.reading.next_of(self._places)
            self._follow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on reading, with the hits in sight."""
        event.stop()
        if self.hits.count:
            self.query_one("#search", Input).display = False
            self._text.focus()
        elif self.hits.query:
            self.notify(f"“{event.value}” is not here", markup=False)
        else:
            self._close_search()

    def _find(self, query: str) -> None:
        assert self.reading is not None
        self.hits = find(self.articles, query)
        self._places = sorted(self.hits.by_place, key=self.reading.order)
        self._text.find(self.hits.by_place)
        self._show_status()

    def _close_search(self) -> bool:
        """Drop the search; tell whether there was one."""
        search = self.query_one("#search", Input)
        if not (search.display or self.hits.query):
            return False
        search.display = False
        self._before_search = None
        search.value = ""
        self._find("")
        self._text.focus()
        return True

    def _follow(self) -> None:
        assert self.reading is not None
        self._text.follow()
        self._heads.focus_on(self.reading.column)
        self._show_status()

    def _turn(self, step: int) -> None:
        reading = self.reading
        if reading is None:
            return
        moved = reading.right() if step > 0 else reading.left()
        while not moved and (reading.left() if step > 0 else reading.right()):
            pass
        self._follow()

    def _move_lines(self, lines: int) -> None:
        if self.reading is None or self.reading.place is None:
            return
        target = self._text.sentence_towards(lines)
        if target == self.reading.place.sentence:
            self._text.scroll_lines(lines)
        else:
            offset = self._text.cursor_offset()
            self.reading.move(target - self.reading.place.sentence)
            self._text.follow(offset=offset)
            self._show_status()

    def _seek(self, wanted: Callable[[Article, int], bool], step: int, what: str) -> None:
        if self.reading is None:
            return
        if self.reading.seek(wanted, step):
            self._follow()
        else:
            self.notify(f"No {_more(step)} {what} in this version")

    def _decide(self, do: Callable[[Article, int, int], Changed | None], otherwise: str = "") -> None:
        """Do something to the range or sentence, and go on to the next one to decide."""
        if self.reading is None or self.reading.selection is None:
            return
        article, column = self.reading.article, self.reading.column
        first, last = self.reading.selection
        changed = self._act(column, first, last, lambda: do(article, first, last), otherwise)
        if changed is None:
            return
        self.reading.cancel()
        decided = all(self.session.decided(article, sentence) for sentence in (first, last))
        if self.settings.advance_after_tag and decided:
            following = self.session.next_undecided(article, last)
            if following is not None:
                self.reading.to(following)
            elif self.tagging.progress(column)[0] == len(article.sentences):
                self.notify("Every sentence is decided", timeout=3)
        self._follow()

    def _act(
        self, column: int, first: int, last: int, do: Callable[[], Changed | None], otherwise: str = ""
    ) -> Changed | None:
        try:
            changed = self.tagging.act(column, first, last, do)
        except ReadOnly:
            self._refuse()
            return None
        if changed is None:
            self.notify(otherwise)
            return None
        self._await(changed)
        self._text.refresh_marks()
        self._show_status()
        return changed

    def _refuse(self) -> None:
        reason = self.session.reason or "These annotations are read-only"
        self.notify(reason, title="Read-only", severity="warning", markup=False)

    def _travel(self, go: Callable[[], Changed | None], nothing: str, other: str, does: str) -> None:
        try:
            changed = go()
        except ReadOnly:
            self._refuse()
            return
        if changed is None:
            self.notify(nothing, timeout=3)
            return
        self._await(changed)
        self.tagging.forget()
        self._text.refresh_marks()
        self.notify(f"{changed.message} — {self.table.key(other)} {does}", markup=False)
        self._visit(changed.place)
        self._show_status()

    def _visit(self, place: tuple[str, int] | None) -> None:
        """Go to the place of an act; another article is for the app to open."""
        if place is None or self.reading is None:
            return
        article_id, sentence = place
        column = next((v for v, article in enumerate(self.articles) if article.id == article_id), None)
        if column is None:
            self.post_message(PlaceRequested(article_id, sentence))
        else:
            self.reading.to(sentence, column)
            self._follow()

    def _await(self, changed: Changed) -> None:
        if changed.seq is not None:
            self._awaited = max(self._awaited, changed.seq)

    def _to_clipboard(self, text: str, what: str) -> None:
        if self._copy is not None:
            self.notify(f"Copied {what} to the {self._copy(text)}", markup=False, timeout=3)
        else:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied {what}", timeout=3)

    def _show_status(self) -> None:
        reading = self.reading
        if reading is None or reading.place is None:
            return
        column, sentence = reading.place
        decided, total = self.tagging.progress(column)
        name = f"{letter(column)} " if len(self.articles) > 1 else ""
        self.query_one(ReadingStatus).show(
            State(
                place=f"{name}{sentence + 1}/{total}",
                about=tuple(self._about(reading)),
                progress=f"{decided}/{total} decided",
                saving=self._saving(),
                notice="read-only" if self.session.read_only else "",
            )
        )

    def _about(self, reading: Reading) -> list[str]:
        assert reading.place is not None
        about = []
        if reading.anchor is not None and reading.selection is not None:
            first, last = reading.selection
            about.append(f"range {first + 1}–{last + 1}")
        if self.hits.query:
            about.append(f"{self.hits.count} hits for “{self.hits.query}”")
        if not self._text.locked and self._text.shown_view is View.SIDE:
            about.append("scrolling apart")
        if not self._diff:
            return [*about, "differences hidden"]
        relation = reading.comparison.relation(*reading.place)
        if relation is not None:
            about.append(f"{paint.RELATION_SIGNS.get(relation, '')} {RELATION_WORDS.get(relation, relation)}")
        if count := len(reading.differences):
            at = bisect_right(reading.differences, reading.row)
            here = relation is not None and at
            about.append(f"difference {at}/{count}" if here else f"{count} differences")
        return about

    def _saving(self) -> Saving:
        if self._failed:
            return Saving.FAILED
        if not self._awaited:
            return Saving.NOTHING
        return Saving.SAVED if self._saved >= self._awaited else Saving.SAVING


def _more(step: int) -> str:
    return "further" if step > 0 else "earlier"


def _slice(article: Article, first: int, last: int) -> str:
    return article.text[article.sentences[first].start : article.sentences[last].end]
