"""Find annotations again after the text of their article changed.

An anchor is the exact text plus what stood around it, as in the W3C Web Annotation model (text quote
selector). Either the same words are found without doubt, in another spelling at most, or a person is to be
asked (`recovery` finds what to propose): never are they put on other words.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from reader.annotate.annotation import Anchor, Annotation, Mark, Part
from reader.annotate.context import in_same_sentence
from reader.annotate.respelt import Respelt

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

    def prepare_respelt(self, pieces: Iterable[Annotation | Mark]) -> None:
        """Look for many pieces in another spelling at once."""
        self.respelt[1].prepare(_around(piece)[1].text for piece in pieces)

    @cached_property
    def respelt(self) -> "tuple[Respelt, Search]":
        """The text without the distinctions that make no other words, and the search in that."""
        made = Respelt(self.text)
        return made, Search(made.text)


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
        certain = [found for found in candidates if in_same_sentence(text, words, at, found)]
        return certain[0] if certain else None
    if len(at.prefix) >= MOST_CONTEXT or len(at.suffix) >= MOST_CONTEXT:
        return None
    # Words that stand, or stood, in the text more than once say nothing alone: both sides have to agree.
    sides = {
        c: text.endswith(at.prefix, 0, c) + text.startswith(at.suffix, c + len(words)) for c in candidates
    }
    best = max(sides.values(), default=0)
    if best < (1 if at.copies == 1 else 2):
        return None
    winners = [candidate for candidate, agreeing in sides.items() if agreeing == best]
    return winners[0] if len(winners) == 1 and in_same_sentence(text, words, at, winners[0]) else None


def place(annotation: Annotation, text: str, digest: str, search: Search | None = None) -> Annotation | None:
    """Return `annotation` at its place in `text`, its parts with it; None if it has none without doubt.

    Where the same words are spelt otherwise now, the annotation has them as they stand there.
    """
    search = search or Search(text)
    old = annotation
    where = locate(text, digest, old.start, old.end, old.text, old.anchor, search)
    if where is None:
        return _place_respelt(old, search)
    shift = where[0] - annotation.start
    parts = tuple(Part(p.role, p.start + shift, p.end + shift, p.text) for p in annotation.parts)
    if any(part.start < 0 or text[part.start : part.end] != part.text for part in parts):
        return _place_respelt(old, search)
    if not shift:
        return annotation
    return replace(annotation, start=where[0], end=where[1], parts=parts)


def place_mark(mark: Mark, text: str, digest: str, search: Search | None = None) -> Mark | None:
    """Return `mark` at its place in `text`; None if its sentence has none without doubt."""
    search = search or Search(text)
    where = locate(text, digest, mark.start, mark.end, mark.text, mark.anchor, search)
    if where == (mark.start, mark.end):
        return mark
    if where is not None:
        return replace(mark, start=where[0], end=where[1])
    found = _respelt(mark, search)
    where = found and found(mark.start, mark.end, mark.text)
    return where and replace(mark, start=where[0], end=where[1], text=text[where[0] : where[1]])


def _place_respelt(old: Annotation, search: Search) -> Annotation | None:
    found = _respelt(old, search)
    where = found and found(old.start, old.end, old.text)
    if found is None or where is None:
        return None
    parts = []
    for part in old.parts:
        there = found(part.start, part.end, part.text)
        if there is None:
            return None
        parts.append(Part(part.role, *there, search.text[there[0] : there[1]]))
    start, end = where
    return replace(old, start=start, end=end, text=search.text[start:end], parts=tuple(parts))


_Mapping = Callable[[int, int, str], tuple[int, int] | None]


def _respelt(piece: Annotation | Mark, search: Search) -> _Mapping | None:
    """Return what says where words near a piece are now, if it and all around it only changed their spelling.

    Other words may be spelt like these, so both sides have to agree, and there may be but one such place.
    """
    if max(len(piece.anchor.prefix), len(piece.anchor.suffix)) >= MOST_CONTEXT:
        return None
    base, here = _around(piece)
    there, found_by = search.respelt
    places = found_by.find(here.text)
    if len(places) != 1:
        return None

    def find(start: int, end: int, words: str) -> tuple[int, int] | None:
        first, last = here.offset(start - base), here.offset(end - base)
        if not base <= start < end or here.text[first:last] != Respelt(words).text:
            return None
        return there.span(places[0] + first, places[0] + last)

    return find


def _around(piece: Annotation | Mark) -> tuple[int, Respelt]:
    """Return a piece with what stood around it, respelt, and where that began."""
    whole = f"{piece.anchor.prefix}{piece.text}{piece.anchor.suffix}"
    inner = whole.lstrip()
    return piece.start - len(piece.anchor.prefix) + len(whole) - len(inner), Respelt(inner.rstrip())
