"""Quotes learned from finished articles."""

from pathlib import Path

import pytest

from reader.annotate.annotation import Anchor, Annotation, Part, Status
from reader.corpus.article import Article
from reader.suggest import crf, quotes
from reader.suggest.crf import Finished, Learned

pytest.importorskip("pycrfsuite")
NAMES = ("Holm", "Lund", "Berg", "Dahl", "Ek", "Falk", "Moe", "Ness", "Rud", "Vik")
THINGS = ("the dam leaks", "the ferry is late", "rents doubled", "the pier is rotten", "nobody came")


def finished(name: str, thing: str) -> tuple[str, Finished]:
    """Return an article whose annotator takes `swears by` for a cue, which no rule knows."""
    text = f"The hall was full.\n\nMayor {name} swears by how {thing}.\n\nIt rained until noon."
    content, cue, source = f"how {thing}", "swears by", f"Mayor {name}"
    places = [(role, text.index(words), text.index(words) + len(words)) for role, words in (
        ("content", content), ("cue", cue), ("source", source)
    )]  # fmt: skip
    return text, Finished(text, places)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    path = tmp_path_factory.mktemp("model") / "quotes.crf"
    articles = [finished(name, thing)[1] for name in NAMES for thing in THINGS]
    assert crf.train(articles, path) == 50
    return Learned(path)


def test_a_cue_of_the_annotators_own_is_learned(model: Learned) -> None:
    text = "Mayor Sand swears by how the old bridge holds."
    article = Article("a.txt", text, "a")
    assert [each.label for each in quotes.suggest(article)] == []
    (one,) = model.suggest(article)
    assert one.suggester == crf.NAME
    assert {role: text[start:end] for role, start, end in one.parts} == {
        "content": "how the old bridge holds",
        "cue": "swears by",
        "source": "Mayor Sand",
    }
    assert 0 < one.score <= 1
    assert one.attributes["kind"] == "indirect"


def test_quotations_in_marks_are_left_to_the_rules(model: Learned) -> None:
    article = Article("a.txt", "“It rose,” Holm said. “Nobody came.”", "a")
    assert model.suggest(article) == quotes.suggest(article)
    assert model.suggest(Article("b.txt", "", "b")) == []


def test_only_accepted_quotes_are_learned_from() -> None:
    text, known = finished("Holm", "the dam leaks")
    parts = tuple(Part(role, start, end, text[start:end]) for role, start, end in known.parts)

    def made(label: str, status: Status) -> Annotation:
        return Annotation(
            label, "a.txt", label, 0, 3, text[:3], (0,), Anchor(), "anna", "", "", parts, status=status
        )

    article = Article("a.txt", text, "a")
    annotations = [
        made("quote", Status.ACCEPTED),
        made("quote", Status.REJECTED),
        made("claim", Status.ACCEPTED),
    ]
    assert Finished.of(article, annotations) == known


def test_without_articles_nothing_is_written(tmp_path: Path) -> None:
    assert crf.train([], tmp_path / "none.crf") == 0
    assert not (tmp_path / "none.crf").exists()
    with pytest.raises(OSError, match=r"none\.crf"):
        Learned(tmp_path / "none.crf")
    (tmp_path / "text.crf").write_bytes(b"no model")
    with pytest.raises(ValueError, match="model"):
        Learned(tmp_path / "text.crf")
