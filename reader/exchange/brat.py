"""brat: a `.txt` and an `.ann` file for each article, and the `annotation.conf` that goes with them.

Labels and parts are text-bound annotations, parts are related to their label. Types have no spaces and no
points: the role of a part follows its label after two hyphens. A span over a line end is written in
fragments. Attributes of one word are attributes; others, and notes, are comments. Offsets are code points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.annotate.annotation import Annotation
from reader.annotate.names import annotator_folder
from reader.annotate.schema import Kind
from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.layers import JOINT, annotator_of, per_annotator
from reader.exchange.lines import DAMAGED
from reader.exchange.losing import lose_negatives
from reader.exchange.losses import Losses
from reader.exchange.plain_names import PlainNames, free_name, read_table

ROLE = "--"
NOTE = "AnnotatorNotes"
CONFIG = "annotation.conf"
ARTICLES = "articles.tsv"
_NO_TYPE = re.compile(r"[^\w-]")


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write the files into a folder for each annotator, within one for each side if there are any."""
    places: set[Path] = set()
    types = PlainNames(_type_name, _read_type)
    for document in documents:
        for own in per_annotator(document):
            place = folder / own.split / annotator_folder(annotator_of(own) or "nobody")
            place.mkdir(parents=True, exist_ok=True)
            name = free_name(place, own.article.id, ".txt")
            (place / f"{name}.txt").write_bytes(own.article.text.encode("utf-8"))
            (place / f"{name}.ann").write_bytes("".join(_lines(own, job, types)).encode("utf-8"))
            with (place / ARTICLES).open(
                "a", encoding="utf-8", errors="surrogateescape", newline="\n"
            ) as listed:
                listed.write(f"{name}\t{own.article.id}\n")
            places.add(place)
            lose_negatives(own, job.losses)
            job.count("records")
    for place in places:
        (place / CONFIG).write_text(config(job, types), encoding="utf-8", newline="\n")
        types.write(place)


def _read_type(name: str) -> tuple[str, str]:
    label, _, inner = name.partition(ROLE)
    return label, inner


def _type_name(label: str, role: str = "") -> str:
    """Return a label, or a part or attribute of it, in characters that brat takes."""
    name = _NO_TYPE.sub("_", label) or "_"
    return f"{name}{ROLE}{_NO_TYPE.sub('_', role)}" if role else name


def _lines(document: Document, job: Job, types: PlainNames) -> Iterator[str]:
    bound = related = said = noted = 0
    for annotation in document.annotations:
        bound += 1
        head = f"T{bound}"
        yield _bound(
            head, types.of(annotation.label), annotation.start, annotation.end, document.article.text
        )
        for part in annotation.parts:
            bound, related = bound + 1, related + 1
            kind = types.of(annotation.label, part.role)
            yield _bound(f"T{bound}", kind, part.start, part.end, document.article.text)
            yield f"R{related}\t{types.of(part.role)} Arg1:{head} Arg2:T{bound}\t\n"
        for name, value in _attributes(annotation):
            if _choices(annotation, name, job) and not _NO_TYPE.search(value):
                said += 1
                yield f"A{said}\t{types.of(annotation.label, name)} {head} {value}\n"
            else:
                noted += 1
                yield f"#{noted}\t{types.of(annotation.label, name)} {head}\t{_one_line(value)}\n"
        if annotation.note:
            noted += 1
            yield f"#{noted}\t{NOTE} {head}\t{_one_line(annotation.note)}\n"


def _bound(name: str, kind: str, start: int, end: int, text: str) -> str:
    fragments = list(_fragments(text, start, end))
    places = ";".join(f"{first} {last}" for first, last in fragments)
    words = " ".join(text[first:last] for first, last in fragments)
    return f"{name}\t{kind} {places}\t{words}\n"


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a span that hold no line end: brat cannot show one within a span."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        yield start + line.start(), start + line.end()


def _attributes(annotation: Annotation) -> Iterator[tuple[str, str]]:
    for name, value in annotation.attributes.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            yield name, {True: "yes", False: "no"}[each] if isinstance(each, bool) else str(each)


def _choices(annotation: Annotation, name: str, job: Job) -> tuple[str, ...]:
    if annotation.label not in job.schema:
        return ()
    for attribute in job.schema.get(annotation.label).attributes:
        if attribute.name == name and attribute.kind is Kind.YES_NO:
            return ("yes", "no")
        if attribute.name == name and attribute.kind is Kind.CHOICE:
            return attribute.values
    return ()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def config(job: Job, types: PlainNames) -> str:
    """Return the configuration: types of entities, relations and attributes."""
    labels = [job.schema.get(name) for name in job.labels if name in job.schema]
    entities = [types.of(name) for name in job.labels]
    entities += [types.of(label.name, role.name) for label in labels for role in label.parts]
    relations: dict[str, tuple[list[str], list[str]]] = {}
    for label in labels:
        for role in label.parts:
            ends = relations.setdefault(types.of(role.name), ([], []))
            ends[0].append(types.of(label.name))
            ends[1].append(types.of(label.name, role.name))
    attributes = [
        f"{types.of(label.name, a.name)}\tArg:{types.of(label.name)}, Value:{'|'.join(values)}"
        for label in labels
        for a in label.attributes
        if (values := ("yes", "no") if a.kind is Kind.YES_NO else a.values if a.kind is Kind.CHOICE else ())
    ]
    related = [
        f"{name}\tArg1:{'|'.join(one)}, Arg2:{'|'.join(two)}" for name, (one, two) in relations.items()
    ]
    sections = {"entities": entities, "relations": related, "events": [], "attributes": attributes}
    return "".join(
        f"[{name}]\n" + "".join(f"{line}\n" for line in lines) + "\n" for name, lines in sections.items()
    )


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each `.ann` file of a folder says, or a single one; its text stands beside it."""
    for file in [path] if path.is_file() else sorted(path.rglob("*.ann")):
        beside = file.with_suffix(".txt")
        if not beside.is_file():
            losses.add(DAMAGED, file.name, f"there is no {beside.name}")
            continue
        text = beside.read_bytes().decode("utf-8-sig", "replace")
        yield _incoming(file, text, _articles(file.parent).get(file.stem, ""), losses)


def _articles(folder: Path) -> dict[str, str]:
    listed = folder / ARTICLES
    lines = listed.read_text("utf-8", "surrogateescape").split("\n") if listed.is_file() else []
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


_BOUND = re.compile(r"(T\S*)\t(\S+) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*)(?:\t(.*))?")
_RELATION = re.compile(r"R\S*\t(\S+) Arg1:(\S+) Arg2:(\S+)")
_ATTRIBUTE = re.compile(r"[AM]\S*\t(\S+) (\S+)(?: (\S+))?")
_COMMENT = re.compile(r"#\S*\t(\S+) (\S+)\t(.*)")
OTHER = "events, normalisations and equivalences, which have no place here"
APART = "spans with a gap, which is taken with them"
CHANGED = "spans whose words are not those at their offsets"


def _incoming(file: Path, text: str, article: str, losses: Losses) -> Incoming:
    found: list[tuple[str, str, int, int]] = []
    told = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    links: list[tuple[str, str]] = []
    values: dict[str, dict[str, Any]] = {}
    names = read_table(file.parent)
    notes: dict[str, str] = {}
    for number, line in enumerate(told, 1):
        if bound := _BOUND.fullmatch(line):
            if place := _reach(bound, text, f"{file.name}:{number}", losses):
                found.append((bound[1], bound[2], *place))
        elif relation := _RELATION.match(line):
            links.append((relation[2], relation[3]))
        elif said := _ATTRIBUTE.match(line):
            _put(values.setdefault(said[2], {}), _inner(said[1], names), said[3] or "yes")
        elif comment := _COMMENT.match(line):
            if comment[1] == NOTE:
                notes[comment[2]] = comment[3]
            else:
                _put(values.setdefault(comment[2], {}), _inner(comment[1], names), comment[3])
        elif line.strip():
            what = OTHER if line.startswith(("E", "N", "*")) else DAMAGED
            losses.add(what, f"{file.name}:{number}", line[:60])
    spans = [
        FlatSpan(_layer(kind, names), start, end, name, values.get(name, {}), notes.get(name, ""))
        for name, kind, start, end in found
    ]
    return Incoming(file.name, article, text=text, labels=joined(spans, text, file.parent.name, links))


def _reach(bound: re.Match[str], text: str, where: str, losses: Losses) -> tuple[int, int] | None:
    """Return from where to where a text-bound annotation reaches; None if other words stand there."""
    places = [tuple(map(int, each.split())) for each in bound[3].split(";")]
    start, end = min(first for first, _ in places), max(last for _, last in places)
    words = [word for first, last in places for word in text[first:last].split()]
    if end > len(text) or (bound[4] and "".join(words) != "".join(bound[4].split())):
        losses.add(CHANGED, where, bound[0][:60])
        return None
    if "".join(words) != "".join(text[start:end].split()):
        losses.add(APART, where, bound[0][:60])
    return start, end


def _inner(kind: str, names: Mapping[str, tuple[str, str]]) -> str:
    return names[kind][1] if kind in names else kind.partition(ROLE)[2] or kind


def _layer(kind: str, names: Mapping[str, tuple[str, str]]) -> str:
    if kind not in names:
        return kind.replace(ROLE, JOINT, 1)
    label, role = names[kind]
    return f"{label}{JOINT}{role}" if role else label


def _put(values: dict[str, Any], name: str, value: str) -> None:
    """Add a value; several of one attribute make a list."""
    before: Sequence[str] | str | None = values.get(name)
    values[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
