"""What the index keeps of stories: looked up for few articles at a time, each by one or two queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.compare.relation import Kinship
from reader.corpus.corpus import Corpus
from reader.corpus.entry import Entry


@dataclass(frozen=True, slots=True)
class Tie:
    """A verified pair, seen from one of its articles: what *it* is to the article `to`.

    `share` (0 to 1) of the words of both lie in sentences that correspond. `first`: it is the earlier one, or
    the source of a spun copy, and `to` was made of it; else it was made of `to`.
    """

    relation: Kinship
    share: float
    to: str
    first: bool

    @property
    def words(self) -> str:
        """What it is to `to`, to be followed by its name: “spun copy of”, “source of”, “same event as”."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, and the verified pair that holds it there; the front member may have none."""

    entry: Entry
    held: Tie | None


@dataclass(frozen=True, slots=True)
class Story:
    """Versions of one text, the newest first; articles without a date come last.

    `pairs` are the verified pairs among the members and those of relation `same event` that link one of them
    to an article of another story: `(a, b, share, relation)` by ids, `a` the earlier or the source.
    """

    number: int
    members: tuple[Member, ...]
    pairs: tuple["tuple[str, str, float, Kinship]", ...]


class Folds:
    """Which articles of a list stand in stories of two or more; made for hundreds of thousands of rows."""

    def story(self, number: int) -> int | None:
        """Return the number of the story that article `number` is a version in, None if it stands alone."""
        raise NotImplementedError

    def members(self, story: int) -> Sequence[int]:
        """Return the numbers of the articles of a story, the newest first."""
        raise NotImplementedError

    def __len__(self) -> int:
        """How many stories there are."""
        raise NotImplementedError


def folds(corpus: Corpus) -> Folds:
    """Return the stories of two or more articles, by article numbers. One query."""
    raise NotImplementedError


def story_of(corpus: Corpus, article_id: str) -> Story | None:
    """Return the story an article is a version in, None if it stands alone or is not grouped yet."""
    raise NotImplementedError


def story(corpus: Corpus, number: int) -> Story | None:
    """Return a story by its number, None if there is none."""
    raise NotImplementedError


def versions_of(corpus: Corpus, article_id: str) -> list[tuple[Entry, Tie]]:
    """Return the other versions of an article, the closest first, each with what it is to the article; one
    that was not compared with it directly says what it is to the version that holds it in the story."""
    raise NotImplementedError


def events_of(corpus: Corpus, article_id: str) -> list[tuple[Entry, Tie]]:
    """Return the articles that tell of the same event without being versions, the closest first."""
    raise NotImplementedError


def stories(corpus: Corpus) -> Iterator[Story]:
    """Yield all stories in the order of their numbers, streamed; also single articles that have a link to
    another story and stand first in it."""
    raise NotImplementedError
