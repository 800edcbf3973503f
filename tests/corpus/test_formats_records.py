import json
from pathlib import Path

import pytest

from reader.corpus.formats import Ahead, Document, Flaw
from reader.corpus.formats.records import read_json, read_lines

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def documents(content: str, read=read_json) -> list[Document]:
    found = [one for one in read(content) if not isinstance(one, Ahead)]
    assert all(isinstance(one, Document) for one in found), found
    return found


def test_a_record_keeps_every_key_but_the_text() -> None:
    record = {"id": 7, "text": "One.", "title": "T", "extra": {"deep": ["\x1b[1mx", None, 1.5]}}
    (found,) = documents(json.dumps(record) + "\n", read_lines)
    assert (found.text, found.key, found.line) == ("One.", "7", 1)
    assert found.metadata == {"id": 7, "title": "T", "extra": {"deep": ["x", None, 1.5]}}


@pytest.mark.parametrize("key", ["text", "Text", "body", "content", "article", "maintext", "article_body"])
def test_the_text_goes_by_several_names(key: str) -> None:
    assert documents(json.dumps([{key: "One."}]))[0].text == "One."


def test_an_export_of_labels_is_not_read_as_articles() -> None:
    export = {"format": "reader-export", "version": 1, "articles": [{"id": "a", "text": "One."}]}
    (found,) = read_json(json.dumps(export))
    assert isinstance(found, Flaw)
    assert "export" in found.reason


def test_text_comes_before_its_other_names_and_a_list_is_paragraphs() -> None:
    (found,) = documents('{"content": "teaser", "text": ["One.", "Two."], "article": {"id": 1}}')
    assert found.text == "One.\n\nTwo."
    assert found.metadata == {"content": "teaser", "article": {"id": 1}}


def test_the_key_is_the_id_else_the_url_else_the_line() -> None:
    content = '\n{"text": "a", "url": "u", "id": "i"}\r\n{"text": "b", "link": "u"}\n\n{"text": "c"}'
    assert [(found.key, found.line) for found in documents(content, read_lines)] == [
        ("i", 2),
        ("u", 3),
        ("5", 5),
    ]


@pytest.mark.parametrize("container", ["articles", "data", "records"])
def test_an_object_may_hold_the_records(container: str) -> None:
    found = documents(json.dumps({"count": 2, container: [{"text": "a"}, {"text": "b"}]}))
    assert [(one.text, one.key) for one in found] == [("a", "1"), ("b", "2")]


def test_one_record_in_a_file_needs_no_key() -> None:
    assert documents('{"text": "a"}')[0].key == ""


def test_lines_in_a_json_file_and_an_array_in_a_jsonl_file_are_read() -> None:
    assert [one.text for one in documents('{"text": "a"}\n{"text": "b"}')] == ["a", "b"]
    assert [one.text for one in documents('[{"text": "a"},\n{"text": "b"}]', read_lines)] == ["a", "b"]


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    found = list(read_lines((HOSTILE / "records.jsonl").read_text(encoding="utf-8")))
    assert [one.key for one in found if isinstance(one, Document)] == [
        "good",
        "good",
        "https://harrow.example/ferry",
        "8",
        "empty",
    ]
    flaws = {one.line: one.reason for one in found if isinstance(one, Flaw)}
    assert flaws[2].startswith("not valid JSON: ")
    assert flaws[3] == "the record has no text (looked for text, body, content, article and maintext)"
    assert flaws[4] == "the record is not an object with keys but a list"
    assert len(flaws) == 3


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ('[{"text": "one"},\n {"text": ]', "not valid JSON: Expecting value", 2),
        ("[" * 100_000, "nested too deeply", None),
        ('{"text": ' + "9" * 5000 + "}", "not valid JSON: ", None),
        ('{"name": "package"}', "the record has no text", None),
        ('[{"a": 1}, {"b": 2}]', "none of 2 records has a text", None),
        ('[{"text": "a"}, {"text": 2}]', "record 2 has no text", None),
        ("7", "the record is not an object with keys but a number", None),
    ],
)
def test_what_cannot_be_read_is_said_once(content: str, reason: str, line: int | None) -> None:
    (flaw,) = [one for one in read_json(content) if isinstance(one, Flaw)]
    assert flaw.reason.startswith(reason)
    assert "\n" not in flaw.reason
    assert flaw.line == line


def test_what_json_allows_and_export_does_not_is_made_harmless() -> None:
    (found,) = documents('{"text": "a\tb \\ud800", "score": NaN, "big": Infinity}')
    assert found.text == "a b \ufffd"
    assert found.metadata == {"score": None, "big": None}
