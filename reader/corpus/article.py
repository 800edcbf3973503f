"""Articles and their sentences: immutable values with offsets into the cleaned text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from reader.corpus import sentences as segmentation


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    `start` and `end` are Unicode code points into `Article.text`, end exclusive. `paragraph` counts the
    article's paragraphs from 0; sentences of one paragraph share it.
    """

    index: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Article:
    """One article as it was read: cleaned text plus whatever is known about it.

    `id` is the path relative to the corpus root in POSIX form, plus `#key` for a record in a file. `title` is
    for display: the given title, else the first line, else the file name. `metadata` holds every key of the
    front matter or record besides the text. `path` is the file the article stands in.
    """

    id: str
    text: str
    title: str
    source: str = ""
    date: str = ""
    url: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict, compare=False)
    path: Path | None = field(default=None, compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the cleaned text, in hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def words(self) -> int:
        """Number of words, separated by white space."""
        return len(self.text.split())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; together they hold every character that is not white space."""
        found: list[Sentence] = []
        for paragraph, (start, end) in enumerate(segmentation.paragraphs(self.text)):
            for first, last in segmentation.within(self.text, start, end):
                found.append(Sentence(len(found), first, last, paragraph))
        return tuple(found)

    def sentence_text(self, index: int) -> str:
        """Return the text of sentence `index`."""
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]
