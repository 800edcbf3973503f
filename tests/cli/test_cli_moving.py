"""Labels follow articles that have another name: at once, or by `reader move` where that is in doubt."""

from pathlib import Path

import pytest


@pytest.fixture
def labelled(run, corpus) -> Path:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim", "--note", "how much?")
    run("unlabel", corpus, "bridge-1", "--sentence", 2)
    return corpus


def labels(run, corpus, article) -> list[str]:
    return [each["label"] for each in run("show", corpus, article, "--json").json["annotations"]]


def rename(corpus: Path, *names: str) -> None:
    text = (corpus / "bridge-1.txt").read_text(encoding="utf-8")
    (corpus / "bridge-1.txt").unlink()
    for name in names:
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text(text, encoding="utf-8")


def test_labels_follow_a_renamed_article_with_the_next_change(run, labelled) -> None:
    rename(labelled, "old/crossing.txt")
    (finding,) = run("check", labelled, "--json").json
    assert finding["fix"].startswith("it is old/crossing.txt now: reader move")
    ran = run("label", labelled, "rain", "--sentence", 0, "--label", "quote")
    assert "labels of bridge-1.txt follow it to old/crossing.txt" in ran.err
    assert labels(run, labelled, "crossing") == ["claim"]
    made = run("export", labelled).json
    assert sorted(each["article"] for each in made["decisions"]) == ["old/crossing.txt"] * 2
    assert run("check", labelled).code == 0
    run("undo", labelled)
    run("undo", labelled)
    assert labels(run, labelled, "crossing") == []
    run("redo", labelled)
    assert labels(run, labelled, "crossing") == ["claim"]


def test_two_with_the_same_text_are_asked_for(run, labelled) -> None:
    rename(labelled, "one.txt", "two.txt")
    (finding,) = run("check", labelled, "--json").json
    assert finding["fix"].startswith("it may be one.txt or two.txt now")
    assert run("move", labelled, "--json").json == [
        {"article": "bridge-1.txt", "same": ["one.txt", "two.txt"], "likely": None}
    ]
    assert labels(run, labelled, "one") == labels(run, labelled, "two") == []
    assert run("move", labelled, "bridge-1", "two").code == 0
    assert labels(run, labelled, "two") == ["claim"]
    assert run("check", labelled).code == 0


def test_of_two_with_the_same_text_the_one_with_the_same_file_name_is_it(run, labelled) -> None:
    rename(labelled, "archive/bridge-1.txt", "copy.txt")
    assert "follow it to archive/bridge-1.txt" in run("move", labelled).err


def test_renamed_and_edited_is_guessed_and_done_by_hand(run, labelled) -> None:
    run("label", labelled, "bridge-1", "--sentence", 2, "--label", "quote")
    (labelled / "bridge-1.txt").unlink()
    text = "A mayor opened it. Costs [b]rose[/b] to 6 million. Nobody on the ferry was hurt, they say."
    (labelled / "new.txt").write_text(text, encoding="utf-8")
    assert run("move", labelled, "--json").json == [
        {"article": "bridge-1.txt", "same": [], "likely": "new.txt"}
    ]
    (finding,) = run("check", labelled, "--json").json
    assert "if it is new.txt now: reader move … bridge-1.txt new.txt" in finding["fix"]
    assert run("move", labelled, "bridge-1.txt", "new.txt").code == 0
    listed = run("recover", labelled, "--json").json
    assert {each["what"] for each in listed} >= {"claim", "quote"}
    assert {each["article"] for each in listed} == {"new.txt"}


def test_an_article_that_is_only_unreadable_keeps_its_labels(run, labelled) -> None:
    text = (labelled / "bridge-1.txt").read_text(encoding="utf-8")
    (labelled / "copy.txt").write_text(text, encoding="utf-8")
    (labelled / "bridge-1.txt").write_bytes(b"")
    assert "follow" not in run("label", labelled, "rain", "--sentence", 0, "--label", "quote").err


def test_a_single_file_takes_no_labels_of_others(run, labelled) -> None:
    copy = labelled / "copy.txt"
    copy.write_bytes((labelled / "bridge-1.txt").read_bytes())
    ran = run("label", copy, "copy", "--sentence", 0, "--label", "quote")
    assert (ran.code, "follow" in ran.err) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("bridge-1",), "the old and the new"), (("nobody", "rain"), "no labels of 'nobody'")],
)
def test_what_makes_no_sense_is_refused(run, labelled, arguments, said) -> None:
    ran = run("move", labelled, *arguments)
    assert ran.code == 2
    assert said in ran.err
