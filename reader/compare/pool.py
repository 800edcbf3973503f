"""Fingerprinting and verifying in worker processes.

Each worker is an interpreter of its own that is told what to do on its standard input and answers on its
standard output. Unlike those of `multiprocessing` it neither needs the program's main module nor its
streams, so it can be started from a thread of a program that draws on the terminal; and it ends when its
input does, however this process ends.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from reader.compare.candidates import Candidate
from reader.compare.comparison import Cancelled
from reader.compare.pairs import Pair
from reader.compare.phrases import Meetings, Part
from reader.compare.work import Shelf, Worked, fingerprinted, met, verified

__all__ = ["Pool", "Shelf"]

ALONE = 400
"""So many articles or pairs are worked on in this process before any is started."""

ARTICLES, PAIRS = 200, 40
"""How many articles or pairs a worker is given at a time."""

AHEAD = 3
PATIENCE = 0.1

_START = "import sys; sys.path[:] = {path!r}; from reader.compare.work import main; main()"
Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Pool:
    """Worker processes with a shelf of articles; little work is done in this process instead.

    Use it as a context manager. Raises `Cancelled` soon after `cancelled` says so.
    """

    def __init__(
        self,
        shelf: Shelf,
        work: int | None = None,
        processes: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """`work` is the number of articles to come, if known; `processes` defaults to the number of cores."""
        self._shelf = shelf
        self._size = (os.cpu_count() or 1) if processes is None else processes
        self._alone = 0 if work is not None and work > ALONE else ALONE
        self._cancelled = cancelled
        self._threads: ThreadPoolExecutor | None = None
        self._here = Lock()
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end(at_once=kind is not None)
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def fingerprints(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the number and fingerprint of each article, in order; those not on the shelf are left out."""
        for asked, answers in self._answers(fingerprinted, numbers, ARTICLES, self._alone):
            yield from ((number, found) for number, found in zip(asked, answers, strict=True) if found)

    def verified(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Pair | None]]:
        """Yield each candidate with what `verify` says of it, in order; None if one is not on the shelf."""
        for asked, answers in self._answers(verified, candidates, PAIRS, self._alone // 10):
            yield from zip(asked, answers, strict=True)

    def meetings(self, parts: Iterable[Part]) -> Iterator[Meetings]:
        """Yield what `phrases.meetings` says of each part, in order."""
        for _, answers in self._answers(met, parts, 1, alone=0):
            yield from answers

    def _answers(
        self,
        job: Callable[[Shelf, Sequence[Item]], list[Answer]],
        items: Iterable[Item],
        at_once: int,
        alone: int,
    ) -> Iterator[tuple[list[Item], list[Answer]]]:
        """Yield what was asked and what was answered, in order, asking a few steps ahead.

        The first `alone` items are done in this process.
        """
        iterator = iter(items)
        for item in islice(iterator, alone if self._size > 1 else None):
            self._check()
            yield [item], job(self._shelf, [item])
        pending: deque[tuple[list[Item], Future[list[Answer]]]] = deque()
        try:
            while True:
                while len(pending) < AHEAD * self._size and (asked := list(islice(iterator, at_once))):
                    pending.append((asked, self._submit(job, asked)))
                if not pending:
                    return
                asked, future = pending.popleft()
                while not future.done():
                    self._check()
                    wait((future,), PATIENCE)
                self._check()
                yield asked, future.result()
        finally:
            for _, future in pending:
                future.cancel()

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _submit(
        self, job: Callable[[Shelf, Sequence[Item]], list[Answer]], asked: list[Item]
    ) -> "Future[list[Answer]]":
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._size, "reader-pool")
            for _ in range(self._size):
                self._idle.put(None)
        return self._threads.submit(self._ask, job, asked)

    def _ask(self, job: Callable[[Shelf, Sequence[Item]], list[Answer]], asked: list[Item]) -> list[Answer]:
        """Have a worker do a job; if there is none to be had, do it here."""
        worker = self._idle.get()
        try:
            if worker is None:
                worker = _Worker(self._shelf)
                self._workers.append(worker)
            answers: list[Answer] = worker.ask(job, asked)
            return answers
        except (OSError, EOFError, pickle.PickleError):
            self._check()
            with self._here:
                return job(self._shelf, asked)
        finally:
            self._idle.put(worker)


class _Worker:
    """A process that does jobs, one after the other."""

    def __init__(self, shelf: Shelf) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._say(shelf)

    def _say(self, what: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(what, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def ask(self, job: Callable[..., Any], asked: Sequence[Any]) -> list[Any]:
        """Return the answers; raises what the job raised, OSError or EOFError if the process is gone."""
        assert self._process.stdout is not None
        self._say((job, asked))
        worked: Worked = pickle.load(self._process.stdout)
        if worked.error is not None:
            raise worked.error
        return worked.answers

    def end(self, *, at_once: bool) -> None:
        """Let the process end; `at_once`, whatever it is at."""
        with suppress(OSError):
            if at_once:
                self._process.kill()
            if self._process.stdin is not None:
                self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
