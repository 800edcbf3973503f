"""`reader check`: every kind of damage is found, named and given a fix."""

import json
from pathlib import Path

import pytest

from reader.corpus.corpus import Corpus
from reader.workspace import locate, open_session


@pytest.fixture
def labelled(run, corpus) -> Path:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    run("label", corpus, "rain", "--span", "1:5", "--label", "quote", "--set", "speaker=Ada")
    run("unlabel", corpus, "bridge-2", "--sentence", 0, "--no-carry")
    return corpus


def journal(corpus: Path) -> Path:
    return corpus / "annotations" / "ann" / "journal.jsonl"


def stored(corpus: Path) -> Path:
    return corpus / "annotations" / "ann" / "bridge-1.txt.json"


def test_all_is_well(run, labelled) -> None:
    ran = run("check", labelled)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "checked 3 articles, 2 annotations, 3 journal steps: no problems\n"
    assert run("check", labelled, "--json").json == []


def test_undone_steps_are_well(run, labelled) -> None:
    run("undo", labelled)
    run("undo", labelled)
    run("redo", labelled)
    assert run("check", labelled).code == 0


def test_it_changes_nothing(run, labelled) -> None:
    before = {path: path.read_bytes() for path in labelled.rglob("*") if path.is_file()}
    run("check", labelled)
    assert {path: path.read_bytes() for path in labelled.rglob("*") if path.is_file()} == before


def unreadable_article(corpus: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"")


def article_is_gone(corpus: Path) -> None:
    (corpus / "bridge-1.txt").unlink()


def words_are_gone(corpus: Path) -> None:
    (corpus / "bridge-1.txt").write_text("Another text altogether.", encoding="utf-8")


def words_changed(corpus: Path) -> None:
    file = corpus / "bridge-1.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("5 million", "9 million"), encoding="utf-8")


def offsets_are_wrong(corpus: Path) -> None:
    tables = json.loads(stored(corpus).read_text(encoding="utf-8"))
    (annotation,) = tables["annotations"].values()
    annotation["start"] += 2
    stored(corpus).write_text(json.dumps(tables), encoding="utf-8")


def label_is_unknown(corpus: Path) -> None:
    (corpus / "annotations" / "labels.toml").write_text('[[label]]\nname = "quote"\n', encoding="utf-8")


def label_file_is_broken(corpus: Path) -> None:
    (corpus / "annotations" / "labels.toml").write_text("[[label]\n", encoding="utf-8")


def file_is_not_json(corpus: Path) -> None:
    stored(corpus).write_text("{", encoding="utf-8")


def file_was_edited(corpus: Path) -> None:
    text = stored(corpus).read_text(encoding="utf-8")
    stored(corpus).write_text(text.replace('"claim"', '"quote"'), encoding="utf-8")


def journal_line_is_damaged(corpus: Path) -> None:
    lines = journal(corpus).read_bytes().splitlines(keepends=True)
    journal(corpus).write_bytes(b"".join([lines[0].replace(b'"seq"', b'"sqe"'), *lines[1:]]))


def journal_is_torn(corpus: Path) -> None:
    with journal(corpus).open("ab") as stream:
        stream.write(b'{"seq": 4')


def attribute_is_unknown(corpus: Path) -> None:
    text = '[[label]]\nname = "claim"\n[[label]]\nname = "quote"\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")


def value_cannot_be(corpus: Path) -> None:
    text = '[[label]]\nname = "claim"\n[[label]]\nname = "quote"\n'
    text += '[[label.attribute]]\nname = "speaker"\nvalues = ["Maria"]\n'
    (corpus / "annotations" / "labels.toml").write_text(text, encoding="utf-8")


def journal_has_conflicts(corpus: Path) -> None:
    with journal(corpus).open("ab") as stream:
        stream.write(b"<<<<<<< HEAD\n")


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (unreadable_article, "bad.txt"),
        (article_is_gone, "bridge-1.txt"),
        (words_are_gone, "has no place in the present text"),
        (words_changed, "alike; confirm it: reader recover"),
        (offsets_are_wrong, "does not stand at"),
        (label_is_unknown, "'claim' is not defined"),
        (attribute_is_unknown, "quote has no attribute 'speaker'"),
        (value_cannot_be, "speaker is Maria, not 'Ada'"),
        (label_file_is_broken, "labels.toml"),
        (file_is_not_json, "bridge-1.txt.json"),
        (file_was_edited, "bridge-1.txt.json"),
        (journal_line_is_damaged, "journal.jsonl:1"),
        (journal_is_torn, "journal.jsonl:4"),
        (journal_has_conflicts, "merge conflicts"),
    ],
)
def test_damage_is_found_named_and_given_a_fix(run, labelled, damage, named) -> None:
    damage(labelled)
    ran = run("check", labelled)
    assert ran.code == 1
    assert any(named in line and "; " in line for line in ran.out.splitlines()), ran.out
    findings = run("check", labelled, "--json").json
    assert all(set(finding) == {"where", "problem", "fix"} for finding in findings)
    assert all(finding["fix"] for finding in findings)


def test_an_annotation_without_a_place_can_be_dropped(run, labelled) -> None:
    words_are_gone(labelled)
    (finding,) = run("check", labelled, "--json").json
    annotation_id = finding["fix"].split("--drop ")[1]
    assert run("recover", labelled, "bridge-1", "--drop", annotation_id).code == 0
    assert run("check", labelled).code == 0
    assert run("recover", labelled, "bridge-1", "--drop", annotation_id).code == 2


def test_everybody_is_checked(run, labelled) -> None:
    run("label", labelled, "bridge-2", "--sentence", 0, "--label", "claim", "--annotator", "kim")
    (labelled / "annotations" / "kim" / "bridge-2.txt.json").write_text("[]", encoding="utf-8")
    ran = run("check", labelled)
    assert ran.code == 1
    assert f"kim{'/' if '/' in ran.out else chr(92)}bridge-2.txt.json" in ran.out


def test_a_missing_file_is_found_once_the_journal_counts_on_it(run, corpus) -> None:
    articles = Corpus.open(corpus)
    session = open_session(locate(corpus))
    for name in ("bridge-1.txt", "bridge-2.txt", "rain.jsonl#r1"):
        session.tag(articles[name], 0, 0, "claim")
        session.store.flush()
    session.store.close()
    assert run("check", corpus).code == 0
    stored(corpus).unlink()
    ran = run("check", corpus)
    assert ran.code == 1
    assert "bridge-1.txt.json: is missing" in ran.out


@pytest.mark.parametrize("damage", [offsets_are_wrong, file_is_not_json, file_was_edited])
def test_the_advice_for_a_file_is_true(run, labelled, damage) -> None:
    damage(labelled)
    findings = run("check", labelled, "--json").json
    assert findings
    for finding in findings:
        assert "open the corpus in Reader" in finding["fix"]
    stored(labelled).unlink()
    session = open_session(locate(labelled))
    assert session.counts("bridge-1.txt")
    session.store.flush()
    session.store.close()
    assert stored(labelled).exists()
    assert run("check", labelled).code == 0


def test_a_file_is_not_to_be_removed_if_the_journal_cannot_make_it_again(run, labelled) -> None:
    offsets_are_wrong(labelled)
    journal_line_is_damaged(labelled)
    assert not any("remove" in finding["fix"] for finding in run("check", labelled, "--json").json)


def test_label_keys_that_cannot_be_used_are_found(run, corpus) -> None:
    run("labels", corpus, "--init")
    file = corpus / "annotations" / "labels.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('keys = ["c"', 'keys = ["j"'), encoding="utf-8")
    (found,) = run("check", corpus, "--json").json
    assert "j is asked for by both" in found["problem"]
    assert "j is asked for by both" in run("labels", corpus).err
    file.write_text("[labels", encoding="utf-8")
    (found,) = run("check", corpus, "--json").json
    assert "j is" not in found["problem"]
