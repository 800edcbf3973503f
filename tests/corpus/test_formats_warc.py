import gzip
import sys

import pytest
from test_formats_html import PARAGRAPHS, page

CRAWLED = "2024-03-06T00:00:00Z"


def archive(*pages: tuple[str, str, str, bytes], compressed: bool = False, extra: str = "") -> bytes:
    """Return a WARC file with a response for every (url, status, content type, body)."""
    records = [record("warcinfo", "", b"software: test")]
    for url, status, kind, body in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n"
        records.append(record("response", url, head.encode() + body))
        records.append(record("request", url, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
    return b"".join(map(gzip.compress, records) if compressed else records)


def record(kind: str, url: str, block: bytes) -> bytes:
    media = "" if kind == "warcinfo" else f"application/http; msgtype={kind}"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {CRAWLED}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


GOOD = ("https://harrow.example/a", "200 OK", "text/html; charset=utf-8", page().encode())
MIXED = (
    GOOD,
    ("https://harrow.example/gone", "404 Not Found", "text/html", page().encode()),
    ("https://harrow.example/logo", "200 OK", "image/png", b"\x89PNG"),
    ("https://harrow.example/nav", "200 OK", "text/html", b"<html><body></body></html>"),
    ("https://harrow.example/binary", "200 OK", "text/html", b"\x89PNG\r\n\x1a\n\0"),
    (
        "https://harrow.example/b", "200 OK", 'text/html; charset="windows-1251"',
        page("<p>Председатель заявил.</p>").encode("cp1251"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("compressed", [False, True])
def test_pages_are_articles_and_the_rest_is_passed_over(reading, compressed: bool, capsys) -> None:
    found = reading(f"a.warc{'.gz' * compressed}", archive(*MIXED, compressed=compressed))
    assert [one.key for one in found.documents] == ["https://harrow.example/a", "https://harrow.example/b"]
    assert found.documents[0].text.split("\n\n") == PARAGRAPHS
    assert found.documents[0].metadata["crawled"] == CRAWLED
    assert found.documents[0].url == "https://harrow.example/a"
    assert found.texts[1].endswith("Председатель заявил.")
    assert found.reasons == [
        " https://harrow.example/binary: not text but a binary file",
        " 1 of 4 pages has no main text",
    ]
    assert capsys.readouterr() == ("", "")


def test_a_page_may_be_compressed_in_transfer(reading) -> None:
    body = gzip.compress(page().encode())
    found = reading("a.warc", archive((GOOD[0], GOOD[1], GOOD[2], body), extra="Content-Encoding: gzip\r\n"))
    assert found.texts[0].split("\n\n") == PARAGRAPHS


def test_what_breaks_off_or_is_damaged_keeps_what_stands_before(reading, capsys) -> None:
    whole = archive(GOOD, GOOD)
    cut = reading("a.warc", whole[: whole.rindex(b"</article>")])
    assert len(cut.documents) == 1
    assert cut.reasons == [" breaks off here: the last record is not complete"]
    packed = archive(GOOD, GOOD, compressed=True)
    broken = reading("a.warc.gz", packed[: len(packed) * 2 // 3])
    assert len(broken.documents) == 1
    assert broken.reasons == [" breaks off here: the compressed data end too early"]
    wrong = reading("b.warc", whole.replace(b"Content-Length: ", b"Content-Length: 1", 2))
    assert wrong.flaws
    spaced = reading("c.warc", archive(("https://harrow.example/a b", *GOOD[1:])))
    assert len(spaced.documents) == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("data", [b"<html></html>", b"no archive\n" * 50, b"\0" * 100])
def test_what_is_no_archive_is_one_line(reading, data: bytes) -> None:
    (reason,) = reading("a.warc", data).reasons
    assert "\n" not in reason


def test_a_missing_package_is_one_line(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    assert reading("a.warc", b"WARC/1.0").reasons == [" needs warcio: pip install 'reader-tui[warc]'"]
