"""One article's annotations at their places in its present text, looked up by sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

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
            self._add(annotation)
        for mark in record.marks.values():
            self._add_mark(mark)

    def advance(self, change: Change, record: Record) -> None:
        """Become the view of `record`, which `change` made of the one held so far."""
        self.record = record
        for before, after in change.annotations:
            if before is not None:
                self._drop(before.id)
            if after is not None:
                self._add(after)
        for old, new in change.marks:
            if old is not None:
                self._drop_mark(mark_key(old))
            if new is not None:
                self._add_mark(new)

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

    def _add(self, annotation: Annotation) -> None:
        self._sorted = None
        placed = anchors.place(annotation, self.article.text, self.article.digest, self.search)
        if placed is None:
            self.orphans[annotation.id] = annotation
            return
        self._placed[placed.id] = placed
        for sentence in self._touched(placed):
            self._unsure.add(sentence)
            self._by_sentence.setdefault(sentence, {})[placed.id] = placed

    def _drop(self, annotation_id: str) -> None:
        self._sorted = None
        self.orphans.pop(annotation_id, None)
        placed = self._placed.pop(annotation_id, None)
        for sentence in self._touched(placed) if placed else ():
            self._unsure.add(sentence)
            self._by_sentence[sentence].pop(annotation_id, None)

    def _touched(self, annotation: Annotation) -> Iterable[int]:
        return self.sentences(annotation.start, annotation.end)

    def _add_mark(self, mark: Mark) -> None:
        placed = anchors.place_mark(mark, self.article.text, self.article.digest, self.search)
        if placed is None:
            return
        self._marked[mark_key(mark)] = self.sentences(placed.start, placed.end)
        for sentence in self._marked[mark_key(mark)]:
            self._unsure.add(sentence)
            self._marks.setdefault(sentence, {})[mark_key(mark)] = placed

    def _drop_mark(self, key: MarkKey) -> None:
        for sentence in self._marked.pop(key, ()):
            self._unsure.add(sentence)
            self._marks[sentence].pop(key, None)
