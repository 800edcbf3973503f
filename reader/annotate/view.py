"""One article's annotations at their places in its present text, looked up by sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reader.annotate import anchors
from reader.annotate.annotation import Annotation, Mark, Status
from reader.annotate.lost import Lost, says_no_more
from reader.annotate.records import Change, MarkKey, Record, Summary, apart, mark_key
from reader.annotate.recovery import Candidate, candidates
from reader.corpus.article import Article


class View:
    """A record laid over an article; `advance` follows a change at the cost of that change."""

    def __init__(self, article: Article, record: Record) -> None:
        self.article = article
        self.record = record
        self.search = anchors.Search(article.text)
        self._starts = [sentence.start for sentence in article.sentences]
        self._ends = [sentence.end for sentence in article.sentences]
        self._placed: dict[str, Annotation] = {}
        self._by_sentence: dict[int, dict[str, Annotation]] = {}
        self._marks: dict[int, dict[MarkKey, Mark]] = {}
        self._marked: dict[MarkKey, tuple[int, ...]] = {}
        self._sorted: tuple[Annotation, ...] | None = None
        self._decided: set[int] = set()
        self._unsure: set[int] = set()
        self._lost: dict[str | MarkKey, Annotation | Mark] = {}
        self._open: set[int] | None = None
        self._listed: tuple[Lost, ...] | None = None
        self._asked: dict[str | MarkKey, tuple[Annotation | Mark, Candidate | None]] = {}
        changed = [piece for piece in self.record.pieces() if piece.anchor.digest != article.digest]
        self.search.prepare(piece.text for piece in changed)
        if gone := [piece for piece in changed if not self.search.find(piece.text)]:
            self.search.prepare_respelt(gone)
        for annotation in record.annotations.values():
            self._unsure.update(self._add(annotation))
        for mark in record.marks.values():
            self._unsure.update(self._add_mark(mark))

    def advance(self, change: Change, record: Record) -> set[int]:
        """Become the view of `record`, which `change` made of the one held so far.

        Returns the sentences about which something else is said now.
        """
        self.record = record
        self._open = self._listed = None
        touched: set[int] = set()
        for before, after in change.annotations:
            if before is not None:
                touched.update(self._drop(before.id))
            if after is not None:
                touched.update(self._add(after))
        for old, new in change.marks:
            if old is not None:
                touched.update(self._drop_mark(mark_key(old)))
            if new is not None:
                touched.update(self._add_mark(new))
        self._unsure |= touched
        return touched

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Those that have a place, by start, end and id."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._placed.values(), key=lambda a: (a.start, a.end, a.id)))
        return self._sorted

    @property
    def doubtful(self) -> dict[str, Candidate]:
        """Where those may stand that have no place without doubt, by id; they count as no labels.

        The first to ask pays for the search, at a cost linear in the record and the article.
        """
        return {key: found for key, found in self._candidates().items() if isinstance(key, str)}

    @property
    def doubtful_marks(self) -> dict[MarkKey, Candidate]:
        """Where the sentences of marks may be that are not what they were."""
        return {key: found for key, found in self._candidates().items() if not isinstance(key, str)}

    @property
    def orphans(self) -> dict[str, Annotation]:
        """Those that no words in the article are like, by id."""
        found = self._candidates()
        return {
            key: piece
            for key, piece in self._lost.items()
            if isinstance(key, str) and isinstance(piece, Annotation) and key not in found
        }

    @property
    def lost(self) -> tuple[Lost, ...]:
        """All that have no place without doubt and are of use: first those with a candidate, in its order.

        Rejected annotations are not, nor is a decision on a sentence that was decided anew, or that there is
        no label where one was put later.
        """
        if self._listed is None:
            found = self._candidates()
            lost = (Lost(key, piece, found.get(key)) for key, piece in self._lost.items())
            overruled = self._overruled()
            useful = (each for each in lost if not _is_rejected(each.piece) and each.key not in overruled)
            wanted = (each for each in useful if not self._is_settled(each))
            self._listed = tuple(sorted(wanted, key=lambda each: each.order))
        return self._listed

    def _overruled(self) -> set[MarkKey]:
        """Return the lost marks that say only that there is no label where one of the lost labels stood."""
        found: set[MarkKey] = set()
        marks = {k: m for k, m in self._lost.items() if isinstance(m, Mark) and not m.note}
        labels = [a for a in self._lost.values() if isinstance(a, Annotation) and a.status is Status.ACCEPTED]
        for digest in {each.anchor.digest for each in labels} if marks else ():
            here = {(m.start, m.end): k for k, m in marks.items() if m.anchor.digest == digest}
            free = set(apart(here, [each for each in labels if each.anchor.digest == digest]))
            found.update(key for place, key in here.items() if place not in free and not isinstance(key, str))
        return found

    def doubtful_at(self, sentence: int) -> bool:
        """Tell whether a person is to be asked about something that may stand in a sentence."""
        if self._open is None:
            places = (each.candidate for each in self.lost if each.candidate)
            self._open = {at for place in places for at in self.sentences(place.start, place.end)}
        return sentence in self._open

    def get(self, annotation_id: str) -> Annotation:
        """Return one annotation at its place; raise `KeyError` if there is none, or it has none."""
        return self._placed[annotation_id]

    def has(self, annotation_id: str) -> bool:
        """Tell whether an annotation has a place beyond doubt."""
        return annotation_id in self._placed

    def touching(self, sentence: int, label: str | None = None) -> list[Annotation]:
        """Return what touches a sentence, whatever its status, in the order of the text."""
        found = self._by_sentence.get(sentence, {}).values()
        return sorted((a for a in found if label in (None, a.label)), key=lambda a: (a.start, a.end, a.id))

    def accepted(self, sentence: int, label: str | None = None) -> list[Annotation]:
        """Return the accepted annotations that touch a sentence."""
        return [a for a in self.touching(sentence, label) if a.status is Status.ACCEPTED]

    def marks(self, sentence: int) -> list[Mark]:
        """Return the marks of a sentence, at their places, the latest last."""
        return sorted(self._marks.get(sentence, {}).values(), key=lambda mark: (mark.updated, mark_key(mark)))

    def stored_marks(self, sentence: int) -> list[Mark]:
        """Return the marks of a sentence as they are stored."""
        return [self.record.marks[key] for key in self._marks.get(sentence, {})]

    def decided(self, sentence: int) -> bool:
        """Whether a sentence is labelled, or decided to carry no label."""
        return any(mark.decided for mark in self._marks.get(sentence, {}).values()) or any(
            a.status is Status.ACCEPTED for a in self._by_sentence.get(sentence, {}).values()
        )

    def decided_total(self) -> int:
        """Return how many sentences are decided, at the cost of those touched since it was last asked."""
        for sentence in self._unsure:
            if self.decided(sentence):
                self._decided.add(sentence)
            else:
                self._decided.discard(sentence)
        self._unsure.clear()
        return len(self._decided)

    def summary(self) -> Summary:
        """Count what a list shows, without what has no place in the present text."""
        marks = {key: self.record.marks[key] for key in self._marked}
        placed = Record(self._placed, marks, self.record.state).summary()
        return replace(placed, decided=self.decided_total())

    def sentences(self, start: int, end: int) -> tuple[int, ...]:
        """Return the sentences that `start:end` touches."""
        return tuple(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))

    def _candidates(self) -> dict[str | MarkKey, Candidate]:
        """Return candidates by what they are for; what was asked for before is known."""
        fresh = {
            key: piece
            for key, piece in self._lost.items()
            if not _is_rejected(piece) and self._asked.get(key, (None,))[0] is not piece
        }
        if fresh:
            found = candidates(self.article, fresh, self.record.pieces())
            self._asked |= {key: (piece, found.get(key)) for key, piece in fresh.items()}
        return {key: known for key in self._lost if (known := self._known_candidate(key))}

    def _known_candidate(self, key: str | MarkKey) -> Candidate | None:
        piece, known = self._asked.get(key, (None, None))
        return known if piece is not None and piece is self._lost.get(key) else None

    def _is_settled(self, lost: Lost) -> bool:
        """Tell whether all that was said stands there again, because a person said it anew."""
        piece, place = lost.piece, lost.candidate
        if place is None or piece.note:
            return False
        touched = self.sentences(place.start, place.end)
        if isinstance(piece, Mark):
            return all(map(self.decided, touched))
        return any(
            (each.start, each.end) == (place.start, place.end) and says_no_more(piece, each)
            for sentence in touched
            for each in self.accepted(sentence, piece.label)
        )

    def _lose(self, key: str | MarkKey, piece: Annotation | Mark) -> Sequence[int]:
        self._lost[key] = piece
        return self._around(key)

    def _around(self, key: str | MarkKey) -> Sequence[int]:
        """Return the sentences in which something lost may stand, as far as is known."""
        candidate = self._known_candidate(key)
        return self.sentences(candidate.start, candidate.end) if candidate else ()

    def _add(self, annotation: Annotation) -> Sequence[int]:
        """Add an annotation; return the sentences it touches, as the others below do."""
        self._sorted = None
        placed = anchors.place(annotation, self.article.text, self.article.digest, self.search)
        if placed is None:
            return self._lose(annotation.id, annotation)
        self._placed[placed.id] = placed
        touched = self.sentences(placed.start, placed.end)
        for sentence in touched:
            self._by_sentence.setdefault(sentence, {})[placed.id] = placed
        return touched

    def _drop(self, annotation_id: str) -> Sequence[int]:
        self._sorted = None
        placed = self._placed.pop(annotation_id, None)
        if placed is None:
            return self._forget(annotation_id)
        touched = self.sentences(placed.start, placed.end)
        for sentence in touched:
            self._by_sentence[sentence].pop(annotation_id, None)
        return touched

    def _forget(self, key: str | MarkKey) -> Sequence[int]:
        """Forget what was lost."""
        touched = self._around(key)
        self._lost.pop(key, None)
        return touched

    def _add_mark(self, mark: Mark) -> Sequence[int]:
        placed = anchors.place_mark(mark, self.article.text, self.article.digest, self.search)
        if placed is None:
            return self._lose(mark_key(mark), mark)
        touched = self._marked[mark_key(mark)] = self.sentences(placed.start, placed.end)
        for sentence in touched:
            self._marks.setdefault(sentence, {})[mark_key(mark)] = placed
        return touched

    def _drop_mark(self, key: MarkKey) -> Sequence[int]:
        if key not in self._marked:
            return self._forget(key)
        touched = self._marked.pop(key)
        for sentence in touched:
            self._marks[sentence].pop(key, None)
        return touched


def _is_rejected(piece: Annotation | Mark) -> bool:
    """Tell whether a piece only remembers that something was not wanted."""
    if isinstance(piece, Annotation):
        return piece.status is Status.REJECTED
    return not piece.decided and not piece.note
