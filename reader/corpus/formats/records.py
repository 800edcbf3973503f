"""Records in JSON: one a line, or an array of them."""

import json
from collections.abc import Iterator

from reader.corpus.clean import clean
from reader.corpus.formats.document import Document, Flaw, Found


def read_lines(content: str) -> Iterator[Found]:
    """Yield a document for every line of JSON Lines, and a flaw for every line that is none."""
    for number, row in enumerate(content.split("\n"), 1):
        if row.strip():
            try:
                record = json.loads(row)
            except ValueError as error:
                yield Flaw(str(error), number)
                continue
            text = clean(record.pop("text", ""))
            yield Document(text, record, str(record.get("id") or record.get("url") or number), number)


def read_json(content: str) -> Iterator[Found]:
    """Yield a document for every record of a JSON file: an array, an object holding one, or one record."""
    for number, record in enumerate(json.loads(content), 1):
        text = clean(record.pop("text", ""))
        yield Document(text, record, str(record.get("id") or record.get("url") or number))
