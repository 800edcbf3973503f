"""Acts on many annotations at once: what was carried from one follows it, as in the acts on one."""

from collections.abc import Callable

import pytest
from annotate_helpers import make_article, make_clock, make_session
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.acts.batch import Place
from reader.annotate.annotation import Status
from reader.annotate.carry import Kin
from reader.annotate.review import copies, rows
from reader.annotate.session import Session

LINES = (
    "The ferry to Hollow Bay stops in March.",
    "Its owner has not been paid since autumn.",
    "“We cannot go on,” Ruth Aldane said.",
    "A bus will take its place.",
)
A, B, C = (make_article(f"{name}.txt", *LINES) for name in ("wire", "later", "latest"))
KIN = Kin.of([A, B, C])

Act = Callable[[Session, Place], object]


def labelled() -> Session:
    session = make_session()
    session.relate(KIN)
    for sentence, label in enumerate(("claim", "claim", "quote")):
        session.tag(A, sentence, sentence, label)
    return session


def every(session: Session) -> list:
    return list(rows([session.store], lambda name: (name, "", None)))


def said(session: Session) -> set[tuple]:
    return {
        (a.article, a.label, a.start, a.end, a.status, tuple(sorted(a.attributes)), a.note)
        for a in (row.annotation for row in every(session))
    }


def spot(session: Session, article, sentence: int) -> Place:
    return article.id, session.labels(article, sentence)[0].id


def relabel(session: Session, place: Place, label: str) -> object:
    return session.relabel_all([place], label, copies(every(session)))


@pytest.mark.parametrize(
    ("bulk", "single"),
    [
        (
            lambda session, place: session.remove_all([place], copies(every(session))),
            lambda session, place: session.remove(A, place[1]),
        ),
        (
            lambda session, place: session.relabel_all([place], "quote", copies(every(session))),
            lambda session, place: session.relabel(A, place[1], "quote"),
        ),
    ],
    ids=["remove", "relabel"],
)
@given(changed=st.sampled_from(["nothing", "note", "reach", "attribute", "label", "of the source"]))
def test_what_was_carried_follows_as_it_does_with_the_texts(bulk: Act, single: Act, changed: str) -> None:
    outcomes = []
    for act in (bulk, single):
        session = labelled()
        session.relate(None)
        _, copy = spot(session, B, 1)
        if changed == "note":
            session.annotate(B, copy, "unsure")
        elif changed == "reach":
            session.resize(B, copy, B.sentences[1].start, B.sentences[1].end - 8)
        elif changed == "attribute":
            session.describe(B, copy, {"checkworthy": "unsure"})
        elif changed == "label":
            session.relabel(B, copy, "quote")
        session.relate(KIN)
        if changed == "of the source":
            session.describe(A, spot(session, A, 1)[1], {"checkworthy": "yes"})
        before = said(session)
        if act is bulk:
            session.relate(None)
        act(session, spot(session, A, 1))
        outcomes.append(said(session))
        session.undo()
        assert said(session) == before
    assert outcomes[0] == outcomes[1]


def test_what_is_taken_off_with_its_source_is_gone_and_not_rejected() -> None:
    session = labelled()
    places = [(row.annotation.article, row.annotation.id) for row in every(session)]
    changed = session.remove_all(reversed(places), copies(every(session)))
    assert changed.message == "9 labels taken off"
    assert not said(session)
    session.undo()
    assert len(said(session)) == 9


def test_copies_of_copies_follow_and_other_versions_are_told_of() -> None:
    session = labelled()
    session.relate(None)
    changed = session.reject_all([spot(session, A, 0)], (), copies(every(session)))
    assert changed.message == "3 labels rejected, and in 2 other versions"
    left = [row.annotation for row in every(session) if row.annotation.text == LINES[0]]
    assert [(each.article, each.status) for each in left] == [(A.id, Status.REJECTED)]


def test_a_label_is_changed_with_what_the_new_one_knows_of() -> None:
    session = labelled()
    article, quote = spot(session, A, 2)
    session.describe(A, quote, {"speaker": "Ruth Aldane", "kind": "direct"})
    relabel(session, (article, quote), "claim")
    told = [row.annotation for row in every(session) if row.annotation.text == LINES[2]]
    assert {each.label for each in told} == {"claim"}
    assert not any({"speaker", "kind"} & set(each.attributes) for each in told)


def test_a_constant_clock_does_not_hide_that_a_copy_was_changed() -> None:
    clock = make_clock()()
    session = make_session()
    session._clock = lambda: clock
    session.relate(KIN)
    session.tag(A, 0, 0, "claim")
    session.relate(None)
    session.describe(B, spot(session, B, 0)[1], {"checkworthy": "unsure"})
    session.remove_all([spot(session, A, 0)], copies(every(session)))
    assert session.labels(B, 0)
    assert not session.labels(C, 0)
