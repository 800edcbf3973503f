"""One act on many annotations, of whatever articles; their texts are not needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from reader.annotate.acts.base import Changed, in_others
from reader.annotate.acts.batch import Batch, Copies, Place
from reader.annotate.acts.carrying import DERIVED, CarryingActs
from reader.annotate.acts.draft import Draft
from reader.annotate.acts.editing import relabelled
from reader.annotate.acts.excluding import with_left
from reader.annotate.annotation import Annotation, Status
from reader.annotate.proposals import CARRIED, Proposal
from reader.annotate.records import Change
from reader.corpus.article import Article

Offer = tuple[Article, Proposal]
"""A proposal that is not stored, with its article."""
NONE: Copies = MappingProxyType({})
Answers = tuple[Sequence[Change], int]


class BulkActs(CarryingActs):
    """Each is one step to undo; what is as it should be already, or gone, is passed over.

    So is what would put a label twice on the same words, or on words with a label that excludes it: the
    message tells how many these are. What was carried from an annotation, as `copies` tell, follows it.
    """

    def accept_all(self, places: Iterable[Place], offers: Iterable[Offer] = ()) -> Changed:
        """Accept annotations that were proposed or rejected, and proposals."""
        accepted = self._answers(offers, accepted=True)
        return self._each(places, "accepted", lambda a: self._as(a, Status.ACCEPTED), answers=accepted)

    def reject_all(
        self, places: Iterable[Place], offers: Iterable[Offer] = (), copies: Copies = NONE
    ) -> Changed:
        """Reject annotations and proposals: they are no labels any more, and stay known as rejected."""
        rejected = self._answers(offers, accepted=False)
        return self._each(places, "rejected", lambda a: self._as(a, Status.REJECTED), copies, rejected)

    def relabel_all(self, places: Iterable[Place], label: str, copies: Copies = NONE) -> Changed:
        """Give annotations another label, as `relabelled`; raise `KeyError` if there is none of that name."""
        new = self.schema.get(label)

        def become(annotation: Annotation) -> Annotation | None:
            if annotation.label == label:
                return annotation
            return replace(relabelled(annotation, new), updated=self._now())

        return self._each(places, f"made {label}", become, copies)

    def remove_all(self, places: Iterable[Place], copies: Copies = NONE) -> Changed:
        """Take annotations away; labels that would only be proposed again are rejected instead."""

        def removed(annotation: Annotation) -> Annotation | None:
            again = annotation.origin.kind in DERIVED and annotation.status is Status.ACCEPTED
            return self._as(annotation, Status.REJECTED) if again else None

        return self._each(places, "taken off", removed, copies)

    def _as(self, annotation: Annotation, status: Status) -> Annotation:
        if annotation.status is status:
            return annotation
        return replace(annotation, status=status, updated=self._now())

    def _answers(self, offers: Iterable[Offer], *, accepted: bool) -> Answers:
        """Return what answers proposals, and how many could not be accepted."""
        draft, left = Draft(), 0
        for article, each in offers:
            view = self._view(article)
            if each.digest == article.digest and self._is_open(draft, view, each):
                self._settle(draft, view, each, accepted)
            else:
                left += accepted
        return draft.changes(), left

    def _each(
        self,
        places: Iterable[Place],
        done: str,
        become: Callable[[Annotation], Annotation | None],
        copies: Copies = NONE,
        answers: Answers = ((), 0),
    ) -> Changed:
        batch = Batch(self.store, self.schema, copies)
        answered, left = answers
        wanted = dict.fromkeys(places)
        ids = {annotation_id for _, annotation_id in wanted}
        meant = [each for place in wanted if (each := batch.get(place)) is not None]
        # What is taken off together with what it was carried from need not be remembered as rejected.
        meant.sort(key=lambda each: each.origin.kind == CARRIED and each.origin.source in ids)
        for each in meant:
            after = become(each)
            if after is not each and batch.get((each.article, each.id)) is not None:
                batch.swap(each, after)
        every, left = batch.changes(answered), left + batch.left
        if not every:
            return Changed((), with_left(f"Nothing to be {done}", left), None, None)
        beyond = {change.article for change in batch.changes()} - {article for article, _ in wanted}
        words = with_left(_in_words(every, done) + in_others(len(beyond)), left)
        return self._keep(words, _place(every[0]), every)


def _in_words(changes: Iterable[Change], done: str) -> str:
    labels = unlabelled = 0
    for change in changes:
        labels += len(change.annotations)
        unlabelled += sum(after is not None for _, after in change.marks)
    words = [f"{labels:,} {'label' if labels == 1 else 'labels'} {done}"] if labels else []
    if unlabelled:
        words.append(f"no label {done} for {unlabelled:,} {'sentence' if unlabelled == 1 else 'sentences'}")
    return ", ".join(words)


def _place(change: Change) -> tuple[str, int] | None:
    """Return the article and sentence to show for a change, None if that is not known."""
    pieces = (before or after for before, after in change.annotations)
    first = next((each for each in pieces if each is not None), None)
    return (change.article, first.sentences[0]) if first and first.sentences else None
