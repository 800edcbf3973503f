"""Everything said about a corpus as one JSON document, described by `reader-export.schema.json`.

The document depends on the articles and the labels alone: the same labels give the same bytes.
"""

import errno
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from reader.annotate import durable
from reader.annotate.anchors import place, place_mark
from reader.annotate.annotation import Annotation
from reader.annotate.codec import encode_origin
from reader.annotate.records import AnnotationStore
from reader.annotate.schema import Schema
from reader.corpus import metadata
from reader.corpus.article import Article
from reader.corpus.controls import visible
from reader.exchange.gather import exact, touched

FORMAT = "reader-export"
VERSION = 1
_HEAD = f'{{\n"format": "{FORMAT}"'.encode()
ROWS = ("annotations", "decisions", "states")


def _holds_something_else(target: Path) -> bool:
    if not target.is_file():
        return False
    with target.open("rb") as file:
        head = file.read(len(_HEAD))
    return bool(head) and head != _HEAD


class Lookup(Protocol):
    """Articles by their ids."""

    def __contains__(self, article_id: object, /) -> bool: ...
    def __getitem__(self, article_id: str, /) -> Article: ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something stored that the document does not hold, because it would be wrong there."""

    article: str
    annotator: str
    what: str

    def __str__(self) -> str:
        where = f"{self.article}: {self.what} of {self.annotator}"
        return f"{where} is not in the present text and was left out (reader recover)"


@dataclass(frozen=True, slots=True)
class Export:
    """A document of the export format, and what had to be left out of it."""

    document: Mapping[str, Any]
    left_out: tuple[LeftOut, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the document as JSON text: each label, article, annotation, decision and state on a line."""
        yield "{\n"
        for count, (key, value) in enumerate(self.document.items()):
            yield ",\n" if count else ""
            yield f"{dump(key)}: "
            yield from _array(value) if key in ("labels", "articles", *ROWS) else (dump(value),)
        yield "\n}\n"

    def save(self, path: Path) -> None:
        """Write the document to a file, whole or not at all; a link is followed.

        Raises `OSError`, also for a file that holds anything but an earlier export: an article, a journal or
        somebody's other work is never written over.
        """
        data = "".join(self.lines()).encode("utf-8")
        target = path.resolve()
        if _holds_something_else(target):
            reason = "holds something that is not an export of Reader; give another name or remove it first"
            raise FileExistsError(errno.EEXIST, reason, str(path))
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            durable.replace(target, data)


def export(
    articles: Iterable[Article],
    stores: Sequence[AnnotationStore],
    schema: Schema,
    *,
    everything: bool = False,
    takes: Callable[[Annotation], bool] = lambda _: True,
) -> Export:
    """Gather what the annotators of `stores` say about `articles`, of their annotations those it `takes`.

    Articles nobody said anything about are part of it only with `everything`. Each annotation is placed in
    the article's present text and verified there; what cannot be placed is left out and named.
    """
    stores = sorted(stores, key=lambda store: store.annotator)
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "annotators": [store.annotator for store in stores],
        **schema.to_json(),
        "articles": [],
        **{kind: [] for kind in ROWS},
    }
    left_out: list[LeftOut] = []
    for article in sorted(articles, key=lambda each: each.id):
        said = _Said()
        for store in stores:
            said.add(article, store, takes)
        if everything or said:
            document["articles"].append(article_json(article))
        for kind in ROWS:
            document[kind] += sorted(getattr(said, kind), key=_ORDER[kind])
        left_out += said.left_out
    return Export(document, tuple(left_out))


def labelled(corpus: Lookup, stores: Iterable[AnnotationStore]) -> Iterator[Article]:
    """Yield the articles of a corpus about which anything is stored, in the order of their ids."""
    for article_id in sorted({each for store in stores for each in store.articles()}):
        if article_id in corpus:
            yield corpus[article_id]


def article_json(article: Article) -> dict[str, Any]:
    """Return an article as plain JSON values, its sentences as `[start, end]` pairs."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "url": article.url,
        "metadata": _plain(_other_metadata(article)),
        "digest": article.digest,
        "text": article.text,
        "sentences": [[sentence.start, sentence.end] for sentence in article.sentences],
    }


def _other_metadata(article: Article) -> dict[str, Any]:
    """Return the metadata without what the title, source, date and url say in the same words."""
    shown = (
        (metadata.TITLE, article.title),
        (metadata.SOURCE, article.source),
        (metadata.DATE, article.date),
        (metadata.URL, article.url),
    )
    other = dict(article.metadata)
    for names, words in shown:
        key = metadata.key_of(article.metadata, names)
        if key is not None and str(article.metadata[key]) == words:
            other.pop(key, None)
    return other


def annotation_json(annotation: Annotation, article: Article) -> dict[str, Any]:
    """Return an annotation as plain JSON values; `sentences` are those of `article` that it touches now."""
    return {
        "id": annotation.id,
        "article": annotation.article,
        "label": annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "text": annotation.text,
        "sentences": list(touched(article, annotation.start, annotation.end)),
        "parts": [
            {"role": part.role, "start": part.start, "end": part.end, "text": part.text}
            for part in annotation.parts
        ],
        "attributes": _plain(annotation.attributes),
        "note": annotation.note,
        "annotator": annotation.annotator,
        "status": str(annotation.status),
        "origin": _plain(encode_origin(annotation.origin)),
        "anchor": {
            "prefix": annotation.anchor.prefix,
            "suffix": annotation.anchor.suffix,
            "digest": annotation.anchor.digest,
        },
        "created": annotation.created,
        "updated": annotation.updated,
    }


@dataclass(slots=True)
class _Said:
    """What is said about one article, as rows of the document."""

    annotations: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    states: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.annotations, self.decisions, self.states, self.left_out))

    def add(self, article: Article, store: AnnotationStore, takes: Callable[[Annotation], bool]) -> None:
        """Add what one annotator says."""
        record = store.read(article.id)
        for stored in filter(takes, record.annotations.values()):
            annotation = place(stored, article.text, article.digest)
            if annotation is not None and exact(annotation, article.text):
                self.annotations.append(annotation_json(annotation, article))
            else:
                self._leave_out(article, store, stored.label, stored.text)
        for kept in record.marks.values():
            mark = place_mark(kept, article.text, article.digest)
            if mark is not None and article.text[mark.start : mark.end] == mark.text:
                self.decisions.append(
                    {
                        "article": article.id,
                        "start": mark.start,
                        "end": mark.end,
                        "text": mark.text,
                        "sentences": list(touched(article, mark.start, mark.end)),
                        "decided": mark.decided,
                        "note": mark.note,
                        "annotator": store.annotator,
                        "updated": mark.updated,
                        "origin": _plain(encode_origin(mark.origin)),
                    }
                )
            else:
                self._leave_out(article, store, "decision", kept.text)
        if record.state is not None:
            self.states.append(
                {"article": article.id, "annotator": store.annotator, "state": str(record.state)}
            )

    def _leave_out(self, article: Article, store: AnnotationStore, kind: str, text: str) -> None:
        words = " ".join(text.split())
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        self.left_out.append(LeftOut(article.id, store.annotator, f"{kind} “{shown}”"))


_ORDER = {
    "annotations": itemgetter("start", "end", "label", "annotator", "id"),
    "decisions": itemgetter("start", "end", "annotator", "updated"),
    "states": itemgetter("annotator"),
}


def _plain(value: Any) -> Any:
    """Return `value` as JSON can hold it: keys are text in a stable order, numbers finite, the rest text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value)


def dump(value: Any, indent: int | None = None) -> str:
    """Return `value` as JSON text that any terminal and any UTF-8 file can take.

    Escaped are control and bidirectional characters, which may stand in metadata that nobody cleaned, and the
    lone surrogates of a file name that is not Unicode.
    """
    return visible(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def _array(rows: Sequence[Any]) -> Iterator[str]:
    if not rows:
        yield "[]"
        return
    yield "[\n"
    for count, row in enumerate(rows):
        yield ",\n" if count else ""
        yield dump(row)
    yield "\n]"
