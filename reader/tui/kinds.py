"""The kinds of article one may ask the list for: what the filter menu offers, and which articles it means."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from reader.annotate.overview import Overview
from reader.tui.listing import ALL, Folds, Kind

NO_LABELS = Kind("without labels", "no-labels")
CONFLICTS = Kind("with conflicts between annotators", "conflicts")
PROBLEMS = Kind("with problems", "problems")
INCONSISTENT = Kind("labelled otherwise in a version", "inconsistent")
VERSIONS = Kind("with versions", "versions")
SPUN = Kind("spun copies", "spun")
LINKED = Kind("same event told elsewhere", "linked")


SLOW = frozenset({CONFLICTS.asks, INCONSISTENT.asks})
"""What takes reading annotations, and maybe articles, to know."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the articles themselves: annotations, by article id, and stories.

    `conflicts` finds the ids of articles that others label differently, `noted` those with some words in a
    note, `inconsistent` those with a sentence that has other labels in another version, `troubled` the
    numbers of those that were not read as they stand; all may take a moment. With the same `version` the
    summaries are the same.
    """

    summaries: Mapping[str, Overview]
    folds: Folds | None = None
    version: int = 0
    conflicts: Callable[[], Collection[str]] = tuple
    noted: Callable[[Collection[str], str], Collection[str]] = lambda *_: ()
    inconsistent: Callable[[], Collection[str]] = tuple
    troubled: Callable[[], Iterable[int]] = tuple


class Numbers(Protocol):
    """Article numbers, held in whatever way."""

    def __contains__(self, number: object) -> bool: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """Articles by their numbers: these, or (`others`) all but these."""

    numbers: Numbers
    others: bool = False

    def count(self, total: int) -> int:
        """Return how many they are of `total`."""
        return total - len(self.numbers) if self.others else len(self.numbers)


@dataclass(frozen=True, slots=True)
class _InStories:
    """The articles that have versions."""

    folds: Folds

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.folds.story(number) is not None

    def __len__(self) -> int:
        return len(self.folds)


def kinds(
    labels: Iterable[str], *, colleagues: bool = False, stories: bool = False, problems: bool = False
) -> tuple[Kind, ...]:
    """Return the kinds of the menu: one for each label, and those that make sense here."""
    return (
        ALL,
        NO_LABELS,
        Kind("to do", "state", "todo"),
        Kind("in progress", "state", "in progress"),
        Kind("done", "state", "done"),
        *(Kind(f"with {label}", "label", label) for label in labels),
        Kind("with notes", "noted"),
        *((CONFLICTS,) if colleagues else ()),
        *((INCONSISTENT, VERSIONS, SPUN, LINKED) if stories else ()),
        *((PROBLEMS,) if problems else ()),
    )


def choose(kind: Kind, known: Known, numbers: Callable[[Iterable[str]], Mapping[str, int]]) -> Chosen:
    """Return the articles of a kind; `numbers` looks up the numbers of those that are in the corpus."""
    held = known.summaries

    def those(ids: Iterable[str]) -> set[int]:
        return set(numbers(ids).values())

    match kind.asks:
        case "no-labels":
            return Chosen(those(each for each, summary in held.items() if summary.total), others=True)
        case "state" if kind.value == "todo":
            begun = (each for each, summary in held.items() if summary.state != "todo")
            return Chosen(those(begun), others=True)
        case "state":
            return Chosen(those(each for each, summary in held.items() if summary.state == kind.value))
        case "label":
            return Chosen(those(each for each, summary in held.items() if kind.value in dict(summary.counts)))
        case "noted":
            return Chosen(those(each for each, summary in held.items() if summary.noted))
        case "conflicts":
            return Chosen(those(known.conflicts()))
        case "inconsistent":
            return Chosen(those(known.inconsistent()))
        case "problems":
            return Chosen(set(known.troubled()))
        case "versions":
            return Chosen(_InStories(known.folds) if known.folds else ())
        case "spun":
            return Chosen(known.folds.spun if known.folds else ())
        case "linked":
            return Chosen(known.folds.linked if known.folds else ())
    return Chosen((), others=True)


def count(
    offered: Iterable[Kind], known: Known, total: int, numbers: Callable[[Iterable[str]], Mapping[str, int]]
) -> dict[Kind, int]:
    """Count the articles of each kind, of `total` in the corpus; `numbers` as for `choose`."""
    return {kind: choose(kind, known, numbers).count(total) for kind in offered}
