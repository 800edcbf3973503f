"""The installed program as a person uses it: read, compare, label, leave, come back, export."""

import json
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from terminal import READER, Terminal, sealed

from reader import resources

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
WIRE, COURIER = "bridge/1-wire.md", "bridge/2-courier.md"
Start = Callable[..., Terminal]


def decided(count: int) -> Callable[[str], object]:
    """Return a condition: the screen says that so many sentences are decided, and saved."""
    return lambda text: re.search(rf"\b{count}/\d+ decided +✓ saved", text)


def command(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program without a terminal."""
    assert READER
    return subprocess.run(
        [READER, *map(str, arguments)],
        env=sealed(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def exported(home: Path, corpus: Path) -> dict[str, Any]:
    """Export with the command line and return the document, checked against its schema."""
    file = home / "labels.json"
    done = command(home, "export", corpus, "-o", file)
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(resources.export_schema().read_text(encoding="utf-8")))
    return document


def open_comparison(terminal: Terminal) -> None:
    """Mark the first two articles of the sample and open them side by side."""
    terminal.wait_for("12 articles")
    terminal.press("space", "space")
    terminal.wait_for("2 marked")
    terminal.press("enter")
    terminal.wait_for(lambda text: "23,400" in text and "32,400" in text and "/24 decided" in text)


def label_a_claim_and_a_quote(terminal: Terminal) -> None:
    """Give the second sentence of the wire story the label claim and the fourth the label quote."""
    terminal.press("j", "c")
    terminal.wait_for(decided(1))
    terminal.press("j", '"')
    terminal.wait_for(decided(2))


def test_label_leave_come_back_export(start: Start, home: Path, corpus: Path) -> None:
    terminal = start(corpus)
    open_comparison(terminal)
    label_a_claim_and_a_quote(terminal)
    terminal.press("l", "2")
    terminal.wait_for(lambda text: re.search(r"B \d+/20 .* 1/20 decided +✓ saved", text))
    terminal.press("q")
    terminal.wait_for(lambda text: re.search(r"Brackwater Bridge.*C1 +Q1", text))
    terminal.press("q")
    assert terminal.wait_end() == 0

    terminal = start(corpus)
    terminal.wait_for(lambda text: re.search(r"Brackwater Bridge.*C1 +Q1", text))
    open_comparison(terminal)
    assert "2/24 decided" in terminal.text
    assert re.search(r"C .*23,400|C +The bridge, which opened 94 years ago", terminal.text)
    terminal.press("q", "q")
    assert terminal.wait_end() == 0

    document = exported(home, corpus)
    texts = {article["id"]: article["text"] for article in document["articles"]}
    labels = [(each["article"], each["label"], each["text"]) for each in document["annotations"]]
    assert (
        WIRE,
        "claim",
        "The bridge, which opened 94 years ago, carries about 23,400 vehicles a day.",
    ) in labels
    by_hand = [each for each in document["annotations"] if each["origin"]["kind"] == "manual"]
    given = sorted((each["article"], each["label"]) for each in by_hand)
    assert given == [(WIRE, "claim"), (WIRE, "quote")]
    assert (COURIER, "quote") in [each[:2] for each in labels], "what was proposed there is accepted"
    for each in document["annotations"]:
        assert texts[each["article"]][each["start"] : each["end"]] == each["text"]
    checked = command(home, "check", corpus)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_label_key_takes_what_is_suggested(start: Start, home: Path, corpus: Path) -> None:
    settings = home / "settings.toml"
    settings.write_text("suggest = true\n", encoding="utf-8")
    terminal = start(corpus, READER_CONFIG=str(settings))
    open_comparison(terminal)
    terminal.press("j", "j", "j")
    terminal.wait_for("quote? direct, Ilse Tarnow")
    terminal.press('"')
    terminal.wait_for(decided(2))
    terminal.press("q", "q")
    assert terminal.wait_end() == 0
    (quote,) = (
        each for each in exported(home, corpus)["annotations"] if each["origin"]["kind"] == "suggested"
    )
    assert quote["attributes"]["speaker"] == "Ilse Tarnow"
    assert {part["role"] for part in quote["parts"]} == {"content", "cue", "source"}


def test_undo_reaches_over_a_restart_and_over_articles(start: Start, corpus: Path) -> None:
    terminal = start(corpus)
    open_comparison(terminal)
    label_a_claim_and_a_quote(terminal)
    terminal.press("Q")
    assert terminal.wait_end() == 0

    terminal = start(corpus)
    terminal.wait_for(lambda text: re.search(r"Brackwater Bridge.*C1 +Q1", text))
    terminal.press("u")
    terminal.wait_for("Undid quote on sentence 4")
    terminal.press("u")
    terminal.wait_for("Undid claim on sentence 2")
    terminal.press("ctrl+r")
    terminal.wait_for("Redid claim on sentence 2")
    terminal.press("q")
    assert terminal.wait_end() == 0

    terminal = start(corpus)
    terminal.wait_for(lambda text: re.search(r"Brackwater Bridge.*C1 +│", text))


def test_the_demo_never_changes_the_sample(start: Start, home: Path) -> None:
    before = {path: path.read_bytes() for path in resources.sample_annotations().rglob("*") if path.is_file()}
    terminal = start("demo")
    terminal.wait_for("scratch copy")
    terminal.wait_for("C1")
    terminal.press("enter")
    terminal.wait_for("/24 decided")
    terminal.press("x")
    terminal.wait_for("✓ saved")
    terminal.press("Q")
    assert terminal.wait_end() == 0
    after = {path: path.read_bytes() for path in resources.sample_annotations().rglob("*") if path.is_file()}
    assert before == after
    assert not list(home.glob("reader-demo-*"))


def test_without_articles_here_the_demo_opens_and_says_so(
    start: Start, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    terminal = start()
    terminal.wait_for("12 articles")
    assert "demo" in terminal.text


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 12)])
def test_sizes(start: Start, columns: int, rows: int) -> None:
    terminal = start("demo", columns=columns, rows=rows)
    terminal.wait_for("12 articles")
    terminal.press("space", "space", "enter")
    terminal.wait_for(lambda text: "decided" in text and "claim" in text)
    terminal.press("]", "c", "J", "?")
    terminal.wait_for("Keys")
    terminal.press("escape")
    terminal.wait_for(lambda text: "Keys" not in text)
    terminal.press("Q")
    assert terminal.wait_end() == 0


def test_resize_while_reading(start: Start, corpus: Path) -> None:
    terminal = start(corpus)
    open_comparison(terminal)
    assert side_by_side(terminal.text)
    terminal.resize(80, 24)
    terminal.wait_for(lambda text: "23,400" in text and not side_by_side(text))
    label_a_claim_and_a_quote(terminal)
    terminal.resize(130, 30)
    terminal.press("g")
    terminal.wait_for(side_by_side)
    assert "2/24 decided" in terminal.text


def side_by_side(text: str) -> bool:
    """Tell whether one line of the screen holds the same sentence of both versions."""
    return any("which opened 94" in line and "which is 94" in line for line in text.splitlines())


def test_no_colour(start: Start, corpus: Path) -> None:
    terminal = start(corpus, NO_COLOR="1")
    open_comparison(terminal)
    label_a_claim_and_a_quote(terminal)
    assert re.search(r"~[ #]?C", terminal.text), "the gutter says difference and label without colour"
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    colours = {colour for cell in cells for colour in (cell.fg, cell.bg)}
    assert all(re.fullmatch(r"default|([0-9a-f]{2})\1\1", colour) for colour in colours), colours


@pytest.mark.parametrize(
    "how",
    [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, "closed terminal", "closed without a signal"],
    ids=str,
)
def test_an_end_from_outside_leaves_everything_saved(
    start: Start, home: Path, corpus: Path, how: object
) -> None:
    terminal = start(corpus, ignore_sighup=how == "closed without a signal")
    open_comparison(terminal)
    terminal.press("j", "c", "c", "c")
    terminal.wait_for("3/24 decided")
    if isinstance(how, signal.Signals):
        terminal.kill(how)
        terminal.wait_end()
    else:
        terminal.hang_up()
    made = exported(home, corpus)["annotations"]
    assert sum(each["article"] == WIRE for each in made) == 3
    stored = json.loads((corpus / "annotations" / "tester" / f"{WIRE}.json").read_text(encoding="utf-8"))
    assert stored
    checked = command(home, "check", corpus)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_note_typed_ahead_is_a_note_and_nothing_else(start: Start, home: Path, corpus: Path) -> None:
    terminal = start(corpus)
    open_comparison(terminal)
    note = 'check this claim, quote it; xcc "cc" jjkk'
    terminal.press("m", note, "enter")
    terminal.wait_for("✓ saved")
    terminal.press("Q")
    assert terminal.wait_end() == 0
    document = exported(home, corpus)
    assert document["annotations"] == []
    assert [each["note"] for each in document["decisions"]] == [note]


def test_a_second_window_is_read_only_and_says_so(start: Start, corpus: Path) -> None:
    first, second = start(corpus), None
    open_comparison(first)
    label_a_claim_and_a_quote(first)
    second = start(corpus)
    second.wait_for(lambda text: "read-only" in text.lower())
    second.wait_for("C1")
    first.press("Q")
    assert first.wait_end() == 0
    second.press("Q")
    assert second.wait_end() == 0


def test_hostile_text_is_shown_harmlessly(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    text = "Plain start. [/b] [bold]not markup[/] said \x1b]0;owned\x07 he. \x9b31m \u202egnirts\u202c 世界."
    (folder / "one.txt").write_text(text, encoding="utf-8")
    (folder / "two.txt").write_text(text.replace("Plain", "Other"), encoding="utf-8")
    terminal = start(folder)
    terminal.wait_for("2 articles")
    terminal.press("space", "space", "enter")
    terminal.wait_for("[bold]not markup[/]")
    assert b"\x1b]0;owned" not in terminal.drawn
    terminal.press("Q")
    assert terminal.wait_end() == 0
