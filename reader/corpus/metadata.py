"""What is known about an article besides its text: the keys that files use for it, made harmless."""

import datetime
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reader.corpus.clean import clean, line


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TITLE = _names("title headline ogtitle articletitle heading")
SOURCE = _names(
    """source publisher outlet publication newspaper sitename site sourcename publishername outletname
    provider sourcedomain domain hostname sourcehostname"""
)
DATE = _names(
    """date published publishedat publishedon publisheddate datepublished datepublish publishdate
    publishtime publicationdate pubdate publishedtime firstpublished webpublicationdate timestamp datetime
    created createdat time"""
)
URL = _names("url link permalink canonical canonicalurl sourceurl weburl articleurl pageurl uri href")
ID = _names("id uuid guid articleid docid documentid newsid identifier")
TEXT = _names(
    """text maintext fulltext articlebody articletext bodytext body content article textcontent plaintext
    cleantext rawtext"""
)
"""Names of the keys in order of preference, without case, spaces and punctuation."""

_PUNCTUATION = re.compile(r"[\W_]+")
_LONGEST_NAME = 100


def key_of(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the key of `record` that goes by the first possible of `names` and holds something."""
    keys = {
        plain(str(key)): key for key, value in reversed(list(record.items())) if value not in (None, "", [])
    }
    return next((keys[name] for name in names if name in keys), None)


def known(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the value of the first of `names` for display: one harmless line, empty if there is none."""
    key = key_of(record, names)
    return "" if key is None else shown(record[key])


def cleaned(value: Any) -> Any:
    """Return a value as JSON has them with every string in it made harmless.

    Dates are strings as ISO 8601 has them; numbers that are none are null.
    """
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(inner) for inner in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return clean(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def shown(value: Any) -> str:
    """Return a value for display: one harmless line."""
    if isinstance(value, str):
        return line(value)
    if isinstance(value, Mapping):
        return known(value, ("name", "title", "id", "oid", "url", "date"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(shown, value)))
    return "" if value is None else line(str(cleaned(value)))


def plain(name: str) -> str:
    """Return the name of a key without case, spaces and punctuation."""
    return _plain(name) if len(name) <= _LONGEST_NAME else ""


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return _PUNCTUATION.sub("", name).casefold()
