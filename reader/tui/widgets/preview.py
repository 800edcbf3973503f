"""The beginning of an article, or where a search found something in it, beside or below the list."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static

if TYPE_CHECKING:
    from reader.corpus.article import Article

LONGEST = 4_000
"""As many characters are shown at most: enough to know an article by, little enough to be instant."""
BEFORE = 600
"""As many of them, or a few more, stand before the first place found if it is too far on to be shown."""

ROOMY = 16
"""From so many lines on there is room for all metadata above the text."""

SHOWN_APART = frozenset({"title", "source", "date", "url", "text"})

Spans = Sequence[tuple[int, int]]


class Preview(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Title, metadata and some paragraphs of an article."""

    COMPONENT_CLASSES = {"preview--title", "preview--facts", "preview--hit"}

    def show(self, article: "Article | None", hits: Spans = ()) -> None:
        """Show `article` from its beginning, or nothing; with `hits`, spans of its text, go to the first."""
        content, first = self._content(article, hits) if article else (Content(""), None)
        self._put(content)
        width = self.scrollable_content_region.width
        above = content[:first].get_height({}, width) if first is not None and width > 0 else 0
        room = max(1, self.scrollable_content_region.height)
        self.scroll_to(y=above - room // 2 if above > room else 0, animate=False, force=True, immediate=True)

    def say(self, words: str) -> None:
        """Show words in place of an article."""
        self._put(Content.styled(words, self.get_visual_style("preview--facts", partial=True)))

    def _put(self, content: Content) -> None:
        for text in self.query(Static):
            text.update(content)
            return
        self.mount(Static(content, id="preview-text", markup=False))

    def _content(self, article: "Article", hits: Spans) -> tuple[Content, int | None]:
        """Return what is shown, and where in it the first hit is."""
        facts = _facts(article) if self.size.height >= ROOMY else _facts(article)[:2]
        known = Content.styled("\n".join(facts), self.get_visual_style("preview--facts", partial=True))
        start, end = window(article.text, hits)
        paragraphs = list(_paragraphs(article.text, start, end))
        head = Content.assemble(known, "\n\n")
        beginning = "\n".join(text for _, text in paragraphs)
        if not (article.title.endswith("…") and beginning.startswith(article.title[:-1].rstrip())):
            if paragraphs and " ".join(paragraphs[0][1].split()) == article.title:
                del paragraphs[0]
            title = Content.styled(article.title, self.get_visual_style("preview--title", partial=True))
            head = Content.assemble(title, "\n", head)
        shown = "\n\n".join(text for _, text in paragraphs)
        body = Content("…\n\n" * (start > 0) + shown + "\n\n…" * (end < len(article.text)))
        skipped = 3 * (start > 0)
        found = [(skipped + a, skipped + b) for a, b in placed(paragraphs, hits)]
        style = self.get_visual_style("preview--hit")
        body = body.add_spans([Span(a, b, style) for a, b in found])
        first = len(head) + found[0][0] if found else None
        return Content.assemble(head, body), first


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


def placed(paragraphs: Sequence[tuple[int, str]], hits: Spans) -> Iterator[tuple[int, int]]:
    """Yield where spans of a text stand in its paragraphs, given by where they begin, two lines apart."""
    starts = [start for start, _ in paragraphs]
    offsets = [0]
    for _, text in paragraphs:
        offsets.append(offsets[-1] + len(text) + 2)
    for start, end in hits:
        index = bisect_right(starts, start) - 1
        if index < 0:
            continue
        begin, text = paragraphs[index]
        if start < begin + len(text):
            yield offsets[index] + start - begin, offsets[index] + min(end - begin, len(text))


def _facts(article: "Article") -> list[str]:
    known = [article.source, article.date, f"{article.words:,} words"]
    others = [
        f"{key}: {value}"
        for key, value in article.metadata.items()
        if key not in SHOWN_APART and isinstance(value, str | int | float) and str(value).strip()
    ]
    lines = [" · ".join(each for each in known if each), article.id, article.url, *others]
    return [" ".join(line.split()) for line in lines if line]


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a part of a text that hold something, each with its offset."""
    at = start
    for line in text[start:end].split("\n"):
        if stripped := line.strip():
            yield at + line.index(stripped), stripped
        at += len(line) + 1
