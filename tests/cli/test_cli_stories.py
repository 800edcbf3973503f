"""`reader stories`: versions and reports of one event, for programs, pipes and people."""

import json
import re
import sys
from pathlib import Path

import pytest

from reader import resources
from reader.cli import progress

VERSIONS = {"bridge/1-wire.md", "bridge/2-courier.md", "bridge/3-update.md", "bridge/4-trendwell.txt"}
"""The versions of one story in the sample; the fourth is a spun copy of the first."""


@pytest.fixture
def sample() -> Path:
    return resources.sample()


def test_json_names_stories_and_verified_pairs(run, sample) -> None:
    ran = run("stories", sample, "--json")
    assert ran.code == 0
    assert ran.err == ""
    of = {each: entry for entry in ran.json for each in entry["articles"]}
    story = of["bridge/4-trendwell.txt"]
    assert set(story) == {"story", "articles", "pairs"}
    assert set(story["articles"]) == VERSIONS
    assert story["articles"] == sorted(story["articles"])
    numbers = [entry["story"] for entry in ran.json]
    assert len(set(numbers)) == len(numbers)
    pairs = {(pair["a"], pair["b"]): pair for entry in ran.json for pair in entry["pairs"]}
    assert pairs["bridge/1-wire.md", "bridge/4-trendwell.txt"]["relation"] == "spun copy"
    assert len(pairs) == len({frozenset(ids) for ids in pairs}), "every pair stands once"
    for entry in ran.json:
        assert entry["pairs"], "an article alone that nothing stands with is left out"
        for pair in entry["pairs"]:
            assert set(pair) == {"a", "b", "share", "relation"}
            assert 0 <= pair["share"] <= 1
            assert pair["a"] in entry["articles"]
            assert (pair["b"] in entry["articles"]) is (pair["relation"] != "same event")


def test_it_is_the_same_again_and_keeps_numbers_as_articles_come(run, corpus) -> None:
    first = run("stories", corpus, "--json").out
    assert run("stories", corpus, "--json").out == first
    (story,) = json.loads(first)
    assert story["articles"] == ["bridge-1.txt", "bridge-2.txt"]
    text = (corpus / "bridge-2.txt").read_text(encoding="utf-8")
    (corpus / "a-bridge.txt").write_text(f"{text} Trains wait.", encoding="utf-8")
    (more,) = run("stories", corpus, "--json").json
    assert more["story"] == story["story"]
    assert more["articles"] == ["a-bridge.txt", *story["articles"]]


def test_a_single_file_and_a_corpus_without_stories(run, corpus) -> None:
    ran = run("stories", corpus / "rain.jsonl", "--json")
    assert (ran.code, ran.json) == (0, [])
    assert run("stories", corpus / "rain.jsonl").out == ""


def test_piped_there_is_a_line_for_each_article(run, sample) -> None:
    lines = [line.split("\t") for line in run("stories", sample).out.splitlines()]
    assert {len(line) for line in lines} == {8}
    held = {line[1]: line[5:] for line in lines if line[5] != "same event as" and line[1] in VERSIONS}
    assert held["bridge/1-wire.md"] == ["", "", ""], "all go back to this one"
    words, source, share = held["bridge/4-trendwell.txt"]
    assert (words, source) == ("spun copy of", "bridge/1-wire.md")
    assert re.fullmatch(r"0\.9\d\d", share)


def test_people_see_a_block_for_each_story(run, sample, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    ran = run("stories", sample)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.out)
    assert re.search(r"^\d+  Brackwater Bridge shut for at least nine weeks", plain, re.MULTILINE)
    assert re.search(r"^   D  bridge/4-trendwell.txt .* spun copy of A, 9\d% shared *$", plain, re.MULTILINE)
    assert re.search(r"^ +bridge/5-tonight.txt .* same event as [A-D], \d+% shared *$", plain, re.MULTILINE)
    assert re.fullmatch(r"\d+ stories of \d+ articles; \d+ pairs of one event\n", ran.err)


def test_nothing_of_an_article_is_taken_for_markup_or_control(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = "[b]The mayor[/b] opened the \x1b]0;owned\x07 bridge. Nobody on the ferry was hurt."
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("stories", tmp_path)
    assert "[b]The mayor[/b]" in ran.out
    assert "\x1b]0;" not in ran.out
    assert "same text as A, 100% shared" in ran.out


def test_long_work_shows_what_is_done(run, corpus, monkeypatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    ran = run("stories", corpus, "--json")
    assert "Comparing articles" in ran.err
    assert ran.err.endswith("\x1b[2K")


def test_a_corpus_that_is_not_there_is_a_usage_error(run, tmp_path) -> None:
    ran = run("stories", tmp_path / "nowhere")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
