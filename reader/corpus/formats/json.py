"""Records in JSON: one a line, or an array of them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.corpus.clean import Lines, decode, line
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw, Found
from reader.corpus.formats.record import document, summarised
from reader.corpus.formats.stream import LARGEST, Stream
from reader.corpus.metadata import key_of

_CONTAINERS = ("articles", "data", "records", "items", "results", "documents")
_EXPORT = "reader-export"
_GLANCE = 1 << 16
_INK = re.compile(r"\S|\Z")
_JSON = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


def read_lines(stream: Stream, fields: Fields, start: tuple[int, int] | None = None) -> Iterator[Found]:
    """Yield a document for every line of JSON Lines, and a flaw for every line that is none.

    A record's own id, else its url, else its line number is the key of its document. An array in a file that
    should hold lines is read as one.
    """
    sample = stream.file.peek(_GLANCE)
    coding = Lines(sample)
    if not start and _begins(sample, coding).startswith("["):
        yield from read_json(stream, fields)
        return
    yield from summarised(_lines(stream, coding, fields, start))


def read_json(stream: Stream, fields: Fields) -> Iterator[Found]:
    """Yield a document for every record of a JSON file: an array, an object holding one, or a single record.

    Without an id or url a record's key is its place, counted from 1; a single record has none. Lines of JSON
    are read as such.
    """
    sample = stream.file.peek(_GLANCE)
    if _is_lines(sample):
        yield from read_lines(stream, fields)
        return
    data = stream.whole()
    if stream.broken:
        return
    yield from _parsed(data, fields, stream.size is not None)


def fetch_line(raw: bytes, coding: Lines, fields: Fields, at: tuple[int, int], number: int) -> Document:
    """Return the document in the bytes of a line.

    Raises:
        ValueError: there is none.
    """
    found = _document(coding.decode(raw), fields, number, at)
    if not isinstance(found, Document):
        raise ValueError(found.reason)
    return found


def fetch_whole(data: bytes, fields: Fields) -> Document:
    """Return the document in the bytes of a JSON file that holds one record.

    Raises:
        ValueError: there is none.
        Unreadable: the bytes are no text.
    """
    found = next((one for one in _parsed(data, fields, True) if isinstance(one, Document)), None)
    if found is None or not found.at:
        raise ValueError("the file no longer holds one record")
    return found


def _lines(
    stream: Stream, coding: Lines, fields: Fields, start: tuple[int, int] | None
) -> Iterator[Document | Flaw]:
    seekable = stream.size is not None and not coding.wide
    for offset, length, text in stream.lines(coding, start):
        if text is None:
            yield Flaw(f"the line is longer than {LARGEST // 1_000_000} MB", stream.line)
        elif not text.isspace():
            yield _document(text, fields, stream.line, (offset, length) if seekable else None)


def _document(text: str, fields: Fields, number: int, at: tuple[int, int] | None) -> Document | Flaw:
    try:
        return document(_parse(text), fields, number, number, at)
    except json.JSONDecodeError as error:
        return Flaw(f"not valid JSON: {error.msg} (column {error.colno})", number)
    except (ValueError, RecursionError) as error:
        return Flaw(_reason(error), number)


def _parsed(data: bytes, fields: Fields, seekable: bool) -> Iterator[Found]:
    content = decode(data)
    try:
        value = _parse(content)
    except (ValueError, RecursionError) as error:
        yield from _damaged(content, fields, error)
        return
    del content
    if isinstance(value, Mapping) and value.get("format") == _EXPORT:
        yield Flaw("is an export of Reader, which holds labels of articles that stand elsewhere")
        return
    single_at = (0, len(data)) if seekable else None
    single = document(value, fields, 0, None, single_at)
    if isinstance(value, Mapping) and isinstance(single, Flaw):
        key = key_of(value, _CONTAINERS)
        if key is not None:
            value = value[key]
            single = document(value, fields, 0, None, single_at)
    if isinstance(value, list):
        yield from summarised(document(record, fields, number) for number, record in enumerate(value, 1))
    else:
        yield single


def _damaged(content: str, fields: Fields, error: Exception) -> Iterator[Found]:
    """Yield what can be read of what is not JSON as a whole: lines, or an array up to where it is damaged."""
    if _stands_alone(content.partition("\n")[0], error):
        rows = enumerate(content.split("\n"), 1)
        yield from summarised(_document(row, fields, n, None) for n, row in rows if row.strip())
        return
    for number, record in enumerate(_elements(content), 1):
        yield document(record, fields, number)
    if isinstance(error, json.JSONDecodeError):
        yield Flaw(f"not valid JSON: {error.msg}", error.lineno)
    else:
        yield Flaw(_reason(error))


def _stands_alone(first: str, error: Exception) -> bool:
    """Return whether the first line is a record of its own, be it a bad one: whether lines were meant."""
    if isinstance(error, json.JSONDecodeError):
        return error.msg == "Extra data"
    try:
        _parse(first)
    except json.JSONDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return True


def _elements(content: str) -> Iterator[Any]:
    """Yield the elements of an array up to the first that is damaged; nothing of anything else."""
    at = _ink(content, 0)
    if content[at : at + 1] != "[":
        return
    while content[at : at + 1] in ("[", ","):
        at = _ink(content, at + 1)
        try:
            element, at = _JSON.raw_decode(content, at)
        except (ValueError, RecursionError):
            return
        yield element
        at = _ink(content, at)


def _ink(content: str, at: int) -> int:
    """Return where the next character that is no space stands."""
    found = _INK.search(content, at)
    return found.start() if found else len(content)


def _parse(text: str) -> Any:
    """Parse JSON as it is found: control characters may stand in strings, NaN and Infinity are null."""
    return _JSON.decode(text)


def _begins(sample: bytes, coding: Lines) -> str:
    return sample[coding.skip :].decode(coding.wide or "utf-8", "replace").lstrip()


def _is_lines(sample: bytes) -> bool:
    """Return whether the first line is an object by itself and another begins behind it."""
    coding = Lines(sample)
    first, _, rest = _begins(sample, coding).partition("\n")
    if not first.startswith("{") or not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(_parse(first), dict)
    except (ValueError, RecursionError):
        return False


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else f"not valid JSON: {line(str(error))}"
