"""The kinds of article one may ask the list for: what the filter menu offers, and which articles it means."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from reader.tui.listing import ALL, NOTHING_KNOWN, Folds, Kind, Summary

NO_LABELS = Kind("without labels", "no-labels")
CONFLICTS = Kind("with conflicts between annotators", "conflicts")
VERSIONS = Kind("with versions", "versions")
SPUN = Kind("spun copies", "spun")
LINKED = Kind("same event told elsewhere", "linked")
STATE_NAMES = {"to do": "todo", "to-do": "todo", "in-progress": "in progress", "progress": "in progress"}
"""How else people write the states."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the articles themselves: annotations, by article id, and stories.

    `conflicts` finds the ids of articles that others label differently, `noted` those with some words in a
    note; both may take a moment. With the same `version` the summaries are the same.
    """

    summaries: Mapping[str, Summary]
    folds: Folds | None = None
    version: int = 0
    conflicts: Callable[[], Collection[str]] = tuple
    noted: Callable[[Collection[str], str], Collection[str]] = lambda *_: ()

    def resolvers(
        self, everything: Callable[[], Iterable[str]]
    ) -> dict[str, Callable[[str], Collection[str]]]:
        """Return what a search can ask for that is not in the articles, each from a value to article ids.

        `everything` returns the ids of all articles, for what is asked of those without annotations.
        """

        def labelled(value: str) -> list[str]:
            wanted = value.casefold()
            if wanted == "none":
                return [each for each in everything() if not self._of(each).total]
            return [each for each, summary in self.summaries.items() if _has(summary, wanted)]

        def in_state(value: str) -> list[str]:
            wanted = STATE_NAMES.get(value.casefold(), value.casefold())
            if wanted == "todo":
                return [each for each in everything() if self._of(each).state == wanted]
            return [each for each, summary in self.summaries.items() if summary.state == wanted]

        return {"label": labelled, "state": in_state, "note": self._with_note}

    def _of(self, article_id: str) -> Summary:
        return self.summaries.get(article_id, NOTHING_KNOWN)

    def _with_note(self, value: str) -> Collection[str]:
        having = [each for each, summary in self.summaries.items() if summary.noted]
        return having if value == "*" else self.noted(having, value)


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


def _has(summary: Summary, label: str) -> bool:
    """Tell whether an article has a label, by its casefolded name; `*` is any."""
    return any(count and label in (name.casefold(), "*") for name, count in summary.counts)


def kinds(labels: Iterable[str], *, colleagues: bool = False, stories: bool = False) -> tuple[Kind, ...]:
    """Return the kinds of the menu: one for each label, and what others and stories make sense of."""
    return (
        ALL,
        NO_LABELS,
        Kind("to do", "state", "todo"),
        Kind("in progress", "state", "in progress"),
        Kind("done", "state", "done"),
        *(Kind(f"with {label}", "label", label) for label in labels),
        Kind("with notes", "noted"),
        *((CONFLICTS,) if colleagues else ()),
        *((VERSIONS, SPUN, LINKED) if stories else ()),
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
