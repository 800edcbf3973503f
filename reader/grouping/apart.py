"""Grouping in a process of its own, which ends with the one that started it, however that one ends.

The process is an interpreter of its own rather than one of `multiprocessing`: on a screen the standard
streams are not those of a terminal, which multiprocessing cannot cope with. It is told what to do on its
standard input, which stays open as long as the work is wanted: when it closes, because the work was cancelled
or the other process is gone, the work stops at the next step, and what was done is kept. On its standard
output it tells how far it is, a line of JSON at a time.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import IO, TYPE_CHECKING, Any

from reader.corpus.corpus import Corpus
from reader.corpus.fields import Fields
from reader.corpus.index import Index
from reader.corpus.site import Site
from reader.grouping.shelf import There

if TYPE_CHECKING:
    from reader.compare.stories import Progress

PATIENCE = 10.0
"""Seconds that a process that is not wanted any more has to end by itself."""

_LOOK = 0.1


class GroupingError(Exception):
    """The stories could not be found; the message is one line."""


def bring_up_to_date(corpus: Corpus, progress: "Progress", cancelled: Callable[[], bool]) -> bool:
    """Group a corpus in another process; return false if stopped.

    Raises `OSError` if there can be none, and `GroupingError` if it fails.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "reader.grouping.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{json.dumps(_order(corpus))}\n")
        process.stdin.flush()
        return _followed(process.stdout, progress, cancelled)
    except BrokenPipeError as error:
        raise GroupingError("the process that looks for stories ended at once") from error
    finally:
        _end(process)


def _order(corpus: Corpus) -> dict[str, Any]:
    """Return what the other process must know to open the corpus."""
    site = corpus.site
    return {
        "root": str(site.root),
        "exclude": str(site.exclude) if site.exclude else None,
        "fields": asdict(site.fields),
        "file": str(corpus.index.file),
    }


def _shelf(order: dict[str, Any]) -> There:
    exclude = Path(order["exclude"]) if order["exclude"] else None
    return There(Site(Path(order["root"]), exclude, Fields(**order["fields"])), Path(order["file"]))


def _followed(said: IO[str], progress: "Progress", cancelled: Callable[[], bool]) -> bool:
    """Pass on what the process says until it is done, or not wanted any more."""
    lines: Queue[str] = Queue()

    def listen() -> None:
        with suppress(ValueError, OSError):
            for line in said:
                lines.put(line)
        lines.put("")

    Thread(target=listen, daemon=True, name="grouping").start()
    while not cancelled():
        try:
            line = lines.get(timeout=_LOOK)
        except Empty:
            continue
        match json.loads(line) if line else None:
            case [str(what), int(done), int(total)]:
                progress(what, done, total)
            case bool(done):
                return done
            case str(reason):
                raise GroupingError(reason)
            case _:
                raise GroupingError("the process that looks for stories was ended from outside")
    return False


def _end(process: "subprocess.Popen[str]") -> None:
    with suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _say(value: object) -> None:
    with suppress(OSError):
        print(json.dumps(value), flush=True)


def main() -> None:
    """Do what is asked for on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    shelf = _shelf(json.loads(sys.stdin.readline()))
    unwanted = Event()

    def watch() -> None:
        # Not by sys.stdin: a thread that waits in there keeps the interpreter from ending in peace.
        os.read(0, 1)
        unwanted.set()

    Thread(target=watch, daemon=True).start()
    from reader.grouping.work import bring_up_to_date as work

    try:
        index = Index(shelf.file)
        _say(work(index, shelf, None, lambda *how_far: _say(how_far), unwanted.is_set))
    except Exception as error:
        _say(f"{type(error).__name__}: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
