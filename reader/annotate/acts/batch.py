"""Changes of many annotations of any articles, laid over what is stored; the texts are not needed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.annotate.acts.draft import follows
from reader.annotate.acts.editing import relabelled
from reader.annotate.acts.excluding import clashing
from reader.annotate.annotation import Annotation, Status
from reader.annotate.records import AnnotationStore, Change, Swap
from reader.annotate.schema import Schema

Place = tuple[str, str]
"""The ids of an article and of one of its annotations."""
Copies = Mapping[str, Sequence[Place]]
"""By the id of an annotation, where the accepted annotations are that were carried from it."""


class Batch:
    """What a step will change; `left` is how many annotations had to stay as they are.

    An annotation stays if it would stand twice on the same words, or on words with a label that excludes it.
    What was carried from one that changes becomes what that becomes, unless a person has changed it since.
    """

    def __init__(self, store: AnnotationStore, schema: Schema, copies: Copies) -> None:
        self.left = 0
        self._store = store
        self._schema = schema
        self._copies = copies
        self._swaps: dict[str, dict[str, Swap[Annotation]]] = {}
        self._standing: dict[str, dict[_Spot, Annotation]] = {}

    def get(self, place: Place) -> Annotation | None:
        """Return an annotation as it is stored; None if it is gone, or has been changed here already."""
        article, annotation_id = place
        if annotation_id in self._swaps.get(article, ()):
            return None
        return self._store.load(article).annotations.get(annotation_id)

    def swap(self, before: Annotation, after: Annotation | None) -> None:
        """Let an annotation become another, or go; what was carried from it follows."""
        standing = self._standing_in(before.article)
        stands = after is not None and _stands(after)
        if after is not None and stands and self._clashes(before, after, standing):
            self.left += 1
            return
        if standing.get(_spot(before)) is before:
            del standing[_spot(before)]
        if after is not None and stands:
            standing[_spot(after)] = after
        self._swaps.setdefault(before.article, {})[before.id] = before, after
        if _stands(before):
            self._follow(before, after)

    def changes(self, also: Sequence[Change] = ()) -> tuple[Change, ...]:
        """Return what changes, article by article; `also` is of other annotations."""
        made = {each.article: each for each in also}
        for article, swaps in self._swaps.items():
            change = made.get(article, Change(article))
            made[article] = replace(change, annotations=(*change.annotations, *swaps.values()))
        return tuple(made.values())

    def _follow(self, before: Annotation, after: Annotation | None) -> None:
        for place in self._copies.get(before.id, ()):
            copy = self.get(place)
            if copy is None or not follows(copy, before):
                continue
            became = None
            if after is not None and _stands(after):
                became = replace(relabelled(copy, self._schema.get(after.label)), updated=after.updated)
            self.swap(copy, became)

    def _standing_in(self, article: str) -> "dict[_Spot, Annotation]":
        if article not in self._standing:
            known = self._store.load(article).annotations.values()
            self._standing[article] = {_spot(each): each for each in known if _stands(each)}
        return self._standing[article]

    def _clashes(self, before: Annotation, after: Annotation, standing: "Mapping[_Spot, Annotation]") -> bool:
        twice = standing.get(_spot(after), before)
        rivals = standing.values() if self._schema.excluded(after.label) else (twice,)
        others = (each for each in rivals if each is not before and each.anchor.digest == after.anchor.digest)
        return any(clashing(self._schema, after.label, after.start, after.end, others))


_Spot = tuple[str, int, int, str]


def _spot(annotation: Annotation) -> _Spot:
    """Return label, place and text: what no two labels have in common."""
    return annotation.label, annotation.start, annotation.end, annotation.anchor.digest


def _stands(annotation: Annotation) -> bool:
    return annotation.status is Status.ACCEPTED
