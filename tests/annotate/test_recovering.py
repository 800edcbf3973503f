"""What lost its place when a text changed: proposed, confirmed, attached, dropped, and never lost."""

from dataclasses import replace

import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate.acts.base import Refused
from reader.annotate.annotation import Annotation, Mark, Status
from reader.annotate.carry import Kin
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Label, Schema
from reader.annotate.view import View
from reader.compare.tokens import plain
from reader.compare.words import diff

BEFORE = (
    "The old bridge in Marlow closed on Monday after engineers found a crack.",
    "Mayor Ines Hartog said the repair would take nine weeks.",
    "“We will not hurry,” she told reporters.",
    "Shopkeepers near the market fear for the summer season.",
    "A ferry carries walkers across the river until then.",
    "It leaves every half hour from the mill.",
)


def article(*sentences):
    return make_article("marlow.txt", *sentences)


def edited(**changes):
    lines = list(BEFORE)
    for number, words in changes.items():
        lines[int(number[1:])] = words
    return article(*lines)


def said(record):
    return record.annotations, record.marks, record.state


def lost(session, now):
    return [(each.what, each.candidate and each.candidate.text) for each in session.lost(now)]


def test_a_label_put_after_no_label_is_all_that_is_lost():
    session = make_session()
    before = article(*BEFORE)
    session.clear(before, 1, 2)
    session.tag(before, 1, 1, "claim")
    now = article(*(each.replace("Ines Hartog", "Ada Holm").replace("hurry", "rush") for each in BEFORE))
    assert [what for what, _ in lost(session, now)] == ["claim", "no label"]


def test_edited_words_are_proposed_and_count_as_nothing_until_confirmed():
    session = make_session()
    session.tag(article(*BEFORE), 1, 1, "claim")
    now = edited(_1="Mayor Ines Hartog said on Tuesday the repair would take eleven weeks.")
    assert session.annotations(now) == ()
    assert not session.decided(now, 1)
    assert session.doubtful(now, 1)
    assert not session.doubtful(now, 0)
    (each,) = session.lost(now)
    assert each.candidate.text == now.sentence_text(1)
    assert 0.7 < each.candidate.score < 1
    said = diff(each.piece.text, each.candidate.text)
    assert [now.sentence_text(1)[slice(*hunk.b)] for hunk in said.hunks] == ["on Tuesday", "eleven"]
    changed = session.confirm(now, [each.id])
    assert changed.message == "claim on sentence 2 confirmed"
    assert changed.touched["marlow.txt"] == {1}
    assert [a.text for a in session.labels(now, 1)] == [now.sentence_text(1)]
    assert session.lost(now) == ()
    session.undo()
    assert lost(session, now) == [("claim", now.sentence_text(1))]


def test_a_decision_on_an_edited_sentence_is_asked_for_with_its_note():
    session = make_session()
    session.clear(article(*BEFORE), 3, 3)
    session.set_note(article(*BEFORE), 3, "why only the summer?")
    now = edited(_3="Shopkeepers near the old market fear for the whole summer season.")
    assert not session.decided(now, 3)
    assert lost(session, now) == [("no label", now.sentence_text(3))]
    session.confirm(now, [session.lost(now)[0].id])
    assert session.decided(now, 3)
    assert session.note(now, 3) == "why only the summer?"
    session.undo()
    assert not session.decided(now, 3)


def test_a_sentence_decided_anew_asks_for_its_old_decision_no_more():
    session = make_session()
    session.clear(article(*BEFORE), 3, 3)
    session.tag(article(*BEFORE), 4, 4, "claim")
    now = edited(
        _3="Shopkeepers near the old market fear for it.", _4="A ferry carries walkers across until then."
    )
    assert len(session.lost(now)) == 2
    session.tag(now, 3, 3, "claim")
    session.tag(now, 4, 4, "claim")
    assert session.lost(now) == ()


def test_words_in_another_spelling_keep_their_label_with_the_words_that_stand_there():
    session = make_session()
    before = article(*BEFORE)
    start = before.text.index("“We")
    session.tag_span(before, start, start + 20, "quote", parts=[("cue", start + 25, start + 29)])
    session.set_note(before, 2, "who?")
    now = make_article(
        "marlow.txt", before.text.replace("“", '"').replace("”", '"').replace(" will ", "\n  will ")
    )
    (quote,) = session.annotations(now)
    assert quote.text == '"We\n  will not hurry,"'
    assert [(part.role, part.text) for part in quote.parts] == [("cue", "told")]
    assert now.text[quote.parts[0].start : quote.parts[0].end] == "told"
    assert "who?" in [session.note(now, sentence.index) for sentence in now.sentences]
    assert session.lost(now) == ()


def test_a_few_words_are_not_found_again_in_another_sentence():
    session = make_session()
    before = article("The north gate had 12 visitors.", "The south gate had 14 visitors.", "It rained.")
    session.tag_span(before, 19, 21, "claim")
    now = article("The south gate had 12 visitors.", "It rained.")
    assert session.annotations(now) == ()
    assert len(session.lost(now)) == 1


def test_which_of_two_copies_is_meant_is_asked():
    session = make_session()
    before = article("First.", "No comment.", "Second.", "No comment.", "Third.")
    session.tag(before, 3, 3, "claim")
    now = article("First one.", "No comment.", "Second one.", "No comment.", "Third one.")
    assert session.annotations(now) == ()
    (each,) = session.lost(now)
    assert (each.candidate.start, each.candidate.score) == (now.sentences[3].start, 1.0)


def test_parts_are_found_and_those_that_are_gone_are_named():
    session = make_session()
    before = article(*BEFORE)
    start = before.text.index("“We")
    parts = [("cue", start + 25, start + 29), ("source", start + 21, start + 24)]
    session.tag_span(before, start, start + 20, "quote", parts=parts)
    now = edited(_2="“We will not hurry at all,” she has told reporters.")
    (each,) = session.lost(now)
    assert each.candidate.text == "“We will not hurry at all,”"
    assert [(part.role, part.text) for part in each.candidate.parts] == [("cue", "told"), ("source", "she")]
    gone = edited(_2="“We will not hurry at all.”")
    (each,) = session.lost(gone)
    assert each.candidate.missing == ("cue", "source")
    assert session.confirm(gone, [each.id]).message.endswith("confirmed, without cue and source")


def test_a_span_goes_where_its_words_went_and_is_proposed_there():
    session = make_session()
    before = article(*BEFORE)
    words = "the repair would take nine weeks"
    start = before.text.index(words)
    session.tag_span(before, start, start + len(words), "claim")
    now = article(
        *BEFORE[:1],
        "Officials hope so.",
        "They admit: the repair would take ninety weeks in all.",
        *BEFORE[3:],
    )
    (each,) = session.lost(now)
    assert each.candidate.text == "the repair would take ninety weeks"


def test_all_shown_are_confirmed_in_one_step():
    session = make_session()
    session.tag(article(*BEFORE), 0, 2, "claim")
    session.clear(article(*BEFORE), 3, 4)
    now = article(*(sentence.replace(" the ", " that very ") for sentence in BEFORE))
    before = session.store.load("marlow.txt")
    ids = [each.id for each in session.lost(now) if each.candidate]
    changed = session.confirm(now, ids)
    assert changed.message == "1 claim, 2 no label confirmed"
    assert session.progress(now) == (5, 6)
    session.undo()
    assert said(session.store.load("marlow.txt")) == said(before)


def test_an_orphan_is_attached_by_hand_or_dropped():
    session = make_session()
    session.tag(article(*BEFORE), 5, 5, "claim")
    session.clear(article(*BEFORE), 4, 4)
    now = article(*BEFORE[:4], "The mill is shut.")
    assert lost(session, now) == [("no label", None), ("claim", None)]
    decision, claim = session.lost(now)
    with pytest.raises(Refused, match="nothing in the text is like it"):
        session.confirm(now, [claim.id])
    where = now.sentences[4]
    session.attach(now, claim.id, where.start, where.end)
    assert [a.id for a in session.labels(now, 4)] == [claim.id]
    session.undo()
    dropped = session.drop(now, [claim.id, decision.id])
    assert (dropped.message, dropped.place) == ("dropped 1 claim, 1 no label", None)
    assert session.lost(now) == ()
    assert session.store.load("marlow.txt").empty
    session.undo()
    assert len(session.lost(now)) == 2
    session.attach(now, decision.id, where.start, where.end)
    assert session.decided(now, 4)
    with pytest.raises(KeyError):
        session.drop(now, ["nobody"])


def test_an_article_put_the_other_way_round_keeps_every_sentence():
    session = make_session()
    session.tag(article(*BEFORE), 0, 5, "claim")
    now = article(*reversed(BEFORE))
    assert [a.text for a in session.annotations(now)] == list(reversed(BEFORE))


def test_an_article_written_anew_keeps_nothing_and_loses_nothing():
    session = make_session()
    session.tag(article(*BEFORE), 0, 5, "claim")
    now = article("Snow fell on Tarn.", "Nobody minded it.", "Trains ran late again.")
    assert session.annotations(now) == ()
    assert [(each.piece.text, each.candidate) for each in session.lost(now)] == [(s, None) for s in BEFORE]


def test_sentences_alike_but_for_a_number_keep_their_own_labels():
    lines = [f"Gate {i} had {i * 7 + 3} visitors on Sunday." for i in range(8)]
    session = make_session()
    for i in range(0, 8, 2):
        session.tag(article(*lines), i, i, "claim")
    now = article(*lines[1:3], "Gate 4 had 99 visitors on Sunday.", *lines[5:], lines[0])
    assert [a.text for a in session.annotations(now)] == [lines[2], lines[6], lines[0]]
    (each,) = session.lost(now)
    assert each.candidate.text == "Gate 4 had 99 visitors on Sunday."


def test_two_that_became_one_sentence_make_one_label():
    session = make_session()
    session.tag(article(*BEFORE), 4, 5, "claim")
    now = article(
        *BEFORE[:4],
        "A ferry carries walkers across the river until then and leaves every half hour from the mill.",
    )
    session.confirm(now, [each.id for each in session.lost(now)])
    assert len(session.labels(now, 4)) == 1


def test_two_that_became_one_leave_what_was_carried_from_both():
    session = make_session()
    other = make_article("marlow2.txt", *BEFORE)
    session.relate(Kin.of([article(*BEFORE), other]))
    session.tag(article(*BEFORE), 0, 1, "claim")
    one = f"{BEFORE[0][:-1]}, and {BEFORE[1]}"
    now = article(one, *BEFORE[2:])
    session.relate(Kin.of([now, other]))
    session.confirm(now, [each.id for each in session.lost(now)])
    (claim,) = session.annotations(now)
    assert [(a.sentences, a.origin.source) for a in session.annotations(other)] == [
        ((0,), claim.id),
        ((1,), claim.id),
    ]


def test_what_a_label_there_excludes_stays_lost():
    schema = Schema((Label("claim", ("c",), excludes=("quote",)), Label("quote", ("2",))))
    session = make_session(schema=schema)
    session.tag(article(*BEFORE), 1, 2, "claim")
    now = edited(
        _1="Mayor Hartog said the repair takes nine weeks.", _2="“We will never hurry,” she told reporters."
    )
    ids = [each.id for each in session.lost(now)]
    session.tag(now, 1, 1, "quote")
    assert session.to_confirm(now, 1, "claim") == []
    assert session.to_confirm(now, 2, "claim") == ids[1:]
    assert "1 left" in session.confirm(now, ids).message
    with pytest.raises(Refused, match="exclude"):
        session.confirm(now, ids[:1])
    with pytest.raises(Refused, match="exclude"):
        session.attach(now, ids[0], now.sentences[1].start, now.sentences[1].end)


def test_a_rejected_proposal_is_not_asked_for():
    session = make_session()
    session.tag(article(*BEFORE), 1, 1, "claim")
    (made,) = session.annotations(article(*BEFORE))
    record = session.store.load("marlow.txt")
    rejected = replace(made, status=Status.REJECTED)
    view = View(edited(_1="Mayor Hartog said nine weeks."), replace(record, annotations={made.id: rejected}))
    assert view.lost == ()
    assert view.orphans == {made.id: rejected}


# Articles that change at random: sentences know which they are, whatever happens around them.

NAMES = ("Marlow", "Alder", "Fenwick", "Tarn", "Osley")
SENTENCES = st.builds(
    lambda what, name, number: what.format(name=name, number=number),
    st.sampled_from(
        (
            "The bridge in {name} closes for {number} weeks.",
            "The bridge in {name} opened {number} years ago, the council said.",
            "“We saw {number} boats at {name},” she said.",
            "Rain fell on {name}.",
            "No comment.",
            "About {number} people live near the mill in {name}, and most of them walk to work.",
        )
    ),
    st.sampled_from(NAMES),
    st.integers(2, 9),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("insert", "delete", "swap", "word", "quotes", "copy")),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=6,
)


def changed_by(sentences, plan):
    """Return (identity, words) of each sentence after some edits; identity None is of a new sentence."""
    after = list(enumerate(sentences))
    for kind, one, two in plan:
        if kind == "insert":
            after.insert(one % (len(after) + 1), (None, f"A new sentence {two} about {NAMES[two % 5]}."))
        elif not after:
            continue
        elif kind == "copy":
            after.insert(one % (len(after) + 1), (None, after[two % len(after)][1]))
        elif kind == "delete":
            del after[one % len(after)]
        elif kind == "swap":
            i, j = one % len(after), two % len(after)
            after[i], after[j] = after[j], after[i]
        else:
            identity, words = after[one % len(after)]
            pieces = words.split(" ")
            pieces[two % len(pieces)] = f"other{two}"
            respelt = words.replace("“", '"').replace("”", '"')
            after[one % len(after)] = identity, respelt if kind == "quotes" else " ".join(pieces)
    return after


@settings(max_examples=120, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=12), st.sets(st.integers(0, 11)), EDITS, st.data())
def test_a_label_is_on_the_same_words_or_proposed_or_an_orphan(sentences, tagged, plan, data):
    session = make_session()
    before = make_article("a.txt", *sentences)
    if len(before.sentences) != len(sentences):
        return
    spans = {}
    for i in sorted(each for each in tagged if each < len(sentences)):
        where = before.sentences[i]
        kind = data.draw(st.sampled_from(("sentence", "span", "decision")))
        if kind == "decision":
            session.clear(before, i, i)
        elif kind == "sentence":
            session.put(before, i, i, "claim")
        else:
            words = before.sentence_text(i).split(" ")
            first = data.draw(st.integers(0, len(words) - 1))
            start = where.start + len(" ".join(words[:first])) + (first > 0)
            session.tag_span(before, start, start + len(words[first]), "quote")
    spans = {a.id: a for a in session.annotations(before)}
    record = session.store.load("a.txt")
    after = changed_by(sentences, plan)
    now = (
        make_article("a.txt", *(words for _, words in after)) if after else make_article("a.txt", "Nothing.")
    )
    view = View(now, record)
    places = {a.id for a in view.annotations} | set(view.doubtful) | set(view.orphans)
    assert places == set(spans), "nothing is lost"
    for placed in view.annotations:
        assert now.text[placed.start : placed.end] == placed.text
        assert plain(placed.text) == plain(spans[placed.id].text)
    assert not {a.id for a in view.annotations} & {*view.doubtful, *view.orphans}
    for key, found in view.doubtful.items():
        assert now.text[found.start : found.end] == found.text
        assert key not in view._placed
    stored = session.store.load("a.txt")
    ids = [each.id for each in session.lost(now) if each.candidate]
    if ids:
        session.confirm(now, ids)
        assert not any(each.id in ids for each in session.lost(now))
        fresh = View(now, session.store.load("a.txt"))
        assert [a.id for a in fresh.annotations] == [a.id for a in session.annotations(now)]
        session.undo()
        assert said(session.store.load("a.txt")) == said(stored)
    assert [each.id for each in session.lost(now)] == [each.id for each in View(now, stored).lost]


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=12, unique=True), EDITS)
def test_a_whole_sentence_said_once_is_never_put_on_another(sentences, plan):
    """With copies left out, an identity says whether a sentence is the same one."""
    session = make_session()
    before = make_article("a.txt", *sentences)
    if len(before.sentences) != len(sentences):
        return
    session.tag(before, 0, len(sentences) - 1, "claim")
    spans = {a.id: i for i, a in enumerate(session.annotations(before))}
    after = changed_by(sentences, [each for each in plan if each[0] != "copy"])
    if not after:
        return
    now = make_article("a.txt", *(words for _, words in after))
    starts, at = {}, 0
    for identity, words in after:
        starts[at] = identity
        at += len(words) + 1
    for placed in View(now, session.store.load("a.txt")).annotations:
        assert starts[placed.start] == spans[placed.id]


def test_whatever_is_stored_can_be_asked_for():
    """Offsets and digests from elsewhere need not fit together."""
    session = make_session(MemoryStore("ann"))
    before = article(*BEFORE)
    session.tag(before, 0, 5, "claim")
    session.clear(before, 1, 1)
    record = session.store.load("marlow.txt")
    odd = {
        a.id: replace(a, start=a.start * 7**i, end=a.start * 7**i + 3, anchor=replace(a.anchor, digest="d"))
        for i, a in enumerate(record.annotations.values())
    }
    marks = {key: replace(mark, anchor=replace(mark.anchor, digest="")) for key, mark in record.marks.items()}
    view = View(edited(_0="Rain.", _1="Snow."), replace(record, annotations=odd, marks=marks))
    assert all(isinstance(each.piece, Annotation | Mark) for each in view.lost)
