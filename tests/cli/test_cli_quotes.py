"""`reader quotes`: quotations followed through the versions of a story."""

import re
from pathlib import Path

import pytest

from reader import resources


@pytest.fixture
def sample() -> Path:
    return resources.sample()


def test_json_gives_every_wording_with_its_places(run, sample) -> None:
    ran = run("quotes", sample, "wire", "--json")
    assert (ran.code, ran.err) == (0, "")
    (told,) = ran.json
    assert set(told) == {"story", "articles", "quotes"}
    texts = {article: run("show", sample, article, "--json").json["text"] for article in told["articles"]}
    for quote in told["quotes"]:
        places = [place for wording in quote["wordings"] for place in wording]
        assert len({place["version"] for place in places}) > 1
        for place in places:
            text = texts[told["articles"][place["version"]]]
            start, end = place["spans"][0]
            assert text[start:end].strip('“”‘’"').startswith(" ".join(place["words"].split()[:2]))
    assert any(quote["altered"] for quote in told["quotes"])
    altered = run("quotes", sample, "wire", "--altered", "--json").json[0]["quotes"]
    assert altered == [quote for quote in told["quotes"] if quote["altered"]]


def test_piped_there_is_a_line_for_each_place(run, sample) -> None:
    lines = [line.split("\t") for line in run("quotes", sample).out.splitlines()]
    assert {len(line) for line in lines} == {6}
    of = {(line[3], line[5]): line[2] for line in lines}
    assert of["bridge/1-wire.md", "fit for service"] == "altered"
    assert of["bridge/4-trendwell.txt", "suit for service"] == "altered"
    kept = "It is beetroot, and it is not dangerous"
    assert of["river.jsonl#river-later", kept] == "kept"


def test_people_see_the_changed_words(run, sample, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", run("quotes", sample, "wire", "--altered").out)
    assert "   A  bridge/1-wire.md · Northline · 2024-09-11\n" in plain
    assert re.search(r"^   A19 B17 +fit for service", plain, re.MULTILINE)
    assert re.search(r"^   D21 +\{\+suit\+\} for service", plain, re.MULTILINE)


def test_without_versions_or_quotations_there_are_none(run, corpus, monkeypatch) -> None:
    assert run("quotes", corpus, "--json").json == []
    assert run("quotes", corpus, "r1", "--json").json == []
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run("quotes", corpus).err == "No quotation stands in several versions\n"
    assert run("quotes", corpus, "--altered").err == "No quotation was altered\n"


def test_an_article_that_is_not_there_is_a_usage_error(run, corpus) -> None:
    ran = run("quotes", corpus, "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err
