from pathlib import Path

import pytest

from reader.corpus.formats.document import Document
from reader.corpus.formats.markdown import read

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def document(content: str) -> Document:
    found = read(content)
    assert isinstance(found, Document)
    return found


def test_blocks_become_paragraphs_and_front_matter_metadata() -> None:
    found = document((HOSTILE / "front-matter.md").read_text(encoding="utf-8"))
    assert found.metadata == {
        "Title": 'The "ferry" question: part 2',
        "publisher": "Harrow's Gazette",
        "Pubdate": "2024-03-05",
        "link": "https://harrow.example/ferry?a=1#b",
        "tags": ["ferry", "coast, road"],
        "authors": ["Ines Vole", "Jo Ash"],
    }
    assert found.text.split("\n\n") == [
        'The "ferry" question: part 2',
        "A paragraph that is wrapped with emphasis and a link.",
        "A block quote of two lines.",
        "one item",
        "another & more",
        "Route | Price",
        "Coast | £5",
        "Raw HTML",
        "code stays",
        "The end.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "---\nThis is a rule, and this is prose.\n---\n\nText.",
        "---\ntitle: never closed\n\nText.",
        "Text.\n\n---\na: b\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(content: str) -> None:
    found = document(content)
    assert found.metadata == {}
    assert "Text." in found.text
    assert "prose" in found.text or "a: b" in found.text or "never closed" in found.text


def test_a_folded_value_and_a_comment_in_the_front_matter() -> None:
    found = document(
        "---\n# a comment\ntitle: >\n  The ferry\n  question\nempty:\nurl: https://x.example/a:b\n---\nText."
    )
    assert found.metadata == {"title": "The ferry question", "empty": "", "url": "https://x.example/a:b"}


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("# The *ferry*\n\nText.", "The ferry"),
        ("The ferry\n=========\n\nText.", "The ferry"),
        ("By Jo Ash\n\n# The ferry\n\nText.", "The ferry"),
        ("## The ferry\n\nText.", "The ferry"),
        ("---\nheadline: Given\n---\n# The ferry\n\nText.", None),
        ("Text.\n\n## Related\n\nMore.", None),
    ],
)
def test_the_title_is_the_first_heading_if_none_is_given(content: str, title: str | None) -> None:
    found = document(content)
    assert found.metadata.get("title") == title
    assert title is None or title in found.text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("one\\\ntwo", "one\ntwo"),
        ("![a picture](x.png) and `code` and ~~gone~~", "a picture and code and gone"),
        ("5 * 3 is \\*fifteen\\* &lt;b&gt; a_b_c", "5 * 3 is *fifteen* <b> a_b_c"),
        ("[b]no link[/b] [@click=quit]", "[b]no link[/b] [@click=quit]"),
        ("a<br>b <!-- hidden\nhidden --> c", "a\nb  c"),
        ("<style>p {}</style>\n\nText.", "Text."),
        ("&#x1b;[31mred &#x202e;x", "\ufffd[31mred x"),
        ("", ""),
    ],
)
def test_inline_marks_leave_plain_text(content: str, text: str) -> None:
    assert document(content).text == text


@pytest.mark.parametrize(
    "unit", ["[", "![", "<", "<a ", "*", "**a ", "_a_ ", "`a", "> ", "&amp;", "|a", "- ", "a: b\n"]
)
def test_hostile_markdown_is_read_in_bearable_time_and_not_lost(unit: str) -> None:
    # Quadratic time would run into the timeout of the test.
    assert "end" in document(unit * (60_000 // len(unit)) + " end").text
