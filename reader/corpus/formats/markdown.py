"""Markdown: paragraphs of plain text, and metadata from the front matter."""

from collections.abc import Iterator

from reader.corpus.clean import clean
from reader.corpus.formats.document import Document, Found


def read(content: str) -> Iterator[Found]:
    """Yield one document: every block a paragraph of plain text, separated by blank lines."""
    yield Document(clean(content))
