"""`reader export`."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def labelled(run, corpus) -> Path:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim", "--set", "checkworthy=yes")
    run("label", corpus, "rain", "--span", "1:5", "--label", "quote", "--annotator", "kim")
    run("unlabel", corpus, "bridge-1", "--sentence", 2)
    return corpus


def test_the_same_labels_give_the_same_bytes(run, labelled, tmp_path) -> None:
    target = tmp_path / "labels.json"
    assert run("export", labelled, "-o", target).code == 0
    first = target.read_bytes()
    assert run("export", labelled, "--output", target).code == 0
    assert target.read_bytes() == first
    assert run("export", labelled).out.encode() == first


def test_it_holds_what_one_annotator_said(run, labelled) -> None:
    made = run("export", labelled).json
    assert made["annotators"] == ["ann"]
    assert [a["id"] for a in made["articles"]] == ["bridge-1.txt"]
    assert [a["label"] for a in made["annotations"]] == ["claim"]
    assert [(d["sentences"], d["decided"]) for d in made["decisions"]] == [([2], True)]


def test_annotators_can_be_chosen(run, labelled) -> None:
    assert run("export", labelled, "--annotator", "kim").json["annotators"] == ["kim"]
    both = run("export", labelled, "--annotator", "kim", "--annotator", "ann").json
    everybody = run("export", labelled, "--all-annotators").json
    assert both == everybody
    assert everybody["annotators"] == ["ann", "kim"]
    assert len(everybody["annotations"]) == 2


def test_an_unknown_annotator_is_a_usage_error_that_names_the_known(run, labelled) -> None:
    ran = run("export", labelled, "--annotator", "kym")
    assert ran.code == 2
    assert "ann, kim" in ran.err


def test_all_holds_every_article(run, labelled) -> None:
    assert len(run("export", labelled, "--all").json["articles"]) == 3


def test_what_is_no_longer_in_the_text_is_named_and_left_out(run, labelled) -> None:
    (labelled / "bridge-1.txt").write_text("Another text. Nobody on the ferry was hurt.", encoding="utf-8")
    ran = run("export", labelled)
    assert ran.code == 1
    assert "bridge-1.txt" in ran.err
    assert "claim" in ran.err
    assert json.loads(ran.out)["annotations"] == []


def test_labels_of_articles_that_are_gone_are_named(run, labelled) -> None:
    (labelled / "bridge-1.txt").unlink()
    ran = run("export", labelled)
    assert ran.code == 1
    assert "bridge-1.txt" in ran.err


def test_labels_follow_words_that_moved(run, labelled) -> None:
    path = labelled / "bridge-1.txt"
    path.write_text("New first sentence. " + path.read_text(encoding="utf-8"), encoding="utf-8")
    made = run("export", labelled).json
    (annotation,), (article,) = made["annotations"], made["articles"]
    assert article["text"][annotation["start"] : annotation["end"]] == annotation["text"]
    assert annotation["sentences"] == [2]


def test_a_file_that_cannot_be_written_is_one_line_and_nothing_is_left_behind(
    run, labelled, tmp_path
) -> None:
    ran = run("export", labelled, "-o", tmp_path / "nowhere" / "labels.json")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "labels.json: cannot be written" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_gold_is_the_gold_annotator(run, labelled) -> None:
    assert run("export", labelled, "--gold").code == 2
    run("label", labelled, "rain", "--sentence", 1, "--label", "claim", "--annotator", "gold")
    assert {a["annotator"] for a in run("export", labelled, "--gold").json["annotations"]} == {"gold"}
    assert run("export", labelled, "--gold", "--all-annotators").code == 2


def test_since_is_a_date_in_utc(run, labelled) -> None:
    made = run("export", labelled).json["annotations"]
    assert made
    first = min(each["updated"] for each in made)
    assert run("export", labelled, "--since", first).json["annotations"] == made
    assert run("export", labelled, "--since", "2000-01-01T00:00:00+02:00").json["annotations"] == made
    assert run("export", labelled, "--since", "2900-01-01").json["annotations"] == []
    refused = run("export", labelled, "--since", "yesterday")
    assert (refused.code, refused.out) == (2, "")
    assert "2026-03-10" in refused.err


def test_a_document_can_be_of_one_story(run, labelled) -> None:
    run("label", labelled, "rain", "--sentence", 1, "--label", "claim")
    run("label", labelled, "bridge-1", "--sentence", 1, "--label", "claim", "--no-carry")
    stories = {tuple(s["articles"]): s["story"] for s in run("stories", labelled, "--json").json}
    number = stories["bridge-1.txt", "bridge-2.txt"]
    made = run("export", labelled, "--story", number).json
    assert {each["id"] for each in made["articles"]} <= {"bridge-1.txt", "bridge-2.txt"}
    assert made["annotations"]
    assert run("export", labelled, "--story", 99).code == 2


@pytest.mark.parametrize(
    "options", [("--split", "80/10/10"), ("--undecided",), ("--disagreements", "soft"), ("--context", "2")]
)
def test_options_that_say_nothing_for_the_document_are_refused(run, labelled, options) -> None:
    ran = run("export", labelled, *options)
    assert (ran.code, ran.out) == (2, "")
    assert options[0] in ran.err


def test_the_story_of_an_example_does_not_wait_for_somebody_to_ask_for_stories(run, corpus, tmp_path) -> None:
    for name in ("bridge-1", "bridge-2"):
        run("label", corpus, name, "--sentence", 0, "--label", "claim", "--no-carry")
    rows = [json.loads(each) for each in run("export", corpus, "--format", "jsonl").out.splitlines()]
    assert len(rows) == 2
    assert len({row["story"] for row in rows}) == 1
