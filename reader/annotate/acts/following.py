"""Annotations follow their articles to other ids."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.annotate.acts.base import Acting, Changed
from reader.annotate.records import Change


class FollowingActs(Acting):
    """What is said of an article does not depend on its name."""

    def follow(self, ways: Mapping[str, str]) -> Changed:
        """Take everything said of some articles, by their old ids, to their new ids; one step.

        What is said of an article at its new id already stays beside it; of two marks on one sentence, or two
        states, the one that is there stays.
        """
        changes = tuple(change for old, new in ways.items() for change in self._moved(old, new))
        if not changes:
            return Changed((), "Nothing is said of it", None, None)
        olds = list(dict.fromkeys(ways))
        words = (
            f"labels of {olds[0]} follow it to {ways[olds[0]]}"
            if len(olds) == 1
            else f"labels of {len(olds):,} articles follow them to their new names"
        )
        return self._keep(words, (changes[-1].article, 0), changes)

    def _moved(self, old: str, new: str) -> Iterable[Change]:
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
                tuple((None, replace(each, article=new)) for each in annotations),
                tuple((None, mark) for mark in marks),
                (None, state) if state else None,
            ),
        )
