"""`reader compare`."""

import pytest

from reader.compare.signs import MEANINGS, MOVED_FROM, RELATION_SIGNS, REPEAT, encodable

MOVED = [
    "The mayor opened the bridge on Monday.",
    "Three engineers had worked on it since last winter.",
    "Fishermen complained about the price of the berths.",
    "A brass band played until the rain came.",
    "Tickets for children are free on the first day.",
]
DUCKS = "Ducks slept by the old mill."


def test_json_has_the_documented_shape(run, corpus) -> None:
    found = run("compare", corpus, "bridge-1", "bridge-2", "--json").json
    assert set(found) == {"versions", "relation", "rows", "edges", "quotes"}
    base, other = found["versions"]
    assert (base["id"], other["id"]) == ("bridge-1.txt", "bridge-2.txt")
    assert {"base": 0, "version": 1, "i": 0, "j": 0, "kind": "same", "score": 1.0} in found["edges"]
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
    assert words == [["5 million"], ["7 million"]]


def test_piped_text_marks_changed_words_in_brackets(run, corpus) -> None:
    out = run("compare", corpus, "bridge-1", "bridge-2").out
    assert "0 0   The mayor opened the bridge.\n" in out
    assert "~ Costs [b]rose[/b] to [-5 million-].\n" in out
    assert "~ Costs [b]rose[/b] to {+7 million+}.\n" in out
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


def test_the_base_can_be_another_version(run, corpus) -> None:
    found = run("compare", corpus, "bridge-1", "bridge-2", "--base", 1, "--json").json
    (relation,) = found["relation"]
    assert (relation["base"], relation["version"]) == (1, 0)
    assert {edge["version"] for edge in found["edges"]} == {0}
    assert [version["id"] for version in found["versions"]] == ["bridge-1.txt", "bridge-2.txt"]
    ran = run("compare", corpus, "bridge-1", "bridge-2", "--base", 2)
    assert (ran.code, ran.out) == (2, "")
    assert "--base 2" in ran.err


def test_it_says_what_the_versions_are_to_each_other_and_why(run, corpus) -> None:
    out = run("compare", corpus, "bridge-1", "bridge-2").out
    assert "A and B are likely one article, updated\n" in out
    assert "numbers: 0 of 1 kept; not 5 million (sentence 1)" in out


def test_altered_and_kept_quotations_are_listed(run, corpus) -> None:
    said = "“We will sell the old ferry in the spring,” she said. Rain fell. “Nobody asked us,” he said."
    (corpus / "said-1.txt").write_text(said, encoding="utf-8")
    (corpus / "said-2.txt").write_text(said.replace("spring", "autumn"), encoding="utf-8")
    ran = run("compare", corpus, "said-1", "said-2")
    assert "Altered quotations: 1\nA 0  We will sell the old ferry in the [-spring-]\n" in ran.out
    assert "B 0  We will sell the old ferry in the {+autumn+}\n" in ran.out
    assert "Quotations in both: 1\nA 2 · B 2  “Nobody asked us”\n" in ran.out
    quotes = run("compare", corpus, "said-1", "said-2", "--json").json["quotes"]
    assert [len(quotes[each]) for each in ("altered", "kept")] == [1, 1]
    assert quotes["altered"][0]["b"]["words"] == "We will sell the old ferry in the autumn"


def test_site_furniture_is_folded_until_asked_for(run, corpus) -> None:
    text = (corpus / "bridge-1.txt").read_text(encoding="utf-8")
    (corpus / "scraped.txt").write_text(f"ADVERTISEMENT\n{text}", encoding="utf-8")
    out = run("compare", corpus, "bridge-1", "scraped").out
    assert "⋯ 1 of site furniture or said before" in out
    assert "ADVERTISEMENT" not in out.partition("\n\n")[2]
    assert ": ADVERTISEMENT" in run("compare", corpus, "bridge-1", "scraped", "--furniture").out
    found = run("compare", corpus, "bridge-1", "scraped", "--json").json
    assert found["versions"][1]["furniture"] == [0]
    assert found["relation"][0]["added"] == 0
    assert found["rows"][0]["relations"] == ["furniture", "furniture"]


def test_signs_are_those_of_the_screen_and_explained(run, corpus) -> None:
    one = " ".join(MOVED)
    (corpus / "one.txt").write_text(one, encoding="utf-8")
    (corpus / "two.txt").write_text(" ".join([*MOVED[3:], *MOVED[:3], DUCKS, DUCKS]), "utf-8")
    out = run("compare", corpus, "one.txt", "two.txt", "--furniture").out
    assert "Signs  + - added, deleted · » « moved: where to, where from · = said before" in out
    assert "» A brass band" in out
    assert "« A brass band" in out
    assert f"= {DUCKS}" in out
    assert "Signs" not in run("compare", corpus, "one.txt", "one.txt").out, "only what is drawn"
    told_of = run("compare", "--help").out
    assert all(sign in told_of for sign in (*RELATION_SIGNS.values(), MOVED_FROM, REPEAT))


def test_signs_are_ascii_where_nothing_else_can_be_written() -> None:
    assert encodable("»", "ascii") == ">"
    assert encodable("»", "utf-8") == "»"
    assert all(encodable(sign, "ascii").isascii() for signs in MEANINGS for sign in signs)


def test_moved_sentences_are_told_as_blocks(run, corpus) -> None:
    (corpus / "one.txt").write_text(" ".join(MOVED), encoding="utf-8")
    (corpus / "two.txt").write_text(" ".join([*MOVED[3:], *MOVED[:3]]), encoding="utf-8")
    assert "moved: sentences 3–4 of A to 0–1 of B\n" in run("compare", corpus, "one.txt", "two.txt").out
    (relation,) = run("compare", corpus, "one.txt", "two.txt", "--json").json["relation"]
    assert relation["moves"] == [{"base": [3, 4], "version": [0, 1]}]


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


def test_what_recurs_in_a_source_is_folded_too(run, corpus) -> None:
    for number, word in enumerate(("alpha", "beta", "gamma", "delta", "epsilon")):
        text = f"The {word} ferry came in. Nobody saw {word} leave.\n\nFollow Ines Vole wherever she goes."
        (corpus / f"ferry-{number}.md").write_text(f"---\nsource: Pennant\n---\n\n{text}\n", encoding="utf-8")
    found = run("compare", corpus, "ferry-0.md", "ferry-1.md", "--json").json
    assert [version["furniture"] for version in found["versions"]] == [[2], [2]]
