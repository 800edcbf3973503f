"""The labels of one annotator, or of all, opened to be read."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from reader.annotate.everywhere import everywhere
from reader.annotate.review import Row, derived, rows
from reader.annotate.schema import Schema
from reader.annotate.standing import standing
from reader.annotate.store import Store
from reader.annotate.store import annotators as known_annotators
from reader.cli.guard import UsageError, complain
from reader.cli.progress import progress
from reader.cli.stories import group
from reader.corpus.corpus import Corpus
from reader.grouping.telling import teller
from reader.workspace import Place, open_store


@contextmanager
def stores(place: Place, names: Sequence[str]) -> Iterator[list[Store]]:
    """Open the labels of annotators; they are closed on leaving."""
    with ExitStack() as stack:
        opened: list[Store] = []
        for name in names:
            opened.append(open_store(replace(place, annotator=name), read_only=True))
            stack.callback(opened[-1].close)
        yield opened


def known(place: Place, named: Sequence[str] | None) -> list[str]:
    """Return the annotators that were named, or all there are; raise `UsageError` for an unknown one."""
    there = known_annotators(place.annotations)
    if unknown := sorted(set(named or ()) - set(there)):
        listed = ", ".join(there) or "nobody"
        raise UsageError(
            f"no labels of {', '.join(unknown)} in {place.annotations}; there are those of {listed}"
        )
    return sorted(set(named)) if named else there


def labels_of(found: Sequence[Store], corpus: Corpus) -> Iterator[Row]:
    """Read all labels of annotators, with a bar if that takes long; what cannot be read is complained of."""
    with progress("Reading labels") as report:
        yield from rows(
            found, teller(corpus), standing(corpus), complain, lambda articles: report(articles, 0)
        )


def proposed_to(store: Store, corpus: Corpus, schema: Schema) -> Iterator[Row]:
    """Yield what other versions propose to an annotator and is not stored."""
    group(corpus)
    with progress("Looking for proposals") as report:
        found = everywhere(corpus, store, schema, complain, lambda stories: report(stories, 0))
        yield from derived(found, store.annotator, teller(corpus))
