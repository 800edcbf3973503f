"""Plain text: the whole file is the article."""

from reader.corpus.clean import clean
from reader.corpus.formats.document import Document


def read(content: str) -> Document:
    """Return the text of a file as a document; nothing but cleaning is done to it."""
    return Document(clean(content))
