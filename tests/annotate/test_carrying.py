"""Labelling once: what an act in one version does in the others, and what it proposes there."""

from dataclasses import replace
from itertools import count

import pytest
from annotate_helpers import make_article, make_clock, make_session
from ferry_story import ARTICLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotate.annotation import Origin, Status
from reader.annotate.carry import Kin
from reader.annotate.memory import MemoryStore
from reader.annotate.proposals import Proposal
from reader.annotate.records import Change, ReadOnly, Record, Step
from reader.annotate.schema import Attribute, Kind, Label, Schema
from reader.annotate.session import Session
from reader.compare.comparison import sentence_texts
from reader.corpus.article import Article

WIRE = (
    "The bridge in Marlow was closed on Monday.",
    "Ines Hartog said the repair would take nine weeks.",
    "Shops near the market fear for the summer season.",
    "A ferry carries walkers across the river until then.",
)
LATER = (WIRE[0], "Ines Hartog said the repair would take eleven weeks.", WIRE[3], WIRE[2])
A, B = make_article("wire.txt", *WIRE), make_article("later.txt", *LATER)
C = make_article("latest.txt", *LATER, "Nobody was hurt.")
KIN = Kin.of([A, B, C])
ORDER = {0: 0, 1: 1, 2: 3, 3: 2}
"""Where the sentences of A stand in B and C."""


def related(*articles: Article) -> Session:
    session = make_session()
    session.relate(Kin.of(articles) if articles else KIN)
    return session


def names(session: Session, article: Article, sentence: int) -> list[str]:
    return [each.label for each in session.labels(article, sentence)]


def offered(session: Session, article: Article, sentence: int) -> list[str]:
    return [each.label for each in session.proposed(article, sentence)]


def everything(session: Session) -> dict[str, Record]:
    return {each: session.store.load(each) for each in sorted(session.store.articles())}


def test_the_same_sentence_takes_a_label_in_every_version_at_once():
    session = related()
    changed = session.tag(A, 2, 2, "claim")
    assert changed.message == "claim on sentence 3, and in 2 other versions"
    assert set(changed.articles) == {A.id, B.id, C.id}
    (source,), (taken,) = session.labels(A, 2), session.labels(B, 3)
    assert (taken.label, taken.text, taken.status) == ("claim", WIRE[2], Status.ACCEPTED)
    assert taken.origin == Origin("carried", source.id, 1.0, A.id, WIRE[2])
    assert {ORDER[2]} <= set(changed.touched[B.id])


def test_an_edited_sentence_gets_a_proposal_and_nothing_is_written():
    session = related()
    session.tag(A, 1, 1, "claim")
    assert not session.store.load(B.id).annotations
    (proposal,) = session.proposed(B, 1)
    assert (proposal.label, proposal.text, proposal.sure) == ("claim", LATER[1], False)
    assert proposal.origin.wording == WIRE[1]
    assert proposal.origin.article == A.id
    assert session.proposals(B) == (proposal,)


def test_accepting_one_takes_it_and_gives_it_to_the_same_sentence_elsewhere():
    session = related()
    session.tag(A, 1, 1, "claim")
    changed = session.accept([B], session.proposed(B, 1))
    assert changed.message == "claim accepted on sentence 2, and in 1 other version"
    (first,), (second,) = session.labels(B, 1), session.labels(C, 1)
    assert first.origin.article == A.id
    assert (second.origin.article, second.origin.source) == (B.id, first.id)
    assert not session.proposed(B, 1)
    session.undo()
    assert not names(session, B, 1)
    assert not names(session, C, 1)
    assert offered(session, B, 1) == offered(session, C, 1) == ["claim"]


def test_many_are_accepted_in_one_step():
    session = related()
    session.tag(A, 1, 1, "claim")
    shown = [*session.proposed(B, 1), *session.proposed(C, 1)]
    changed = session.accept([B, C], shown)
    assert changed.message == "accepted 2 proposals (2 claim) in 2 versions"
    assert names(session, B, 1) == names(session, C, 1) == ["claim"]
    session.undo()
    assert not names(session, B, 1)
    assert not names(session, C, 1)


def test_what_is_rejected_does_not_come_back_from_any_version():
    session = related()
    session.tag(A, 1, 1, "claim")
    session.reject([B], session.proposed(B, 1))
    assert not session.proposed(B, 1)
    assert not session.proposed(C, 1), "the same sentence was rejected in another version"
    session.tag(A, 1, 1, "claim")
    session.tag(A, 1, 1, "claim")
    assert not session.proposed(B, 1)
    assert not session.labels(B, 1)
    session.undo(), session.undo(), session.undo()
    assert offered(session, B, 1) == ["claim"]


def test_a_rejected_sentence_can_still_be_labelled_by_hand():
    session = related()
    session.tag(A, 1, 1, "claim")
    session.reject([B], session.proposed(B, 1))
    session.tag(B, 1, 1, "claim")
    assert names(session, B, 1) == ["claim"]


def test_taking_a_label_off_takes_back_what_was_carried_from_it():
    session = related()
    session.tag(A, 2, 2, "claim")
    session.tag(A, 1, 1, "claim")
    session.accept([B], session.proposed(B, 1))
    changed = session.tag(A, 1, 2, "claim")
    assert changed.message == "claim off sentences 2–3, and in 2 other versions"
    assert not any(record.annotations for record in everything(session).values())
    session.undo()
    assert names(session, B, 1) == names(session, C, 1) == names(session, B, 3) == ["claim"]


def test_what_a_person_changed_stays_when_the_original_goes():
    session = related()
    session.tag(A, 2, 2, "claim")
    (carried,) = session.labels(B, 3)
    session.set_attributes(B, carried.id, {"checkworthy": "unsure"})
    session.tag(A, 2, 2, "claim")
    assert names(session, B, 3) == ["claim"]
    assert not names(session, C, 3)


def test_a_label_given_again_by_hand_stays_when_the_original_goes():
    session = related()
    session.tag(A, 2, 2, "claim")
    session.tag(B, 3, 3, "claim")
    session.tag(B, 3, 3, "claim")
    session.tag(A, 2, 2, "claim")
    assert names(session, B, 3) == ["claim"]
    assert not names(session, C, 3)


def test_attributes_follow_to_where_nobody_changed_them():
    session = related()
    session.tag(A, 2, 2, "claim")
    session.set_attributes(C, session.labels(C, 3)[0].id, {"stance": "refute"})
    session.set_attributes(A, session.labels(A, 2)[0].id, {"checkworthy": "yes"})
    assert session.labels(B, 3)[0].attributes["checkworthy"] == "yes"
    assert "checkworthy" not in session.labels(C, 3)[0].attributes
    session.undo()
    assert "checkworthy" not in session.labels(B, 3)[0].attributes


def test_taking_a_carried_label_off_is_remembered_as_a_rejection():
    session = related()
    session.tag(A, 2, 2, "claim")
    session.tag(B, 3, 3, "claim")
    assert not session.labels(B, 3)
    assert not session.proposed(B, 3)
    assert names(session, A, 2) == names(session, C, 3) == ["claim"]
    session.tag(B, 3, 3, "claim")
    assert names(session, B, 3) == ["claim"]


def test_no_label_is_carried_and_taken_back():
    session = related()
    changed = session.clear(A, 2, 2)
    assert changed.message == "no label on sentence 3, and in 2 other versions"
    assert session.decided(B, 3)
    mark = next(iter(session.store.load(B.id).marks.values()))
    assert mark.origin == Origin("carried", "", 1.0, A.id, WIRE[2])
    session.clear(A, 2, 2)
    assert not session.decided(B, 3)


def test_no_label_on_an_edited_sentence_is_proposed_and_can_be_rejected():
    session = related()
    session.clear(A, 1, 1)
    assert offered(session, B, 1) == [""]
    session.reject([B], session.proposed(B, 1))
    assert not session.proposed(B, 1)
    assert not session.decided(B, 1)
    session.undo()
    session.accept([B], session.proposed(B, 1))
    assert session.decided(B, 1)
    assert session.decided(C, 1), "it is the same sentence there"


def test_a_decision_of_a_person_stands():
    session = related()
    session.relate(None)
    session.clear(B, 3, 3)
    session.tag(C, 3, 3, "quote")
    session.relate(KIN)
    session.tag(A, 2, 2, "claim")
    assert session.decided(B, 3)
    assert not session.labels(B, 3)
    assert not session.proposed(B, 3)
    assert names(session, C, 3) == ["quote", "claim"] or names(session, C, 3) == ["claim", "quote"]


def test_clearing_a_labelled_sentence_decides_the_others_too():
    session = related()
    session.tag(A, 2, 2, "claim")
    session.clear(A, 2, 2)
    assert not session.labels(B, 3)
    assert session.decided(B, 3)
    session.undo()
    assert names(session, B, 3) == ["claim"]


def test_a_label_replaces_a_no_label_that_was_only_carried():
    session = related()
    session.clear(A, 2, 2)
    session.tag(A, 2, 2, "claim")
    assert names(session, B, 3) == ["claim"]


def test_what_was_labelled_before_is_proposed_once_the_versions_are_known():
    session = make_session()
    session.tag(A, 2, 2, "claim")
    session.clear(A, 3, 3)
    before = everything(session)
    session.relate(KIN)
    assert offered(session, B, 3) == ["claim"]
    assert offered(session, B, 2) == [""]
    assert all(each.sure for each in session.proposals(B))
    assert everything(session) == before


def test_excluded_labels_are_neither_carried_nor_proposed():
    schema = Schema((Label("claim", "c", excludes=("opinion",)), Label("opinion", "o")))
    session = make_session(schema=schema)
    session.tag(B, 3, 3, "opinion")
    session.relate(KIN)
    session.tag(A, 2, 2, "claim")
    assert names(session, B, 3) == ["opinion"]
    assert "claim" not in offered(session, B, 3)


EXCLUDING = Schema((Label("claim", "c", excludes=("opinion",)), Label("opinion", "o"), Label("quote", "2")))


@pytest.mark.parametrize(("theirs", "new"), [("opinion", "claim"), ("quote", "quote")])
def test_what_clashes_there_does_not_follow(theirs, new):
    session = make_session(schema=EXCLUDING)
    session.relate(Kin.of([A, B]))
    first = "opinion" if new == "quote" else "quote"
    session.tag(A, 2, 2, first)
    session.relate(None)
    session.tag(B, 3, 3, theirs)
    session.relate(Kin.of([A, B]))
    session.relabel(A, session.labels(A, 2)[0].id, new)
    assert names(session, A, 2) == [new]
    assert sorted(names(session, B, 3)) == sorted([first, theirs])


def test_of_proposals_that_exclude_each_other_the_first_is_accepted():
    session = make_session(schema=EXCLUDING)
    suggesting(session, "claim", 0.9)
    suggesting(session, "opinion", 0.8)
    offers = session.proposed(A, 0)
    assert [each.label for each in offers] == ["claim", "opinion"]
    assert session.accept([A], offers).message == "claim accepted on sentence 1"
    assert names(session, A, 0) == ["claim"]


def test_an_attribute_of_words_goes_only_where_the_words_stand():
    label = Label("claim", "c", attributes=(Attribute("who", Kind.SPAN), Attribute("sure", Kind.TEXT)))
    session = make_session(schema=Schema((label,)))
    session.relate(KIN)
    session.tag_span(A, 0, len(WIRE[0]), "claim", attributes={"who": "nine weeks", "sure": "no"})
    assert dict(session.labels(B, 0)[0].attributes) == {"sure": "no"}


def test_words_are_carried_as_words_and_taken_back():
    session = related()
    start = A.text.index("near the market")
    session.tag_span(A, start, start + 15, "claim")
    (carried,) = session.labels(B, 3)
    assert carried.text == B.text[carried.start : carried.end] == "near the market"
    session.remove(A, session.labels(A, 2)[0].id)
    assert not session.labels(B, 3)


def test_stored_proposals_are_offered_and_answered_too():
    session = related()
    session.tag(B, 1, 1, "claim")
    record = session.store.load(B.id)
    (made,) = record.annotations.values()
    imported = replace(made, status=Status.PROPOSED, origin=Origin("imported", "x.json"))
    session.store.append(Step("import", "", (Change(B.id, B.digest, ((made, imported),)),)))
    (proposal,) = session.proposed(B, 1)
    assert (proposal.id, proposal.origin.kind) == (made.id, "imported")
    session.accept([B], [proposal])
    assert names(session, B, 1) == ["claim"]
    session.undo()
    session.reject([B], [proposal])
    assert not session.proposed(B, 1)
    assert not session.labels(B, 1)


def test_what_is_not_proposed_any_more_is_passed_over():
    session = related()
    session.tag(A, 1, 1, "claim")
    old = session.proposed(B, 1)
    session.accept([B], old)
    assert session.accept([B], old).seq is None
    assert session.reject([B], old).seq is None


def test_read_only_refuses():
    session = make_session(MemoryStore("anna", "another window writes"))
    session.relate(KIN)
    with pytest.raises(ReadOnly):
        session.tag(A, 2, 2, "claim")


def test_a_story_of_five_times_forty_sentences_takes_fewer_than_sixty_decisions():
    """One key a sentence of the first version; then all proposals of a version at once, and what is new."""
    session = related(*ARTICLES)
    first, *others = ARTICLES
    keys = 0
    for sentence in range(len(first.sentences)):
        text = first.sentence_text(sentence)
        if any(c.isdigit() for c in text) or "“" in text:
            session.tag(first, sentence, sentence, "quote" if "“" in text else "claim")
        else:
            session.clear(first, sentence, sentence)
        keys += 1
    for article in others:
        if proposals := session.proposals(article):
            session.accept([article], proposals)
            keys += 1
        while (undecided := session.next_undecided(article, -1)) is not None:
            session.clear(article, undecided, undecided)
            keys += 1
    assert all(session.progress(each)[0] == len(each.sentences) for each in ARTICLES)
    assert sum(len(each.sentences) for each in ARTICLES) > 200
    assert keys < 60
    spun = others[-1]
    assert session.labels(spun, 4)[0].origin.wording == first.sentence_text(4)


def test_a_version_that_comes_later_gets_its_proposals_when_it_is_opened():
    *known, late = ARTICLES
    session = related(*known)
    for sentence in range(len(known[0].sentences)):
        session.clear(known[0], sentence, sentence)
    before = everything(session)
    session.relate(Kin.of([late], known))
    offers = session.proposals(late)
    assert len(offers) > 30
    assert everything(session) == before
    session.accept([late], offers)
    assert session.progress(late)[0] == len({i for each in offers for i in each.sentences})


sentences = st.sampled_from(
    [*WIRE, *LATER, "Nobody was hurt.", "Ines Hartog said the repair would take a month."]
)
texts = st.lists(sentences, min_size=1, max_size=5)
acts = st.lists(
    st.tuples(
        st.sampled_from(["claim", "quote", "clear", "span", "attribute", "accept", "reject", "remove"]),
        st.integers(0, 2),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=8,
)


def perform(session: Session, articles: list[Article], act: tuple[str, int, int, int]) -> bool:
    """Do one act; tell whether it was a step."""
    kind, which, one, other = act
    article = articles[which]
    sentence = one % len(article.sentences)
    if kind in ("claim", "quote"):
        return session.tag(article, sentence, sentence, kind).seq is not None
    if kind == "clear":
        return session.clear(article, sentence, sentence).seq is not None
    if kind == "span":
        place = article.sentences[sentence]
        end = min(len(article.text), place.start + 5 + other * 4)
        return session.tag_piece(article, place.start, end, "quote").seq is not None
    if kind in ("accept", "reject"):
        offers = session.proposals(article)
        return getattr(session, kind)([article], offers[: other + 1]).seq is not None
    labels = session.labels(article, sentence)
    if not labels:
        return False
    if kind == "remove":
        return session.remove(article, labels[0].id).seq is not None
    return session.set_attributes(article, labels[0].id, {"note": str(other)}).seq is not None


def plain(session: Session) -> dict[str, Record]:
    return {each: record for each, record in everything(session).items() if not record.empty}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(texts, texts, texts, acts)
def test_undo_after_any_acts_restores_everything_and_redo_does_it_again(a, b, c, done):
    articles = [make_article(f"{name}.txt", *lines) for name, lines in zip("abc", (a, b, c), strict=True)]
    numbers = count()
    session = Session(MemoryStore("anna"), Schema.default(), make_clock(), lambda: f"n{next(numbers)}")
    kin = Kin.of(articles)
    session.relate(kin)
    states = [plain(session)]
    for act in done:
        if perform(session, articles, act):
            states.append(plain(session))
        check(session, kin, articles)
    for expected in reversed(states[:-1]):
        session.undo()
        assert_same(session, expected)
    for expected in states[1:]:
        session.redo()
        assert_same(session, expected)
    fresh = make_session(session.store)
    fresh.relate(kin)
    for article in articles:
        assert fresh.proposals(article) == session.proposals(article)


def assert_same(session: Session, expected: dict[str, Record]) -> None:
    found = plain(session)
    assert found.keys() == expected.keys()
    for each, record in expected.items():
        assert (found[each].annotations, found[each].marks) == (record.annotations, record.marks)


def check(session: Session, kin: Kin, articles: list[Article]) -> None:
    for article in articles:
        for each in session.annotations(article):
            assert article.text[each.start : each.end] == each.text
            assert all(article.text[p.start : p.end] == p.text for p in each.parts)
            if each.origin.kind == "carried":
                link = kin.link(each.origin.article, article.id)
                assert link is not None
                assert all(link.back(i) for i in each.sentences), "on a sentence without a counterpart"
        accepted = [a for a in session.annotations(article) if a.status is Status.ACCEPTED]
        places = [(a.label, a.start, a.end) for a in accepted if a.origin.kind == "carried"]
        assert len(places) == len(set(places)), "carried twice"
        for proposal in session.proposals(article):
            assert article.text[proposal.start : proposal.end] == proposal.text
            assert not any(
                a.label == proposal.label and a.start < proposal.end and proposal.start < a.end
                for a in accepted
            )


@settings(deadline=None, max_examples=60)
@given(texts, texts, st.data())
def test_putting_a_label_on_and_taking_it_off_leaves_nothing(a, b, data):
    articles = [make_article("a.txt", *a), make_article("b.txt", *b)]
    session = make_session()
    session.relate(Kin.of(articles))
    first = data.draw(st.integers(0, len(articles[0].sentences) - 1))
    last = data.draw(st.integers(0, len(articles[0].sentences) - 1))
    session.tag(articles[0], first, last, "claim")
    for article in articles:
        same = set(sentence_texts(articles[0])[min(first, last) : max(first, last) + 1])
        for each in session.annotations(article):
            assert each.text in same
    session.tag(articles[0], first, last, "claim")
    assert not plain(session)


def suggesting(session: Session, label: str = "claim", score: float = 0.97) -> None:
    """Have a label suggested for every sentence."""

    def suggest(view, sentence):
        place = view.article.sentences[sentence]
        text = view.article.sentence_text(sentence)
        origin = Origin("suggested", "claims", score)
        yield Proposal(
            view.article.id, label, place.start, place.end, text, (sentence,), origin, view.article.digest
        )

    session.suggest(suggest)


def test_a_carried_decision_of_no_label_outranks_suggestions():
    session = related()
    suggesting(session)
    session.clear(A, 2, 2)
    assert session.decision(B, 3).kind == "carried"
    assert not session.proposed(B, 3)


def test_a_proposed_decision_of_no_label_outranks_suggestions():
    session = make_session()
    suggesting(session)
    session.clear(A, 2, 2)
    session.relate(KIN)
    assert offered(session, B, 3) == [""]


def test_a_label_of_another_version_outranks_a_likelier_suggestion_of_it():
    session = related()
    session.tag(A, 1, 1, "claim")
    suggesting(session, score=1.0)
    (proposal,) = session.proposed(B, 1)
    assert proposal.origin.kind == "carried"


def test_a_rejected_suggestion_does_not_come_back_on_aligned_sentences():
    session = related()
    suggesting(session)
    session.reject([A], session.proposed(A, 1))
    assert not session.proposed(B, 1), "it was edited there"
    session.reject([A], session.proposed(A, 2))
    assert not session.proposed(B, 3), "it is the same there"
    assert session.proposed(B, 0)


def test_a_label_does_not_go_where_another_version_decided_that_there_is_none():
    session = related()
    session.clear(A, 2, 2)
    session.tag(B, 3, 3, "claim")
    assert names(session, B, 3) == ["claim"]
    assert not session.labels(A, 2)
    assert not session.labels(C, 3), "as A says"
    assert session.decided(C, 3)


def test_dropping_what_lost_its_place_takes_nothing_off_elsewhere():
    session = related()
    session.tag(A, 2, 2, "claim")
    shorter = make_article(A.id, WIRE[0], WIRE[1], WIRE[3])
    session.relate(Kin.of([shorter, B, C]))
    (lost,) = session.lost(shorter)
    changed = session.drop(shorter, [lost.id])
    assert not session.store.load(A.id).annotations
    assert names(session, B, 3) == names(session, C, 3) == ["claim"]
    assert set(changed.articles) == {A.id}
