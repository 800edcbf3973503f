"""The file of one article's annotations: a TinyDB database that is replaced as a whole.

No other module knows how it looks. Reading needs no TinyDB, which is imported when something is written.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from reader.annotate import codec, durable
from reader.annotate.records import Record, Stored, Summary, mark_key

FORMAT = 1
COUNTING = 2
"""How the counts in a head were made; a file where it was otherwise is counted through."""
NOTHING = Stored(Record(), 0)
"""What a file says that is not there."""

_Tables = Mapping[str, Mapping[Any, Any]]


class Damaged(Exception):
    """A file does not say what it should; `repairable` if the journal may say it instead."""

    def __init__(self, problem: str, *, repairable: bool = True) -> None:
        super().__init__(problem)
        self.repairable = repairable


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a file say: whose it is, the number of the last step in it, and its counts.

    `summary` is None if the file does not give every count, made as this program makes it.
    """

    id: str
    seq: int
    summary: Summary | None


def read(path: Path, article_id: str, annotator: str) -> Stored:
    """Return what a file holds, `NOTHING` if there is none.

    Raises `Damaged` if it is not the file of that article, `OSError` if it cannot be read.
    """
    tables = _Storage(path).read()
    return NOTHING if tables is None else _decode(tables, article_id, annotator)


def read_head(path: Path) -> Head | None:
    """Return what the head of a file says, None if there is no such file or it says nothing."""
    try:
        with path.open("rb") as stream:
            opening = [stream.readline().strip() for _ in range(3)]
        if opening[:2] == [b"{", b'"article": {'] and opening[2].startswith(b'"1": '):
            value = json.loads(opening[2].removeprefix(b'"1": ').removesuffix(b","))
        else:
            value = ((_Storage(path).read() or {}).get("article") or {}).get("1")
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            return None
        seq = value.get("seq")
        return Head(value["id"], seq if type(seq) is int else 0, _summary(value))
    except (OSError, ValueError, RecursionError, Damaged):
        return None


def write(path: Path, article_id: str, stored: Stored) -> None:
    """Replace a file, through TinyDB.

    One that says nothing any more keeps its head: it tells that from a file that was lost.
    """
    from tinydb import TinyDB
    from tinydb.middlewares import CachingMiddleware
    from tinydb.table import Document

    durable.make_folder(path.parent)
    storage = CachingMiddleware(_Storage)  # type: ignore[no-untyped-call]
    with TinyDB(path, storage=storage) as database:
        database.drop_tables()
        for table, documents in _tables(article_id, stored).items():
            database.table(table).insert_multiple(Document(v, doc_id=k) for k, v in documents.items())


def encode(article_id: str, stored: Stored) -> bytes:
    """Return the bytes `write` puts into a file."""
    return _encode(_tables(article_id, stored))


def files(folder: Path) -> Iterator[Path]:
    """Yield the article files below an annotator's folder, sorted within each folder."""
    for place, folders, found in os.walk(folder):
        folders.sort()
        for name in sorted(found):
            if name.endswith(".json"):
                yield Path(place, name)


class _Storage:
    """A TinyDB storage that replaces its file as a whole, with one document a line.

    It follows the protocol of `tinydb.storages.Storage`; that class is not imported, since reading needs no
    TinyDB.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, None if there is no file; raise `Damaged` if it is not JSON."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        if b"\n<<<<<<< " in b"\n" + data:
            raise Damaged("has merge conflicts in it; resolve them first", repairable=False)
        try:
            tables = json.loads(data)
        except (ValueError, RecursionError):
            raise Damaged("is not JSON") from None
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise Damaged("holds no tables")
        return tables

    def write(self, data: _Tables) -> None:
        """Replace the file."""
        durable.replace(self._path, _encode(data))

    def close(self) -> None:
        """Do nothing: no file is held open."""


def _encode(tables: _Tables) -> bytes:
    encoded = []
    for name, documents in tables.items():
        rows = (codec.line(str(key)) + b": " + codec.line(value) for key, value in documents.items())
        encoded.append(codec.line(name) + b": {\n" + b",\n".join(rows) + b"\n}")
    return b"{\n" + b",\n".join(encoded) + b"\n}\n"


def _tables(article_id: str, stored: Stored) -> dict[str, dict[int, dict[str, Any]]]:
    """Return an article's tables; document numbers come from what they name, so that histories merge."""
    record = stored.record
    summary = record.summary()
    head = {
        "id": article_id,
        "format": FORMAT,
        "seq": stored.seq,
        "digest": record.digest,
        "state": record.state,
        "labels": dict(summary.labels),
        "decided": summary.decided,
        "proposed": summary.proposed,
        "noted": summary.noted,
        "counting": COUNTING,
    }
    if others := sorted(summary.digests - {record.digest}):
        head["texts"] = others
    annotations = sorted(record.annotations.values(), key=lambda a: (a.start, a.end, a.id))
    marks = [mark for _, mark in sorted(record.marks.items())]
    return {
        "article": {1: head},
        "annotations": {_number(a.id): codec.encode_annotation(a) for a in annotations},
        "marks": {_number(repr(mark_key(mark))): codec.encode_mark(mark) for mark in marks},
    }


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:6])


def _decode(tables: _Tables, article_id: str, annotator: str) -> Stored:
    try:
        head = tables["article"]["1"]
        if head["format"] > FORMAT:
            raise Damaged("was written by a newer Reader; update this one", repairable=False)
        if head["id"] != article_id:
            raise Damaged(f"holds the annotations of {head['id']!r}, not of {article_id}", repairable=False)
        annotations = (
            codec.decode_annotation(value, article_id, annotator)
            for value in tables.get("annotations", {}).values()
        )
        marks = (codec.decode_mark(value) for value in tables.get("marks", {}).values())
        record = Record(
            {annotation.id: annotation for annotation in annotations},
            {mark_key(mark): mark for mark in marks},
            codec.decode_state(head["state"]),
            _digest(head["digest"]),
        )
        return Stored(record, _count(head["seq"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Damaged(f"is not an annotation file: {error}") from error


def _summary(head: Mapping[str, Any]) -> Summary | None:
    if head.get("counting") != COUNTING:
        return None
    try:
        labels, decided, proposed, noted = (head[key] for key in ("labels", "decided", "proposed", "noted"))
        return Summary(
            codec.decode_counts(labels),
            _count(decided),
            codec.decode_state(head["state"]),
            _count(proposed),
            _count(noted),
            frozenset(map(_digest, (head["digest"], *head.get("texts", ())))),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(f"{value!r} is not a whole number from 0")
    return value


def _digest(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a digest")
    return value
