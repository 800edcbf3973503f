"""What of an article a preview shows: what is known of it, and its beginning or where something was found."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.tui.wrap import displayed, wrap

if TYPE_CHECKING:
    from reader.corpus.article import Article

LONGEST = 4_000
"""As many characters are shown at most: enough to know an article by, little enough to be instant."""
BEFORE = 600
"""As many of them, or a few more, stand before the first place found if it is too far on to be shown."""
LONGEST_FACT = 300
"""Characters of what is known besides the text that are shown on a line."""

SHOWN_APART = frozenset({"title", "source", "date", "url", "text"})

Spans = Sequence[tuple[int, int]]


class Piece(NamedTuple):
    """A paragraph of the preview: its `text`, the `role` it is drawn in, and what was found in it.

    A role is "title", "facts" or "" for the article's text; `hits` are code points of `text`, end exclusive.
    """

    text: str
    role: str = ""
    hits: Spans = ()


class Row(NamedTuple):
    """A line of the preview: the code points `start` to `end` of a piece."""

    piece: int
    start: int
    end: int


GAP = Piece("")


def extract(article: "Article", hits: Spans, *, roomy: bool) -> list[Piece]:
    """Return what is shown of an article; `hits` are spans of its text, `roomy` asks for all facts."""
    facts = _facts(article) if roomy else _facts(article)[:2]
    start, end = window(article.text, hits)
    paragraphs = list(_paragraphs(article.text, start, end))
    pieces: list[Piece] = []
    beginning = "\n".join(text for _, text in paragraphs)
    if not (article.title.endswith("…") and beginning.startswith(article.title[:-1].rstrip())):
        if paragraphs and " ".join(paragraphs[0][1].split()) == article.title:
            del paragraphs[0]
        pieces.append(Piece(displayed(article.title), "title"))
    pieces += (Piece(displayed(fact), "facts") for fact in facts)
    if start > 0:
        pieces += (GAP, Piece("…"))
    found = placed(paragraphs, hits)
    for (_, text), here in zip(paragraphs, found, strict=True):
        pieces += (GAP, Piece(displayed(text), "", here))
    if end < len(article.text):
        pieces += (GAP, Piece("…"))
    return pieces


def rows(pieces: Sequence[Piece], width: int) -> list[Row]:
    """Return the lines of pieces wrapped at `width` cells."""
    laid: list[Row] = []
    for number, piece in enumerate(pieces):
        starts = wrap(piece.text, max(1, width))
        laid += map(Row, [number] * len(starts), starts, (*starts[1:], len(piece.text)))
    return laid


def first_found(pieces: Sequence[Piece], laid: Sequence[Row]) -> int | None:
    """Return the line on which the first hit begins; None without one."""
    for line, (number, start, end) in enumerate(laid):
        if any(start <= hit < end for hit, _ in pieces[number].hits):
            return line
    return None


def window(text: str, hits: Spans) -> tuple[int, int]:
    """Return which part of a text to show: its beginning, unless the first hit lies too far on."""
    start = 0
    if hits and hits[0][1] > LONGEST:
        start = hits[0][0] - BEFORE
        start = max(text.rfind("\n", start - BEFORE, start), start - BEFORE, 0) + 1
    end = start + LONGEST
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind("\n", start, end), hits[0][1] if hits and hits[0][1] < end else 0) or end


def placed(paragraphs: Sequence[tuple[int, str]], hits: Spans) -> list[list[tuple[int, int]]]:
    """Return which spans of a text stand in each of its paragraphs, given by where they begin, and where."""
    starts = [start for start, _ in paragraphs]
    found: list[list[tuple[int, int]]] = [[] for _ in paragraphs]
    for start, end in hits:
        index = bisect_right(starts, start) - 1
        if index < 0:
            continue
        begin, text = paragraphs[index]
        if start < begin + len(text):
            found[index].append((start - begin, min(end - begin, len(text))))
    return found


def _facts(article: "Article") -> list[str]:
    known = [article.source, article.date, f"{article.words:,} words"]
    others = [
        f"{key}: {value}"
        for key, value in article.metadata.items()
        if key not in SHOWN_APART and isinstance(value, str | int | float) and str(value).strip()
    ]
    lines = [" · ".join(each for each in known if each), article.id, article.url, *others]
    short = (line if len(line) <= LONGEST_FACT else f"{line[:LONGEST_FACT]}…" for line in lines if line)
    return [" ".join(line.split()) for line in short]


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a part of a text that hold something, each with its offset."""
    at = start
    for line in text[start:end].split("\n"):
        if stripped := line.strip():
            yield at + line.index(stripped), stripped
        at += len(line) + 1
