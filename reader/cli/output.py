"""What goes to stdout: JSON for programs, plain lines for pipes, colour for people at a terminal."""

import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from textwrap import indent
from typing import TYPE_CHECKING, Any, TextIO

from reader.corpus.controls import visible
from reader.exchange.json import dump

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

DAY = len("2026-01-31")
"""So much of a date is shown to people."""


def for_people() -> bool:
    """Return whether a person at a terminal reads stdout; `FORCE_COLOR` says so of a pager."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def colours() -> bool:
    """Return whether to use colours: for people who did not ask for none with `NO_COLOR`."""
    return for_people() and not os.environ.get("NO_COLOR")


@lru_cache(maxsize=1)
def _console(_: TextIO) -> "Console":
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)


def console() -> "Console":
    """Return the console that draws on stdout; it never interprets markup, as article text is shown on it."""
    return _console(sys.stdout)


def counted(count: int, one: str, more: str) -> str:
    """Return a count of things: “1 story”, “2 stories”."""
    return f"{count:,} {one if count == 1 else more}"


def write_json(value: Any) -> None:
    """Write a value as indented JSON."""
    print(dump(value, indent=2))


def write_json_array(values: Iterable[Any]) -> None:
    """Write values as an indented JSON array, each as soon as it is there."""
    begun = False
    for value in values:
        print(",\n" if begun else "[\n", indent(dump(value, indent=2), "  "), sep="", end="")
        begun = True
    print("\n]" if begun else "[]")


def cell(value: object, style: str = "") -> "Text":
    """Return a value as text to draw, its control characters made visible."""
    from rich.text import Text

    return Text(visible(str(value)), style=style)
