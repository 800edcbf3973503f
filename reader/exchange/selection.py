"""Which labels an export is about."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from reader.annotate.annotation import Annotation, Status


class Disagreements(StrEnum):
    """What becomes of a sentence that two annotators decided differently."""

    KEEP = "keep"
    OUT = "out"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Selection:
    """The labels and sentences a person asked for; without a choice accepted labels of every name.

    `statuses` and `labels` name what is taken, no label meaning all. `since` is the beginning of an ISO 8601
    time in UTC, compared with when an annotation was last changed. With `undecided` sentences nobody looked
    at count as decided; with `furniture` site furniture and repeats are taken too.
    """

    statuses: frozenset[Status] = frozenset({Status.ACCEPTED})
    labels: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    since: str = ""
    undecided: bool = False
    furniture: bool = False
    disagreements: Disagreements = Disagreements.KEEP

    def takes(self, annotation: Annotation) -> bool:
        """Tell whether an annotation is asked for."""
        return (
            annotation.status in self.statuses
            and (not self.labels or annotation.label in self.labels)
            and annotation.updated >= self.since
        )

    def hides(self, annotation: Annotation) -> bool:
        """Tell whether an accepted annotation is left out though its label is asked for.

        Its sentence is then neither an example of the label nor one without.
        """
        named = not self.labels or annotation.label in self.labels
        return named and annotation.status is Status.ACCEPTED and not self.takes(annotation)

    def names(self, defined: Collection[str], used: Collection[str]) -> list[str]:
        """Return the labels that classify: those defined in their order, then others in use, sorted."""
        names = [*defined, *sorted(set(used) - set(defined))]
        return [name for name in names if not self.labels or name in self.labels]
