"""Quotes learned in the background from what is finished."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reader.annotate.annotation import State
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.suggest import apart, crf, quotes
from reader.suggest.advising import Adviser
from reader.suggest.crf import Finished
from reader.suggest.suggestion import Suggestion
from reader.workspace import new_id, now

pytest.importorskip("pycrfsuite")
NEW = "Mayor Sand swears by how the pier holds."


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    for name in "ABCDEFGHIJKLM":
        text = f"The hall was full.\n\nMayor {name}olm swears by how the dam leaks.\n\nIt rained until noon."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    opened = Corpus.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def session() -> Session:
    return Session(MemoryStore("anna"), Schema.default(), now, new_id)


def finish(session: Session, article: Article) -> None:
    def place(role: str, words: str) -> tuple[str, int, int]:
        start = article.text.index(words)
        return role, start, start + len(words)

    content = place("content", "how the dam leaks")
    parts = [content, place("cue", "swears by"), place("source", f"Mayor {article.id[0]}olm")]
    session.tag_span(article, *content[1:], "quote", parts=parts)
    session.set_state(article, State.DONE)


def suggested(adviser: Adviser, session: Session, article: Article) -> list[str]:
    adviser.read(article)
    session._derived.suggesters = [adviser]
    return [each.origin.source for each in session.proposals(article)]


def test_what_ten_finished_articles_teach_is_suggested_and_kept(corpus, session, monkeypatch) -> None:
    articles = [article for article in corpus if article.id != "new.txt"]
    new = corpus["new.txt"]
    for article in articles[: crf.ENOUGH - 1]:
        finish(session, article)
    adviser = Adviser(session.store)
    assert not adviser.teach(corpus, lambda: False), "too few"
    assert suggested(adviser, session, new) == []
    finish(session, articles[crf.ENOUGH - 1])
    assert not adviser.teach(corpus, lambda: False), "asked before"
    assert not adviser.teach(corpus, lambda: True, again=True), "cancelled"
    assert adviser.teach(corpus, lambda: False, again=True)
    assert suggested(adviser, session, new) == [crf.NAME]
    finish(session, articles[crf.ENOUGH])
    assert not adviser.teach(corpus, lambda: False, again=True), "one more is nothing new"

    session.set_state(articles[crf.ENOUGH], None)
    monkeypatch.setattr(subprocess, "Popen", None)
    later = Adviser(session.store)
    assert later.teach(corpus, lambda: False), "kept beside the index"
    assert suggested(later, session, new) == [crf.NAME]
    kept = list(corpus.index.file.parent.glob("*.crf"))
    assert len(kept) == 1


def test_what_was_corrected_is_learned_anew(corpus, session) -> None:
    articles = [article for article in corpus if article.id != "new.txt"][: crf.ENOUGH]
    for article in articles:
        finish(session, article)
    assert Adviser(session.store).teach(corpus, lambda: False)
    (kept,) = corpus.index.file.parent.glob("*.crf")
    assert Adviser(session.store).teach(corpus, lambda: False)
    assert list(corpus.index.file.parent.glob("*.crf")) == [kept]
    session.clear(articles[0], 1, 1)
    assert Adviser(session.store).teach(corpus, lambda: False)
    assert kept not in list(corpus.index.file.parent.glob("*.crf"))


def test_what_was_learned_is_measured_on_other_stories(corpus, session, monkeypatch) -> None:
    articles = [article for article in corpus if article.id != "new.txt"][: crf.ENOUGH]
    for article in articles:
        finish(session, article)
    taught: list[list[str]] = []
    train = crf.train
    monkeypatch.setattr(crf, "train", lambda known, path: train(keep(taught, known), path))
    suggest = crf.crossed(corpus, session.store, lambda article: article[0] if article[0] > "C" else "C")
    assert [len(each) for each in taught] == [6, 4], "A, B and C are one story"
    assert not {*taught[0]} & {*taught[1]}
    assert [each.suggester for each in suggest(corpus["new.txt"])] == [crf.NAME]
    with pytest.raises(ValueError, match="two stories"):
        crf.crossed(corpus, session.store, lambda _: "one")


def keep(taught: list[list[str]], known: Iterable[Finished]) -> Iterable[Finished]:
    articles = list(known)
    taught.append([each.text for each in articles])
    return articles


def test_what_was_read_while_learning_is_read_again(session) -> None:
    article = Article("a.txt", "“It rose,” Holm said.", "a")
    adviser = Adviser(session.store)

    def slow(article: Article) -> list[Suggestion]:
        adviser._quoted = lambda _: []
        return quotes.suggest(article)

    adviser._quoted = slow
    adviser.read(article)
    adviser.read(article)
    assert suggested(adviser, session, article) == []


def test_without_the_extra_nothing_is_learned(corpus, session, monkeypatch) -> None:
    monkeypatch.setattr(crf, "installed", lambda: False)
    monkeypatch.setattr(apart, "taught", None)
    assert not Adviser(session.store).teach(corpus, lambda: False)


def test_a_process_that_is_told_only_half_learns_nothing(tmp_path: Path) -> None:
    model = tmp_path / "half.crf"
    told = subprocess.run(
        [sys.executable, "-m", "reader.suggest.apart", str(model)],
        input='["A.", [], []]\n',
        text=True,
        check=False,
        capture_output=True,
    )
    assert told.returncode != 0
    assert not model.exists()
