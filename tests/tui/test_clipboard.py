"""The clipboard tries every way there is and says which one worked."""

import subprocess
import threading

import pyperclip
import pytest

from reader.tui import clipboard


@pytest.fixture
def system(monkeypatch):
    """A system clipboard that can be switched off."""
    taken: list[str] = []

    def copy(text: str) -> None:
        if text == "refuse":
            raise pyperclip.PyperclipException("no display")
        taken.append(text)

    monkeypatch.setattr(pyperclip, "copy", copy)
    return taken


def test_without_anything_else_the_terminal_is_asked(system) -> None:
    assert clipboard.copy("refuse", {}) == "terminal clipboard"


def test_the_system_clipboard_is_used_where_there_is_one(system) -> None:
    assert clipboard.copy("text", {}) == "system clipboard"
    assert system == ["text"]


def test_inside_tmux_its_buffer_is_filled(system, monkeypatch) -> None:
    ran = []

    def run(command, **options):
        ran.append((command[1:], options["input"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(clipboard.shutil, "which", lambda _: "/usr/bin/tmux")
    monkeypatch.setattr(clipboard.subprocess, "run", run)
    where = clipboard.copy("Grüße", {"TMUX": "/tmp/tmux-0/default,1,0"})
    assert where == "tmux buffer and system clipboard"
    assert ran == [(["load-buffer", "-w", "-"], "Grüße".encode())]


def test_a_tmux_that_is_gone_does_no_harm(system, monkeypatch) -> None:
    def run(command, **options):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(clipboard.shutil, "which", lambda _: "/usr/bin/tmux")
    monkeypatch.setattr(clipboard.subprocess, "run", run)
    assert clipboard.copy("refuse", {"TMUX": "gone"}) == "terminal clipboard"


def test_a_program_that_hangs_is_given_up(monkeypatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(pyperclip, "copy", lambda _: released.wait(30))
    monkeypatch.setattr(clipboard, "PATIENCE", 0.02)
    assert clipboard.copy("text", {}) == "terminal clipboard"
    released.set()
