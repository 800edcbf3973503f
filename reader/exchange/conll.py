"""CoNLL-2003 with IOB2 tags: one file for each layer, so that spans of different layers may overlap.

A layer is a label, or a label and the role of a part. Only decided sentences are written: in a file of tags
every other word would count as a negative. `articles.tsv` says of each document the article, the annotator,
and which of its sentences these are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO

from reader.annotate.names import plain_file
from reader.compare.tokens import Token
from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.layers import JOINT, Span, annotator_of, per_annotator, spans
from reader.exchange.lines import DAMAGED
from reader.exchange.losing import lose_extras
from reader.exchange.losses import Losses
from reader.exchange.plain_names import PlainNames, read_table
from reader.exchange.wording import words

BEGINNING = "-DOCSTART- -X- O O"
COLUMNS = " -X- O "
ARTICLES = "articles.tsv"
_DIGITS = re.compile(r"[0-9]{1,15}")
OVERLAPS = "spans that overlap another one of their layer"
TORN = "spans that begin or end inside a word, widened to it"
CUT = "spans over several sentences, cut into one a sentence"
UNDEFINED = "parts whose role their label does not have"
UNDECIDED = "spans in sentences that are left out"


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write `LAYER.conll`, in a folder for each side if there are any; each file has every document."""
    names = [name for label in job.labels for name in _layers(job, label)]
    stems, tags = PlainNames(lambda layer, _: plain_file(layer), _read), PlainNames(_tag, _read)
    with ExitStack() as stack:

        def opened(path: Path) -> IO[str]:
            return stack.enter_context(
                path.open("w", encoding="utf-8", errors="surrogateescape", newline="\n")
            )

        files: dict[str, dict[str, IO[str]]] = {}
        for side in job.split_names:
            place = folder / side
            place.mkdir(exist_ok=True)
            files[side] = {name: opened(place / f"{stems.of(name)}.conll") for name in names}
            files[side][ARTICLES] = opened(place / ARTICLES)
        for document in documents:
            for own in per_annotator(document):
                numbers = " ".join(map(str, _decided(own)))
                files[document.split][ARTICLES].write(f"{own.article.id}\t{annotator_of(own)}\t{numbers}\n")
                _write(own, names, files[document.split], job.losses, tags)
                job.count("records")
        for side in job.split_names:
            tags.write(folder / side)


def _read(tag: str) -> tuple[str, str]:
    return tag, ""


def _tag(layer: str, _: str) -> str:
    """Return a layer as a tag, which has no white space."""
    return "_".join(layer.split()) or "_"


def _layers(job: Job, label: str) -> list[str]:
    roles = job.schema.get(label).parts if label in job.schema else ()
    return [label, *(f"{label}{JOINT}{role.name}" for role in roles)]


def _write(
    document: Document, names: Sequence[str], files: dict[str, IO[str]], losses: Losses, plain: PlainNames
) -> None:
    by_layer: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans(document):
        by_layer[span.layer].append(span)
        if not span.role:
            lose_extras(span.annotation, losses)
        if span.layer not in names:
            losses.add(UNDEFINED, document.article.id, span.layer)
    sentences = list(_sentences(document))
    for name in names:
        tags = _tags(document.article.id, sentences, by_layer[name], losses, plain.of(name))
        files[name].write(f"{BEGINNING}\n\n")
        for tokens in sentences:
            files[name].writelines(f"{token.text}{COLUMNS}{tags.get(token.start, 'O')}\n" for token in tokens)
            files[name].write("\n")


def _sentences(document: Document) -> Iterator[list[Token]]:
    """Yield the words and marks of each decided sentence, at their places in the article."""
    for index in _decided(document):
        where = document.article.sentences[index]
        text = document.article.text[where.start : where.end]
        yield [Token(t.text, t.start + where.start, t.end + where.start) for t in words(text)]


def _decided(document: Document) -> list[int]:
    return sorted(frozenset[int]().union(*document.decided.values()))


def _tags(
    article: str, sentences: Sequence[Sequence[Token]], found: Sequence[Span], losses: Losses, name: str
) -> dict[int, str]:
    """Return the tag of each token in a span, by where it starts; of overlapping spans the longest counts."""
    tags: dict[int, str] = {}
    for span in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        inside = [[t for t in tokens if t.start < span.end and span.start < t.end] for tokens in sentences]
        pieces = [tokens for tokens in inside if tokens]
        if not pieces:
            losses.add(UNDECIDED, article, span.layer)
            continue
        if any(token.start in tags for tokens in pieces for token in tokens):
            losses.add(OVERLAPS, article, f"{span.layer} at {span.start}")
            continue
        if len(pieces) > 1:
            losses.add(CUT, article, f"{span.layer} at {span.start}")
        if any(t.start < span.start or span.end < t.end for tokens in pieces for t in tokens):
            losses.add(TORN, article, f"{span.layer} at {span.start}")
        for tokens in pieces:
            tags |= {token.start: f"I-{name}" for token in tokens}
            tags[tokens[0].start] = f"B-{name}"
    return tags


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield the sentences of a file, or those of all layers of a folder together; raises `OSError`.

    The words of a sentence are joined by spaces: they stand in the article with or without white space.
    """
    if path.is_dir():
        for place in sorted({file.parent for file in path.rglob("*.conll")}):
            yield from _folder(place, losses)
    else:
        yield from _merged([path], [], losses)


def _folder(place: Path, losses: Losses) -> Iterator[Incoming]:
    listed = place / ARTICLES
    lines = listed.read_text("utf-8", "surrogateescape").split("\n") if listed.is_file() else []
    yield from _merged(sorted(place.glob("*.conll")), [line.split("\t") for line in lines if line], losses)


def _merged(files: Sequence[Path], known: Sequence[Sequence[str]], losses: Losses) -> Iterator[Incoming]:
    """Yield each sentence with the spans that all files have on it, as long as all have the same words."""
    names = read_table(files[0].parent) if files else {}
    place, before = 0, -1
    for sentences in zip(*(_parsed(file, losses) for file in files), strict=False):
        where, document, row, _ = sentences[0]
        if any(other[2] != row for other in sentences):
            losses.add(DAMAGED, where, "the files of this folder do not have the same words")
            return
        place, before = (place + 1 if document == before else 0), document
        article, annotator, numbers = (
            (*known[document], "", "")[:3] if document < len(known) else ("", "", "")
        )
        text = " ".join(row)
        labels = joined(
            [span for _, _, _, tags in sentences for span in _found(row, tags, names)], text, annotator
        )
        yield Incoming(
            where,
            article,
            text=text,
            sentence=True,
            index=_number(numbers, place),
            labels=labels,
            decided=() if labels else ((0, len(text)),),
        )


def _number(numbers: str, place: int) -> int | None:
    found = numbers.split()
    return int(found[place]) if place < len(found) and _DIGITS.fullmatch(found[place]) else None


def _parsed(file: Path, losses: Losses) -> Iterator[tuple[str, int, list[str], list[str]]]:
    """Yield each sentence of a file: file and line, number of its document, row and tags."""
    document, row, tags, first = -1, list[str](), list[str](), 0
    with file.open(encoding="utf-8-sig", errors="replace") as stream:
        for number, line in enumerate(chain(stream, ("\n",)), 1):
            columns = line.split()
            if columns and not columns[0].startswith("-DOCSTART-"):
                if len(columns) < 2:
                    losses.add(DAMAGED, f"{file.name}:{number}", "is no word with a tag")
                    continue
                first = first or number
                row.append(columns[0])
                tags.append(columns[-1])
                continue
            if row:
                yield f"{file.name}:{first}", max(document, 0), row, tags
                row, tags, first = [], [], 0
            document += bool(columns)


def _found(row: Sequence[str], tags: Sequence[str], names: Mapping[str, tuple[str, str]]) -> list[FlatSpan]:
    """Return the spans that tags make, which may be IOB1, IOB2 or BILOU; `names` are those of a table."""
    made: list[FlatSpan] = []
    at = 0
    before = ""
    for word, tag in zip(row, tags, strict=True):
        kind, _, name = tag.partition("-")
        name = names.get(name, (name,))[0]
        if name and kind in "BIELSU":
            if made and name == before and kind in "IEL":
                made[-1] = FlatSpan(name, made[-1].start, at + len(word))
            else:
                made.append(FlatSpan(name, at, at + len(word)))
        before = name if kind not in "ELSU" else ""
        at += len(word) + 1
    return made
