"""Annotations whose article has another name: found by the text, and taken there in one step."""

from pathlib import Path

import pytest
from annotate_helpers import LINES, make_article, make_session

from reader.annotate.annotation import State
from reader.annotate.carry import Kin
from reader.annotate.strays import Stray, likely, strays
from reader.corpus.corpus import Corpus

TEXT = "\n".join(LINES)


@pytest.fixture
def corpus_of(tmp_path: Path):
    opened: list[Corpus] = []

    def make(**texts: str) -> Corpus:
        folder = tmp_path / "news"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        opened.append(Corpus.open(folder, cache=tmp_path / "index"))
        return opened[0]

    yield make
    for corpus in opened:
        corpus.close()


def labelled(*names: str):
    session = make_session()
    for name in names:
        article = make_article(f"{name}.txt", *LINES)
        session.tag(article, 0, 0, "claim")
        session.clear(article, 1, 1)
        session.set_state(article, State.DONE)
    return session


def test_an_article_with_the_same_text_is_the_one_that_is_gone(corpus_of):
    session, corpus = labelled("old"), corpus_of(new=TEXT, other="Rain.")
    assert strays(session.store, corpus) == [Stray("old.txt", ("new.txt",), "new.txt")]
    before = session.store.load("old.txt")
    changed = session.follow({"old.txt": "new.txt"})
    assert changed.message == "labels of old.txt follow it to new.txt"
    assert session.store.load("old.txt").empty
    article = corpus["new.txt"]
    assert [a.article for a in session.annotations(article)] == ["new.txt"]
    assert session.progress(article) == (2, 4)
    assert session.state(article) is State.DONE
    assert strays(session.store, corpus) == []
    session.undo()
    assert session.store.load("old.txt") == before
    assert session.annotations(article) == ()


def test_two_that_are_gone_cannot_be_told_apart(corpus_of):
    session, corpus = labelled("old", "older"), corpus_of(new=TEXT)
    assert [each.to for each in strays(session.store, corpus)] == [None, None]


def test_nothing_follows_to_an_article_that_has_labels(corpus_of):
    session, corpus = labelled("old", "new"), corpus_of(new=TEXT)
    assert strays(session.store, corpus) == [Stray("old.txt", ("new.txt",))]
    mine = set(session.store.load("new.txt").annotations)
    session.follow({"old.txt": "new.txt"})
    record = session.store.load("new.txt")
    assert mine < set(record.annotations)
    assert len(record.annotations) == 2
    assert len(record.marks) == 1
    session.undo()
    assert set(session.store.load("new.txt").annotations) == mine


def test_an_edited_article_is_guessed_by_its_phrases(corpus_of):
    session = make_session()
    article = make_article("old.txt", "The council of Osley will vote on the money in June.", "Costs rose.")
    session.tag(article, 0, 1, "claim")
    corpus = corpus_of(
        new="Again: the council of Osley will vote on the money in July.", other="The council voted."
    )
    assert strays(session.store, corpus) == [Stray("old.txt")]
    record = session.store.load("old.txt")
    assert likely(corpus, record) == "new.txt"
    session.follow({"old.txt": "new.txt"})
    assert [each.candidate is None for each in session.lost(corpus["new.txt"])] == [False, True]


def test_what_was_undone_is_not_done_again(corpus_of):
    session, corpus = labelled("old"), corpus_of(new=TEXT)
    assert strays(session.store, corpus) == [Stray("old.txt", ("new.txt",), "new.txt")]
    session.follow({"old.txt": "new.txt"})
    session.undo()
    assert strays(session.store, corpus) == [Stray("old.txt", ("new.txt",))]
    session.redo()
    assert strays(session.store, corpus) == []
    session.undo()
    session.clear(make_article("elsewhere.txt"), 0, 0)
    assert Stray("old.txt", ("new.txt",)) in strays(session.store, corpus), "whatever was done since"


def test_what_was_undone_is_known_after_a_restart(corpus_of, open_store):
    session = make_session(open_store())
    session.set_state(make_article("old.txt", *TEXT.split("\n")), State.DONE)
    session.follow({"old.txt": "new.txt"})
    session.undo()
    session.clear(make_article("elsewhere.txt"), 0, 0)
    session.store.close()
    assert [step.message.split()[0] for step in open_store().undone()] == ["labels"]


def test_several_follow_in_one_step():
    session = labelled("a", "b")
    assert session.follow({"a.txt": "c.txt", "b.txt": "d.txt"}).message.startswith("labels of 2 articles")
    session.undo()
    assert list(session.store.articles()) == ["a.txt", "b.txt"]
    assert session.follow({"x.txt": "y.txt"}).articles == ()


def test_what_was_carried_from_an_article_is_known_as_carried_from_its_new_name():
    session, old, new, other = make_session(), make_article("a"), make_article("n"), make_article("b")
    session.relate(Kin.of([old, other]))
    session.clear(old, 1, 2)
    session.tag(old, 0, 0, "claim")
    session.follow({"a": "n"})
    session.relate(Kin.of([new, other]))
    assert {each.origin.article for each in session.store.load("b").pieces()} == {"n"}
    session.clear(new, 1, 1)
    assert not session.decided(other, 1)
    session.tag(new, 2, 2, "claim")
    assert session.labels(other, 2)
    for _ in range(3):
        session.undo()
    assert {each.origin.article for each in session.store.load("b").pieces()} == {"a"}
