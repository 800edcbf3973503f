"""What went wrong while articles were read."""

from dataclasses import dataclass


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
