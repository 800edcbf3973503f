"""A bar on stderr that says how far long work is."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
Item = TypeVar("Item")


class Tell(Protocol):
    """Told how far work is."""

    def __call__(self, done: int, total: int, what: str = "", /) -> None:
        """`done` of `total` (0: not known yet), and what is done now."""


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """Yield what to tell how far it is.

    The bar is drawn if stderr is a terminal and the work takes longer than `PATIENCE` seconds; it is gone at
    the end.
    """
    bar = _Bar(what)
    try:
        yield bar.tell if sys.stderr.isatty() else lambda *_: None
    finally:
        bar.remove()


def followed(items: Sequence[Item], what: str) -> Iterator[Item]:
    """Yield `items`, with a bar that says how many are done."""
    with progress(what) as tell:
        for done, item in enumerate(items):
            tell(done, len(items))
            yield item


class _Bar:
    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = monotonic()
        self._drawn: Progress | None = None

    def tell(self, done: int, total: int, what: str = "") -> None:
        if self._drawn is None:
            if monotonic() - self._begun < PATIENCE:
                return
            self._drawn = self._draw()
        what = what or self._what
        self._drawn.update(self._drawn.task_ids[0], completed=done, total=total or None, description=what)

    def remove(self) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def _draw(self) -> "Progress":
        from rich.console import Console
        from rich.progress import Progress

        drawn = Progress(console=Console(stderr=True), transient=True)
        drawn.add_task(self._what, total=None)
        drawn.start()
        return drawn
