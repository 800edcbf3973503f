import json
from pathlib import Path

import pytest

from reader.corpus.formats import stream

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def test_a_record_keeps_every_key_but_the_text(reading) -> None:
    record = {"id": 7, "text": "One.", "title": "T", "extra": {"deep": ["\x1b[1mx", None, 1.5]}}
    (found,) = reading("a.jsonl", json.dumps(record) + "\n").documents
    assert (found.text, found.key, found.line, found.title) == ("One.", "7", 1, "T")
    assert found.metadata == {"id": 7, "title": "T", "extra": {"deep": ["x", None, 1.5]}}


@pytest.mark.parametrize("key", ["text", "Text", "body", "content", "article", "maintext", "article_body"])
def test_the_text_goes_by_several_names(reading, key: str) -> None:
    assert reading("a.json", json.dumps([{key: "One."}])).texts == ["One."]


@pytest.mark.parametrize(
    ("record", "known"),
    [
        ({"headline": "T", "publisher": "S", "pubDate": "D", "permalink": "U"}, ("T", "S", "D", "U", "U")),
        ({"TITLE": "T", "outlet": "S", "date_publish": "D", "uuid": "7"}, ("T", "S", "D", "", "7")),
        ({"title": "", "Headline": "T", "source": {"id": None, "name": "S"}}, ("T", "S", "", "", "1")),
        ({"_id": {"$oid": "7f"}, "created": {"$date": "D"}}, ("", "", "D", "", "7f")),
        ({"title": "a\nb\x1b[1m", "source": ["S", "R"], "date": 1.5}, ("a b", "S, R", "1.5", "", "1")),
    ],
)
def test_what_is_known_goes_by_many_names(reading, record: dict, known: tuple[str, ...]) -> None:
    (found,) = reading("a.jsonl", json.dumps({**record, "text": "One."})).documents
    assert (found.title, found.source, found.date, found.url, found.key) == known


def test_an_export_of_labels_is_not_read_as_articles(reading) -> None:
    export = {"format": "reader-export", "version": 1, "articles": [{"id": "a", "text": "One."}]}
    (reason,) = reading("a.json", json.dumps(export)).reasons
    assert "export" in reason


def test_text_comes_before_its_other_names_and_a_list_is_paragraphs(reading) -> None:
    (found,) = reading(
        "a.json", '{"content": "teaser", "text": ["One.", "Two."], "article": {"id": 1}}'
    ).documents
    assert found.text == "One.\n\nTwo."
    assert found.metadata == {"content": "teaser", "article": {"id": 1}}


def test_the_key_is_the_id_else_the_url_else_the_line(reading) -> None:
    content = '\n{"text": "a", "url": "u", "id": "i"}\r\n{"text": "b", "link": "u"}\n\n{"text": "c"}'
    assert [(found.key, found.line) for found in reading("a.jsonl", content).documents] == [
        ("i", 2),
        ("u", 3),
        ("5", 5),
    ]


@pytest.mark.parametrize("container", ["articles", "data", "records"])
def test_an_object_may_hold_the_records(reading, container: str) -> None:
    found = reading("a.json", json.dumps({"count": 2, container: [{"text": "a"}, {"text": "b"}]})).documents
    assert [(one.text, one.key) for one in found] == [("a", "1"), ("b", "2")]


def test_one_record_in_a_file_needs_no_key(reading) -> None:
    assert reading("a.json", '{"text": "a"}').documents[0].key == ""


def test_lines_in_a_json_file_and_an_array_in_a_jsonl_file_are_read(reading) -> None:
    lines = reading("a.json", '{"text": "a"}\n{"text": "b"}')
    assert (lines.texts, [found.at for found in lines.documents]) == (["a", "b"], [(0, 14), (14, 13)])
    assert reading("b.json", '{"text":\n"a"}\n{"text": "b"}').texts == ["b"]
    assert reading("a.jsonl", ' [{"text": "a"},\n{"text": "b"}]').texts == ["a", "b"]


def test_bad_lines_are_named_and_the_rest_is_read(reading) -> None:
    found = reading("records.jsonl", (HOSTILE / "records.jsonl").read_bytes())
    assert [one.key for one in found.documents] == ["good", "good", "https://harrow.example/ferry", "8"]
    assert [flaw.line for flaw in found.flaws] == [2, 3, 4, 9]
    assert found.reasons[0].startswith("2: not valid JSON: ")
    assert found.reasons[1:] == [
        "3: the record has no text (it has id, title)",
        "4: the record is not an object with keys but a list",
        "9: the text is empty",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": "one",\n "title": ]', "2: not valid JSON: Expecting value"),
        ("[" * 100_000, "1: nested too deeply"),
        ('{"text": ' + "9" * 5000 + "}", "1: not valid JSON: "),
        ('{"name": "package"}', " the record has no text (it has name)"),
        ('[{"a": 1}, {"b": 2}]', " none of 2 records has a text (the first: record 1 has no"),
        ('[{"text": "a"}, {"text": 2}]', " record 2 has no text (it has text)"),
        ('[{"text": "a"}, {"text": ""}]', " the text of record 2 is empty"),
        ("7", " the record is not an object with keys but a number"),
        ("", " the file is empty"),
    ],
)
def test_what_cannot_be_read_is_said_once(reading, content: str, reason: str) -> None:
    (said,) = reading("a.json", content).reasons
    assert said.startswith(reason)
    assert "\n" not in said


def test_many_records_before_the_first_with_a_text_are_not_all_kept(reading) -> None:
    content = reading("a.jsonl", '{"a": 1}\n' * 1_500 + '{"text": "One."}')
    assert content.texts == ["One."]
    assert len(content.flaws) == 1_001
    assert content.reasons[-1] == " 500 more records have no text"


def test_an_array_is_read_up_to_where_it_is_damaged(reading) -> None:
    cut = reading("a.json", '[{"text": "a"}, {"text": "b"},\n {"text": "c')
    assert (cut.texts, [one.key for one in cut.documents]) == (["a", "b"], ["1", "2"])
    assert cut.reasons == ["2: not valid JSON: Unterminated string starting at"]
    assert reading("a.json", '[{"text": "a"} {"text": "b"}]').texts == ["a"]


def test_a_line_nested_too_deeply_does_not_stop_the_others(reading) -> None:
    found = reading("a.jsonl", "[" * 100_000 + '\n{"text": "a"}\n')
    assert (found.texts, found.reasons) == (["a"], ["1: nested too deeply"])


def test_what_json_allows_and_export_does_not_is_made_harmless(reading) -> None:
    (found,) = reading("a.json", '{"text": "a\tb \\ud800", "score": NaN, "big": 1e999}').documents
    assert found.text == "a b \ufffd"
    assert found.metadata == {"score": None, "big": None}


def test_columns_may_be_named(reading) -> None:
    row = '{"text": "no", "Lead": {"x.y": {"full": "One."}, "by": "Kim"}, "kop": "T", "nr": 3}\n'
    (found,) = reading("a.jsonl", row, text="Lead.x.y.full", title="KOP", id="nr", source="lead.by").documents
    assert (found.text, found.title, found.key, found.source) == ("One.", "T", "3", "")
    assert found.metadata == {"text": "no", "Lead": {"x.y": {}, "by": "Kim"}, "kop": "T", "nr": 3}
    assert reading("b.jsonl", row, text="body").reasons == [
        "1: the record has no text in a field “body” (it has text, Lead, kop, nr)"
    ]


def test_an_endless_line_is_skipped_and_a_large_array_refused(reading, monkeypatch) -> None:
    monkeypatch.setattr(stream, "LARGEST", 1_000)
    content = '{"text": "a"}\n' + "x" * 3_500 + '\n{"text": "b"}\n' + "y" * 1_001
    for encoding in ("utf-8", "utf-16"):
        found = reading("a.jsonl", content.encode(encoding))
        assert found.texts == ["a", "b"]
        assert found.reasons == [
            "2: the line is longer than 50 MB",
            "4: the line is longer than 50 MB",
        ]
    (reason,) = reading("a.json", json.dumps([{"text": "x" * 1_000}])).reasons
    assert reason.startswith(" too large")
