"""Calling a label otherwise in everything an annotator ever said."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from reader.annotate.acts.base import Acting, Changed
from reader.annotate.annotation import Annotation
from reader.annotate.records import AnnotationStore, Change, Step, Swap

RENAMED = " renamed "
"""Between both names, in the words for the step."""


class RenamingActs(Acting):
    """One step over all articles."""

    def rename_label(self, old: str, new: str) -> Changed:
        """Put the label `new` in the place of `old` in every annotation, proposals and rejected ones too.

        Where an annotation called `new` stands on exactly the same words already, what the old one says
        besides is added to it. The labels of the schema stay as they are. The time grows with the annotations
        of all articles.
        """
        now = self._now()
        changes = tuple(_changes(self.store, old, new, now))
        if not changes:
            return Changed((), f"No annotation is called {old}", None, None)
        if self._last_label == old:
            self._last_label = new
        before = [each for change in changes for each, _ in change.annotations if each and each.label == old]
        words = f"{_words(old, new)}: annotations {len(before):,}, articles {len(changes):,}"
        place = (changes[0].article, before[0].sentences[0]) if before[0].sentences else None
        return self._keep(words, place, changes)

    def _travel(self, done: tuple[int, Step] | None, verb: str, back: bool) -> Changed | None:
        changed = super()._travel(done, verb, back)
        if changed is None or done is None or RENAMED not in done[1].message:
            return changed
        step = done[1].reversed() if back else done[1]
        renamed = done[1].message.partition(":")[0]
        names = {
            f"; labels.toml still has {before.label}, not {after.label}"
            for change in step.changes
            for before, after in change.annotations
            if before and after and before.label in self.schema and after.label not in self.schema
            if renamed in (_words(before.label, after.label), _words(after.label, before.label))
        }
        if not names:
            return changed
        told = f"{''.join(sorted(names))}: change it there, or {'redo' if back else 'undo'} this"
        return replace(changed, message=changed.message + told)


def _words(old: str, new: str) -> str:
    return f"{old}{RENAMED}{new}"


def called(store: AnnotationStore, label: str) -> int:
    """Return how many annotations of an annotator have a label, whatever their status."""
    return sum(
        each.label == label
        for article in store.articles()
        for each in store.load(article).annotations.values()
    )


def _changes(store: AnnotationStore, old: str, new: str, now: str) -> Iterator[Change]:
    for article in store.articles():
        record = store.load(article)
        swaps = _swaps(list(record.annotations.values()), old, new, now)
        if swaps:
            yield Change(article, record.digest, tuple(swaps))


def _swaps(annotations: list[Annotation], old: str, new: str, now: str) -> list[Swap[Annotation]]:
    standing = {_place(each): each for each in annotations if each.label == new}
    after = dict(standing)
    swaps: list[Swap[Annotation]] = []
    for each in annotations:
        if each.label != old:
            continue
        place = _place(each)
        if place in after:
            after[place] = _joined(after[place], each, now)
            swaps.append((each, None))
        else:
            swaps.append((each, replace(each, label=new, updated=now)))
    swaps += [(kept, after[place]) for place, kept in standing.items() if after[place] != kept]
    return swaps


def _place(annotation: Annotation) -> tuple[int, int, str, str]:
    """Return what two annotations share that say the same of the same words."""
    return annotation.start, annotation.end, annotation.anchor.digest, str(annotation.status)


def _joined(kept: Annotation, other: Annotation, now: str) -> Annotation:
    """Return an annotation with what another one says that it does not say itself."""
    attributes = {**other.attributes, **kept.attributes}
    notes = dict.fromkeys(note for note in (kept.note, other.note) if note)
    parts, note = kept.parts or other.parts, "\n".join(notes)
    if (attributes, parts, note) == (dict(kept.attributes), kept.parts, kept.note):
        return kept
    return replace(kept, attributes=MappingProxyType(attributes), parts=parts, note=note, updated=now)
