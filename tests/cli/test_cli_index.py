"""`reader index`, columns given by name, and lists in an order."""

import json

import pytest

from reader.cli import options, progress
from reader.corpus import building
from reader.corpus.corpus import Corpus


def test_index_reads_ahead_and_says_what_there_is(run, corpus, cache) -> None:
    (corpus / "empty.txt").touch()
    ran = run("index", corpus)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("3 articles, 1 record skipped, ")
    assert str(cache) in ran.out
    known = run("index", corpus, "--json").json
    assert (known["articles"], known["skipped"], known["problems"]) == (3, 1, 1)
    assert known["bytes"] > 10_000


def test_index_reads_everything_again_if_asked(run, corpus) -> None:
    run("index", corpus)
    opened = Corpus.at(corpus, exclude=corpus / "annotations")
    with opened.index.change() as connection:
        connection.execute("UPDATE articles SET title = 'wrong'")
    opened.close()
    assert "wrong" in run("list", corpus).out
    assert run("index", corpus, "--rebuild").code == 0
    assert "wrong" not in run("list", corpus).out


def test_index_stopped_by_ctrl_c_goes_on_the_next_time(run, corpus, monkeypatch) -> None:
    rows = (json.dumps({"id": n, "text": f"The ferry {n} left."}) for n in range(300))
    (corpus / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(building, "_MOST_FOUND", 50)
    monkeypatch.setattr(building, "_FIRST", 60)  # steps end by their number of articles, not by time
    write = building._Building._write

    def interrupted(self: building._Building) -> None:
        write(self)
        if self._articles >= 100:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building._Building, "_write", interrupted)
        ran = run("index", corpus, "--no-stories")
    assert ran.code == 130
    assert ran.err == "reader: stopped at 100 articles; the next run goes on from there\n"
    assert run("index", corpus, "--no-stories").out.startswith("303 articles")


def test_index_shows_how_fast_it_is(run, corpus, monkeypatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress.progress("Reading", "articles", patience=0) as tell:
        bar = tell.__self__
        tell(10, 100, 5)
        bar._first = bar._first[0] - 2, 5
        tell(50, 100, 2_005)
        assert bar._drawn.tasks[0].fields["pace"].startswith("2,005 articles, ")
        assert bar._drawn.tasks[0].total == 100


def test_columns_can_be_named(run, corpus) -> None:
    row = {"kop": "A title", "lang": "The whole text here.", "text": "Short.", "krant": "Lantern"}
    (corpus / "own.jsonl").write_text(json.dumps(row), encoding="utf-8")
    named = ("--text-field", "lang", "--title-field", "kop", "--source-field", "krant")
    listed = {each["id"]: each for each in run("list", corpus, "--json", *named).json}
    own = listed["own.jsonl#1"]
    assert (own["title"], own["source"], own["words"]) == ("A title", "Lantern", 4)
    assert run("show", corpus, "own", "--json", *named).json["text"] == "The whole text here."
    assert run("show", corpus, "own", "--json").json["text"] == "Short."
    assert "--date-field" in run("list", "--help").out


def test_a_wrong_corpus_toml_is_one_clear_line(run, corpus) -> None:
    (corpus / "corpus.toml").write_text('[fields]\ncolour = "x"\n', encoding="utf-8")
    ran = run("list", corpus)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "corpus.toml:2" in ran.err


def test_a_list_can_be_in_another_order(run, corpus) -> None:
    def ids(*order: str) -> list[str]:
        return [each["id"] for each in run("list", corpus, "--json", *order).json]

    assert ids("--sort", "source") == ["rain.jsonl#r1", "bridge-1.txt", "bridge-2.txt"]
    assert ids("--sort", "words", "--reverse")[0] == "rain.jsonl#r1"
    (corpus / "a-rain.txt").write_text("Snow fell.", encoding="utf-8")
    assert set(ids("--sort", "story")[:2]) == {"bridge-1.txt", "bridge-2.txt"}
    assert ids("--reverse") == list(reversed(ids()))


def test_a_json_list_is_written_as_a_whole_one_would_be(run, corpus, tmp_path) -> None:
    out = run("list", corpus, "--json").out
    assert out == json.dumps(json.loads(out), indent=2, ensure_ascii=False) + "\n"
    (tmp_path / "none").mkdir()
    assert run("list", tmp_path / "none", "--json").out == "[]\n"


def test_the_shell_is_proposed_articles_without_reading_them(
    run, corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", corpus, "--no-stories")
    monkeypatch.chdir(corpus)
    monkeypatch.setattr(Corpus, "_read", lambda *_: pytest.fail("it is read"))
    proposed = dict(options.article_ids({}))
    assert proposed["rain.jsonl#r1"] == "Rain"
    assert len(proposed) == 3
