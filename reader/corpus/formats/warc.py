"""Web archives: the main text of every page that a server answered with, as in CC-NEWS."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reader.corpus.clean import Unreadable, clean, line
from reader.corpus.fields import Fields
from reader.corpus.formats import html
from reader.corpus.formats.document import Document, Flaw, Found, Reached
from reader.corpus.formats.extras import load
from reader.corpus.formats.stream import LARGEST, Stream

_PAGES = ("text/html", "application/xhtml+xml")


def read(stream: Stream, fields: Fields) -> Iterator[Found]:
    """Yield a document for every page in a WARC file; its url is its key.

    What is no page, or no answer with status 200, is passed over. Pages without a main text, of which there
    are many in any crawl, are counted in one flaw.
    """
    load("trafilatura", "warc")
    iterator = load("warcio.archiveiterator", "warc").ArchiveIterator
    pages = without = 0
    for record in _records(iterator, stream):
        if isinstance(record, Flaw):
            yield record
        elif _is_page(record):
            pages += 1
            found = _page(record, fields, pages)
            if _cut_off(record):
                if not stream.broken:
                    yield Flaw("breaks off here: the last record is not complete")
            elif isinstance(found, Flaw) and found.reason == html.NO_MAIN_TEXT:
                without += 1
            else:
                yield found
        else:
            yield Reached(stream.consumed())
    if without:
        yield Flaw(f"{without} of {pages} pages {'has' if without == 1 else 'have'} no main text")


def _records(iterator: Any, stream: Stream) -> Iterator[Any]:
    """Yield the records, and a flaw where the archive breaks off."""
    try:
        records = iterator(stream.file)
        # It would write to stderr what is wrong with a record.
        records.INC_RECORD = ""
        begun = False
        for record in records:
            begun = True
            yield record
        if not begun:
            yield Flaw("not a WARC file")
        elif records.err_count:
            yield Flaw("the length of a record is not what its header says; what follows it may be lost")
    except Exception as error:
        # The parser raises many kinds of errors on damaged archives; none goes on behind the damage.
        if not stream.broken:
            yield Flaw(f"the archive is damaged here: {line(str(error))[:200] or type(error).__name__}")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
    return record.http_headers.get_statuscode() == "200" and kind in _PAGES


def _cut_off(record: Any) -> bool:
    """Return whether the file ends before the record does."""
    while record.raw_stream.read(1 << 16):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _page(record: Any, fields: Fields, number: int) -> Document | Flaw:
    url = clean(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    crawled = clean(record.rec_headers.get_header("WARC-Date") or "")
    kind = record.http_headers.get_header("Content-Type") or ""
    name = line(url) or f"page {number}"
    try:
        data = record.content_stream().read(LARGEST + 1)
        if len(data) > LARGEST:
            return Flaw(f"{name}: longer than {LARGEST // 1_000_000} MB")
        charset = kind.casefold().partition("charset=")[2].partition(";")[0].strip(" \"'")
        found = html.read(data, fields, url, charset)
    except Unreadable as error:
        return Flaw(f"{name}: {error}")
    except Exception as error:
        # A page whose transfer encoding or compression is broken raises whatever its decoder does.
        return Flaw(f"{name}: cannot be expanded ({type(error).__name__})")
    if isinstance(found, Flaw):
        return found if found.reason == html.NO_MAIN_TEXT else Flaw(f"{name}: {found.reason}")
    metadata = {**found.metadata, "crawled": crawled} if crawled else found.metadata
    return replace(found, key=line(url) or str(number), metadata=metadata)
