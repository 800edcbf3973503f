"""Where a journal speaks of each article: how a missing or older article file is noticed.

What it says is derived from the journal. It is kept beside it as `journal.index`, which may be removed at any
time, so that a start need not read a long journal.
"""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reader.annotate import durable
from reader.annotate.journal import TAIL, Journal

FORMAT = 1


class Index:
    """`last` says the number of the last step on each article in what the journal holds up to `end`."""

    def __init__(self, journal: Journal) -> None:
        self.last: dict[str, int] = {}
        self.end = 0
        self._journal = journal
        self._kept_size = self._kept_end = 0
        self._lines: dict[str, list[int]] | None = None
        self._is_whole = True
        if journal.saved:
            self._load()
        for entry in journal.entries(self.end, journal.saved):
            self.last.update(dict.fromkeys(journal.articles(entry), entry.seq))
        self.end = journal.saved

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._journal.path.with_suffix(".index")

    def keep(self) -> bool:
        """Write it if the next start would read a lot without it; return whether that was so.

        A lot is more of the journal than the index itself is long, so that both a start and the writing cost
        little, however many articles there are.
        """
        due = self.end - self._kept_end > max(TAIL, self._kept_size)
        if due:
            value = {"format": FORMAT, "end": self.end, "line": self._identity(self.end), "last": self.last}
            with suppress(OSError):
                durable.replace(self.path, json.dumps(value).encode())
        return due

    def lines(self, article_id: str) -> list[int] | None:
        """Return where the journal speaks of an article, None if some of its lines are damaged.

        Reads the journal from end to end, once.
        """
        if self._lines is None:
            self._lines = {}
            for offset, _, entry in self._journal.lines():
                if entry is None:
                    self._is_whole = False
                    continue
                for article in self._journal.articles(entry):
                    self._lines.setdefault(article, []).append(offset)
        return self._lines.get(article_id, []) if self._is_whole else None

    def _load(self) -> None:
        """Take what is kept if it was made of this very journal."""
        try:
            data = self.path.read_bytes()
            value = json.loads(data)
            end, last = value["end"], value["last"]
            if (
                value["format"] == FORMAT
                and type(end) is int
                and end <= self._journal.saved
                and value["line"] == self._identity(end)
                and all(type(seq) is int for seq in last.values())
            ):
                self.last, self.end = last, end
                self._kept_size, self._kept_end = len(data), end
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return

    def _identity(self, end: int) -> str:
        return sha256(self._journal.last_line(end)).hexdigest()
