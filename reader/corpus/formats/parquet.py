"""Parquet: a document for every row, read a few row by row, a few at a time."""

from collections.abc import Iterator
from typing import Any

from reader.corpus.clean import line
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw, Found, Reached
from reader.corpus.formats.extras import load
from reader.corpus.formats.record import WHERE, document, has_text, no_text, summarised

_BATCH = 256


def read(file: Any, size: int, fields: Fields) -> Iterator[Found]:
    """Yield what is in a Parquet file of `size` bytes, a path or a seekable file.

    A row's own id, else its url, else its number is the key of its document.
    """
    arrow = load("pyarrow", "parquet")
    parquet = load("pyarrow.parquet", "parquet")
    try:
        with parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False) as table:
            columns = [str(name) for name in table.schema_arrow.names]
            if has_text(columns, fields) or "." in (fields.text or ""):
                yield from summarised(_documents(table, size, fields))
            else:
                yield Flaw(f"the table {no_text(columns, fields)}{WHERE}")
    except (arrow.ArrowException, OSError, ValueError) as error:
        yield Flaw(f"not valid Parquet: {line(str(error))[:200]}")


def _documents(table: Any, size: int, fields: Fields) -> Iterator[Document | Flaw | Reached]:
    rows, number = max(1, table.metadata.num_rows), 0
    for batch in table.iter_batches(batch_size=_BATCH, use_threads=False):
        for record in batch.to_pylist():
            number += 1
            yield document({k: v for k, v in record.items() if v is not None}, fields, number)
        yield Reached(size * number // rows)
