"""Each export is read by the library of the tool it is for."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import cassis
import datasets
import pytest
import spacy
from label_studio_sdk.converter import Converter
from made import LABELS, TEXT, article, gathered, job, labelled
from pyld import jsonld
from spacy.tokens import DocBin

from reader.exchange.exporting import export, sort_onto_sides
from reader.exchange.formats import FORMATS, Unit
from reader.exchange.prodigy import input_hash, task_hash
from reader.exchange.splits import Plan

QUOTE = "“we lost 2,300 homes”"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "hf"))
    datasets.disable_progress_bars()


def written(name: str, folder: Path, unit: Unit = Unit.ARTICLE, split: str = "") -> Path:
    a, s = labelled()
    places = ("harbour", "library")
    others = [
        article(f"👍 A {p} burned. The {p} had no alarm. It cost {p} people much.", f"{p}.txt")
        for p in places
    ]
    for other in others:
        s.tag(other, 1, 1, "claim")
        s.clear(other, 2, 2)
    source = lambda: gathered(s, articles=[a, *others])  # noqa: E731
    sides = sort_onto_sides(source, Plan.parse(split)) if split else None
    target = folder / (name if FORMATS[name].folder else f"{name}.jsonl")
    export(FORMATS[name], target, source, job(unit=unit, sides=sides), {})
    return target


@pytest.mark.parametrize("unit", list(Unit))
def test_datasets_loads_the_data_set_with_the_names_of_the_labels(tmp_path: Path, unit: Unit) -> None:
    target = written("parquet", tmp_path, unit, "50/50")
    loaded = datasets.load_dataset(str(target))
    rows = [row for side in loaded.values() for row in side]
    assert set(loaded) <= {"train", "test"}
    if unit is Unit.SENTENCE:
        features = next(iter(loaded.values())).features
        assert features["labels"].feature.names == list(LABELS)
        named = {tuple(features["labels"].feature.int2str(n) for n in row["labels"]) for row in rows}
        assert named == {(), ("claim",), ("quote",)}
        found = [s for row in rows for s in row["spans"]]
        assert all(row["text"][s["start"] : s["end"]] == s["text"] for row in rows for s in row["spans"])
        assert QUOTE in {s["text"] for s in found}
    else:
        said = [(row["text"], each) for row in rows for each in row["annotations"]]
        assert all(text[each["start"] : each["end"]] == each["text"] for text, each in said)
        assert (
            json.loads(next(each["attributes"] for _, each in said if each["text"] == QUOTE))["kind"]
            == "direct"
        )


def test_datasets_loads_json_lines(tmp_path: Path) -> None:
    target = written("jsonl", tmp_path, Unit.SENTENCE)
    loaded = datasets.load_dataset("json", data_files=str(target), split="train")
    assert {tuple(row["labels"]) for row in loaded} == {(), ("claim",), ("quote",)}
    assert QUOTE in {s["text"] for row in loaded for s in row["spans"]}


def test_spacy_reads_spans_ids_and_categories(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(written("spacy", tmp_path) / "train.spacy").get_docs(nlp.vocab))
    found = {(s.text, s.label_) for doc in docs for s in doc.spans["sc"]}
    assert {(QUOTE, "quote"), (QUOTE, "quote.content"), ("said", "quote.cue")} <= found
    assert docs[0].text == TEXT
    (tmp_path / "more").mkdir()
    target = written("spacy", tmp_path / "more", Unit.SENTENCE) / "train.spacy"
    cats = [tuple(doc.cats.items()) for doc in DocBin().from_disk(target).get_docs(nlp.vocab)]
    assert (("claim", 1.0), ("quote", 0.0)) in cats
    assert (("claim", 0.0), ("quote", 0.0)) in cats


def test_spacy_converts_the_conll_files(tmp_path: Path) -> None:
    target = written("conll", tmp_path)
    command = [sys.executable, "-W", "ignore", "-m", "spacy", "convert", "-c", "conll", "-n", "1"]
    for layer in ("claim", "quote", "quote.source"):
        ran = subprocess.run(
            [*command, str(target / f"{layer}.conll"), str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        docs = DocBin().from_disk(tmp_path / f"{layer}.spacy").get_docs(spacy.blank("en").vocab)
        found = {(ent.label_, "".join(ent.text.split())) for doc in docs for ent in doc.ents}
        expected = {"claim": "Policedeniedit.", "quote": "“welost2,300homes”", "quote.source": "MayorAnaDoe"}
        assert (layer, expected[layer]) in found


def test_label_studio_converts_the_tasks_by_the_configuration(tmp_path: Path) -> None:
    target = written("label-studio", tmp_path)
    config = (target / "labeling-config.xml").read_text(encoding="utf-8")
    values = [each.get("value") for each in ElementTree.fromstring(config).iter("Label")]
    assert values == ["claim", "quote", "quote.content", "quote.cue", "quote.source"]
    tasks = json.loads((target / "tasks.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks, 1):
        task["id"] = number
        for each in task["annotations"]:
            each |= {"id": number, "completed_by": 1}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    Converter(config, None, download_resources=False).convert_to_json_min(
        str(tmp_path / "in"), str(tmp_path / "out")
    )
    (result,) = (tmp_path / "out").glob("*.json")
    first = json.loads(result.read_text(encoding="utf-8"))[0]
    spans = [
        each for key, value in first.items() if isinstance(value, list) for each in value if "labels" in each
    ]
    assert all(first["text"][each["start"] : each["end"]] == each["text"] for each in spans)
    assert {"claim", "quote", "quote.source"} <= {name for each in spans for name in each["labels"]}


def test_cassis_counts_in_code_points_what_the_file_counts_in_utf_16(tmp_path: Path) -> None:
    target = written("inception", tmp_path)
    (file,) = target.rglob("*a.txt.json")
    cas = cassis.load_cas_from_json(file.read_text(encoding="utf-8"))
    covered = {
        (each.get_covered_text(), each.value, each.role) for each in cas.select("webanno.custom.Label")
    }
    assert {(QUOTE, "quote", None), ("Mayor Ana Doe", "quote", "source")} <= covered
    raw = json.loads(file.read_text(encoding="utf-8"))["%FEATURE_STRUCTURES"]
    (claim,) = [
        r for r in raw if r.get("value") == "claim" and r["end"] - r["begin"] == len("Police denied it.")
    ]
    assert claim["begin"] == len(TEXT[: TEXT.index("Police")].encode("utf-16-le")) // 2


BOUND = re.compile(r"T\d+\t[\w-]+ \d+ \d+(;\d+ \d+)*\t[^\n]+")
OTHER = re.compile(r"R\d+\t[\w-]+ Arg1:T\d+ Arg2:T\d+\t|A\d+\t[\w-]+ T\d+ \S+|#\d+\t[\w-]+ T\d+\t[^\n]+")


def test_brat_finds_its_grammar_and_the_words_of_every_fragment(tmp_path: Path) -> None:
    target = written("brat", tmp_path)
    (file,) = target.rglob("*a.txt.ann")
    text = file.with_suffix(".txt").read_bytes().decode()
    assert text == TEXT
    for line in file.read_text(encoding="utf-8").splitlines():
        assert BOUND.fullmatch(line) or OTHER.fullmatch(line), line
        if line.startswith("T"):
            _, places, words = line.split("\t", 2)
            pieces = [tuple(map(int, p.split())) for p in places.split(" ", 1)[1].split(";")]
            assert " ".join(text[a:b] for a, b in pieces) == words
    types = re.findall(r"^\[(\w+)\]$", (file.parent / "annotation.conf").read_text(), re.M)
    assert types == ["entities", "relations", "events", "attributes"]


TERMS = {
    name: {"@id": f"http://www.w3.org/ns/oa#{name}"}
    for name in ("body", "target", "source", "selector", "exact", "prefix", "suffix", "start", "end", "state")
}


def test_json_ld_makes_triples_of_every_annotation(tmp_path: Path) -> None:
    lines = written("web-annotation", tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6
    context = {"@context": {"id": "@id", "type": "@type", "@vocab": "http://www.w3.org/ns/oa#", **TERMS}}
    loader = lambda url, options: {"contextUrl": None, "documentUrl": url, "document": context}  # noqa: E731
    for line in map(json.loads, lines):
        (expanded,) = jsonld.expand(line, {"documentLoader": loader})
        assert expanded["@type"] == ["http://www.w3.org/ns/oa#Annotation"]
        (target,) = expanded["http://www.w3.org/ns/oa#target"]
        selectors = target["http://www.w3.org/ns/oa#selector"]
        said = {key.rpartition("#")[2]: value for each in selectors for key, value in each.items()}
        if "story" in str(target["http://www.w3.org/ns/oa#source"]):
            assert TEXT[said["start"][0]["@value"] :].startswith(said["exact"][0]["@value"])


def test_prodigy_hashes_are_those_of_a_public_record() -> None:
    assert input_hash("x") != input_hash("y")
    assert task_hash(885944384, "spans", []) == -1665691389


def test_prodigy_spans_name_whole_tokens(tmp_path: Path) -> None:
    rows = [
        json.loads(line) for line in written("prodigy", tmp_path).read_text(encoding="utf-8").splitlines()
    ]
    for row in rows:
        for each in row["spans"]:
            assert row["text"][each["start"] : each["end"]] == each["text"]
            assert row["tokens"][each["token_start"]]["start"] == each["start"]
            assert row["tokens"][each["token_end"]]["end"] == each["end"]


def test_doccano_spans_are_those_a_browser_counts(tmp_path: Path) -> None:
    row = json.loads(written("doccano", tmp_path).read_text(encoding="utf-8").splitlines()[0])
    units = row["text"].encode("utf-16-le")
    words = {
        each["label"]: units[2 * each["start_offset"] : 2 * each["end_offset"]].decode("utf-16-le")
        for each in row["entities"]
    }
    assert words["quote.source"] == "Mayor Ana Doe"
    ids = {each["id"] for each in row["entities"]}
    assert all({r["from_id"], r["to_id"]} <= ids for r in row["relations"])
