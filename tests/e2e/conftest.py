"""What the end-to-end tests share: a home nobody lives in, and a corpus to work on."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import resources

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from terminal import Terminal, sealed

    @pytest.fixture
    def home(tmp_path: Path) -> Path:
        folder = tmp_path / "home"
        folder.mkdir()
        return folder

    @pytest.fixture
    def corpus(tmp_path: Path) -> Path:
        folder = tmp_path / "corpus"
        shutil.copytree(resources.sample(), folder)
        return folder

    @pytest.fixture
    def start(home: Path) -> Iterator[Callable[..., Terminal]]:
        """Start the installed program in a terminal that is closed when the test is over."""
        started: list[Terminal] = []

        def start(*arguments: str | Path, columns: int = 120, rows: int = 40, **environment: str) -> Terminal:
            started.append(Terminal(arguments, sealed(home, **environment), columns=columns, rows=rows))
            return started[-1]

        yield start
        for terminal in started:
            terminal.close()
