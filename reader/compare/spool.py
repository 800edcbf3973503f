"""Articles put aside in a file, so that they need not be in memory until they are compared."""

import pickle
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO

from reader.corpus.article import Article


class Spool:
    """Puts articles into a file of its own, one after the other; a context manager."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, article: Article) -> int:
        """Return the place from which `Spooled` gives the article back; its metadata is not kept."""
        place = self._file.tell()
        kept = (article.id, article.text, article.title, article.source, article.date)
        self._file.write(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
        return place

    def flush(self) -> None:
        """Make what was put aside readable."""
        self._file.flush()


class Spooled:
    """A shelf of the articles in such a file; it can be pickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[type["Spooled"], tuple[Path]]:
        return Spooled, (self.path,)

    def __call__(self, place: int) -> Article:
        """Return the article put aside at `place`."""
        self._file.seek(place)
        name, text, title, source, date = pickle.load(self._file)
        return Article(name, text, title, source, date)

    @cached_property
    def _file(self) -> IO[bytes]:
        return self.path.open("rb")

    def close(self) -> None:
        """Close the file, which cannot be removed on Windows while it is open."""
        self._file.close()
