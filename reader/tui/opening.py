"""Reading the corpus for the screen: what the workers of opening and reloading do."""

import time
from collections.abc import Callable

from reader.corpus.corpus import Corpus
from reader.workspace import Place

REPORT_EVERY = 0.1
QUIET_FOR = 0.25
"""Seconds between two reports of progress, and before the first: what is faster needs no progress bar."""


def read_corpus(place: Place, report: Callable[[int, int], object], stopped: Callable[[], bool]) -> Corpus:
    """Read the corpus of a place, reporting from time to time how many files of how many are read."""
    last = time.monotonic() + QUIET_FOR - REPORT_EVERY

    def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > REPORT_EVERY:
            last = time.monotonic()
            report(done, total)

    return Corpus.open(place.corpus, exclude=place.annotations, progress=progress, cancelled=stopped)


def changes(before: Corpus, now: Corpus) -> str:
    """Return in words what became of a corpus that was read again."""
    new = sum(article.id not in before for article in now)
    gone = sum(article.id not in now for article in before)
    changed = sum(article.id in before and before[article.id] != article for article in now)
    parts = [
        f"{count:,} {what}" for count, what in ((new, "new"), (gone, "gone"), (changed, "changed")) if count
    ]
    read = "1 article" if len(now) == 1 else f"{len(now):,} articles"
    return f"Read {read} again: {', '.join(parts) or 'nothing changed'}"
