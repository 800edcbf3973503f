"""Suggestions as proposals of a session."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from reader.annotate.annotation import Origin, Status
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.suggest import proposing, quotes
from reader.suggest.proposing import Suggesting, proposal
from reader.suggest.suggesters import suggest
from reader.suggest.suggestion import Suggestion


def quotes_only(article: Article) -> list[Suggestion]:
    return [each for each in quotes.suggest(article) if each.score >= 0.4]


@pytest.fixture
def session() -> Session:
    numbers = count()
    store = MemoryStore("anna")
    return Session(
        store, Schema.default(), lambda: datetime(2026, 5, 1, tzinfo=UTC), lambda: f"id{next(numbers)}"
    )


def test_a_suggestion_is_proposed_on_every_sentence_it_touches(session: Session, article: Article) -> None:
    suggesting = Suggesting(quotes_only)
    session.suggest(suggesting)
    assert session.proposals(article) == ()
    suggesting.read(article)
    direct, indirect = session.proposals(article)
    assert article.text[direct.start : direct.end] == direct.text
    assert [article.text[part.start : part.end] for part in direct.parts] == [
        part.text for part in direct.parts
    ]
    touched = [i for i in range(len(article.sentences)) if direct in session.proposed(article, i)]
    assert touched == list(direct.sentences)
    assert direct.origin == Origin("suggested", "quotes", quotes_only(article)[0].score)
    assert indirect.attributes["kind"] == "indirect"


def test_what_is_accepted_is_a_label_with_parts_and_what_is_rejected_stays_away(
    session: Session, article: Article
) -> None:
    suggesting = Suggesting(quotes_only)
    suggesting.read(article)
    session.suggest(suggesting)
    direct, indirect = session.proposals(article)
    session.accept([article], [direct])
    session.reject([article], [indirect])
    assert session.proposals(article) == ()
    stored = session.store.read(article.id).annotations.values()
    accepted = next(each for each in stored if each.status is Status.ACCEPTED)
    assert accepted.parts == direct.parts
    assert accepted.attributes == direct.attributes
    assert accepted.origin == direct.origin


def test_a_proposal_has_the_same_id_for_the_same_text_only(article: Article) -> None:
    first, second = (proposal(article, each) for each in quotes_only(article))
    assert first.id == proposal(article, quotes_only(article)[0]).id
    other = replace(article, id="other.txt")
    assert len({first.id, second.id, proposal(other, quotes_only(other)[0]).id}) == 3


def test_only_the_articles_read_last_are_kept(session: Session, article: Article) -> None:
    suggesting = Suggesting(quotes_only, most=1)
    session.suggest(suggesting)
    other = replace(article, id="other.txt")
    suggesting.read(article)
    suggesting.read(other)
    assert session.proposals(article) == ()
    assert len(session.proposals(other)) == 2
    again = Suggesting(quotes_only, most=2)
    session._derived.suggesters = [again]
    for each in (article, other, article, replace(article, id="third.txt")):
        again.read(each)
    assert len(session.proposals(article)) == 2


def test_a_quote_over_a_held_out_sentence_waits_for_it(session: Session, monkeypatch) -> None:
    text = "It rained.\n\n“The dam leaks. We saw it,” Ada Holm said."
    article = Article("a.txt", text, "a")
    for apart in ("“The dam leaks.", "We saw it,” Ada Holm said."):
        monkeypatch.setattr(proposing, "held_out", apart.__eq__)
        suggesting = Suggesting(quotes_only)
        suggesting.read(article)
        session._derived.suggesters = [suggesting]
        assert session.proposals(article) == ()
    session.clear(article, 2, 2)
    (quote,) = session._derived.suggesters[0](session._view(article), 1)
    assert quote.sentences == (1, 2)


def test_a_quote_is_answered_on_any_of_its_sentences(session: Session) -> None:
    article = Article("a.txt", "“The dam leaks. We saw it,” Ada Holm said.", "a")
    suggesting = Suggesting(quotes_only)
    suggesting.read(article)
    (quote,) = suggesting(session._view(article), 0)
    session.suggest(lambda view, sentence: [quote] if sentence else [])
    assert session.accept([article], [quote]).message.startswith("quote")


def test_labels_the_schema_does_not_have_are_not_suggested(article: Article) -> None:
    quote = replace(Schema.default().get("quote"), attributes=(), parts=())
    numbers = count()
    clock = lambda: datetime(2026, 5, 1, tzinfo=UTC)  # noqa: E731
    session = Session(MemoryStore("anna"), Schema((quote,)), clock, lambda: f"id{next(numbers)}")
    suggesting = Suggesting(suggest)
    suggesting.read(article)
    session.suggest(suggesting)
    wanted = session.proposals(article)
    assert {each.label for each in wanted} == {"quote"}
    session.accept([article], wanted)
    kept = session.store.read(article.id).annotations.values()
    assert kept
    assert all(not session.schema.check(e.label, e.attributes, [p.role for p in e.parts]) for e in kept)
