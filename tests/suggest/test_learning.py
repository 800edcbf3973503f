"""What decisions teach, the tenth that is held out, and how suggesters fare."""

from datetime import UTC, datetime, timedelta
from itertools import count

from reader.annotate.carry import Kin
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.suggest import claims
from reader.suggest.claims import Claims
from reader.suggest.learning import HELD_OUT, decisions, held_out
from reader.suggest.measuring import measure
from reader.suggest.proposing import Suggesting
from reader.suggest.suggesters import suggest, suggesters

FOUR = ("The bridge is closed.", "“We saw it,” she said.", "It opens in May.", "Costs rose.")
LINES = [f"The council spent {n} million pounds in {2000 + n}." for n in range(60)]


def make_article(name: str = "story/a.txt", *lines: str) -> Article:
    return Article(name, "\n".join(lines or FOUR), name)


def make_session() -> Session:
    seconds, ids = count(), count()
    begun = datetime(2026, 5, 1, tzinfo=UTC)
    clock = lambda: begun + timedelta(seconds=next(seconds))  # noqa: E731
    return Session(MemoryStore("anna"), Schema.default(), clock, lambda: f"id{next(ids)}")


def test_decisions_are_claims_and_decided_negatives_the_oldest_first() -> None:
    article, session = make_article(), make_session()
    session.tag(article, 3, 3, "claim")
    session.clear(article, 0, 0)
    session.tag(article, 1, 1, "quote")
    session.tag(article, 1, 1, "claim")
    session.tag(article, 2, 2, "quote")
    texts = [article.sentence_text(each) for each in range(4)]
    assert decisions(session.store) == [
        (texts[3], True),
        (texts[0], False),
        (texts[1], True),
        (texts[2], False),
    ]
    assert Claims.learned(decisions(session.store)).count == 4


def test_a_rejected_claim_is_a_negative_and_a_copy_no_decision() -> None:
    here, there = make_article("a.txt", *LINES[:9]), make_article("b.txt", *LINES[:9])
    session = make_session()
    session.relate(Kin.of([here, there]))
    suggesting = Suggesting(suggest)
    suggesting.read(here)
    session.suggest(suggesting)
    wanted = session.proposals(here)
    session.reject([here], wanted[:1])
    session.accept([here], wanted[1:2])
    session.clear(here, 8, 8)
    assert decisions(session.store) == [(wanted[0].text, False), (wanted[1].text, True), (LINES[8], False)]
    session.tag(there, 8, 8, "claim")
    assert decisions(session.store)[-1] == (LINES[8], True), "the last word on it"
    session.tag(there, 1, 1, "claim")
    session.clear(there, 0, 0)
    assert decisions(session.store)[-1][0] == LINES[0], "what was decided anew is the newest"


def test_what_was_rejected_stays_away_where_sentences_were_merged() -> None:
    first, second = (
        "The council spent 12 million pounds on the old pier",
        "it spent 9 million on the new quay",
    )
    others = [each for each in LINES[:9] if not held_out(each)]
    for rejected in (1, 2):
        here = make_article("a.txt", others[0], f"{first}.", f"{second[0].upper()}{second[1:]}.", *others[1:])
        there = make_article("b.txt", others[0], f"{first}, and {second}.", *others[1:])
        session = make_session()
        session.relate(Kin.of([here, there]))
        suggesting = Suggesting(suggest)
        for each in (here, there):
            suggesting.read(each)
        session.suggest(suggesting)
        assert session.proposed(there, 1)
        session.reject([here], session.proposed(here, rejected))
        assert not session.proposed(there, 1), rejected


def test_what_is_held_out_can_be_left_apart() -> None:
    article, session = make_article("a.txt", *LINES), make_session()
    for sentence in range(60):
        session.clear(article, sentence, sentence)
    known, apart = decisions(session.store), decisions(session.store, apart=True)
    assert apart == [each for each in known if not held_out(each[0])]
    assert len(apart) < len(known) == 60


def test_about_a_tenth_is_held_out_the_same_for_everybody() -> None:
    chosen = [held_out(f"The {each} boats came in.") for each in range(5000)]
    assert chosen == [held_out(f"the {each} boats came in") for each in range(5000)]
    assert 0.8 < sum(chosen) * HELD_OUT / 5000 < 1.2


def test_held_out_sentences_have_no_proposal_before_they_are_decided() -> None:
    article, session = make_article("a.txt", *LINES), make_session()
    suggesting = Suggesting(suggest)
    suggesting.read(article)
    session.suggest(suggesting)
    proposed = {s for each in session.proposals(article) for s in each.sentences}
    apart = {s for s in range(60) if held_out(LINES[s])}
    assert apart
    assert proposed == set(range(60)) - apart
    first = min(apart)
    session.clear(article, first, first)
    assert suggesting(View(article, session.store.load("a.txt")), first)


def test_what_became_of_suggestions_is_counted() -> None:
    article, session = make_article("a.txt", *LINES), make_session()
    suggesting = Suggesting(suggest)
    suggesting.read(article)
    session.suggest(suggesting)
    wanted = session.proposals(article)
    session.accept([article], wanted[:3])
    session.reject([article], wanted[3:5])
    for sentence in range(60):
        if held_out(LINES[sentence]):
            session.tag(article, sentence, sentence, "claim")
    suggester = suggesters()[claims.NAME]
    fare = measure([article], session.store, claims.NAME, claims.LABEL, suggester)
    assert (fare.accepted, fare.rejected, fare.edited, fare.shown) == (3, 2, 0, 3)
    assert (fare.precision, fare.recall) == (1.0, 1.0)
    assert measure([], session.store, "x", "y", suggester).precision is None


def test_versions_of_a_held_out_sentence_have_no_proposal_either() -> None:
    apart = next(s for s in range(60) if held_out(LINES[s]))
    edited = next(
        each for n in range(99) if not held_out(each := LINES[apart].replace("council", f"council {n}"))
    )
    here = make_article("a.txt", *LINES)
    there = make_article("b.txt", *LINES[:apart], edited, *LINES[apart + 1 :])
    session = make_session()
    suggesting = Suggesting(suggest, kin=lambda: session.kin)
    suggesting.read(there)
    session.suggest(suggesting)
    assert session.proposed(there, apart), "nobody knows of the other version"
    session.relate(Kin.of([here, there]))
    assert not session.proposed(there, apart)
    session.clear(there, apart, apart)
    assert suggesting(View(there, session.store.load("b.txt")), apart)
