"""What a record does not say is counted, whatever was asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
from made import article, gathered, job, session

from reader.annotate.annotation import Status
from reader.corpus.article import Article
from reader.exchange.exporting import export
from reader.exchange.formats import FORMATS, Unit
from reader.exchange.selection import Disagreements

SENTENCED = [n for n, each in FORMATS.items() if each.writes and Unit.SENTENCE in each.units]
SHARES = "shares of annotators, for which every label that anyone gave is written"
STATUS = "labels nobody accepted, written as if somebody had"


def lost(name: str, folder: Path, documents: list, **options: object) -> dict[str, int]:
    wanted = job(**options)
    target = folder / ("out" if FORMATS[name].folder else "out.jsonl")
    export(FORMATS[name], target, lambda: documents, wanted, {})
    return wanted.losses.counts


def sentence(a: Article, index: int) -> tuple[int, int]:
    return a.sentences[index].start, a.sentences[index].end


@pytest.mark.parametrize("name", SENTENCED)
def test_shares_are_kept_or_told(name: str, tmp_path: Path) -> None:
    a, ann, kim = article(), session("ann"), session("kim")
    ann.tag_span(a, *sentence(a, 1), "claim", attributes={"type": ["event"]})
    kim.clear(a, 1, 1)
    documents = gathered(ann, kim, articles=[a])
    counts = lost(name, tmp_path, documents, unit=Unit.SENTENCE, disagreements=Disagreements.SOFT)
    assert counts["labels with attributes, which an example of all annotators does not have"] == 1
    assert counts[SHARES] == (name in ("doccano", "prodigy", "label-studio"))


@pytest.mark.parametrize("name", SENTENCED)
def test_notes_and_second_attributes_of_sentences_are_told(name: str, tmp_path: Path) -> None:
    a, s = article(), session()
    s.tag_span(a, *sentence(a, 0), "claim", attributes={"type": ["event"]})
    start = a.text.index("homes")
    s.tag_span(a, start, start + 5, "claim", attributes={"type": ["quantity"]})
    (made,) = gathered(s, articles=[a])
    first, second = made.annotations
    noted = replace(made, annotations=(first, replace(second, note="look this up")))
    counts = lost(name, tmp_path, [noted], unit=Unit.SENTENCE)
    assert counts["notes"] == 1
    assert counts["labels with other attributes than one of the same name in their sentence, merged"] == 1


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.REJECTED])
@pytest.mark.parametrize("name", [n for n, each in FORMATS.items() if each.writes])
def test_a_label_nobody_accepted_is_told_where_the_record_does_not_say_so(
    name, status, tmp_path: Path
) -> None:
    a, s = article(), session()
    s.tag(a, 1, 1, "claim")
    (made,) = gathered(s, articles=[a])
    made = replace(made, annotations=(replace(made.annotations[0], status=status),))
    unit = FORMATS[name].units[-1]
    says = name in ("jsonl", "parquet") or (name == "label-studio" and status is Status.PROPOSED)
    assert lost(name, tmp_path, [made], unit=unit)[STATUS] == (not says)


def test_labels_of_sentences_that_stay_out_are_told(tmp_path: Path) -> None:
    a, s = article(), session()
    s.tag(a, 1, 1, "claim")
    (made,) = gathered(s, articles=[a])
    without = replace(made, decided={"ann": frozenset()}, skipped=frozenset({1}))
    counts = lost("jsonl", tmp_path, [without], unit=Unit.SENTENCE)
    assert counts == {"labels in sentences that are left out": 1}
