"""Learning quotes in a process of its own: CRFsuite lets no other thread run while it learns.

The process reads the finished articles from its standard input, a line of JSON each, and an empty list when
there are no more; without that, as when the one that started it is gone, it learns nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

from reader.annotate.records import AnnotationStore
from reader.corpus.corpus import Corpus
from reader.suggest import crf
from reader.suggest.crf import Finished, Learned

LOOK = 0.2
VERSION = 2
"""Of the models: kept ones of another version are not used."""


def taught(
    corpus: Corpus, store: AnnotationStore, known: int, cancelled: Callable[[], bool]
) -> tuple[int, Learned] | None:
    """Return how many articles the annotator has finished, and what they teach; None if that is nothing new.

    `known` is how many were learned from before: a fifth more is something new. The model is kept beside the
    index, to be had at once the next time. Takes as long as `reader.suggest.crf.train`; raises `OSError` if
    no process can be started or the model cannot be kept, `StoreError` and `KeyError` for articles that went
    meanwhile.
    """
    done = crf.done(corpus, store)
    if len(done) < max(crf.ENOUGH, known * 6 // 5 + 1):
        return None
    said = _said(corpus, store, done, cancelled)
    if said is None:
        return None
    model = _place(corpus, store, said)
    if not model.exists() and not _train(corpus, store, done, model, cancelled):
        return None
    return len(done), Learned(model)


def _said(
    corpus: Corpus, store: AnnotationStore, done: list[str], cancelled: Callable[[], bool]
) -> str | None:
    """Return a digest of what would be learned from; None if cancelled."""
    said = blake2b(str(VERSION).encode(), digest_size=8)
    for article in done:
        if cancelled():
            return None
        said.update(_line(crf.finished(corpus[article], store)).encode())
    return said.hexdigest()


def _place(corpus: Corpus, store: AnnotationStore, said: str) -> Path:
    """Return where the model of what was said is kept; that of anything else goes."""
    whose = blake2b(str(store.annotator).encode(), digest_size=4).hexdigest()
    index = corpus.index.file
    for other in index.parent.glob(f"{index.stem}.{whose}.*.crf"):
        if said not in other.name:
            with suppress(OSError):
                other.unlink()
    return index.with_name(f"{index.stem}.{whose}.{said}.crf")


def _train(
    corpus: Corpus, store: AnnotationStore, done: list[str], model: Path, cancelled: Callable[[], bool]
) -> bool:
    """Have a model made; tell whether it was."""
    half = model.with_suffix(f".{os.getpid()}.tmp")
    process = subprocess.Popen(
        [sys.executable, "-m", "reader.suggest.apart", str(half)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError), process.stdin as told:
            for article in done:
                if cancelled():
                    return False
                told.write(_line(crf.finished(corpus[article], store)))
            told.write("[]\n")
        while process.poll() is None and not cancelled():
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK)
        if process.poll() != 0:
            return False
        half.replace(model)
        return True
    finally:
        process.kill()
        process.wait()
        half.unlink(missing_ok=True)


def _line(article: Finished) -> str:
    return f"{json.dumps(article)}\n"


def _finished(lines: IO[str]) -> Iterator[Finished]:
    """Yield the articles of a stream; raise `EOFError` if it ends before it said so."""
    for line in lines:
        said = json.loads(line)
        if not said:
            return
        text, parts, unclear = said
        yield Finished(
            text,
            [(role, start, end) for role, start, end in parts],
            [(start, end) for start, end in unclear],
        )
    raise EOFError


def main() -> None:
    """Learn from the articles on standard input; write the model to the file that is named."""
    with suppress(AttributeError, OSError):
        os.nice(10)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    crf.train(list(_finished(sys.stdin)), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
