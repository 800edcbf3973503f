"""How long decisions take and how many keys, as the journal tells.

The time of a decision is that since the one before it. After a longer pause nobody knows when work began
again: such a decision has no time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

PAUSE = 300.0
"""Seconds after which a person was doing something else."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Figures of some decisions; times in seconds, None where none is known.

    `minutes` is the time of all timed decisions together. Keys were counted for `counted` of them.
    """

    decisions: int = 0
    timed: int = 0
    minutes: float = 0.0
    median: float | None = None
    ninetieth: float | None = None
    counted: int = 0
    keys: float | None = None


def pace(steps: Iterable[tuple[str, int]]) -> Pace:
    """Return the pace of steps in the order they were made: ISO 8601 times, and keys (0: not counted)."""
    gaps: list[float] = []
    keys: list[int] = []
    decisions, last = 0, None
    for at, pressed in steps:
        decisions += 1
        now = _seconds(at)
        if last is not None and now is not None and 0 <= now - last <= PAUSE:
            gaps.append(now - last)
        last = now
        if pressed:
            keys.append(pressed)
    return Pace(
        decisions,
        len(gaps),
        sum(gaps) / 60,
        median(gaps) if gaps else None,
        (quantiles(gaps, n=10)[-1] if len(gaps) > 1 else gaps[0]) if gaps else None,
        len(keys),
        sum(keys) / len(keys) if keys else None,
    )


def _seconds(at: str) -> float | None:
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return None
