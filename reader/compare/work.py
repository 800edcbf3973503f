"""What a worker process does: it fingerprints and verifies articles that it takes from a shelf."""

import os
import pickle
import signal
import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reader.compare.candidates import Candidate, fingerprint
from reader.compare.pairs import Pair, verify
from reader.compare.phrases import Meetings, Part, meetings
from reader.corpus.article import Article

Shelf = Callable[[int], Article | None]
"""Gives the article of a number; None if there is none any more. It is pickled for every worker process, so
it holds a path rather than an open file or connection, and opens it when it is first asked."""

REMEMBERED = 64


class Worked(NamedTuple):
    """What a worker answers."""

    answers: list[Any]
    error: Exception | None = None


def fingerprinted(shelf: Shelf, numbers: Sequence[int]) -> list[bytes | None]:
    """Return the fingerprint of each article; None if it is not on the shelf."""
    return [fingerprint(article) if (article := shelf(number)) else None for number in numbers]


def verified(shelf: Shelf, candidates: Sequence[Candidate]) -> list[Pair | None]:
    """Return what `verify` says of each pair."""
    near: OrderedDict[int, Article | None] = OrderedDict()

    def article(number: int) -> Article | None:
        if number not in near:
            near[number] = shelf(number)
            if len(near) > REMEMBERED:
                near.popitem(last=False)
        near.move_to_end(number)
        return near[number]

    found: list[Pair | None] = []
    for candidate in candidates:
        a, b = article(candidate.a), article(candidate.b)
        found.append(verify(a, b, candidate.likeness) if a and b else None)
    return found


def met(_shelf: Shelf, parts: Sequence[Part]) -> list[Meetings]:
    """Return what `meetings` says of each part."""
    return [meetings(part) for part in parts]


def main() -> None:
    """Do jobs until the input ends: first comes the shelf, then what to do with it, pickled."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    try:
        shelf = pickle.load(asked)
        while True:
            job, items = pickle.load(asked)
            try:
                worked = Worked(job(shelf, items))
            except Exception as error:
                worked = Worked([], error)
            pickle.dump(worked, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    except (EOFError, OSError):
        return
