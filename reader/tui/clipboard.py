"""The clipboard, through whatever way is open: tmux, the system's own, or the terminal.

tmux with its default settings drops what a program sends to the terminal's clipboard (OSC 52), the system
clipboard needs a display, and a terminal never tells whether it took anything: so all ways are tried.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping


def copy(text: str, terminal: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> str:
    """Copy `text` and return where it went: “tmux buffer”, “system clipboard” or “terminal clipboard”.

    `terminal` sends the text to the terminal (OSC 52); nobody can know whether that takes it, so it is named
    only if nothing surer worked.
    """
    reached = []
    if environment.get("TMUX") and _to_tmux(text):
        reached.append("tmux buffer")
    if _to_system(text):
        reached.append("system clipboard")
    terminal(text)
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
            timeout=2,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _to_system(text: str) -> bool:
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, subprocess.SubprocessError):
        return False
    return True
