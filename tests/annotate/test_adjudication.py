import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate.acts.base import Refused
from reader.annotate.adjudication import Differ, cases, disagreements, settling
from reader.annotate.memory import MemoryStore
from reader.annotate.records import ReadOnly
from reader.annotate.schema import Label, Schema
from reader.annotate.view import View

ARTICLE = make_article()


def person(name):
    return make_session(MemoryStore(name))


@pytest.fixture
def ann():
    return person("ann")


@pytest.fixture
def ben():
    return person("ben")


@pytest.fixture
def gold():
    return person("gold")


def view(session, article=ARTICLE):
    return View(article, session.store.load(article.id))


def listed(ann, ben, gold=None):
    return disagreements(ARTICLE, {"ann": view(ann), "ben": view(ben)}, view(gold) if gold else None)


def said(session, article=ARTICLE):
    return [
        sorted({(a.label, a.start, a.end) for a in session.labels(article, i)})
        if session.decided(article, i)
        else None
        for i in range(len(article.sentences))
    ]


def test_only_what_both_decided_can_be_a_disagreement(ann, ben):
    ann.tag(ARTICLE, 0, 2, "claim")
    ben.tag(ARTICLE, 0, 0, "claim")
    ben.clear(ARTICLE, 2, 2)
    (case,) = listed(ann, ben)
    assert (case.article, case.sentences, case.differs) == (ARTICLE.id, range(2, 3), Differ.LABELS)
    assert [(each.annotator, each.labels) for each in case.said] == [("ann", ("claim",)), ("ben", ())]
    agreed = [each.differs for each in cases(ARTICLE, {"ann": view(ann), "ben": view(ben)})]
    assert agreed == [None, Differ.LABELS]


def test_where_labels_agree_spans_count_and_then_attributes(ann, ben):
    at = ARTICLE.sentences[1]
    ann.tag_span(ARTICLE, at.start, at.end, "quote", attributes={"kind": "direct"})
    ben.tag_span(ARTICLE, at.start, at.end, "quote", attributes={"kind": "mixed"})
    assert [case.differs for case in listed(ann, ben)] == [Differ.ATTRIBUTES]
    ben.tag_span(ARTICLE, at.start, at.start + 5, "quote")
    assert [case.differs for case in listed(ann, ben)] == [Differ.SPANS]


def test_a_span_over_sentences_makes_them_one_case(ann, ben):
    ann.tag_span(ARTICLE, ARTICLE.sentences[0].start, ARTICLE.sentences[2].end, "quote")
    ben.clear(ARTICLE, 1, 1)
    (case,) = listed(ann, ben)
    assert case.sentences == range(3)


def test_a_span_of_gold_over_sentences_makes_them_one_case(ann, ben, gold):
    gold.tag_span(ARTICLE, ARTICLE.sentences[0].start, ARTICLE.sentences[1].end, "quote")
    ann.tag(ARTICLE, 1, 1, "claim")
    ben.clear(ARTICLE, 1, 1)
    (case,) = listed(ann, ben, gold)
    assert case.sentences == range(2)
    gold.settle(ARTICLE, case.sentences, case.taken(["ann"]), "settled")
    assert [[a.label for a in gold.labels(ARTICLE, i)] for i in (0, 1)] == [[], ["claim"]]


@pytest.mark.parametrize(
    ("names", "labels"),
    [(["ann"], ["claim"]), (["ben"], ["quote"]), (["ann", "ben"], ["claim", "quote"]), ([], [])],
)
def test_a_case_is_settled_by_taking_one_the_other_both_or_neither(ann, ben, gold, names, labels):
    ann.tag(ARTICLE, 1, 1, "claim")
    ben.tag(ARTICLE, 1, 1, "quote")
    (case,) = listed(ann, ben, gold)
    assert not case.settled
    done = gold.settle(ARTICLE, case.sentences, case.taken(names), "settled")
    assert (done.message, done.place) == ("settled", (ARTICLE.id, 1))
    assert listed(ann, ben, gold)[0].settled
    taken = gold.labels(ARTICLE, 1)
    assert sorted(each.label for each in taken) == labels
    sources = {each.id for each in case.taken(names)}
    assert {each.origin.source for each in taken} == sources
    assert {(each.origin.kind, each.annotator) for each in taken} <= {("adjudicated", "gold")}
    gold.undo()
    assert said(gold) == [None] * 4
    gold.redo()
    assert sorted(each.label for each in gold.labels(ARTICLE, 1)) == labels


def test_two_on_the_same_words_become_one_and_what_excludes_is_refused(ann, ben, gold):
    at = ARTICLE.sentences[0]
    ann.tag_span(ARTICLE, at.start, at.end, "quote", parts=[("cue", at.start, at.start + 3)])
    parts = [("cue", at.start, at.start + 5), ("source", at.start, at.start + 5)]
    ben.tag_span(ARTICLE, at.start, at.end, "quote", attributes={"speaker": "she"}, parts=parts)
    (case,) = listed(ann, ben)
    (both,) = case.taken(["ann", "ben"])
    assert [(part.role, part.end - part.start) for part in both.parts] == [("cue", 3), ("source", 5)]
    assert both.attributes["speaker"] == "she"
    ben.clear(ARTICLE, 0, 0)
    ben.tag(ARTICLE, 0, 0, "claim")
    (case,) = listed(ann, ben)
    gold.schema = Schema((Label("claim", ("c",), excludes=("quote",)), Label("quote", ("2",))))
    with pytest.raises(Refused, match=r"claim and quote|quote and claim"):
        gold.settle(ARTICLE, case.sentences, case.taken(["ann", "ben"]), "both")


def test_neither_is_a_decision_that_knows_where_it_came_from(ann, ben, gold):
    ann.tag(ARTICLE, 0, 0, "claim")
    ben.clear(ARTICLE, 0, 0)
    gold.settle(ARTICLE, range(1), [], "settled")
    (mark,) = gold.store.load(ARTICLE.id).marks.values()
    assert (mark.decided, mark.origin.kind) == (True, "adjudicated")


def test_what_nobody_decided_stays_undecided_though_gold_reached_over_it(ann, ben, gold):
    ann.tag(ARTICLE, 0, 0, "claim")
    ben.clear(ARTICLE, 0, 0)
    start, end = ARTICLE.sentences[0].start, ARTICLE.sentences[2].end
    gold.tag_span(ARTICLE, start, end, "quote")
    (case,) = listed(ann, ben, gold)
    assert (case.sentences, case.decided, case.settled) == (range(3), (0,), True)
    gold.settle(ARTICLE, case.sentences, case.taken(["ann"]), "settled", case.decided)
    assert [labels and [name for name, *_ in labels] for labels in said(gold)] == [
        ["claim"],
        None,
        None,
        None,
    ]
    assert settling(case, ["ann"]) == "claim on sentence 1, as ann said"


def test_settling_again_replaces_what_was_settled_and_the_same_changes_nothing(ann, ben, gold):
    ann.tag(ARTICLE, 0, 0, "claim")
    ben.clear(ARTICLE, 0, 0)
    (case,) = listed(ann, ben)
    gold.settle(ARTICLE, case.sentences, case.taken(["ann"]), "first")
    assert gold.settle(ARTICLE, case.sentences, case.taken(["ann"]), "again").seq is None
    gold.settle(ARTICLE, case.sentences, case.taken(["ben"]), "second")
    assert said(gold)[0] == []
    assert gold.settle(ARTICLE, case.sentences, case.taken(["ben"]), "again").seq is None


def test_both_keeps_what_is_the_same_once_with_the_attributes_of_both(ann, ben, gold):
    at = ARTICLE.sentences[1]
    part = [("content", at.start, at.start + 5)]
    ann.tag_span(ARTICLE, at.start, at.end, "quote", parts=part, attributes={"kind": "direct"})
    ben.tag_span(
        ARTICLE, at.start, at.end, "quote", parts=part, attributes={"kind": "mixed", "speaker": "she"}
    )
    (case,) = listed(ann, ben)
    gold.settle(ARTICLE, case.sentences, case.taken(["ann", "ben"]), "both")
    (made,) = gold.labels(ARTICLE, 1)
    assert dict(made.attributes) == {"kind": "direct", "medium": "speech", "speaker": "she"}
    assert [(p.role, p.start, p.end, p.text) for p in made.parts] == [
        ("content", at.start, at.start + 5, ARTICLE.text[at.start : at.start + 5])
    ]


def test_the_others_are_never_written(ann, ben, gold):
    ann.tag(ARTICLE, 0, 0, "claim")
    ben.clear(ARTICLE, 0, 0)
    before = ann.store.load(ARTICLE.id), ben.store.load(ARTICLE.id)
    (case,) = listed(ann, ben)
    gold.settle(ARTICLE, case.sentences, case.taken(["ben"]), "ben")
    assert (ann.store.load(ARTICLE.id), ben.store.load(ARTICLE.id)) == before
    closed = make_session(MemoryStore("gold", reason="not now"))
    with pytest.raises(ReadOnly, match="not now"):
        closed.settle(ARTICLE, case.sentences, case.taken(["ben"]), "ben")


SPANS = st.tuples(
    st.integers(0, len(ARTICLE.text) - 1), st.integers(1, 40), st.sampled_from(["claim", "quote"])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=3), st.sampled_from(["ann", "ben"]))
def test_gold_says_what_was_taken_and_agrees_with_it(ours, theirs, taken):
    ann, ben, gold = person("ann"), person("ben"), person("gold")
    for session, spans in ((ann, ours), (ben, theirs)):
        session.clear(ARTICLE, 0, 3)
        for start, length, label in spans:
            end = min(start + length, len(ARTICLE.text))
            if ARTICLE.text[start:end].strip():
                session.tag_piece(ARTICLE, start, end, label)
    found = listed(ann, ben)
    for case in found:
        gold.settle(ARTICLE, case.sentences, case.taken([taken]), "settled")
    assert all(case.settled for case in listed(ann, ben, gold))
    chosen = {"ann": ann, "ben": ben}[taken]
    for case in found:
        for sentence in case.sentences:
            assert said(gold)[sentence] == said(chosen)[sentence]
