"""CSV: one decided sentence a row, with a column of 0 and 1 for each label, for spreadsheets and scripts.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, as spreadsheets themselves do.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from reader.corpus.controls import visible
from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming, IncomingLabel
from reader.exchange.jsonl import sentence_rows
from reader.exchange.lines import DAMAGED, DIGITS
from reader.exchange.losing import lose_inside
from reader.exchange.losses import Losses

SUFFIX = ".csv"
COLUMNS = (
    "id",
    "text",
    "labels",
    "before",
    "after",
    "article",
    "sentence",
    "start",
    "end",
    "title",
    "source",
    "date",
    "story",
    "annotator",
    "split",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = "|"
PREFIX = "label:"


def write(documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
    """Write a row for each example; spans inside sentences and attributes are lost."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(f"{PREFIX}{label}" for label in job.labels)])
    for document in documents:
        for row in sentence_rows(document, job):
            lose_inside(row, job.losses)
            cells = {**row, "labels": SEPARATOR.join(row["labels"])}
            writer.writerow([*(_cell(cells[name]) for name in COLUMNS), *row["multi_hot"]])
            job.count("records")
    text.detach()


def _cell(value: object) -> str:
    text = "\t".join(map(visible, str(value).split("\t")))
    return f"'{text}" if text.startswith(FORMULA) or (text.startswith("'") and text[1:2] in FORMULA) else text


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("'").startswith(FORMULA) else cell


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each row says, of a table as `write` makes it or one with offsets or sentences.

    Known columns are `text` (a sentence or span), `label` or `labels` (several with | between them),
    `article`, `start` and `end` (code points of the article), `annotator`, and `label:NAME` with 1 or 0.
    Raises `OSError`.
    """
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        rows = csv.DictReader(stream)
        try:
            for row in rows:
                where = f"{path.name}:{rows.line_num}"
                incoming = _incoming(
                    where, {k: _plain(v) for k, v in row.items() if k and isinstance(v, str)}
                )
                if isinstance(incoming, str):
                    losses.add(DAMAGED, where, incoming)
                else:
                    yield incoming
        except csv.Error as error:
            losses.add(DAMAGED, f"{path.name}:{rows.line_num}", str(error))


def _incoming(where: str, row: dict[str, str]) -> Incoming | str:
    """Return what a row says, or what is wrong with it."""
    text = row.get("text", "")
    names = [name for name in row.get("labels", row.get("label", "")).split(SEPARATOR) if name]
    names += [
        key.removeprefix(PREFIX)
        for key, value in row.items()
        if key.startswith(PREFIX)
        and value.strip() not in ("", "0", "0.0")
        and key.removeprefix(PREFIX) not in names
    ]
    start, end = row.get("start", ""), row.get("end", "")
    placed = all(each.isdecimal() and len(each) <= DIGITS for each in (start, end))
    if not text and not placed:
        return "has neither a text nor offsets"
    at = (0, len(text)) if text else (int(start), int(end))
    annotator, index = row.get("annotator", ""), row.get("sentence", "")
    labels = tuple(IncomingLabel(name, *at, text, annotator=annotator) for name in names)
    return Incoming(
        where,
        row.get("article", ""),
        text=text,
        sentence=bool(text),
        index=int(index) if index.isdecimal() and len(index) <= DIGITS else None,
        start=int(start) if placed else None,
        labels=labels,
        decided=() if labels else (at,),
    )
