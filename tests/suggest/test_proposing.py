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
from reader.suggest import quotes
from reader.suggest.proposing import Suggesting, proposal
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
