"""What two versions are to each other and how one can tell, and the quotations they share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from reader.annotate.reading import Place
from reader.compare import quote_pairs
from reader.compare.comparison import Comparison
from reader.compare.evidence import evidence, swapped, verdict
from reader.compare.quote_pairs import QuotePair, Wording
from reader.compare.relation import Kinship, Side, Substitution
from reader.tui.asides import letter
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.screens.dialog import Dialog
from reader.tui.telling import summarized

SWAPS_SHOWN = 400
_ORDER = (Wording.ALTERED, Wording.PART, Wording.SAME)
_WORDS = {
    Wording.ALTERED: "altered",
    Wording.PART: "one is a part of the other",
    Wording.SAME: "the same words",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person made of the evidence: whether the verdict is rejected, and a sentence to go to."""

    rejected: bool
    place: Place | None = None


@dataclass
class QuotesFound(Message):
    """The quotations that both versions hold."""

    pairs: tuple[QuotePair, ...]


class EvidenceScreen(Dialog[Answer]):
    """Two pages: the relation with its evidence, and the quotations, of which one can be gone to."""

    SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.DIALOG, Scope.EVIDENCE)
    AUTO_FOCUS = "#relation"

    def __init__(
        self,
        table: CommandTable,
        comparison: Comparison,
        version: int,
        rejected: bool = False,
        events: Collection[frozenset[str]] = frozenset(),
    ) -> None:
        super().__init__(table)
        self._summary = summarized(comparison, version, events)
        self._comparison = comparison
        self._version = version
        self._rejected = rejected
        self._by_word = False
        self._pairs: list[QuotePair] = []

    def compose(self) -> ComposeResult:
        """Show the relation; the quotations are one key away."""
        with Vertical(classes="dialog page"):
            yield Label("", id="evidence-title", classes="dialog-title", markup=False)
            with VerticalScroll(id="relation", can_focus=True):
                yield Static(id="relation-text", markup=False)
            yield OptionList(id="quotes")
            yield Label("", id="evidence-hint", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Draw what is known, and look for quotations."""
        self._quotes.display = False
        self._draw()
        self._find_quotes()

    @property
    def _quotes(self) -> OptionList:
        return self.query_one("#quotes", OptionList)

    @property
    def _relation(self) -> VerticalScroll:
        return self.query_one("#relation", VerticalScroll)

    @property
    def _names(self) -> tuple[str, str]:
        return letter(self._comparison.base), letter(self._version)

    @work(thread=True)
    def _find_quotes(self) -> None:
        both = {self._comparison.base, self._version}
        pairs = (pair for pair in self._comparison.quotes() if {pair.a.version, pair.b.version} == both)
        self.post_message(QuotesFound(tuple(sorted(pairs, key=lambda pair: _ORDER.index(pair.wording)))))

    def on_quotes_found(self, message: QuotesFound) -> None:
        """List the quotations, altered ones first."""
        self._pairs = list(message.pairs)
        self._quotes.add_options([Option(_quote(pair)) for pair in self._pairs])
        if self._pairs:
            self._quotes.highlighted = 0
        self._draw()

    def _draw(self) -> None:
        summary = self._summary
        quotes = self._quotes.display
        count = sum(pair.wording is Wording.ALTERED for pair in self._pairs)
        title = verdict(summary, *self._names)
        if self._rejected:
            title = f"Rejected by you: {title}"
        if quotes:
            title = f"Quotations: {count} altered, {len(self._pairs) - count} kept"
        self.query_one("#evidence-title", Label).update(Content(title))
        self.query_one("#evidence-hint", Label).update(Content(self._hint(quotes)))
        self.query_one("#relation-text", Static).update(Content("\n").join(self._lines()))

    def _hint(self, quotes: bool) -> str:
        key = self.table.key
        if quotes:
            return f"{key('accept')} goes there · {key('next-pane')} evidence · {key('cancel')} closes"
        reject = "accepts it again" if self._rejected else "rejects this"
        parts = [f"{key('reject')} {reject}"]
        if self._summary.substitutions:
            parts.append(f"{key('sort-swaps')} sorts by {'count' if self._by_word else 'word'}")
        parts += [f"{key('next-pane')} quotations ({len(self._pairs)})", f"{key('cancel')} closes"]
        return " · ".join(parts)

    def _lines(self) -> Iterable[Content]:
        summary = self._summary
        for line in evidence(summary):
            yield Content(line[:1].upper() + line[1:])
        swaps = list(swapped(summary))
        if not swaps:
            return
        if self._by_word:
            swaps.sort(key=lambda swap: (swap.old, swap.new))
        yield Content("")
        yield Content.styled(self._heading(), "bold")
        width = min(24, max(cell_len(swap.old) for swap in swaps[:SWAPS_SHOWN]))
        for swap in swaps[:SWAPS_SHOWN]:
            yield _swap(swap, width)
        if len(swaps) > SWAPS_SHOWN:
            yield Content(f"… and {len(swaps) - SWAPS_SHOWN:,} more")

    def _heading(self) -> str:
        summary = self._summary
        base, other = self._names
        if summary.kinship is not Kinship.SPUN:
            return f"Words exchanged one for one, {base} → {other}"
        source, copy = (base, other) if summary.source is Side.BASE else (other, base)
        return f"Words exchanged one for one, source {source} → copy {copy}"

    def action_sort_swaps(self) -> None:
        """Sort the exchanged words by count or by word."""
        self._by_word = not self._by_word
        self._draw()

    def action_reject(self) -> None:
        """Reject the verdict, or accept it again."""
        self._rejected = not self._rejected
        self._draw()

    def action_next_pane(self) -> None:
        """Show the other page."""
        quotes = not self._quotes.display
        if quotes and not self._pairs:
            self.notify("No quotation stands in both versions", timeout=3)
            return
        self._quotes.display, self._relation.display = quotes, not quotes
        (self._quotes if quotes else self._relation).focus()
        self._draw()

    action_previous_pane = action_next_pane

    def action_accept(self) -> None:
        """Go to the quotation under the cursor."""
        at = self._quotes.highlighted
        if self._quotes.display and at is not None:
            self._answer(self._pairs[at])
        else:
            self._close()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the quotation that was pointed at."""
        self._answer(self._pairs[event.option_index])

    def action_back(self) -> None:
        """Close, and keep what was decided."""
        self._close()

    action_cancel = action_back

    def _close(self) -> None:
        self.dismiss(Answer(self._rejected))

    def _answer(self, pair: QuotePair) -> None:
        place = pair.b if pair.b.version == self._version else pair.a
        self.dismiss(Answer(self._rejected, _sentence(place)))

    def action_move(self, step: int) -> None:
        """Move a line."""
        if not self._quotes.display:
            self._scroll(step)
        elif step > 0:
            self._quotes.action_cursor_down()
        else:
            self._quotes.action_cursor_up()

    def action_page(self, step: int) -> None:
        """Move a page."""
        if not self._quotes.display:
            self._scroll(step * max(1, self._relation.size.height - 1))
        elif step > 0:
            self._quotes.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self._quotes.action_page_up()  # type: ignore[no-untyped-call]

    action_half_page = action_page

    def action_top(self) -> None:
        """Go to the top."""
        if self._quotes.display:
            self._quotes.action_first()
        else:
            self._relation.scroll_home(animate=False, force=True)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        if self._quotes.display:
            self._quotes.action_last()
        else:
            self._relation.scroll_end(animate=False, force=True)

    def _scroll(self, lines: float) -> None:
        self._relation.scroll_relative(y=lines, animate=False, force=True)


def _sentence(place: quote_pairs.Place) -> Place:
    return Place(place.version, place.sentences[0] if place.sentences else 0)


def _swap(swap: Substitution, width: int) -> Content:
    rarer = {True: "  rarer", False: "  commoner", None: ""}[swap.to_rarer]
    gap = " " * max(0, width - cell_len(swap.old))
    return Content.assemble(f"{swap.count:>5} ×  {swap.old}{gap} → {swap.new}", (rarer, "dim"))


def _quote(pair: QuotePair) -> Content:
    """Return both wordings above each other, changed words underlined."""
    sides = [(pair.a, [hunk.a for hunk in pair.diff.hunks]), (pair.b, [hunk.b for hunk in pair.diff.hunks])]
    if pair.wording is Wording.SAME:
        del sides[1:]
    lines = [Content.styled(_WORDS[pair.wording], "bold" if pair.wording is Wording.ALTERED else "dim")]
    for place, ranges in sides:
        words = Content(place.words)
        for start, end in ranges:
            words = words.stylize("bold underline", start, end)
        number = f"{letter(place.version)} {place.sentences[0] + 1 if place.sentences else '?'}"
        lines.append(Content.assemble((f"{number:>6}  ", "dim"), "“", words, "”"))
    return Content("\n").join(lines)
