"""`reader label`, `unlabel`, `undo` and `redo`: decisions without the screen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from cyclopts import Parameter

from reader.annotate.annotation import Part
from reader.annotate.schema import Fault, Label
from reader.annotate.session import Changed, Session
from reader.cli.guard import UsageError
from reader.cli.opening import Work, changing, writing
from reader.cli.options import (
    GUESSED,
    HERE,
    Annotations,
    Annotator,
    ArticleName,
    Carry,
    ColumnNames,
    CorpusPath,
    Json,
)
from reader.cli.relating import relate
from reader.cli.reporting import report
from reader.corpus.article import Article
from reader.workspace import Place, locate

Sentence = Annotated[
    int | None, Parameter(name="--sentence", help="Number of a sentence, from 0 as `reader show` has it.")
]
Span = Annotated[
    str | None, Parameter(name="--span", help="START:END, code points into the text, the end exclusive.")
]
LabelName = Annotated[str, Parameter(name="--label", help="Name of a label (see `reader labels`).")]
Values = Annotated[
    list[str] | None,
    Parameter(
        name="--set",
        negative=(),
        help="KEY=VALUE, an attribute of the label; values of a list with commas between them, null takes it "
        "away (see `reader labels --label NAME`).",
    ),
]
Parts = Annotated[
    list[str] | None,
    Parameter(
        name="--part",
        negative=(),
        help="ROLE=START:END, a part of the label in code points, as source=120:128, in its paragraphs "
        "or one beside them; they stand in the place of those of their role; ROLE=null takes them away.",
    ),
]


def label(
    corpus: CorpusPath,
    article: ArticleName,
    /,
    *,
    label: LabelName,
    sentence: Sentence = None,
    span: Span = None,
    values: Values = None,
    parts: Parts = None,
    annotation_note: Annotated[
        str | None, Parameter(help="A note on the label itself; empty takes it away.")
    ] = None,
    note: Annotated[str | None, Parameter(help="A note on the sentence; empty takes it away.")] = None,
    carry: Carry = True,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Put a label on a sentence or a span of an article.

    What has the label already keeps it, so repeating a command changes nothing; a note is one step with the
    label, which `reader undo` takes back together. The same sentence in other versions of the story takes the
    label in the same step; for edited ones it is proposed (see `reader proposals`). With --json
    {"changed", "message", "article", "sentence"}.
    """
    written = _written(values or [])
    with changing(corpus, annotations, annotator, columns) as work:
        found = work.corpus.find(article)
        _known(work.session, label)
        if carry:
            relate(work, found)
        attributes = _attributes(work.session.schema.get(label), written)
        start, end, index = target(found, sentence, span)
        there = [
            a for a in work.session.labels(found, index) if (a.start, a.end, a.label) == (start, end, label)
        ]
        given = _parts(found, work.session.schema.get(label), parts, there[0].parts if there else ())
        if not (span or attributes or given is not None or annotation_note):
            changed = work.session.put(found, index, index, label, note=note)
        elif not there:
            changed = work.session.tag_span(
                found,
                start,
                end,
                label,
                attributes=attributes,
                parts=given or (),
                remark=annotation_note or "",
                note=note,
            )
        elif attributes or given is not None or annotation_note is not None:
            changed = work.session.describe(
                found, there[0].id, attributes, given, remark=annotation_note, note=note
            )
        elif note is not None:
            changed = work.session.set_note(found, index, note)
        else:
            changed = _nothing(f"{label} is there already", found, index)
    return report(changed, json)


def unlabel(
    corpus: CorpusPath,
    article: ArticleName,
    /,
    *,
    label: Annotated[str | None, Parameter(name="--label", help="Take only this label off.")] = None,
    sentence: Sentence = None,
    span: Span = None,
    annotation_id: Annotated[
        str | None, Parameter(name="--id", help="Id of an annotation; also of one that has lost its place.")
    ] = None,
    carry: Carry = True,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Take a label, or all labels, off a sentence or a span of an article.

    A sentence that all labels are taken off is decided: it is an example of a sentence without a label. What
    was carried from there to other versions goes, too, and the same sentence is decided there. With --json
    {"changed", "message", "article", "sentence"}.
    """
    with changing(corpus, annotations, annotator, columns) as work:
        found = work.corpus.find(article)
        if label is not None:
            _known(work.session, label)
        if carry:
            relate(work, found)
        if annotation_id is not None:
            changed = _remove(work, found, annotation_id)
        else:
            start, end, index = target(found, sentence, span)
            if span:
                changed = _remove_spans(work, found, (start, end), label, index)
            else:
                changed = _clear_sentence(work, found, index, label)
    return report(changed, json)


def undo(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
) -> int:
    """Undo the annotator's last step, whatever article it was on; steps are remembered for good.

    With nothing to undo it says so, and the exit code is 1. With --json {"changed", "message", "article",
    "sentence"}.
    """
    return _travel(locate(corpus, annotations, annotator), Session.undo, json, "there is nothing to undo")


def redo(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
) -> int:
    """Redo the step that was undone last.

    With nothing to redo, as after a new step, it says so, and the exit code is 1. With --json {"changed",
    "message", "article", "sentence"}.
    """
    return _travel(locate(corpus, annotations, annotator), Session.redo, json, "there is nothing to redo")


def _travel(place: Place, act: Callable[[Session], Changed | None], json: bool, otherwise: str) -> int:
    with writing(place) as session:
        changed = act(session)
    return report(changed, json, otherwise)


def _known(session: Session, name: str) -> None:
    if name not in session.schema:
        names = ", ".join(each.name for each in session.schema.labels)
        raise UsageError(f"there is no label {name!r}; the labels are {names}")


def target(
    article: Article, sentence: int | None, span: str | None, option: str = "--span"
) -> tuple[int, int, int]:
    """Return start and end of what is meant, and the first sentence it touches."""
    if (sentence is None) == (span is None):
        raise UsageError("give either --sentence N or --span START:END")
    if sentence is not None:
        if not 0 <= sentence < len(article.sentences):
            raise UsageError(
                f"{article.id} has {len(article.sentences)} sentences, counted from 0: no {sentence}"
            )
        place = article.sentences[sentence]
        return place.start, place.end, sentence
    assert span is not None
    first, colon, last = span.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal()):
        raise UsageError(f"{option} {span}: write START:END, as 120:164")
    start, end = int(first), int(last)
    if not start < end <= len(article.text):
        raise UsageError(
            f"{option} {span}: not a piece of {article.id}, which has {len(article.text)} code points"
        )
    touched = next((each.index for each in article.sentences if each.end > start), None)
    if touched is None or article.sentences[touched].start >= end:
        raise UsageError(f"{option} {span}: there is only white space")
    return start, end, touched


def _written(values: list[str]) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for each in values:
        key, equals, value = each.partition("=")
        if not (equals and key):
            raise UsageError(f"--set {each}: write KEY=VALUE, as speaker=Maria")
        attributes[key] = value
    return attributes


def _attributes(label: Label, written: Mapping[str, str]) -> dict[str, Any]:
    """Return attributes as they are stored; None takes one away, also one that the schema lost."""
    try:
        given = label.read({name: value for name, value in written.items() if value != "null"})
    except ValueError as error:
        raise UsageError(f"--set: {error}") from None
    return {name: given.get(name) for name in written}


def _parts(
    article: Article, label: Label, written: list[str] | None, there: Sequence[Part]
) -> list[tuple[str, int, int]] | None:
    """Return all parts an annotation has then; None if nothing is written of any."""
    if not written:
        return None
    said: dict[str, list[tuple[str, int, int]]] = {}
    for each in written:
        role, equals, place = each.partition("=")
        if not (equals and role):
            raise UsageError(f"--part {each}: write ROLE=START:END, as source=120:128")
        made = said.setdefault(role, [])
        if place != "null":
            start, end, _ = target(article, None, place, f"--part {role}")
            made.append((role, start, end))
    kept = [(part.role, part.start, part.end) for part in there if part.role not in said]
    parts = [*kept, *(part for found in said.values() for part in found)]
    for problem in label.check({}, [role for role, _, _ in parts]):
        if problem.fault in (Fault.REPEATED, Fault.UNKNOWN):
            raise UsageError(f"--part: {problem}")
    return parts


def _remove(work: Work, article: Article, annotation_id: str) -> Changed:
    try:
        return work.session.remove(article, annotation_id)
    except KeyError:
        raise UsageError(f"{article.id} has no annotation {annotation_id!r}") from None


def _clear_sentence(work: Work, article: Article, index: int, label: str | None) -> Changed:
    labels = {each.label for each in work.session.labels(article, index)}
    if label is not None:
        if label not in labels:
            return _nothing(f"there is no {label}", article, index)
        return work.session.tag(article, index, index, label)
    if not labels and work.session.decided(article, index):
        return _nothing("decided already, without a label", article, index)
    return work.session.clear(article, index, index)


def _remove_spans(
    work: Work, article: Article, span: tuple[int, int], label: str | None, index: int
) -> Changed:
    changed = _nothing("there is no such label", article, index)
    for each in work.session.labels(article, index):
        if (each.start, each.end) == span and label in (None, each.label):
            changed = work.session.remove(article, each.id)
    return changed


def _nothing(message: str, article: Article, index: int) -> Changed:
    return Changed((), message, (article.id, index), None)
