"""The beginning of an article, beside or below the list."""

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from reader.corpus.article import Article

LONGEST = 6_000
"""As many characters are shown at most: enough to know an article by, little enough to be instant."""

ROOMY = 16
"""From so many lines on there is room for all metadata above the text."""

SHOWN_APART = frozenset({"title", "source", "date", "url", "text"})


class Preview(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Title, metadata and the first paragraphs of an article."""

    COMPONENT_CLASSES = {"preview--title", "preview--facts"}

    def show(self, article: "Article | None") -> None:
        """Show `article` from its beginning, or nothing."""
        content = self._content(article) if article else Content("")
        for text in self.query(Static):
            text.update(content)
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            return
        self.mount(Static(content, id="preview-text", markup=False))

    def _content(self, article: "Article") -> Content:
        facts = _facts(article) if self.size.height >= ROOMY else _facts(article)[:2]
        known = Content.styled("\n".join(facts), self.get_visual_style("preview--facts", partial=True))
        paragraphs = _beginning(article)
        if article.title.endswith("…") and "\n".join(paragraphs).startswith(article.title[:-1].rstrip()):
            return Content.assemble(known, "\n\n", "\n\n".join(paragraphs))
        if paragraphs[:1] == [article.title]:
            del paragraphs[0]
        title = Content.styled(article.title, self.get_visual_style("preview--title", partial=True))
        return Content.assemble(title, "\n", known, "\n\n", "\n\n".join(paragraphs))


def _facts(article: "Article") -> list[str]:
    known = [article.source, article.date, f"{article.words:,} words"]
    others = [
        f"{key}: {value}"
        for key, value in article.metadata.items()
        if key not in SHOWN_APART and isinstance(value, str | int | float) and str(value).strip()
    ]
    lines = [" · ".join(each for each in known if each), article.id, article.url, *others]
    return [" ".join(line.split()) for line in lines if line]


def _beginning(article: "Article") -> list[str]:
    """Return the first paragraphs."""
    text = article.text[:LONGEST]
    if len(article.text) > LONGEST:
        text = (text.rpartition("\n")[0] or text) + "\n…"
    return [line.strip() for line in text.split("\n") if line.strip()]
