"""Label Studio: tasks with annotations and predictions, and the labelling configuration that goes with them.

Labels and parts are regions, parts are related to their label; attributes and notes are answers about a
region. Proposed labels become predictions. Offsets are code points.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import quoteattr

from reader.annotate.annotation import Annotation, Status
from reader.annotate.schema import Attribute, Kind
from reader.corpus.controls import visible
from reader.exchange.document import Document
from reader.exchange.formats import Job, Unit
from reader.exchange.incoming import Incoming, IncomingLabel
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.jsonl import sentence_rows
from reader.exchange.layers import JOINT, annotator_of, per_annotator
from reader.exchange.lines import DAMAGED, Malformed, dict_of, index_of, list_of, offset_of, score_of, text_of
from reader.exchange.losing import lose_inside, lose_negatives, lose_shares
from reader.exchange.losses import Losses

CONFIG = "labeling-config.xml"
SPANS, TEXT, LABELS, NOTE = "label", "text", "labels", "note"
UNDEFINED = "attributes that their label does not have"


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write `tasks.json`, or `SPLIT.json` for each side, and the configuration."""
    with ExitStack() as stack:
        files = {}
        for side in job.split_names:
            stream = stack.enter_context((folder / f"{side or 'tasks'}.json").open("wb"))
            files[side] = _Array(stream)
            stack.callback(files[side].close)
        for document in documents:
            made = _articles(document, job) if job.unit is Unit.ARTICLE else _sentences(document, job)
            for task in made:
                files[document.split].add(task)
                job.count("records")
    (folder / CONFIG).write_text(config(job), encoding="utf-8", newline="\n")


class _Array:
    """A JSON array that is written one value at a time."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._begun = False

    def add(self, value: Any) -> None:
        line = visible(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        self._stream.write((",\n" if self._begun else "[\n").encode() + line.encode("utf-8"))
        self._begun = True

    def close(self) -> None:
        self._stream.write(b"\n]\n" if self._begun else b"[]\n")


def _data(document: Document, text: str, annotator: str) -> dict[str, Any]:
    article = document.article
    return {
        "text": text,
        "article": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "story": document.story,
        "split": document.split,
        "annotator": annotator,
    }


def _sentences(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    for row in sentence_rows(document, job):
        lose_inside(row, job.losses)
        lose_shares(row, job.losses)
        choices = {
            "id": _id(row["id"]),
            "from_name": LABELS,
            "to_name": TEXT,
            "type": "choices",
            "value": {"choices": row["labels"]},
        }
        result = [choices] if row["labels"] else []
        data = _data(document, row["text"], row["annotator"])
        yield {"data": {**data, "sentence": row["sentence"]}, "annotations": [{"result": result}]}


def _articles(document: Document, job: Job) -> Iterator[dict[str, Any]]:
    for own in per_annotator(document):
        taken = [a for a in own.annotations if a.status is not Status.PROPOSED]
        task: dict[str, Any] = {
            "data": _data(own, own.article.text, annotator_of(own)),
            "annotations": [{"result": [each for a in taken for each in _result(a, job)]}],
        }
        proposed = [a for a in own.annotations if a.status is Status.PROPOSED]
        if proposed:
            task["predictions"] = [
                {
                    "model_version": f"reader-{a.origin.kind}",
                    **({} if a.origin.score is None else {"score": a.origin.score}),
                    "result": list(_result(a, job)),
                }
                for a in proposed
            ]
        lose_negatives(own, job.losses)
        yield task


def _id(name: str) -> str:
    """Return an id of the letters Label Studio takes, the same for the same name."""
    plain = name.replace("-", "").isalnum() and name.isascii()
    return name if plain else sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _result(annotation: Annotation, job: Job) -> Iterator[dict[str, Any]]:
    head = _id(annotation.id)
    where = {"start": annotation.start, "end": annotation.end, "text": annotation.text}
    yield _region(head, annotation.label, where)
    for number, part in enumerate(annotation.parts):
        place = {"start": part.start, "end": part.end, "text": part.text}
        yield _region(f"{head}-{number}", f"{annotation.label}{JOINT}{part.role}", place)
        yield {
            "type": "relation",
            "from_id": head,
            "to_id": f"{head}-{number}",
            "direction": "right",
            "labels": [part.role],
        }
    yield from _answers(annotation, head, where, job)


def _region(region: str, label: str, where: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": region,
        "from_name": SPANS,
        "to_name": TEXT,
        "type": "labels",
        "value": {**where, "labels": [label]},
    }


def _answers(
    annotation: Annotation, head: str, where: Mapping[str, Any], job: Job
) -> Iterator[dict[str, Any]]:
    """Yield what is said about a label: attributes, as its definition has them, and the note."""
    known = job.schema.get(annotation.label).attributes if annotation.label in job.schema else ()
    defined = {attribute.name: attribute for attribute in known}
    for name, value in annotation.attributes.items():
        if name not in defined:
            job.losses.add(UNDEFINED, annotation.article, f"{name} of {annotation.label}")
            continue
        choice = _is_choice(defined[name])
        words = [_word(each) for each in (value if isinstance(value, list | tuple) else [value])]
        yield {
            "id": head,
            "from_name": _control(annotation.label, name),
            "to_name": TEXT,
            "type": "choices" if choice else "textarea",
            "value": {**where, "choices" if choice else "text": words},
        }
    if annotation.note:
        value = {**where, "text": [annotation.note]}
        yield {"id": head, "from_name": NOTE, "to_name": TEXT, "type": "textarea", "value": value}


def _is_choice(attribute: Attribute) -> bool:
    return attribute.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO)


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _control(label: str, attribute: str) -> str:
    return f"{label}{JOINT}{attribute}"


def config(job: Job) -> str:
    """Return the labelling configuration: XML with a control for each label, part and attribute."""
    lines = ["<View>"]
    if job.unit is Unit.SENTENCE:
        lines.append(f'  <Choices name="{LABELS}" toName="{TEXT}" choice="multiple">')
        lines += [f"    <Choice value={quoteattr(label)}/>" for label in job.labels]
        lines.append("  </Choices>")
    else:
        lines += _region_controls(job)
    return "\n".join([*lines, f'  <Text name="{TEXT}" value="$text"/>', "</View>", ""])


def _region_controls(job: Job) -> Iterator[str]:
    labels = [job.schema.get(label) for label in job.labels if label in job.schema]
    roles = list(dict.fromkeys(role.name for label in labels for role in label.parts))
    yield f'  <Labels name="{SPANS}" toName="{TEXT}">'
    for name in job.labels:
        yield f"    <Label value={quoteattr(name)}/>"
    for label in labels:
        for role in label.parts:
            yield f"    <Label value={quoteattr(label.name + JOINT + role.name)}/>"
    yield "  </Labels>"
    if roles:
        yield "  <Relations>"
        yield from (f"    <Relation value={quoteattr(role)}/>" for role in roles)
        yield "  </Relations>"
    for label in labels:
        for attribute in label.attributes:
            yield from _attribute_control(label.name, attribute)
    yield f'  <TextArea name="{NOTE}" toName="{TEXT}" perRegion="true"/>'


def _attribute_control(label: str, attribute: Attribute) -> Iterator[str]:
    about = (
        f"name={quoteattr(_control(label, attribute.name))} toName={quoteattr(TEXT)} "
        f'perRegion="true" whenTagName="{SPANS}" whenLabelValue={quoteattr(label)}'
    )
    if not _is_choice(attribute):
        yield f"  <TextArea {about}/>"
        return
    values = ("yes", "no") if attribute.kind is Kind.YES_NO else attribute.values
    several = "multiple" if attribute.kind is Kind.CHOICES else "single"
    yield f'  <Choices {about} choice="{several}">'
    yield from (f"    <Choice value={quoteattr(value)}/>" for value in values)
    yield "  </Choices>"


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each task of a JSON export, or of those in a folder, says; raises `OSError`."""
    for file in [path] if path.is_file() else sorted(path.glob("*.json")):
        try:
            tasks = json.loads(file.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            losses.add(DAMAGED, file.name, f"is not JSON: {error}")
            continue
        if isinstance(tasks, list):  # a manifest or report is an object
            for number, task in enumerate(tasks):
                where = f"{file.name}:{number}"
                try:
                    yield from _task(where, dict_of(task, "a task"))
                except Malformed as error:
                    losses.add(DAMAGED, where, str(error))


def _task(where: str, task: Mapping[str, Any]) -> Iterator[Incoming]:
    data = dict_of(task.get("data"), "data")
    text_of(data.get(TEXT), "data.text")
    for each in list_of(task.get("annotations", []), "annotations"):
        if not dict_of(each, "an annotation").get("was_cancelled"):
            yield _incoming(where, _items(each), data)
    for each in list_of(task.get("predictions", []), "predictions"):
        score = score_of(dict_of(each, "a prediction").get("score"))
        made = _incoming(where, _items(each), data, score, proposed=True)
        if made.labels:
            yield made


def _items(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict_of(item, "a result") for item in list_of(given.get("result", []), "result")]


def _texts(value: Any) -> list[Any]:
    """Return the texts of an answer, which is one or a list."""
    return value if isinstance(value, list) else [value or ""]


def _spans(
    items: Sequence[Mapping[str, Any]], score: float | None, proposed: bool
) -> tuple[list[FlatSpan], list[tuple[str, str]], list[Any]]:
    """Return the regions with what is said of them, their relations, and the choices for the whole text."""
    attributes: dict[str, dict[str, Any]] = {}
    notes: dict[str, str] = {}
    links, regions, choices = list[tuple[str, str]](), [], list[Any]()
    for item in items:
        value, region = dict_of(item.get("value") or {}, "value"), str(item.get("id", ""))
        if item.get("type") == "relation":
            links.append((str(item.get("from_id")), str(item.get("to_id"))))
        elif item.get("type") in ("labels", "hypertextlabels"):
            regions.append((region, value))
        elif item.get("from_name") == NOTE:
            notes[region] = "\n".join(map(str, _texts(value.get("text"))))
        elif JOINT in str(item.get("from_name", "")):
            name = str(item["from_name"]).partition(JOINT)[2]
            attributes.setdefault(region, {})[name] = value.get("choices", value.get("text"))
        elif item.get("type") == "choices" and "start" not in value:
            choices += list_of(value.get("choices"), "choices")
    found = [
        FlatSpan(
            text_of(name, "label"),
            offset_of(value.get("start"), "start"),
            offset_of(value.get("end"), "end"),
            region,
            attributes.get(region, {}),
            notes.get(region, ""),
            score,
            proposed,
        )
        for region, value in regions
        for name in list_of(value.get("labels", value.get("hypertextlabels")), "labels")
    ]
    return found, links, choices


def _incoming(
    where: str,
    items: Sequence[Mapping[str, Any]],
    data: Mapping[str, Any],
    score: float | None = None,
    *,
    proposed: bool = False,
) -> Incoming:
    text, annotator, index = str(data[TEXT]), str(data.get("annotator", "")), index_of(data.get("sentence"))
    found, links, choices = _spans(items, score, proposed)
    labels = joined(found, text, annotator, links)
    labels += tuple(
        IncomingLabel(
            text_of(name, "a choice"),
            0,
            len(text),
            text,
            annotator=annotator,
            score=score,
            proposed=proposed,
        )
        for name in choices
    )
    decided = ((0, len(text)),) if index is not None and not labels else ()
    return Incoming(
        where,
        str(data.get("article", "")),
        text=text,
        sentence=index is not None,
        index=index,
        labels=labels,
        decided=decided,
    )
