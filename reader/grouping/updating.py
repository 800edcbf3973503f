"""Finds the stories of a corpus and keeps them in its index; only what is new or changed is compared."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.corpus.corpus import Corpus
from reader.grouping import apart
from reader.grouping.shelf import Here
from reader.grouping.tables import pending

if TYPE_CHECKING:
    from reader.compare.stories import Progress

SMALL = 200
"""Corpora of so many articles are grouped in this process."""


def update(
    corpus: Corpus,
    progress: "Progress | None" = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Bring the stories of a corpus up to date with the articles its index holds; return false if stopped.

    Articles that are new or changed are compared with those they may be versions of; those gone leave their
    stories, which fall apart if nothing else holds them. A story keeps its number while most of its members
    stay. What is done is kept as it is done: stopped and called again, it goes on where it was, and another
    program that calls it meanwhile waits. `progress` is told what is done now, how much of it is done, and of
    how much (0: not known yet).

    Of more than `SMALL` articles the work is done by other processes, so that neither memory nor time of the
    calling one are used; they end with it, however it ends.

    Raises:
        GroupingError: the other process failed; the message is one line.
    """
    progress = progress or _say_nothing
    if not pending(corpus.index):
        return True
    if len(corpus) > SMALL:
        # Where no process can be started, it is done here all the same.
        with suppress(OSError):
            return apart.bring_up_to_date(corpus, progress, cancelled)
    from reader.grouping.work import bring_up_to_date

    return bring_up_to_date(corpus.index, Here(corpus), 1, progress, cancelled)


def _say_nothing(_what: str, _done: int, _total: int) -> None:
    """Nobody wants to know."""
