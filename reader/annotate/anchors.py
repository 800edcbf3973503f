"""Find annotations again after the text of their article changed.

An anchor is the exact text plus what stood around it, as in the W3C Web Annotation model (text quote
selector). Either the very same words are found without doubt, or the annotation is an orphan: never on other
words.
"""

from collections.abc import Iterator
from dataclasses import replace

from reader.annotate.annotation import Anchor, Annotation, Mark, Part

CONTEXT = 32
MOST_CONTEXT = 2048


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset at which `words` stand in `text`, overlapping ones too."""
    if not words:
        return
    found = text.find(words)
    while found >= 0:
        yield found
        found = text.find(words, found + 1)


def anchor(text: str, digest: str, start: int, end: int) -> Anchor:
    """Return the anchor of `text[start:end]`, with as much around it as tells it from its copies."""
    copies = sum(1 for _ in occurrences(text, text[start:end]))
    reach = CONTEXT
    while reach < MOST_CONTEXT and copies > 1 and not _unique(text, max(0, start - reach), end + reach):
        reach *= 2
    return Anchor(text[max(0, start - reach) : start], text[end : end + reach], digest, copies)


def _unique(text: str, start: int, end: int) -> bool:
    found = occurrences(text, text[start:end])
    return next(found, None) is not None and next(found, None) is None


def locate(text: str, digest: str, start: int, end: int, words: str, at: Anchor) -> tuple[int, int] | None:
    """Return where `words`, once at `start:end`, stand in `text` now; None if that is in doubt."""
    if digest == at.digest and text[start:end] == words:
        return start, end
    found = _find(text, words, at)
    return None if found is None else (found, found + len(words))


def _find(text: str, words: str, at: Anchor) -> int | None:
    candidates = list(occurrences(text, words))
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


def place(annotation: Annotation, text: str, digest: str) -> Annotation | None:
    """Return `annotation` at its place in `text`, its parts with it; None if it is an orphan."""
    where = locate(text, digest, annotation.start, annotation.end, annotation.text, annotation.anchor)
    if where is None:
        return None
    shift = where[0] - annotation.start
    parts = tuple(Part(p.role, p.start + shift, p.end + shift, p.text) for p in annotation.parts)
    if any(part.start < 0 or text[part.start : part.end] != part.text for part in parts):
        return None
    if not shift:
        return annotation
    return replace(annotation, start=where[0], end=where[1], parts=parts)


def place_mark(mark: Mark, text: str, digest: str) -> Mark | None:
    """Return `mark` at its place in `text`; None if its sentence is gone."""
    where = locate(text, digest, mark.start, mark.end, mark.text, mark.anchor)
    return None if where is None else replace(mark, start=where[0], end=where[1])
