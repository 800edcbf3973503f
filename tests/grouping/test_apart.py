"""Grouping in another process: the same stories, and nothing of it left behind."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tales import FIRST

from reader import grouping
from reader.corpus.corpus import Corpus
from reader.grouping import apart, updating, work
from reader.grouping.tables import pending

MANY = 4_000
STARTED = """
import subprocess, sys
from pathlib import Path
from reader import grouping
from reader.corpus.corpus import Corpus

class Named(subprocess.Popen):
    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        print(self.pid, flush=True)

if __name__ == "__main__":
    subprocess.Popen = Named
    grouping.update(Corpus.open(Path(sys.argv[1])), lambda *step: print(*step, flush=True))
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Write a corpus that takes seconds to group."""
    file = tmp_path / "many.jsonl"
    lines = (" ".join(f"{n * at % 9973}w" for at in range(1, 301)) for n in range(1, MANY + 1))
    file.write_text("".join(f"{json.dumps({'id': str(n), 'text': t})}\n" for n, t in enumerate(lines)))
    return file


def test_the_stories_are_the_same(write, monkeypatch) -> None:
    here = write(FIRST)
    assert grouping.update(here)
    expected = list(grouping.stories(here))
    here.index.remake()
    here.update()
    monkeypatch.setattr(updating, "SMALL", 0)
    steps = []
    assert grouping.update(here, lambda *step: steps.append(step))
    assert list(grouping.stories(here)) == expected
    assert steps[-1][0] == work.COMPARING


def test_stopped_it_ends_soon(many: Path) -> None:
    corpus = Corpus.open(many)
    steps = []
    assert not grouping.update(corpus, lambda *step: steps.append(step), lambda: bool(steps))
    assert list(grouping.stories(corpus)) == []
    corpus.close()


def test_a_process_that_fails_says_why_in_one_line(write, monkeypatch) -> None:
    corpus = write(FIRST)
    monkeypatch.setattr(updating, "SMALL", 0)
    order = apart._order(corpus)
    monkeypatch.setattr(apart, "_order", lambda _: {**order, "file": str(Path(order["file"]).parent)})
    with pytest.raises(grouping.GroupingError, match="OperationalError: unable to open database file"):
        grouping.update(corpus)


def test_where_no_process_can_be_started_it_is_done_here(write, monkeypatch) -> None:
    corpus = write(FIRST)
    monkeypatch.setattr(updating, "SMALL", 0)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert grouping.update(corpus)
    assert len(grouping.folds(corpus)) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_the_program_is_killed_nothing_stays_behind(many: Path, tmp_path: Path) -> None:
    script = tmp_path / "started.py"
    script.write_text(STARTED, encoding="utf-8")
    program = subprocess.Popen([sys.executable, script, many], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    child = int(program.stdout.readline())
    assert work.READING in program.stdout.readline()
    started = {child, *_children(child)}
    program.kill()
    program.wait()
    program.stdout.close()
    end = time.monotonic() + 30
    while any(map(_runs, started)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_runs, started))
    corpus = Corpus.open(many)
    assert pending(corpus.index), "it was stopped in the midst"
    corpus.close()


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
