"""What happens before a command runs, and when one fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from reader.__main__ import main, task
from reader.cli import COMMANDS, screen
from reader.cli.guard import Failure, UsageError, guarded
from reader.tui import app


def program(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        capture_output=True, encoding="utf-8", timeout=60, check=False, stdin=subprocess.DEVNULL, **options,
    )  # fmt: skip


def test_version(run) -> None:
    assert run("--version").out == f"reader {__version__}\n"


def test_help_names_every_command(run) -> None:
    out = run("--help").out
    assert all(f" {name} " in out for name in COMMANDS)
    assert "--install-completion" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert f"reader {name}" in ran.out


@pytest.fixture
def started(monkeypatch) -> list:
    """What the screen was started with, on a terminal that is none."""
    calls: list = []
    monkeypatch.setattr(app, "run", lambda place, settings: calls.append((place, settings)) or 0)
    monkeypatch.setattr(screen, "has_terminal", lambda: True)
    return calls


def test_a_path_opens_the_screen(started, corpus) -> None:
    assert main([str(corpus)]) == 0
    assert started[0][0].corpus == corpus


def test_options_reach_the_screen(started, corpus, tmp_path) -> None:
    arguments = ["--annotator", "kim", "--annotations", str(tmp_path / "labels"), "--theme", "nord"]
    assert main([str(corpus), *arguments]) == 0
    place, settings = started[0]
    assert (place.annotator, place.annotations, settings.theme) == ("kim", tmp_path / "labels", "nord")


def test_the_demo_opens_the_screen(started) -> None:
    assert main(["demo"]) == 0
    assert main(["demo", "--theme", "nord"]) == 0
    assert all("scratch" in place.notice for place, _ in started)
    assert started[1][1].theme == "nord"


def test_verbs_win_over_folders_of_their_name(started, run, corpus, monkeypatch) -> None:
    monkeypatch.chdir(corpus)
    (corpus / "list").mkdir()
    (corpus / "list" / "x.txt").write_text("Text.", encoding="utf-8")
    assert "bridge-1.txt" in run("list").out
    assert main([f".{os.sep}list"]) == 0
    assert started[0][0].corpus == corpus / "list"


@pytest.mark.parametrize("arguments", [[], ["demo"], ["some/path"], ["--version"]])
def test_the_commonest_starts_go_past_the_command_line_library(arguments) -> None:
    found = task(arguments)
    assert "program" not in getattr(getattr(found, "func", found), "__module__", "")


@pytest.mark.parametrize(
    "arguments", [["list"], ["--help"], ["a", "b"], ["--theme", "x"], ["demo", "--help"]]
)
def test_everything_else_goes_through_it(arguments) -> None:
    assert task(arguments).func.__module__ == "reader.cli.program"


def test_no_terminal_is_one_line(run, corpus) -> None:
    ran = run(corpus)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "needs a terminal" in ran.err


@pytest.mark.parametrize(
    ("wanted", "message"), [("lst", "did you mean `reader list`?"), ("no/such", "no such file or folder")]
)
def test_a_mistyped_verb_gets_a_hint(run, wanted, message) -> None:
    ran = run(wanted)
    assert ran.code == 2
    assert message in ran.err


@pytest.mark.parametrize("more", [[], ["--json"], ["--label", "claim"], ["bridge-1"]])
def test_a_mistyped_verb_with_arguments_gets_a_hint(run, corpus, more) -> None:
    ran = run("lst", corpus, *more)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == 'reader: there is no command "lst"; did you mean `reader list`?\n'


def test_a_word_that_is_like_no_verb_is_named(run, corpus) -> None:
    assert run("frobnicate", corpus).err == 'reader: there is no command "frobnicate" (try: reader --help)\n'


def test_two_corpora_are_one_too_many(run, corpus) -> None:
    ran = run(corpus, corpus / "rain.jsonl")
    assert ran.code == 2
    assert "there is no use for" in ran.err


def test_a_corpus_that_is_not_there(run, tmp_path) -> None:
    ran = run("list", tmp_path / "gone")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "no such file or folder" in ran.err


@pytest.mark.parametrize(
    ("error", "code"), [(UsageError("odd"), 2), (Failure("bad"), 1), (PermissionError(13, "denied", "f"), 1)]
)
def test_expected_errors_are_one_line(capsys, error, code) -> None:
    def task() -> int:
        raise error

    assert guarded(task) == code
    assert capsys.readouterr().err.count("\n") == 1


def test_unexpected_errors_name_the_way_to_the_traceback(capsys, monkeypatch) -> None:
    def task() -> int:
        raise ZeroDivisionError("a\nb")

    assert guarded(task) == 1
    err = capsys.readouterr().err
    assert err == "reader: unexpected ZeroDivisionError: a b (set READER_DEBUG=1 to see where)\n"
    monkeypatch.setenv("READER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        guarded(task)


def test_installed_completion_proposes_articles(tmp_path, corpus) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "SHELL": "/bin/bash"}
    assert program("--install-completion", "--shell", "bash", env=environment).returncode == 0
    assert list(tmp_path.rglob("bash-completion/completions/reader"))
    proposed = program("__complete", "show", corpus, "").stdout
    assert "bridge-1.txt" in proposed
    assert "rain.jsonl#r1\tRain" in proposed


def test_a_closed_pipe_is_quiet(corpus: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "reader", "list", str(corpus)],
            stdout=pipe, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")


def test_output_is_utf8_whatever_the_locale(corpus) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "“Rain,”" in program("show", corpus, "rain", env=environment).stdout


def test_the_screen_is_not_started_for_a_file_that_is_not_there(started, run, tmp_path) -> None:
    with pytest.raises(UsageError):
        screen.view(tmp_path / "gone.txt")
    assert started == []
