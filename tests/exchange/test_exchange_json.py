"""The export format."""

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reader import resources
from reader.annotate.annotation import State
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.exchange.json import export

TEXT = "The mayor opened the bridge. “Costs rose,” she said. 日本 😀 went home."


def article(text: str = TEXT, article_id: str = "a.txt", **metadata: object) -> Article:
    return Article(article_id, text, "Title", metadata=metadata)


def session(annotator: str = "ann") -> Session:
    ids = count()
    return Session(
        MemoryStore(annotator),
        Schema.default(),
        lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        lambda: f"{annotator}-{next(ids)}",
    )


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(resources.export_schema().read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def labelled() -> tuple[Article, Session]:
    a, s = article(rank=3, nested={"b": [1.5, float("nan")], "a": None}), session()
    s.tag(a, 0, 0, "claim")
    s.tag_span(
        a, 29, 42, "quote", attributes={"speaker": "Ann"}, parts=[("content", 29, 42), ("cue", 43, 51)]
    )
    s.clear(a, 2, 2)
    s.set_note(a, 0, "look this up")
    s.set_state(a, State.DONE)
    return a, s


def parsed(*arguments, **options) -> dict:
    return json.loads("".join(export(*arguments, **options).lines()))


def test_the_document_is_what_the_schema_says(validator) -> None:
    a, s = labelled()
    document = parsed([a], [s.store], s.schema)
    assert list(validator.iter_errors(document)) == []
    assert len(document["annotations"]) == 2
    assert {tuple(d["sentences"]): (d["decided"], d["note"]) for d in document["decisions"]} == {
        (0,): (False, "look this up"),
        (2,): (True, ""),
    }
    assert document["states"] == [{"article": "a.txt", "annotator": "ann", "state": "done"}]


@pytest.mark.parametrize("key", ["format", "articles", "annotations"])
def test_the_schema_refuses_what_is_not_whole(validator, key) -> None:
    a, s = labelled()
    document = parsed([a], [s.store], s.schema)
    del document[key]
    assert not validator.is_valid(document)


def test_offsets_are_code_points_into_the_text() -> None:
    a, s = labelled()
    document = parsed([a], [s.store], s.schema)
    (written,) = document["articles"]
    for piece in [*document["annotations"], *document["decisions"], *document["annotations"][1]["parts"]]:
        assert written["text"][piece["start"] : piece["end"]] == piece["text"]
    assert "😀" in written["text"]
    start, end = written["sentences"][0]
    assert written["text"][start:end] == "The mayor opened the bridge."


def test_metadata_is_kept_as_json_can_hold_it() -> None:
    a, s = labelled()
    (written,) = parsed([a], [s.store], s.schema)["articles"]
    assert written["metadata"] == {"nested": {"a": None, "b": [1.5, None]}, "rank": 3}


def test_metadata_does_not_repeat_what_stands_beside_it() -> None:
    a = Article(
        "a.txt", TEXT, "Rain", "Pennant", "2026-01-02", "https://example.org/a",
        {"Headline": "Rain", "source": {"name": "Pennant", "id": 7}, "pubDate": "2026-01-02",
         "url": "https://example.org/a", "section": "Weather"},
    )  # fmt: skip
    (written,) = parsed([a], [], Schema.default(), everything=True)["articles"]
    assert written["metadata"] == {"section": "Weather", "source": {"id": 7, "name": "Pennant"}}
    assert (written["title"], written["date"]) == ("Rain", "2026-01-02")


def test_metadata_cannot_reach_a_terminal() -> None:
    evil = "\x1b]0;title\x07 \x9b2J \u202e x"
    a, s = article(note=evil), session()
    s.tag(a, 0, 0, "claim")
    text = "".join(export([a], [s.store], s.schema).lines())
    assert not set("\x1b\x07\x9b\u202e") & set(text)
    assert json.loads(text)["articles"][0]["metadata"]["note"] == evil


def test_order_of_work_and_of_arguments_does_not_matter() -> None:
    first, second = article(), article(article_id="b.txt")
    kim, ann = session("kim"), session("ann")
    for each in (kim, ann):
        each.tag(second, 1, 1, "quote")
        each.tag(first, 2, 2, "claim")
        each.tag(first, 0, 0, "claim")
    one = export([first, second], [kim.store, ann.store], ann.schema)
    other = export([second, first], [ann.store, kim.store], ann.schema)
    assert list(one.lines()) == list(other.lines())
    places = [(a["article"], a["start"], a["annotator"]) for a in one.document["annotations"]]
    assert places == sorted(places)


def test_articles_without_a_word_said_are_left_out_unless_asked_for() -> None:
    silent, (spoken, s) = article(article_id="silent.txt"), labelled()
    assert [a["id"] for a in parsed([silent, spoken], [s.store], s.schema)["articles"]] == ["a.txt"]
    everything = parsed([silent, spoken], [s.store], s.schema, everything=True)
    assert [a["id"] for a in everything["articles"]] == ["a.txt", "silent.txt"]


def test_what_is_not_in_the_present_text_is_left_out_and_named(validator) -> None:
    _, s = labelled()
    made = export([article("All new. “Costs rose,” she said.")], [s.store], s.schema)
    assert [a["label"] for a in made.document["annotations"]] == ["quote"]
    assert [(left.article, left.annotator) for left in made.left_out][:1] == [("a.txt", "ann")]
    assert "claim “The mayor opened the bridge.”" in str(made.left_out[0])
    assert validator.is_valid(json.loads("".join(made.lines())))


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch) -> None:
    a, s = labelled()
    target = tmp_path / "labels.json"
    export([a], [s.store], s.schema).save(target)
    before = target.read_bytes()
    assert json.loads(before)["format"] == "reader-export"
    s.tag(a, 1, 1, "claim")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        export([a], [s.store], s.schema).save(target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["labels.json"]


@pytest.mark.parametrize("held", ["The ferry will not sail.\n", '{"format": 2, "seq": 1}\n', '{"a": 1}'])
def test_only_an_earlier_export_is_written_over(tmp_path: Path, held: str) -> None:
    target = tmp_path / "labels.json"
    target.write_text(held, encoding="utf-8")
    a, s = labelled()
    whole = export([a], [s.store], s.schema)
    with pytest.raises(FileExistsError, match="not an export of Reader"):
        whole.save(target)
    assert target.read_text(encoding="utf-8") == held
    target.write_bytes(b"")
    whole.save(target)
    whole.save(target)
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "reader-export"


def test_a_link_is_followed(tmp_path: Path) -> None:
    a, s = labelled()
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "labels.json", tmp_path / "link.json"
    target.touch()
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("links need rights here")
    export([a], [s.store], s.schema).save(link)
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == 1


def test_ids_that_are_not_unicode_survive(tmp_path: Path, validator) -> None:
    odd, s = article(article_id="caf\udce9.txt"), session()
    s.tag(odd, 0, 0, "claim")
    export([odd], [s.store], s.schema).save(tmp_path / "labels.json")
    document = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert document["annotations"][0]["article"] == odd.id
    assert validator.is_valid(document)


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["claim", "quote"])), max_size=8))
def test_any_labels_are_valid_and_exact(acts: list[tuple[int, str]]) -> None:
    a, s = article(), session()
    for sentence, label in acts:
        s.tag(a, sentence, sentence, label)
    document = parsed([a], [s.store], s.schema)
    expected = {(i, label) for i, label in acts if acts.count((i, label)) % 2}
    assert {(d["sentences"][0], d["label"]) for d in document["annotations"]} == expected
    assert all(a.text[d["start"] : d["end"]] == d["text"] for d in document["annotations"])
