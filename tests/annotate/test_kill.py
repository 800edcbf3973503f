"""Programs that label are killed at random moments; whatever they said was saved is there afterwards."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from annotate_helpers import make_clock

from reader.annotate.store import Store

KILLS = 15
LONGEST = 0.02
PROGRAM = Path(__file__).with_name("tag_until_killed.py")


def last_acknowledged(folder: Path, run: int, chance: random.Random) -> int:
    """Run the program, kill it a moment after it first reports; return the last number reported."""
    # Without site packages it starts in a third of the time.
    command = [sys.executable, "-S", str(PROGRAM), str(folder), str(run)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as program:
        lines = [program.stdout.readline()]
        time.sleep(chance.random() * LONGEST)
        program.kill()
        lines += program.stdout
    return int([line for line in lines if line.endswith(b"\n")][-1])


class Replay:
    """What a journal says is labelled, and on which words, read line by line and without the store."""

    def __init__(self) -> None:
        self.labels: dict[str, dict[str, str]] = {}
        self.seq = 0
        self._steps: dict[int, dict] = {}

    def follow(self, line: bytes) -> None:
        entry = json.loads(line)
        assert entry["seq"] == self.seq + 1
        self.seq = entry["seq"]
        if entry["kind"] == "saved":
            return
        self._steps[entry["byte"]] = entry.get("step")
        for change in self._steps[entry["of"]]["changes"]:
            known = self.labels.setdefault(change["article"], {})
            for swap in change["annotations"]:
                before, after = reversed(swap) if entry["kind"] == "undo" else swap
                known.pop(before and before["id"], None)
                known |= {after["id"]: after["text"]} if after else {}


def words(store: Store, article: str) -> dict[str, str]:
    return {each.id: each.text for each in store.load(article).annotations.values()}


def test_nothing_reported_saved_is_lost_when_the_program_is_killed(tmp_path):
    chance = random.Random(7)
    folder = tmp_path / "annotations"
    replay = Replay()
    read = 0
    for run in range(KILLS):
        last = last_acknowledged(folder, run, chance)
        journal = (folder / "anna" / "journal.jsonl").read_bytes()
        whole = journal.rfind(b"\n") + 1
        for line in journal[read:whole].splitlines():
            replay.follow(line)
        read = whole
        assert replay.seq >= last
        # Some starts find what several killed programs left, some what one did.
        store = Store.open(folder, "anna", clock=make_clock(), read_only=run % 4 != 3)
        both = (f"run/{run}.txt", f"run/{run}-later.txt")
        labels = [replay.labels.get(article, {}) for article in both]  # none if it was killed at once
        assert [words(store, article) for article in both] == labels
        assert len(labels[0]) == len(labels[1])
        store.close()
    for path in (folder / "anna").rglob("*.json"):
        json.loads(path.read_bytes())
    store = Store.open(folder, "anna", clock=make_clock())
    assert not store.read_only
    for article, labels in replay.labels.items():
        assert words(store, article) == labels
    assert store.notices == []
    store.close()
