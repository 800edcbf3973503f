"""Changing what a proposal says before it is accepted: the panel of a label, on one that is none yet."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from reader.annotate.annotation import Annotation
from reader.annotate.marking import Marking
from reader.annotate.proposals import Proposal
from reader.annotate.reading import Place
from reader.annotate.session import Changed
from reader.tui.screens.describing import Describing
from reader.tui.screens.proposing import Proposing


class Revising(Proposing, Describing):
    """With no label under the cursor the panel is about what is proposed there.

    Its keys change what that says, and enter accepts it as it is then, which is one decision. Leaving the
    sentence, or closing the panel otherwise, leaves the proposal as it was.
    """

    _revised: Proposal | None = None
    _revised_at: Place | None = None

    def action_describe(self) -> None:
        """Open the panel about what is proposed, if that is all there is here; else about the label."""
        reading = self.reading
        if self._revised is not None:
            self._drop_revision()
        elif (
            reading is None or self._labels_here() or self._described() is not None or self._given is not None
        ):
            super().action_describe()
        else:
            schema = self.session.schema
            found = [each for each in self._proposed_here() if each.label in schema]
            if not found:
                super().action_describe()
                return
            self._revised, self._revised_at = found[0], reading.place
            self._offered = self._offer_for(reading.article, found[0].as_annotation()).speakers
            self._show_panel()

    def action_tag(self, label: str) -> None:
        """Accept what was proposed as it is now, if that is what the key says; else leave it as it was."""
        if not self._took(label):
            super().action_tag(label)

    def action_repeat_tag(self) -> None:
        """Do what the key of the last label does."""
        if not self._took(self.session.last_label):
            super().action_repeat_tag()

    def _took(self, label: str) -> bool:
        """Accept what was proposed as it is now, if that says this of one sentence; tell whether it was."""
        revised, reading = self._revised, self.reading
        if revised is None or reading is None:
            return False
        if revised.label == label and self.marking is None and reading.anchor is None:
            self._take_revision()
            return True
        self._drop_revision()
        return False

    def action_clear_tags(self) -> None:
        """Leave what was proposed as it was, and decide that there is no label."""
        if self._revised is not None:
            self._drop_revision()
        super().action_clear_tags()

    def action_close_panel(self) -> None:
        """Accept what was proposed as it is now."""
        if self._revised is None:
            super().action_close_panel()
        else:
            self._take_revision()

    def leave_panel(self) -> bool:
        """Leave the proposal as it was, or close the panel of a label; tell whether there was one."""
        if self._revised is None:
            return super().leave_panel()
        self._drop_revision()
        return True

    def _described(self) -> Annotation | None:
        return super()._described() if self._revised is None else self._revised.as_annotation()

    def _say(self, annotation: Annotation, name: str, value: object) -> None:
        if self._revised is None:
            super()._say(annotation, name, value)
            return
        said = {**self._revised.attributes, name: value}
        kept = {key: each for key, each in said.items() if each is not None}
        self._revised = replace(self._revised, attributes=MappingProxyType(kept))
        self._show_panel()

    def _ask_for_words(self, annotation: Annotation, role: str) -> None:
        """Mark the words of a part; only a label can have them, so what is proposed is accepted first."""
        place = self._revised_at
        if self._revised is not None and place is not None and self.reading is not None:
            self._take_revision()
            self.reading.to(place.sentence, place.version)
            label, start, end = annotation.label, annotation.start, annotation.end
            here = self.session.labels(self.articles[place.version], place.sentence)
            made = [each for each in here if (each.label, each.start, each.end) == (label, start, end)]
            if not made:
                return
            annotation = made[-1]
            self.pick(annotation)
            self._describing = annotation.id
        super()._ask_for_words(annotation, role)

    def _take_revision(self) -> None:
        revised = self._revised
        self._drop_revision()
        if revised is not None:
            self._decide(lambda *_: self.session.accept(self.articles, [revised]))

    def _drop_revision(self) -> None:
        self._revised, self._revised_at, self._offered = None, None, ()
        self._show_panel()

    def _begin_marking(self, marking: Marking) -> None:
        if self._revised is not None:
            self._drop_revision()
        super()._begin_marking(marking)

    def _proposals_at(self, places: Iterable[Place]) -> list[Proposal]:
        """Return what is proposed, one of them maybe as it was changed in the panel."""
        revised = self._revised
        found = super()._proposals_at(places)
        return [revised if revised and each.id == revised.id else each for each in found]

    def _show_labels(self, changed: Changed) -> None:
        """Close the panel on what is not proposed any more."""
        super()._show_labels(changed)
        revised, place = self._revised, self._revised_at
        if revised and place and all(each.id != revised.id for each in self.tagging.proposed(place)):
            self._drop_revision()

    def _let_go(self) -> None:
        super()._let_go()
        self._revised, self._revised_at = None, None

    def _moved(self) -> None:
        if self._revised is not None and self.reading is not None and self.reading.place != self._revised_at:
            self._revised, self._revised_at = None, None
        super()._moved()

    def _how_to_close(self) -> str:
        if self._revised is None:
            return super()._how_to_close()
        return f"enter accepts · {self.table.key('describe')} leaves it"
