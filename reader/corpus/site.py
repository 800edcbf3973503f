"""Which files a corpus is made of, and what could not be read of them."""

from dataclasses import dataclass
from pathlib import Path

from reader.corpus.fields import Fields


@dataclass(frozen=True, slots=True)
class Site:
    """Which files a corpus is made of: those below `root`, or that one, but not in `exclude`."""

    root: Path
    exclude: Path | None
    fields: Fields

    @property
    def base(self) -> Path:
        """The folder that names and paths are relative to."""
        return self.root if self.root.is_dir() else self.root.parent


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or not as it stands; the rest of the corpus is open all the same.

    `path` is relative to the corpus root in POSIX form, with the member of an archive after it; `line` counts
    from 1.
    """

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"
