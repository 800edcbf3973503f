"""What is known about an article besides its text: the keys that files use for it, made harmless."""

import re
from collections.abc import Mapping
from typing import Any

from reader.corpus.clean import clean, line


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TITLE = _names("title headline ogtitle")
SOURCE = _names(
    """source publisher outlet publication newspaper sitename site sourcename
    sourcedomain domain hostname sourcehostname"""
)
DATE = _names(
    """date published publishedat datepublished datepublish publishdate publicationdate pubdate publishedtime
    webpublicationdate timestamp created createdat time"""
)
URL = _names("url link permalink canonical canonicalurl sourceurl weburl href")
TEXT = _names("text body content article maintext articlebody articletext fulltext bodytext rawtext")
"""Names of the keys in order of preference, without case, spaces and punctuation."""

_PUNCTUATION = re.compile(r"[\W_]+")


def key_of(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the key of `record` that goes by the first possible of `names` and holds something."""
    keys = {
        _PUNCTUATION.sub("", str(key)).casefold(): key
        for key, value in reversed(list(record.items()))
        if value not in (None, "", [])
    }
    return next((keys[name] for name in names if name in keys), None)


def known(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the value of the first of `names` for display: one harmless line, empty if there is none."""
    key = key_of(record, names)
    return "" if key is None else _shown(record[key])


def cleaned(value: Any) -> Any:
    """Return a value as JSON has them with every string in it made harmless."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    return value


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return known(value, ("name", "title", "id", "url"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_shown, value)))
    return line(str(value))
