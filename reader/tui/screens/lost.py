"""What lost its place when an article changed, with its old words and where it may stand; one key each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from reader.annotate.lost import Lost
from reader.compare.words import diff
from reader.corpus.article import Article
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.screens.dialog import ListDialog

LEAST_LIKE = 0.995


class Wish(Enum):
    """What may be wished for something lost."""

    CONFIRM = auto()
    ATTACH = auto()
    DROP = auto()
    UNDO = auto()
    REDO = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is lost after a wish, and what to say of it."""

    lost: Sequence[Lost]
    said: str


class LostDialog(ListDialog[int]):
    """A list that stays open while it is worked off; answers with a sentence to go to.

    `fulfil` is asked with a wish and the ids it is about; `here` names the place at the cursor to attach to.
    """

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.DIALOG, Scope.LOST)
    AUTO_FOCUS = "#options"

    def __init__(
        self,
        table: CommandTable,
        article: Article,
        lost: Sequence[Lost],
        here: str,
        fulfil: Callable[[Wish, Sequence[str]], Outcome],
    ) -> None:
        super().__init__(table)
        self._article = article
        self._lost = list(lost)
        self._here = here
        self._fulfil = fulfil

    def compose(self) -> ComposeResult:
        """Show how many there are, each of them, and what the keys do."""
        with Vertical(classes="dialog"):
            yield Label("", id="lost-title", classes="dialog-title", markup=False)
            yield OptionList(id="options")
            yield Label("", id="lost-said", markup=False)
            yield Label("", id="lost-hint", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Show them, the first one under the cursor."""
        self._draw(0)

    @property
    def _current(self) -> Lost | None:
        at = self._list.highlighted
        return self._lost[at] if at is not None and at < len(self._lost) else None

    def _draw(self, at: int, said: str = "") -> None:
        proposed = sum(each.candidate is not None for each in self._lost)
        self.query_one("#lost-title", Label).update(Content(_title(proposed, len(self._lost) - proposed)))
        self._list.clear_options()
        self._list.add_options([Option(_drawn(self._article, each)) for each in self._lost])
        if self._lost:
            self._list.highlighted = min(at, len(self._lost) - 1)
        self.query_one("#lost-said", Label).update(Content(said))
        self.query_one("#lost-hint", Label).update(Content(self._hint()))

    def _hint(self) -> str:
        key = self.table.key
        parts = [f"{key('undo')} undoes", f"{key('cancel')} closes"]
        if self._lost:
            parts = [f"{key('drop')} drops", f"{key('go-there')} goes there", *parts]
        if self._lost and self._here:
            parts = [f"{key('attach-here')} attaches to {self._here}", *parts]
        if any(each.candidate for each in self._lost):
            parts = [f"{key('accept')} confirms", f"{key('confirm-all')} confirms all", *parts]
        return "   ".join(parts)

    def _wish(self, wish: Wish, ids: Sequence[str]) -> None:
        at = self._list.highlighted or 0
        outcome = self._fulfil(wish, ids)
        self._lost = list(outcome.lost)
        self._draw(at, outcome.said)

    def action_accept(self) -> None:
        """Confirm what is under the cursor."""
        current = self._current
        if current is None:
            return
        if current.candidate is None:
            self._draw(self._list.highlighted or 0, "Nothing in the text is like it: attach it, or drop it")
        else:
            self._wish(Wish.CONFIRM, [current.id])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Confirm what was pointed at."""
        event.stop()
        self.action_accept()

    def action_confirm_all(self) -> None:
        """Confirm everything that has a candidate; one step."""
        if ids := [each.id for each in self._lost if each.candidate]:
            self._wish(Wish.CONFIRM, ids)

    def action_attach_here(self) -> None:
        """Put what is under the cursor on what is under the cursor of the text."""
        if self._current is not None and self._here:
            self._wish(Wish.ATTACH, [self._current.id])

    def action_drop(self) -> None:
        """Take away what is under the cursor."""
        if self._current is not None:
            self._wish(Wish.DROP, [self._current.id])

    def action_go_there(self) -> None:
        """Close, and go to where it may stand."""
        place = self._current and self._current.candidate
        if place:
            self.dismiss(_sentence(self._article, place.start))

    def action_undo(self) -> None:
        """Take back the last step."""
        self._wish(Wish.UNDO, ())

    def action_redo(self) -> None:
        """Do it again."""
        self._wish(Wish.REDO, ())


def _title(proposed: int, orphans: int) -> str:
    if not proposed and not orphans:
        return "Everything has its place again"
    parts = [f"{proposed:,} to confirm"] if proposed else []
    parts += [f"{orphans:,} without a place"] if orphans else []
    return f"This text changed: {', '.join(parts)}"


def _sentence(article: Article, start: int) -> int:
    return next((each.index for each in article.sentences if each.end > start), 0)


def _drawn(article: Article, lost: Lost) -> Content:
    """Return what was said, and its words, old above new, with what changed underlined."""
    place, old = lost.candidate, lost.piece.text
    if place is None:
        head = Content.assemble((lost.what, "bold"), ("  no place", "dim"))
        return Content("\n").join([head, _words("was", old, [])])
    hunks = diff(old, place.text).hunks
    like = "the same words" if place.score > LEAST_LIKE and not hunks else f"{place.score:.0%} alike"
    about = f"  sentence {_sentence(article, place.start) + 1}, {like}"
    if place.missing:
        about += f", without {' and '.join(place.missing)}"
    return Content("\n").join(
        [
            Content.assemble((lost.what, "bold"), (about, "dim")),
            _words("was", old, [hunk.a for hunk in hunks]),
            _words("now", place.text, [hunk.b for hunk in hunks]),
        ]
    )


def _words(name: str, text: str, changes: Sequence[tuple[int, int]]) -> Content:
    words = Content("".join(" " if c.isspace() else c for c in text))
    for start, end in changes:
        words = words.stylize("bold underline", start, end)
    return Content.assemble((f"{name:>5}  ", "dim"), words)
