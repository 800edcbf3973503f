"""The figures of `reader agree`: as tables, as lines for a pipe, and as JSON."""

from collections.abc import Sequence
from typing import Any

from reader.annotate.agreement import Agreement
from reader.annotate.coefficients import Figure, Spread
from reader.annotate.figures import (
    NOTHING,
    Row,
    counts,
    of_attributes,
    of_sentences,
    of_spans,
    reason,
    reasons,
    shown,
    value,
)
from reader.cli.guard import say
from reader.cli.output import cell, console, counted

DIGITS = 4


def draw_agreement(found: Agreement) -> None:
    """Draw a table for sentences, one for spans and one for attributes, and why figures are missing."""
    people = " · ".join(
        f"{name} {count:,}" for name, count in zip(found.annotators, found.decided, strict=True)
    )
    articles = counted(found.articles, "article", "articles")
    console().print(cell(f"Sentences decided in {articles}: {people}", "bold"))
    rows = list(of_sentences(found))
    _draw("Sentences", ["Label", "", "Shared", "With it", "Agree", "κ", "α", "F1"], rows)
    if spans := list(of_spans(found)):
        _draw("Spans", ["Label", "Part", "", "Spans", "Exact F1", "Overlap F1"], spans)
    if attributes := list(of_attributes(found)):
        _draw("Attributes", ["Label", "Attribute", "Pairs", "", "Agree", "κ"], attributes)
    for why, names in reasons([*rows, *spans, *attributes]).items():
        console().print(cell(f"{NOTHING} {', '.join(names)}: {why}", "dim"))


def _draw(title: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", title_style="bold", title_justify="left")
    used = [at for at, heading in enumerate(headings) if heading]
    for at in used:
        table.add_column(headings[at], overflow="fold", no_wrap=at > 1, justify="left" if at < 2 else "right")
    for row in rows:
        cells = [row.about, row.part, "" if row.total is None else f"{row.total:,}", counts(row.each)]
        cells += [shown(name, figure) for name, figure in row.figures.items()]
        cells += [""] * (len(headings) - len(cells))
        table.add_row(*(cell(cells[at]) for at in used))
    console().print()
    console().print(cell(title, "bold"))
    console().print(table)


def say_agreement(found: Agreement) -> None:
    """Write a line for each row: kind, label, part, count, figures; tabs between, empty where undefined."""
    for kind, rows in (("sentences", of_sentences), ("spans", of_spans), ("attributes", of_attributes)):
        for row in rows(found):
            count = row.total if row.total is not None else "/".join(map(str, row.each))
            values = (value(figure) for figure in row.figures.values())
            say(kind, row.about, row.part, count, *("" if v is None else f"{v:.{DIGITS}f}" for v in values))


def agreement_json(found: Agreement) -> dict[str, Any]:
    """Return the figures as plain values; pairs by the names of both."""
    names = found.annotators

    def row(about: dict[str, Any], figures: dict[str, Figure | Spread]) -> dict[str, Any]:
        made = {**about, **{name: _figure_json(figure, names) for name, figure in figures.items()}}
        why = {name: reason(figure) for name, figure in figures.items() if reason(figure)}
        return {**made, "undefined": why} if why else made

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
