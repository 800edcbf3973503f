"""What can be filled in of a quote from the words around it."""

import pytest
from annotate_helpers import make_session

from reader.annotate.quoting import names_given, offer
from reader.annotate.schema import Attribute, Kind, Label, Schema
from reader.corpus.article import Article

TEXT = (
    "Ada Holm, the harbour minister, opened the dam on Monday. Ola Berg warned that it leaks.\n\n"
    "“We found cracks,” Holm said. “They are deep. They grow.” Nobody else spoke.\n\n"
    "Rain fell for a week."
)
ARTICLE = Article("a", TEXT, "a")
QUOTE = Schema.default().get("quote")


def label(words: str, article: Article = ARTICLE, **said: object):
    session = make_session()
    start = article.text.index(words)
    session.tag_span(article, start, start + len(words), "quote", attributes=said)
    return session.annotations(article)[0]


def parts(found, article: Article = ARTICLE) -> list[tuple[str, str]]:
    return [(role, article.text[a:b]) for role, a, b in found.parts or ()]


def test_kind_parts_and_speaker_of_a_sentence() -> None:
    found = offer(ARTICLE, label("“We found cracks,” Holm said."), QUOTE)
    assert found.attributes == {"kind": "direct", "medium": "speech", "speaker": "Ada Holm"}
    assert parts(found) == [("content", "“We found cracks,”"), ("cue", "said"), ("source", "Holm")]
    assert found.speakers[:2] == ("Ada Holm", "Ola Berg")


def test_the_middle_of_an_interrupted_quotation_is_from_whoever_began() -> None:
    found = offer(ARTICLE, label("They grow.”"), QUOTE)
    assert found.attributes["speaker"] == "Ada Holm"
    assert ("cue", "said") in parts(found)


def test_parts_too_far_from_the_label_are_not_filled_in() -> None:
    article = Article("a", "“One is bad.\n\n“Two is bad.\n\n“Three is bad,” Ada Holm said.", "a")
    assert "cue" not in dict(parts(offer(article, label("“One is bad.", article), QUOTE), article))
    assert "cue" in dict(parts(offer(article, label("“Two is bad.", article), QUOTE), article))


def test_what_was_said_stays_and_names_given_come_next() -> None:
    made = label("“We found cracks,” Holm said.", kind="mixed", speaker="A. Holm")
    found = offer(ARTICLE, made, QUOTE, ["Zoe Marsh", "Ada Holm"])
    assert "kind" not in found.attributes
    assert "speaker" not in found.attributes
    assert found.speakers[:3] == ("Ada Holm", "Zoe Marsh", "Ola Berg")


def test_where_nothing_is_quoted_there_is_little_to_fill_in() -> None:
    found = offer(ARTICLE, label("Rain fell for a week."), QUOTE)
    assert found.attributes == {"kind": "indirect"}
    assert found.parts is None


def test_a_label_without_a_speaker_or_with_other_kinds_gets_what_it_has_room_for() -> None:
    made = label("“We found cracks,” Holm said.")
    assert offer(ARTICLE, made, Label("claim", "c")).attributes == {}
    other = Label(
        "say", "s", attributes=(Attribute("speaker"), Attribute("kind", Kind.CHOICE, ("own", "not")))
    )
    found = offer(ARTICLE, made, other)
    assert (found.attributes, found.parts) == ({"speaker": "Ada Holm"}, None)


def test_a_long_article_is_read_around_the_quote_alone() -> None:
    filler = "Nothing came of it then, in the end, for anybody.\n\n" * 1000
    article = Article("long", filler + TEXT + "\n\n" + filler, "long")
    found = offer(article, label("“We found cracks,” Holm said.", article), QUOTE)
    assert found.attributes["speaker"] == "Ada Holm"
    assert parts(found, article)[-1] == ("source", "Holm")


@pytest.mark.parametrize("text", ["「桥关了。」他说。", "“הגשר סגור,” אמר.", "“", "e\u0301"])
def test_other_scripts_and_debris(text: str) -> None:
    article = Article("a", text, "a")
    found = offer(article, label(text, article), QUOTE)
    assert all(0 <= a < b <= len(text) for _, a, b in found.parts or ())


def test_names_given_are_the_latest_first() -> None:
    session = make_session()
    for start, name in ((0, "Ada Holm"), (4, "Ola Berg"), (9, "Ada Holm")):
        session.tag_span(ARTICLE, start, start + 3, "quote", attributes={"speaker": name})
    assert names_given(session.annotations(ARTICLE)) == ["Ada Holm", "Ola Berg"]
