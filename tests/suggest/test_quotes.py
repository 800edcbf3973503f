"""Quotes as suggestions."""

from reader.annotate.annotation import Origin
from reader.corpus.article import Article
from reader.suggest import quotes, suggesters


def test_a_quote_covers_its_content_and_has_its_parts(article: Article) -> None:
    one, _ = suggesters.suggest(article, labels=("quote",))
    text = article.text
    assert (one.suggester, one.label) == ("quotes", "quote")
    assert text[one.start : one.end] == "“It rose,” Holm said, “and nobody came.”"
    assert [(role, text[start:end]) for role, start, end in one.parts] == [
        ("content", "“It rose,”"),
        ("content", "“and nobody came.”"),
        ("cue", "said"),
        ("source", "Holm"),
    ]
    assert one.attributes == {"kind": "direct", "medium": "speech", "speaker": "Ada Holm"}
    assert one.origin == Origin("suggested", "quotes", one.score)
    assert one.reasons


def test_attributes_are_those_of_the_label(article: Article) -> None:
    from reader.annotate.schema import Schema

    label = Schema.default().get("quote")
    known = {each.name: each.values for each in label.attributes}
    roles = {role.name for role in label.parts}
    for each in quotes.suggest(article):
        assert {role for role, *_ in each.parts} <= roles
        for name, value in each.attributes.items():
            assert not known[name] or value in known[name]


def test_scores_kinds_and_labels_narrow_what_is_suggested(article: Article) -> None:
    def kinds(**wanted: object) -> list[object]:
        return [
            each.attributes.get("kind", each.label)
            for each in suggesters.suggest(article, **{"labels": ("quote",), **wanted})
        ]  # type: ignore[arg-type]

    assert kinds() == ["direct", "indirect"]
    assert kinds(above=0) == ["direct", "direct", "indirect"]
    assert kinds(above=1) == []
    assert kinds(kinds=["indirect"]) == ["indirect"]
    assert kinds(labels=["nothing"]) == []
    assert kinds(labels=["quote", "claim"], kinds=["direct"]) == ["direct"]
