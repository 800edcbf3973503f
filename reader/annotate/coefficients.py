"""Coefficients of agreement for answers out of a set of kinds; where one is undefined, it says why.

Things that were judged come as patterns: a tuple with the answer of each annotator, None from who gave none,
and how many things were judged so. Answers are compared for equality only. Sources: J. Cohen, A coefficient
of agreement for nominal scales (1960); K. Krippendorff, Computing Krippendorff's alpha-reliability (2011).
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

Pattern = tuple[Hashable | None, ...]
Patterns = Collection[tuple[Pattern, int]]
Table = Collection[tuple[tuple[Hashable, Hashable], int]]
"""The answers of two annotators about the same things, and how many things they were about."""

Pair = tuple[int, int]
"""The places of two annotators."""

NOTHING_SHARED = "no two annotators decided the same sentence"
NO_CHOICE = "all answers are the same"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or None and the `reason` why there is none."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure of every two annotators: the `mean`, the `low`est and the `high`est.

    `pairs` holds those that are defined. If none is, `mean` says why.
    """

    mean: Figure
    low: float | None = None
    high: float | None = None
    pairs: Mapping[Pair, float] = field(default_factory=lambda: MappingProxyType({}))


def percent(patterns: Patterns) -> Figure:
    """Return the share, 0 to 1, of equal ones among all pairs of answers about the same thing."""
    equal = total = 0
    for pattern, times in patterns:
        answers, count = _answers(pattern)
        total += times * (count * (count - 1) // 2)
        equal += times * sum(n * (n - 1) // 2 for n in answers.values())
    return Figure(equal / total) if total else Figure(None, NOTHING_SHARED)


def alpha(patterns: Patterns) -> Figure:
    """Return Krippendorff's α for nominal data; answers may be missing."""
    totals: Counter[Hashable] = Counter()
    apart = 0.0
    for pattern, times in patterns:
        answers, count = _answers(pattern)
        if count > 1:
            for answer, n in answers.items():
                totals[answer] += times * n
            apart += times * (count * count - sum(n * n for n in answers.values())) / (count - 1)
    size = sum(totals.values())
    if not size:
        return Figure(None, NOTHING_SHARED)
    expected = size * size - sum(n * n for n in totals.values())
    return Figure(1 - (size - 1) * apart / expected) if expected else Figure(None, NO_CHOICE)


def kappa(table: Table) -> Figure:
    """Return Cohen's κ of two annotators, from how often they gave which answers about the same thing."""
    total = sum(count for _, count in table)
    if not total:
        return Figure(None, NOTHING_SHARED)
    ours: Counter[Hashable] = Counter()
    theirs: Counter[Hashable] = Counter()
    for (one, other), count in table:
        ours[one] += count
        theirs[other] += count
    chance = sum(count * theirs[answer] for answer, count in ours.items())
    if chance == total * total:
        return Figure(None, NO_CHOICE)
    equal = sum(count for (one, other), count in table if one == other)
    return Figure((equal * total - chance) / (total * total - chance))


def f1(found: int, ours: int, theirs: int, nobody: str) -> Figure:
    """Return F1 of `found` matches among so many of one and of the other, whichever is taken for the truth.

    `nobody` is the reason if both have none.
    """
    return Figure(2 * found / (ours + theirs)) if ours + theirs else Figure(None, nobody)


def positive_f1(table: Table, nobody: str) -> Figure:
    """Return F1 of the answer True of two annotators, from how often they gave which answers."""
    if not table:
        return Figure(None, NOTHING_SHARED)
    ours = sum(count for said, count in table if bool(said[0]))
    theirs = sum(count for said, count in table if bool(said[1]))
    return f1(sum(count for said, count in table if all(said)), ours, theirs, nobody)


def spread(figures: Mapping[Pair, Figure]) -> Spread:
    """Put the figures of pairs of annotators together."""
    known = {pair: figure.value for pair, figure in figures.items() if figure.value is not None}
    if known:
        values = list(known.values())
        return Spread(Figure(sum(values) / len(values)), min(values), max(values), known)
    reasons = Counter(figure.reason for figure in figures.values())
    return Spread(Figure(None, max(reasons, key=lambda each: (reasons[each], each), default=NOTHING_SHARED)))


def of_pairs(patterns: Patterns, count: int, figure: Callable[[Table], Figure]) -> Spread:
    """Return a figure of every two of `count` annotators, from what both of them answered about."""
    tables: dict[Pair, Counter[tuple[Hashable, Hashable]]] = {pair: Counter() for pair in pairs(count)}
    for pattern, times in patterns:
        for (one, other), table in tables.items():
            ours, theirs = pattern[one], pattern[other]
            if ours is not None and theirs is not None:
                table[ours, theirs] += times
    return spread({pair: figure(table.items()) for pair, table in tables.items()})


def pairs(count: int) -> Iterable[Pair]:
    """Return every two of `count` annotators."""
    return combinations(range(count), 2)


def _answers(pattern: Pattern) -> tuple[Counter[Hashable], int]:
    """Return how often each answer was given, and how many there are."""
    answers = Counter(answer for answer in pattern if answer is not None)
    return answers, sum(answers.values())
