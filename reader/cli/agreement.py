"""The figures of `reader agree`: as tables, as lines for a pipe, and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reader.annotate.agreement import Agreement
from reader.annotate.coefficients import Figure, Spread
from reader.cli.guard import say
from reader.cli.output import cell, console, counted

DIGITS = 4
ALL = "all labels"
NOTHING = "–"
MOST_NAMED = 3
"""Annotators of whom each count is shown; of more, the least and the most."""


class Row(NamedTuple):
    """One line of a table: what it is about, how many of these each has, and its figures by name."""

    about: str
    part: str
    total: int | None
    each: tuple[int, ...]
    figures: dict[str, Figure | Spread]


def _sentences(found: Agreement) -> Iterator[Row]:
    for row in (found.overall, *found.labels):
        figures: dict[str, Figure | Spread] = {"agree": row.percent, "kappa": row.kappa, "alpha": row.alpha}
        if row.f1 is not None:
            figures["F1"] = row.f1
        yield Row(row.label or ALL, "", row.sentences, row.used, figures)


def _spans(found: Agreement) -> Iterator[Row]:
    for row in found.spans:
        yield Row(
            row.label,
            row.role or "whole",
            None,
            row.spans,
            {"exact F1": row.exact, "overlap F1": row.overlap},
        )


def _attributes(found: Agreement) -> Iterator[Row]:
    for row in found.attributes:
        yield Row(row.label, row.attribute, row.pairs, (), {"agree": row.percent, "kappa": row.kappa})


def draw_agreement(found: Agreement) -> None:
    """Draw a table for sentences, one for spans and one for attributes, and why figures are missing."""
    people = " · ".join(
        f"{name} {count:,}" for name, count in zip(found.annotators, found.decided, strict=True)
    )
    articles = counted(found.articles, "article", "articles")
    console().print(cell(f"Sentences decided in {articles}: {people}", "bold"))
    rows = list(_sentences(found))
    _draw("Sentences", ["Label", "", "Shared", "With it", "Agree", "κ", "α", "F1"], rows)
    if spans := list(_spans(found)):
        _draw("Spans", ["Label", "Part", "", "Spans", "Exact F1", "Overlap F1"], spans)
    if attributes := list(_attributes(found)):
        _draw("Attributes", ["Label", "Attribute", "Pairs", "", "Agree", "κ"], attributes)
    for reason, names in _reasons([*rows, *spans, *attributes]).items():
        console().print(cell(f"{NOTHING} {', '.join(names)}: {reason}", "dim"))


def _draw(title: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", title_style="bold", title_justify="left")
    used = [at for at, heading in enumerate(headings) if heading]
    for at in used:
        table.add_column(headings[at], overflow="fold", no_wrap=at > 1, justify="left" if at < 2 else "right")
    for row in rows:
        cells = [row.about, row.part, "" if row.total is None else f"{row.total:,}", _each(row.each)]
        cells += [_shown(name, figure) for name, figure in row.figures.items()]
        cells += [""] * (len(headings) - len(cells))
        table.add_row(*(cell(cells[at]) for at in used))
    console().print()
    console().print(cell(title, "bold"))
    console().print(table)


def say_agreement(found: Agreement) -> None:
    """Write a line for each row: kind, label, part, count, figures; tabs between, empty where undefined."""
    for kind, rows in (("sentences", _sentences), ("spans", _spans), ("attributes", _attributes)):
        for row in rows(found):
            count = row.total if row.total is not None else "/".join(map(str, row.each))
            values = (_value(figure) for figure in row.figures.values())
            say(kind, row.about, row.part, count, *("" if v is None else f"{v:.{DIGITS}f}" for v in values))


def agreement_json(found: Agreement) -> dict[str, Any]:
    """Return the figures as plain values; pairs by the names of both."""
    names = found.annotators

    def row(about: dict[str, Any], figures: dict[str, Figure | Spread]) -> dict[str, Any]:
        made = {**about, **{name: _figure_json(figure, names) for name, figure in figures.items()}}
        reasons = {name: reason for name, figure in figures.items() if (reason := _reason(figure))}
        return {**made, "undefined": reasons} if reasons else made

    def by_name(counts: Sequence[int]) -> dict[str, int]:
        return dict(zip(names, counts, strict=True))

    return {
        "annotators": list(names),
        "articles": found.articles,
        "decided": by_name(found.decided),
        "labels": [
            row(
                {"label": each.label or None, "sentences": each.sentences, "used": by_name(each.used)},
                {
                    "percent": each.percent,
                    "kappa": each.kappa,
                    "alpha": each.alpha,
                    **({"f1": each.f1} if each.f1 is not None else {}),
                },
            )
            for each in (found.overall, *found.labels)
        ],
        "spans": [
            row(
                {"label": each.label, "role": each.role or None, "spans": by_name(each.spans)},
                {"exact": each.exact, "overlap": each.overlap},
            )
            for each in found.spans
        ],
        "attributes": [
            row(
                {"label": each.label, "attribute": each.attribute, "pairs": each.pairs},
                {"percent": each.percent, "kappa": each.kappa},
            )
            for each in found.attributes
        ],
    }


def _figure_json(figure: Figure | Spread, names: Sequence[str]) -> Any:
    if isinstance(figure, Figure):
        return None if figure.value is None else round(figure.value, DIGITS)
    if figure.mean.value is None or figure.low is None or figure.high is None:
        return None
    return {
        "mean": round(figure.mean.value, DIGITS),
        "low": round(figure.low, DIGITS),
        "high": round(figure.high, DIGITS),
        "pairs": [
            {"annotators": [names[one], names[other]], "value": round(value, DIGITS)}
            for (one, other), value in figure.pairs.items()
        ],
    }


def _each(counts: Sequence[int]) -> str:
    if len(counts) > MOST_NAMED:
        return f"{min(counts):,}–{max(counts):,}"
    return " / ".join(f"{count:,}" for count in counts)


def _shown(name: str, figure: Figure | Spread) -> str:
    value = _value(figure)
    if value is None:
        return NOTHING
    shown = f"{value:.0%}" if name == "agree" else f"{value:.2f}"
    if isinstance(figure, Spread) and len(figure.pairs) > 1:
        return f"{shown} {figure.low:.2f}–{figure.high:.2f}"
    return shown


def _value(figure: Figure | Spread) -> float | None:
    return figure.value if isinstance(figure, Figure) else figure.mean.value


def _reason(figure: Figure | Spread) -> str:
    mean = figure if isinstance(figure, Figure) else figure.mean
    return mean.reason if mean.value is None else ""


def _reasons(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return what is undefined, by the reason, each row once."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        for name, figure in row.figures.items():
            if reason := _reason(figure):
                about = " ".join(filter(None, (row.about, row.part)))
                missing = reasons.setdefault(reason, [])
                if about not in missing and name:
                    missing.append(about)
    return reasons
