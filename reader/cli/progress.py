"""A bar on stderr that says how far long work is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0


@contextmanager
def progress(what: str, thing: str = "", *, patience: float | None = None) -> Iterator["Tell"]:
    """Yield what to tell how much is done, of how much (0 if unknown), and how many things that were.

    The bar is drawn if stderr is a terminal and the work takes longer than `patience` seconds, `PATIENCE` if
    it is not given; it is gone at the end. Where things are named, it says how many of them there were in a
    second.
    """
    bar = _Bar(what, thing, PATIENCE if patience is None else patience)
    try:
        yield bar.tell if sys.stderr.isatty() else lambda *_, **__: None
    finally:
        bar.remove()


Tell = Callable[..., None]
"""Takes how much is done, how much there is, and how many things were done; `what` names another stage."""


class _Bar:
    def __init__(self, what: str, thing: str, patience: float) -> None:
        self._what = what
        self._thing = thing
        self._patience = patience
        self._begun = monotonic()
        self._first: tuple[float, int] | None = None
        self._drawn: Progress | None = None

    def tell(self, done: int, total: int, things: int = 0, *, what: str = "") -> None:
        now = monotonic()
        if self._drawn is None:
            if now - self._begun < self._patience:
                return
            self._drawn = self._draw()
        if self._first is None and total:
            self._first = now, things
        pace = self._pace(now, things) if self._first else ""
        task = self._drawn.task_ids[0]
        if what and what != self._what:
            self._what = what
            self._drawn.reset(task, description=what)
        self._drawn.update(task, completed=done, total=total or None, pace=pace)

    def remove(self) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def _pace(self, now: float, things: int) -> str:
        assert self._first is not None
        begun, before = self._first
        if not self._thing or now - begun < 0.5:
            return ""
        return f"{things:,} {self._thing}, {(things - before) / (now - begun):,.0f}/s"

    def _draw(self) -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        drawn = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(elapsed_when_finished=False),
            console=Console(stderr=True),
            transient=True,
        )
        drawn.add_task(self._what, total=None, pace="")
        drawn.start()
        return drawn
