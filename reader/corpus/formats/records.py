"""Records in JSON: one a line, or an array of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.corpus.clean import clean, line
from reader.corpus.formats.document import Ahead, Document, Flaw, Found
from reader.corpus.metadata import TEXT, URL, cleaned, key_of, known

_CONTAINERS = ("articles", "data", "records", "items", "results", "documents")
_NO_TEXT = "has no text"
_EXPORT = "reader-export"
_LOOKED_FOR = "(looked for text, body, content, article and maintext)"


def read_lines(content: str) -> Iterator[Found]:
    """Yield a document for every line of JSON Lines, and a flaw for every line that is none.

    A record's own id, else its url, else its line number is the key of its document.
    """
    if content.lstrip().startswith("["):
        yield from read_json(content)
        return
    rows = [(number, row) for number, row in enumerate(content.split("\n"), 1) if row and not row.isspace()]
    yield Ahead(len(rows))
    yield from _summarised(_document(row, number, number) for number, row in rows)


def read_json(content: str) -> Iterator[Found]:
    """Yield a document for every record of a JSON file: an array, an object holding one, or a single record.

    Without an id or url a record's key is its place, counted from 1; a single record has none.
    """
    try:
        value = _parse(content)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from read_lines(content)
        else:
            yield Flaw(f"not valid JSON: {error.msg}", error.lineno)
        return
    except (ValueError, RecursionError) as error:
        yield Flaw(_reason(error))
        return
    if isinstance(value, Mapping) and value.get("format") == _EXPORT:
        yield Flaw("is an export of Reader, which holds labels of articles that stand elsewhere")
        return
    if isinstance(value, Mapping) and key_of(value, TEXT) is None:
        key = key_of(value, _CONTAINERS)
        value = value if key is None else value[key]
    if isinstance(value, list):
        yield Ahead(len(value))
        yield from _summarised(_document(record, number) for number, record in enumerate(value, 1))
    else:
        yield _document(value, 0)


def _parse(content: str) -> Any:
    """Parse JSON as it is found: control characters may stand in strings, NaN and Infinity are null."""
    return json.loads(content, strict=False, parse_constant=lambda _: None)


def _document(record: Any, number: int, at: int | None = None) -> Document | Flaw:
    """Return the document in a record or a line of JSON; number 0 is the only record of a file."""
    try:
        if isinstance(record, str) and at is not None:
            record = _parse(record)
        return _read(record, number, at)
    except json.JSONDecodeError as error:
        return Flaw(f"not valid JSON: {error.msg} (column {error.colno})", at)
    except (ValueError, RecursionError) as error:
        return Flaw(_reason(error), at)


def _read(record: Any, number: int, at: int | None) -> Document | Flaw:
    name = "the record" if at or not number else f"record {number}"
    if not isinstance(record, Mapping):
        return Flaw(f"{name} is not an object with keys but a {_KINDS.get(type(record), 'value')}", at)
    key = key_of({k: v for k, v in record.items() if isinstance(v, str | list)}, TEXT)
    text = record[key] if key is not None else None
    if isinstance(text, list) and all(isinstance(paragraph, str) for paragraph in text):
        text = "\n\n".join(text)
    if not isinstance(text, str):
        return Flaw(f"{name} {_NO_TEXT} {_LOOKED_FOR}", at)
    metadata = {str(k): cleaned(v) for k, v in record.items() if k != key}
    own = known(record, ("id",)) or known(record, URL)
    return Document(clean(text), metadata, own or (str(number) if number else ""), at)


def _summarised(found: Iterable[Document | Flaw]) -> Iterator[Found]:
    """Yield what was found as it comes, but one flaw only if a file of many records holds no text at all."""
    without: list[Flaw] = []
    coming = iter(found)
    for each in coming:
        if isinstance(each, Flaw) and each.reason.endswith(f"{_NO_TEXT} {_LOOKED_FOR}"):
            without.append(each)
            continue
        yield from without
        yield each
        yield from coming
        return
    if len(without) > 1:
        yield Flaw(f"none of {len(without)} records has a text {_LOOKED_FOR}")
    else:
        yield from without


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else f"not valid JSON: {line(str(error))}"


_KINDS = {
    list: "list",
    str: "string",
    int: "number",
    float: "number",
    bool: "truth value",
    type(None): "null",
}
