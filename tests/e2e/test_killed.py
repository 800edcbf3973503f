"""The program is killed at random moments: what it had reported as saved is there at the next start."""

import json
import random
import re
import subprocess
from pathlib import Path

import pytest
from terminal import READER, TIMEOUT, Terminal, sealed

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
SEEDS = (20240911, 20241104)
KILLS = 25
SENTENCES = 600
KEYS = {"c": "claim", "2": "quote"}
PROGRESS = re.compile(r"(\d+)/\d+ decided(?: +(✓ saved)?)?")


class Witness:
    """Watches a terminal and remembers the highest number of decisions that was reported as saved."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.shown = 0
        self.saved = 0
        terminal.on_draw = self.look

    def look(self) -> None:
        rows = self.terminal.screen.display
        for row in rows[-2:]:
            if found := PROGRESS.search(row):
                self.shown = int(found[1])
                if found[2]:
                    self.saved = max(self.saved, self.shown)


def corpus_of(folder: Path) -> Path:
    """Write one article that is long enough never to be labelled to its end."""
    folder.mkdir()
    lines = (
        f"Witness number {n} said that {n * 37} geese crossed the road." for n in range(1, SENTENCES + 1)
    )
    (folder / "geese.txt").write_text("\n\n".join(lines), encoding="utf-8")
    return folder


def stored_labels(annotations: Path) -> dict[int, str]:
    """Read every file as it lies on the disk; return the label of each sentence."""
    labels: dict[int, str] = {}
    for file in annotations.rglob("*.json"):
        document = json.loads(file.read_text(encoding="utf-8"))
        for annotation in document.get("annotations", {}).values():
            labels[annotation["sentences"][0]] = annotation["label"]
    return labels


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_reported_saved_survives_every_kill(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    corpus, home = corpus_of(tmp_path / "corpus"), tmp_path / "home"
    home.mkdir()
    sent: list[str] = []
    reported = kills_while_saving = 0
    for _ in range(KILLS):
        with Terminal([corpus], sealed(home), columns=80, rows=16) as terminal:
            terminal.wait_for("geese")
            terminal.press("enter")
            terminal.wait_for(lambda text: PROGRESS.search(text))
            witness = Witness(terminal)
            witness.look()
            assert reported <= witness.shown <= len(sent)
            del sent[witness.shown :]

            if witness.shown:
                terminal.press("}")
            keys = chance.choices(list(KEYS), k=chance.randint(2, 8))
            sent += (KEYS[key] for key in keys)
            terminal.press(*keys)
            if chance.random() < 0.5:
                terminal.read_for(TIMEOUT, until=lambda w=witness, r=reported: w.saved > r)
            else:
                terminal.read_for(chance.uniform(0, chance.choice((0.02, 0.2))))
            terminal.kill()
            terminal.wait_end()
            kills_while_saving += witness.saved < len(sent)
            reported = max(reported, witness.saved)
        stored_labels(corpus / "annotations")

    assert reported > KILLS / 2, "the kills came too early to prove anything"
    assert kills_while_saving >= 2, "the kills came too late to prove anything"
    with Terminal([corpus], sealed(home), columns=80, rows=16) as terminal:
        terminal.wait_for("geese")
        terminal.press("enter")
        terminal.wait_for(lambda text: PROGRESS.search(text))
        witness = Witness(terminal)
        witness.look()
        terminal.press("Q")
        assert terminal.wait_end() == 0
    assert reported <= witness.shown <= len(sent)
    assert stored_labels(corpus / "annotations") == dict(enumerate(sent[: witness.shown]))
    assert READER
    checked = subprocess.run([READER, "check", corpus], env=sealed(home), capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
