"""`reader import`, and `reader export` in formats."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def labelled(run, corpus) -> Path:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim", "--set", "checkworthy=yes")
    run("label", corpus, "rain", "--span", "1:5", "--label", "quote")
    run("unlabel", corpus, "bridge-1", "--sentence", 2)
    return corpus


@pytest.mark.parametrize(
    "name", ["jsonl", "csv", "parquet", "spacy", "doccano", "label-studio", "prodigy", "conll"]
)
def test_what_goes_out_comes_in_as_somebody_elses(run, labelled, tmp_path, name) -> None:
    target = tmp_path / ("out" if name in ("parquet", "spacy", "label-studio", "conll") else f"out.{name}")
    assert run("export", labelled, "--format", name, "-o", target).code == 0
    ran = run("import", target, labelled, "--format", name, "--as", "kim", "--json")
    assert (ran.code, ran.json["changed"], ran.json["losses"]) == (0, True, {})
    made = run("export", labelled, "--annotator", "kim").json
    assert [a["text"] for a in made["annotations"] if a["label"] == "claim"] == [
        "Costs [b]rose[/b] to 5 million."
    ]
    assert {a["origin"]["kind"] for a in made["annotations"]} == {"imported"}
    assert [d["sentences"] for d in made["decisions"]] == [[2]]
    again = run("import", target, labelled, "--format", name, "--as", "kim")
    assert (again.code, "nothing new" in again.err) == (0, True)


def test_without_a_name_they_are_proposals(run, labelled, tmp_path) -> None:
    target = tmp_path / "out.jsonl"
    run("export", labelled, "--format", "jsonl", "-o", target)
    assert run("import", target, labelled, "--format", "jsonl", "--annotator", "zoe").code == 0
    assert run("export", labelled, "--annotator", "zoe").json["annotations"] == []
    proposed = run("export", labelled, "--annotator", "zoe", "--status", "proposed").json
    assert {a["status"] for a in proposed["annotations"]} == {"proposed"}
    assert run("undo", labelled, "--annotator", "zoe").code == 0
    assert run("undo", labelled, "--annotator", "zoe").code == 1


def test_a_dry_run_changes_nothing(run, labelled, tmp_path) -> None:
    target = tmp_path / "out.jsonl"
    run("export", labelled, "--format", "jsonl", "-o", target)
    ran = run("import", target, labelled, "--format", "jsonl", "--as", "kim", "--dry-run")
    assert "would bring 2 labels and 1 decisions to 2 articles" in ran.err
    assert not (labelled / "annotations" / "kim").exists()


def test_what_does_not_fit_is_listed_with_file_and_line(run, labelled, tmp_path) -> None:
    target = tmp_path / "labels.jsonl"
    rows = [
        {"text": "The mayor opened the bridge.", "labels": ["claim"], "article": "bridge-1.txt"},
        {"text": "Nobody ever wrote this.", "labels": ["claim"]},
        {"text": 7},
    ]
    target.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", encoding="utf-8")
    ran = run("import", target, labelled, "--format", "jsonl", "--as", "kim")
    assert ran.code == 1
    assert all(f"labels.jsonl:{line}" in ran.err for line in (2, 3, 4))
    assert len(run("export", labelled, "--annotator", "kim").json["annotations"]) == 1


def test_labels_are_found_by_text_alone(run, labelled, tmp_path) -> None:
    target = tmp_path / "plain.csv"
    target.write_text(
        "text,label\nNobody on the ferry was hurt.,claim\nCosts [b]rose[/b] to 7 million.,claim\n"
    )
    assert run("import", target, labelled, "--format", "csv", "--as", "kim").code == 0
    made = run("export", labelled, "--annotator", "kim").json["annotations"]
    assert [a["article"] for a in made] == ["bridge-1.txt", "bridge-2.txt"]


def test_slate_is_matched_and_never_run(run, labelled, tmp_path) -> None:
    text = (labelled / "bridge-1.txt").read_text(encoding="utf-8")
    (tmp_path / "bridge-1.txt").write_text(text, encoding="utf-8")
    marker = tmp_path / "run"
    lines = [
        "((0, 0), (0, 4)) - label:claim",
        f"__import__('pathlib').Path({str(marker)!r}).touch() - x",
        "13 7 - ",
    ]
    (tmp_path / "bridge-1.txt.annotations").write_text("\n".join(lines), encoding="utf-8")
    ran = run("import", tmp_path / "bridge-1.txt.annotations", labelled, "--format", "slate", "--as", "kim")
    assert ran.code == 1
    assert not marker.exists()
    (made,) = run("export", labelled, "--annotator", "kim").json["annotations"]
    assert made["text"] == "The mayor opened the bridge."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--format", "nix"),
            "'nix'; there are json, jsonl, csv, parquet, spacy, conll, doccano, label-studio, ",
        ),
        (("--format", "nix"), "brat, inception, web-annotation\n"),
        (("--format", "slate"), "can only be read"),
        (("--format", "parquet"), "is a folder"),
        (("--format", "jsonl", "--split", "80"), "80/10/10"),
        (("--format", "jsonl", "--unit", "article", "--disagreements", "out"), "is about sentences"),
        (("--format", "csv", "--unit", "article"), "one record for each sentence"),
        (("--format", "jsonl", "--story", "99"), "no story 99"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run, labelled, arguments, said) -> None:
    ran = run("export", labelled, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_same_label_of_two_people_comes_once(run, labelled, tmp_path) -> None:
    run(
        "label", labelled, "bridge-1", "--sentence", 1, "--label", "claim", "--annotator", "bob", "--no-carry"
    )
    target = tmp_path / "out.jsonl"
    options = ("--label", "claim", "--format", "jsonl", "--unit", "article")
    run("export", labelled, "--all-annotators", *options, "-o", target)
    assert target.read_text(encoding="utf-8").count('"annotator":"bob"') == 1
    assert run("import", target, labelled, "--format", "jsonl", "--as", "kim").code == 0
    made = run("export", labelled, "--annotator", "kim").json["annotations"]
    places = [(each["article"], each["start"]) for each in made]
    assert len(places) == len(set(places)) > 0


@pytest.mark.parametrize("name", ["jsonl", "spacy", "brat", "parquet", "slate"])
def test_a_file_that_is_not_there_or_holds_nothing_is_told(run, labelled, tmp_path, name) -> None:
    ran = run("import", tmp_path / "missing", labelled, "--format", name)
    assert (ran.code, "cannot be read" in ran.err) == (1, True)
    empty = tmp_path / "empty"
    empty.touch() if name == "jsonl" else empty.mkdir()
    ran = run("import", empty, labelled, "--format", name, "--dry-run")
    assert (ran.code, f"holds nothing in format {name}" in ran.err) == (1, True)


def test_proposals_of_a_file_are_accepted_like_others(run, labelled, tmp_path) -> None:
    target = tmp_path / "plain.csv"
    target.write_text(
        "article,text,label\nbridge-1.txt,The mayor opened the bridge.,claim\n", encoding="utf-8"
    )
    assert run("import", target, labelled, "--format", "csv").code == 0
    listed = run("proposals", labelled, "--json").json
    assert run("proposals", labelled, "bridge-1", "--accept", "all").code == 0
    made = run("export", labelled).json["annotations"]
    assert listed
    assert "The mayor opened the bridge." in [each["text"] for each in made]


def test_nobody_can_be_called_like_a_path(run, labelled, tmp_path) -> None:
    target = tmp_path / "plain.csv"
    target.write_text("text,label\nNobody on the ferry was hurt.,claim\n", encoding="utf-8")
    assert run("import", target, labelled, "--format", "csv", "--as", "../up").code == 0
    assert run("export", labelled, "--annotator", "../up", "--format", "brat", "-o", tmp_path / "o").code == 0
    assert not list((labelled / "annotations").parent.glob("up*"))
    assert {each.parent.parent for each in (tmp_path / "o").rglob("*.ann")} == {tmp_path / "o"}
