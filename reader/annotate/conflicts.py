"""Where two annotators disagree: sentences both have decided, each with other labels."""

from collections.abc import Iterable
from contextlib import suppress

from reader.annotate.annotation import Status
from reader.annotate.consistency import Inconsistency
from reader.annotate.records import AnnotationStore, Record, StoreError

_Decided = list[tuple[int, int, frozenset[str]]]


def articles_with_conflicts(
    mine: AnnotationStore, others: Iterable[AnnotationStore], inconsistent: Iterable[Inconsistency] = ()
) -> set[str]:
    """Return the articles that an annotator and any of the others decided differently.

    With what is `inconsistent` in the annotator's own labels, also the articles of these. What cannot be read
    is passed over.
    """
    found = {spot.article for each in inconsistent for spot in (each.likely, each.odd)}
    own = set(mine.articles())
    for other in others:
        for article_id in own.intersection(other.articles()) - found:
            with suppress(StoreError):
                if differ(mine.load(article_id), other.load(article_id)):
                    found.add(article_id)
    return found


def differ(one: Record, other: Record) -> bool:
    """Return whether two records of one article label any place differently that both have decided.

    What only one of them has decided is no conflict, nor is a difference in what else is said of a label.
    Places are compared as they are stored, so both should be of the same text.
    """
    theirs = _decided(other)
    return any(
        labels != other_labels
        for start, end, labels in _decided(one)
        for other_start, other_end, other_labels in theirs
        if start < other_end and other_start < end
    )


def _decided(record: Record) -> _Decided:
    """Return the places somebody has decided, each with all labels that touch it."""
    accepted = [each for each in record.annotations.values() if each.status is Status.ACCEPTED]
    places = {(each.start, each.end) for each in accepted}
    places |= {(mark.start, mark.end) for mark in record.marks.values() if mark.decided}
    return [
        (start, end, frozenset(each.label for each in accepted if each.start < end and start < each.end))
        for start, end in places
    ]
