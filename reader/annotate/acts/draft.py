"""What a step is going to change, while it is being put together."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from reader.annotate.acts.excluding import clashing
from reader.annotate.annotation import Annotation, Mark, Status
from reader.annotate.proposals import CARRIED, overlapping
from reader.annotate.records import Change, Swap
from reader.annotate.schema import Schema
from reader.annotate.view import View


class Draft:
    """Changes of several articles, laid over what is stored of them."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._states = {change.article: change for change in changes}
        self._annotations: dict[str, dict[str, Swap[Annotation]]] = {}
        self._marks: dict[str, list[Swap[Mark]]] = {}
        self._marked: dict[str, set[int]] = {}
        self._carried: dict[str, dict[str, list[Annotation]]] = {}
        for change in self._states.values():
            for swap in change.annotations:
                self._keep(change.article, swap)
            self._marks.setdefault(change.article, []).extend(change.marks)

    def swap(self, view: View, before: Annotation | None, after: Annotation | None) -> None:
        """Put one annotation in the place of another; both are as they are stored."""
        self._note(view)
        self._keep(view.article.id, (before, after))

    def mark(self, view: View, sentence: int, swaps: Iterable[Swap[Mark]]) -> None:
        """Change the marks of a sentence, which has not been done in this draft."""
        self._note(view)
        self._marks.setdefault(view.article.id, []).extend(swaps)
        self._marked.setdefault(view.article.id, set()).add(sentence)

    def marked(self, view: View) -> Collection[int]:
        """Return the sentences whose marks were changed by `mark`."""
        return self._marked.get(view.article.id, ())

    def standing(self, view: View, start: int, end: int) -> list[Annotation]:
        """Return the annotations that have a character in common with `start:end` when all this is done."""
        changed = self._annotations.get(view.article.id, {})
        kept = [each for each in overlapping(view, start, end) if each.id not in changed]
        new = (after for _, after in changed.values() if after is not None)
        return kept + [each for each in new if each.start < end and start < each.end]

    def clashes(self, schema: Schema, view: View, annotation: Annotation) -> bool:
        """Tell whether an annotation, at its place, cannot stand beside the others when all this is done."""
        label, start, end = annotation.label, annotation.start, annotation.end
        others = (each for each in self.standing(view, start, end) if each.id != annotation.id)
        return any(clashing(schema, label, start, end, others))

    def accepted(self, view: View, sentence: int) -> bool:
        """Tell whether a sentence has a label when all this is done."""
        place = view.article.sentences[sentence]
        standing = self.standing(view, place.start, place.end)
        return any(each.status is Status.ACCEPTED for each in standing)

    def carried(self, view: View, source: str) -> list[Annotation]:
        """Return the accepted annotations, as stored, that came from another one and have no change here."""
        known = self._carried.get(view.article.id)
        if known is None:
            known = self._carried[view.article.id] = {}
            for each in view.record.annotations.values():
                if each.origin.kind == CARRIED and each.status is Status.ACCEPTED:
                    known.setdefault(each.origin.source, []).append(each)
        changed = self._annotations.get(view.article.id, {})
        return [each for each in known.get(source, ()) if each.id not in changed]

    def repoint(self, view: View, old: str, new: str) -> None:
        """Name another annotation as the source of what was carried from one."""
        for stored in self.carried(view, old):
            self.swap(view, stored, replace(stored, origin=replace(stored.origin, source=new)))

    def changes(self) -> tuple[Change, ...]:
        """Return what changes, article by article, in the order they came to be changed."""
        made = []
        for article_id, change in self._states.items():
            swaps = tuple(s for s in self._annotations.get(article_id, {}).values() if s[0] != s[1])
            marks = tuple(self._marks.get(article_id, ()))
            if swaps or marks or change.state is not None:
                made.append(Change(article_id, change.digest, swaps, marks, change.state))
        return tuple(made)

    def _note(self, view: View) -> None:
        self._states.setdefault(view.article.id, Change(view.article.id, view.article.digest))

    def _keep(self, article_id: str, swap: Swap[Annotation]) -> None:
        before, after = swap
        known = self._annotations.setdefault(article_id, {})
        either = after or before
        assert either is not None
        first, _ = known.get(either.id, swap)
        known[either.id] = (first, after)


def follows(copy: Annotation, source: Annotation) -> bool:
    """Tell whether an annotation was carried from another, and no person has changed it since.

    One that followed a change of its source has that one's time.
    """
    carried = copy.origin.kind == CARRIED and copy.origin.source == source.id
    same = copy.label == source.label and copy.attributes.items() <= source.attributes.items()
    untouched = copy.updated in (copy.created, source.updated) and not copy.note
    return carried and same and untouched and copy.status is Status.ACCEPTED
