"""Annotations as rows: searched, counted, and changed many at once."""

from contextlib import closing
from dataclasses import replace

import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.annotation import Origin, Status
from reader.annotate.pace import PAUSE, pace
from reader.annotate.records import Change, Step
from reader.annotate.review import ORDERS, counted, fields, matching, ordered, parse, rows
from reader.annotate.schema import Schema
from reader.annotate.standing import standing
from reader.corpus.corpus import Corpus
from reader.corpus.query import QueryError

ABOUT = {"a.txt": ("The bridge", "Northline", 3), "b.txt": ("Rain", "Pennant", None)}


@pytest.fixture
def session():
    made = make_session()
    a, b = make_article("a.txt"), make_article("b.txt", "Rain fell.", "It was “cold”, he said.")
    made.tag(a, 0, 1, "claim")
    made.tag_span(a, 23, 33, "quote", attributes={"kind": "direct", "speaker": "Ana Doe"})
    made.tag(b, 0, 0, "claim")
    return made


def found(session, text: str) -> list[str]:
    every = list(rows([session.store], ABOUT.__getitem__))
    return [row.annotation.text for row in matching(every, parse(text, session.schema))]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", 4),
        ("label:claim", 3),
        ("-label:claim", 1),
        ("bridge", 1),
        ('"the BRIDGE is"', 1),
        ("brid*", 1),
        ("title:bridge", 3),
        ("source:pennant", 1),
        ("story:3", 3),
        ("story:none", 1),
        ("story:*", 3),
        ("kind:direct", 1),
        ("kind:none", 3),
        ("speaker:ana", 1),
        ("status:accepted origin:manual annotator:anna", 4),
        ("status:rejected", 0),
        ("date:2026-05", 4),
        ("before:2026", 0),
        ("article:b.txt OR label:quote", 2),
        ("note:*", 0),
    ],
)
def test_queries(session, query: str, texts: int) -> None:
    assert len(found(session, query)) == texts


def test_an_unknown_field_is_named_with_those_there_are(session) -> None:
    with pytest.raises(QueryError, match="speaker"):
        parse("speeker:ana", session.schema)
    assert {"label", "kind", "checkworthy"} <= set(fields(Schema.default()))


def test_many_are_changed_in_one_step_that_undo_takes_back(session) -> None:
    def spots(text: str) -> list[tuple[str, str]]:
        every = list(rows([session.store], ABOUT.__getitem__))
        return [(r.annotation.article, r.annotation.id) for r in matching(every, parse(text, session.schema))]

    def state() -> list[tuple]:
        every = rows([session.store], ABOUT.__getitem__)
        return sorted((r.annotation.id, r.annotation.label, r.annotation.status) for r in every)

    before = state()
    for act in (
        lambda: session.relabel_all(spots("label:claim"), "quote"),
        lambda: session.reject_all(spots("label:claim")),
        lambda: session.remove_all(spots("")),
    ):
        changed = act()
        assert set(changed.articles) == {"a.txt", "b.txt"}
        assert state() != before
        session.undo()
        assert state() == before
    assert session.accept_all(spots("")).seq is None, "all of them are accepted"
    assert session.remove_all([("a.txt", "nobody")]).seq is None
    with pytest.raises(KeyError):
        session.relabel_all(spots(""), "opinion")


def test_rejected_and_accepted_again(session) -> None:
    every = [(r.annotation.article, r.annotation.id) for r in rows([session.store], ABOUT.__getitem__)]
    session.reject_all(every)
    kept = [r.annotation.status for r in rows([session.store], ABOUT.__getitem__)]
    assert kept == [Status.REJECTED] * 4
    assert session.accept_all(every).message == "4 labels accepted"


def test_what_has_no_place_is_told_apart(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("News.\n\nThe new bridge is closed. It rained all day.", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Rain fell.", encoding="utf-8")
    made = make_session()
    a, b, c = (
        make_article("a.txt", "The bridge is closed.", "It rained all day.", "Nobody saw the ferry leave."),
        make_article("b.txt", "Rain fell."),
        make_article("c.txt", "Rain fell."),
    )
    for article, sentence in ((a, 0), (a, 1), (a, 2), (b, 0), (c, 0)):
        made.tag(article, sentence, sentence, "claim")
    with closing(Corpus.open(tmp_path)) as corpus:
        every = list(rows([made.store], lambda _: ("", "", None), standing(corpus)))
    assert [row.standing for row in every] == ["doubtful", "", "lost", "absent", ""]
    assert [row.sentence for row in every] == [1, 2, 0, 0, 0]
    assert counted(every).statuses == {"accepted": 2, "doubtful": 1, "lost": 1, "absent": 1}
    assert [r.annotation.text for r in matching(every, parse("status:lost", made.schema))] == [
        a.sentence_text(2)
    ]


def test_counts(session) -> None:
    counts = counted(rows([session.store], ABOUT.__getitem__))
    assert counts.labels == {"claim": 3, "quote": 1}
    assert counts.sources == {"Northline": 3, "Pennant": 1}
    assert sum(counts.days.values()) == 4


def test_pauses_are_no_time_spent() -> None:
    steps = [("2026-05-01T10:00:00Z", 0), ("2026-05-01T10:00:04Z", 2), ("2026-05-01T11:00:00Z", 1)]
    figures = pace([*steps, ("2026-05-01T11:00:06Z", 0)])
    assert (figures.decisions, figures.timed, figures.median, figures.counted, figures.keys) == (
        4,
        2,
        5,
        2,
        1.5,
    )
    assert figures.minutes == pytest.approx(10 / 60)
    assert pace([]).median is None


@given(st.lists(st.integers(0, 10**6), max_size=9).map(sorted), st.integers(0, 9))
def test_no_pace_counts_more_than_the_pause(seconds: list[int], keys: int) -> None:
    from datetime import UTC, datetime

    steps = [(datetime.fromtimestamp(each, UTC).isoformat(), keys) for each in seconds]
    figures = pace(steps)
    assert figures.minutes * 60 <= PAUSE * len(seconds)
    assert figures.timed < max(1, len(seconds))


def test_no_act_puts_a_label_twice_on_the_same_words(session) -> None:
    a = make_article("a.txt")
    session.tag(a, 0, 0, "quote")
    every = [(r.annotation.article, r.annotation.id) for r in rows([session.store], ABOUT.__getitem__)]
    changed = session.relabel_all(every, "claim")
    assert changed.message.startswith("1 label made claim; 1 left")
    spots = [(x.label, x.start, x.end) for x in session.store.load("a.txt").annotations.values()]
    assert len(set(spots)) == len(spots)


def test_what_would_only_be_proposed_again_is_rejected_when_taken_off(session) -> None:
    stored = next(iter(session.store.load("b.txt").annotations.values()))
    carried = replace(stored, origin=Origin("carried", "x", 1.0, "a.txt"))
    session.store.append(Step("carried", stored.created, (Change("b.txt", "", ((stored, carried),)),)))
    session.remove_all([("b.txt", stored.id)])
    assert session.store.load("b.txt").annotations[stored.id].status is Status.REJECTED
    session.remove_all([("b.txt", stored.id)])
    assert not session.store.load("b.txt").annotations


@pytest.mark.parametrize("by", ORDERS)
def test_every_order_has_all_rows_and_ends_with_their_places(session, by: str) -> None:
    every = list(rows([session.store], ABOUT.__getitem__))
    assert sorted(r.annotation.id for r in ordered(every, by)) == sorted(r.annotation.id for r in every)
    assert ordered(reversed(every), by) == ordered(every, by)
    assert [r.annotation.text for r in ordered(every, "text")][-1].startswith("“")
