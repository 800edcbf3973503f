"""Annotations that are kept nowhere: for a look at an article, and for tests."""

from collections.abc import Iterator

from reader.annotate.records import AnnotationStore, ReadOnly, Record, Step, Summary


class MemoryStore:
    """An `AnnotationStore` without files; `reason`, if given, makes it read-only."""

    def __init__(self, annotator: str = "reader", reason: str = "") -> None:
        self.annotator = annotator
        self.reason = reason
        self._records: dict[str, Record] = {}
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._undone: list[Step] = []
        self._seq = 0

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return bool(self.reason)

    def load(self, article_id: str) -> Record:
        """Return what is kept of an article."""
        return self._records.setdefault(article_id, Record())

    def read(self, article_id: str) -> Record:
        """Return what is kept of an article."""
        return self.load(article_id)

    def summary(self, article_id: str) -> Summary:
        """Return the counts of one article."""
        return self.load(article_id).summary()

    def articles(self) -> Iterator[str]:
        """Yield the ids of the articles that have anything kept."""
        return (name for name, record in sorted(self._records.items()) if not record.empty)

    def append(self, step: Step) -> int:
        """Keep a step; return its sequence number."""
        self._check()
        self._redo.clear()
        self._undo.append(step)
        return self._apply(step)

    def undo_step(self) -> tuple[int, Step] | None:
        """Take back the last step."""
        self._check()
        if not self._undo:
            return None
        step = self._undo.pop()
        self._redo.append(step)
        self._undone.append(step)
        return self._apply(step.reversed()), step

    def redo_step(self) -> tuple[int, Step] | None:
        """Do again what was last taken back."""
        self._check()
        if not self._redo:
            return None
        step = self._redo.pop()
        self._undone.remove(step)
        self._undo.append(step)
        return self._apply(step), step

    def undone(self) -> Iterator[Step]:
        """Yield the steps that were taken back and not done again."""
        return iter(list(self._undone))

    def refresh(self) -> None:
        """Do nothing: nobody else writes here."""

    def flush(self) -> None:
        """Do nothing: there is no disk."""

    def close(self) -> None:
        """Do nothing: nobody waits."""

    def _check(self) -> None:
        if self.reason:
            raise ReadOnly(self.reason)

    def _apply(self, step: Step) -> int:
        for change in step.changes:
            self._records[change.article] = self.load(change.article).changed(change)
        self._seq += 1
        return self._seq


class Rehearsal(MemoryStore):
    """What another store holds, for steps that are only tried: nothing of them gets there."""

    def __init__(self, store: AnnotationStore) -> None:
        super().__init__(store.annotator)
        self._store = store

    def load(self, article_id: str) -> Record:
        """Return what is stored of an article, with the steps that were tried."""
        if article_id not in self._records:
            self._records[article_id] = self._store.read(article_id)
        return self._records[article_id]
