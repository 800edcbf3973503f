"""The figures of an agreement in rows, for tables on a screen or in a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.annotate.agreement import Agreement
from reader.annotate.coefficients import Figure, Spread

ALL = "all labels"
NOTHING = "–"
MOST_NAMED = 3
"""Annotators of whom each count is shown; of more, the least and the most."""


class Row(NamedTuple):
    """One row: what it is about, how many things were compared, how many of these each has, and figures.

    `total` is None where only counts of each annotator make sense.
    """

    about: str
    part: str
    total: int | None
    each: tuple[int, ...]
    figures: dict[str, Figure | Spread]


def of_sentences(found: Agreement) -> Iterator[Row]:
    """Yield a row for all labels together, then one for each, with `agree`, `kappa`, `alpha` and `F1`."""
    for row in (found.overall, *found.labels):
        figures: dict[str, Figure | Spread] = {"agree": row.percent, "kappa": row.kappa, "alpha": row.alpha}
        if row.f1 is not None:
            figures["F1"] = row.f1
        yield Row(row.label or ALL, "", row.sentences, row.used, figures)


def of_spans(found: Agreement) -> Iterator[Row]:
    """Yield a row for annotations of each label and for each role of their parts, with both kinds of F1."""
    for row in found.spans:
        figures: dict[str, Figure | Spread] = {"exact F1": row.exact, "overlap F1": row.overlap}
        yield Row(row.label, row.role or "whole", None, row.spans, figures)


def of_attributes(found: Agreement) -> Iterator[Row]:
    """Yield a row for each attribute, with `agree` and `kappa`."""
    for row in found.attributes:
        yield Row(row.label, row.attribute, row.pairs, (), {"agree": row.percent, "kappa": row.kappa})


def counts(each: Sequence[int]) -> str:
    """Return how many each annotator has: `12 / 14`."""
    if len(each) > MOST_NAMED:
        return f"{min(each):,}–{max(each):,}"
    return " / ".join(f"{count:,}" for count in each)


def shown(name: str, figure: Figure | Spread, *, wide: bool = True) -> str:
    """Return a figure as a person reads it; of several pairs the mean, and extremes if `wide`."""
    number = value(figure)
    if number is None:
        return NOTHING
    words = f"{number:.0%}" if name == "agree" else f"{number:.2f}"
    if wide and isinstance(figure, Spread) and len(figure.pairs) > 1:
        return f"{words} {figure.low:.2f}–{figure.high:.2f}"
    return words


def value(figure: Figure | Spread) -> float | None:
    """Return the number, of several pairs the mean; None where it is undefined."""
    return figure.value if isinstance(figure, Figure) else figure.mean.value


def reason(figure: Figure | Spread) -> str:
    """Return why a figure is undefined, empty if it is not."""
    mean = figure if isinstance(figure, Figure) else figure.mean
    return mean.reason if mean.value is None else ""


def reasons(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the rows in which something is undefined, by the reason."""
    found: dict[str, list[str]] = {}
    for row in rows:
        about = " ".join(filter(None, (row.about, row.part)))
        for why in filter(None, map(reason, row.figures.values())):
            missing = found.setdefault(why, [])
            if about not in missing:
                missing.append(about)
    return found
