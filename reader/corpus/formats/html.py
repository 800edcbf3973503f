"""Web pages: the paragraphs of the main text, and title, date, source and url."""

import re
from html import unescape
from typing import Any

from reader.corpus.clean import clean, decode
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw
from reader.corpus.formats.extras import load
from reader.corpus.formats.record import described

NO_MAIN_TEXT = "the page has no main text"

_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_HEAD = 1 << 14
_LARGEST = 10_000_000
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "code", "table", "row", "ab", "div"))
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\n\s*\n")
_AROUND = re.compile(r"[^\S\n]*\n[^\S\n]*")


def read(data: bytes, fields: Fields, url: str = "", charset: str = "") -> Document | Flaw:
    """Return the article in a page; `url` and `charset` are what the server said.

    Paragraphs, headings, list items and table rows are paragraphs of plain text separated by blank lines.

    Raises:
        MissingExtra: trafilatura is not installed.
        Unreadable: the bytes are no text.
    """
    trafilatura = load("trafilatura", "html")
    if len(data) > _LARGEST:
        return Flaw(f"too large for a page: {len(data) / 1e6:.0f} MB")
    # lxml takes neither controls, be they spelled as references, nor an encoding declared in what is text.
    page = _DECLARATION.sub("", clean(_decoded(data, charset)), count=1)
    page = _REFERENCE.sub(_harmless, page)
    try:
        found = trafilatura.bare_extraction(
            page, url=url or None, include_comments=False, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except Exception as error:
        # Whatever a malicious page brings its parser to raise, it is one page that cannot be read.
        return Flaw(f"the page cannot be parsed ({type(error).__name__})")
    text = "" if found is None or found.body is None else _text(found.body)
    if not text:
        return Flaw(NO_MAIN_TEXT)
    said = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "source": found.sitename or found.hostname,
        "url": url or found.url,
        "description": found.description,
        "language": found.language,
    }
    metadata = {name: clean(str(value)) for name, value in said.items() if value}
    return described(Document(text, metadata), fields)


def _decoded(data: bytes, charset: str) -> str:
    """Return a page as text: in UTF-8 if it can be, else as the server or the page itself says."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_HEAD])
    for name in (charset, declared.group(1).decode("ascii", "replace") if declared else ""):
        if name and name.casefold() not in ("utf-8", "utf8"):
            try:
                return data.decode("cp1252" if _is_latin(name) else name, "replace")
            except (LookupError, ValueError):
                continue
    return decode(data)


def _is_latin(name: str) -> bool:
    """Return whether browsers take an encoding of that name for Windows-1252."""
    return name.casefold() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii")


def _harmless(reference: re.Match[str]) -> str:
    """Return a reference to a character as it is, unless that is a control or none at all."""
    character = unescape(reference.group())
    return (
        reference.group() if character and character.isprintable() else clean(character).replace("\ufffd", "")
    )


def _text(body: Any) -> str:
    """Return the text of what trafilatura found: blocks separated by blank lines, cells of a row by bars."""
    parts: list[str] = []
    in_code = 0
    for event, element in load("lxml.etree", "html").iterwalk(body, events=("start", "end")):
        tag, begins = element.tag, event == "start"
        if tag == "cell":
            parts.append("" if begins or element.getnext() is None else " | ")
        elif tag in _BLOCKS and not (tag == "p" and element.getparent().tag == "cell"):
            parts.append("\n\n")
        elif tag == "lb" and begins:
            parts.append("\n")
        in_code += (begins or -1) * (tag == "code")
        text = element.text if begins else element.tail
        if text and element is not body:
            parts.append(text if in_code else _SPACE.sub(" ", text))
    blocks = _BREAK.split(clean("".join(parts)))
    return "\n\n".join(filter(None, (_AROUND.sub("\n", block).strip() for block in blocks)))
