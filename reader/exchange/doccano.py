"""doccano: text classification of sentences, or sequence labelling of articles with relations.

Offsets are UTF-16 code units, as doccano's editor counts. Everything besides text and labels becomes meta
data there. Relations lead from a label to its parts.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming, IncomingLabel
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.jsonl import sentence_rows, write_lines
from reader.exchange.layers import annotator_of, overlapping, per_annotator, spans
from reader.exchange.lines import DAMAGED, Malformed, dict_of, index_of, list_of, offset_of, records, text_of
from reader.exchange.losing import lose_extras, lose_inside, lose_negatives, lose_shares
from reader.exchange.losses import Losses
from reader.exchange.offsets import Utf16

SUFFIX = ".jsonl"
OVERLAPS = "overlapping spans, which doccano drops unless the project allows them"
OUTSIDE = "offsets that are not in the text"


def write(documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
    """Write a line for each example, or for each article and annotator."""
    write_lines(documents, stream, job, _sequences, _sentences)


def _sentences(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    for row in sentence_rows(document, job):
        lose_inside(row, job.losses)
        lose_shares(row, job.losses)
        yield {"text": row["text"], "label": row["labels"], **{name: row[name] for name in META}}


META = ("article", "sentence", "start", "end", "story", "annotator", "split")


def _sequences(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    article = document.article
    units = Utf16(article.text)
    for own in per_annotator(document):
        found = list(spans(own))
        for one, other in overlapping(found):
            job.losses.add(OVERLAPS, article.id, f"{one.layer} and {other.layer} at {other.start}")
        entities, head = [], 0
        relations: list[dict[str, Any]] = []
        for number, span in enumerate(found, 1):
            entities.append(
                {
                    "id": number,
                    "label": span.layer,
                    "start_offset": units.of(span.start),
                    "end_offset": units.of(span.end),
                }
            )
            if span.role:
                relations.append(
                    {"id": len(relations) + 1, "from_id": head, "to_id": number, "type": span.role}
                )
            else:
                head = number
                lose_extras(span.annotation, job.losses)
        lose_negatives(own, job.losses)
        yield {
            "text": article.text,
            "entities": entities,
            "relations": relations,
            "article": article.id,
            "story": document.story,
            "annotator": annotator_of(own),
            "split": document.split,
        }


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each line says, of any of doccano's exports: `label`, `labels`, or `entities`."""
    for where, row in records(path, losses):
        try:
            yield _incoming(where, row, losses)
        except Malformed as error:
            losses.add(DAMAGED, where, str(error))


def _incoming(where: str, row: Mapping[str, Any], losses: Losses) -> Incoming:
    text = text_of(row.get("text", row.get("data")), "text")
    given = list_of(row.get("entities", row.get("label", row.get("labels", []))), "label")
    annotator = text_of(row.get("annotator", ""), "annotator")
    article = text_of(row.get("article", ""), "article")
    if (given and all(isinstance(each, str) for each in given)) or (not given and "sentence" in row):
        labels = tuple(IncomingLabel(name, 0, len(text), text, annotator=annotator) for name in given)
        return Incoming(
            where,
            article,
            text=text,
            sentence=True,
            index=index_of(row.get("sentence")),
            labels=labels,
            decided=() if labels else ((0, len(text)),),
        )
    units, found = Utf16(text), []
    for each in given:
        span = _span(each)
        try:
            start, end = units.back(span.start), units.back(span.end)
        except ValueError as error:
            losses.add(OUTSIDE, where, f"{span.name}: {error}")
            continue
        found.append(FlatSpan(span.name, start, end, span.id))
    links = [
        (str(each.get("from_id")), str(each.get("to_id")))
        for each in (dict_of(r, "a relation") for r in list_of(row.get("relations", []), "relations"))
    ]
    return Incoming(where, article, text=text, labels=joined(found, text, annotator, links))


def _span(value: Any) -> FlatSpan:
    if isinstance(value, list):
        if len(value) != 3:
            raise Malformed("a span should be [start, end, label]")
        return FlatSpan(text_of(value[2], "label"), offset_of(value[0], "start"), offset_of(value[1], "end"))
    row = dict_of(value, "a span")
    return FlatSpan(
        text_of(row.get("label"), "label"),
        offset_of(row.get("start_offset"), "start_offset"),
        offset_of(row.get("end_offset"), "end_offset"),
        str(row.get("id", "")),
    )
