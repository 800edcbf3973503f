from dataclasses import replace

import pytest
from annotate_helpers import make_article, make_session

from reader.annotate.annotation import State, Status
from reader.annotate.memory import MemoryStore
from reader.annotate.records import Change, ReadOnly, Step
from reader.corpus.article import Article


def labels(session, article):
    return [[a.label for a in session.labels(article, i)] for i in range(len(article.sentences))]


def test_tagging_toggles_and_says_so(session, article):
    done = session.tag(article, 1, 1, "quote")
    assert (done.message, done.place, done.articles) == (
        "quote on sentence 2",
        (article.id, 1),
        (article.id,),
    )
    assert labels(session, article) == [[], ["quote"], [], []]
    made = session.annotations(article)[0]
    assert article.text[made.start : made.end] == made.text == "“We saw it,” she said."
    assert (made.sentences, made.annotator, made.status) == ((1,), "anna", Status.ACCEPTED)
    assert session.tag(article, 1, 1, "quote").message == "quote off sentence 2"
    assert labels(session, article) == [[], [], [], []]


def test_labels_do_not_exclude_each_other(session, article):
    session.tag(article, 0, 0, "claim")
    session.tag(article, 0, 0, "quote")
    assert sorted(labels(session, article)[0]) == ["claim", "quote"]
    assert session.counts(article.id) == {"claim": 1, "quote": 1}


def test_a_range_is_one_step_and_comes_off_only_if_all_have_the_label(session, article):
    session.tag(article, 1, 1, "claim")
    assert session.tag(article, 2, 0, "claim").message == "claim on sentences 1–3"
    assert labels(session, article) == [["claim"], ["claim"], ["claim"], []]
    session.undo()
    assert labels(session, article) == [[], ["claim"], [], []]
    session.redo()
    assert session.tag(article, 0, 2, "claim").message == "claim off sentences 1–3"
    assert labels(session, article) == [[], [], [], []]


def test_an_act_names_the_sentences_about_which_something_else_is_said_now(session, article):
    def said():
        return [
            (session.labels(article, i), session.note(article, i), session.decided(article, i))
            for i in range(len(article.sentences))
        ]

    acts = (
        lambda: session.tag(article, 1, 2, "claim"),
        lambda: session.tag(article, 0, 2, "claim"),
        lambda: session.clear(article, 2, 3),
        lambda: session.set_note(article, 3, "look"),
        lambda: session.tag_span(article, article.sentences[0].start, article.sentences[1].end, "quote"),
        session.undo,
        session.undo,
        session.undo,
        session.redo,
    )
    before = said()
    for act in acts:
        changed, after = act(), said()
        differs = {i for i, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]}
        assert changed.touched[article.id] == differs != set()
        before = after


def test_repeat_puts_the_last_label_on_and_never_off(session, article):
    assert session.repeat(article, 0, 0) is None
    session.tag(article, 0, 0, "quote")
    assert session.repeat(article, 1, 2).message == "quote on sentences 2–3"
    again = session.repeat(article, 1, 2)
    assert (again.articles, again.seq, again.message) == ((), None, "quote is on sentences 2–3 already")
    assert labels(session, article) == [["quote"], ["quote"], ["quote"], []]


def test_clearing_decides_without_a_label_and_back(session, article):
    session.tag(article, 0, 0, "claim")
    session.clear(article, 0, 1)
    assert labels(session, article)[:2] == [[], []]
    assert session.decided(article, 0)
    assert session.decided(article, 1)
    assert session.progress(article) == (2, 4)
    assert session.clear(article, 0, 1).message == "sentences 1–2 undecided"
    assert session.progress(article) == (0, 4)
    session.undo()
    session.undo()
    assert labels(session, article)[0] == ["claim"]


def test_clearing_a_part_of_what_a_label_covers_says_what_lost_it(session, article):
    session.tag_span(article, article.sentences[0].start, article.sentences[2].end, "quote")
    session.tag(article, 1, 1, "claim")
    assert session.clear(article, 1, 1).message == "no label on sentence 2, and quote off sentences 1–3"
    session.undo()
    assert session.clear(article, 0, 2).message == "no label on sentences 1–3"


def test_the_next_undecided_sentence(session, article):
    session.tag(article, 0, 0, "claim")
    session.clear(article, 1, 1)
    assert session.next_undecided(article, -1) == 2
    assert session.next_undecided(article, 2) == 3
    session.tag(article, 2, 3, "quote")
    assert session.next_undecided(article, -1) is None


def test_notes_and_decisions_share_a_sentence(session, article):
    session.clear(article, 2, 2)
    session.set_note(article, 2, "  ask the editor \udc80")
    assert session.note(article, 2) == "ask the editor \ufffd"
    assert session.decided(article, 2)
    assert session.set_note(article, 2, "ask the editor \ufffd").articles == ()
    session.clear(article, 2, 2)
    assert (session.decided(article, 2), session.note(article, 2)) == (False, "ask the editor \ufffd")
    session.set_note(article, 2, "")
    assert session.store.load(article.id).empty


def test_a_mark_on_what_are_two_sentences_now_stays_on_the_other(session):
    one = make_article("a.txt", "He left.", "It rained all day; nobody came to the fair.", "The end.")
    session.clear(one, 1, 1)
    session.set_note(one, 1, "why?")
    two = Article("a.txt", one.text.replace("; nobody", ";\n\nnobody"), "a.txt")
    assert [session.decided(two, i) for i in range(4)] == [False, True, True, False]
    session.set_note(two, 1, "look")
    assert [session.decided(two, i) for i in (1, 2)] == [True, True]
    assert [session.note(two, i) for i in (1, 2)] == ["look", "why?"]
    session.undo()
    session.clear(two, 1, 2)
    assert [session.decided(two, i) for i in (1, 2)] == [False, False]
    assert [session.note(two, i) for i in (1, 2)] == ["why?", "why?"]
    session.undo()
    session.clear(two, 2, 2)
    assert [session.decided(two, i) for i in (1, 2)] == [True, False]


def test_undo_and_redo_go_across_articles_and_say_where(session):
    one, two = make_article("one.txt"), make_article("two.txt")
    session.tag(one, 1, 1, "claim")
    session.tag(two, 2, 2, "quote")
    undone = session.undo()
    assert (undone.message, undone.place, undone.articles) == (
        "Undid quote on sentence 3",
        ("two.txt", 2),
        ("two.txt",),
    )
    assert session.undo().place == ("one.txt", 1)
    assert session.undo() is None
    assert session.redo().message == "Redid claim on sentence 2"
    session.tag(one, 0, 0, "claim")
    assert session.redo() is None


def test_spans_may_cross_sentences_and_carry_parts_and_attributes(session, article):
    end = article.sentences[2].end
    session.tag_span(
        article, 22, end, "quote", attributes={"kind": "direct"}, parts=[("cue", 39, 43), ("source", 35, 38)]
    )
    quote = session.annotations(article)[0]
    assert quote.sentences == (1, 2)
    assert [(part.role, part.text) for part in quote.parts] == [("cue", "said"), ("source", "she")]
    assert labels(session, article) == [[], ["quote"], ["quote"], []]
    session.set_attributes(article, quote.id, {"speaker": "Mira Holt", "kind": None})
    assert dict(session.annotations(article)[0].attributes) == {"medium": "speech", "speaker": "Mira Holt"}
    assert session.set_attributes(article, quote.id, {"speaker": "Mira Holt"}).seq is None
    assert session.tag(article, 1, 1, "quote").message == "quote off sentences 2–3"
    assert session.annotations(article) == ()
    session.undo()
    assert session.remove(article, quote.id).message.startswith("quote off “")
    with pytest.raises(KeyError):
        session.remove(article, quote.id)


def test_a_proposal_is_accepted_by_tagging(session, article):
    session.tag(article, 0, 0, "claim")
    made = session.annotations(article)[0]
    proposed = replace(made, status=Status.PROPOSED)
    session.store.append(Step("propose", "", (Change(article.id, article.digest, ((made, proposed),)),)))
    assert session.labels(article, 0) == ()
    session.tag(article, 0, 0, "claim")
    assert [a.id for a in session.labels(article, 0)] == [made.id]


def test_states_are_set_or_follow_from_the_decisions(session, article):
    assert session.state(article) is State.TODO
    session.clear(article, 0, 0)
    assert session.state(article) is State.IN_PROGRESS
    session.set_state(article, State.DONE)
    assert session.state(article) is State.DONE
    undone, redone = session.undo(), session.redo()
    assert (undone.place, undone.article) == (redone.place, redone.article) == (None, article.id)
    assert session.set_state(article, State.DONE).articles == ()
    session.undo()
    assert session.state(article) is State.IN_PROGRESS


def test_what_cannot_be_is_refused(session, article):
    with pytest.raises(IndexError, match="4 sentences"):
        session.tag(article, 0, 4, "claim")
    with pytest.raises(KeyError, match="claim, quote"):
        session.tag(article, 0, 0, "opinion")
    with pytest.raises(ValueError, match="not a piece"):
        session.tag_span(article, 5, 5, "quote")
    with pytest.raises(ValueError, match="not a piece"):
        session.tag_span(article, 0, 5, "quote", parts=[("cue", 3, 9999)])
    assert session.annotations(article) == ()


def test_a_read_only_session_shows_and_refuses(article):
    session = make_session(MemoryStore("anna", "the disk is full"))
    assert session.read_only
    assert session.reason == "the disk is full"
    assert session.annotations(article) == ()
    with pytest.raises(ReadOnly, match="the disk is full"):
        session.tag(article, 0, 0, "claim")
    with pytest.raises(ReadOnly, match="the disk is full"):
        session.undo()
