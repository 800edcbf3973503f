"""Whatever a file holds, an import lists what it cannot take, and what it takes can be stored and read."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made import TEXT, article, gathered, job, labelled, session

from reader.annotate.annotation import Status
from reader.annotate.codec import decode_annotation, encode_annotation, line
from reader.annotate.schema import Schema
from reader.corpus.article import Article
from reader.exchange import placing
from reader.exchange.exporting import export
from reader.exchange.formats import FORMATS, Unit
from reader.exchange.losses import Losses

HOSTILE = (
    None,
    True,
    -1,
    10**30,
    float("nan"),
    "",
    "\ud800\x1b[31m",
    [[]],
    {"a": 1},
    ["x", None],
    [{"a": []}],
)
PLAIN = TEXT.replace("\t", " ")  # as articles are, whose tabs became spaces


class Shelf(dict):
    """Articles by id, as a corpus in which nothing is found by text."""


@pytest.fixture(autouse=True)
def _no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing._Finder, "_by_digest", {})
    monkeypatch.setattr(placing._Finder, "_having", lambda *_: [])


def brought(name: str, target: Path, a: Article) -> tuple[list, Losses]:
    """Import a file as accepted labels and return these as they are read from disk again."""
    losses = Losses()
    arrivals = placing.place(
        FORMATS[name].reading()(target, losses), Shelf({a.id: a}), Schema.default(), losses
    )
    other = session("kim")
    other.bring(list(arrivals), target.name, Status.ACCEPTED)
    stored = [json.loads(line(encode_annotation(each))) for each in other.annotations(a)]
    return [decode_annotation(each, a.id, "kim") for each in stored], losses


def paths(value: Any, path: tuple = ()) -> Iterator[tuple]:
    yield path
    if path[-1:] != ("tokens",):
        inner = (
            value.items()
            if isinstance(value, dict)
            else enumerate(value[:2])
            if isinstance(value, list)
            else ()
        )
        for key, each in inner:
            yield from paths(each, (*path, key))


def damaged(row: dict, path: tuple) -> Iterator[Any]:
    """Yield a row with each hostile value at a place, and without what stands there."""
    for value in HOSTILE:
        if not path:
            yield value
            continue
        made = copy.deepcopy(row)
        holder = made
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value
        yield made
    if path:
        del holder[path[-1]]
        yield made


ROWS = [
    (name, unit)
    for name in ("jsonl", "doccano", "prodigy", "web-annotation", "label-studio")
    for unit in FORMATS[name].units
]


@pytest.mark.parametrize(("name", "unit"), ROWS)
def test_any_value_at_any_place_of_a_record_is_taken_or_listed(name, unit, tmp_path: Path) -> None:
    a, s = labelled(text=PLAIN)
    target = tmp_path / ("out" if FORMATS[name].folder else "out.jsonl")
    export(FORMATS[name], target, lambda: gathered(s, articles=[a]), job(unit=unit), {})
    if name == "label-studio":
        row = json.loads((target / "tasks.json").read_text(encoding="utf-8"))[0]
    else:
        row = json.loads(target.read_text(encoding="utf-8").splitlines()[0])
    records = [json.dumps(each) for path in paths(row) for each in damaged(row, path)]
    file = tmp_path / "damaged.json"
    file.write_text(
        f"[{','.join(records)}]" if name == "label-studio" else "\n".join(records), encoding="utf-8"
    )
    stored, losses = brought(name, file, a)
    assert stored
    assert losses.counts["records that could not be read"] > len(HOSTILE)
    for each in stored:
        assert a.text[each.start : each.end] == each.text
        assert all(a.text[part.start : part.end] == part.text for part in each.parts)


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.reads])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00\x01" * 40,
        b"PAR1" + b"\x00" * 40,
        b"[" * 100_000,
        b'{"%FEATURE_STRUCTURES": 3}',
        b"[]",
    ],
)
def test_a_file_of_another_kind_is_one_listed_line(name: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "file.txt.ann" if name == "brat" else tmp_path / "file.annotations"
    file.write_bytes(data)
    stored, losses = brought(name, file, article(PLAIN))
    assert not stored
    assert losses or name in ("jsonl", "csv", "doccano", "prodigy", "web-annotation", "conll", "label-studio")


@pytest.mark.parametrize("name", ["jsonl", "doccano", "prodigy", "csv"])
def test_names_that_cannot_be_stored_are_listed(name: str, tmp_path: Path) -> None:
    a = article(PLAIN)
    file = tmp_path / "file"
    names = ["", " ", "a\nb", "\x1b[31mred", "\u202egnp", "claim"]
    rows = [{"article": a.id, "text": "The river fell on Sunday.", "meta": {"article": a.id}} for _ in names]
    if name == "csv":
        lines = ["article,text,label", *(f'{a.id},The river fell on Sunday.,"{each}"' for each in names)]
    else:
        key = {"jsonl": "labels", "doccano": "label", "prodigy": "accept"}[name]
        lines = [json.dumps({**row, key: [n], "options": []}) for row, n in zip(rows, names, strict=True)]
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    stored, losses = brought(name, file, a)
    assert [each.label for each in stored] == ["claim"]
    listed = losses.counts["labels and parts whose name is empty, or holds invisible characters"]
    assert listed == len(names) - 1 - (name == "csv")  # an empty cell names no label


@pytest.mark.parametrize("name", ["jsonl", "prodigy", "label-studio"])
def test_a_span_that_ends_outside_the_text_is_not_made_shorter(name: str, tmp_path: Path) -> None:
    a = article(PLAIN)
    start = PLAIN.index("Nothing else")
    place = {"start": start, "end": len(PLAIN) + 5}
    row: Any = {"text": PLAIN, "meta": {"article": a.id}, "spans": [{**place, "label": "claim"}]}
    if name == "jsonl":
        row = {"id": a.id, "text": PLAIN, "annotations": [{**place, "label": "claim"}]}
    if name == "label-studio":
        region = {"type": "labels", "value": {**place, "labels": ["claim"]}}
        row = [{"data": {"text": PLAIN, "article": a.id}, "annotations": [{"result": [region]}]}]
    file = tmp_path / "file.json"
    file.write_text(json.dumps(row), encoding="utf-8")
    stored, losses = brought(name, file, a)
    assert (stored, losses.counts) == ([], {"labels whose words are not in the article": 1})


def test_parts_without_an_offset_are_listed(tmp_path: Path) -> None:
    spans = [
        {"start": 0, "end": 3, "label": "quote", "role": "", "annotation": "1"},
        {"label": "quote", "role": "cue", "annotation": "1"},
    ]
    row = {"text": "The river fell on Sunday.", "article": "story/a.txt", "labels": ["quote"], "spans": spans}
    file = tmp_path / "file.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    stored, losses = brought("jsonl", file, article(PLAIN))
    assert (stored, losses.counts) == ([], {"records that could not be read": 1})


def test_one_bad_annotation_of_a_document_leaves_the_others(tmp_path: Path) -> None:
    a = article(PLAIN)
    start = PLAIN.index("Police denied it.")
    good = {"article": a.id, "label": "claim", "start": start, "end": start + 17, "status": "accepted"}
    rows = [7, {**good, "start": "x"}, {**good, "article": []}, {**good, "status": "rejected"}, good]
    document = {"articles": [3, {"id": a.id, "text": PLAIN}], "annotations": rows, "decisions": [None]}
    file = tmp_path / "file.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    stored, losses = brought("json", file, a)
    assert [each.text for each in stored] == ["Police denied it."]
    assert losses.counts == {
        "records that could not be read": 5,
        "labels that the file says were rejected, passed over": 1,
    }


def test_what_was_proposed_stays_a_proposal_whoever_brings_it(tmp_path: Path) -> None:
    a = article(PLAIN)
    row: dict = {"id": a.id, "text": PLAIN, "annotations": []}
    for status, words in (("proposed", "Police denied it."), ("accepted", "The river fell on Sunday.")):
        start = PLAIN.index(words)
        row["annotations"].append(
            {"label": "claim", "start": start, "end": start + len(words), "status": status}
        )
    file = tmp_path / "file.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    stored, _ = brought("jsonl", file, a)
    assert [str(each.status) for each in stored] == ["proposed", "accepted"]


def test_parts_and_decisions_follow_their_words_into_a_changed_text(tmp_path: Path) -> None:
    a, s = labelled(text=PLAIN)
    changed = article("A new line came first.\n\n" + PLAIN)
    documents = gathered(s, articles=[a])
    export(FORMATS["web-annotation"], tmp_path / "w.jsonl", lambda: documents, job(), {})
    stored, _ = brought("web-annotation", tmp_path / "w.jsonl", changed)
    assert [[p.text for p in each.parts] for each in stored] == [
        [p.text for p in each.parts] for each in documents[0].annotations
    ]
    export(FORMATS["csv"], tmp_path / "c.csv", lambda: documents, job(unit=Unit.SENTENCE), {})
    losses = Losses()
    arrivals = placing.place(
        FORMATS["csv"].reading()(tmp_path / "c.csv", losses), Shelf({a.id: changed}), Schema.default(), losses
    )
    decided = {changed.sentence_text(each) for arrival in arrivals for each in arrival.decided}
    assert decided == {"The river fell on Sunday.", "Nothing else is known."}


def test_brat_offsets_are_compared_with_the_words_beside_them(tmp_path: Path) -> None:
    a = article(PLAIN)
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    (tmp_path / "articles.tsv").write_text(f"a\t{a.id}\n", encoding="utf-8")
    start, other = PLAIN.index("Police denied it."), PLAIN.index("The river")
    huge = "9" * 5000
    lines = [
        f"T1\tclaim {start} {start + 17}\tPolice denied it.",
        f"T2\tclaim {start + 1} {start + 18}\tPolice denied it.",
        f"T3\tclaim {start} {start + 6};{other} {other + 9}\tPolice The river",
        f"T4\tclaim {huge} {huge}\tx",
        "E1\tclaim:T1",
    ]
    (tmp_path / "a.ann").write_bytes("\r\n".join(lines).encode())
    stored, losses = brought("brat", tmp_path, a)
    assert len(stored) == 2
    assert losses.counts == {
        "spans whose words are not those at their offsets": 1,
        "spans with a gap, which is taken with them": 1,
        "records that could not be read": 1,
        "events, normalisations and equivalences, which have no place here": 1,
    }


def test_numbers_without_end_are_no_offsets(tmp_path: Path) -> None:
    a, huge = article(PLAIN), "9" * 5000
    file = tmp_path / "file.csv"
    file.write_text(f"article,text,label,start,end,sentence\n{a.id},,claim,{huge},{huge},{huge}\n")
    assert brought("csv", file, a)[1].counts == {"records that could not be read": 1}
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "a.txt.annotations").write_text(f"({huge}, 0) - claim\n")
    assert brought("slate", tmp_path, a)[1].counts["records that could not be read"] == 1
