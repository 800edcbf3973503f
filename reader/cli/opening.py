"""Open what a command works on, and say on stderr what could not be read."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader.annotate.records import ReadOnly
from reader.annotate.session import Session
from reader.annotate.strays import strays
from reader.cli.guard import complain, tell
from reader.cli.options import GUESSED, Columns
from reader.cli.progress import progress
from reader.corpus.corpus import Corpus
from reader.corpus.formats.kinds import ALL
from reader.workspace import Place, locate, open_corpus, open_session

NAMED_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Work:
    """An open corpus and the session on its labels."""

    place: Place
    corpus: Corpus
    session: Session


def read(place: Place) -> Corpus:
    """Open the corpus of a place; what was skipped is told on stderr, the first few by name."""
    with progress("Reading articles") as report:
        corpus = open_corpus(place, lambda course: report(course.done, course.total))
    for problem in corpus.first_problems(NAMED_PROBLEMS):
        complain(str(problem))
    if skipped := corpus.skipped:
        these = ("record was", "it") if skipped == 1 else ("records were", "them")
        complain(f"{skipped:,} {these[0]} skipped; `reader check` names {these[1]}")
    elif not len(corpus):
        complain(f"{place.corpus}: holds no articles ({ALL} are read)")
    return corpus


@contextmanager
def looking(
    path: Path, annotations: Path | None, annotator: str | None, columns: Columns = GUESSED
) -> Iterator[Work]:
    """Open a corpus and its labels to read them; takes no lock and changes nothing."""
    place = locate(path, annotations, annotator, fields=columns.fields)
    with closing(read(place)) as corpus:
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
def changing(
    path: Path, annotations: Path | None, annotator: str | None, columns: Columns = GUESSED
) -> Iterator[Work]:
    """Open a corpus, and its labels to change them as `writing` does.

    Labels of articles that were renamed follow them first; that is told on stderr.
    """
    place = locate(path, annotations, annotator, fields=columns.fields)
    with writing(place) as session, closing(read(place)) as corpus:
        if ways := {each.article: each.to for each in strays(session.store, corpus) if each.to}:
            tell(session.follow(ways).message)
        yield Work(place, corpus, session)
