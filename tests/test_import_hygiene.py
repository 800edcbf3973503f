"""What a run imports, seen in `sys.modules` of a fresh interpreter: the only proof that a deferral defers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reader.corpus.corpus import Corpus

SCREEN = {"textual", "pyperclip"}
PROBE = """
import json, sys
from reader.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def imported(*arguments: object) -> set[str]:
    """Run Reader with `arguments` and return the top-level modules it imported; it must succeed."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, arguments)],
        capture_output=True, encoding="utf-8", timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    return set(modules)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("The mayor spoke. Nobody listened.", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "label --help",
        "list {}",
        "list {} --json",
        "show {} a",
        "compare {} a b",
        "compare {} a b --json",
        "label {} a --sentence 0 --label claim --annotator kim",
        "labels {}",
        "export {}",
        "check {}",
    ],
)
def test_commands_without_a_screen_import_no_screen(command: str, corpus: Path) -> None:
    assert not imported(*(part.format(corpus) for part in command.split())) & SCREEN


@pytest.mark.parametrize("command", ["list {} --json", "show {} a", "export {}", "compare {} a b"])
def test_what_is_not_drawn_does_not_import_rich(command: str, corpus: Path) -> None:
    assert "rich" not in imported(*(part.format(corpus) for part in command.split()))


def test_reading_without_labels_does_not_import_the_database(corpus: Path) -> None:
    assert "tinydb" not in imported("compare", corpus, "a", "b")


def test_version_imports_nothing_to_speak_of() -> None:
    assert not imported("--version") & {*SCREEN, "rich", "cyclopts", "tinydb", "markdown_it", "rapidfuzz"}


def test_opening_the_screen_goes_past_the_command_line_library(corpus: Path) -> None:
    probe = (
        "import sys\nfrom reader.__main__ import task\n"
        "import reader.tui.app\ntask([sys.argv[1]])\nprint(sorted(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe, str(corpus)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert "'cyclopts'" not in ran.stdout
    assert "'tinydb'" not in ran.stdout


def test_the_first_rows_of_a_list_wait_for_nothing_that_reads_files(corpus: Path) -> None:
    probe = (
        "import sys\nfrom pathlib import Path\n"
        "from reader.corpus.corpus import Corpus\nfrom reader.tui.arranging import Arranger\n"
        "known = Corpus.at(Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "print(len(Arranger(known).first().rows), sorted(sys.modules))\nknown.close()"
    )
    cache = corpus / "cache"
    Corpus.open(corpus, cache=cache).close()
    ran = subprocess.run(
        [sys.executable, "-c", probe, str(corpus), str(cache)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert ran.stdout.startswith("2 ")
    for late in ("building", "step", "sources", "sentences", "clean", "folding", "search"):
        assert f"'reader.corpus.{late}'" not in ran.stdout
    assert "'email" not in ran.stdout
