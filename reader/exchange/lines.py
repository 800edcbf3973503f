"""Files of records for an import: JSON Lines and JSON, each record with its line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.exchange.losses import Losses

DAMAGED = "records that could not be read"
DIGITS = 15
MOST = 10**DIGITS
"""A larger number is no offset, and no score."""


def records(path: Path, losses: Losses) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each JSON object of a JSON Lines file with its file and line; others go to `losses`.

    A key whose value is null is as good as none.
    Raises `OSError` if the file cannot be read.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            where = f"{path.name}:{number}"
            if not line.strip():
                continue
            try:
                value = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                losses.add(DAMAGED, where, str(error))
                continue
            if isinstance(value, dict):
                yield where, {key: each for key, each in value.items() if each is not None}
            else:
                losses.add(DAMAGED, where, "is no JSON object")


class Malformed(ValueError):
    """A record does not have the shape of its format; the message says what is wrong with it."""


def text_of(value: Any, what: str) -> str:
    """Return a value that has to be text; raise `Malformed`."""
    if not isinstance(value, str):
        raise Malformed(f"{what} should be text, and is {_shown(value)}")
    return value


def offset_of(value: Any, what: str) -> int:
    """Return a value that has to be an offset; raise `Malformed`."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        raise Malformed(f"{what} should be a whole number from 0, and is {_shown(value)}")
    return value


def score_of(value: Any) -> float | None:
    """Return how sure something was, None if that is not said as a finite number."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST
    return float(value) if known else None


def index_of(value: Any) -> int | None:
    """Return the number of a sentence, None if there is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST else None


def list_of(value: Any, what: str) -> list[Any]:
    """Return a value that has to be a list; raise `Malformed`."""
    if not isinstance(value, list):
        raise Malformed(f"{what} should be a list, and is {_shown(value)}")
    return value


def dict_of(value: Any, what: str) -> dict[str, Any]:
    """Return a value that has to be an object; raise `Malformed`."""
    if not isinstance(value, dict):
        raise Malformed(f"{what} should be an object, and is {_shown(value)}")
    return value


def _shown(value: Any, most: int = 40) -> str:
    shown = repr(value)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
