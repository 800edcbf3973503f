"""Annotations on disk: a journal, and one TinyDB file per annotator and article."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

from reader.annotate.memory import MemoryStore
from reader.annotate.records import ReadOnly, Record, Step, StoreError, Summary

__all__ = ["ReadOnly", "Record", "Step", "Store", "StoreError", "Summary", "annotators"]


class Store(MemoryStore):
    """One annotator's annotations."""

    @classmethod
    def open(
        cls,
        folder: Path,
        annotator: str,
        *,
        clock: Callable[[], datetime],
        on_saved: Callable[[int], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open what `annotator` has stored in the annotations folder."""
        return cls(annotator)

    def summaries(self) -> Iterator[tuple[str, Summary]]:
        """Yield each article that has anything stored, with its counts."""
        for article in self.articles():
            yield article, self.summary(article)


def annotators(folder: Path) -> list[str]:
    """Return the names of those who have annotations in `folder`, sorted."""
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []
