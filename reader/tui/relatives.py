"""What the articles being read are to others of the corpus: versions of one story, reports of one event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.tui.stories import abreast

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Entry
    from reader.grouping import Tie


@dataclass(frozen=True, slots=True)
class Relatives:
    """Other articles and what they are to one: its versions, and those that tell of the same event.

    `abreast` are the ids of its versions and its own as they are best read side by side, among the first its
    own.
    """

    versions: tuple[tuple["Entry", "Tie"], ...] = ()
    events: tuple[tuple["Entry", "Tie"], ...] = ()
    abreast: tuple[str, ...] = ()


NONE = Relatives()


def relatives(corpus: "Corpus", article_ids: Iterable[str]) -> dict[str, Relatives]:
    """Look up the relatives of some articles; takes a few queries for each."""
    from reader import grouping

    return {
        each: Relatives(
            tuple(grouping.versions_of(corpus, each)),
            tuple(grouping.events_of(corpus, each)),
            tuple(abreast(corpus, each)),
        )
        for each in article_ids
    }
