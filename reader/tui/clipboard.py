"""The clipboard, through whatever way is open: tmux, the system's own, or the terminal.

tmux with its default settings drops what a program sends to the terminal's clipboard (OSC 52), the system
clipboard needs a display, and a terminal never tells whether it took anything: so all ways are tried.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping

PATIENCE = 2.0
"""Seconds after which another program is not waited for any more."""


def copy(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Copy `text` and return where it went: “tmux buffer”, “system clipboard” or “terminal clipboard”.

    The terminal is sent the text (OSC 52) by whoever calls this; nobody can know whether it takes it, so it
    is named only if nothing surer worked. Other programs are waited for: call this from a worker.
    """
    reached = []
    if environment.get("TMUX") and _to_tmux(text):
        reached.append("tmux buffer")
    if _in_time(text):
        reached.append("system clipboard")
    return " and ".join(reached) or "terminal clipboard"


def _to_tmux(text: str) -> bool:
    """Put `text` into tmux's buffer and, with -w, into the clipboard of the terminal around it."""
    tmux = shutil.which("tmux")
    if tmux is None:
        return False
    try:
        subprocess.run(
            [tmux, "load-buffer", "-w", "-"],
            input=text.encode("utf-8"),
            check=True,
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _in_time(text: str) -> bool:
    """Copy to the system's clipboard; its programs may hang, and then must not keep Reader from ending."""
    done: list[bool] = []
    attempt = threading.Thread(target=lambda: done.append(_to_system(text)), daemon=True)
    attempt.start()
    attempt.join(PATIENCE)
    return done == [True]


def _to_system(text: str) -> bool:
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, subprocess.SubprocessError):
        return False
    return True
