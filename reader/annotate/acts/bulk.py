"""One act on many annotations, of whatever articles; their texts are not needed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reader.annotate.acts.base import Acting, Changed
from reader.annotate.acts.carrying import DERIVED
from reader.annotate.annotation import Annotation, Status
from reader.annotate.records import Change, Swap

Place = tuple[str, str]
"""The ids of an article and of one of its annotations."""


class BulkActs(Acting):
    """Each is one step to undo; what is as it should be already, or gone, is passed over.

    So is what would put a label twice on the same words, or on words with a label that excludes it: the
    message tells how many these are.
    """

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
        """Take annotations away; labels that would only be proposed again are rejected instead."""

        def removed(annotation: Annotation) -> Annotation | None:
            again = annotation.origin.kind in DERIVED and annotation.status is Status.ACCEPTED
            return self._as(annotation, Status.REJECTED) if again else None

        return self._each(places, "taken off", removed)

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
        changes, left = [], 0
        for article, ids in by_article.items():
            swaps, passed = self._swaps(self.store.load(article).annotations, ids, become)
            left += passed
            if swaps:
                changes.append(Change(article, annotations=tuple(swaps)))
        more = f"; {left:,} left as the words have that label, or one that excludes it" if left else ""
        if not changes:
            return Changed((), f"Nothing to be {done}{more}", None, None)
        count = sum(len(change.annotations) for change in changes)
        words = f"{count:,} {'label' if count == 1 else 'labels'} {done}{more}"
        return self._keep(words, _place(changes[0]), tuple(changes))

    def _swaps(
        self,
        known: Mapping[str, Annotation],
        ids: Iterable[str],
        become: Callable[[Annotation], Annotation | None],
    ) -> tuple[list[Swap[Annotation]], int]:
        """Return what changes in one article, and how many annotations have to stay as they are."""
        standing = {_spot(a): a for a in known.values() if a.status is Status.ACCEPTED}
        swaps: list[Swap[Annotation]] = []
        left = 0
        for annotation_id in dict.fromkeys(ids):
            before = known.get(annotation_id)
            after = become(before) if before else None
            if before is None or after is before:
                continue
            stands = after is not None and after.status is Status.ACCEPTED
            if after is not None and stands and self._clashes(before, after, standing):
                left += 1
                continue
            if standing.get(_spot(before)) is before:
                del standing[_spot(before)]
            if after is not None and stands:
                standing[_spot(after)] = after
            swaps.append((before, after))
        return swaps, left

    def _clashes(self, before: Annotation, after: Annotation, standing: Mapping["_Spot", Annotation]) -> bool:
        if _spot(after) in standing:
            return True
        excluded = self.schema.excluded(after.label)
        return bool(excluded) and any(
            each.label in excluded
            and each is not before
            and each.anchor.digest == after.anchor.digest
            and each.start < after.end
            and after.start < each.end
            for each in standing.values()
        )


_Spot = tuple[str, int, int, str]


def _spot(annotation: Annotation) -> _Spot:
    """Return label, place and text: what no two labels have in common."""
    return annotation.label, annotation.start, annotation.end, annotation.anchor.digest


def _place(change: Change) -> tuple[str, int]:
    """Return the article and sentence to show for a change."""
    before, _ = change.annotations[0]
    return change.article, next(iter(before.sentences), 0) if before else 0
