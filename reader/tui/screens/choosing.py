"""Choosing articles: which are shown, in which order, and which are marked to be compared."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.tui.heeding import heed
from reader.tui.kinds import SLOW, Known, count, kinds
from reader.tui.listing import ALL, Kind, Order
from reader.tui.messages import MOST_COMPARED, AgreementRequested, OpenRequested
from reader.tui.opening import OPEN
from reader.tui.reports import Arranged, KindsCounted
from reader.tui.screens.arranging import Arranging
from reader.tui.widgets.article_list import HeaderPressed

if TYPE_CHECKING:
    from textual import events
    from textual.widgets import Input

    from reader.tui.arranging import Arranger

HINT = 'words "a phrase" begin* -without · source: title: before: label: note: story:'


class Choosing(Arranging):
    """By search, kind, order, stories and marks."""

    _explained = False
    _field_awaited = False
    _refused = "", ""
    _open_at_last = False

    def _words_for_no_match(self) -> str:
        back, wish = self.table.key("cancel"), self.listing.wish
        if wish.text:
            return f"Nothing matches “{wish.text}”\n\n{back} shows all articles"
        return f"No articles are {wish.kind.name}\n\n{back} shows all articles"

    def on_header_pressed(self, message: HeaderPressed) -> None:
        """Sort by the column, or the other way round."""
        if self.listing.wish.order is message.order:
            self.action_reverse()
        else:
            self._wish(order=message.order, reverse=False)

    def action_mark(self) -> None:
        """Mark the article, or the range, and go on."""
        if self._list.range_start is not None:
            self.action_mark_range()
            return
        if self.listing.rows:
            self._explain_marks()
            self.listing.mark([self._list.cursor])
            self._list.redraw()
            self._list.go(self._list.cursor + 1)
            self._tell()

    def _explain_marks(self) -> None:
        """Tell once what marks are for."""
        if not self._explained:
            self._explained = True
            mark, opens = self.table.key("mark"), self.table.key("open")
            self.notify(f"{mark} marks another version too, then {opens} compares them", markup=False)

    def action_mark_range(self) -> None:
        """Begin a range, or mark it."""
        if self._list.range_start is None and self.listing.rows:
            self._list.range_start = self._list.cursor
        else:
            self.listing.mark(self._list.range, on=True)
            self._list.range_start = None
        self._list.redraw()
        self._tell()

    def action_agreement(self) -> None:
        """Ask how far annotators agree."""
        self.post_message(AgreementRequested())

    def action_open(self) -> None:
        """Open the article, or the marked ones side by side."""
        wanted = tuple(self.listing.marked)
        if len(wanted) > MOST_COMPARED:
            self.notify(
                f"Up to {MOST_COMPARED} articles can be compared; {self.table.key('cancel')} unmarks all",
                severity="warning",
            )
        elif len(wanted) > 1:
            self.post_message(OpenRequested(wanted))
        elif self.entry is not None:
            self.post_message(OpenRequested((self.entry.id,)))
        else:
            self._open_at_last = not self.listing.wish.text

    def _show_rows(self, message: Arranged) -> None:
        super()._show_rows(message)
        # Somebody who was quicker than the first rows wants the first of them.
        if self._open_at_last and self.entry is not None:
            self._open_at_last = False
            self.action_open()

    def action_open_story(self) -> None:
        """Open all versions of the article side by side."""
        if self.entry is None or self.corpus is None:
            return
        from reader.tui.stories import abreast

        versions = abreast(self.corpus, self.entry.id)
        if len(versions) < 2:
            self.notify("No other version of this article is known")
            return
        if len(versions) > MOST_COMPARED:
            self.notify(f"{MOST_COMPARED} of the {len(versions)} versions: as many as can be compared")
        self.post_message(OpenRequested(tuple(versions[:MOST_COMPARED])))

    def action_unfold_story(self, open_: bool) -> None:
        """Show the versions of a story below the one in front, or put them away."""
        if self.listing.wish.order is not Order.STORY:
            self.notify(f"{self.table.key('sort-story')} folds the versions of a story into one row")
            return
        row = self.listing.unfold(self._list.cursor, open_) if self.listing.rows else None
        if row is not None:
            self._list.fold(row)

    def action_sort_story(self) -> None:
        """Sort by story, or by file again."""
        by_story, folds = self.listing.wish.order is Order.STORY, self.listing.arrangement.folds
        if not by_story and not (folds and len(folds)):
            yet = " yet" if any(each.group == OPEN for each in self.app.workers) else ""
            self.notify(f"No article is known{yet} to have another version here")
            return
        self._wish(order=Order.FILE if by_story else Order.STORY, reverse=False)

    def prepare_search(self) -> "Input":
        """Have the field to search in ready, unseen; return it."""
        from textual.widgets import Input, Label

        for field in self.query("#filter").results(Input):
            return field
        hint = f"words to search for · enter keeps it, {self.table.key('cancel')} drops it"
        made = Input(placeholder=hint, id="filter", compact=True)
        # A letter typed just after a blink would wait for the next frame.
        made.cursor_blink = False
        label = Label(HINT, id="filter-hint", markup=False)
        made.display = label.display = False
        self.mount(made, label, before="#status")
        return made

    def action_search(self) -> None:
        """Open the field to search in."""
        field = self.prepare_search()
        if not field.display:
            self._field_awaited = True
            field.value = self.listing.wish.text
            field.cursor_position = len(field.value)
            self._show_field(True)
        field.focus()

    def _show_field(self, shown: bool) -> None:
        for each in self.query("#filter, #filter-hint"):
            each.display = shown

    @property
    def _searching(self) -> bool:
        return any(field.display for field in self.query("#filter"))

    def on_descendant_focus(self, event: "events.DescendantFocus") -> None:
        """Leave the keys to the field once it has the focus."""
        if event.widget.id == "filter":
            self._field_awaited = False

    async def heed(self, event: "events.Key") -> bool:
        """Make use of a key typed into the list; tell whether it was of any."""
        return await heed(self, event, self._takes, self.actions)

    def _takes(self, event: "events.Key") -> bool:
        """Tell whether a key that came to the list belongs to the field, which has not got the focus yet."""
        if not self._searching:
            keys = {*event.aliases, event.key, event.character}
            if keys.isdisjoint(self.table["search"].keys):
                return False
            self.action_search()
            return True
        if not self._field_awaited:
            return False
        field = self.prepare_search()
        if event.is_printable and event.character:
            field.insert_text_at_cursor(event.character)
        elif event.key == "backspace":
            field.action_delete_left()
        elif event.key == "enter":
            self.on_input_submitted()
        else:
            return False
        return True

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Filter while typing."""
        event.stop()
        if self._searching and event.value != self.listing.wish.text:
            self._wish(text=event.value)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list, unless what was typed is wrong now that it is whole."""
        from reader.corpus.query import QueryError, parse

        wanted = self.prepare_search().value
        try:
            parse(wanted)
        except QueryError as error:
            self._refused = wanted, str(error)
            self._hint(str(error))
        else:
            self._close_filter()

    def _hint(self, problem: str) -> None:
        """Say what is wrong with what was typed, or what can be typed."""
        from textual.widgets import Label

        refused, reason = self._refused
        if refused == self.listing.wish.text:
            problem = problem or reason
        for label in self.query("#filter-hint").results(Label):
            label.update(problem or HINT)
            label.set_class(bool(problem), "-problem")

    def _close_filter(self) -> bool:
        self._field_awaited = False
        self._list.focus()
        open_ = self._searching
        self._show_field(False)
        return open_

    def action_filter(self) -> None:
        """Choose the kind of article to show; how many there are of each is counted meanwhile."""
        from reader.tui.exporting import colleagues
        from reader.tui.screens.filtering import FilterMenu

        labels = [label.name for label in self.session.schema.labels] if self.session else []
        offered = kinds(
            labels,
            colleagues=bool(colleagues(self.place)) and not self.settings.blind,
            stories=bool(self.listing.arrangement.folds),
            problems=self.troubled > 0,
        )

        def choose(number: int | None) -> None:
            if number is not None:
                self._wish(kind=offered[number])

        self.app.push_screen(FilterMenu(self.table, offered, self.listing.wish.kind), choose)
        if self._arranger is not None:
            work = partial(self._count_kinds, offered, self._known(), self._arranger)
            self.run_worker(work, thread=True, group="kinds", exclusive=True, exit_on_error=False)

    def _count_kinds(self, offered: Sequence[Kind], known: Known, arranger: "Arranger") -> None:
        """Count the articles of each kind, in a worker; what takes long comes last."""
        counts: dict[Kind, int] = {}
        for slow in (False, True):
            some = [kind for kind in offered if (kind.asks in SLOW) is slow]
            counts = counts | count(some, known, len(arranger.corpus), arranger.numbers)
            self.post_message(KindsCounted(counts))

    def on_kinds_counted(self, message: KindsCounted) -> None:
        """Show the counts in the menu, if it is still open."""
        if tell := getattr(self.app.screen, "show_counts", None):
            counts: Mapping[Kind, int] = message.counts
            tell(counts)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        orders = list(Order)
        if not self.listing.arrangement.folds:
            orders.remove(Order.STORY)
        at = orders.index(self.listing.wish.order) if self.listing.wish.order in orders else -1
        self._wish(order=orders[(at + 1) % len(orders)], reverse=False)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._wish(reverse=not self.listing.wish.reverse)

    def action_cancel(self) -> None:
        """Drop what is open: the filter field, the range, the filter, the marks, the work; in this order."""
        wish = self.listing.wish
        if self._close_filter() or wish.text or wish.kind is not ALL:
            self._wish(text="", kind=ALL)
        elif self._list.range_start is not None:
            self._list.range_start = None
        elif self.listing.marked:
            self.listing.marked.clear()
        else:
            self.app.workers.cancel_group(self.app, OPEN)
        self._list.redraw()
        self._tell()

    def action_back(self) -> None:
        """Close the filter, else leave."""
        if self._searching or self.listing.wish.text:
            self.action_cancel()
        else:
            self.app.exit()
