"""Finds the stories of a corpus and keeps them in its index; only what is new or changed is compared."""

from collections.abc import Callable
from typing import NamedTuple

from reader.corpus.corpus import Corpus


class Progress(NamedTuple):
    """How far it is: `what` is done now, in words, and how much of it."""

    what: str
    done: int
    total: int


def update(
    corpus: Corpus,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Bring the stories of a corpus up to date with the articles its index holds; return false if stopped.

    Articles that are new or changed are compared with those they may be versions of; those gone leave their
    stories, which fall apart if nothing else holds them. A story keeps its number while most of its members
    stay. What is done is kept as it is done: stopped and called again, it goes on where it was. To be called
    by one program at a time; another that calls it meanwhile waits or returns false if it is stopped.
    Of more than a few hundred articles the work is done by other processes, so that neither memory nor time
    of the calling one are used; they end with it, however it ends.
    """
    raise NotImplementedError
