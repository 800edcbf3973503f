"""Quotes as suggestions."""

from reader.annotate.annotation import Origin
from reader.corpus.article import Article
from reader.suggest import quotes, suggesters
from reader.suggest.suggestion import Shown


def test_a_quote_covers_its_content_and_has_its_parts(article: Article) -> None:
    one, _ = suggesters.suggest(article, Shown(without=frozenset({"claim"})))
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
    def kinds(above: float = 0.5, *without: str) -> list[str]:
        shown = Shown(above, frozenset(without))
        return [each.attributes.get("kind", each.label) for each in suggesters.suggest(article, shown)]

    assert [kind for kind in kinds() if kind != "claim"] == ["direct", "indirect"]
    assert kinds(0.5, "claim") == ["direct", "indirect"]
    assert kinds(0, "claim") == ["direct", "direct", "indirect"]
    assert kinds(1) == []
    assert kinds(0.5, "claim", "direct", "mixed") == ["indirect"]
    assert kinds(0, "claim", "quote") == []
