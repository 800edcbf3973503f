"""What annotators agree on, from what is stored of them."""

import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate.agreement import NOBODY_DECIDED, NOBODY_USED, Tally
from reader.annotate.coefficients import NO_CHOICE, NOTHING_SHARED
from reader.annotate.memory import MemoryStore
from reader.annotate.view import View

NAMES = ("ann", "ben", "cat")


def people(count=2):
    return [make_session(MemoryStore(name)) for name in NAMES[:count]]


def agreement(articles, sessions, labels=("claim", "quote"), **options):
    tally = Tally([session.annotator for session in sessions], labels, **options)
    for article in articles:
        tally.add(article, [View(article, session.store.load(article.id)) for session in sessions])
    return tally.agreement()


def test_only_what_both_decided_is_compared():
    article, (ann, ben) = make_article(), people()
    ann.tag(article, 0, 0, "claim")
    ann.clear(article, 1, 1)
    ann.tag(article, 2, 2, "claim")
    ben.tag(article, 0, 0, "claim")
    ben.tag(article, 1, 1, "claim")
    found = agreement([article], [ann, ben])
    claim, quote = found.labels
    assert found.decided == (3, 2)
    assert (claim.label, claim.sentences, claim.used) == ("claim", 2, (2, 2))
    assert claim.percent.value == 0.5
    assert claim.f1.mean.value == pytest.approx(2 / 3)
    assert claim.kappa.mean.value == 0
    assert (quote.used, quote.percent.value) == ((0, 0), 1)
    assert quote.kappa.mean.reason == quote.alpha.reason == quote.f1.mean.reason == NOBODY_USED


def test_labels_that_are_not_in_the_schema_are_told_of_too():
    article, (ann, ben) = make_article(), people()
    ann.tag(article, 0, 0, "quote")
    ben.tag(article, 0, 0, "claim")
    assert [each.label for each in agreement([article], [ann, ben], ["claim"]).labels] == ["claim", "quote"]


@pytest.mark.parametrize(
    ("decide", "reason"),
    [
        (lambda _ann, _ben, _article: None, NOBODY_DECIDED),
        (lambda ann, _ben, article: ann.tag(article, 0, 0, "claim"), "only ann decided anything"),
        (
            lambda ann, ben, article: (ann.tag(article, 0, 0, "claim"), ben.tag(article, 1, 1, "claim")),
            NOTHING_SHARED,
        ),
    ],
)
def test_what_cannot_be_compared_says_why(decide, reason):
    article, (ann, ben) = make_article(), people()
    decide(ann, ben, article)
    found = agreement([article], [ann, ben])
    for figure in (found.overall.percent, found.overall.alpha, found.overall.kappa.mean):
        assert (figure.value, figure.reason) == (None, reason)
    assert {each.percent.reason for each in found.labels} == {reason}


def test_labels_that_all_have_leave_no_choice():
    article, (ann, ben) = make_article(), people()
    for each in (ann, ben):
        each.tag(article, 0, 3, "claim")
    found = agreement([article], [ann, ben]).labels[0]
    assert (found.percent.value, found.f1.mean.value) == (1, 1)
    assert found.kappa.mean.reason == found.alpha.reason == NO_CHOICE


def test_all_labels_together_compare_the_labels_of_a_sentence_as_a_whole():
    article, (ann, ben) = make_article(), people()
    for each in (ann, ben):
        each.tag(article, 0, 1, "claim")
        each.clear(article, 2, 3)
    ben.tag(article, 1, 1, "quote")
    found = agreement([article], [ann, ben]).overall
    assert (found.sentences, found.percent.value, found.f1) == (4, 0.75, None)


def test_versions_of_a_sentence_count_once_and_that_which_most_decided():
    first, second = make_article("a"), make_article("b")
    ann, ben = people()
    ann.tag(first, 0, 0, "claim")
    for each in (ann, ben):
        each.clear(second, 0, 0)
        each.tag(second, 1, 1, "claim")
    apart = agreement([first, second], [ann, ben])
    together = agreement([first, second], [ann, ben], group=lambda _article, sentence: sentence)
    assert (apart.decided, together.decided) == ((3, 2), (2, 2))
    assert together.labels[0].sentences == 2
    assert together.labels[0].kappa.mean.value == 1


def test_a_version_may_stand_for_another_that_only_one_of_them_decided():
    first, second = make_article("a"), make_article("b")
    ann, ben = people()
    ann.tag(first, 0, 0, "claim")
    ben.tag(second, 0, 0, "claim")
    assert agreement([first, second], [ann, ben]).overall.sentences == 0
    found = agreement([first, second], [ann, ben], group=lambda _article, sentence: sentence)
    assert (found.overall.sentences, found.overall.percent.value) == (1, 1)


def quote(session, article, start, end, parts=(), **attributes):
    session.tag_span(article, start, end, "quote", parts=parts, attributes={"medium": None, **attributes})


def test_spans_parts_and_attributes():
    article, (ann, ben) = make_article(), people()
    at = article.text.index("“We saw it,”")
    quote(ann, article, at, at + 12, [("content", at, at + 12), ("source", at + 13, at + 16)], kind="Direct ")
    quote(ben, article, at, at + 12, [("content", at, at + 11), ("cue", at + 17, at + 21)], kind="direct")
    found = {(each.label, each.role): each for each in agreement([article], [ann, ben]).spans}
    assert list(found) == [("quote", ""), ("quote", "content"), ("quote", "cue"), ("quote", "source")]
    assert (found["quote", ""].exact.mean.value, found["quote", ""].spans) == (1, (1, 1))
    content = found["quote", "content"]
    assert (content.exact.mean.value, content.overlap.mean.value) == (0, 1)
    assert found["quote", "source"].spans == (1, 0)
    assert found["quote", "source"].overlap.mean.value == 0
    (kind,) = agreement([article], [ann, ben]).attributes
    assert (kind.attribute, kind.pairs, kind.percent.value) == ("kind", 1, 1)
    assert kind.kappa.mean.reason == NO_CHOICE


def test_values_in_another_order_are_the_same_and_a_missing_one_is_not():
    article, (ann, ben) = make_article(), people()
    for session, types, sure in ((ann, ["event", "quote"], True), (ben, ["quote", "event"], None)):
        quote(session, article, 0, 20, type=types, **({"sure": sure} if sure else {}))
    found = {each.attribute: each.percent.value for each in agreement([article], [ann, ben]).attributes}
    assert found == {"type": 1, "sure": 0}


def test_spans_where_only_one_decided_and_in_repeated_versions_do_not_count():
    first, second = make_article("a"), make_article("b")
    ann, ben = people()
    for article in (first, second):
        for session in (ann, ben):
            quote(session, article, 0, 10)
        quote(ann, article, 23, 30)
    (found,) = agreement([first, second], [ann, ben], group=lambda _article, sentence: sentence).spans
    assert (found.spans, found.exact.mean.value) == ((1, 1), 1)


CHOICES = st.sampled_from(["", "claim", "quote", "skip"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(CHOICES, CHOICES, CHOICES), min_size=4, max_size=4), st.permutations(range(3)))
def test_the_order_of_annotators_changes_only_places(said, order):
    article, sessions = make_article(), people(3)
    for sentence, labels in enumerate(said):
        for session, label in zip(sessions, labels, strict=True):
            if label == "":
                session.clear(article, sentence, sentence)
            elif label != "skip":
                session.tag(article, sentence, sentence, label)
    one = agreement([article], sessions)
    other = agreement([article], [sessions[who] for who in order])
    assert other.decided == tuple(one.decided[who] for who in order)
    for ours, theirs in zip((one.overall, *one.labels), (other.overall, *other.labels), strict=True):
        assert ours.sentences == theirs.sentences
        assert ours.percent == theirs.percent
        assert ours.alpha.value == pytest.approx(theirs.alpha.value)
        assert ours.kappa.mean.value == pytest.approx(theirs.kappa.mean.value)
    for ours, theirs in zip(one.spans, other.spans, strict=True):
        assert ours.exact.mean.value == pytest.approx(theirs.exact.mean.value)
