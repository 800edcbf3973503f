"""What is known of an article without reading its text, and how far reading all of them is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of an article.

    `number` names it in the index: it stays the same as long as the index lives and the article's id and
    digest do, and is never given to another. `titled` is false if `title` is only how the text begins. `line`
    is where the article starts in a file of many, counted from 1.
    """

    number: int
    id: str
    title: str
    titled: bool
    source: str
    date: str
    url: str
    words: int
    sentences: int
    digest: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How far an update is: articles the corpus holds by now, and bytes read of all the bytes to read."""

    articles: int
    done: int
    total: int
