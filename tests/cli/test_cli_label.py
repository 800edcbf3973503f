"""`reader label`, `unlabel`, `undo`, `redo` and `labels`."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.corpus.corpus import Corpus
from reader.workspace import locate, open_session


def labels_of(run, corpus, article="bridge-1"):
    shown = run("show", corpus, article, "--json").json
    return [(a["label"], a["text"]) for a in shown["annotations"]]


def test_label_a_sentence_twice_is_label_it_once(run, corpus) -> None:
    first = run("label", corpus, "bridge-1", "--sentence", 2, "--label", "claim", "--json").json
    assert first == {
        "changed": True,
        "message": "claim on sentence 3",
        "article": "bridge-1.txt",
        "sentence": 2,
    }
    again = run("label", corpus, "bridge-1", "--sentence", 2, "--label", "claim", "--json").json
    assert again["changed"] is False
    assert labels_of(run, corpus) == [("claim", "Nobody on the ferry was hurt.")]


def test_a_label_and_its_note_are_one_step(run, corpus) -> None:
    def stored() -> tuple[list[str], list[str]]:
        made = run("export", corpus).json
        return [each["label"] for each in made["annotations"]], [each["note"] for each in made["decisions"]]

    at = ("--sentence", 2, "--label", "claim")
    for options in (at, (*at, "--set", "checkworthy=unsure"), ("--span", "4:9", "--label", "claim")):
        run("label", corpus, "bridge-1", *options, "--note", "Who says so?", "--no-carry")
        assert stored() == (["claim"], ["Who says so?"])
        undone = run("undo", corpus, "--json").json
        assert undone["message"].endswith(", with its note")
        assert stored() == ([], [])
    assert run("undo", corpus).code == 1


def test_a_label_that_is_there_gets_a_note_or_attributes(run, corpus) -> None:
    at = (corpus, "bridge-1", "--sentence", 2, "--label", "claim")
    run("label", *at)
    noted = run("label", *at, "--note", "Who?", "--json").json
    assert noted["message"] == "note on sentence 3"
    run("label", *at, "--note", "Where?", "--set", "checkworthy=yes")
    run("undo", corpus)
    made = run("export", corpus).json
    assert (made["annotations"][0]["attributes"], made["decisions"][0]["note"]) == ({}, "Who?")


def test_labelling_a_sentence_never_takes_a_label_off(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--span", "4:9", "--label", "claim")
    again = run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim", "--json").json
    assert (again["changed"], again["message"]) == (False, "claim is on sentence 1 already")
    assert labels_of(run, corpus) == [("claim", "mayor")]


def test_messages_go_to_stderr(run, corpus) -> None:
    ran = run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    assert (ran.code, ran.out) == (0, "")
    assert (
        ran.err == "claim on sentence 1, and in 1 other version (counted from 0: bridge-1.txt --sentence 0)\n"
    )


@pytest.mark.parametrize(("span", "words"), [("0:7", "“Rain,”"), ("8:17", "“she said.”")])
def test_quotation_marks_are_not_doubled_in_messages(run, corpus, span, words) -> None:
    ran = run("label", corpus, "rain", "--span", span, "--label", "quote")
    assert ran.err == f"quote on {words} (counted from 0: rain.jsonl#r1 --sentence 0)\n"


def test_attributes_are_typed_and_null_takes_one_away(run, corpus) -> None:
    target = (corpus, "bridge-1", "--span", "4:9", "--label", "claim")
    run("label", *target, "--set", "checkworthy=yes", "--set", "claimer=speaker")
    run("label", *target, "--set", "claimer=null", "--set", "type=quantity,event")
    (annotation,) = run("show", corpus, "bridge-1", "--json").json["annotations"]
    assert annotation["text"] == "mayor"
    assert annotation["attributes"] == {"checkworthy": "yes", "type": ["quantity", "event"]}


def test_attributes_the_schema_lost_are_kept_and_can_be_taken_away(run, corpus) -> None:
    target = (corpus, "bridge-1", "--span", "4:9", "--label", "claim")
    run("label", *target, "--set", "checkworthy=yes", "--set", "claimer=speaker")
    text = '[[label]]\nname = "claim"\n[[label.attribute]]\nname = "sure"\nkind = "yes-no"\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")
    run("label", *target, "--set", "sure=no", "--set", "claimer=null")
    (annotation,) = run("show", corpus, "bridge-1", "--json").json["annotations"]
    assert annotation["attributes"] == {"checkworthy": "yes", "sure": False}


def test_labels_of_two_annotators_stand_apart(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim", "--annotator", "kim")
    assert labels_of(run, corpus) == []
    shown = run("show", corpus, "bridge-1", "--json", "--annotator", "kim").json
    assert [a["annotator"] for a in shown["annotations"]] == ["kim"]


def test_unlabel_takes_one_label_or_all_and_is_repeatable(run, corpus) -> None:
    for name in ("claim", "quote"):
        run("label", corpus, "bridge-1", "--sentence", 0, "--label", name)
    run("unlabel", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    assert labels_of(run, corpus) == [("quote", "The mayor opened the bridge.")]
    run("unlabel", corpus, "bridge-1", "--sentence", 0)
    assert labels_of(run, corpus) == []
    again = run("unlabel", corpus, "bridge-1", "--sentence", 0, "--json").json
    assert again["changed"] is False


def test_unlabel_a_span_leaves_the_sentence_label(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    run("label", corpus, "bridge-1", "--span", "4:9", "--label", "claim")
    run("unlabel", corpus, "bridge-1", "--span", "4:9")
    assert labels_of(run, corpus) == [("claim", "The mayor opened the bridge.")]


def test_undo_and_redo_outlive_the_program(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim", "--no-carry")
    run("label", corpus, "bridge-2", "--sentence", 1, "--label", "quote")
    assert (
        run("undo", corpus).err == "Undid quote on sentence 2 (counted from 0: bridge-2.txt --sentence 1)\n"
    )
    assert labels_of(run, corpus, "bridge-2") == []
    assert run("redo", corpus, "--json").json["article"] == "bridge-2.txt"
    assert len(labels_of(run, corpus, "bridge-2")) == 1
    run("undo", corpus)
    run("undo", corpus)
    ran = run("undo", corpus)
    assert (ran.code, ran.err) == (1, "reader: there is nothing to undo\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--label", "claim"], "either --sentence N or --span START:END"),
        (["--label", "claim", "--sentence", "1", "--span", "1:2"], "either --sentence N or --span START:END"),
        (["--label", "claim", "--sentence", "3"], "has 3 sentences"),
        (["--label", "claim", "--sentence", "-1"], "has 3 sentences"),
        (["--label", "claim", "--sentence", "x"], "--sentence"),
        (["--label", "claim", "--span", "5"], "write START:END"),
        (["--label", "claim", "--span", "5:4"], "not a piece"),
        (["--label", "claim", "--span", "0:9999"], "not a piece"),
        (["--label", "claim", "--span", "28:29"], "white space"),
        (["--label", "lie", "--sentence", "0"], "the labels are claim, quote"),
        (["--label", "claim", "--sentence", "0", "--set", "speaker"], "write KEY=VALUE"),
        (["--label", "quote", "--sentence", "0", "--set", "speeker=Ada"], "did you mean 'speaker'"),
        (["--label", "quote", "--sentence", "0", "--set", "kind=loud"], "direct, mixed or indirect"),
        (["--label", "claim", "--sentence", "0", "--set", "type=event,colour"], "type can be quantity"),
        (["--sentence", "0"], "--label"),
        (["--label", "claim", "--sentence", "0", "--colour", "red"], "--colour"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(run, corpus, options, message) -> None:
    ran = run("label", corpus, "bridge-1", *options)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert not (corpus / "annotations").exists()


def test_labels_shows_the_schema(run, corpus) -> None:
    assert [label["name"] for label in run("labels", corpus, "--json").json["labels"]] == ["claim", "quote"]
    assert run("labels", corpus).out.startswith("claim\tc 1\tC\t")


def test_labels_init_writes_a_file_that_defines_the_same_labels(run, corpus) -> None:
    before = run("labels", corpus, "--json").json
    assert run("labels", corpus, "--init").code == 0
    file = corpus / "annotations" / "labels.toml"
    assert run("labels", corpus, "--json").json == before
    file.write_text(file.read_text(encoding="utf-8").replace('"claim"', '"rumour"'), encoding="utf-8")
    assert json.loads(run("labels", corpus, "--json").out)["labels"][0]["name"] == "rumour"
    assert run("labels", corpus, "--init").code == 1


def test_one_label_is_shown_with_its_guideline(run, corpus, monkeypatch) -> None:
    plain = run("labels", corpus, "--label", "quote").out
    assert "attribute\tkind: one of direct, mixed, indirect." in plain
    assert "part\tcontent, once or more; required." in plain
    assert "A **quote** gives words" in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    drawn = run("labels", corpus, "--label", "quote").out
    assert "**" not in drawn
    assert "Nobody warned us" in drawn
    assert [each["name"] for each in run("labels", corpus, "--label", "quote", "--json").json["labels"]] == [
        "quote"
    ]
    assert "the labels are claim, quote" in run("labels", corpus, "--label", "lie").err


def test_a_hostile_guideline_is_drawn_as_text(run, corpus, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    (corpus / "annotations").mkdir()
    text = '[[label]]\nname = "a"\nguideline = """[red]x[/b] [y](http://z.invalid)\\u001b]0;t\\u0007"""\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")
    drawn = run("labels", corpus, "--label", "a").out
    assert "[red]x[/b]" in drawn
    assert "\x1b]" not in drawn


def test_a_label_is_renamed_with_its_annotations_and_undone(run, corpus) -> None:
    for annotator in ("ann", "kim"):
        run(
            "label",
            corpus,
            "bridge-1",
            "--sentence",
            0,
            "--label",
            "claim",
            "--annotator",
            annotator,
            "--no-carry",
        )
    ran = run("labels", corpus, "--rename", "claim", "statement")
    assert ran.code == 0
    assert "claim renamed statement: annotations 1, articles 1\n" in ran.err
    assert "1 annotation of kim: still claim, which labels.toml does not have" in ran.err
    assert "--rename claim statement --merge --annotator kim" in ran.err
    assert labels_of(run, corpus) == [("statement", "The mayor opened the bridge.")]
    renamed = run("labels", corpus, "--json").json["labels"][0]
    assert (renamed["name"], renamed["color"], renamed["keys"]) == ("statement", "claim", ["c", "1"])
    undone = run("undo", corpus)
    assert "labels.toml still has statement, not claim" in undone.err
    assert labels_of(run, corpus) == [("claim", "The mayor opened the bridge.")]
    assert "labels.toml" not in run("redo", corpus).err
    again = run("labels", corpus, "--rename", "claim", "statement", "--merge", "--annotator", "kim")
    assert again.err == "claim renamed statement: annotations 1, articles 1\n"
    shown = run("show", corpus, "bridge-1", "--json", "--annotator", "kim").json
    assert [a["label"] for a in shown["annotations"]] == ["statement"]


def test_two_labels_are_made_one_only_if_asked(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    refused = run("labels", corpus, "--rename", "claim", "quote")
    assert (refused.code, "--merge" in refused.err) == (2, True)
    assert [text for text, _ in labels_of(run, corpus)] == ["claim"]
    assert run("labels", corpus, "--rename", "claim", "quote", "--merge").code == 0
    assert [text for text, _ in labels_of(run, corpus)] == ["quote"]
    assert [label["name"] for label in run("labels", corpus, "--json").json["labels"]] == ["quote"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rename", "claim", "claim"], "called 'claim' already"),
        (["--rename", "claim", " "], "no name for a label"),
        (["--rename", "claim", "a\x1b"], "no name for a label"),
        (["--rename", "claim", "../evil"], "'../evil' is no name for a label: it holds /"),
        (["--rename", "clam", "statement"], "did you mean 'claim'"),
        (["--rename", "claim"], "--rename"),
        (["--merge"], "goes with --rename"),
    ],
)
def test_a_renaming_that_makes_no_sense_changes_nothing(run, corpus, options, message) -> None:
    ran = run("labels", corpus, *options)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert message in ran.err
    assert not (corpus / "annotations").exists()


def test_a_broken_label_file_is_named_with_its_line(run, corpus) -> None:
    (corpus / "annotations").mkdir()
    (corpus / "annotations" / "labels.toml").write_text("[[label]]\nnam = 1\n", encoding="utf-8")
    ran = run("labels", corpus)
    assert ran.code == 2
    assert "labels.toml:2: " in ran.err


def test_a_place_that_cannot_be_written_says_so_and_names_the_option(run, corpus, monkeypatch) -> None:
    make = Path.mkdir

    def refuse(path: Path, *arguments: Any, **options: Any) -> None:
        if path.is_relative_to(corpus):
            raise PermissionError(13, "Permission denied")
        make(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    ran = run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "--annotations DIR" in ran.err


def test_only_one_program_at_a_time_changes_the_labels_of_an_annotator(run, corpus) -> None:
    session = open_session(locate(corpus))
    session.tag(Corpus.open(corpus)["bridge-1.txt"], 0, 0, "claim")
    session.store.flush()
    ran = run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert run("list", corpus, "--json").json[0]["labels"] == {"claim": 1}
    session.store.close()
    assert run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim").code == 0


def test_parts_and_a_note_of_the_label_itself(run, corpus) -> None:
    at = (corpus, "rain", "--span", "0:7", "--label", "quote")
    run("label", *at, "--part", "content=0:7", "--part", "source=8:11", "--annotation-note", "Ask her")
    run("label", *at, "--part", "cue=12:16")
    (made,) = run("show", corpus, "rain", "--json").json["annotations"]
    assert {part["role"]: part["text"] for part in made["parts"]} == {
        "content": "“Rain,”",
        "source": "she",
        "cue": "said",
    }
    assert made["note"] == "Ask her"
    run("label", *at, "--part", "source=null", "--annotation-note", "")
    (made,) = run("show", corpus, "rain", "--json").json["annotations"]
    assert ([part["role"] for part in made["parts"]], made["note"]) == (["content", "cue"], "")
    run("undo", corpus)
    assert run("show", corpus, "rain", "--json").json["annotations"][0]["note"] == "Ask her"


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("cue", "--part cue: write ROLE=START:END"),
        ("cue=9", "--part cue 9: write START:END"),
        ("cue=3:99", "--part cue 3:99: not a piece of rain.jsonl#r1"),
        ("who=8:11", "--part: quote has no part 'who'; known are content, cue, source"),
    ],
)
def test_parts_that_cannot_be_are_refused(run, corpus, part, message) -> None:
    ran = run("label", corpus, "rain", "--span", "0:7", "--label", "quote", "--part", part)
    assert (ran.code, labels_of(run, corpus, "rain")) == (2, [])
    assert message in ran.err


def test_a_part_far_from_its_label_is_refused(run, corpus) -> None:
    (corpus / "long.txt").write_text("“Rain.”\n\nMore.\n\nShe said so.", encoding="utf-8")
    at = ("label", corpus, "long", "--span", "0:7", "--label", "quote")
    ran = run(*at, "--part", "source=16:19")
    assert (ran.code, ran.err.count("\n"), labels_of(run, corpus, "long")) == (1, 1, [])
    assert "source “She” stands too far from quote on “Rain.”" in ran.err
    assert run(*at, "--part", "source=9:13").code == 0


def test_a_part_that_is_there_once_only(run, corpus) -> None:
    parts = ("--part", "cue=8:11", "--part", "cue=12:16")
    ran = run("label", corpus, "rain", "--span", "0:7", "--label", "quote", *parts)
    assert (ran.code, "quote has cue only once" in ran.err) == (2, True)


def test_a_label_the_schema_refuses_is_a_line_and_nothing_changes(run, corpus) -> None:
    text = '[[label]]\nname = "fact"\nexcludes = ["view"]\n[[label]]\nname = "view"\nunit = "span"\n'
    (corpus / "annotations").mkdir(exist_ok=True)
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")
    ran = run("label", corpus, "bridge-1", "--sentence", 0, "--label", "view")
    assert (ran.code, ran.err) == (
        1,
        "reader: view is put on words, not on whole sentences: mark them first\n",
    )
    run("label", corpus, "bridge-1", "--span", "4:20", "--label", "view", "--no-carry")
    ran = run("label", corpus, "bridge-1", "--span", "4:9", "--label", "fact", "--no-carry")
    assert (ran.code, "fact excludes view, which stands on more than this" in ran.err) == (1, True)
    ran = run("label", corpus, "bridge-1", "--sentence", 0, "--label", "fact", "--no-carry", "--json")
    assert ran.json["message"] == "fact on sentence 1, in place of view"
