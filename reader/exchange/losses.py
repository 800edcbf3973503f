"""What a format cannot express: counted by kind, and listed by place."""

from collections import Counter, defaultdict
from typing import Any

LISTED = 1000
"""Places of one kind that are named; all of them are counted."""


class Losses:
    """The losses of one export or import."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._places: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, what: str, article: str, detail: str = "") -> None:
        """Count one loss of a kind, named in the plural as in “overlapping spans”, and where it was."""
        self.counts[what] += 1
        if len(self._places[what]) < LISTED:
            self._places[what].append(f"{article}: {detail}" if detail else article)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def __str__(self) -> str:
        return ", ".join(f"{count:,} {what}" for what, count in sorted(self.counts.items()))

    def to_json(self) -> dict[str, Any]:
        """Return counts and places as plain values; each kind lists its first `LISTED` places."""
        return {
            what: {"count": count, "places": self._places[what]}
            for what, count in sorted(self.counts.items())
        }
