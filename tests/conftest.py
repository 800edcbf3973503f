"""Seal the machine off: tests never see the user's home, terminal or settings, nor leave anything there."""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("reader", deadline=None)  # a machine may be busy: nothing rests on time
settings.load_profile("reader")

TERMINAL_SETTINGS = (
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "PAGER",
    "SSH_CONNECTION",
    "SSH_TTY",
    "STY",
    "TERM_PROGRAM",
    "TMUX",
    "VISUAL",
    "WAYLAND_DISPLAY",
    "DISPLAY",
)
KEPT = ("READER_SHARED", "TEXTUAL_SNAPSHOT_TEMPDIR")
HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "config",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
CACHE = "READER_CACHE"
home = pytest.StashKey[tuple[Path, pytest.MonkeyPatch]]()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Share the suite among more workers than cores, as many tests wait for a program; a few need none."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    few = any("::" in each or each.endswith(".py") for each in config.args)
    if few or config.option.capture == "no" or config.option.update_snapshots:
        return 0
    return min(2 * (os.cpu_count() or 1), 8)


def pytest_configure(config: pytest.Config) -> None:
    """Seal before anything is imported: some libraries read the environment once, on import."""
    folder, patch = Path(tempfile.mkdtemp(prefix="reader-tests-")), pytest.MonkeyPatch()
    config.stash[home] = folder, patch
    for name in [
        *TERMINAL_SETTINGS,
        *(name for name in os.environ if name.startswith(("READER_", "TEXTUAL"))),
    ]:
        if name not in KEPT:
            patch.delenv(name, raising=False)
    for name, subfolder in HOMES.items():
        patch.setenv(name, str(folder / subfolder))
    patch.setenv("TERM", "xterm-256color")
    patch.setenv("TEXTUAL_ANIMATIONS", "none")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the machine back."""
    folder, patch = config.stash[home]
    patch.undo()
    shutil.rmtree(folder, ignore_errors=True)


_count = itertools.count()


@pytest.fixture(autouse=True)
def cache(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own folder for indexes; it is made when an index is."""
    folder = request.config.stash[home][0] / "indexes" / str(next(_count))
    monkeypatch.setenv(CACHE, str(folder))
    return folder
