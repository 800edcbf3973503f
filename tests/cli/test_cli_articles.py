"""`reader list` and `reader show`."""

import pytest


def test_list_json_has_the_documented_shape(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    rows = run("list", corpus, "--json").json
    assert rows[0] == {
        "id": "bridge-1.txt",
        "title": rows[0]["title"],
        "source": "",
        "date": "",
        "words": 16,
        "sentences": 3,
        "labels": {"claim": 1},
        "state": "in progress",
    }
    assert [row["id"] for row in rows] == ["bridge-1.txt", "bridge-2.txt", "rain.jsonl#r1"]
    assert rows[2]["labels"] == {}
    assert rows[2]["state"] == "todo"


def test_piped_list_is_one_line_an_article_with_tabs(run, corpus) -> None:
    lines = run("list", corpus).out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["bridge-1.txt", "bridge-2.txt", "rain.jsonl#r1"]
    assert all(line.count("\t") == 7 for line in lines)


def test_list_for_people_draws_text_and_never_markup(run, corpus, monkeypatch) -> None:
    (corpus / "evil.txt").write_text("[bold]Not markup[/nothing] :smile:\nText.", encoding="utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    out = run("list", corpus).out
    assert "[bold]Not markup[/nothing] :smile:" in out
    assert "\x1b[" in out
    assert "Source" in out


def test_no_color_is_respected(run, corpus, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    out = run("compare", corpus, "bridge-1", "bridge-2").out
    assert "\x1b[3" not in out
    assert "[-5 million-]" in out


def test_unreadable_files_are_named_and_the_rest_is_listed(run, corpus) -> None:
    for number in range(12):
        (corpus / f"bad-{number:02}.txt").write_bytes(b"")
    ran = run("list", corpus)
    assert ran.code == 0
    assert "bad-00.txt" in ran.err
    assert "bad-11.txt" not in ran.err
    assert "12 records were skipped; `reader check` names them" in ran.err
    assert len(ran.out.splitlines()) == 3


def test_an_empty_folder_says_what_is_read(run, tmp_path) -> None:
    ran = run("list", tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "holds no articles" in ran.err


def test_a_file_whose_text_has_another_name_says_how_to_name_it(run, tmp_path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("nr,lead\n1,The ferry left.\n", encoding="utf-8")
    ran = run("list", file)
    assert (ran.code, ran.out) == (0, "")
    assert "--text-field" in ran.err
    assert "holds no articles" not in ran.err
    assert "ferry" in run("list", file, "--text-field", "lead").out


def test_show_json_has_the_documented_shape(run, corpus) -> None:
    run("label", corpus, "rain", "--span", "1:5", "--label", "quote", "--set", "speaker=Maria")
    shown = run("show", corpus, "rain", "--json").json
    assert set(shown) == {"id", "text", "sentences", "annotations"}
    assert [shown["text"][s["start"] : s["end"]] for s in shown["sentences"]] == [
        "“Rain,” she said.",
        "More rain.",
    ]
    assert [s["index"] for s in shown["sentences"]] == [0, 1]
    (annotation,) = shown["annotations"]
    assert shown["text"][annotation["start"] : annotation["end"]] == annotation["text"] == "Rain"
    assert annotation["attributes"] == {"medium": "speech", "speaker": "Maria"}


def test_piped_show_is_one_line_a_sentence(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim")
    assert run("show", corpus, "bridge-1").out.splitlines() == [
        "0\tclaim\tThe mayor opened the bridge.",
        "1\t\tCosts [b]rose[/b] to 5 million.",
        "2\t\tNobody on the ferry was hurt.",
    ]


def test_show_for_people_has_numbers_labels_and_notes(run, corpus, monkeypatch) -> None:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim", "--note", "look this up")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    out = run("show", corpus, "bridge-1").out
    assert "claim" in out
    assert "[b]rose[/b]" in out
    assert "look this up" in out


@pytest.mark.parametrize(("wanted", "names"), [("bridge", "bridge-2.txt"), ("moon", "moon")])
def test_an_article_that_is_ambiguous_or_missing_is_a_usage_error(run, corpus, wanted, names) -> None:
    ran = run("show", corpus, wanted)
    assert (ran.code, ran.out) == (2, "")
    assert names in ran.err
    assert ran.err.count("\n") == 1


def test_show_tells_what_labels_say(run, corpus, monkeypatch) -> None:
    monkeypatch.setattr("reader.cli.articles.for_people", lambda: True)
    at = (corpus, "rain", "--span", "0:7", "--label", "quote", "--set", "speaker=Maria [b]X")
    run("label", *at, "--part", "content=0:7", "--part", "source=8:11", "--annotation-note", "Ask")
    shown = " ".join(run("show", corpus, "rain").out.split())
    assert "quote: medium speech · speaker Maria [b]X · content “Rain,” · source “she” · note: Ask" in shown
