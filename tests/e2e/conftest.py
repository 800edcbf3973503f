"""What the end-to-end tests share: a home nobody lives in, and a corpus to work on."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import resources

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from terminal import Terminal, sealed

    CHECKOUT = Path(__file__).parents[2] / "reader"

    @pytest.fixture(scope="session", autouse=True)
    def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """Return the package that the installed program runs; it is this checkout's, or was made of it."""
        asked = subprocess.run(
            [sys.executable, "-I", "-c", "import reader; print(reader.__file__)"],
            env=sealed(tmp_path_factory.mktemp("home")),
            capture_output=True,
            text=True,
            check=True,
        )
        package = Path(asked.stdout.strip()).parent
        stale = [
            file.relative_to(CHECKOUT).as_posix()
            for file in CHECKOUT.rglob("*.py")
            if not (package / file.relative_to(CHECKOUT)).is_file()
            or (package / file.relative_to(CHECKOUT)).read_bytes() != file.read_bytes()
        ]
        assert not stale, f"{package} is not what stands in {CHECKOUT}; install it anew: {stale[:5]}"
        return package

    @pytest.fixture
    def home(tmp_path: Path) -> Path:
        """Return a home whose settings ask for no suggestions: a key means the same however soon it comes."""
        settings = tmp_path / "home" / "config" / "reader" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text("suggest = false\n", encoding="utf-8")
        return tmp_path / "home"

    @pytest.fixture
    def corpus(tmp_path: Path) -> Path:
        folder = tmp_path / "corpus"
        shutil.copytree(resources.sample(), folder)
        return folder

    @pytest.fixture
    def start(home: Path) -> Iterator[Callable[..., Terminal]]:
        """Start the installed program in a terminal that is closed when the test is over."""
        started: list[Terminal] = []

        def start(
            *arguments: str | Path,
            columns: int = 120,
            rows: int = 40,
            ignore_sighup: bool = False,
            **environment: str,
        ) -> Terminal:
            started.append(
                Terminal(
                    arguments,
                    sealed(home, **environment),
                    columns=columns,
                    rows=rows,
                    ignore_sighup=ignore_sighup,
                )
            )
            return started[-1]

        yield start
        for terminal in started:
            terminal.close()
