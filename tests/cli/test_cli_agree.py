"""`reader agree` and `reader adjudicate`, for programs, pipes and people."""

from pathlib import Path

import pytest

ONE, TWO = "bridge-1.txt", "bridge-2.txt"


@pytest.fixture
def labelled(run, corpus) -> Path:
    """Two annotators: the same label on one sentence, another decision on the next."""
    for name in ("ann", "ben"):
        run("label", corpus, ONE, "--sentence", 0, "--label", "claim", "--no-carry", "--annotator", name)
    run("label", corpus, ONE, "--sentence", 1, "--label", "claim", "--no-carry", "--annotator", "ann")
    run("unlabel", corpus, ONE, "--sentence", 1, "--annotator", "ben")
    return corpus


def test_figures_for_programs(run, labelled):
    found = run("agree", labelled, "--json").json
    assert (found["annotators"], found["articles"], found["decided"]) == (
        ["ann", "ben"],
        1,
        {"ann": 2, "ben": 2},
    )
    overall, claim, quote = found["labels"]
    assert (overall["label"], overall["sentences"], overall["percent"]) == (None, 2, 0.5)
    assert (claim["label"], claim["used"], claim["f1"]["mean"]) == ("claim", {"ann": 2, "ben": 1}, 0.6667)
    assert claim["kappa"]["pairs"] == [{"annotators": ["ann", "ben"], "value": 0.0}]
    assert quote["kappa"] is None
    assert quote["undefined"] == dict.fromkeys(("kappa", "alpha", "f1"), "nobody used the label")
    (spans,) = found["spans"]
    assert (spans["label"], spans["role"], spans["exact"]["mean"]) == ("claim", None, 0.6667)


def test_figures_for_pipes_and_for_people(run, labelled, monkeypatch):
    assert (
        run("agree", labelled).out.splitlines()[1] == "sentences\tclaim\t\t2\t0.5000\t0.0000\t0.0000\t0.6667"
    )
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = run("agree", labelled).out
    assert "ann 2 · ben 2" in shown
    assert "– quote: nobody used the label" in shown


def test_the_list_leads_to_adjudicating_and_undoing_it(run, labelled):
    (case,) = run("agree", labelled, "--list", "--json").json
    assert (case["article"], case["sentences"], case["differs"], case["settled"]) == (
        ONE,
        [1],
        "labels",
        False,
    )
    assert case["text"] == "Costs [b]rose[/b] to 5 million."
    assert {said["annotator"]: said["labels"] for said in case["said"]} == {"ann": ["claim"], "ben": []}
    ran = run("adjudicate", labelled, ONE, "--sentence", 1, "--take", "ben", "--json")
    assert ran.json["message"] == "no label on sentence 2, as ben said"
    ran = run("adjudicate", labelled, ONE, "--sentence", 1, "--take", "ann", "--json")
    assert (ran.code, ran.json["changed"], ran.json["message"]) == (
        0,
        True,
        "claim on sentence 2, as ann said",
    )
    assert run("agree", labelled, "--list", "--json").json[0]["settled"]
    shown = run("show", labelled, ONE, "--annotator", "gold", "--json").json
    (made,) = shown["annotations"]
    assert (made["annotator"], made["origin"]["kind"]) == ("gold", "adjudicated")
    assert made["origin"]["source"] in {each["id"] for said in case["said"] for each in said["annotations"]}
    run("undo", labelled, "--annotator", "gold")
    run("undo", labelled, "--annotator", "gold")
    assert not run("agree", labelled, "--list", "--json").json[0]["settled"]
    assert run("agree", labelled, "--json").json["annotators"] == ["ann", "ben"]


def test_what_is_drawn_names_sentences_as_the_options_do(run, labelled, monkeypatch):
    run("label", labelled, TWO, "--sentence", 0, "--label", "quote", "--no-carry", "--annotator", "ann")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert f"{ONE} --sentence 1  labels differ" in run("agree", labelled, "--list").out
    assert f"  {TWO} --sentence 0  quote" in run("agree", labelled, "--self").out


def test_what_all_agree_on_is_settled_at_once(run, labelled):
    ran = run("adjudicate", labelled, "--agreed", "--json")
    assert ran.json["message"] == "what all agree on: labels 1, sentences without a label 0, articles 1"
    shown = run("show", labelled, ONE, "--annotator", "gold", "--json").json
    assert [(each["label"], each["origin"]["kind"]) for each in shown["annotations"]] == [
        ("claim", "adjudicated")
    ]
    assert not run("adjudicate", labelled, "--agreed", "--json").json["changed"]


def test_neither_and_both(run, labelled):
    assert run("adjudicate", labelled, ONE, "--sentence", 1, "--neither", "--gold", "judge").code == 0
    ran = run(
        "adjudicate", labelled, ONE, "--sentence", 1, "--take", "ann", "--take", "ben", "--gold", "judge"
    )
    assert "claim on sentence 2, as ann and ben said" in ran.err
    assert "settled" in run("agree", labelled, "--list", "--annotators", "ann", "ben", "--gold", "judge").out


def test_gold_is_the_same_in_every_version(run, labelled):
    ran = run("adjudicate", labelled, ONE, "--sentence", 0, "--take", "ann", "--json")
    assert ran.json["message"] == "claim on sentence 1, as ann said, and in 1 other version"
    shown = run("show", labelled, TWO, "--annotator", "gold", "--json").json
    assert [(each["label"], each["origin"]["kind"]) for each in shown["annotations"]] == [
        ("claim", "carried")
    ]


def test_versions_labelled_differently_are_listed(run, corpus):
    run("label", corpus, ONE, "--sentence", 0, "--label", "claim", "--no-carry")
    run("label", corpus, TWO, "--sentence", 0, "--label", "quote", "--no-carry")
    (found,) = run("agree", corpus, "--self", "--json").json
    assert (found["annotator"], found["score"]) == ("ann", 1.0)
    assert [(place["article"], place["labels"]) for place in found["places"]] == [
        (ONE, ["claim"]),
        (TWO, ["quote"]),
    ]
    assert run("agree", corpus, "--self").out.split("\t")[:4] == ["ann", ONE, "0", "claim"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("agree",), "two annotators are needed"),
        (("agree", "--annotators", "ann", "zoe"), "no labels of zoe"),
        (("agree", "--annotator", "ann", "--annotator", "zoe"), "no labels of zoe"),
        (("agree", "--list", "--self"), "give either --list or --self"),
        (("adjudicate", "--agreed", "--neither"), "give it alone"),
        (("adjudicate", ONE), "give an article and --sentence, or --agreed"),
        (("adjudicate", ONE, "--sentence", 0), "give either --take NAME or --neither"),
        (
            ("adjudicate", ONE, "--sentence", 0, "--take", "zoe"),
            "zoe did not decide bridge-1.txt --sentence 0; ann did",
        ),
        (("adjudicate", ONE, "--sentence", 2, "--neither"), "nobody decided bridge-1.txt --sentence 2"),
        (("adjudicate", ONE, "--sentence", 9, "--neither"), "counted from 0: no 9"),
    ],
)
def test_what_cannot_be_asked_for(run, corpus, arguments, problem):
    run("label", corpus, ONE, "--sentence", 0, "--label", "claim", "--no-carry")
    ran = run(arguments[0], corpus, *arguments[1:])
    assert ran.code == 2
    assert problem in ran.err
    assert not (corpus / "annotations" / "gold").exists()
