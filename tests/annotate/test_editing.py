"""Changing one annotation, and labels that exclude each other."""

import pytest
from annotate_helpers import make_article, make_session

from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Attribute, Kind, Label, Role, Schema, Unit
from reader.annotate.session import Refused

FACT = Label("fact", "f", attributes=(Attribute("sure", Kind.YES_NO, default=True),), excludes=("view",))
VIEW = Label("view", "i", attributes=(Attribute("sure", Kind.YES_NO),), parts=(Role("who"),))
PLEDGE = Label("pledge", "p", unit=Unit.SENTENCE)
NAME = Label("name", "n", unit=Unit.SPAN)
SCHEMA = Schema((FACT, VIEW, PLEDGE, NAME))


@pytest.fixture
def session():
    return make_session(schema=SCHEMA)


def said(session, article):
    return [(a.label, a.text) for a in session.annotations(article)]


def test_an_excluded_label_gives_way_in_one_step(session, article):
    session.tag(article, 0, 1, "view")
    done = session.tag(article, 0, 0, "fact")
    assert done.message == "fact on sentence 1, in place of view"
    assert [label for label, _ in said(session, article)] == ["fact", "view"]
    session.undo()
    assert [label for label, _ in said(session, article)] == ["view", "view"]


def test_an_excluded_label_on_more_words_is_not_taken_away(session, article):
    place = article.sentences[0]
    session.tag_span(article, place.start, article.sentences[1].end, "view")
    with pytest.raises(Refused, match="fact excludes view, which stands on more than this"):
        session.tag(article, 0, 0, "fact")
    with pytest.raises(Refused):
        session.tag_span(article, place.start, place.start + 3, "fact")
    assert [label for label, _ in said(session, article)] == ["view"]
    done = session.tag_span(article, place.start, article.sentences[2].end, "fact")
    assert done.message.endswith("in place of view")
    assert [label for label, _ in said(session, article)] == ["fact"]


def test_words_beside_each_other_exclude_nothing(session, article):
    session.tag_span(article, 0, 3, "view")
    session.tag_span(article, 4, 10, "fact")
    assert [label for label, _ in said(session, article)] == ["view", "fact"]


def test_units_are_kept_to(session, article):
    with pytest.raises(Refused, match="pledge is put on whole sentences only"):
        session.tag_span(article, 0, 3, "pledge")
    with pytest.raises(Refused, match="name is put on words, not on whole sentences: mark them first"):
        session.tag(article, 0, 0, "name")
    session.tag_span(article, article.sentences[0].start, article.sentences[0].end, "pledge")
    session.tag_span(article, 4, 10, "name")
    assert said(session, article) == [("pledge", "The bridge is closed."), ("name", "bridge")]
    (_, name) = session.annotations(article)
    with pytest.raises(Refused):
        session.relabel(article, name.id, "pledge")


def test_a_new_label_says_its_defaults(session, article):
    session.tag(article, 0, 0, "fact")
    session.tag_span(article, 22, 25, "fact", attributes={"sure": None})
    assert [dict(a.attributes) for a in session.annotations(article)] == [{"sure": True}, {}]


def test_the_same_label_on_just_that_piece_comes_off(session, article):
    session.tag_piece(article, 4, 10, "fact")
    session.tag_piece(article, 4, 13, "fact")
    assert session.tag_piece(article, 4, 10, "fact").message == "fact off “bridge”"
    assert said(session, article) == [("fact", "bridge is")]


def test_no_label_stands_twice_on_the_same_words(session, article):
    session.tag_span(article, 4, 10, "view")
    with pytest.raises(Refused, match="view is on “bridge” already"):
        session.tag_span(article, 4, 10, "view")
    session.tag_span(article, 4, 10, "name")
    name = next(each for each in session.annotations(article) if each.label == "name")
    with pytest.raises(Refused, match="view is on “bridge” already"):
        session.relabel(article, name.id, "view")
    session.resize(article, name.id, 4, 20)
    assert [label for label, _ in said(session, article)] == ["view", "name"]


def test_another_label_keeps_what_it_knows(session, article):
    session.tag_span(article, 4, 10, "view", attributes={"sure": False}, parts=[("who", 0, 3)])
    (made,) = session.annotations(article)
    assert session.relabel(article, made.id, "view").seq is None
    assert session.relabel(article, made.id, "fact").message == "view on “bridge” made fact"
    (made,) = session.annotations(article)
    assert (made.label, dict(made.attributes), made.parts) == ("fact", {"sure": False}, ())
    session.undo()
    assert session.annotations(article)[0].parts[0].text == "The"
    assert session.repeat(article, 2, 2).message == "fact on sentence 3"


def test_another_reach_keeps_the_parts_that_are_in_it_or_were_outside(session, article):
    parts = [("who", 0, 3), ("who", 4, 6), ("who", 14, 20)]
    session.tag_span(article, 4, 20, "view", parts=parts)
    (made,) = session.annotations(article)
    assert session.resize(article, made.id, 4, 10).message == "view reaches over “bridge”"
    (made,) = session.annotations(article)
    assert [(p.start, p.end) for p in made.parts] == [(0, 3), (4, 6)]
    assert (made.text, made.sentences, made.anchor.suffix[:4]) == ("bridge", (0,), " is ")
    assert session.resize(article, made.id, 4, 10).seq is None
    done = session.resize(article, made.id, 4, article.sentences[1].end)
    assert set(done.touched[article.id]) == {0, 1}
    with pytest.raises(ValueError, match="not a piece"):
        session.resize(article, made.id, 9, 9)
    session.undo()
    session.undo()
    assert session.annotations(article)[0].text == "bridge is closed"


def test_parts_stand_in_the_paragraphs_of_the_label_or_in_one_beside_them(session):
    article = make_article("a.txt", "One.", "Two.", "Three.", "Four.")
    session.tag_span(article, 0, 4, "view", parts=[("who", 5, 8)])
    (made,) = session.annotations(article)
    with pytest.raises(Refused, match="who “Three” stands too far from view on “One"):
        session.describe(article, made.id, {}, [("who", 10, 15)])
    with pytest.raises(Refused, match="a part stands in its paragraphs"):
        session.tag_span(article, 17, 22, "view", parts=[("who", 5, 9)])
    assert session.annotations(article) == (made,)


def test_attributes_and_parts_are_one_step(session, article):
    session.tag_span(article, 4, 10, "view")
    (made,) = session.annotations(article)
    done = session.describe(article, made.id, {"sure": True}, [("who", 0, 3)])
    assert done.message == "sure, who of view on “bridge”"
    assert session.describe(article, made.id, {"sure": True}, [("who", 0, 3)]).seq is None
    session.describe(article, made.id, {"sure": None}, [])
    assert session.annotations(article)[0].parts == ()
    assert session.undo().message == "Undid sure, who of view on “bridge”"
    (made,) = session.annotations(article)
    assert (dict(made.attributes), made.parts[0].text) == ({"sure": True}, "The")


def test_a_note_on_an_annotation(session, article):
    session.tag(article, 0, 0, "fact")
    (made,) = session.annotations(article)
    assert session.annotate(article, made.id, " Who\x1b[1m says? ").message.startswith("note on fact on “")
    assert session.annotations(article)[0].note == "Who says?"
    assert session.annotate(article, made.id, "Who says?").seq is None
    assert session.annotate(article, made.id, "").message.startswith("note off fact")
    assert session.note(article, 0) == ""
    with pytest.raises(KeyError):
        session.annotate(article, "nothing", "x")


def test_a_note_on_the_sentence_alone_changes_no_annotation(session, article):
    session.tag(article, 0, 0, "fact")
    (made,) = session.annotations(article)
    assert session.describe(article, made.id, {}, note="why?").message == "note on sentence 1"
    assert session.note(article, 0) == "why?"
    assert session.annotations(article) == (made,)


def test_keys_pressed_go_with_the_step_they_led_to(article):
    class Kept(MemoryStore):
        steps = []

        def append(self, step):
            self.steps.append(step)
            return super().append(step)

    session = make_session(Kept("anna"))
    session.pressed += 3
    session.tag(article, 0, 0, "claim")
    session.tag(article, 1, 1, "claim")
    session.pressed += 1
    session.put(article, 1, 1, "claim")
    session.clear(article, 2, 2)
    assert [step.keys for step in Kept.steps] == [3, 0, 1]


def test_an_edit_of_words_that_have_moved_takes_them_where_they_are():
    store = MemoryStore("anna")
    old = make_article("a.txt")
    make_session(store).tag_span(old, 4, 10, "quote", parts=[("cue", 14, 20)])
    new = make_article("a.txt", "Now this.", *old.text.split("\n"))
    session = make_session(store)
    (made,) = session.annotations(new)
    session.describe(new, made.id, {"kind": "direct"}, [("source", made.start, made.end)])
    session.resize(new, made.id, made.start - 4, made.end)
    (made,) = session.annotations(new)
    assert (made.text, made.parts[0].text, made.anchor.digest) == ("The bridge", "bridge", new.digest)


def test_parts_said_of_words_that_have_moved_take_them_where_they_are():
    session = make_session()
    before = make_article("a.txt", "Costs rose.", "“We saw it,” she said.")
    start = before.sentences[1].start
    session.tag_span(before, start, start + 12, "quote")
    now = make_article("a.txt", "It rained.", "Costs rose again.", "“We saw it,” she said.")
    (placed,) = session.annotations(now)
    session.describe(now, placed.id, {}, parts=[("source", placed.end + 1, placed.end + 4)])
    (stored,) = session.store.load("a.txt").annotations.values()
    assert stored.anchor.digest == now.digest
    assert (stored.start, stored.sentences) == (now.sentences[2].start, (2,))
    later = make_article("a.txt", "“We saw it all,” she said.", "Costs fell.")
    (lost,) = session.lost(later)
    assert [part.text for part in lost.candidate.parts] == ["she"]
