"""`reader compare`."""

import pytest


def test_json_has_the_documented_shape(run, corpus) -> None:
    found = run("compare", corpus, "bridge-1", "bridge-2", "--json").json
    assert set(found) == {"versions", "relation", "rows", "edges"}
    base, other = found["versions"]
    assert (base["id"], other["id"]) == ("bridge-1.txt", "bridge-2.txt")
    assert {"version": 1, "i": 0, "j": 0, "kind": "same", "score": 1.0} in found["edges"]
    (relation,) = found["relation"]
    assert relation["version"] == 1
    assert relation["relation"] == "update"
    assert 0 < relation["share"] <= 1
    assert sorted(s for row in found["rows"] for s in row["cells"][0]) == [0, 1, 2]
    assert sorted(s for row in found["rows"] for s in row["cells"][1]) == [0, 1, 2]
    (edited,) = [row for row in found["rows"] if row["cells"] == [[1], [1]]]
    assert edited["relations"] == [None, "edited"]
    words = [
        [v["text"][c["start"] : c["end"]] for c in row]
        for v, row in zip(found["versions"], edited["changes"], strict=True)
    ]
    assert words == [["5"], ["7"]]


def test_piped_text_marks_changed_words_in_brackets(run, corpus) -> None:
    out = run("compare", corpus, "bridge-1", "bridge-2").out
    assert "0 0   The mayor opened the bridge.\n" in out
    assert "~ Costs [b]rose[/b] to [-5-] million.\n" in out
    assert "~ Costs [b]rose[/b] to {+7+} million.\n" in out
    assert "- Nobody on the ferry was hurt.\n" in out
    assert "+ Experts doubt what Pennant wrote.\n" in out
    assert "\x1b" not in out


def test_files_are_compared_without_a_corpus(run, corpus, tmp_path) -> None:
    other = tmp_path / "later" / "bridge-1.txt"
    other.parent.mkdir()
    other.write_text("The mayor opened the bridge.", encoding="utf-8")
    found = run("compare", corpus / "bridge-1.txt", other, "--json").json
    assert [version["id"] for version in found["versions"]] == [str(corpus / "bridge-1.txt"), str(other)]


def test_up_to_four_versions(run, corpus) -> None:
    names = ["bridge-1", "bridge-2", "rain", "bridge-1"]
    assert len(run("compare", corpus, *names, "--json").json["versions"]) == 4
    assert run("compare", corpus, *names).code == 0
    ran = run("compare", corpus, *names, "rain")
    assert ran.code == 2
    assert "two to 4 versions" in ran.err


def test_context_leaves_out_what_is_the_same(run, corpus) -> None:
    same = " ".join(f"Sentence number {n} stays." for n in range(9))
    for name, last in (("long-1", "It rained."), ("long-2", "A dog barked at night.")):
        (corpus / f"{name}.txt").write_text(f"{same} {last}", encoding="utf-8")
    out = run("compare", corpus, "long-1", "long-2", "--context", 1).out
    assert "⋯" in out
    assert "number 8" in out
    assert "number 7" not in out


@pytest.mark.parametrize("layout", ["unified", "side-by-side", "auto"])
@pytest.mark.parametrize("columns", ["80", "160"])
def test_people_get_colour_and_all_of_the_text(run, corpus, monkeypatch, layout, columns) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", columns)
    out = run("compare", corpus, "bridge-1", "bridge-2", "--layout", layout).out
    assert "\x1b[" in out
    assert "[b]rose[/b]" in out
    assert "million" in out
    assert max(map(len, out.splitlines())) < 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["news"], "needs two versions"),
        (["news", "bridge-1"], "two to 4 versions"),
        (["news/rain.jsonl", "news/bridge-1.txt", "--context", "-1"], "--context"),
        (["news", "bridge-1", "bridge-2", "--layout", "odd"], "--layout"),
    ],
)
def test_usage_errors(run, corpus, monkeypatch, arguments, message) -> None:
    monkeypatch.chdir(corpus.parent)
    ran = run("compare", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1
