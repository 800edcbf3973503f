"""The dates articles carry, made comparable."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

WRITTEN = (
    "%Y-%m", "%Y", "%Y/%m/%d", "%d.%m.%Y",
    "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%B %Y",
)  # fmt: skip
"""How else people write dates, besides ISO 8601 and RFC 2822."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=10_000)
def moment(written: str) -> datetime | None:
    """Return the time that `written` names, in UTC where it names no zone; None if it names no time."""
    text = written.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime, _other):
        try:
            found = parse(text)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def seconds(written: str) -> int | None:
    """Return the time that `written` names in seconds since 1970, UTC; None if it names no time."""
    found = moment(written)
    return None if found is None else (found - _EPOCH) // timedelta(seconds=1)


def _other(text: str) -> datetime:
    for form in WRITTEN:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(text)
