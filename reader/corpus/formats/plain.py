"""Plain text: the whole file is the article."""

from collections.abc import Iterator

from reader.corpus.clean import clean
from reader.corpus.formats.document import Document, Found


def read(content: str) -> Iterator[Found]:
    """Yield the file's text as one document; nothing but cleaning is done to it."""
    yield Document(clean(content))
