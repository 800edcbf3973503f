"""The reading screen: versions of a story beside each other, or one article alone."""

import gc

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Input, Label, Static

from reader.annotate.reading import Place, Reading
from reader.corpus.article import Article
from reader.tui import external
from reader.tui.layout import View
from reader.tui.messages import ArticlesShown, ArticleStepRequested
from reader.tui.screens.folding import Folding
from reader.tui.screens.guiding import Guiding
from reader.tui.screens.progressing import Progressing
from reader.tui.screens.recovering import Recovering
from reader.tui.screens.searching import Searching
from reader.tui.screens.seeing import Seeing
from reader.tui.screens.suggesting import Suggesting
from reader.tui.screens.versions import Compared
from reader.tui.tagging import Tagging
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.heads import ColumnHeads, heads
from reader.tui.widgets.panel import AttributePanel
from reader.tui.widgets.parallel import ParallelText
from reader.tui.widgets.ruler import ChangeRuler

LEGEND = (
    "clear-tags",
    "undo",
    "select-range",
    "describe",
    "next-difference",
    "help",
    "guideline",
    "search",
    "versions",
    "note",
    "layout",
    "changes-only",
    "evidence",
    "copy-pair",
    "back",
)
LEGENDS = {
    "range": ("word-on", "word-back", "quotation", "other-end", "select-range", "clear-tags", "cancel"),
    "words": ("word-on", "word-back", "words-on", "words-back", "other-end", "quotation", "cancel"),
    "reach": ("take-words", "word-on", "word-back", "words-on", "other-end", "quotation", "cancel"),
    "proposal": (
        "follow",
        "reject-proposal",
        "accept-shown",
        "next-proposal",
        "clear-tags",
        "undo",
        "versions",
        "help",
    ),
    "pick": ("pick-label", "clear-tags", "select-range", "describe", "note", "cancel"),
}
"""What the foot shows while something is marked or picked."""
NEEDS_TWO = frozenset({"next-difference", "layout", "changes-only", "evidence", "copy-pair"})
VIEWS = tuple(View)
BESIDE = 160
"""With so many columns a guideline stands beside the text."""


class ReadingScreen(Seeing, Searching, Suggesting, Recovering, Guiding, Folding, Progressing):
    """One to four articles, aligned sentence by sentence, to be read and tagged."""

    AUTO_FOCUS = "#text"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
    _mode = ""
    _begun = False

    def compose(self) -> ComposeResult:
        """Heads above the text, status and legend below it."""
        yield ColumnHeads(id="heads")
        with Container(id="desk"), Horizontal(id="pages"):
            yield ParallelText(id="text")
            yield ChangeRuler(id="ruler")
        with Horizontal(id="search-line"):
            yield Label("/")
            yield Input(placeholder="Search in these versions", id="search", compact=True)
        yield Static(id="others", markup=False)
        yield AttributePanel(id="panel")
        yield ReadingStatus(id="status")
        yield Legend(id="legend")

    def on_mount(self) -> None:
        """Show what is known already, and begin to compare."""
        self._show_keys()
        self._heads.show(heads(self.articles))
        self._text.heed = self._heed
        self._show([article.id for article in self.articles], Place(0, self._start or 0))

    def _show_keys(self) -> None:
        schema = self.session.schema
        names = LEGENDS.get(self._mode, LEGEND)
        self.query_one(Legend).show(
            [(self.table[f"tag-{label.name}"], label.color) for label in schema.labels],
            [self.table[name] for name in names if self.table[name].keys and self._is_of_use(name)],
        )

    def _moved(self) -> None:
        super()._moved()
        before, self._mode = self._mode, self._find_mode()
        if self._mode != before:
            self._show_keys()

    def _find_mode(self) -> str:
        """Return what the keys of the foot are for: words marked, a range, a label picked, or reading."""
        if self.marking is not None:
            return "reach" if self.picked is not None else "words"
        if self.reading is not None and self.reading.anchor is not None:
            return "range"
        if self.picked is not None:
            return "pick"
        return "proposal" if self._proposed_here() else ""

    def _is_of_use(self, name: str) -> bool:
        if name == "versions":
            return bool(self._versions())
        return len(self.articles) > 1 or name not in NEEDS_TWO

    def _offer_versions(self) -> None:
        super()._offer_versions()
        self._show_keys()

    def on_compared(self, message: Compared) -> None:
        """Show the versions, aligned.

        What stays for as long as the screen is taken out of Python's garbage collection: looking through
        thousands of sentences again and again would now and then hold up a key for a tenth of a second.
        """
        gc.freeze()
        self.remove_class("-comparing")
        self.query("#comparing").remove()
        self._comparing = False
        self._let_go()
        self.reading = message.reading
        self._elsewhere = message.elsewhere
        comparison = message.reading.comparison
        if comparison.articles != self.articles:
            self.articles = comparison.articles
            self.tagging = Tagging(self.session, self.articles)
            self.post_message(ArticlesShown(tuple(article.id for article in self.articles)))
        self.tagging.skip([comparison.unread(version) for version in range(len(self.articles))])
        self._stand_on_text(message.reading)
        self._borrowed = None
        self._offer_versions()
        self._heads.show(heads(self.articles, comparison.base))
        self._heads.focus_on(self.reading.column)
        self._text.show(message.reading, self.tagging.marks)
        self._search_again()
        self._text.highlight(diff=self._diff, words=self._words)
        self._text.dim_swaps(
            not any(self._pair(version) in self.rejected for version in comparison.alignments)
        )
        self._see_again()
        self.look_for_kin()
        self.look_for_suggestions()
        self.learn_from_finished()
        self._show_relation()
        self._moved()
        self._show_status()
        if self.reading.place is None:
            self.notify("There is no text in this article", markup=False)

    def on_screen_resume(self) -> None:
        """Show what is so by now: labels may have been changed on another screen."""
        if self.reading is not None:
            self._moved()
            self._show_status()

    def _stand_on_text(self, reading: Reading) -> None:
        """Put the cursor of an article that was not open before on the first sentence that is its own."""
        if self._start is None and not self._begun and reading.place is not None:
            column = reading.column
            unread = reading.comparison.unread(column)
            own = (each for each in range(len(reading.article.sentences)) if each not in unread)
            reading.to(next(own, 0), column)
        self._begun = True

    def show_grouped(self, found: bool = True) -> None:
        """Look again for other versions: the stories of the corpus were found anew, or some of them."""
        super().show_grouped(found)
        self.look_for_kin()

    def on_unmount(self) -> None:
        """Let everything be collected again."""
        super().on_unmount()
        gc.unfreeze()

    def on_parallel_text_arranged(self, message: ParallelText.Arranged) -> None:
        """Keep the heads above their columns, and the ruler in step."""
        self._heads.stand_above(message.view, message.columns)
        self.call_after_refresh(self._measure_changes)

    def on_scrolled_text_scrolled(self, message: ParallelText.Scrolled) -> None:
        """Show on the ruler what is on the screen."""
        message.stop()
        self._show_window()

    def on_parallel_text_fold_clicked(self, message: ParallelText.FoldClicked) -> None:
        """Show more of a fold."""
        if self._text.folds is not None and self._text.folds.open(message.row):
            self._text.refold()
            self._follow()

    def on_change_ruler_pointed(self, message: ChangeRuler.Pointed) -> None:
        """Go where a person pointed: that line comes to the middle."""
        self._text.scroll_lines(message.line - round(self._text.scroll_y) - self._text.size.height // 2)

    def on_resize(self) -> None:
        """Keep the ruler in step with its height."""
        self.call_after_refresh(self._measure_changes)

    def on_parallel_text_sentence_clicked(self, message: ParallelText.SentenceClicked) -> None:
        """Move the cursor to where a person pointed."""
        if self.reading is not None:
            self._leave_search_line()
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
        """Close the panel or the search if there is one, else the screen."""
        if not self.leave_panel() and not self._close_search():
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Drop the search, the range, the pick or the guideline; leave while still comparing."""
        if self._close_search():
            return
        if self.reading is None:
            self.dismiss(None)
        elif self.marking is None and (self.leave_panel() or self.picked is not None):
            self.pick(None)
        elif self.reading.cancel():
            self._follow()
        else:
            self.close_guideline()

    def action_next_article(self, step: int) -> None:
        """Ask for the next article of the list."""
        self.post_message(ArticleStepRequested(step))

    def action_toggle_diff(self) -> None:
        """Show or hide what differs."""
        self._diff = not self._diff
        self._text.highlight(diff=self._diff, words=self._words)
        self._measure_changes()
        self._show_status()

    def action_granularity(self) -> None:
        """Highlight changed words or whole sentences."""
        self._words = not self._words
        self._text.highlight(diff=self._diff, words=self._words)
        self._show_status()

    def action_layout(self) -> None:
        """Side by side, stacked or unified."""
        if len(self.articles) > 1 and self.reading is not None:
            view = VIEWS[(VIEWS.index(self._text.shown_view) + 1) % len(VIEWS)]
            self._text.choose_view(view)
            self._show_status(view)

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

    def _to_clipboard(self, text: str, what: str) -> None:
        if self._copy is not None:
            self._copy(text, f"Copied {what}")
        else:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied {what}", timeout=3)


def _slice(article: Article, first: int, last: int) -> str:
    return article.text[article.sentences[first].start : article.sentences[last].end]
