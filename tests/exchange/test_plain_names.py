"""Names that a format, or a file system, cannot take as they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from made import article, gathered, job, session
from test_round_trips import brought, essence

from reader.exchange.exporting import export
from reader.exchange.formats import FORMATS
from reader.exchange.losses import Losses

NAMES = ("two words", "two_words", "Two Words", "../up", "a/b", "b: c", "d--e", 'f"<&>', "g|h", "日本", "con")


def named(a):
    """Return a document with a label of each name, on words."""
    s = session()
    for number in range(len(NAMES)):
        start = a.text.index("Nothing") + number
        s.tag_span(a, start, start + 3, "claim")
    (made,) = gathered(s, articles=[a])
    said = {"how sure": "quite sure"}
    labels = [
        replace(each, label=n, attributes=said) for each, n in zip(made.annotations, NAMES, strict=True)
    ]
    return replace(made, annotations=tuple(labels))


@pytest.mark.parametrize(
    "name", ["jsonl", "parquet", "doccano", "prodigy", "label-studio", "brat", "inception", "web-annotation"]
)
def test_any_name_of_a_label_comes_back(name: str, tmp_path: Path) -> None:
    a = article()
    documents = [named(a)]
    target = tmp_path / "in" / ("out" if FORMATS[name].folder else "out.jsonl")
    target.parent.mkdir()
    wanted = replace(job(), labels=("claim", "quote", *NAMES))
    export(FORMATS[name], target, lambda: documents, wanted, {})
    drafts, _ = brought(name, target, [a], Losses())[a.id]
    assert sorted(map(essence, drafts)) == sorted(map(essence, documents[0].annotations))
    if name == "brat":
        assert sum(d.attributes == {"how sure": "quite sure"} for d in drafts) == len(NAMES)
    assert {each.name for each in tmp_path.iterdir()} == {"in"}


def test_layers_are_files_inside_the_folder_with_tags_without_space(tmp_path: Path) -> None:
    a = article()
    target = tmp_path / "in" / "out"
    target.parent.mkdir()
    export(FORMATS["conll"], target, lambda: [named(a)], replace(job(), labels=NAMES), {})
    drafts, _ = brought("conll", target, [a], Losses())[a.id]
    assert {d.label for d in drafts} == set(NAMES)
    assert {each.name for each in tmp_path.iterdir()} == {"in"}
    files = list(target.glob("*.conll"))
    assert len(files) == len(NAMES)
    for file in files:
        rows = [line.split(" ") for line in file.read_text(encoding="utf-8").splitlines() if line]
        assert {len(row) for row in rows} == {4}


@pytest.mark.parametrize("name", ["brat", "inception"])
def test_articles_with_names_alike_have_files_of_their_own(name: str, tmp_path: Path) -> None:
    made = []
    for article_id in ("a/b#1.txt", "a_b#1.txt"):
        a = article(article_id=article_id)
        own = session()
        own.tag(a, 1, 1, "claim")
        made += gathered(own, articles=[a])
    export(FORMATS[name], tmp_path / "out", lambda: made, job(), {})
    files = [
        f for f in (tmp_path / "out" / "ann").iterdir() if f.suffix == (".ann" if name == "brat" else ".json")
    ]
    assert len(files) == 2


def test_a_label_that_is_called_like_a_part_is_told(tmp_path: Path) -> None:
    made = named(article())
    annotations = (replace(made.annotations[0], label="quote.source"),)
    wanted = replace(job(), labels=("quote.source",))
    export(
        FORMATS["prodigy"], tmp_path / "p.jsonl", lambda: [replace(made, annotations=annotations)], wanted, {}
    )
    assert wanted.losses.counts["labels with a point in their name, which an import takes for a part"] == 1
