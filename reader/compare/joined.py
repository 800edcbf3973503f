"""Several sentences read as one text, and places in it brought back to each sentence."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Joined:
    """Sentences put together with single spaces, so that they can be diffed as one."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.text = " ".join(sentences)
        self._bounds: list[tuple[int, int]] = []
        start = 0
        for sentence in sentences:
            self._bounds.append((start, start + len(sentence)))
            start += len(sentence) + 1

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the number of the sentence in which `offset` of the text lies, and the offset within it."""
        number = max(0, bisect_right(self._bounds, (offset, -1)) - 1)
        if number + 1 < len(self._bounds) and self._bounds[number + 1][0] == offset:
            number += 1
        low, high = self._bounds[number]
        return number, min(offset, high) - low

    def divide(self, ranges: Iterable[tuple[tuple[int, int], T]]) -> list[list[tuple[tuple[int, int], T]]]:
        """Return, per sentence, the ranges that touch it, in its own offsets; empty ranges are left out."""
        parts: list[list[tuple[tuple[int, int], T]]] = [[] for _ in self._bounds]
        for (start, end), value in ranges:
            for part, (low, high) in zip(parts, self._bounds, strict=True):
                inside = (max(start, low), min(end, high))
                if inside[0] < inside[1]:
                    part.append(((inside[0] - low, inside[1] - low), value))
        return parts
