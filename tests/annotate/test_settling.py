"""Making a sentence like another one in nearly the same words."""

import pytest
from annotate_helpers import make_article, make_session

from reader.annotate.acts.base import Refused

HERE = make_article("a", "Costs rose.", "“We saw it,” she said on Monday.")
THERE = make_article("b", "“We saw it,” she told us on Monday.", "Nothing else.")


def test_labels_spans_parts_and_attributes_go_where_their_words_are():
    session = make_session()
    at = HERE.sentences[1].start
    session.tag_span(
        HERE, at, at + 12, "quote", attributes={"kind": "direct"}, parts=[("source", at + 13, at + 16)]
    )
    session.tag(THERE, 0, 0, "claim")
    done = session.make_alike(THERE, 0, HERE, 1)
    assert done.message == "sentence 1 labelled like sentence 2 of a"
    (made,) = session.labels(THERE, 0)
    assert (made.label, made.text, made.attributes["kind"]) == ("quote", "“We saw it,”", "direct")
    assert [(part.role, part.text) for part in made.parts] == [("source", "she")]
    (source,) = session.labels(HERE, 1)
    assert (made.origin.kind, made.origin.source, made.origin.article) == ("carried", source.id, "a")
    assert made.origin.wording == HERE.sentence_text(1)
    session.undo()
    assert [each.label for each in session.labels(THERE, 0)] == ["claim"]


def test_a_label_on_the_whole_sentence_stays_on_the_whole_sentence():
    session = make_session()
    session.tag(HERE, 1, 1, "claim")
    session.clear(THERE, 0, 0)
    session.make_alike(THERE, 0, HERE, 1)
    (made,) = session.labels(THERE, 0)
    assert made.text == THERE.sentence_text(0)


def test_a_decision_to_give_no_label_is_taken_over_too():
    session = make_session()
    session.clear(HERE, 1, 1)
    session.tag(THERE, 0, 0, "claim")
    session.make_alike(THERE, 0, HERE, 1)
    assert (session.labels(THERE, 0), session.decided(THERE, 0)) == ((), True)
    assert session.make_alike(THERE, 0, HERE, 1).seq is None


def test_a_label_on_more_than_the_sentence_is_not_taken_off_with_it():
    session = make_session()
    session.tag_span(HERE, 0, len(HERE.text), "quote")
    session.tag(THERE, 0, 0, "claim")
    with pytest.raises(Refused, match="quote stands on more than sentence 2"):
        session.make_alike(HERE, 1, THERE, 0)
    with pytest.raises(Refused):
        session.settle(HERE, range(1), [], "neither")
    assert [len(session.labels(HERE, i)) for i in (0, 1)] == [1, 1]
