"""What the list shows of the annotations, read from the annotators' stores; for workers."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.tui.listing import Summary

if TYPE_CHECKING:
    from reader.annotate.annotation import Annotation, Mark
    from reader.annotate.session import Session
    from reader.workspace import Place

BATCH = 200


def summarise(session: "Session", article_id: str) -> Summary:
    """Return what the list shows of the annotations of an article."""
    stored = session.store.summary(article_id)
    begun = stored.decided or any(stored.labels.values())
    state = stored.state or ("in progress" if begun else "todo")
    return Summary(tuple(stored.labels.items()), str(state), bool(stored.noted), stored.decided)


def summaries(
    session: "Session", article_ids: Iterable[str], complain: Callable[[str], None]
) -> dict[str, Summary]:
    """Return the summaries of some articles; a damaged file is complained of, and the others are read."""
    from reader.annotate.store import StoreError

    found: dict[str, Summary] = {}
    for article_id in article_ids:
        try:
            found[article_id] = summarise(session, article_id)
        except StoreError as error:
            complain(str(error))
    return found


def stored_summaries(session: "Session", complain: Callable[[str], None]) -> Iterator[dict[str, Summary]]:
    """Yield batches of summaries of the articles that have anything stored; at least one, maybe empty."""
    batch: list[str] = []
    for article_id in session.store.articles():
        batch.append(article_id)
        if len(batch) >= BATCH:
            yield summaries(session, batch, complain)
            batch = []
    yield summaries(session, batch, complain)


def with_note(session: "Session", article_ids: Iterable[str], words: str) -> list[str]:
    """Return those of the articles that have a note with these words in it, in any case."""
    from reader.annotate.store import StoreError

    wanted, found = words.casefold(), []
    for article_id in article_ids:
        with suppress(StoreError):
            record = session.store.load(article_id)
            pieces: list[Annotation | Mark] = [*record.marks.values(), *record.annotations.values()]
            if any(piece.note and wanted in piece.note.casefold() for piece in pieces):
                found.append(article_id)
    return found


def conflicts(session: "Session", place: "Place", others: Iterable[str]) -> list[str]:
    """Return the articles that the session's annotator and any of the `others` have decided differently."""
    from reader.annotate.conflicts import differ
    from reader.annotate.store import StoreError
    from reader.workspace import open_store

    mine = set(session.store.articles())
    found: set[str] = set()
    for name in others:
        with suppress(StoreError, OSError):
            store = open_store(replace(place, annotator=name), read_only=True)
            try:
                for article_id in mine.intersection(store.articles()) - found:
                    with suppress(StoreError):
                        if differ(session.store.load(article_id), store.load(article_id)):
                            found.add(article_id)
            finally:
                store.close()
    return sorted(found)
