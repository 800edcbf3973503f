"""Exports appear whole or not at all, are the same twice, and say how they came about."""

import csv
import io
import json
from pathlib import Path

import pytest
from made import document, gathered, job, labelled

from reader.exchange.exporting import Cancelled, export, sort_onto_sides
from reader.exchange.formats import FORMATS, Unit, named
from reader.exchange.losses import Losses
from reader.exchange.splits import Plan

JSONL = FORMATS["jsonl"]


def test_the_same_labels_give_the_same_bytes_and_a_manifest(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    made = []
    for _ in range(2):
        export(JSONL, target, lambda: [document()], job(unit=Unit.SENTENCE), {"unit": "sentence"})
        made.append({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {"out.jsonl", "out.jsonl.manifest.json", "out.jsonl.export-report.json"}
    manifest = json.loads(made[0]["out.jsonl.manifest.json"])
    assert manifest["annotations"] == {"": {"claim": 2, "quote": 2}}
    assert manifest["negatives"] == {"": 2}
    assert manifest["losses"].keys() == json.loads(made[0]["out.jsonl.export-report.json"]).keys()


def test_a_split_makes_a_file_for_each_side(tmp_path: Path) -> None:
    a, s = labelled()
    source = lambda: gathered(s, articles=[a])  # noqa: E731
    sides = sort_onto_sides(source, Plan.parse("80/10/10"))
    export(JSONL, tmp_path / "data", source, job(sides=sides), {})
    names = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert names == ["export-report.json", "manifest.json", "test.jsonl", "train.jsonl", "validation.jsonl"]
    written = [p for p in (tmp_path / "data").glob("*.jsonl") if p.stat().st_size]
    assert [p.stem for p in written] == [sides.of("story/a.txt")]


@pytest.mark.parametrize("name", ["out.jsonl", "data"])
def test_nothing_is_changed_by_an_export_that_stops(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    export(JSONL, target, lambda: [document()], job(), {})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(Cancelled):
        export(JSONL, target, lambda: [document(), document()], job(), {}, lambda done: done < 1)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_other_work_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "article.jsonl"
    file.write_text("{}\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    for target in (file, folder):
        with pytest.raises(FileExistsError, match="not an export"):
            export(JSONL, target, lambda: [document()], job(), {})
    assert (file.read_text(), (folder / "notes.txt").read_text()) == ("{}\n", "mine")


def test_cells_that_a_spreadsheet_would_run_are_made_text() -> None:
    a, s = labelled(text="=HYPERLINK(1) is the mayor’s formula. " + document().article.text)
    s.tag(a, 0, 0, "claim")
    stream = io.BytesIO()
    export(FORMATS["csv"], stream, lambda: gathered(s, articles=[a]), job(unit=Unit.SENTENCE), {})
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert rows[0]["text"].startswith("'=HYPERLINK")
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_what_csv_cannot_hold_is_counted() -> None:
    wanted = job(unit=Unit.SENTENCE)
    export(FORMATS["csv"], io.BytesIO(), lambda: [document()], wanted, {})
    assert wanted.losses.counts["attributes"] > 0
    assert wanted.losses.counts["spans and parts inside sentences"] > 0
    assert "attributes" in str(wanted.losses)


def test_losses_count_all_and_list_some() -> None:
    losses = Losses()
    for number in range(2000):
        losses.add("speakers", f"a{number}")
    assert (losses.counts["speakers"], len(losses.to_json()["speakers"]["places"])) == (2000, 1000)


def test_an_unknown_format_is_named_with_the_known() -> None:
    with pytest.raises(KeyError, match="jsonl"):
        named("jsonn")
