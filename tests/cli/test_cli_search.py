"""`reader search`."""

import pytest


def found(ran) -> list[str]:
    assert ran.code == 0
    return [line.split("\t")[0] for line in ran.out.splitlines()]


def test_search_json_has_the_documented_shape(run, corpus) -> None:
    (row,) = run("search", corpus, "rain", "source:pennant", "--json").json
    assert row == {
        "id": "rain.jsonl#r1",
        "title": "Rain",
        "source": "Pennant",
        "date": "",
        "story": None,
        "hits": [[1, 5], [24, 28]],
        "snippet": row["snippet"],
    }
    assert row["snippet"].startswith("“Rain,”")


def test_piped_search_is_one_line_an_article_with_tabs(run, corpus) -> None:
    ran = run("search", corpus, "mayor OR rain -experts")
    assert sorted(found(ran)) == ["bridge-1.txt", "rain.jsonl#r1"]
    assert all(line.count("\t") == 5 for line in ran.out.splitlines())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (["mayor", "-experts"], ["bridge-1.txt"]),
        (["-mayor"], ["rain.jsonl#r1"]),
        (['"bridge costs"'], ["bridge-1.txt", "bridge-2.txt"]),
        (["label:claim"], ["bridge-2.txt"]),
        (["label:*"], ["bridge-2.txt"]),
        (["label:none", "mayor"], ["bridge-1.txt"]),
        (["state:todo"], ["bridge-1.txt", "rain.jsonl#r1"]),
        (["state:in-progress"], ["bridge-2.txt"]),
        (["note:*"], []),
    ],
)
def test_what_is_found(run, corpus, query, ids) -> None:
    run("label", corpus, "bridge-2", "--sentence", 1, "--label", "claim")
    assert sorted(found(run("search", corpus, *query))) == ids


def test_nothing_found_is_no_fault_but_is_told(run, corpus) -> None:
    ran = run("search", corpus, "zebra")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing is found for zebra" in ran.err


def test_a_search_for_stories_finds_them_first(run, corpus) -> None:
    assert sorted(found(run("search", corpus, "story:*"))) == ["bridge-1.txt", "bridge-2.txt"]
    ran = run("search", corpus, "story:99")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing is found for story:99" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sorce:bbc"], 'there is no field "sorce"; did you mean source?'),
        (["state:foo"], "there is no state “foo”"),
        (["mayor", "--limit", "0"], "--limit takes a number from 1 on"),
        ([], "what is to be found?"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run, corpus, arguments, told) -> None:
    ran = run("search", corpus, *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_people_see_hits_in_colour_and_text_never_as_markup(run, corpus, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    ran = run("search", corpus, "rose", "--limit", "1")
    assert "[b]" in ran.out
    assert "\x1b[1;33mrose\x1b[0m" in ran.out
    assert len(ran.out.splitlines()) == 2
    assert "1 of 2 articles" in ran.err
