"""Nothing that somebody else wrote, or that was typed, steers the terminal of who reads it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EVIL = "\x1b[31mA\x1b]0;owned\x07\x9b2J\u202eB"
STEERING = set("\x1b\x07\x9b\u202e")


@pytest.fixture
def labelled(run, corpus) -> Path:
    run(
        "label",
        corpus,
        "bridge-1",
        "--sentence",
        1,
        "--label",
        "claim",
        "--note",
        "note",
        "--set",
        "claimer=speaker",
    )
    return corpus


@pytest.fixture(params=[False, True], ids=["piped", "for people"])
def people(request, monkeypatch) -> bool:
    if request.param:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
    return request.param


def steered(text: str) -> set[str]:
    """Return what in `text` steers a terminal, apart from the bold and faint that rich writes."""
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[3m", "\x1b[4m", "\x1b[0m", "\x1b[2;3m"):
        text = text.replace(style, "")
    return STEERING & set(text)


def rewrite(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    tables = json.loads(file.read_text(encoding="utf-8"))
    change(tables)
    rows = (
        f'"{name}": {{\n' + ",\n".join(f'"{key}": {json.dumps(row)}' for key, row in table.items()) + "\n}"
        for name, table in tables.items()
    )
    file.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def stored(corpus: Path) -> Path:
    return corpus / "annotations" / "ann" / "bridge-1.txt.json"


def journal(corpus: Path) -> Path:
    return corpus / "annotations" / "ann" / "journal.jsonl"


def evil_note(corpus: Path) -> None:
    def change(tables):
        for mark in tables["marks"].values():
            mark["note"] = EVIL
        for annotation in tables["annotations"].values():
            annotation |= {"note": EVIL, "attributes": {EVIL: EVIL}}

    rewrite(stored(corpus), change)


def evil_label(corpus: Path) -> None:
    def change(tables):
        tables["article"]["1"]["labels"] = {EVIL: 1}
        for annotation in tables["annotations"].values():
            annotation["label"] = EVIL

    rewrite(stored(corpus), change)
    journal(corpus).unlink()


def evil_text(corpus: Path) -> None:
    def change(tables):
        for annotation in tables["annotations"].values():
            annotation["text"] = annotation["anchor"]["prefix"] = EVIL

    rewrite(stored(corpus), change)
    journal(corpus).unlink()


def evil_article_id(corpus: Path) -> None:
    rewrite(stored(corpus), lambda tables: tables["article"]["1"].update(id=EVIL))


def evil_message(corpus: Path) -> None:
    lines = journal(corpus).read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    for entry in entries:
        entry["step"]["message"] = EVIL
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    journal(corpus).write_text(text, encoding="utf-8")


def evil_annotator(corpus: Path) -> None:
    (corpus / "annotations" / "ann").rename(corpus / "annotations" / "%1B[31mz%C2%9B2J")


def evil_description(corpus: Path) -> None:
    text = f'[[label]]\nname = "claim"\ndescription = {json.dumps(EVIL)}\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")


def evil_color(corpus: Path) -> None:
    text = f'[[label]]\nname = "claim"\ncolor = {json.dumps(EVIL)}\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        evil_note, evil_label, evil_text, evil_article_id, evil_message, evil_annotator, evil_description,
        evil_color,
    ],
)  # fmt: skip
def test_stored_annotations_cannot_steer_the_terminal(run, labelled, people, spoil) -> None:
    spoil(labelled)
    commands = [
        ("list", labelled),
        ("show", labelled, "bridge-1"),
        ("show", labelled, "bridge-1", "--json"),
        ("labels", labelled),
        ("labels", labelled, "--json"),
        ("check", labelled),
        ("export", labelled),
        ("export", labelled, "--all-annotators"),
        ("export", labelled, "--annotator", "nobody"),
        ("undo", labelled),
        ("redo", labelled),
        ("redo", labelled, "--json"),
    ]
    for command in commands:
        ran = run(*command)
        assert not steered(ran.out + ran.err), command
        assert ran.code in (0, 1, 2)


def test_labels_that_steer_are_refused_by_the_name_of_their_file(run, labelled) -> None:
    evil_text(labelled)
    ran = run("show", labelled, "bridge-1")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "bridge-1.txt.json" in ran.err
    assert "control characters" in ran.err


def test_a_folder_no_annotator_can_have_is_found_by_check(run, labelled) -> None:
    evil_annotator(labelled)
    ran = run("check", labelled)
    assert ran.code == 1
    assert "is not the folder of an annotator" in ran.out or "no name for an annotator" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "CORPUS", EVIL),
        ("list", EVIL),
        (EVIL,),
        (EVIL, "CORPUS"),
        ("compare", "CORPUS", EVIL, EVIL),
        ("label", "CORPUS", "bridge-1", "--sentence", "0", "--label", EVIL),
        ("label", "CORPUS", "bridge-1", "--span", EVIL, "--label", "claim"),
        ("label", "CORPUS", "bridge-1", "--sentence", "0", "--label", "claim", "--set", EVIL),
        ("label", "CORPUS", "bridge-1", "--sentence", "0", "--label", "claim", "--set", f"{EVIL}=x"),
        ("label", "CORPUS", "bridge-1", "--sentence", "0", "--label", "claim", "--set", f"stance={EVIL}"),
        ("labels", "CORPUS", "--label", EVIL),
        ("labels", "CORPUS", "--rename", "claim", EVIL),
        ("labels", "CORPUS", "--rename", EVIL, "claim"),
        ("unlabel", "CORPUS", "bridge-1", "--id", EVIL),
        ("list", "CORPUS", "--annotator", EVIL),
        ("list", "CORPUS", f"--{EVIL}"),
        ("export", "CORPUS", "--annotator", EVIL),
        ("export", "CORPUS", "-o", f"no/{EVIL}"),
    ],
)
def test_what_was_typed_comes_back_harmless(run, corpus, arguments) -> None:
    ran = run(*(corpus if each == "CORPUS" else each for each in arguments))
    assert not steered(ran.out + ran.err)
    assert ran.code in (1, 2)
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("more", [[], ["--layout", "side-by-side"], ["--json"]])
def test_file_names_come_back_harmless(run, corpus, people, more) -> None:
    files = [corpus / f"{number}{EVIL.replace('/', '')}.txt" for number in (1, 2)]
    try:
        for file in files:
            file.write_text(f"Rain fell on {file.name[0]} fields.", encoding="utf-8")
    except OSError:
        pytest.skip("no such file names here")
    for command in (("compare", *files), ("list", corpus), ("compare", corpus, files[0].name[0], "bridge-1")):
        ran = run(*command, *(more if command[0] == "compare" else ()))
        assert not steered(ran.out + ran.err), command


def test_what_was_typed_is_stored_harmless(run, corpus, people) -> None:
    target = (corpus, "bridge-1", "--span", "4:9", "--label", "quote")
    ran = run("label", *target, "--note", EVIL, "--set", f"speaker={EVIL}")
    assert ran.code == 0
    ran = run("label", *target, "--set", f"speaker=other {EVIL}")
    assert not steered(ran.err)
    assert not steered(run("show", corpus, "bridge-1").out)
    for file in (corpus / "annotations").rglob("*.json*"):
        text = file.read_text(encoding="utf-8")
        assert not STEERING & set(text)
        assert "u001b" not in text
    assert run("check", corpus).code == 0
