"""Fingerprinting and verifying in worker processes."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType

from reader.compare.candidates import Candidate
from reader.compare.stories import Pair
from reader.corpus.article import Article

Shelf = Callable[[int], Article]
"""Gives the article of a number. It is pickled once for every worker process (spawned, never forked), so it holds
a path rather than an open file or connection, and opens it when it is first asked."""


class Pool:
    """Worker processes with a shelf of articles; little work is done in this process instead.

    Use it as a context manager. Raises `Cancelled` soon after `cancelled` says so.
    """

    def __init__(
        self,
        shelf: Shelf,
        work: int,
        processes: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """`work` is the number of articles to come; `processes` defaults to the number of cores."""
        raise NotImplementedError

    def __enter__(self) -> "Pool":
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError

    def fingerprints(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the number and fingerprint of each article, in order."""
        raise NotImplementedError

    def verified(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Pair | None]]:
        """Yield each candidate with what `verify` says of it, in order."""
        raise NotImplementedError
