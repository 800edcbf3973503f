"""The bar on stderr."""

import sys

import pytest

from reader.cli import progress


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def test_long_work_on_a_terminal_has_a_bar_that_is_gone_in_the_end(run, corpus, monkeypatch) -> None:
    on_a_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    plain = run("list", corpus)
    assert "Reading" in plain.err
    assert plain.err.rstrip("\n").endswith(("\x1b[2K", "\x1b[?25h"))
    assert len(plain.out.splitlines()) == 3


def test_short_work_has_none(run, corpus, monkeypatch) -> None:
    on_a_terminal(monkeypatch)
    assert run("list", corpus).err == ""


def test_without_a_terminal_there_is_none(run, corpus, monkeypatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    assert run("list", corpus).err == ""
