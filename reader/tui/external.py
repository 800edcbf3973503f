"""Other programs: the editor for an article's file, the browser for its page."""

import os
import shlex
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from textual.app import App, SuspendNotSupported


def editor(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the command line of an editor or pager: $VISUAL, $EDITOR, $PAGER, or a usual one."""
    for name in ("VISUAL", "EDITOR", "PAGER"):
        if wanted := environment.get(name, "").strip():
            words = shlex.split(wanted, posix=sys.platform != "win32")
            if words and shutil.which(words[0]):
                return words
    usual = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vi", "less", "more")
    return next(([name] for name in usual if shutil.which(name)), None)


def edit(app: App[object], path: Path | None) -> str:
    """Give the terminal to the editor with `path` in it until it ends; return what went wrong."""
    command = editor()
    if path is None or not path.exists():
        return "The file of this article is not there any more"
    if command is None:
        return "Set $EDITOR or $PAGER to open files from here"
    try:
        with app.suspend():
            ended = subprocess.run([*command, str(path)], check=False).returncode
    except SuspendNotSupported:
        return "This terminal cannot be handed over to another program"
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror}"
    app.refresh(layout=True)
    return f"{command[0]} ended with code {ended}" if ended else ""


def browsable(url: str) -> bool:
    """Tell whether `url` is a web page, not something else a browser might run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def browse(url: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Open a web page in a graphical browser; False if there is none: a text one would take the screen."""
    graphical = sys.platform in ("win32", "darwin") or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    )
    return graphical and webbrowser.open(url)
