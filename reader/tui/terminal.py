"""The terminal: whether there is one, and what happens when it closes. Imports nothing that is slow."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def has_terminal() -> bool:
    """Return whether there is a terminal to draw a screen on."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return all(each is not None and each.isatty() for each in streams) and os.environ.get("TERM") != "dumb"


def on_end(loop: "AbstractEventLoop", end: Callable[[int], None]) -> None:
    """Call `end` with the signal's number when the terminal closes or the program is asked to end."""
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, end, number)
