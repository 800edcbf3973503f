"""One act on many annotations, of whatever articles; their texts are not needed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from reader.annotate.acts.base import Changed
from reader.annotate.acts.carrying import DERIVED, CarryingActs
from reader.annotate.acts.draft import Draft
from reader.annotate.annotation import Annotation, Status
from reader.annotate.proposals import REJECTED, Proposal, silenced
from reader.annotate.records import Change, Swap
from reader.annotate.view import View
from reader.corpus.article import Article

Place = tuple[str, str]
"""The ids of an article and of one of its annotations."""
Offer = tuple[Article, Proposal]
"""A proposal that is not stored, with its article."""


class BulkActs(CarryingActs):
    """Each is one step to undo; what is as it should be already, or gone, is passed over.

    So is what would put a label twice on the same words, or on words with a label that excludes it: the
    message tells how many these are.
    """

    def accept_all(self, places: Iterable[Place], offers: Iterable[Offer] = ()) -> Changed:
        """Accept annotations that were proposed or rejected, and proposals."""
        accepted = self._answers(offers, accepted=True)
        return self._each(places, "accepted", lambda a: self._as(a, Status.ACCEPTED), accepted)

    def reject_all(self, places: Iterable[Place], offers: Iterable[Offer] = ()) -> Changed:
        """Reject annotations and proposals: they are no labels any more, and stay known as rejected."""
        rejected = self._answers(offers, accepted=False)
        return self._each(places, "rejected", lambda a: self._as(a, Status.REJECTED), rejected)

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

    def _answers(self, offers: Iterable[Offer], *, accepted: bool) -> tuple[Change, ...]:
        draft = Draft()
        for article, each in offers:
            view = self._view(article)
            if each.digest == article.digest and self._is_open(draft, view, each):
                self._settle(draft, view, each, accepted)
        return draft.changes()

    def _is_open(self, draft: Draft, view: View, proposal: Proposal) -> bool:
        standing = draft.standing(view, proposal.start, proposal.end)
        marks = [mark for sentence in proposal.sentences for mark in view.marks(sentence)]
        if proposal.label:
            against = self._derived.speaks_against(proposal.label, standing)
            return not against and not silenced(marks, standing)
        decided = any(mark.decided or mark.origin.kind == REJECTED for mark in marks)
        labelled = any(each.status is Status.ACCEPTED for each in standing)
        return not (decided or labelled or draft.marked(view, proposal.sentences[0]))

    def _each(
        self,
        places: Iterable[Place],
        done: str,
        become: Callable[[Annotation], Annotation | None],
        answers: Sequence[Change] = (),
    ) -> Changed:
        by_article: defaultdict[str, list[str]] = defaultdict(list)
        for article, annotation_id in places:
            by_article[article].append(annotation_id)
        changes = {each.article: each for each in answers}
        left = 0
        for article, ids in by_article.items():
            swaps, passed = self._swaps(self.store.load(article).annotations, ids, become)
            left += passed
            if swaps:
                change = changes.get(article, Change(article))
                changes[article] = replace(change, annotations=(*change.annotations, *swaps))
        more = f"; {left:,} left as the words have that label, or one that excludes it" if left else ""
        if not changes:
            return Changed((), f"Nothing to be {done}{more}", None, None)
        every = tuple(changes.values())
        return self._keep(_in_words(every, done) + more, _place(every[0]), every)

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


def _in_words(changes: Iterable[Change], done: str) -> str:
    labels = unlabelled = 0
    for change in changes:
        labels += len(change.annotations)
        unlabelled += sum(after is not None for _, after in change.marks)
    words = [f"{labels:,} {'label' if labels == 1 else 'labels'} {done}"] if labels else []
    if unlabelled:
        words.append(f"no label {done} for {unlabelled:,} {'sentence' if unlabelled == 1 else 'sentences'}")
    return ", ".join(words)


def _place(change: Change) -> tuple[str, int]:
    """Return the article and sentence to show for a change."""
    pieces = (before or after for before, after in change.annotations)
    first = next((each for each in pieces if each is not None), None)
    return change.article, next(iter(first.sentences), 0) if first else 0
