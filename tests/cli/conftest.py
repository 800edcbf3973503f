"""A small corpus of hostile and ordinary articles, and a way to run commands on it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.__main__ import main

BASE = "The mayor opened the bridge. Costs [b]rose[/b] to 5 million. Nobody on the ferry was hurt."
UPDATE = "The mayor opened the bridge. Costs [b]rose[/b] to 7 million. Experts doubt what Pennant wrote."


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("getpass.getuser", lambda: "ann")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge-1.txt").write_text(BASE, encoding="utf-8")
    (folder / "bridge-2.txt").write_text(UPDATE, encoding="utf-8")
    record = {
        "id": "r1",
        "text": "“Rain,” she said.\n\nMore rain.",
        "title": "Rain",
        "source": "Pennant",
        "rank": 3,
    }
    (folder / "rain.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def call(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return call
