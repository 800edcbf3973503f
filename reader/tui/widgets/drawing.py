"""Draws the lines of a parallel text, and keeps what it drew until something about it changes."""

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.compare.flags import Flag
from reader.compare.words import HunkKind
from reader.tui import paint, signs
from reader.tui.asides import letter
from reader.tui.brackets import BRACKET, Bracketed, bracketed
from reader.tui.folds import Fold
from reader.tui.layout import SEPARATOR, Column, Layout
from reader.tui.paint import Light, Marked, Marks, Names, Piece, Range
from reader.tui.striking import in_changes
from reader.tui.wrapped import ASIDE_GAP, Blank, Spot, Wrapped, displayed_texts

KEPT_LINES = 384
KEPT_SENTENCES = 512
_ALONE = frozenset({Relation.INSERTED, Relation.DELETED})
_UNCHANGED = _ALONE | {Relation.FURNITURE}


class Drawing:
    """The look of one comparison.

    `marks` says what is known of a sentence, `style` what the names of styles stand for, and `finish` makes
    of a line what goes to the terminal. `lights` (where the cursor is), `hits`, `marked` (pieces being marked
    or picked), `against` (the version the base is compared with), `diff`, `words` and `dim_swaps` may be set
    at any time by whoever then forgets the lines this touches.
    """

    def __init__(
        self,
        comparison: Comparison,
        marks: Callable[[Place], Marks],
        style: Callable[[Names], Style],
        finish: Callable[[Strip], Strip],
    ) -> None:
        self.comparison = comparison
        self.texts = displayed_texts(comparison)
        self.lights: Mapping[Place, Light] = {}
        self.hits: Mapping[Place, Sequence[tuple[int, int]]] = {}
        self.marked: Mapping[Place, Sequence[Marked]] = {}
        self.against: int | None = None
        self.diff = self.words = self.dim_swaps = True
        self.kept = KEPT_LINES
        self.borrowed: frozenset[Place] = frozenset()
        self._unread = [comparison.unread(version) for version in range(len(comparison.articles))]
        self._marks = marks
        self._style = style
        self._finish = finish
        self._layout: Layout | None = None
        self._wrapped = Wrapped([], 1)
        self._columns: Sequence[Column] = ()
        self._width = 0
        self._strips: dict[tuple[int, ...], Strip] = {}
        self._ranges: dict[Place, tuple[list[Range], list[Range]]] = {}

    def arrange(self, layout: Layout, wrapped: Wrapped, columns: Sequence[Column], width: int) -> None:
        """Draw for another layout from now on, into lines of `width` cells."""
        self._layout, self._wrapped, self._columns, self._width = layout, wrapped, columns, width
        self.forget()

    @property
    def lettered(self) -> bool:
        """Whether versions stand in one column and need a letter to be told apart."""
        return self._layout is not None and self._layout.panes == 1 and len(self.texts) > 1

    def borrow(self, version: int | None, source: int = 0) -> None:
        """Show the sentences of `version` in the wording of `source`, or (None) all in their own."""
        self.texts = displayed_texts(self.comparison)
        borrowed = set()
        if version is not None:
            own = self.texts[version]
            for sentence in range(len(own)):
                found = self.comparison.partners(version, sentence, source)
                wording = " ".join(self.texts[source][s] for s in found)
                if found and wording != own[sentence]:
                    own[sentence] = wording
                    borrowed.add(Place(version, sentence))
        self.borrowed = frozenset(borrowed)
        self.forget_changes()

    def forget(self) -> None:
        """Draw every line anew when it is asked for."""
        self._strips = {}

    def forget_changes(self) -> None:
        """Ask the comparison anew for the words that changed."""
        self._ranges.clear()
        self.forget()

    def forget_line(self, lines: tuple[int, ...]) -> None:
        """Draw one line anew."""
        self._strips.pop(lines, None)

    def holds(self, lines: tuple[int, ...]) -> bool:
        """Tell whether a line is drawn already."""
        return lines in self._strips

    def line(self, lines: tuple[int, ...]) -> Strip:
        """Return one line of the screen: line `lines[pane]` of each pane, side by side."""
        strip = self._strips.pop(lines, None)
        if strip is None:
            strip = self._finish(self._draw(lines))
            if len(self._strips) >= self.kept:
                del self._strips[next(iter(self._strips))]
        self._strips[lines] = strip
        return strip

    def _draw(self, lines: tuple[int, ...]) -> Strip:
        assert self._layout is not None
        pieces: list[Piece] = []
        x = 0
        for pane, (y, column) in enumerate(zip(lines, self._columns, strict=True)):
            if pane:
                pieces.append(Piece("│", ("separator",)))
                x += SEPARATOR
            if column.x > x:
                pieces.append(Piece(" " * (column.x - x)))
            pieces += self._pane(self._layout, pane, y, column.width)
            x = column.x + column.width
        if x < self._width:
            pieces.append(Piece(" " * (self._width - x)))
        segments = [Segment(text, self._style(names)) for text, names in paint.joined(pieces)]
        return Strip(segments, self._width)

    def _pane(self, layout: Layout, pane: int, y: int, width: int) -> list[Piece]:
        found = layout.at(pane, y)
        if found is Blank.GAP and width > paint.GUTTER:
            indent = paint.GUTTER
            return [Piece(" " * indent), paint.hatch(width - indent - 1, y), Piece(" ")]
        if isinstance(found, Fold):
            return self._fold(found, pane, width)
        if not isinstance(found, Spot):
            return [Piece(" " * width)]
        return self._sentence(found, width)

    def _fold(self, fold: Fold, pane: int, width: int) -> list[Piece]:
        versions = range(len(fold.cells)) if self.lettered else (pane,)
        places = [Place(v, cell[0]) for v in versions if (cell := fold.cells[v])]
        lights = [self.lights.get(place, Light.NONE) for place in places]
        light = next(
            (each for each in lights if Light.CURSOR in each), max(lights, key=bool, default=Light.NONE)
        )
        indent = paint.LETTERED_GUTTER if self.lettered else paint.GUTTER
        over = paint.light_names(light)
        pieces = paint.gutter(False, light, None, paint.NO_MARKS, " " if self.lettered else "")
        return paint.fit([*pieces, Piece(fold.text, (*over, "fold"))], max(width, indent), over)

    def _sentence(self, spot: Spot, width: int) -> list[Piece]:
        place = Place(spot.version, spot.sentence)
        light = self.lights.get(place, Light.NONE)
        relation = self.comparison.relation(*place) if self.diff else None
        marks = self._marks(place)
        name = letter(spot.version) if self.lettered else ""
        sign = signs.relation_sign(self.comparison, *place, diff=self.diff)
        layers: list[Sequence[Range]] = []
        pieces_of: Sequence[Marked] = ()
        if place in self.borrowed:
            sign = signs.Sign(signs.SOURCE, "source")
        else:
            pieces_of = [*marks.pieces, *self.marked.get(place, ())]
            layers = [
                *self._changed(place, relation),
                *([Range(each.start, each.end, each.style)] for each in pieces_of if each.style),
                [Range(*hit, "hit") for hit in self.hits.get(place, ())],
            ]
        flag = self._flag(place, relation) if spot.line == 0 else None
        pieces = paint.gutter(spot.line == 0, light, sign, marks, name, flag)
        room = width - (paint.LETTERED_GUTTER if name else paint.GUTTER)
        over = self._quiet(place, relation) + paint.light_names(light)
        line = bracketed(self.texts[spot.version][spot.sentence], *self._wrapped.bounds(spot), pieces_of)
        pieces = paint.fit(pieces, width - room, ())
        if line.before:
            last = pieces[-1]
            pieces[-1:] = [Piece(last.text[:-1], last.styles), Piece(line.before, (*last.styles, BRACKET))]
        return pieces + self._text(spot, line, room, over, [*layers, line.ranges])

    def _text(
        self, spot: Spot, line: Bracketed, room: int, over: Names, layers: Sequence[Sequence[Range]]
    ) -> list[Piece]:
        start, end = self._wrapped.bounds(spot)
        aside = self._wrapped.aside(spot)
        if not aside and not line.behind:
            return paint.text_line(line.text, start, end, room, over, layers)
        taken = cell_len(line.text[start:end].rstrip(" "))
        pieces = paint.text_line(line.text, start, end, taken, over, layers) if taken else []
        if line.behind:
            pieces.append(Piece(line.behind, (*over, BRACKET)))
        if aside:
            gap = ASIDE_GAP - len(line.behind) if taken else 0
            pieces += [Piece(" " * gap, over), Piece(aside, (*over, "aside"))]
        return paint.fit(pieces, room, over)

    def _quiet(self, place: Place, relation: Relation | None) -> Names:
        """Return the style that lies below everything else of a sentence, if any."""
        if place in self.borrowed:
            return ("source",)
        if place.sentence in self._unread[place.version]:
            return ("unread",)
        return self._alone(place, relation)

    def _flag(self, place: Place, relation: Relation | None) -> Flag | None:
        """Return what must not be missed about the changed words of a sentence."""
        if relation is None or relation in _UNCHANGED or place in self.borrowed:
            return None
        other = self._opposite(place)
        if other is None:
            return None
        changes = list(self.comparison.changes(*place, other))
        for sentence in self.comparison.partners(*place, other):
            changes += self.comparison.changes(other, sentence, place.version)
        return signs.flag_of(changes)

    def _alone(self, place: Place, relation: Relation | None) -> Names:
        """Return the style of a sentence that the other side does not have."""
        if relation not in _ALONE:
            return ()
        return ("old-sentence",) if place.version == self.comparison.base else ("new-sentence",)

    def _changed(self, place: Place, relation: Relation | None) -> tuple[list[Range], list[Range]]:
        if relation is None or relation in _UNCHANGED:
            return [], []
        if place not in self._ranges:
            self._ranges[place] = self._find_changed(place)
            if len(self._ranges) > KEPT_SENTENCES:
                del self._ranges[next(iter(self._ranges))]
        return self._ranges[place]

    def _find_changed(self, place: Place) -> tuple[list[Range], list[Range]]:
        """Return the changed words, and over them those that must not be missed."""
        old = place.version == self.comparison.base
        text = self.texts[place.version][place.sentence]
        changes = self.comparison.changes(*place, self._opposite(place))
        ranges = paint.changed_ranges(changes, len(text), old=old, words=self.words, swaps=self.dim_swaps)
        if not self.words:
            return ranges, []
        side = "old" if old else "new"
        striking = [
            Range(found.start, found.end, f"{'gone' if change.kind is HunkKind.DELETE else side}-flagged")
            for found, change in in_changes(text, changes)
        ]
        return ranges, striking

    def _opposite(self, place: Place) -> int | None:
        """Return the version a sentence is compared with; None if it stands alone."""
        base = self.comparison.base
        if place.version != base:
            return base
        asked = (
            self.comparison.alignments
            if self.against is None
            else (self.against, *self.comparison.alignments)
        )
        return next((v for v in asked if self.comparison.partners(*place, v)), None)
