"""Annotations follow their articles to other ids."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from reader.annotate.acts.base import Acting, Changed
from reader.annotate.annotation import Annotation, Mark
from reader.annotate.records import AnnotationStore, Change, StoreError

Piece = TypeVar("Piece", Annotation, Mark)


class FollowingActs(Acting):
    """What is said of an article does not depend on its name."""

    def follow(self, ways: Mapping[str, str], among: Iterable[str] | None = None) -> Changed:
        """Take everything said of some articles, by their old ids, to their new ids; one step.

        What is said of an article at its new id already stays beside it; of two marks on one sentence, or two
        states, the one that is there stays. What was carried from them to any article names them by their new
        ids: to those `among` which `citing` found it, else all that is stored is read for that.
        """
        moved = [change for old, new in ways.items() for change in self._moved(old, new, ways)]
        changes = (*self._elsewhere(ways, citing(self.store, ways) if among is None else among), *moved)
        if not changes:
            return Changed((), "Nothing is said of it", None, None)
        olds = list(dict.fromkeys(ways))
        words = (
            f"labels of {olds[0]} follow it to {ways[olds[0]]}"
            if len(olds) == 1
            else f"labels of {len(olds):,} articles follow them to their new names"
        )
        return self._keep(words, None, changes)

    def _elsewhere(self, ways: Mapping[str, str], among: Iterable[str]) -> Iterator[Change]:
        """Yield what changes in articles that stay; damaged files are passed over."""
        for article in among:
            with suppress(StoreError):
                record = self.store.read(article)
                annotations = [(each, _renamed(each, ways)) for each in record.annotations.values()]
                marks = [(each, _renamed(each, ways)) for each in record.marks.values()]
                change = Change(
                    article,
                    annotations=tuple(swap for swap in annotations if swap[0] is not swap[1]),
                    marks=tuple(swap for swap in marks if swap[0] is not swap[1]),
                )
                if change.annotations or change.marks:
                    yield change

    def _moved(self, old: str, new: str, ways: Mapping[str, str]) -> Iterable[Change]:
        leaving, there = self.store.load(old), self.store.load(new)
        if leaving.empty or old == new:
            return ()
        annotations = [each for each in leaving.annotations.values() if each.id not in there.annotations]
        marks = [mark for key, mark in leaving.marks.items() if key not in there.marks]
        state = leaving.state if there.state is None else None
        return (
            Change(
                old,
                leaving.digest,
                tuple((each, None) for each in leaving.annotations.values()),
                tuple((mark, None) for mark in leaving.marks.values()),
                (leaving.state, None) if leaving.state else None,
            ),
            Change(
                new,
                there.digest or leaving.digest,
                tuple((None, replace(_renamed(each, ways), article=new)) for each in annotations),
                tuple((None, _renamed(mark, ways)) for mark in marks),
                (None, state) if state else None,
            ),
        )


def citing(store: AnnotationStore, ids: Collection[str]) -> list[str]:
    """Return the other articles that anything was carried to from these; reads all there are."""
    found = []
    for article in list(store.articles()):
        if article not in ids:
            with suppress(StoreError):
                if any(piece.origin.article in ids for piece in store.read(article).pieces()):
                    found.append(article)
    return found


def _renamed(piece: Piece, ways: Mapping[str, str]) -> Piece:
    """Return what names the article it came from by its new id."""
    to = ways.get(piece.origin.article)
    return piece if to is None else replace(piece, origin=replace(piece.origin, article=to))
