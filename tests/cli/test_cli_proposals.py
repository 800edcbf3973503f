"""`reader proposals`, and what `reader label` does in the other versions of a story."""

import pytest

from reader.cli import proposals as command

SAME, EDITED = "The mayor opened the bridge.", "Costs [b]rose[/b] to 7 million."


@pytest.fixture
def labelled(run, corpus):
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    return corpus


def labels_of(run, corpus, article="bridge-2"):
    shown = run("show", corpus, article, "--json").json["annotations"]
    return [each["text"] for each in shown if each["status"] == "accepted"]


def test_a_label_goes_to_the_same_sentence_of_other_versions_and_comes_back(run, labelled) -> None:
    assert labels_of(run, labelled) == [SAME]
    assert run("unlabel", labelled, "bridge-1", "--sentence", 0, "--label", "claim").code == 0
    assert labels_of(run, labelled) == []
    run("undo", labelled)
    assert labels_of(run, labelled) == [SAME]


def test_it_stays_where_it_is_put_if_so_asked(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim", "--no-carry")
    assert labels_of(run, corpus) == []
    (offered,) = run("proposals", corpus, "bridge-2", "--json").json
    assert (offered["text"], offered["sure"]) == (SAME, True)


def test_an_edited_sentence_is_listed_with_the_wording_it_comes_from(run, labelled) -> None:
    (offered,) = run("proposals", labelled, "--json").json
    assert set(offered) == {
        *(
            "id",
            "article",
            "label",
            "sentences",
            "start",
            "end",
            "text",
            "parts",
            "attributes",
            "sure",
            "origin",
        )
    }
    assert (offered["article"], offered["label"], offered["sentences"]) == ("bridge-2.txt", "claim", [1])
    assert (offered["text"], offered["sure"]) == (EDITED, False)
    assert offered["origin"]["article"] == "bridge-1.txt"
    assert offered["origin"]["wording"] == EDITED.replace("7", "5")
    assert run("proposals", labelled, "bridge-2", "--json").json == [offered]
    line = run("proposals", labelled, "bridge-2").out.rstrip("\n").split("\t")
    assert line == [offered["id"], "bridge-2.txt", "1", "claim", "", "carried from bridge-1.txt", EDITED]


def test_accept_and_undo(run, labelled) -> None:
    (offered,) = run("proposals", labelled, "bridge-2", "--json").json
    ran = run("proposals", labelled, "bridge-2", "--accept", offered["id"])
    assert ran.err == "claim accepted on sentence 2 (counted from 0: bridge-2.txt --sentence 1)\n"
    assert labels_of(run, labelled) == [SAME, EDITED]
    assert run("proposals", labelled, "--json").json == []
    run("undo", labelled)
    assert run("proposals", labelled, "--json").json == [offered]


def test_what_is_rejected_stays_away(run, labelled) -> None:
    assert run("proposals", labelled, "bridge-2", "--reject", "all", "--json").json["changed"] is True
    assert run("proposals", labelled, "--json").json == []
    assert labels_of(run, labelled) == [SAME]
    assert run("check", labelled).code == 0


def test_no_label_is_proposed_too(run, corpus) -> None:
    run("unlabel", corpus, "bridge-1", "--sentence", 1)
    (offered,) = run("proposals", corpus, "bridge-2", "--json").json
    assert offered["label"] is None
    run("proposals", corpus, "bridge-2", "--accept", "all")
    (decision,) = [d for d in run("export", corpus).json["decisions"] if d["article"] == "bridge-2.txt"]
    assert (decision["text"], decision["decided"]) == (EDITED, True)


def test_everything_in_the_corpus_is_answered_in_one_step(run, labelled) -> None:
    file = labelled.parent / "kim.json"
    run("label", labelled, "rain", "--sentence", 0, "--label", "quote", "--annotator", "kim")
    run("export", labelled, "--annotator", "kim", "-o", file)
    run("import", file, labelled, "--format", "json")
    offered = run("proposals", labelled, "--json").json
    assert [each["article"] for each in offered] == ["bridge-2.txt", "rain.jsonl#r1"]
    assert run("proposals", labelled, "--reject", "all", "--json").json["message"] == "2 labels rejected"
    assert run("proposals", labelled, "--json").json == []
    run("undo", labelled)
    assert run("proposals", labelled, "--accept", "all", "--json").json["message"] == "2 labels accepted"
    assert labels_of(run, labelled) == [SAME, EDITED]
    ran = run("proposals", labelled)
    assert (ran.out, ran.err) == ("", "nothing is proposed\n")


def test_answers_need_an_article_and_ids_that_are_there(run, labelled) -> None:
    ran = run("proposals", labelled, "--accept", "nothing")
    assert (ran.code, "need the article, or 'all'" in ran.err) == (2, True)
    assert run("proposals", labelled, "--accept", "all", "--reject", "all").code == 2
    ran = run("proposals", labelled, "bridge-2", "--accept", "nothing")
    assert ran.code == 2
    assert "has no proposal 'nothing'" in ran.err
    assert run("proposals", labelled, "bridge-2", "--accept", "all", "--reject", "all").code == 2


def test_for_people_both_wordings_are_drawn(run, labelled, monkeypatch) -> None:
    monkeypatch.setattr(command, "for_people", lambda: True)
    ran = run("proposals", labelled, "bridge-2")
    assert "Costs [b]rose[/b] to [-5 million-]." in ran.out
    assert "Costs [b]rose[/b] to {+7 million+}." in ran.out
    assert ran.err == "1 proposal\n"
