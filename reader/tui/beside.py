"""What several people say of a sentence, drawn beside each other; article text is never read as markup."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from reader.annotate.acts.base import value_in_words
from reader.annotate.agreement import Agreement
from reader.annotate.annotation import Annotation
from reader.annotate.figures import (
    NOTHING,
    Row,
    counts,
    of_attributes,
    of_sentences,
    of_spans,
    reasons,
    shown,
)
from reader.corpus.article import Article
from reader.corpus.controls import visible

CONTEXT = 2
"""Sentences shown before and after."""
MOST_ROWS = 6


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> Content:
    """Return rows below their headings; the first `left` columns begin on the left, the others end right."""
    widths = [max(cell_len(row[at]) for row in (headings, *rows)) for at in range(len(headings))]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            f"{cell}{' ' * (width - cell_len(cell))}"
            if at < left
            else f"{' ' * (width - cell_len(cell))}{cell}"
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()

    lines = [Content.styled(line(headings), "$quiet"), *(Content(line(row)) for row in rows)]
    return Content("\n").join(lines)


def summary(found: Agreement) -> Content:
    """Return the figures in a few lines: sentences by label, and spans as a whole beside them."""
    spans = {row.about: row.figures for row in of_spans(found) if row.part == "whole"}
    rows = []
    for row in list(of_sentences(found))[:MOST_ROWS]:
        figures = {**row.figures, **spans.get(row.about, {})}
        names = ("agree", "kappa", "alpha", "F1", "exact F1", "overlap F1")
        cells = [shown(name, figures[name], wide=False) if name in figures else "" for name in names]
        rows.append([visible(row.about), f"{row.total:,}", counts(row.each), *cells])
    if len(found.labels) >= MOST_ROWS:
        rows.append(["…", *[""] * (len(rows[0]) - 1)])
    headings = ["Label", "shared", "with it", "agree", "κ", "α", "F1", "spans =", "spans ~"]
    return table(headings, rows)


def details(found: Agreement, width: int) -> Content:
    """Return all figures: sentences, spans, parts and attributes, and why some are missing.

    Where they fit into `width` cells, the lowest and the highest of several pairs stand beside the mean.
    """
    people = " · ".join(
        f"{visible(name)} {count:,}" for name, count in zip(found.annotators, found.decided, strict=True)
    )
    blocks = [Content(f"Sentences decided, in {found.articles:,} articles: {people}")]
    everything: list[Row] = []
    for title, headings, rows in (
        ("Sentences", ("Label", "shared", "with it", "agree", "κ", "α", "F1"), list(of_sentences(found))),
        ("Spans and parts", ("Label", "part", "spans", "the same", "overlapping"), list(of_spans(found))),
        ("Attributes", ("Label", "attribute", "pairs", "agree", "κ"), list(of_attributes(found))),
    ):
        if rows:
            everything += rows
            left = 2 if rows[0].part else 1
            drawn = _table_of(headings, rows, left, wide=True)
            if max(line.cell_length for line in drawn.split("\n")) > width:
                drawn = _table_of(headings, rows, left, wide=False)
            blocks.append(Content("\n").join([Content.styled(title, "bold $primary"), drawn]))
    lacking = [
        Content(f"{NOTHING} {visible(', '.join(names))}: {why}") for why, names in reasons(everything).items()
    ]
    if lacking:
        blocks.append(Content("\n").join(lacking))
    return Content("\n\n").join(blocks)


def _table_of(headings: Sequence[str], rows: Sequence[Row], left: int, *, wide: bool) -> Content:
    return table(headings, [_cells(row, len(headings), wide) for row in rows], left)


def _cells(row: Row, count: int, wide: bool) -> list[str]:
    cells = [visible(row.about), visible(row.part)] if row.part else [visible(row.about)]
    if row.total is not None:
        cells.append(f"{row.total:,}")
    if row.each:
        cells.append(counts(row.each))
    cells += [shown(name, figure, wide=wide) for name, figure in row.figures.items()]
    return cells + [""] * (count - len(cells))


def context(article: Article, sentences: Sequence[int]) -> Content:
    """Return sentences of an article as they stand, quietly."""
    return Content.styled(" ".join(_line(article.sentence_text(at)) for at in sentences), "$quiet")


def side(
    name: str,
    letter: str,
    annotations: Sequence[Annotation],
    article: Article,
    sentences: range,
    changed: Sequence[tuple[int, int]] = (),
) -> Content:
    """Return what somebody says of some sentences: labels, the text with what they marked, and details.

    `changed` are the places within the text that are other words on the other side.
    """
    start, end = article.sentences[sentences[0]].start, article.sentences[sentences[-1]].end
    labels = ", ".join(dict.fromkeys(each.label for each in annotations))
    heading = Content.assemble(
        (f" {letter} ", "bold reverse"),
        " ",
        Content.styled(visible(name), "bold"),
        "  ",
        Content.styled(visible(labels), "bold $primary") if labels else Content.styled("no label", "$quiet"),
    )
    text = Content(article.text[start:end])
    for first, last in changed:
        text = text.stylize("bold $warning", first, last)
    for each in annotations:
        first, last = max(each.start, start) - start, min(each.end, end) - start
        if (first, last) != (0, end - start):
            text = text.stylize("bold underline", first, last)
    return Content("\n").join([heading, text, *_details(annotations)])


def _details(annotations: Iterable[Annotation]) -> Iterable[Content]:
    for each in annotations:
        for part in each.parts:
            yield _detail(each.label, part.role, f"“{_line(part.text)}”")
        for key, value in each.attributes.items():
            yield _detail(each.label, key, value_in_words(value))
        if each.note:
            yield _detail(each.label, "note", each.note)


def _detail(label: str, name: str, words: str) -> Content:
    return Content.assemble(Content.styled(f"{visible(label)} {visible(name)}: ", "$quiet"), _line(words))


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
