"""One article's annotations at their places in its present text, looked up by sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.annotate import anchors
from reader.annotate.annotation import Annotation, Mark, Status
from reader.annotate.records import Change, MarkKey, Record, mark_key
from reader.corpus.article import Article


class View:
    """A record laid over an article; `advance` follows a change at the cost of that change."""

    def __init__(self, article: Article, record: Record) -> None:
        self.article = article
        self.record = record
        self.search = anchors.Search(article.text)
        self.orphans: dict[str, Annotation] = {}
        self._starts = [sentence.start for sentence in article.sentences]
        self._ends = [sentence.end for sentence in article.sentences]
        self._placed: dict[str, Annotation] = {}
        self._by_sentence: dict[int, dict[str, Annotation]] = {}
        self._marks: dict[int, dict[MarkKey, Mark]] = {}
        self._marked: dict[MarkKey, tuple[int, ...]] = {}
        self._sorted: tuple[Annotation, ...] | None = None
        self._decided: set[int] = set()
        self._unsure: set[int] = set()
        pieces: list[Annotation | Mark] = [*record.annotations.values(), *record.marks.values()]
        self.search.prepare(piece.text for piece in pieces if piece.anchor.digest != article.digest)
        for annotation in record.annotations.values():
            self._unsure.update(self._add(annotation))
        for mark in record.marks.values():
            self._unsure.update(self._add_mark(mark))

    def advance(self, change: Change, record: Record) -> set[int]:
        """Become the view of `record`, which `change` made of the one held so far.

        Returns the sentences about which something else is said now.
        """
        self.record = record
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

    def get(self, annotation_id: str) -> Annotation:
        """Return one annotation at its place; raise `KeyError` if there is none, or it is an orphan."""
        return self._placed[annotation_id]

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

    def sentences(self, start: int, end: int) -> tuple[int, ...]:
        """Return the sentences that `start:end` touches."""
        return tuple(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))

    def _add(self, annotation: Annotation) -> Sequence[int]:
        """Add an annotation; return the sentences it touches, as the others below do."""
        self._sorted = None
        placed = anchors.place(annotation, self.article.text, self.article.digest, self.search)
        if placed is None:
            self.orphans[annotation.id] = annotation
            return ()
        self._placed[placed.id] = placed
        touched = self.sentences(placed.start, placed.end)
        for sentence in touched:
            self._by_sentence.setdefault(sentence, {})[placed.id] = placed
        return touched

    def _drop(self, annotation_id: str) -> Sequence[int]:
        self._sorted = None
        self.orphans.pop(annotation_id, None)
        placed = self._placed.pop(annotation_id, None)
        touched = self.sentences(placed.start, placed.end) if placed else ()
        for sentence in touched:
            self._by_sentence[sentence].pop(annotation_id, None)
        return touched

    def _add_mark(self, mark: Mark) -> Sequence[int]:
        placed = anchors.place_mark(mark, self.article.text, self.article.digest, self.search)
        if placed is None:
            return ()
        touched = self._marked[mark_key(mark)] = self.sentences(placed.start, placed.end)
        for sentence in touched:
            self._marks.setdefault(sentence, {})[mark_key(mark)] = placed
        return touched

    def _drop_mark(self, key: MarkKey) -> Sequence[int]:
        touched = self._marked.pop(key, ())
        for sentence in touched:
            self._marks[sentence].pop(key, None)
        return touched
