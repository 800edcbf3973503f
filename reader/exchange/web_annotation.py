"""W3C Web Annotation: one JSON-LD annotation a line, with the words, their place and the state of the text.

Parts and attributes have no place in that model: they stand under the prefix `reader`, which other programs
may pass over. Offsets are code points.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote

from reader.annotate.annotation import Annotation, Part
from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming, IncomingLabel, IncomingPart
from reader.exchange.jsonl import encoded
from reader.exchange.layers import per_annotator
from reader.exchange.lines import DAMAGED, Malformed, dict_of, list_of, offset_of, records, text_of
from reader.exchange.losing import lose_negatives
from reader.exchange.losses import Losses

SUFFIX = ".jsonl"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"reader": "urn:reader:"}]
ARTICLE, PERSON, DIGEST = "urn:reader:article:", "urn:reader:annotator:", "urn:sha256:"
AROUND = 32


def write(documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
    """Write a line for each annotation."""
    for document in documents:
        for annotation in document.annotations:
            stream.write(encoded(_annotation(annotation, document)))
            job.count("records")
        for own in per_annotator(document):
            lose_negatives(own, job.losses)


def _annotation(annotation: Annotation, document: Document) -> dict[str, Any]:
    article = document.article
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "value": annotation.label, "purpose": "tagging", "format": "text/plain"}
    ]
    if annotation.note:
        bodies.append({"type": "TextualBody", "value": annotation.note, "purpose": "commenting"})
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:reader:annotation:{quote(annotation.id, safe='')}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": annotation.created,
        "modified": annotation.updated,
        "creator": {
            "id": PERSON + quote(annotation.annotator, safe=""),
            "type": "Person",
            "nickname": annotation.annotator,
        },
        "body": bodies if len(bodies) > 1 else bodies[0],
        "target": {
            "source": ARTICLE + quote(article.id, safe=""),
            "selector": _selectors(article.text, annotation),
            "state": {"type": "TimeState", "cached": DIGEST + article.digest},
        },
    }
    if annotation.parts:
        made["reader:parts"] = [
            {"reader:role": part.role, "reader:selector": _selectors(article.text, part)}
            for part in annotation.parts
        ]
    if annotation.attributes:
        made["reader:attributes"] = json.dumps(
            dict(annotation.attributes), ensure_ascii=False, sort_keys=True
        )
    return made


def _selectors(text: str, piece: Annotation | Part) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": piece.text,
            "prefix": text[max(0, piece.start - AROUND) : piece.start],
            "suffix": text[piece.end : piece.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
    ]


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each line says; raises `OSError`."""
    for where, row in records(path, losses):
        try:
            yield _incoming(where, row)
        except Malformed as error:
            losses.add(DAMAGED, where, str(error))


def _incoming(where: str, row: Mapping[str, Any]) -> Incoming:
    target = dict_of(row.get("target"), "target")
    bodies = row.get("body")
    told = [dict_of(each, "a body") for each in (bodies if isinstance(bodies, list) else [bodies])]
    label = next((b for b in told if b.get("purpose") in ("tagging", "classifying", None)), None)
    if label is None:
        raise Malformed("no body has a label, with the purpose tagging")
    start, end, words = _place(target.get("selector"))
    parts = [dict_of(each, "a part") for each in list_of(row.get("reader:parts", []), "reader:parts")]
    source = text_of(target.get("source"), "target.source")
    state = dict_of(target.get("state", {}), "target.state")
    creator = row.get("creator")
    return Incoming(
        where,
        unquote(source.removeprefix(ARTICLE)),
        str(state.get("cached", "")).removeprefix(DIGEST),
        labels=(
            IncomingLabel(
                text_of(label.get("value"), "body.value"),
                start,
                end,
                words,
                tuple(map(_part, parts)),
                _attributes(row.get("reader:attributes")),
                next((text_of(b.get("value"), "note") for b in told if b.get("purpose") == "commenting"), ""),
                unquote(str(row.get("id", "")).rpartition(":")[2]),
                str(creator.get("nickname", "")) if isinstance(creator, dict) else "",
            ),
        ),
    )


def _attributes(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    try:
        return dict_of(json.loads(text_of(value, "reader:attributes")), "reader:attributes")
    except ValueError as error:
        raise Malformed(f"reader:attributes: {error}") from error


def _place(selectors: Any) -> tuple[int | None, int | None, str]:
    """Return offsets, if there are any, and the words."""
    found = [dict_of(s, "a selector") for s in (selectors if isinstance(selectors, list) else [selectors])]
    words = next(
        (text_of(s.get("exact"), "exact") for s in found if s.get("type") == "TextQuoteSelector"), ""
    )
    for each in found:
        if each.get("type") == "TextPositionSelector":
            return offset_of(each.get("start"), "start"), offset_of(each.get("end"), "end"), words
    if not words:
        raise Malformed("the target has neither words nor a place")
    return None, None, words


def _part(row: Mapping[str, Any]) -> IncomingPart:
    start, end, words = _place(row.get("reader:selector"))
    if start is None or end is None:
        raise Malformed("a part has no place")
    return IncomingPart(text_of(row.get("reader:role"), "reader:role"), start, end, words)
