"""Figures and lists of a corpus on disk, with its stories."""

from pathlib import Path

import pytest
from annotate_helpers import make_session

from reader import grouping
from reader.annotate.memory import MemoryStore
from reader.annotate.survey import Survey
from reader.corpus.corpus import Corpus

FIRST = """The old bridge over the river Marl stays closed until May, the harbour office said.

Engineers found cracks in two of the northern pillars last autumn.

Repairs will cost five million crowns and take all winter.

Ferries run every hour from the fish market to the northern bank.
"""
SECOND = FIRST.replace("last autumn", "last September")


@pytest.fixture
def corpus(tmp_path: Path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(FIRST, encoding="utf-8")
    (folder / "two.txt").write_text(SECOND, encoding="utf-8")
    (folder / "rain.txt").write_text("Rain fell on the hills of Tarn.\n\nNobody minded.\n", encoding="utf-8")
    opened = Corpus.open(folder)
    grouping.update(opened)
    yield opened
    opened.close()


@pytest.fixture
def people():
    return [make_session(MemoryStore(name)) for name in ("ann", "ben")]


def test_sentences_of_a_story_in_the_same_words_count_once(corpus, people):
    for article_id in ("one.txt", "two.txt"):
        for session in people:
            session.tag(corpus[article_id], 2, 3, "claim")
    survey = Survey(corpus, [session.store for session in people], ["claim"])
    assert survey.articles == ("one.txt", "two.txt")
    assert survey.agreement().overall.sentences == 2
    told = []
    list(survey.disagreements(tell=lambda *how_far: told.append(how_far)))
    assert told == [(0, 2), (1, 2)]


def test_disagreements_and_inconsistencies_over_the_articles(corpus, people):
    ann, ben = people
    ann.tag(corpus["one.txt"], 1, 1, "claim")
    ann.clear(corpus["two.txt"], 1, 1)
    ben.tag(corpus["two.txt"], 1, 1, "claim")
    ben.tag(corpus["rain.txt"], 0, 0, "claim")
    survey = Survey(corpus, [ann.store, ben.store])
    assert [(case.article, case.sentences[0]) for case in survey.disagreements()] == [("two.txt", 1)]
    (found,) = survey.inconsistencies(ann.store)
    assert {found.likely, found.odd} == {("one.txt", 1), ("two.txt", 1)}
    assert survey.inconsistencies(ben.store) == []


def test_articles_that_are_gone_are_left_out(corpus, people):
    ann, ben = people
    for session in people:
        session.tag(corpus["rain.txt"], 0, 0, "claim")
    (corpus.site.root / "rain.txt").unlink()
    corpus.update()
    assert Survey(corpus, [ann.store, ben.store]).agreement().articles == 0


def test_what_all_agree_on_is_settled_in_one_step(corpus, people):
    ann, ben = people
    cat, gold = make_session(MemoryStore("cat")), make_session(MemoryStore("gold"))
    one, rain = corpus["one.txt"], corpus["rain.txt"]
    for session in (ann, ben):
        session.tag(one, 0, 0, "claim")
        session.clear(one, 1, 1)
        session.tag(one, 3, 3, "claim")
        session.tag(rain, 1, 1, "quote")
    ann.tag(one, 2, 2, "claim")
    cat.tag(one, 2, 2, "quote")
    cat.tag(one, 3, 3, "claim")
    cat.tag(rain, 0, 0, "claim")
    ben.describe(rain, ben.labels(rain, 1)[0].id, {"kind": "direct"})
    gold.clear(one, 3, 3)
    survey = Survey(corpus, [ann.store, ben.store, cat.store])
    changed = gold.settle_all(survey.agreed(gold.store), "all agreed")
    assert changed.message == "all agreed: labels 1, sentences without a label 1, articles 1"
    assert [each.label for each in gold.labels(one, 0)] == ["claim"]
    assert gold.labels(one, 0)[0].origin.kind == "adjudicated"
    assert gold.decided(one, 1)
    assert not gold.labels(one, 1)
    assert not gold.decided(one, 2), "they differ"
    assert not gold.labels(one, 3), "it was settled otherwise"
    assert not gold.decided(rain, 1), "attributes differ"
    assert not gold.decided(rain, 0), "only one decided"
    assert gold.settle_all(survey.agreed(gold.store), "all agreed").seq is None
    gold.undo()
    assert not gold.decided(one, 0)
    assert not gold.decided(one, 1)
    assert gold.decided(one, 3)
