"""A data set in the layout of the Hugging Face Hub: Parquet files, and a card that names splits and features.

The features stand in the metadata of every file too, so that the names of the labels survive.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from reader.corpus.formats.extras import load
from reader.exchange import card
from reader.exchange.document import Document
from reader.exchange.formats import Job, Unit
from reader.exchange.incoming import Incoming
from reader.exchange.jsonl import article_rows, incoming_row, sentence_rows
from reader.exchange.lines import DAMAGED
from reader.exchange.losses import Losses

pyarrow, parquet = load("pyarrow", "parquet"), load("pyarrow.parquet", "parquet")

AT_ONCE = 2000
LABELS = "labels"
TEXT = pyarrow.string()
WHOLE = pyarrow.int64()
"""Types of most columns; attributes are JSON, since each label has others."""


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write `data/SPLIT-00000-of-00001.parquet` for each side, `train` if nothing is split, and the card."""
    names = [name or "train" for name in job.split_names]
    schema = _schema(job)
    data = folder / "data"
    data.mkdir()
    with ExitStack() as stack:
        tables = {
            name: _Table(
                stack.enter_context(
                    parquet.ParquetWriter(data / f"{name}-00000-of-00001.parquet", schema, compression="zstd")
                ),
                schema,
            )
            for name in names
        }
        for document in documents:
            rows = article_rows(document) if job.unit is Unit.ARTICLE else sentence_rows(document, job)
            for row in rows:
                tables[document.split or "train"].add(_row(row, job))
                job.count("records")
        for table in tables.values():
            table.flush()
    for name in [name for name in names if not tables[name].rows]:
        (data / f"{name}-00000-of-00001.parquet").unlink()  # `datasets` refuses a split without rows
        names.remove(name)
    sizes = {name: (data / f"{name}-00000-of-00001.parquet").stat().st_size for name in names}
    rows_of = {name: tables[name].rows for name in names}
    (folder / "README.md").write_text(
        card.card(job, names, rows_of, sizes, _features(schema, job)), encoding="utf-8", newline="\n"
    )


class _Table:
    def __init__(self, writer: Any, schema: Any) -> None:
        self.rows = 0
        self._writer = writer
        self._schema = schema
        self._waiting: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pyarrow.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting.clear()


def _schema(job: Job) -> Any:
    columns = _article_columns() if job.unit is Unit.ARTICLE else _sentence_columns()
    schema = pyarrow.schema(columns)
    info = {"info": {"features": dict(_features(schema, job))}}
    return schema.with_metadata({"huggingface": json.dumps(info)})


def _sentence_columns() -> list[tuple[str, Any]]:
    span = [("start", WHOLE), ("end", WHOLE), *((n, TEXT) for n in ("text", "label", "role", "annotation"))]
    return [
        ("id", TEXT),
        ("text", TEXT),
        (LABELS, pyarrow.list_(WHOLE)),
        ("multi_hot", pyarrow.list_(pyarrow.float64())),
        ("spans", pyarrow.list_(pyarrow.struct([*span, ("whole", pyarrow.bool_())]))),
        ("attributes", TEXT),
        *((name, TEXT) for name in ("before", "after", "article")),
        *((name, WHOLE) for name in ("sentence", "start", "end")),
        *((name, TEXT) for name in ("title", "source", "date", "story", "annotator", "split")),
    ]


def _article_columns() -> list[tuple[str, Any]]:
    sentence = pyarrow.struct([("start", WHOLE), ("end", WHOLE), ("decided", pyarrow.list_(TEXT))])
    part = pyarrow.struct([("role", TEXT), ("start", WHOLE), ("end", WHOLE), ("text", TEXT)])
    annotation = [
        *((name, TEXT) for name in ("id", "label")),
        *((name, WHOLE) for name in ("start", "end")),
        ("text", TEXT),
        ("parts", pyarrow.list_(part)),
        *((name, TEXT) for name in ("attributes", "note", "annotator", "origin", "status")),
        ("score", pyarrow.float64()),
    ]
    return [
        *((name, TEXT) for name in ("id", "digest", "title", "source", "date", "url", "text")),
        ("sentences", pyarrow.list_(sentence)),
        ("annotations", pyarrow.list_(pyarrow.struct(annotation))),
        *((name, TEXT) for name in ("story", "split")),
    ]


def _row(row: dict[str, Any], job: Job) -> dict[str, Any]:
    """Return a row as its columns hold it: labels by number, attributes as JSON."""
    if job.unit is Unit.ARTICLE:
        said = [{**each, "attributes": _json(each["attributes"])} for each in row["annotations"]]
        return {**row, "annotations": said}
    numbers = {label: number for number, label in enumerate(job.labels)}
    return {
        **row,
        LABELS: [numbers[label] for label in row[LABELS]],
        "attributes": _json(row["attributes"]),
    }


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _features(schema: Any, job: Job) -> list[tuple[str, Any]]:
    """Return the columns as `datasets.Features` writes them into files."""
    found = []
    for column in schema:
        if column.name == LABELS:
            names = {"names": list(job.labels), "_type": "ClassLabel"}
            found.append((column.name, {"feature": names, "_type": "Sequence"}))
        else:
            found.append((column.name, _feature(column.type)))
    return found


def _feature(type_: Any) -> Any:
    if pyarrow.types.is_list(type_):
        inner = _feature(type_.value_type)
        return (
            [inner] if pyarrow.types.is_struct(type_.value_type) else {"feature": inner, "_type": "Sequence"}
        )
    if pyarrow.types.is_struct(type_):
        return {field.name: _feature(field.type) for field in type_}
    names = {"double": "float64"}
    return {"dtype": names.get(str(type_), str(type_)), "_type": "Value"}


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each row of a file, or of the files of a data set, says; raises `OSError`."""
    files = [path] if path.is_file() else sorted(path.rglob("*.parquet"))
    for file in files:
        try:
            yield from _rows(file, losses)
        except (pyarrow.ArrowException, UnicodeDecodeError) as error:
            losses.add(DAMAGED, file.name, str(error))


def _rows(file: Path, losses: Losses) -> Iterator[Incoming]:
    with parquet.ParquetFile(file) as table:
        names = _class_names(table.schema_arrow)
        number = 0
        for batch in table.iter_batches(AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                where = f"{file.name}:{number}"
                try:
                    whole = _unrow(row, names)
                except (ValueError, RecursionError) as error:
                    losses.add(DAMAGED, where, str(error))
                else:
                    yield from incoming_row(where, whole, losses)


def _class_names(schema: Any) -> list[str]:
    try:
        info = json.loads((schema.metadata or {})[b"huggingface"])["info"]["features"][LABELS]
        return [str(name) for name in info["feature"]["names"]]
    except (KeyError, TypeError, ValueError):
        return []


def _unrow(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return a row with names of labels and with attributes; raise `ValueError` if these are no JSON."""
    row = {key: each for key, each in row.items() if each is not None}
    labels = row.get(LABELS)
    if isinstance(labels, list) and names and all(isinstance(each, int) for each in labels):
        row[LABELS] = [names[each] if 0 <= each < len(names) else str(each) for each in labels]
    if isinstance(row.get("attributes"), str):
        row["attributes"] = json.loads(row["attributes"])
    said = row.get("annotations")
    for each in said if isinstance(said, list) else ():
        if isinstance(each, dict) and isinstance(each.get("attributes"), str):
            each["attributes"] = json.loads(each["attributes"])
    return row
