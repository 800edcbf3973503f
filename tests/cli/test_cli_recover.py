"""`reader recover`: what lost its place, listed, confirmed, attached and dropped."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def changed(run, corpus) -> Path:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    run("label", corpus, "bridge-1", "--sentence", 2, "--label", "quote")
    run("unlabel", corpus, "bridge-1", "--sentence", 0)
    text = "The mayor opened the old bridge. Costs [b]rose[/b] to 9 million. Rain fell."
    (corpus / "bridge-1.txt").write_text(text, encoding="utf-8")
    return corpus


def found(run, corpus) -> dict[str, dict]:
    return {each["what"]: each for each in run("recover", corpus, "--json").json}


def test_everything_lost_is_listed_with_what_it_may_be_now(run, changed) -> None:
    listed = found(run, changed)
    assert {what: each["candidate"] and each["candidate"]["text"] for what, each in listed.items()} == {
        "no label": "The mayor opened the old bridge.",
        "claim": "Costs [b]rose[/b] to 9 million.",
        "quote": None,
    }
    assert listed["claim"]["candidate"]["sentence"] == 1
    ran = run("recover", changed)
    assert "Costs [b]rose[/b] to 5 million.\t0.8" in ran.out
    assert "2 proposals to confirm, 1 without a place in the text" in ran.err
    assert run("recover", changed, "bridge-2", "--json").json == []


def test_what_is_lost_is_neither_shown_nor_exported_until_confirmed(run, changed) -> None:
    assert run("show", changed, "bridge-1", "--json").json["annotations"] == []
    ran = run("export", changed)
    made = json.loads(ran.out)
    assert made["annotations"] == []
    assert {each["article"] for each in made["decisions"]} == {"bridge-2.txt"}, "it was carried there"
    assert ran.err.count("not in the present text and was left out (reader recover)") == 3
    ran = run("export", changed, "--format", "jsonl")
    assert '"article":"bridge-1.txt"' not in ran.out
    assert "2 annotations whose words are not in the present text (reader recover)" in ran.err
    assert "1 decisions on sentences that are not in the present text (reader recover)" in ran.err
    assert run("recover", changed, "bridge-1", "--confirm-all").code == 0
    (made,) = run("export", changed).json["annotations"]
    assert (made["label"], made["text"], made["sentences"]) == (
        "claim",
        "Costs [b]rose[/b] to 9 million.",
        [1],
    )


def test_lists_and_searches_count_only_what_has_its_place(run, changed) -> None:
    def counted() -> dict[str, dict[str, int]]:
        return {each["id"]: each["labels"] for each in run("list", changed, "--json").json}

    assert counted()["bridge-1.txt"] == {}
    assert "bridge-1.txt" not in run("search", changed, "label:claim").out
    run("recover", changed, "bridge-1", "--confirm-all")
    assert counted()["bridge-1.txt"] == {"claim": 1}
    assert "bridge-1.txt" in run("search", changed, "label:claim").out
    run("undo", changed)
    assert counted()["bridge-1.txt"] == {}


def test_one_is_confirmed_and_undone(run, changed) -> None:
    claim = found(run, changed)["claim"]["id"]
    ran = run("recover", changed, "bridge-1", "--confirm", claim, "--json")
    assert ran.json["changed"]
    assert ran.json["sentence"] == 1
    assert set(found(run, changed)) == {"no label", "quote"}
    run("undo", changed)
    assert set(found(run, changed)) == {"no label", "claim", "quote"}


def test_all_that_is_alike_enough_is_confirmed_in_one_step(run, changed) -> None:
    assert run("recover", changed, "bridge-1", "--confirm-all", "--least", 0.99).err.startswith(
        "there is nothing to confirm\n"
    )
    assert "1 no label, 1 claim confirmed" in run("recover", changed, "bridge-1", "--confirm-all").err
    assert set(found(run, changed)) == {"quote"}
    run("undo", changed)
    assert set(found(run, changed)) == {"no label", "claim", "quote"}


def test_an_orphan_is_attached_or_dropped(run, changed) -> None:
    quote = found(run, changed)["quote"]["id"]
    assert run("recover", changed, "bridge-1", "--confirm", quote).code == 1
    assert run("recover", changed, "bridge-1", "--attach", quote, "--span", "65:69").code == 0
    (made,) = run("show", changed, "bridge-1", "--json").json["annotations"]
    assert (made["id"], made["text"]) == (quote, "Rain")
    run("undo", changed)
    dropped = "dropped quote of “Nobody on the ferry was hurt.” (bridge-1.txt)\n"
    assert run("recover", changed, "bridge-1", "--drop", quote).err == dropped
    assert "quote" not in found(run, changed)
    undone = run("undo", changed, "--json").json
    assert (undone["article"], undone["sentence"]) == ("bridge-1.txt", None)


def test_what_is_drawn_names_sentences_as_the_options_do(run, changed, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "alike, --sentence 1" in run("recover", changed).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--drop", "nobody"), "name the article"),
        (("bridge-1", "--drop", "nobody"), "has lost nothing called 'nobody'"),
        (("bridge-1", "--confirm-all", "--drop", "x"), "give one of"),
    ],
)
def test_what_makes_no_sense_is_refused(run, changed, arguments, said) -> None:
    ran = run("recover", changed, *arguments)
    assert ran.code == 2
    assert said in ran.err
