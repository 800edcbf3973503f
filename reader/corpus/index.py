"""The index of a corpus: one SQLite file in the user's cache folder that knows what stands where.

It is derived from the articles alone and may be removed at any time. Tables:

- `articles`: number (never given twice), id, file, member, key, line, offset, length, title, title_key,
  titled, source, source_key, date, moment (seconds since 1970 in UTC, null without a readable date), url,
  digest, words, sentences. A key is the casefolded text, for sorting and looking up.
- `kept`: number, value: text and metadata of articles that cannot be fetched from their file by an offset.
- `texts(title, text, name)`: contentless FTS5, rowid = number, `unicode61 remove_diacritics 2`; `name` is the
  article's id. It holds rows of articles that are gone: join it with `articles`.
- `fingerprints(number, value)`, `pairs(a, b, share, relation)`, `stories(number, story, held)`: what grouping
  keeps; rows of an article that is gone or changed go with it.
- `files`, `problems`, `meta`.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class Index(Protocol):
    """A connection for every thread that asks; may be used from any thread, while another one writes.

    Attributes:
        file: the SQLite file; another process opens it with `Index.reading(file)`.
    """

    file: Path

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds."""

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds, a few rows at a time; close it, or exhaust it soon."""

    def change(self) -> "AbstractContextManager[Any]":
        """Open a transaction on this thread's connection (`sqlite3.Connection`): kept on leaving, undone if an
        exception leaves. Waits for whoever else writes."""

    def close(self) -> None:
        """Close the connections of all threads."""
