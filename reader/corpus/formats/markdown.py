"""Markdown: every block a paragraph of plain text, and metadata from the front matter."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from reader.corpus.clean import clean
from reader.corpus.formats.document import Document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\s*---[ ]*\n((?:.*\n)*?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_ENTRY = re.compile(r"([^\W\d][\w .-]*?)[ ]*:(?:[ ]+(.*))?")
_ITEM = re.compile(r"[ ]*-[ ]+(.*)")
_LIST_ITEM = re.compile(r""" *("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)(?:,|\Z)""")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z][^<>]*>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"<(?:br|/?p|/?div|/?h[1-6]|/?li|/?tr|/?blockquote)\b[^<>]*>", re.IGNORECASE)

_TOO_MANY = 2000


def read(content: str) -> Document:
    """Return the document in the text of a file.

    Headings, paragraphs, list items, table rows, code and raw HTML become paragraphs of plain text separated
    by blank lines; a line wrapped in the source goes on in the same paragraph. The title is the front
    matter's or, without one, the first heading of the first level; a heading stays in the text in any case.
    """
    text = clean(content)
    metadata: dict[str, Any] = {}
    front = _FRONT_MATTER.match(text)
    if front and (metadata := _front_matter(front.group(1))):
        text = text[front.end() :]
    tokens = _parse(text)
    if not any(key.casefold() in ("title", "headline") for key in metadata) and (title := _heading(tokens)):
        metadata["title"] = title
    too_deep = not any(token.content for token in tokens)
    return Document(text if too_deep else "\n\n".join(_paragraphs(tokens)), metadata)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])


def _parse(text: str) -> "list[Token]":
    """Parse Markdown; brackets by the thousand take quadratic time and are no links, so they are escaped."""
    blocks = text.split("\n\n")
    if any(block.count("[") > _TOO_MANY for block in blocks):
        text = "\n\n".join(
            block.replace("[", "\\[") if block.count("[") > _TOO_MANY else block for block in blocks
        )
    return _parser().parse(text)


def _heading(tokens: "Sequence[Token]") -> str:
    """Return the first heading of the first level, or the one that opens the text."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and (token.tag == "h1" or place == 0):
            return _inline(tokens[place + 1])
    return ""


def _paragraphs(tokens: "Sequence[Token]") -> Iterator[str]:
    """Yield the plain text of every block that has any; the cells of a table row are joined into one."""
    row: list[str] | None = None
    for token in tokens:
        text = ""
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            text, row = " | ".join(cell for cell in row if cell), None
        elif token.type == "inline":
            text = _inline(token)
        elif token.type in ("fence", "code_block"):
            text = token.content
        elif token.type == "html_block":
            text = _plain(token.content)
        if row is not None and token.type == "inline":
            row.append(text)
        else:
            lines = [line.strip() for line in clean(text).split("\n")]
            if any(lines):
                yield "\n".join(filter(None, lines))


def _inline(token: "Token") -> str:
    """Return what a reader sees of a run of text: no marks, the text of links, the description of images."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append(_plain(child.content))
        elif child.type == "image":
            parts.append(_inline(child))
        else:
            parts.append(child.content)
    return "".join(parts)


def _plain(html: str) -> str:
    """Return HTML without its tags, comments, scripts and entities."""
    return unescape(_TAG.sub("", _BREAK_TAG.sub("\n", html)))


def _front_matter(block: str) -> dict[str, Any]:
    """Return the entries of a front matter, or nothing if it is none.

    A value may be quoted, a list in either notation of YAML, or go on in indented lines.
    """
    values: dict[str, Any] = {}
    key = ""
    for row in block.split("\n"):
        item, entry = _ITEM.fullmatch(row), _ENTRY.fullmatch(row)
        if not row.strip() or row.startswith("#"):
            continue
        if entry:
            key = entry.group(1)
            values[key] = _value((entry.group(2) or "").strip())
        elif item and key:
            kept = values[key] if isinstance(values[key], list) else []
            values[key] = [*kept, _value(item.group(1).strip())]
        elif key and row[0] == " " and isinstance(values[key], str):
            begun = "" if values[key] in ("|", ">", "|-", ">-") else values[key]
            values[key] = f"{begun} {row.strip()}".strip()
        else:
            return {}
    return values


def _value(text: str) -> Any:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\/])', r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == "[" and text[-1] == "]":
        return [_value(item.strip()) for item in _LIST_ITEM.findall(text[1:-1]) if item.strip()]
    return text
