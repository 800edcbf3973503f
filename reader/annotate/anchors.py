"""Find annotations again after the text of their article changed.

An anchor is the exact text plus what stood around it, as in the W3C Web Annotation model (text quote
selector). Either the very same words are found without doubt, or the annotation is an orphan: never on other
words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.annotate.annotation import Anchor, Annotation, Mark, Part

CONTEXT = 32
MOST_CONTEXT = 2048
MANY = 32
GRAM = 24
CROWD = 64


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset at which `words` stand in `text`, overlapping ones too."""
    if not words:
        return
    found = text.find(words)
    while found >= 0:
        yield found
        found = text.find(words, found + 1)


class Search:
    """Where words stand in one text; what was looked for once is known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, list[int]] = {}

    def prepare(self, many: Iterable[str]) -> None:
        """Look for many words at once, in one pass over the text instead of one each."""
        new = {words for words in many if len(words) >= GRAM and words not in self._found}
        if len(new) < MANY:
            return
        places: dict[str, list[int]] = {words[:GRAM]: [] for words in new}
        for start in range(len(self.text) - GRAM + 1):
            if (found := places.get(self.text[start : start + GRAM])) is not None:
                found.append(start)
        for words in new:
            begun = places[words[:GRAM]]
            if len(begun) <= CROWD:  # else looking for the whole words is faster
                self._found[words] = [start for start in begun if self.text.startswith(words, start)]

    def find(self, words: str) -> list[int]:
        """Return every offset at which `words` stand."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = list(occurrences(self.text, words))
        return found


def anchor(text: str, digest: str, start: int, end: int, search: Search | None = None) -> Anchor:
    """Return the anchor of `text[start:end]`, with as much around it as tells it from its copies."""
    copies = (search or Search(text)).find(text[start:end])
    rivals = [copy for copy in copies if copy != start]
    reach = CONTEXT
    if next(_alike(text, start, end, rivals, MOST_CONTEXT), None) is not None:
        reach = MOST_CONTEXT
    else:
        while rivals := list(_alike(text, start, end, rivals, reach)):
            reach *= 2
    return Anchor(text[max(0, start - reach) : start], text[end : end + reach], digest, len(copies))


def _alike(text: str, start: int, end: int, copies: Iterable[int], reach: int) -> Iterator[int]:
    """Yield those copies of the words at `start:end` that have the same around them."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    for copy in copies:
        if text.endswith(before, 0, copy) and text.startswith(after, copy + end - start):
            yield copy


def locate(
    text: str, digest: str, start: int, end: int, words: str, at: Anchor, search: Search | None = None
) -> tuple[int, int] | None:
    """Return where `words`, once at `start:end`, stand in `text` now; None if that is in doubt."""
    if digest == at.digest and text[start:end] == words:
        return start, end
    found = _find(text, words, at, (search or Search(text)).find(words))
    return None if found is None else (found, found + len(words))


def _find(text: str, words: str, at: Anchor, candidates: list[int]) -> int | None:
    if at.copies == 1 and len(candidates) <= 1:
        return candidates[0] if candidates else None
    if len(at.prefix) >= MOST_CONTEXT or len(at.suffix) >= MOST_CONTEXT:
        return None
    # Words that stood in the text more than once say nothing alone: both sides have to agree.
    sides = {
        c: text.endswith(at.prefix, 0, c) + text.startswith(at.suffix, c + len(words)) for c in candidates
    }
    best = max(sides.values(), default=0)
    if best < (1 if at.copies == 1 else 2):
        return None
    winners = [candidate for candidate, agreeing in sides.items() if agreeing == best]
    return winners[0] if len(winners) == 1 else None


def place(annotation: Annotation, text: str, digest: str, search: Search | None = None) -> Annotation | None:
    """Return `annotation` at its place in `text`, its parts with it; None if it is an orphan."""
    old = annotation
    where = locate(text, digest, old.start, old.end, old.text, old.anchor, search)
    if where is None:
        return None
    shift = where[0] - annotation.start
    parts = tuple(Part(p.role, p.start + shift, p.end + shift, p.text) for p in annotation.parts)
    if any(part.start < 0 or text[part.start : part.end] != part.text for part in parts):
        return None
    if not shift:
        return annotation
    return replace(annotation, start=where[0], end=where[1], parts=parts)


def place_mark(mark: Mark, text: str, digest: str, search: Search | None = None) -> Mark | None:
    """Return `mark` at its place in `text`; None if its sentence is gone."""
    where = locate(text, digest, mark.start, mark.end, mark.text, mark.anchor, search)
    if where == (mark.start, mark.end):
        return mark
    return None if where is None else replace(mark, start=where[0], end=where[1])
