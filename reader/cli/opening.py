"""Open what a command works on, and say on stderr what could not be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader.annotate.records import ReadOnly
from reader.annotate.session import Session
from reader.cli.guard import complain
from reader.cli.progress import progress
from reader.corpus.corpus import Corpus
from reader.workspace import Place, locate, open_session

NAMED_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Work:
    """An open corpus and the session on its labels."""

    place: Place
    corpus: Corpus
    session: Session


def read(place: Place) -> Corpus:
    """Open the corpus of a place; its problems are told on stderr, the first few by name."""
    with progress("Reading articles") as tell:
        corpus = Corpus.open(place.corpus, exclude=place.annotations, progress=tell)
    for problem in corpus.problems[:NAMED_PROBLEMS]:
        complain(str(problem))
    if len(corpus.problems) > NAMED_PROBLEMS:
        complain(f"and {len(corpus.problems) - NAMED_PROBLEMS} more; `reader check` names them")
    if not corpus.articles:
        complain(f"{place.corpus}: holds no articles (.txt, .md, .jsonl and .json are read)")
    return corpus


@contextmanager
def looking(path: Path, annotations: Path | None, annotator: str | None) -> Iterator[Work]:
    """Open a corpus and its labels to read them; takes no lock and changes nothing."""
    place = locate(path, annotations, annotator)
    corpus = read(place)
    session = open_session(place, read_only=True)
    try:
        yield Work(place, corpus, session)
    finally:
        session.store.close()


@contextmanager
def writing(place: Place) -> Iterator[Session]:
    """Open the labels of a place to change them; on leaving, everything is on disk.

    Raises `ReadOnly` with the reason if they cannot be changed.
    """
    session = open_session(place)
    try:
        if session.read_only:
            raise ReadOnly(session.reason)
        yield session
    finally:
        session.store.close()


@contextmanager
def changing(path: Path, annotations: Path | None, annotator: str | None) -> Iterator[Work]:
    """Open a corpus, and its labels to change them as `writing` does."""
    place = locate(path, annotations, annotator)
    with writing(place) as session:
        yield Work(place, read(place), session)
