import sys

import pytest

WORDS = "the mayor said on monday that ferry number {} would not sail again before the road is mended"
PARAGRAPHS = [f"{WORDS.format(number)}, and {number} people agreed." for number in range(6)]


def page(body: str = "", head: str = "", before: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"{before}<html><head><title>The ferry stays - Gazette</title>{head}</head><body>"
        f'<nav><a href="/">Home</a></nav><article>{paragraphs}{body}</article>'
        "<footer>All rights reserved</footer></body></html>"
    )


HEAD = """<meta property="og:site_name" content="Harrow Gazette">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://harrow.example/ferry">"""


def test_the_main_text_and_what_the_page_says_of_itself(reading) -> None:
    (found,) = reading("a.html", page(head=HEAD)).documents
    assert found.text.split("\n\n") == PARAGRAPHS
    assert (found.title, found.source) == ("The ferry stays", "Harrow Gazette")
    assert (found.date, found.url) == ("2024-03-05", "https://harrow.example/ferry")
    assert (found.key, found.at) == ("", (0, found.at[1]))


def test_blocks_are_paragraphs_of_plain_text(reading) -> None:
    body = (
        "<h2>A heading</h2><p>one<br>two <b>bold</b>\n wrapped</p><ul><li>item</li><li>other</li></ul>"
        "<blockquote><p>quoted</p><p>words</p></blockquote>"
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table><p>The end.</p>"
    )
    (text,) = reading("a.htm", page(body)).texts
    assert text.split("\n\n")[6:] == [
        *("A heading", "one\ntwo bold wrapped", "item", "other", "quoted", "words"),
        *("1 | 2", "3 | 4", "The end."),
    ]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("iso-8859-1", '<meta charset="iso-8859-1">'),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'),
        ("cp1251", "<meta charset=windows-1251>"),
        ("utf-8", "<meta charset=iso-8859-1>"),
    ],
)
def test_a_page_is_in_utf8_or_what_it_says(reading, encoding: str, head: str) -> None:
    last = {"shift_jis": "会議は来週行われる。", "cp1251": "Председатель заявил."}.get(encoding, "Fähre £5.")
    (text,) = reading("a.html", page(f"<p>{last}</p>", head).encode(encoding)).texts
    assert text.endswith(last)


@pytest.mark.parametrize(
    "body",
    [
        "<p>a\x1b[31mb\x1b]0;evil\x07c\0</p>",
        "<p>a&#27;[31mb&#x202e;c&#0;&#xd800;&#146;&#xffff;</p>",
        "<p>a<script>alert(1)</script><style>b</style>c</p>",
        "<p>" + "<b>" * 3_000 + "deep",
    ],
)
def test_nothing_harmful_is_left(reading, body: str) -> None:
    (text,) = reading("a.html", page(body)).texts
    assert PARAGRAPHS[0] in text
    assert not set("\x1b\x07\0\u202e\ud800\uffff") & set(text)
    assert "alert" not in text


def test_xhtml_may_declare_its_encoding(reading) -> None:
    before = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">'
    (text,) = reading("a.html", page(before=before)).texts
    assert text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" ", " the page has no main text"),
        (b"<html><frameset><frame src=x></frameset></html>", " the page has no main text"),
        (b"<div>" * 50_000, " the page has no main text"),
        (b"\x89PNG\r\n\x1a\n\0\0", " not text but a binary file"),
        (b"<p>word</p>" * 1_000_000, " too large for a page: 11 MB"),
    ],
    ids=["blank", "frames", "deep", "binary", "large"],
)
def test_a_page_without_a_text_is_named(reading, data: bytes, reason: str) -> None:
    assert reading("a.html", data).reasons == [reason]


def test_a_missing_package_is_one_line(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert reading("a.html", page()).reasons == [" needs trafilatura: pip install 'reader-tui[html]'"]
