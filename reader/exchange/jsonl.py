"""JSON Lines: one training example, or one article with all its labels, a line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from reader.annotate.annotation import Annotation
from reader.corpus.controls import visible
from reader.exchange.document import Document
from reader.exchange.examples import Example, Piece, examples
from reader.exchange.formats import Job, Unit
from reader.exchange.incoming import Incoming, IncomingLabel, IncomingPart
from reader.exchange.lines import DAMAGED, Malformed, dict_of, index_of, list_of, offset_of, records, text_of
from reader.exchange.losses import Losses

SUFFIX = ".jsonl"
SENTENCE_SCHEMA = "reader.sentence/1"
ARTICLE_SCHEMA = "reader.article/1"
ACCEPTED, PROPOSED = "accepted", "proposed"
PASSED_OVER = "labels that the file says were rejected, passed over"
COMMON = "sentences that stand in very many stories, left out on all sides but one"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
Rows = Callable[[Document, Job], Iterator[dict[str, Any]]]
"""What yields the rows of a document."""


def write(documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
    """Write one line for each example, or for each article."""
    write_lines(documents, stream, job, lambda document, _: article_rows(document), sentence_rows)


def write_lines(
    documents: Iterable[Document], stream: IO[bytes], job: Job, articles: Rows, sentences: Rows
) -> None:
    """Write a line for each row that `articles` or `sentences` yields for a document, as the unit says."""
    rows = articles if job.unit is Unit.ARTICLE else sentences
    for document in documents:
        for row in rows(document, job):
            stream.write(encoded(row))
            job.count("records")


def encoded(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line that any terminal can take; JSON itself escapes the controls of ASCII."""
    text = _encode(row)
    if not text.isascii() or "\x7f" in text:
        text = visible(text)
    return text.encode("utf-8") + b"\n"


def sentence_rows(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    """Yield the examples of a document as plain values, every key in every row."""
    article = document.article
    for example in examples(document, job.losses, job.disagreements):
        text = example.text
        if job.sides and not job.sides.keeps(text, document.split):
            job.losses.add(COMMON, article.id, text)
            continue
        before, after = example.around(job.around)
        yield {
            "schema": SENTENCE_SCHEMA,
            "id": example.key,
            "text": text,
            "labels": list(example.labels),
            "multi_hot": multi_hot(example, job.labels),
            "spans": [_piece(piece, text) for piece in example.pieces],
            "attributes": {label: dict(values) for label, values in example.attributes.items()},
            "before": before,
            "after": after,
            "article": article.id,
            "sentence": example.sentence,
            "start": example.start,
            "end": example.end,
            "title": article.title,
            "source": article.source,
            "date": article.date,
            "story": document.story,
            "annotator": example.annotator,
            "split": document.split,
        }


def multi_hot(example: Example, labels: tuple[str, ...]) -> list[int] | list[float]:
    """Return 1 for each label the example has, 0 for the others; shares where it stands for everybody."""
    if example.shares:
        return [example.shares.get(label, 0.0) for label in labels]
    return [int(label in example.labels) for label in labels]


def _piece(piece: Piece, text: str) -> dict[str, Any]:
    return {
        "start": piece.start,
        "end": piece.end,
        "text": text[piece.start : piece.end],
        "label": piece.label,
        "role": piece.role,
        "annotation": piece.id,
        "whole": piece.whole,
    }


def article_rows(document: Document) -> Iterator[dict[str, Any]]:
    """Yield one row for a document, as plain values."""
    article = document.article
    decided: dict[int, list[str]] = {}
    for annotator, sentences in document.decided.items():
        for sentence in sentences:
            decided.setdefault(sentence, []).append(annotator)
    yield {
        "schema": ARTICLE_SCHEMA,
        "id": article.id,
        "digest": article.digest,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "url": article.url,
        "text": article.text,
        "sentences": [
            {"start": each.start, "end": each.end, "decided": sorted(decided.get(each.index, ()))}
            for each in article.sentences
        ],
        "annotations": [_annotation(annotation) for annotation in document.annotations],
        "story": document.story,
        "split": document.split,
    }


def _annotation(annotation: Annotation) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "label": annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "text": annotation.text,
        "parts": [
            {"role": part.role, "start": part.start, "end": part.end, "text": part.text}
            for part in annotation.parts
        ],
        "attributes": dict(annotation.attributes),
        "note": annotation.note,
        "annotator": annotation.annotator,
        "origin": annotation.origin.kind,
        "status": str(annotation.status),
        "score": annotation.origin.score,
    }


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each line says; raises `OSError`."""
    for where, row in records(path, losses):
        yield from incoming_row(where, row, losses)


def incoming_row(where: str, row: Mapping[str, Any], losses: Losses) -> Iterator[Incoming]:
    """Yield what one row says, of either unit; nothing if it is malformed, which goes to `losses`."""
    try:
        yield _article(where, row, losses) if "annotations" in row else _sentence(where, row)
    except Malformed as error:
        losses.add(DAMAGED, where, str(error))


def _article(where: str, row: Mapping[str, Any], losses: Losses) -> Incoming:
    sentences = [dict_of(each, "a sentence") for each in list_of(row.get("sentences", []), "sentences")]
    return Incoming(
        where,
        text_of(row.get("id", ""), "id"),
        text_of(row.get("digest", ""), "digest"),
        text_of(row.get("text"), "text"),
        labels=tuple(incoming_labels(where, list_of(row["annotations"], "annotations"), losses)),
        decided=tuple(
            (offset_of(each.get("start"), "start"), offset_of(each.get("end"), "end"))
            for each in sentences
            if each.get("decided")
        ),
    )


def incoming_labels(where: str, rows: Iterable[Any], losses: Losses) -> Iterator[IncomingLabel]:
    """Yield the annotations of the article unit; what is none, or was rejected, goes to `losses`."""
    for row in rows:
        try:
            label = _incoming_label(dict_of(row, "an annotation"))
        except Malformed as error:
            losses.add(DAMAGED, where, str(error))
            continue
        if row.get("status", ACCEPTED) in (ACCEPTED, PROPOSED):
            yield label
        else:
            losses.add(PASSED_OVER, where, f"{label.label}: {label.words[:60]}")


def _incoming_label(row: Mapping[str, Any]) -> IncomingLabel:
    parts = [dict_of(each, "a part") for each in list_of(row.get("parts", []), "parts")]
    return IncomingLabel(
        text_of(row.get("label"), "label"),
        offset_of(row.get("start"), "start"),
        offset_of(row.get("end"), "end"),
        text_of(row.get("text", ""), "text"),
        tuple(map(_part, parts)),
        dict_of(row.get("attributes", {}), "attributes"),
        text_of(row.get("note", ""), "note"),
        text_of(row.get("id", ""), "id"),
        text_of(row.get("annotator", ""), "annotator"),
        proposed=row.get("status") == PROPOSED,
    )


def _part(row: Mapping[str, Any]) -> IncomingPart:
    return IncomingPart(
        text_of(row.get("role"), "role"),
        offset_of(row.get("start"), "start"),
        offset_of(row.get("end"), "end"),
        text_of(row.get("text", ""), "text"),
    )


def _sentence(where: str, row: Mapping[str, Any]) -> Incoming:
    """Read one example: its labels stand on the sentence, but for those that its spans say more of."""
    text = text_of(row.get("text"), "text")
    attributes = dict_of(row.get("attributes", {}), "attributes")
    annotator = text_of(row.get("annotator", ""), "annotator")
    spans = [dict_of(each, "a span") for each in list_of(row.get("spans", []), "spans")]
    labels = []
    for span in spans:
        if not span.get("role"):
            labels.append(_span(span, spans, attributes, annotator))
    said = {label.label for label in labels}
    for each in list_of(row.get("labels", []), "labels"):
        name = text_of(each, "a label")
        if name not in said:
            values = dict_of(attributes.get(name, {}), "attributes")
            labels.append(IncomingLabel(name, 0, len(text), text, attributes=values, annotator=annotator))
    return Incoming(
        where,
        text_of(row.get("article", ""), "article"),
        text=text,
        sentence=True,
        index=index_of(row.get("sentence")),
        labels=tuple(labels),
        decided=() if labels else ((0, len(text)),),
    )


def _span(
    span: Mapping[str, Any], spans: list[dict[str, Any]], attributes: Mapping[str, Any], annotator: str
) -> IncomingLabel:
    name, of = text_of(span.get("label"), "label"), span.get("annotation")
    parts = (each for each in spans if each.get("role") and of and each.get("annotation") == of)
    return IncomingLabel(
        name,
        offset_of(span.get("start"), "start"),
        offset_of(span.get("end"), "end"),
        text_of(span.get("text", ""), "text"),
        tuple(map(_part, parts)),
        dict_of(attributes.get(name, {}), "attributes"),
        id=text_of(of or "", "annotation"),
        annotator=annotator,
    )
