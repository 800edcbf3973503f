"""What two annotators have marked in the sentences that both decided: the same, overlapping, or apart."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reader.annotate.annotation import Annotation, Status
from reader.annotate.matching import Span, matched
from reader.annotate.view import View

Kind = tuple[str, str]
"""A label, and a role of its parts, empty for the annotation as a whole."""


class Marked(NamedTuple):
    """An annotation, and whether it touches a sentence that counts."""

    annotation: Annotation
    counts: bool

    def spans(self, role: str) -> Iterator[Span]:
        """Yield where its parts of a role stand, or itself for no role."""
        if not role:
            yield self.annotation.start, self.annotation.end
        for part in self.annotation.parts:
            if role and part.role == role:
                yield part.start, part.end


@dataclass(slots=True)
class Matches:
    """How many spans one and the other of two annotators have, and how many are equal, or overlap."""

    ours: int = 0
    theirs: int = 0
    exact: int = 0
    overlap: int = 0


@dataclass(slots=True)
class PairTally:
    """Counts for two annotators: spans by kind, and answers by label and attribute."""

    spans: defaultdict[Kind, Matches] = field(default_factory=lambda: defaultdict(Matches))
    answers: defaultdict[Kind, Counter[tuple[Hashable, Hashable]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    seen: set[Hashable] = field(default_factory=set)

    def add(self, ours: View, theirs: View, both: Collection[int], groups: Mapping[int, Hashable]) -> None:
        """Count an article of which they decided these sentences; what was seen before does not count."""
        fresh = unseen(both, groups, self.seen)
        left, right = marked(ours, both, fresh), marked(theirs, both, fresh)
        for label in left.keys() | right.keys():
            one, other = left.get(label, []), right.get(label, [])
            self._compare(label, one, other)
            for role in {part.role for each in (*one, *other) for part in each.annotation.parts}:
                self._count(label, role, one, other)

    def _compare(self, label: str, one: Sequence[Marked], other: Sequence[Marked]) -> None:
        for i, j in self._count(label, "", one, other):
            ours, theirs = one[i].annotation.attributes, other[j].annotation.attributes
            for attribute in {**ours, **theirs}:
                said = answer(ours.get(attribute)), answer(theirs.get(attribute))
                self.answers[label, attribute][said] += 1

    def _count(
        self, label: str, role: str, one: Sequence[Marked], other: Sequence[Marked]
    ) -> list[tuple[int, int]]:
        """Count spans of a kind; return which of them match and count."""
        ours, theirs = (
            [(s, each.counts) for each in side for s in each.spans(role)] for side in (one, other)
        )
        found = matched([span for span, _ in ours], [span for span, _ in theirs])
        counting = [(i, j) for i, j in found if ours[i][1] or theirs[j][1]]
        matches = self.spans[label, role]
        alone = {i for i, _ in found}, {j for _, j in found}
        matches.ours += len(counting) + sum(c for i, (_, c) in enumerate(ours) if i not in alone[0])
        matches.theirs += len(counting) + sum(c for j, (_, c) in enumerate(theirs) if j not in alone[1])
        matches.overlap += len(counting)
        matches.exact += sum(ours[i][0] == theirs[j][0] for i, j in counting)
        return counting


def unseen(
    sentences: Collection[int], groups: Mapping[int, Hashable], seen: set[Hashable]
) -> Collection[int]:
    """Return the sentences no version of which was seen, in order; from now on they are."""
    fresh = set()
    for sentence in sorted(sentences):
        if groups[sentence] not in seen:
            seen.add(groups[sentence])
            fresh.add(sentence)
    return fresh


def marked(view: View, within: Collection[int], fresh: Collection[int]) -> dict[str, list[Marked]]:
    """Return the accepted annotations that touch sentences, by label; those that touch fresh ones count."""
    found: dict[str, list[Marked]] = {}
    for each in view.annotations:
        if each.status is Status.ACCEPTED:
            touched = view.sentences(each.start, each.end)
            if any(sentence in within for sentence in touched):
                counts = any(sentence in fresh for sentence in touched)
                found.setdefault(each.label, []).append(Marked(each, counts))
    return found


def answer(value: Any) -> str:
    """Return an attribute's value for comparing: without letter case, several values in any order."""
    if isinstance(value, list | tuple):
        return json.dumps(sorted(map(answer, value)))
    return json.dumps(value.strip().casefold() if isinstance(value, str) else value, sort_keys=True)
