"""Where words may stand that an article has no more as they were: candidates for a person to confirm.

What annotations, decisions and the anchors of both remember of the earlier text is put together and aligned,
sentence by sentence, with the present one; within a sentence the word diff tells where a piece of it is now.
A piece whose sentence has no counterpart is looked for in the sentences that share its rarest words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from reader.annotate.annotation import Annotation, Mark, Part
from reader.annotate.transfer import transferred
from reader.compare.align import align
from reader.compare.similarity import Similarity
from reader.compare.tokens import fold, is_word, straight, tokenize
from reader.corpus.article import Article

LEAST = 0.35
"""Candidates that share fewer of their words, in order, are none."""

LEAST_ELSEWHERE, FEWEST_WORDS, ASKED = 0.7, 4, 3
"""What is looked for in sentences that its own sentence did not become has to be long, and more alike."""

Place = tuple[int, int]
Piece = Annotation | Mark
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a piece may stand now, until a person says so.

    `text` is what stands there; `score` is the share of the words, 0 to 1, that both wordings have in the
    same order. `parts` are at their present places; `missing` are the roles of parts that have none.
    """

    start: int
    end: int
    text: str
    score: float
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()


def candidates(article: Article, lost: Mapping[Key, Piece], known: Iterable[Piece]) -> dict[Key, Candidate]:
    """Return candidates for those of the `lost` pieces that have one.

    `known` is everything that was said of the article, the lost pieces too: what was said in the same text
    tells what stood around them. Time and memory are linear in all of that together and in the article.
    """
    by_text: dict[str, list[Piece]] = {}
    wanted = {piece.anchor.digest for piece in lost.values()}
    for piece in known:
        if piece.anchor.digest in wanted:
            by_text.setdefault(piece.anchor.digest, []).append(piece)
    texts = [article.sentence_text(sentence.index) for sentence in article.sentences]
    found: dict[Key, Candidate] = {}
    homeless: dict[Key, Piece] = {}
    for digest, pieces in by_text.items():
        changes = _Changes(article, texts, pieces)
        for key, piece in lost.items():
            if piece.anchor.digest == digest:
                candidate = changes.candidate(piece)
                if candidate is not None:
                    found[key] = candidate
                elif not changes.is_whole(piece):
                    homeless[key] = piece
    return found | _elsewhere(article, texts, homeless)


def located_parts(
    article: Article, piece: Piece, start: int, end: int, known: Iterable[Piece]
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return the parts of a piece that is put on `start:end` by hand, and the roles of those not found."""
    parts = piece.parts if isinstance(piece, Annotation) else ()
    if not parts:
        return (), ()
    texts = [article.sentence_text(sentence.index) for sentence in article.sentences]
    same = [each for each in known if each.anchor.digest == piece.anchor.digest]
    changes = _Changes(article, texts, same)

    def place(part: Part) -> Place | None:
        if piece.start <= part.start and part.end <= piece.end:
            inner = transferred(
                part.start - piece.start, part.end - piece.start, piece.text, article.text[start:end]
            )
            return inner and (inner[0] + start, inner[1] + start)
        return changes.place(part.start, part.end)

    return _parts(article, parts, place)


class _Stretch(NamedTuple):
    """A piece of an earlier text, and where it began there."""

    start: int
    text: str


class _Sentence(NamedTuple):
    """A sentence of an earlier text, and the stretch that remembers it."""

    start: int
    end: int
    stretch: _Stretch

    @property
    def text(self) -> str:
        return self.stretch.text[self.start - self.stretch.start : self.end - self.stretch.start]


class _Changes:
    """What became of the sentences of one earlier text, as far as they are remembered."""

    def __init__(self, article: Article, texts: Sequence[str], pieces: Iterable[Piece]) -> None:
        self._article = article
        self._old = list(_remembered(pieces))
        self._starts = [sentence.start for sentence in self._old]
        self._ends = [sentence.end for sentence in self._old]
        self._alignment = align([sentence.text for sentence in self._old], texts)

    def candidate(self, piece: Piece) -> Candidate | None:
        """Return where a piece may stand now, None if nothing is like it."""
        where = self.place(piece.start, piece.end)
        if where is None:
            return None
        parts = piece.parts if isinstance(piece, Annotation) else ()
        placed = _parts(self._article, parts, lambda part: self.place(part.start, part.end))
        return _candidate(self._article, piece.text, where, LEAST, *placed)

    def is_whole(self, piece: Piece) -> bool:
        """Tell whether a piece is one or more whole sentences."""
        touched = self._touched(piece.start, piece.end)
        if not touched:
            return False
        return (self._starts[touched[0]], self._ends[touched[-1]]) == (piece.start, piece.end)

    def place(self, start: int, end: int) -> Place | None:
        """Return where the words are now that were at `start:end`."""
        touched = self._touched(start, end)
        run = self._counterparts(touched)
        if not run:
            return None
        first, last = self._article.sentences[run[0]].start, self._article.sentences[run[-1]].end
        old_start = self._starts[touched[0]]
        old_end = self._ends[touched[-1]]
        if (start, end) == (old_start, old_end):
            return first, last
        stretch = self._old[touched[0]].stretch
        wording = stretch.text[old_start - stretch.start : old_end - stretch.start]
        inner = transferred(start - old_start, end - old_start, wording, self._article.text[first:last])
        return inner and (inner[0] + first, inner[1] + first)

    def _touched(self, start: int, end: int) -> range:
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def _counterparts(self, touched: range) -> range | None:
        """Return the run of present sentences that some old ones became for the most part."""
        scores: dict[int, float] = {}
        for old in touched:
            for edge in self._alignment.of_a(old):
                scores[edge.j] = max(edge.score, scores.get(edge.j, 0.0))
        runs = [
            [sentence for _, sentence in run]
            for _, run in groupby(enumerate(sorted(scores)), key=lambda each: each[1] - each[0])
        ]
        if not runs:
            return None
        best = max(runs, key=lambda run: sum(scores[sentence] for sentence in run))
        return range(best[0], best[-1] + 1)


def _remembered(pieces: Iterable[Piece]) -> Iterator[_Sentence]:
    """Yield the sentences that some pieces of one text remember, the first and last of a stretch in part."""
    for stretch in _stretches(pieces):
        for sentence in Article("", stretch.text, "").sentences:
            yield _Sentence(stretch.start + sentence.start, stretch.start + sentence.end, stretch)


def _stretches(pieces: Iterable[Piece]) -> Iterator[_Stretch]:
    """Yield what some pieces of one text remember of it, where nothing is missing, in order."""
    fragments: list[_Stretch] = []
    for piece in pieces:
        anchor = piece.anchor
        whole = f"{anchor.prefix}{piece.text}{anchor.suffix}"
        fragments.append(_Stretch(piece.start - len(anchor.prefix), whole))
        if isinstance(piece, Annotation):
            fragments += (_Stretch(part.start, part.text) for part in piece.parts)
    begun = end = 0
    made: list[str] = []
    for start, text in sorted(fragments):
        if start > end or not made:
            if made:
                yield _Stretch(begun, "".join(made))
            begun = end = start
            made = []
        if start + len(text) > end:
            made.append(text[end - start :])
            end = start + len(text)
    if made:
        yield _Stretch(begun, "".join(made))


def _parts(
    article: Article, parts: Iterable[Part], place: Callable[[Part], Place | None]
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    placed, missing = [], []
    for part in parts:
        where = place(part)
        if where is None or _alike(part.text, article.text[slice(*where)]) < LEAST:
            missing.append(part.role)
        else:
            placed.append(Part(part.role, *where, article.text[slice(*where)]))
    return tuple(placed), tuple(missing)


def _candidate(
    article: Article,
    words: str,
    where: Place,
    least: float,
    parts: tuple[Part, ...],
    missing: tuple[str, ...],
) -> Candidate | None:
    text = article.text[slice(*where)]
    score = _alike(words, text)
    return Candidate(*where, text, score, parts, missing) if score >= least else None


def _alike(one: str, other: str) -> float:
    """Return the share of words, 0 to 1, that two wordings have in the same order."""
    words, others = ([fold(t.text) for t in tokenize(text) if is_word(t.text)] for text in (one, other))
    if not words and not others:
        return float(straight(one) == straight(other))
    return Indel.normalized_similarity(words, others)


def _elsewhere(article: Article, texts: Sequence[str], homeless: Mapping[Key, Piece]) -> dict[Key, Candidate]:
    """Return where pieces may stand whose sentences have no counterpart: in the sentences most like them."""
    long = {key: piece for key, piece in homeless.items() if len(tokenize(piece.text)) >= FEWEST_WORDS}
    if not long:
        return {}
    keys = list(long)
    similarity = Similarity([long[key].text for key in keys], texts)
    likely: dict[int, list[tuple[float, int]]] = {}
    for sentence, row in similarity.candidates(range(len(keys)), range(len(texts))).items():
        for number, likeness in row.items():
            likely.setdefault(number, []).append((likeness, -sentence))
    found: dict[Key, Candidate] = {}
    for number, places in likely.items():
        piece = long[keys[number]]
        asked = [_within(article, piece, -negative) for _, negative in sorted(places)[-ASKED:]]
        best = max(filter(None, asked), key=lambda each: (each.score, -each.start), default=None)
        if best is not None:
            found[keys[number]] = best
    return found


def _within(article: Article, piece: Piece, sentence: int) -> Candidate | None:
    """Return the words of a sentence that are most like a piece, if they are like enough."""
    base, text = article.sentences[sentence].start, straight(article.sentence_text(sentence))
    match = fuzz.partial_ratio_alignment(straight(piece.text), text)
    if match is None or len(piece.text) > len(text):
        return None
    inside = [t for t in tokenize(text) if t.end > match.dest_start and t.start < match.dest_end]
    if not inside:
        return None
    roles = tuple(part.role for part in piece.parts) if isinstance(piece, Annotation) else ()
    where = base + inside[0].start, base + inside[-1].end
    return _candidate(article, piece.text, where, LEAST_ELSEWHERE, (), roles)
