"""The parallel text: versions of a story in columns or stacked, by the Line API.

One widget draws all columns, so that what belongs together stays level. Cost follows the screen: lines are
drawn when they come into sight, or shortly before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rich.style import Style
from textual import events
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.annotate.reading import Place, Reading
from reader.compare.comparison import Relation
from reader.tui import paint
from reader.tui.asides import asides
from reader.tui.brackets import BRACKET
from reader.tui.folds import Fold, Folds
from reader.tui.heeding import Heeding
from reader.tui.layout import Column, Layout, View, arrange, columns
from reader.tui.paint import Light, Marked, Marks, Names
from reader.tui.widgets.drawing import KEPT_LINES, Drawing
from reader.tui.widgets.scrolling import ScrolledText
from reader.tui.wrapped import Spot, Wrapped

PREPARED_AT_ONCE = 8
PREPARED_EVERY = 0.01
"""Lines drawn before they are needed, and how often (in seconds)."""
PREPARED_SCREENS = 1
"""How far below and above the screen lines are drawn before they are needed."""

_PREFIX = "parallel--"


class ParallelText(Heeding, ScrolledText, can_focus=True, inherit_bindings=False):
    """Shows a `Reading`; the screen moves the cursor and tells the widget by `follow`."""

    COMPONENT_CLASSES = {
        f"{_PREFIX}{name}"
        for name in (
            *("cursor", "partner", "selected", "bar", "partner-bar", "separator", "hatch", "letter"),
            *("old", "gone", "new", "old-sentence", "new-sentence", "hit", "swap", "flag"),
            *("old-flagged", "gone-flagged", "new-flagged", "fold", "aside", "unread", "source"),
            *(relation.value for relation in Relation),
            *("label", *paint.LABEL_ROLES, "decided", "note", "proposed", "carried"),
            *(BRACKET, "marked", "picked", "part", "words-label"),
            *(f"words-{role}" for role in paint.LABEL_ROLES),
        )
    }

    DEFAULT_CSS = """
    ParallelText { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 0; }
    """

    ALLOW_SELECT = False

    @dataclass
    class SentenceClicked(Message):
        """A person pointed at a sentence."""

        place: Place

    @dataclass
    class FoldClicked(Message):
        """A person pointed at a fold."""

        row: int

    @dataclass
    class Arranged(Message):
        """The columns were laid out anew, for a new width or another view."""

        view: View
        columns: tuple[Column, ...]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._drawing: Drawing | None = None
        self._folds: Folds | None = None
        self._asides: Mapping[Place, str] = {}
        self._wrapped = Wrapped([], 1)
        self._lights: dict[Place, Light] = {}
        self._look: tuple[tuple[LineFilter, ...], Color] = ((), Color(0, 0, 0))
        self._styles_by_name: dict[Names, Style] = {}

    def on_mount(self) -> None:
        """Be ready to draw ahead."""
        self._preparing = self.set_interval(PREPARED_EVERY, self._prepare_some, pause=True)

    def show(self, reading: Reading, marks: Callable[[Place], Marks]) -> None:
        """Show `reading`; `marks` is asked for what is said about a sentence when it comes into sight."""
        self._reading = reading
        known = self._drawing.comparison.articles if self._drawing is not None else ()
        if reading.comparison.articles != known:
            self._lines = None
        self._drawing = Drawing(reading.comparison, marks, self._style, self._finish)
        before, self._folds = self._folds, Folds(reading.comparison)
        if before is not None:
            self._folds.changes_only = before.changes_only and bool(reading.differences)
            self._folds.unread_hidden = before.unread_hidden
        self._asides = asides(reading.comparison)
        self._arrange()

    @property
    def layout_of_lines(self) -> Layout | None:
        """Where everything stands; None before anything is shown."""
        return self._lines

    @property
    def folds(self) -> Folds | None:
        """What is folded away; after a change of it call `refold`."""
        return self._folds

    @property
    def against(self) -> int | None:
        """The version that the base is compared with where its words are highlighted."""
        return self._drawing.against if self._drawing is not None else None

    def refold(self) -> None:
        """Show more or less of the text; the cursor keeps its line on the screen."""
        self._arrange()

    def fold_at(self, place: Place) -> Fold | None:
        """Return the fold in which a sentence is hidden."""
        return self._lines.fold(*place) if self._lines is not None else None

    def beside(self, version: int) -> int | None:
        """Return the sentence of `version` on the first line of the cursor's, or the last one above it."""
        layout, reading = self._lines, self._reading
        if layout is None or reading is None or reading.place is None or not self._together:
            return None
        if layout.panes == 1:
            return None
        above = (layout.at(version, y) for y in range(layout.span(*reading.place).top, -1, -1))
        return next((spot.sentence for spot in above if isinstance(spot, Spot)), None)

    def borrow(self, version: int | None, source: int = 0) -> None:
        """Show `version` in the wording of `source`, or (None) every version in its own."""
        if self._drawing is not None:
            self._drawing.borrow(version, source)
            self._arrange()

    def choose_view(self, view: View) -> None:
        """Show the versions in another way; the cursor stays where it is on the screen."""
        self.view = view
        self._arrange()

    def lock_columns(self, locked: bool) -> None:
        """Scroll the columns together, rows level, or each by itself."""
        self.locked = locked
        self._arrange()

    def highlight(self, *, diff: bool, words: bool) -> None:
        """Show what differs or not, as words or as whole sentences."""
        if self._drawing is not None:
            self._drawing.diff, self._drawing.words = diff, words
            self._drawing.forget_changes()
            self.refresh()

    def dim_swaps(self, dimmed: bool) -> None:
        """Let the mere swaps of a spun copy recede behind other changes, or not."""
        if self._drawing is not None and self._drawing.dim_swaps != dimmed:
            self._drawing.dim_swaps = dimmed
            self._drawing.forget_changes()
            self.refresh()

    def find(self, hits: Mapping[Place, Sequence[tuple[int, int]]]) -> None:
        """Highlight `hits`: for each sentence the code points found in it."""
        if self._drawing is not None:
            self._drawing.hits = hits
            self._drawing.forget()
            self.refresh()

    def mark(self, marked: Mapping[Place, Sequence[Marked]]) -> None:
        """Show pieces of sentences as being marked or picked, and those shown before no more."""
        if self._drawing is not None and marked != self._drawing.marked:
            before, self._drawing.marked = self._drawing.marked, marked
            touched = before.keys() | marked.keys()
            self.redraw(place for place in touched if before.get(place) != marked.get(place))

    def follow(self, *, centre: bool = False, offset: int | None = None) -> None:
        """Draw the cursor where the reading has it now, and scroll so that it can be seen.

        The cursor comes to the middle with `centre`, and to line `offset` of the screen if that is given.
        """
        if self._drawing is None:
            return
        before, self._lights = self._lights, self._find_lights()
        self._drawing.lights = self._lights
        if self._refocus():
            self.refresh()
        touched = before.keys() | self._lights.keys()
        self.redraw(place for place in touched if before.get(place) != self._lights.get(place))
        if offset is None:
            self._reveal(centre=centre)
        else:
            self._place_cursor(offset)

    def redraw(self, places: Iterable[Place]) -> None:
        """Draw those sentences again about which something else is said now."""
        layout, drawing = self._lines, self._drawing
        if layout is None or drawing is None:
            return
        regions = []
        for place in places:
            span = layout.span(*place)
            if self._together:
                for y in range(span.top, span.bottom):
                    drawing.forget_line((y,) * layout.panes)
            else:
                drawing.forget()
            top = self._top(span.pane)
            first, last = max(0, span.top - top), min(self.size.height, span.bottom - top)
            if first < last:
                regions.append(Region(0, first, self.size.width, last - first))
        if regions:
            self.refresh(*regions)

    def redraw_all(self) -> None:
        """Draw everything in sight again: something else may be said about any sentence."""
        if self._drawing is not None:
            self._drawing.forget()
            self.refresh()

    def in_sight(self) -> list[Place]:
        """Return the sentences that have a line on the screen, in no matter which version."""
        layout = self._lines
        if layout is None:
            return []
        found: dict[Place, None] = {}
        for pane in range(layout.panes):
            top = self._top(pane)
            for y in range(top, top + self.size.height):
                if isinstance(spot := layout.at(pane, y), Spot):
                    found[Place(spot.version, spot.sentence)] = None
        return list(found)

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the widget."""
        return self._strips(range(y, y + 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`.

        These are the very strips that are kept, without borders or padding, which the text has none of.
        Textual remembers for each strip how it is written to the terminal, so that a line that only moved
        costs next to nothing.
        """
        self._look_again()
        strips = self._strips(crop.line_range)
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        self._preparing.reset()
        return strips

    def _strips(self, lines: range) -> list[Strip]:
        """Return lines of the widget."""
        layout, drawing = self._lines, self._drawing
        if drawing is None or layout is None:
            return [Strip.blank(self.size.width, self._style(()))] * len(lines)
        tops = [self._top(pane) for pane in range(layout.panes)]
        return [drawing.line(tuple([top + y for top in tops])) for y in lines]

    def _look_again(self) -> None:
        """Forget what was drawn for a terminal with other colours."""
        look = tuple(self.get_line_filters()), self.background_colors[1]
        if look != self._look:
            self._look = look
            if self._drawing is not None:
                self._drawing.forget()

    def _finish(self, strip: Strip) -> Strip:
        filters, background = self._look
        for line_filter in filters:
            strip = strip.apply_filter(line_filter, background)
        return strip

    def _prepare_some(self) -> None:
        """Draw what may come next while nothing else is to be done, a few lines at a time."""
        drawing = self._drawing
        missing = list(islice(self._unprepared(), PREPARED_AT_ONCE)) if drawing is not None else []
        if drawing is None or not missing:
            self._preparing.pause()
            return
        for lines in missing:
            drawing.line(lines).render(self.app.console)

    def _unprepared(self) -> Iterable[tuple[int, ...]]:
        """Yield the lines beyond the screen that are still to be drawn, those below it first."""
        layout, drawing = self._lines, self._drawing
        if layout is None or drawing is None or not self._together:
            return
        top, height = self.scroll_offset.y, self.size.height
        reach = height * PREPARED_SCREENS
        below = range(top + height, min(top + height + reach, layout.height(self._pane)))
        above = range(top - 1, max(-1, top - 1 - reach), -1)
        for y in chain(below, above):
            lines = (y,) * layout.panes
            if not drawing.holds(lines):
                yield lines

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        self._styles_by_name.clear()
        if self._drawing is not None:
            self._drawing.forget()

    def on_resize(self) -> None:
        """Wrap anew for a new width, and keep the cursor in sight."""
        if self._lines is None or self._columns_of(self.shown_view) != self._columns:
            self._arrange()
        else:
            self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Tell which sentence was pointed at."""
        pane = self._pane_at(event.x)
        if self._lines is not None and pane is not None:
            spot = self._lines.at(pane, event.y + self._top(pane))
            if isinstance(spot, Spot):
                self.post_message(self.SentenceClicked(Place(spot.version, spot.sentence)))
            elif isinstance(spot, Fold):
                self.post_message(self.FoldClicked(spot.first))

    @property
    def _text_width(self) -> int:
        """The width beside the scrollbar."""
        return self.scrollable_content_region.width

    def _arrange(self) -> None:
        """Lay everything out for the present width and view; the cursor keeps its line on the screen."""
        reading, drawing = self._reading, self._drawing
        if reading is None or drawing is None or not self.size.width:
            return
        offset = self.cursor_offset()
        view = self.shown_view
        self._columns = self._columns_of(view)
        width = max(1, self._columns[0].width - self._gutter(view) - 1)
        if width != self._wrapped.width or self._wrapped.texts is not drawing.texts:
            self._wrapped = Wrapped(drawing.texts, width, self._asides)
        self._lines = arrange(reading.comparison, self._wrapped, view, self.locked, self._folds)
        drawing.arrange(self._lines, self._wrapped, self._columns, self._text_width)
        drawing.kept = max(KEPT_LINES, 2 * (1 + 2 * PREPARED_SCREENS) * self.size.height)
        self._tops = [0] * self._lines.panes
        self._pane = self._pane_of(reading.column)
        self._lights = drawing.lights = self._find_lights()
        self._refocus()
        self._measure()
        self._place_cursor(offset)
        self.refresh()
        self.post_message(self.Arranged(view, tuple(self._columns)))

    def _columns_of(self, view: View) -> list[Column]:
        versions = len(self._reading.comparison.articles) if self._reading is not None else 1
        return columns(self._text_width, versions if view is View.SIDE else 1, self._gutter(view))

    @staticmethod
    def _gutter(view: View) -> int:
        return paint.GUTTER if view is View.SIDE else paint.LETTERED_GUTTER

    def _measure(self) -> None:
        assert self._lines is not None
        self.virtual_size = Size(self._text_width, self._lines.height(self._pane))

    def _refocus(self) -> bool:
        """Take note of the focused column; tell whether more than the cursor must be drawn anew."""
        reading, drawing = self._reading, self._drawing
        assert reading is not None
        assert drawing is not None
        pane = self._pane_of(reading.column)
        apart = pane != self._pane and not self._together
        if apart:
            self._tops[self._pane] = self.scroll_offset.y
        self._pane = pane
        if apart:
            self._measure()
            self.scroll_to(y=self._tops[pane], animate=False, force=True)
        base = reading.comparison.base
        against = drawing.against if reading.column == base else reading.column
        changed = against != drawing.against and len(reading.comparison.articles) > 2
        drawing.against = against
        if changed:
            drawing.forget_changes()
        return changed or apart

    def _find_lights(self) -> dict[Place, Light]:
        reading, layout = self._reading, self._lines
        if reading is None or layout is None or reading.place is None or reading.selection is None:
            return {}
        lights: dict[Place, Light] = {}
        if reading.anchor is not None:
            first, last = reading.selection
            for sentence in range(first, last + 1):
                lights[layout.shown(reading.column, sentence)] = Light.SELECTED
        for column in range(len(reading.comparison.articles)):
            for sentence in reading.partners(column):
                lights[layout.shown(column, sentence)] = Light.PARTNER
        lights[layout.shown(*reading.place)] = Light.CURSOR
        return lights

    def _style(self, names: Names) -> Style:
        style = self._styles_by_name.get(names)
        if style is None:
            components = [f"{_PREFIX}{name}" for name in names]
            style = self.get_visual_style(*components).rich_style
            if any(self.get_component_styles(name).text_style.reverse for name in components):
                style += Style(reverse=True)
            self._styles_by_name[names] = style
        return style
