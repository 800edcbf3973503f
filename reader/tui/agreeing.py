"""What the agreement screen is told by its workers: figures, cases, and where one is not consistent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from reader.annotate.adjudication import AGREED, GOLD, Case, is_agreed
from reader.annotate.agreement import Agreement
from reader.annotate.consistency import Inconsistency
from reader.annotate.others import Others
from reader.annotate.survey import Survey
from reader.workspace import now, open_session

if TYPE_CHECKING:
    from reader.annotate.carry import Kin
    from reader.annotate.records import AnnotationStore
    from reader.annotate.session import Changed, Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus
    from reader.workspace import Place


class Stopped(Exception):
    """The survey is not wanted any more."""


@dataclass
class Compared(Message):
    """A survey came further: so many of the articles are compared."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest progress is of interest."""
        return isinstance(message, Compared)


@dataclass
class GoldOpened(Message):
    """The session in which cases are settled."""

    gold: "Session"


@dataclass
class Surveyed(Message):
    """The figures, the disagreements, and where the session's annotator is not consistent."""

    agreement: Agreement
    cases: tuple[Case, ...]
    odd: tuple[Inconsistency, ...]
    agreed: int = 0
    """Cases on which all agree and that are not settled yet."""


@dataclass
class Agreed(Message):
    """What all agree on was settled, or why not."""

    changed: "Changed | None"
    problem: str = ""


@dataclass
class Fetched(Message):
    """The articles of what is shown, by their ids; those that are gone are missing."""

    articles: "dict[str, Article]"


@dataclass
class KinFetched(Message):
    """The versions of an article that what is settled in it is carried to; None if that cannot be told."""

    focus: str
    kin: "Kin | None"


@dataclass
class Kept(Message):
    """Everything up to this decision of the gold annotator is on disk; a `problem` says why it is not."""

    seq: int = 0
    problem: str = ""


def open_gold(place: "Place", session: "Session", tell: Callable[[Message], object]) -> "Session":
    """Return the session of the gold annotator: the one there is, if that is the gold annotator's own.

    Raises `reader.annotate.store.StoreError`.
    """
    if session.annotator == GOLD:
        return session

    def saved(seq: int) -> None:
        tell(Kept(seq))

    def failed(error: Exception) -> None:
        tell(Kept(problem=str(error)))

    return open_session(replace(place, annotator=GOLD), saved, failed)


def survey(
    corpus: "Corpus",
    place: "Place | None",
    session: "Session",
    gold: "Session",
    complain: Callable[[str], object],
    tell: Callable[[int, int], object],
) -> Surveyed:
    """Compare everybody who decided anything in a place with each other; the session's annotator comes first.

    Without a place there is nobody else.
    """
    with _stores(place, session) as stores:
        labels = [label.name for label in session.schema.labels]
        found = Survey(corpus, stores, labels, complain)
        agreement = found.agreement(tell)
        cases, agreed = [], 0
        for _, case in found.cases(gold.store, tell):
            agreed += is_agreed(case)
            if case.differs:
                cases.append(case)
        odd = found.inconsistencies(session.store)
    return Surveyed(agreement, tuple(cases), tuple(odd), agreed)


def settle_agreed(
    corpus: "Corpus",
    place: "Place | None",
    session: "Session",
    gold: "Session",
    complain: Callable[[str], object],
    tell: Callable[[int, int], object],
) -> "Changed":
    """Have the gold annotator say all on which everybody agrees; the rest as for `survey`."""
    with _stores(place, session) as stores:
        found = Survey(corpus, stores, (), complain)
        return gold.settle_all(found.agreed(gold.store, tell), AGREED)


@contextmanager
def _stores(place: "Place | None", session: "Session") -> "Iterator[list[AnnotationStore]]":
    """Open what the others have stored, to read it; gold is nobody who can disagree."""
    others = Others(place.annotations, session.annotator, now) if place else None
    try:
        everybody: list[AnnotationStore] = [session.store, *(others.stores.values() if others else ())]
        yield [
            store
            for store in everybody
            if store.annotator != GOLD and next(store.articles(), None) is not None
        ]
    finally:
        if others:
            others.close()
