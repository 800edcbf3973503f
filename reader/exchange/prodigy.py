"""Prodigy: spans of articles (`spans_manual`) or labels of sentences (`choice`), with its hashes.

`_input_hash` is MurmurHash3 of the text, `_task_hash` of that and the spans or options, as Prodigy makes
them. `end` is exclusive, `token_end` inclusive.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming, IncomingLabel
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.jsonl import sentence_rows, write_lines
from reader.exchange.layers import annotator_of, per_annotator, spans
from reader.exchange.lines import DAMAGED, Malformed, dict_of, index_of, list_of, offset_of, records, text_of
from reader.exchange.losing import lose_extras, lose_inside, lose_negatives, lose_shares
from reader.exchange.losses import Losses
from reader.exchange.murmur import murmur3
from reader.exchange.wording import words

SUFFIX = ".jsonl"
TORN = "spans that do not begin and end with a token, written without token numbers"
REJECTED = ("reject", "ignore")


def write(documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
    """Write a line for each example, or for each article and annotator."""
    write_lines(documents, stream, job, _articles, _sentences)


def _sentences(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    options = [{"id": label, "text": label} for label in job.labels]
    for row in sentence_rows(document, job):
        lose_inside(row, job.losses)
        lose_shares(row, job.losses)
        hashed = input_hash(row["text"])
        yield {
            "text": row["text"],
            "options": options,
            "accept": row["labels"],
            "answer": "accept",
            "meta": {name: row[name] for name in ("article", "sentence", "story", "split")},
            "_input_hash": hashed,
            "_task_hash": task_hash(hashed, "options", options),
            "_view_id": "choice",
            "config": {"choice_style": "multiple"},
            "_annotator_id": row["annotator"],
        }


def _articles(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    article = document.article
    tokens = words(article.text)
    starts = {token.start: number for number, token in enumerate(tokens)}
    ends = {token.end: number for number, token in enumerate(tokens)}
    hashed = input_hash(article.text)
    for own in per_annotator(document):
        rows = []
        for span in spans(own):
            row = {
                "start": span.start,
                "end": span.end,
                "label": span.layer,
                "text": article.text[span.start : span.end],
            }
            if span.start in starts and span.end in ends:
                row |= {"token_start": starts[span.start], "token_end": ends[span.end]}
            else:
                job.losses.add(TORN, article.id, f"{span.layer} at {span.start}")
            rows.append(row)
            if not span.role:
                lose_extras(span.annotation, job.losses)
        lose_negatives(own, job.losses)
        yield {
            "text": article.text,
            "tokens": [
                {
                    "text": t.text,
                    "start": t.start,
                    "end": t.end,
                    "id": n,
                    "ws": article.text[t.end : t.end + 1] == " ",
                }
                for n, t in enumerate(tokens)
            ],
            "spans": rows,
            "answer": "accept",
            "meta": {"article": article.id, "story": document.story, "split": document.split},
            "_input_hash": hashed,
            "_task_hash": task_hash(hashed, "spans", []),
            "_view_id": "spans_manual",
            "_annotator_id": annotator_of(own),
        }


def input_hash(text: str) -> int:
    """Return Prodigy's hash of what is annotated, a signed 32-bit number."""
    return murmur3(f"text={json.dumps(text)}".encode())


def task_hash(hashed: int, key: str, value: Any) -> int:
    """Return Prodigy's hash of a task on an input: what was asked, before anybody answered."""
    return murmur3(f"{hashed}{key}={json.dumps(value)}".encode())


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each accepted line says: spans, chosen options, or a label accepted or rejected."""
    for where, row in records(path, losses):
        try:
            if row.get("answer") != "ignore":
                yield _incoming(where, row)
        except Malformed as error:
            losses.add(DAMAGED, where, str(error))


def _incoming(where: str, row: Mapping[str, Any]) -> Incoming:
    text = text_of(row.get("text"), "text")
    meta = dict_of(row.get("meta", {}), "meta")
    article = str(meta.get("article", ""))
    annotator = str(row.get("_annotator_id") or row.get("_session_id") or "")
    if "options" in row or "label" in row:
        rejected = row.get("answer") in REJECTED
        names = list_of(row.get("accept", [row["label"]] if "label" in row else []), "accept")
        labels = tuple(
            IncomingLabel(text_of(name, "label"), 0, len(text), text, annotator=annotator)
            for name in (() if rejected else names)
        )
        decided = () if labels else ((0, len(text)),)
        return Incoming(
            where,
            article,
            text=text,
            sentence=True,
            index=index_of(meta.get("sentence")),
            labels=labels,
            decided=decided,
        )
    found = [
        FlatSpan(
            text_of(span.get("label"), "label"),
            offset_of(span.get("start"), "start"),
            offset_of(span.get("end"), "end"),
        )
        for span in (dict_of(s, "a span") for s in list_of(row.get("spans", []), "spans"))
    ]
    taken = () if row.get("answer") in REJECTED else joined(found, text, annotator)
    return Incoming(where, article, text=text, sentence="sentence" in meta, labels=taken)
