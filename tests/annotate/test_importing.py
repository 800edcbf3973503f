"""Labels from elsewhere."""

from annotate_helpers import make_session

from reader.annotate.acts.importing import Arrival, Draft
from reader.annotate.annotation import Status
from reader.annotate.schema import Label, Schema

SCHEMA = Schema((Label("fact", "f", excludes=("view",)), Label("view", "i")))


def test_accepted_labels_that_clash_are_left_and_told_of(article):
    session = make_session(schema=SCHEMA)
    session.tag(article, 0, 0, "fact")
    at, last = article.sentences[0], article.sentences[3]
    drafts = (
        Draft("1", "view", at.start, at.end),
        Draft("2", "fact", at.start, at.end, (("cue", 0, 3),)),
        Draft("3", "view", last.start, last.end),
        Draft("4", "fact", last.start, last.end),
    )
    done = session.bring([Arrival(article, drafts)], "a.json", Status.ACCEPTED)
    assert done.message == (
        "1 labels and 0 decisions from a.json; 3 left as the words have that label, or one that excludes it"
    )
    assert [each.label for each in session.annotations(article)] == ["fact", "view"]
    again = session.bring([Arrival(article, drafts)], "a.json", Status.ACCEPTED)
    assert (again.seq, "3 left" in again.message) == (None, True)


def test_proposals_may_clash_until_one_is_accepted(article):
    session = make_session(schema=SCHEMA)
    at = article.sentences[0]
    drafts = (Draft("1", "view", at.start, at.end), Draft("2", "fact", at.start, at.end))
    session.bring([Arrival(article, drafts)], "a.json", Status.PROPOSED)
    session.accept([article], session.proposals(article))
    assert len(session.labels(article, 0)) == 1
