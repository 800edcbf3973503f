"""One act on many annotations, of whatever articles; their texts are not needed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from reader.annotate.acts.base import Acting, Changed
from reader.annotate.annotation import Annotation, Status
from reader.annotate.records import Change, Swap

Place = tuple[str, str]
"""The ids of an article and of one of its annotations."""


class BulkActs(Acting):
    """Each is one step to undo; what is as it should be already, or gone, is passed over."""

    def accept_all(self, places: Iterable[Place]) -> Changed:
        """Accept annotations that were proposed or rejected."""
        return self._each(places, "accepted", lambda a: self._as(a, Status.ACCEPTED))

    def reject_all(self, places: Iterable[Place]) -> Changed:
        """Reject annotations: they are no labels any more, and stay known as rejected."""
        return self._each(places, "rejected", lambda a: self._as(a, Status.REJECTED))

    def relabel_all(self, places: Iterable[Place], label: str) -> Changed:
        """Give annotations another label; raise `KeyError` if there is none of that name."""
        self.schema.get(label)

        def relabelled(annotation: Annotation) -> Annotation | None:
            if annotation.label == label:
                return annotation
            return replace(annotation, label=label, updated=self._now())

        return self._each(places, f"made {label}", relabelled)

    def remove_all(self, places: Iterable[Place]) -> Changed:
        """Take annotations away."""
        return self._each(places, "taken off", lambda _: None)

    def _as(self, annotation: Annotation, status: Status) -> Annotation:
        if annotation.status is status:
            return annotation
        return replace(annotation, status=status, updated=self._now())

    def _each(
        self, places: Iterable[Place], done: str, become: Callable[[Annotation], Annotation | None]
    ) -> Changed:
        by_article: defaultdict[str, list[str]] = defaultdict(list)
        for article, annotation_id in places:
            by_article[article].append(annotation_id)
        changes, first = [], None
        for article, ids in by_article.items():
            known = self.store.load(article).annotations
            swaps: list[Swap[Annotation]] = []
            for annotation_id in dict.fromkeys(ids):
                before = known.get(annotation_id)
                after = become(before) if before else None
                if before is not None and after is not before:
                    swaps.append((before, after))
            if swaps:
                first = first or (article, next(iter(swaps[0][0].sentences), 0) if swaps[0][0] else 0)
                changes.append(Change(article, annotations=tuple(swaps)))
        if first is None:
            return Changed((), f"Nothing to be {done}", None, None)
        count = sum(len(change.annotations) for change in changes)
        words = f"{count:,} {'label' if count == 1 else 'labels'} {done}"
        return self._keep(words, first, tuple(changes))
