"""Deciding about what lost its place when the text of an article changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reader.annotate.acts.base import Changed, Refused, anchored, in_words, piece, quoted
from reader.annotate.acts.excluding import Excluding, clashing, unit_of
from reader.annotate.annotation import UNLABELLED, Annotation, Mark
from reader.annotate.lost import Lost, says_no_more
from reader.annotate.proposals import overlapping
from reader.annotate.records import Change, Swap
from reader.annotate.recovery import Candidate, located_parts
from reader.annotate.view import View
from reader.corpus.article import Article


class RecoveringActs(Excluding):
    """Each is one step, over as many as one likes; all raise `KeyError` for an id that is not of these."""

    def confirm(self, article: Article, ids: Iterable[str]) -> Changed:
        """Put what is lost where it may stand, each on its candidate.

        Those that a label there excludes stay lost, as do those without a candidate; if none is left it is
        `Refused`.
        """
        view = self._view(article)
        asked = [(lost, lost.candidate) for lost in _named(view, ids) if lost.candidate]
        free = [(lost, place) for lost, place in asked if not self._excluded(view, lost, place)]
        if not free:
            words = "other labels there exclude it" if asked else "nothing in the text is like it"
            raise Refused(f"{words}: attach it somewhere else, or drop it")
        left = (
            f"; {len(asked) - len(free)} left, which other labels exclude" if len(free) < len(asked) else ""
        )
        labels = [lost.piece.label for lost, _ in free if isinstance(lost.piece, Annotation)]
        self._last_label = labels[-1] if labels else self._last_label
        return self._recover(view, free, f"{_told(view, free)} confirmed{_missing(free)}{left}")

    def to_confirm(self, article: Article, sentence: int, what: str) -> list[str]:
        """Return the ids of what may stand in a sentence and says this: a label, or `no label`.

        There is none where the sentence says so already, nor where another label excludes it.
        """
        view = self._view(article)
        said = view.accepted(sentence, what) or (what == UNLABELLED and view.decided(sentence))
        places = ((lost, lost.candidate) for lost in view.lost if lost.what == what and not said)
        return [
            lost.id
            for lost, place in places
            if place and sentence in _sentences(view, place) and not self._excluded(view, lost, place)
        ]

    def attach(self, article: Article, lost_id: str, start: int, end: int) -> Changed:
        """Put what is lost on `text[start:end]`; a decision or note on the sentences this touches.

        Raises `ValueError` for offsets that are no piece of the text, and `Refused` where another label
        excludes it.
        """
        view = self._view(article)
        (lost,) = _named(view, [lost_id])
        parts, missing = located_parts(article, lost.piece, start, end, view.record.pieces())
        place = Candidate(start, end, piece(article, start, end), 1.0, parts, missing)
        if isinstance(lost.piece, Annotation):
            if lost.piece.label in self.schema:
                self._check_unit(lost.piece.label, unit_of(article, self._placed(view, lost.piece, place)))
            if self._excluded(view, lost, place):
                raise Refused(f"a label there excludes {lost.piece.label}: take that off first")
        attached = [(lost, place)]
        return self._recover(view, attached, f"{_told(view, attached)} attached{_missing(attached)}")

    def drop(self, article: Article, ids: Iterable[str]) -> Changed:
        """Take away what is lost.

        What was carried from it to other versions stays: that the words are gone here says nothing of those.
        """
        view = self._view(article)
        dropped = _named(view, ids)
        words = (
            _counted(dropped) if len(dropped) > 1 else f"{dropped[0].what} of {quoted(dropped[0].piece.text)}"
        )
        touched = _sentences(view, dropped[0].candidate) if dropped[0].candidate else ()
        place = (article.id, touched[0]) if touched else None
        annotations = [(each.piece, None) for each in dropped if isinstance(each.piece, Annotation)]
        marks = [(each.piece, None) for each in dropped if isinstance(each.piece, Mark)]
        change = Change(article.id, article.digest, tuple(annotations), tuple(marks))
        return self._keep(f"dropped {words}", place, (change,))

    def _recover(self, view: View, found: Sequence[tuple[Lost, Candidate]], words: str) -> Changed:
        made: dict[tuple[str, int, int], Annotation] = {}
        annotations: list[Swap[Annotation]] = []
        merged: dict[str, str] = {}
        for lost, place in found:
            if isinstance(lost.piece, Annotation):
                placed = self._placed(view, lost.piece, place)
                before = made.setdefault((placed.label, placed.start, placed.end), placed)
                twice = before is not placed and says_no_more(placed, before)
                annotations.append((lost.piece, None if twice else placed))
                if twice:
                    merged[placed.id] = before.id
        marks = [(lost.piece, place) for lost, place in found if isinstance(lost.piece, Mark)]
        sentence = next(iter(_sentences(view, found[0][1])), 0)
        swaps = list(self._marked(view, marks))
        return self._do(view.article, words, sentence, annotations=annotations, marks=swaps, merged=merged)

    def _placed(self, view: View, stored: Annotation, place: Candidate) -> Annotation:
        found = anchored(view, stored, place.start, place.end)
        return replace(found, parts=place.parts, updated=self._now())

    def _marked(self, view: View, found: Sequence[tuple[Mark, Candidate]]) -> Iterator[Swap[Mark]]:
        """Yield what takes old marks away and makes one of all that came to a sentence."""
        decided: set[int] = set()
        notes: dict[int, list[str]] = {}
        for mark, place in found:
            yield mark, None
            for number, sentence in enumerate(_sentences(view, place)):
                own = notes.setdefault(sentence, [self.note(view.article, sentence)])
                if mark.note and not number:
                    own.append(mark.note)
                if mark.decided:
                    decided.add(sentence)
        for sentence, own in notes.items():
            said = "\n".join(dict.fromkeys(filter(None, own)))
            yield from self._remark(view, sentence, sentence in decided or None, said, among=notes)

    def _excluded(self, view: View, lost: Lost, place: Candidate) -> bool:
        """Tell whether a label on these words does not let this one stand there."""
        if not isinstance(lost.piece, Annotation):
            return False
        label, standing = lost.piece.label, overlapping(view, place.start, place.end)
        found = clashing(self.schema, label, place.start, place.end, standing)
        return any(each.label != label for each in found)


def _named(view: View, ids: Iterable[str]) -> list[Lost]:
    known: Mapping[str, Lost] = {each.id: each for each in view.lost}
    return [known[each] for each in dict.fromkeys(ids)]


def _sentences(view: View, place: Candidate) -> tuple[int, ...]:
    return view.sentences(place.start, place.end)


def _told(view: View, found: Sequence[tuple[Lost, Candidate]]) -> str:
    if len(found) > 1:
        return _counted([lost for lost, _ in found])
    lost, place = found[0]
    touched = _sentences(view, place)
    where = in_words(range(touched[0], touched[-1] + 1)) if touched else quoted(place.text)
    return f"{lost.what} on {where}"


def _counted(lost: Iterable[Lost]) -> str:
    """Return how many of each kind there are: “3 claim, 1 no label”."""
    return ", ".join(f"{count:,} {what}" for what, count in Counter(each.what for each in lost).items())


def _missing(found: Iterable[tuple[Lost, Candidate]]) -> str:
    roles = dict.fromkeys(role for _, place in found for role in place.missing)
    return f", without {' and '.join(roles)}" if roles else ""
