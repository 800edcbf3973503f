"""What the list shows of the annotations, read from the annotators' stores; for workers."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.annotate.overview import Overview, overviews, resolvers, with_note

if TYPE_CHECKING:
    from reader.annotate.records import AnnotationStore
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.corpus.search import Resolver
    from reader.workspace import Place

BATCH = 200


def stored_summaries(
    session: "Session", corpus: "Corpus | None", complain: Callable[[str], None]
) -> Iterator[dict[str, Overview]]:
    """Yield batches of summaries of the articles that have anything stored; at least one, maybe empty."""
    batch: list[str] = []
    for article_id in session.store.articles():
        batch.append(article_id)
        if len(batch) >= BATCH:
            yield overviews(session.store, batch, complain, corpus)
            batch = []
    yield overviews(session.store, batch, complain, corpus)


def outside(store: "AnnotationStore", corpus: "Corpus") -> "dict[str, Resolver]":
    """Return who answers a search for labels, states and notes, as they are now."""
    known = overviews(store, store.articles(), lambda _: None, corpus)

    def numbers(ids: Iterable[str]) -> dict[str, int]:
        return {each: number for each in ids if (number := corpus.number(each)) is not None}

    return resolvers(known, lambda: corpus.order("id"), numbers, partial(with_note, store))


def inconsistent(session: "Session", corpus: "Corpus") -> set[str]:
    """Return the articles with a sentence that the annotator labelled otherwise in another version."""
    from reader.annotate.survey import Survey

    found = Survey(corpus, [session.store]).inconsistencies(session.store)
    return {spot.article for each in found for spot in (each.likely, each.odd)}


def conflicts(session: "Session", place: "Place", others: Iterable[str]) -> list[str]:
    """Return the articles that the session's annotator and any of the `others` have decided differently."""
    from reader.annotate.conflicts import articles_with_conflicts
    from reader.annotate.store import StoreError
    from reader.workspace import open_store

    with ExitStack() as stack:
        stores = []
        for name in others:
            with suppress(StoreError, OSError):
                stores.append(open_store(replace(place, annotator=name), read_only=True))
                stack.callback(stores[-1].close)
        return sorted(articles_with_conflicts(session.store, stores))
