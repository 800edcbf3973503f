"""spaCy: a `DocBin` for each side, for `spacy train`, with spans (key `sc`) and categories.

Parts are spans too, called as `quote.source`; ids tell which belong together. What spaCy has no place for is
in `Doc.user_data["reader"]`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.corpus.formats.extras import load
from reader.exchange.document import Document
from reader.exchange.examples import Example, examples
from reader.exchange.formats import Job, Unit
from reader.exchange.incoming import Incoming
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.jsonl import COMMON
from reader.exchange.layers import annotator_of, per_annotator, spans
from reader.exchange.lines import DAMAGED, index_of
from reader.exchange.losing import ATTRIBUTES, lose_extras, lose_negatives
from reader.exchange.losses import Losses

library, tokens = load("spacy", "spacy"), load("spacy.tokens", "spacy")

KEY = "sc"
META = "reader"
LANGUAGE = "en"
TORN = "spans that begin or end inside a token, widened to it"
EMPTY = "spans without a token"
SUFFIX = ".spacy"


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write `SPLIT.spacy`, `train.spacy` if nothing is split; a document an example, or an article."""
    bins = {side or "train": tokens.DocBin(store_user_data=True) for side in job.split_names}
    languages = _Languages()
    for document in documents:
        docs = (
            _articles(document, job, languages)
            if job.unit is Unit.ARTICLE
            else _sentences(document, job, languages)
        )
        for doc in docs:
            bins[document.split or "train"].add(doc)
            job.count("records")
    for side, found in bins.items():
        found.to_disk(folder / f"{side}{SUFFIX}")


class _Languages:
    """Tokenizers by the language of an article; English where it does not say, or spaCy has none."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def of(self, document: Document) -> Any:
        code = str(document.article.metadata.get("language") or LANGUAGE).lower()[:2]
        if code not in self._known:
            try:
                self._known[code] = library.blank(code)
            except (ImportError, ValueError, OSError):
                self._known[code] = library.blank(LANGUAGE)
        return self._known[code]


def _articles(document: Document, job: Job, languages: _Languages) -> Iterator[Any]:
    for own in per_annotator(document):
        doc = languages.of(document).make_doc(document.article.text)
        found = []
        for span in spans(own):
            found.append(_span(doc, span.start, span.end, span.layer, span.annotation.id, document, job))
            if not span.role:
                lose_extras(span.annotation, job.losses)
        doc.spans[KEY] = [span for span in found if span is not None]
        lose_negatives(own, job.losses)
        doc.user_data[META] = _meta(document, annotator_of(own))
        yield doc


def _sentences(document: Document, job: Job, languages: _Languages) -> Iterator[Any]:
    for example in examples(document, job.losses, job.disagreements):
        if job.sides and not job.sides.keeps(example.text, document.split):
            job.losses.add(COMMON, document.article.id, example.text)
            continue
        for label, values in example.attributes.items():
            for name in values:
                job.losses.add(ATTRIBUTES, example.key, f"{name} of {label}")
        doc = languages.of(document).make_doc(example.text)
        doc.cats = _cats(example, job)
        found = (
            _span(
                doc,
                piece.start,
                piece.end,
                f"{piece.label}.{piece.role}".rstrip("."),
                piece.id,
                document,
                job,
            )
            for piece in example.pieces
        )
        doc.spans[KEY] = [span for span in found if span is not None]
        doc.user_data[META] = {**_meta(document, example.annotator), "sentence": example.sentence}
        yield doc


def _cats(example: Example, job: Job) -> dict[str, float]:
    if example.shares:
        return {label: example.shares.get(label, 0.0) for label in job.labels}
    return {label: float(label in example.labels) for label in job.labels}


def _span(doc: Any, start: int, end: int, label: str, span_id: str, document: Document, job: Job) -> Any:
    span = doc.char_span(start, end, label=label, span_id=span_id)
    if span is None:
        span = doc.char_span(start, end, label=label, span_id=span_id, alignment_mode="expand")
        job.losses.add(TORN if span is not None else EMPTY, document.article.id, f"{label} at {start}")
    return span


def _meta(document: Document, annotator: str) -> dict[str, Any]:
    return {
        "article": document.article.id,
        "story": document.story,
        "annotator": annotator,
        "split": document.split,
    }


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each document of a `.spacy` file, or of those in a folder, says; raises `OSError`."""
    vocabulary = library.blank(LANGUAGE).vocab
    for file in [path] if path.is_file() else sorted(path.rglob(f"*{SUFFIX}")):
        try:
            docs = tokens.DocBin().from_disk(file).get_docs(vocabulary)
            for number, doc in enumerate(docs):
                yield _incoming(f"{file.name}:{number}", doc)
        except OSError:
            raise
        except Exception as error:
            losses.add(DAMAGED, file.name, f"is no DocBin: {error}")


def _incoming(where: str, doc: Any) -> Incoming:
    meta = doc.user_data.get(META) or {}
    text = doc.text
    names = {span.label_ for span in doc.spans.get(KEY, ())}
    found = [
        FlatSpan(span.label_, span.start_char, span.end_char, span.id_) for span in doc.spans.get(KEY, ())
    ]
    found += [
        FlatSpan(label, 0, len(text))
        for label, score in doc.cats.items()
        if score >= 0.5 and label not in names
    ]
    sentence = bool(doc.cats) or "sentence" in meta
    return Incoming(
        where,
        str(meta.get("article", "")),
        text=text,
        sentence=sentence,
        index=index_of(meta.get("sentence")),
        labels=joined(found, text, str(meta.get("annotator", ""))),
        decided=((0, len(text)),) if sentence and not found else (),
    )
