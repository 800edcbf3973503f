"""What is installed: the wheel, the source distribution, and the two commands of the README."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(target: str, source: Path, folder: Path) -> Path:
    """Build a wheel or an sdist of a source tree and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    (made,) = folder.iterdir()
    return made


def relative_files(folder: Path) -> set[str]:
    """Return the files below a folder as a wheel would name them."""
    hidden = ("__pycache__", ".DS_Store")
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and not any(part in hidden for part in file.parts)
    }


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution and unpack it."""
    made = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(made) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    (source,) = folder.iterdir()
    return source


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a packager does, from the source distribution."""
    return build("wheel", sdist, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel, as pip does, into a folder that stands before everything else on the path."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program from the unpacked wheel, away from the source tree."""
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.e2e
def test_the_wheel_carries_all_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    code = {f"reader/{name}" for name in relative_files(ROOT / "reader")}
    styles = {f"reader/styles/{name}" for name in relative_files(ROOT / "styles")}
    labels = {f"reader/sample-annotations/{name}" for name in relative_files(ROOT / "annotations" / "sample")}
    assert any(name.endswith(".tcss") for name in styles)
    assert any(name.endswith(".schema.json") for name in code)
    assert "reader/sample/river.jsonl" in code
    assert any(name.endswith("journal.jsonl") for name in labels)
    assert code | styles | labels <= names
    assert "reader/py.typed" in names
    outside = {name for name in names if not re.match(r"reader/|reader_tui-[^/]+\.dist-info/", name)}
    assert not outside


@pytest.mark.e2e
def test_the_source_distribution_can_be_built_and_tested(sdist: Path) -> None:
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".ci/run", "tests/conftest.py"):
        assert (sdist / name).is_file(), name


@pytest.mark.e2e
def test_the_wheel_runs_without_the_source_tree(installed: Path) -> None:
    version = run_installed(installed, "--version")
    assert version.returncode == 0, version.stderr
    assert re.search(r"\d+\.\d+", version.stdout)
    code = "from reader import resources as r; print(r.sample(), r.sample_annotations(), *r.styles())"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [Path(line) for line in found.stdout.split()]
    assert all(path.exists() and path.is_relative_to(installed) for path in paths), paths


def readme_commands() -> list[str]:
    """Return the set-up commands of the README, in order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("python3 -m venv ")]


def test_the_readme_has_two_setup_commands() -> None:
    start, test = readme_commands()
    assert start.endswith("reader demo")
    assert test.endswith("pytest")


def test_ci_runs_the_readme_test_command_last() -> None:
    _, test = readme_commands()
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == test
