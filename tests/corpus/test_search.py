"""Searching a corpus: what is found, where, and that both agree with the full-text index."""

import json
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.corpus import Corpus
from reader.corpus.folding import indexed
from reader.corpus.query import QueryError, parse
from reader.corpus.schema import TOKENIZER
from reader.corpus.search import hits, ranked, search, snippet

ARTICLES = [
    (
        "flood",
        "Flood in Harbour",
        "The Harbour Gazette",
        "2023-03-09",
        "A flood came at 10:30. The mayor wept.",
    ),
    ("storm", "Storm damage", "BBC News", "2023-03-10", "The storm flooded the café; the mayor fled."),
    ("strike", "Train strike", "Café Courier", "2022-12-31", "No trains ran. The mayor of Oslo said “no”."),
    ("tokyo", "東京の台風", "BBC World", "", "台風が東京に近づいている。Storm damage is feared."),
    ("wind", "Wind", "", "2023", "Damage by a storm, not storm damage. The mayor, the Mayor!"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("news")
    rows = [dict(zip(("id", "title", "source", "date", "text"), each, strict=True)) for each in ARTICLES]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    opened = Corpus.open(folder, cache=folder / "cache")
    with opened.index.change() as connection:
        connection.executemany(
            "INSERT INTO stories (number, story) VALUES (?, 12)",
            [(opened.number(f"a.jsonl#{name}"),) for name in ("flood", "storm")],
        )
    yield opened
    opened.close()


def keys(corpus: Corpus, numbers) -> list[str]:
    return [each.partition("#")[2] for each in corpus.ids(list(numbers))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "flood storm strike tokyo wind"),
        ("mayor", "flood storm strike wind"),
        ("MAYOR storm", "storm wind"),
        ("flood", "flood"),
        ("flood*", "flood storm"),
        ("cafe", "storm"),
        ("10:30", "flood"),
        ('"storm damage"', "storm tokyo wind"),
        ("“damage by a sto”*", "wind"),
        ("storm -“storm damage”", ""),
        ("-storm", "flood strike"),
        ("-storm -flood", "strike"),
        ("flood OR strike", "flood strike"),
        ("mayor flood OR oslo", "flood strike"),
        ("-mayor OR oslo", "strike tokyo"),
        ("東京", "tokyo"),
        ("近づいて", "tokyo"),
        ("京東", ""),
        ("source:bbc", "storm tokyo"),
        ("source:CAFE", "strike"),
        ('source:"harbour gaz"', "flood"),
        ("mayor -source:bbc", "flood strike wind"),
        ("source:bbc OR oslo", "storm strike tokyo"),
        ("title:storm", "storm"),
        ("title:台風", "tokyo"),
        ("-title:storm storm", "tokyo wind"),
        ("id:STR", "strike"),
        ("id:%", ""),
        ("id:_", ""),
        ("id:a.jsonl#w", "wind"),
        ("date:2023", "flood storm wind"),
        ("date:2023-03", "flood storm"),
        ("before:2023-03-10", "flood strike wind"),
        ("after:2023-03-09", "storm"),
        ("date:2022..2023-03-09", "flood strike wind"),
        ("-date:..", "tokyo"),
        ("story:12", "flood storm"),
        ("story:* -flood", "storm"),
        ("story:none mayor", "strike wind"),
        ("story:99999999999999999999999999", ""),
        ("label:claim", "flood wind"),
        ("label:none", "storm strike tokyo"),
        ("-label:claim mayor", "storm strike"),
        ("state:done", "wind"),
    ],
)
def test_what_is_found(corpus: Corpus, text: str, found: str) -> None:
    labelled = ["a.jsonl#flood", "a.jsonl#wind", "gone.txt"]
    outside = {
        "label": lambda value: labelled if value in ("*", "claim") else [],
        "state": lambda value: {corpus.number("a.jsonl#wind")},
    }
    assert sorted(keys(corpus, search(corpus, parse(text), outside))) == found.split()


def test_a_field_that_nothing_answers_for_is_told(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="note: cannot be searched for here"):
        search(corpus, parse("note:x"))


@given(
    st.text() | st.lists(st.sampled_from([*'ab"“”*-:() ^+', "title:", "id:", "NEAR", " OR "])).map("".join)
)
def test_nothing_a_person_types_is_an_error_of_the_index(corpus: Corpus, text: str) -> None:
    try:
        query = parse(text, typing=True)
    except QueryError:
        return
    found = search(corpus, query, dict.fromkeys(("label", "state", "note"), lambda _: []))
    assert found <= set(corpus.order())


def test_what_is_gone_is_not_found(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The storm {name}.", encoding="utf-8")
    corpus = Corpus.open(tmp_path, cache=tmp_path / "cache")
    assert len(search(corpus, parse("storm"))) == 2
    (tmp_path / "one.txt").unlink()
    (tmp_path / "two.txt").write_text("The wind.", encoding="utf-8")
    (tmp_path / "three.txt").write_text("A storm.", encoding="utf-8")
    corpus.update()
    assert corpus.ids(list(search(corpus, parse("storm")))) == ["three.txt"]
    corpus.close()


def test_the_best_matches_come_first_then_the_newest(corpus: Corpus) -> None:
    query = parse("mayor")
    found = search(corpus, query)
    assert keys(corpus, ranked(corpus, query, found))[0] == "wind"
    assert len(ranked(corpus, query, found, 2)) == 2
    assert keys(corpus, ranked(corpus, parse("-tokyo"), found)) == ["storm", "flood", "wind", "strike"]
    query = parse("oslo OR source:bbc")
    assert keys(corpus, ranked(corpus, query, search(corpus, query))) == ["strike", "storm", "tokyo"]


WORDS = st.sampled_from(
    ["storm", "Stor", "st", "a", "Über", "U\u0308BER", "東京", "京", "don’t", "t", "café", "ca"]
)
TEXTS = st.lists(WORDS | st.sampled_from([" ", ", ", ".", "-", "\n"])).map("".join)
PHRASES = st.tuples(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.sampled_from(["", "*"]))


@given(TEXTS, PHRASES.map(lambda parts: f'"{parts[0]}"{parts[1]}'))
def test_a_text_has_hits_if_and_only_if_the_index_finds_it(text: str, typed: str) -> None:
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, content='', tokenize='{TOKENIZER}')")
    base.execute("INSERT INTO texts (rowid, text) VALUES (1, ?)", (indexed(text),))
    ((term,),) = parse(typed).clauses
    expression = f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'
    found = base.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (expression,)).fetchall()
    base.close()
    places = hits(text, parse(typed))
    assert bool(found) == bool(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("The café, the CAFE\u0301!", "cafe", ["café", "CAFE\u0301"]),
        ("storm damage and stormy", "storm*", ["storm", "stormy"]),
        ("a b a b a", '"a b a"', ["a b a b a"]),
        ("Storm and rain", "storm OR rain -snow source:bbc title:and", ["Storm", "rain"]),
        ("in 東京都 now", "東京", ["東京"]),
        ("don’t do", "don't", ["don’t"]),
        ("snow", "-snow", []),
        ("ca\u0301fe cafes", "cafe", ["ca\u0301fe"]),
    ],
)
def test_where_it_is_found(text: str, typed: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, parse(typed))] == found


@given(st.text(st.sampled_from("ab \n"), max_size=300), st.data())
def test_a_snippet_holds_the_first_hit_and_is_about_as_wide_as_asked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 20, len(text))))
    begin, stop = snippet(text, [(start, end)], 60)
    assert 0 <= begin <= start
    assert end <= stop <= len(text)
    assert stop - begin <= 60


def test_a_snippet_is_of_whole_words() -> None:
    text = "One paragraph of words.\n" + "word " * 40 + "storm " + "other " * 40
    start, end = snippet(text, hits(text, parse("storm")), 60)
    assert text[start:end].startswith("word ")
    assert "storm" in text[start:end]
    assert text[start:end].endswith("other")
    assert text[slice(*snippet(text, [], 30))] == "One paragraph of words.\nword"
