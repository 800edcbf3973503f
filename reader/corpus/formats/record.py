"""A record, from whatever format, as a document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reader.corpus.clean import clean, line
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw, Found
from reader.corpus.metadata import DATE, ID, SOURCE, TEXT, TITLE, URL, cleaned, plain, shown

_NAMED = 12
_HELD = 1_000
_SHORT = 2_000
_SHOWN = ("title", "source", "date", "url", "id")
_NAMES = {"text": TEXT, "title": TITLE, "source": SOURCE, "date": DATE, "url": URL, "id": ID}
_NOTHING: tuple[Any, ...] = (None, "", [])


class NoText(Flaw):
    """A record without a text."""

    __slots__ = ()


def document(
    record: Any, fields: Fields, number: int, at_line: int | None = None, at: tuple[int, int] | None = None
) -> Document | Flaw:
    """Return the document in a record: anything JSON has.

    `number` is its key if it has no id and no url, and its name in a flaw unless it has a line; 0 is the only
    record of a file, which needs no key.
    """
    name = "the record" if at_line or not number else f"record {number}"
    if not isinstance(record, Mapping):
        return Flaw(f"{name} is not an object with keys but a {_KINDS.get(type(record), 'value')}", at_line)
    columns = _columns_of(record)
    path = _text_path(record, columns, fields)
    text = _value(record, path) if path else None
    if isinstance(text, list) and all(isinstance(paragraph, str) for paragraph in text):
        text = "\n\n".join(text)
    given = [text] if path else [] if fields.text else [record[key] for key in columns["text"]]
    if any(value in _NOTHING for value in given):
        return NoText("the text is empty" if at_line else f"the text of {name} is empty", at_line)
    if not path or not isinstance(text, str):
        return NoText(f"{name} {no_text(record, fields)}", at_line)
    metadata = {clean(str(k)): cleaned(v) for k, v in _without(record, path).items()}
    own = _described(record, columns, fields)
    key = own["id"] or own["url"] or (str(number) if number else "")
    return Document(
        clean(text), metadata, key, at_line, "", at, own["title"], own["source"], own["date"], own["url"]
    )


def described(found: Document, fields: Fields) -> Document:
    """Return a document with the title, source, date and url that its metadata give."""
    own = _described(found.metadata, _columns_of(found.metadata), fields)
    return replace(found, title=own["title"], source=own["source"], date=own["date"], url=own["url"])


def has_text(columns: Iterable[str], fields: Fields) -> bool:
    """Return whether one of the columns of a table is that of the text."""
    record = dict.fromkeys(columns, "text")
    return _text_path(record, _columns_of(record), fields) is not None


WHERE = "; --text-field tells where it is"
"""To be added to the reason if a whole file has no text."""


def no_text(record: Iterable[Any], fields: Fields) -> str:
    """Return the reason why there is no text in a record with those keys."""
    named = [line(str(key))[:40] for key in record]
    there = ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "") if named else "nothing"
    wanted = "no text" if fields.text is None else f"no text in a field “{line(fields.text)}”"
    return f"has {wanted} (it has {there})"


def summarised(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what was found as it comes, but one flaw only if a file of many records holds no text at all."""
    without: list[Flaw] = []
    count = 0
    coming = iter(found)
    for each in coming:
        if isinstance(each, NoText):
            count += 1
            if count <= _HELD:
                without.append(each)
        elif isinstance(each, Document):
            yield from without
            if count > len(without):
                yield Flaw(f"{count - len(without)} more records have no text")
            yield each
            yield from coming
            return
        else:
            yield each
    if count > 1:
        yield Flaw(f"none of {count} records has a text (the first: {without[0].reason}){WHERE}")
    else:
        yield from without


def _columns_of(record: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of a record that may be its text, title, and so on, in order of preference."""
    keys = tuple(map(str, record))
    return _columns(keys) if sum(map(len, keys)) <= _SHORT else _columns.__wrapped__(keys)


@lru_cache(maxsize=256)
def _columns(keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    by_name: dict[str, list[str]] = {}
    for key in keys:
        by_name.setdefault(plain(key), []).append(key)
    return {
        role: tuple(key for name in names for key in by_name.get(name, ())) for role, names in _NAMES.items()
    }


def _text_path(
    record: Mapping[str, Any], columns: Mapping[str, tuple[str, ...]], fields: Fields
) -> tuple[str, ...] | None:
    if fields.text is not None:
        return _path(record, fields.text)
    for key in columns["text"]:
        if record[key] and isinstance(record[key], str | list):
            return (key,)
    return None


def _described(
    record: Mapping[str, Any], columns: Mapping[str, tuple[str, ...]], fields: Fields
) -> dict[str, str]:
    """Return title, source, date, url and id of a record."""
    own = {}
    for role in _SHOWN:
        wanted: str | None = getattr(fields, role)
        own[role] = ""
        if wanted is not None:
            path = _path(record, wanted)
            own[role] = shown(_value(record, path)) if path else ""
            continue
        for key in columns[role]:
            if record[key] not in _NOTHING:
                own[role] = shown(record[key])
                break
    return own


def _path(record: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    """Return the keys that lead to what a person calls `name`."""
    if name in record:
        return (name,)
    folded = name.casefold()
    for key in record:
        if str(key).casefold() == folded:
            return (key,)
    begin, dot, rest = name.partition(".")
    while dot:
        inner = record.get(begin)
        if isinstance(inner, Mapping) and (path := _path(inner, rest)):
            return (begin, *path)
        more, dot, rest = rest.partition(".")
        begin = f"{begin}.{more}"
    return None


def _value(record: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        record = record[key]
    return record


def _without(record: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    """Return a record without what a path of keys leads to."""
    key, *rest = path
    if not rest:
        return {k: v for k, v in record.items() if k != key}
    return {**record, key: _without(record[key], tuple(rest))}


_KINDS = {
    list: "list",
    str: "string",
    int: "number",
    float: "number",
    bool: "truth value",
    type(None): "null",
}
