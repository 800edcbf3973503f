"""Quotes learned from finished articles."""

from dataclasses import replace
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
    assert Finished.of(article, annotations) == known._replace(unclear=[])


def test_quotes_whose_parts_nobody_told_teach_nothing(tmp_path: Path) -> None:
    text, _ = finished("Holm", "the dam leaks")
    whole = Annotation("1", "a.txt", "quote", 20, 60, text[20:60], (1,), Anchor(), "anna", "", "")
    other = replace(whole, id="2", parts=(Part("content", 30, 40, ""), Part("addressee", 0, 3, "")))
    article = Article("a.txt", text, "a")
    assert Finished.of(article, [whole, other]) == Finished(text, [("content", 30, 40)], [(20, 60)])
    path = tmp_path / "quotes.crf"
    unclear = [
        finished(name, thing)[1]._replace(parts=(), unclear=[(20, 40)]) for name in NAMES for thing in THINGS
    ]
    crf.train([*unclear, *(finished(name, thing)[1] for name in NAMES for thing in THINGS[:2])], path)
    new = Article("b.txt", "Mayor Sand swears by how the old bridge holds.", "b")
    assert [each.suggester for each in Learned(path).suggest(new)] == [crf.NAME]


def test_parts_are_found_by_place() -> None:
    parts = [("content", 0, 30), ("cue", 5, 8), ("source", 40, 44), ("content", 44, 50)]
    found = crf._Parts(parts)
    for start, end in ((0, 1), (8, 9), (30, 40), (39, 41), (43, 45), (50, 60), (0, 60)):
        assert found.within(start, end) == [p for p in parts if p[1] < end and start < p[2]]


def test_without_articles_nothing_is_written(tmp_path: Path) -> None:
    assert crf.train([], tmp_path / "none.crf") == 0
    assert not (tmp_path / "none.crf").exists()
    with pytest.raises(OSError, match=r"none\.crf"):
        Learned(tmp_path / "none.crf")
    (tmp_path / "text.crf").write_bytes(b"no model")
    with pytest.raises(ValueError, match="model"):
        Learned(tmp_path / "text.crf")
