"""What is stored of one article, and the steps that change it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from reader.annotate.annotation import Annotation, Mark, State, Status

MarkKey = tuple[int, int, str]
"""Start, end and digest of the text: marks made in different texts do not meet."""

Piece = TypeVar("Piece")
Swap = tuple[Piece | None, Piece | None]
"""A piece before and after; None where it is absent."""


class StoreError(Exception):
    """Annotations cannot be read or written; the message is one clear line."""


class ReadOnly(StoreError):
    """A decision was asked for where none can be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a step does to one article: its pieces as they were and as they became.

    `digest` is that of the text the step was made in.
    """

    article: str
    digest: str = ""
    annotations: tuple[Swap[Annotation], ...] = ()
    marks: tuple[Swap[Mark], ...] = ()
    state: Swap[State] | None = None

    def reversed(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(
            self.article,
            self.digest,
            tuple((after, before) for before, after in self.annotations),
            tuple((after, before) for before, after in self.marks),
            None if self.state is None else (self.state[1], self.state[0]),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One decision, however many pieces and articles it touches: what one undo takes back.

    `at` is UTC in ISO 8601; `place` is the article and sentence to show when the step is undone or redone;
    `keys` is how many keys were pressed for it since the step before, 0 where nobody counted.
    """

    message: str
    at: str
    changes: tuple[Change, ...]
    place: tuple[str, int] | None = None
    keys: int = 0

    def reversed(self) -> "Step":
        """Return the step that takes this one back."""
        return replace(self, changes=tuple(change.reversed() for change in self.changes))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of one article.

    That is how many accepted annotations of each label, decided sentences, open proposals, and notes (on
    sentences or annotations) there are, and the state as it was set. `digests` are those of the texts it was
    all said of: in any other text some of it may have no place.
    """

    labels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    decided: int = 0
    state: State | None = None
    proposed: int = 0
    noted: int = 0
    digests: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def standing(self) -> State:
        """How far the article is: as it was set, else in progress as soon as anything is decided."""
        return self.state or (State.IN_PROGRESS if self.decided else State.TODO)


def mark_key(mark: Mark) -> MarkKey:
    """Return what a mark is stored under."""
    return mark.start, mark.end, mark.anchor.digest


@dataclass(frozen=True, slots=True)
class Record:
    """What one annotator has stored of one article; `digest` is that of the text last worked on."""

    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    marks: Mapping[MarkKey, Mark] = field(default_factory=dict)
    state: State | None = None
    digest: str = ""

    def changed(self, change: Change) -> "Record":
        """Return the record after `change`; making the same change again changes nothing."""
        annotations = dict(self.annotations)
        for before, after in change.annotations:
            if before is not None:
                annotations.pop(before.id, None)
            if after is not None:
                annotations[after.id] = after
        marks = dict(self.marks)
        for old, new in change.marks:
            if old is not None:
                marks.pop(mark_key(old), None)
            if new is not None:
                marks[mark_key(new)] = new
        state = self.state if change.state is None else change.state[1]
        return Record(annotations, marks, state, change.digest or self.digest)

    def pieces(self) -> list[Annotation | Mark]:
        """Return the annotations and the marks."""
        return [*self.annotations.values(), *self.marks.values()]

    @property
    def empty(self) -> bool:
        """Whether nothing is said about the article."""
        return not self.annotations and not self.marks and self.state is None

    def summary(self) -> Summary:
        """Count what a list shows."""
        accepted = [a for a in self.annotations.values() if a.status is Status.ACCEPTED]
        proposed = sum(a.status is Status.PROPOSED for a in self.annotations.values())
        labelled = {sentence for a in accepted for sentence in a.sentences}
        unlabelled = apart({(m.start, m.end) for m in self.marks.values() if m.decided}, accepted)
        labels = dict(sorted(Counter(a.label for a in accepted).items()))
        noted = sum(bool(m.note) for m in self.marks.values())
        noted += sum(bool(a.note) for a in self.annotations.values())
        digests = frozenset(piece.anchor.digest for piece in self.pieces())
        return Summary(labels, len(labelled) + len(unlabelled), self.state, proposed, noted, digests)


def apart(places: Iterable[tuple[int, int]], annotations: Iterable[Annotation]) -> list[tuple[int, int]]:
    """Return the places that have no character in common with any of the annotations."""
    taken = sorted((each.start, each.end) for each in annotations)
    reach = [0, *accumulate((end for _, end in taken), max)]
    return [(start, end) for start, end in places if reach[bisect_left(taken, (end, 0))] <= start]


class Stored(NamedTuple):
    """A record, and the number of the last step in it."""

    record: Record
    seq: int


class AnnotationStore(Protocol):
    """What a session needs of the place where annotations are kept."""

    @property
    def annotator(self) -> str:
        """Whose annotations these are."""

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""

    @property
    def reason(self) -> str:
        """Why decisions are refused; empty if they are not."""

    def load(self, article_id: str) -> Record:
        """Return what is stored of an article, including steps not yet on disk."""

    def read(self, article_id: str) -> Record:
        """Return what `load` does, for one look: it need not be kept in memory."""

    def summary(self, article_id: str) -> Summary:
        """Return the counts of one article, as cheaply as possible."""

    def articles(self) -> Iterator[str]:
        """Yield the ids of the articles that have anything stored."""

    def append(self, step: Step) -> int:
        """Keep a step and return its sequence number; raise `ReadOnly` if that is refused."""

    def undo_step(self) -> tuple[int, Step] | None:
        """Take back the last step; return the number of doing so and the step, None if there is none."""

    def redo_step(self) -> tuple[int, Step] | None:
        """Do again what was last taken back; return as `undo_step` does."""

    def undone(self) -> Iterator[Step]:
        """Yield the steps that were taken back and not done again; time grows with everything ever done."""

    def refresh(self) -> None:
        """Read again what other programs may have written, and write if nothing prevents it any more."""

    def flush(self) -> None:
        """Return when everything is on disk; raise `StoreError` if that cannot be."""

    def close(self) -> None:
        """Flush, and let others write."""
