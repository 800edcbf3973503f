"""The terminal: whether there is one, and what happens when it closes. Imports nothing that is slow."""

import contextlib
import os
import signal
import sys
import threading
import time
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


def is_gone() -> bool:
    """Return whether the terminal was closed under us; where that cannot be known it never is."""
    try:
        import termios
    except ImportError:
        return False
    try:
        termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
    except (OSError, ValueError, termios.error):
        return True
    return False


def end_with_it(save: Callable[[], None], every: float = 1.0) -> None:
    """Save and end the process soon after the terminal is gone, whatever the screen is waiting for.

    Textual's threads may then read and write for ever, and a process that stays holds the lock on the labels.
    Without a terminal to begin with there is nothing to wait for.
    """

    def watch() -> None:
        while not is_gone():
            time.sleep(every)
        time.sleep(every)
        with contextlib.suppress(Exception):
            save()
        os._exit(128 + 1)

    if is_gone():
        return
    threading.Thread(target=watch, name="terminal-watch", daemon=True).start()
