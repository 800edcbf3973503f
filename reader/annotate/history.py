"""What a journal says of the articles: what their files may lack, and what they should hold."""

from collections.abc import Callable, Iterable, Iterator

from reader.annotate.entry import Entry, no_step
from reader.annotate.index import Index
from reader.annotate.journal import Journal
from reader.annotate.records import Change, Stored, StoreError


class History:
    """A journal as it was when this was made.

    `tail` holds the steps since every file was up to date, as (number, change) by article; of what lies
    before, only the number of the last step on each article is known until a file turns out to lack it.
    """

    def __init__(self, journal: Journal, annotator: str, note: Callable[[str], None]) -> None:
        self.tail: dict[str, list[tuple[int, Change]]] = {}
        self._journal = journal
        self._annotator = annotator
        self._note = note
        self._index = Index(journal)
        for seq, change in journal.changes(self._entries(), annotator, note):
            self.tail.setdefault(change.article, []).append((seq, change))

    @property
    def settled(self) -> set[str]:
        """The articles with steps before the tail."""
        return set(self._index.last)

    def covers(self, article_id: str, seq: int) -> bool:
        """Whether a file with that number holds every step on its article before the tail."""
        return seq >= self._index.last.get(article_id, 0)

    def advance(self, article_id: str, found: Stored) -> Stored:
        """Return what becomes of the content of a file by the steps of the tail that it lacks."""
        return _applied(found, self.tail.get(article_id, ()))

    def restore(self, article_id: str, found: Stored, problem: str) -> Stored:
        """Return what becomes of `found` by every step that it lacks, from the first on.

        Raises `StoreError` with the `problem` if the journal knows nothing of the article, or has damaged
        lines, which may have been about it.
        """
        offsets = self._index.lines(article_id)
        if offsets is None:
            raise StoreError(f"{problem}, and the journal has damaged lines")
        if not offsets:
            raise StoreError(problem)
        entries = list(self._journal.entries_at(offsets))
        changes = self._journal.changes(entries, self._annotator, self._note)
        made = _applied(found, (each for each in changes if each[1].article == article_id))
        return Stored(made.record, max(made.seq, entries[-1].seq))

    def keep_index(self) -> bool:
        """Keep on disk what spares the next start from reading the journal; return whether that was due."""
        return self._index.keep()

    def _entries(self) -> Iterator[Entry]:
        """Yield the tail of the journal; of a damaged line in it nobody can know what the files lack."""
        for start, line, entry in self._journal.lines(self._journal.saved):
            if entry:
                yield entry
            elif not self._journal.notices:
                self._note(f"{self._journal.path}: at byte {start}: {no_step(line)}; it is passed over")


def _applied(found: Stored, changes: Iterable[tuple[int, Change]]) -> Stored:
    """Return `found` after the changes with a higher number; a step may hold several of one article."""
    record, last = found
    for seq, change in changes:
        if seq > found.seq:
            record, last = record.changed(change), seq
    return Stored(record, last)
