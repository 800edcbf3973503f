"""Labels from elsewhere: what a file said, put on articles in one step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from reader.annotate.acts.base import Acting, Changed, piece
from reader.annotate.acts.excluding import clashing, with_left
from reader.annotate.annotation import Annotation, Mark, Origin, Part, Status
from reader.annotate.proposals import overlapping
from reader.annotate.records import Change, Swap
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.clean import clean
from reader.corpus.metadata import cleaned


@dataclass(frozen=True, slots=True)
class Draft:
    """A label to be put on `text[start:end]` of an article; the same one always has the same `id`.

    A `proposed` one stays a proposal, whoever brings it.
    """

    id: str
    label: str
    start: int
    end: int
    parts: tuple[tuple[str, int, int], ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    score: float | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is brought to one article: labels, and sentences that were decided to carry none."""

    article: Article
    drafts: tuple[Draft, ...] = ()
    decided: tuple[int, ...] = ()


class ImportActs(Acting):
    """What was brought before is passed over, also if it was taken off or rejected since.

    So are labels to be accepted where the words have that label, or one that excludes it.
    """

    def bring(self, arrivals: Iterable[Arrival], source: str, status: Status) -> Changed:
        """Put labels on articles, as proposals or accepted ones; all of them are one step.

        With proposals nothing is decided: sentences without a label stay for a person to look at. `source`
        names where they come from. Raises `ValueError` for a draft that is no piece of its text.
        """
        arrived = [self._arrive(arrival, source, status) for arrival in arrivals]
        changes = [change for change, _ in arrived if change.annotations or change.marks]
        left = sum(clashes for _, clashes in arrived)
        labels = sum(len(change.annotations) for change in changes)
        decided = sum(len(change.marks) for change in changes)
        if not changes:
            return Changed((), with_left(f"{source} brings nothing new", left), None, None)
        words = with_left(f"{labels:,} labels and {decided:,} decisions from {source}", left)
        return self._keep(words, None, tuple(changes))

    def _arrive(self, arrival: Arrival, source: str, status: Status) -> tuple[Change, int]:
        """Return what changes, and how many labels clash with others."""
        view = self._view(arrival.article)
        known = view.record.annotations
        standing = {(a.label, a.start, a.end, _places(a)) for a in view.annotations}
        fresh: list[Annotation] = []
        left = 0
        for draft in arrival.drafts:
            same = (draft.label, draft.start, draft.end, draft.parts)
            if draft.id in known or same in standing:
                continue
            made = self._drafted(arrival.article, draft, source, status)
            others = [*overlapping(view, made.start, made.end), *fresh]
            if made.status is Status.ACCEPTED and any(
                clashing(self.schema, made.label, made.start, made.end, others)
            ):
                left += 1
                continue
            standing.add(same)
            fresh.append(made)
        swaps = tuple((None, made) for made in fresh)
        marks = tuple(self._brought(view, arrival, source, status))
        return Change(arrival.article.id, arrival.article.digest, swaps, marks), left

    def _brought(self, view: View, arrival: Arrival, source: str, status: Status) -> list[Swap[Mark]]:
        """Return what decides sentences that carry no label."""
        marks: list[Swap[Mark]] = []
        labelled = {s for draft in arrival.drafts for s in view.sentences(draft.start, draft.end)}
        decided = () if status is Status.PROPOSED else sorted(set(arrival.decided) - labelled)
        new, origin = [each for each in decided if not view.decided(each)], Origin("imported", source)
        for sentence in new:
            marks += self._remark(view, sentence, True, origin=origin, among=new)
        return marks

    def _drafted(self, article: Article, draft: Draft, source: str, status: Status) -> Annotation:
        made = self._make(self._view(article), draft.start, draft.end, draft.label)
        return replace(
            made,
            id=draft.id,
            parts=tuple(Part(role, a, b, piece(article, a, b)) for role, a, b in draft.parts),
            attributes=MappingProxyType(cleaned(draft.attributes)),
            note=clean(draft.note).strip(),
            origin=Origin("imported", source, draft.score),
            status=Status.PROPOSED if draft.proposed else status,
        )


def _places(annotation: Annotation) -> tuple[tuple[str, int, int], ...]:
    return tuple((part.role, part.start, part.end) for part in annotation.parts)
