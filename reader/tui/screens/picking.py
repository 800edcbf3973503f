"""Picking one of the labels of a sentence: what is pressed then is for it alone."""

from collections.abc import Mapping

from reader.annotate.acts.base import value_in_words
from reader.annotate.annotation import Annotation
from reader.annotate.marking import Marking
from reader.annotate.reading import Place
from reader.tui.paint import Marked
from reader.tui.screens.marking import MarkingWords
from reader.tui.tagging import part_of, touched


class Picking(MarkingWords):
    """The pick is dropped when the cursor leaves the sentence, unless it goes there to change the reach."""

    _pick = ""
    _picked_at: Place | None = None
    _resizing = False

    @property
    def picked(self) -> Annotation | None:
        """The label that was picked, as long as it is there."""
        return next((each for each in self._labels_here() if each.id == self._pick), None)

    def action_pick_label(self) -> None:
        """Pick the first label of the sentence, then the next one, after the last none."""
        if self.marking is not None:
            self._drop_marking()
        labels = self._labels_here()
        ids = [each.id for each in labels]
        following = ids.index(self._pick) + 1 if self._pick in ids else 0
        if not ids:
            self.notify("There is no label on this sentence", timeout=3)
        self.pick(labels[following] if following < len(ids) else None)

    def pick(self, annotation: Annotation | None) -> None:
        """Pick a label of the sentence under the cursor, or (None) none of them."""
        if self.reading is not None:
            self._pick = annotation.id if annotation is not None else ""
            self._picked_at = self.reading.place
            self._follow()

    def action_select_range(self) -> None:
        """Change how far the label reaches that was picked; without one begin a range."""
        picked, reading = self.picked, self.reading
        if picked is None or reading is None or self.marking is not None:
            super().action_select_range()
            return
        self.resize(picked.start, picked.end)

    def resize(self, start: int, end: int) -> None:
        """Mark words for the label that was picked."""
        if self.reading is not None:
            self._resizing = True
            self._begin_marking(Marking.of(self.reading.article, start, end))

    def _labels_here(self) -> tuple[Annotation, ...]:
        reading = self.reading
        if reading is None or reading.place is None:
            return ()
        place = self._picked_at if self._resizing and self._picked_at is not None else reading.place
        return self.session.labels(self.articles[place.version], place.sentence)

    def action_quotation(self) -> None:
        """Mark a quotation for a new label, or for the reach of the one picked if that is being changed."""
        if self.marking is None and self.picked is not None:
            self.pick(None)
        super().action_quotation()

    def _let_go(self) -> None:
        super()._let_go()
        self._pick, self._picked_at = "", None

    def _drop_marking(self) -> None:
        super()._drop_marking()
        self._resizing = False

    def _moved(self) -> None:
        super()._moved()
        if not self._resizing and self.reading is not None and self.reading.place != self._picked_at:
            self._pick, self._picked_at = "", None
            self._text.mark(self._marked())

    def _marked(self) -> Mapping[Place, list[Marked]]:
        """Return the reach and the parts of the label that was picked, and over them what is being marked."""
        marked = {place: list(pieces) for place, pieces in super()._marked().items()}
        picked, reading = self.picked, self.reading
        if picked is None or reading is None or self._picked_at is None:
            return marked
        version = self._picked_at.version
        article = self.articles[version]
        pieces = [("picked", picked.start, picked.end)] if not self._resizing else []
        pieces += [("part", part.start, part.end) for part in picked.parts]
        for style, start, end in reversed(pieces):
            for sentence in touched(article, start, end):
                piece = part_of(article, sentence, start, end)._replace(style=style)
                if style == "part":
                    piece = piece._replace(opens=False, closes=False)
                marked.setdefault(Place(version, sentence), []).insert(0, piece)
        return marked

    def _about_marking(self) -> list[str]:
        """Return what the label says that was picked."""
        picked = self.picked
        if picked is None:
            return super()._about_marking()
        labels = self._labels_here()
        number = [each.id for each in labels].index(picked.id) + 1
        said = [f"{name} {value_in_words(value)}" for name, value in picked.attributes.items()]
        said += [f"{part.role} “{part.text}”" for part in picked.parts if part.role != "content"]
        said += [f"note: {picked.note}"] if picked.note else []
        head = f"{picked.label} {number}/{len(labels)}"
        reach = super()._about_marking() if self._resizing else []
        return [head, *reach, *said]
