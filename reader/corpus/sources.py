"""The files of a corpus, and the articles in them, one after another.

Nothing here holds a file in memory but one that is a single article or must be parsed as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Found


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or not as it stands; the rest of the corpus is open all the same.

    `path` is relative to the corpus root in POSIX form, with the member of an archive behind it; `line` counts
    from 1.
    """

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may hold articles, as it stands on disk.

    `name` is its path below the root in POSIX form, harmless; `size` counts bytes; `modified` is the time of
    the last change in nanoseconds.
    """

    path: Path
    name: str
    size: int
    modified: int


def readable(name: str) -> bool:
    """Return whether a file of that name is of a kind that is read."""
    raise OSError(name)


def walk(root: Path, exclude: Path | None, problems: list[Problem]) -> Iterator[Source]:
    """Yield the readable files below `root`, or `root` itself if it is one, sorted by name.

    Hidden files and folders, the folder `annotations` in the root and the folder `exclude` are left out. A
    folder that cannot be listed is added to `problems`, the root under the path "". A folder is entered once
    however many links lead there.
    """
    raise OSError(str(root))


def read(source: Source, fields: Fields, start: tuple[int, int] | None = None) -> Iterator[Found]:
    """Yield what is in a file as it comes, and from time to time how far it is.

    Never raises for what is in the file, nor if it is gone: that is a flaw. `start` is the byte offset and the
    number of the line to go on with in a file of lines (JSON Lines), behind a document
    `(at[0] + at[1], line + 1)`; elsewhere it is ignored.
    """
    raise OSError(source.name)


def fetch(path: Path, at: tuple[int, int], fields: Fields, line: int | None = None) -> Document:
    """Return the document that `read` found with that `at` and `line`.

    Raises:
        OSError: the file cannot be read.
        Unreadable: what stands there is no text.
        ValueError: no article stands there any more.
    """
    raise ValueError(f"no article stands there any more: {path} {at} {fields} {line}")


def holds_articles(path: Path) -> bool:
    """Return whether a corpus opened at `path` would hold an article.

    Stops at the first, and gives up in a folder of many thousand entries without one.
    """
    return path.exists()
