"""What two articles are to each other, with the evidence a person can check."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from reader.compare.align import Alignment, Edge, EdgeKind
from reader.compare.common_words import COMMON_WORDS
from reader.compare.flags import number, numbers
from reader.compare.swaps import LONGEST, LONGEST_OF_SPUN, exchanges
from reader.compare.tokens import Token, fold, has_unspaced, is_number, is_word, plain, tokenize

VERSION = 0.6
CLOSE = 0.45
NEARLY_ALL = 0.8
UPDATED = 0.86
PASSAGES = 0.25
SHARED_NAMES = 0.27
REWORDED_BY_PROGRAM = 0.8
_MARKS = ".,;:!?\"'“”‘’()[]"


class Kinship(StrEnum):
    """What one article is to another."""

    SAME_TEXT = "same text"
    UPDATE = "update"
    REWRITE = "rewrite"
    SPUN = "spun copy"
    PASSAGES = "shares passages"
    EVENT = "same event"
    UNRELATED = "unrelated"


class Side(StrEnum):
    """One of the two articles that are compared."""

    BASE = "base"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Substitution:
    """`count` times the word `old` of the base stands as `new` in the other version."""

    old: str
    new: str
    count: int

    @property
    def to_rarer(self) -> bool | None:
        """Whether a rare word was put for a common one, or (false) the other way round; None if neither."""
        return _to_rarer(self.old, self.new)


def _to_rarer(old: str, new: str) -> bool | None:
    common = old in COMMON_WORDS
    if common == (new in COMMON_WORDS) or is_number(old) or is_number(new):
        return None
    return common


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number of the base, as written in `sentence`, that does not stand in the sentence's partners."""

    text: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How two articles relate, with the evidence.

    Counts are sentences: `deleted` ones of the base, all others of the other version. `share` is the share
    of all words that lie in aligned sentences. Site furniture and sentences that say again what was said
    count neither there nor as added or deleted. `numbers` counts the numbers in the base's aligned sentences,
    `lost` names those that their partners lack. Of the words swapped one for one (`substitutions`, the most
    frequent first), `repeated` is the share whose swap occurs more than once; `to_rarer` is, of the swaps
    between a common and a rare word, the share that put the rare one. `same_length` is the share of edited
    sentences that kept their number of words, give or take one; `numbers_kept` the share of numbers in the
    base's aligned sentences that stand in their partners; `order_kept` the share of aligned sentences that
    did not move; all 0 to 1. `source` is the likely source of a spun copy.
    """

    kinship: Kinship
    kept: int
    edited: int
    added: int
    deleted: int
    moved: int
    share: float
    numbers_kept: float
    order_kept: float
    same_length: float
    substitutions: tuple[Substitution, ...]
    repeated: float
    to_rarer: float
    source: Side | None = None
    numbers: int = 0
    lost: tuple[LostNumber, ...] = ()


@dataclass(frozen=True)
class _Swaps:
    """Words exchanged one for one in sentences that correspond, and whether these kept their length."""

    counts: Counter[tuple[str, str]]
    sentences: int
    same_length: float

    @cached_property
    def total(self) -> int:
        return self.counts.total()

    @property
    def repeated(self) -> float:
        return sum(c for c in self.counts.values() if c > 1) / self.total if self.total else 0.0

    @cached_property
    def to_rarer(self) -> float:
        directions: Counter[bool | None] = Counter()
        for (old, new), count in self.counts.items():
            directions[_to_rarer(old, new)] += count
        rarer, commoner = directions[True], directions[False]
        return rarer / (rarer + commoner) if rarer + commoner else 0.5


class _Side:
    """One of the articles: how many of its words are aligned.

    `sizes` are the numbers of words of its sentences, `likeness` is that of its aligned sentences to their
    partners; `alike` counts every aligned word for as much as its sentence is alike.
    """

    def __init__(self, sizes: Sequence[int], unread: Collection[int], likeness: Mapping[int, float]) -> None:
        read = [s for s in range(len(sizes)) if s not in unread]
        self.words = sum(sizes[s] for s in read)
        self.aligned = sum(sizes[s] for s in read if s in likeness)
        self.alike = sum(sizes[s] * likeness.get(s, 0.0) for s in read)
        self.alone = sum(s not in likeness for s in read)

    @property
    def share(self) -> float:
        """The share of its words that lie in aligned sentences."""
        return self.aligned / max(1, self.words)

    @property
    def close(self) -> float:
        """The same, of words that count for as much as their sentences are alike."""
        return self.alike / max(1, self.words)


def summarize(
    a: Sequence[str],
    b: Sequence[str],
    alignment: Alignment,
    unread_a: Collection[int] = (),
    unread_b: Collection[int] = (),
) -> Summary:
    """Return what `b` is to `a`, given their sentences and alignment.

    `unread_a` and `unread_b` are the sentences that say nothing of their own, such as site furniture.
    """
    edges = alignment.edges
    tokens_a, tokens_b = ([tokenize(sentence) for sentence in side] for side in (a, b))
    base, other = _sides(alignment, [*map(_words, tokens_a)], [*map(_words, tokens_b)], unread_a, unread_b)
    matched = {e.j for e in edges}
    moved = {e.j for e in edges if e.kind is EdgeKind.MOVED}
    same = {e.j for e in edges if e.kind is EdgeKind.SAME}
    swaps = _swaps(edges, alignment, tokens_a, tokens_b)
    kinship = _kinship(a, b, alignment, base, other, lambda: swaps)
    if kinship is Kinship.UNRELATED and _shared_names(tokens_a, tokens_b) >= SHARED_NAMES:
        kinship = Kinship.EVENT
    source = None
    if kinship is Kinship.SPUN:
        swaps = _swaps(edges, alignment, tokens_a, tokens_b, LONGEST_OF_SPUN)
        source = _source(swaps)
    total, lost = _numbers(edges, tokens_a, tokens_b)
    return Summary(
        kinship,
        kept=len(same),
        edited=len(matched - same - moved),
        added=other.alone,
        deleted=base.alone,
        moved=len(moved),
        share=_share(base, other),
        numbers_kept=1 - len(lost) / total if total else 1.0,
        order_kept=1 - len(moved) / len(matched) if matched else 1.0,
        same_length=swaps.same_length,
        substitutions=tuple(
            Substitution(old, new, count)
            for (old, new), count in sorted(swaps.counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        repeated=swaps.repeated,
        to_rarer=swaps.to_rarer,
        source=source,
        numbers=total,
        lost=lost,
    )


class Verdict(NamedTuple):
    """What `Summary` says of two articles, without the evidence.

    `share` is that of all words; `most` is that of the article of which more is aligned, `least` of the
    other.
    """

    kinship: Kinship
    share: float
    most: float
    least: float
    source: Side | None


def verdict(
    a: Sequence[str],
    b: Sequence[str],
    alignment: Alignment,
    unread_a: Collection[int] = (),
    unread_b: Collection[int] = (),
) -> Verdict:
    """Return what `summarize` says, much faster; an event that two articles share is not looked for."""
    base, other = _sides(alignment, [*map(_length, a)], [*map(_length, b)], unread_a, unread_b)
    swaps = cache(lambda: _quick_swaps(a, b, alignment))
    kinship = _kinship(a, b, alignment, base, other, swaps)
    source = _source(swaps()) if kinship is Kinship.SPUN else None
    least, most = sorted((base.share, other.share))
    return Verdict(kinship, _share(base, other), most, least, source)


def _sides(
    alignment: Alignment,
    sizes_a: Sequence[int],
    sizes_b: Sequence[int],
    unread_a: Collection[int],
    unread_b: Collection[int],
) -> tuple[_Side, _Side]:
    return (
        _Side(sizes_a, unread_a, {e.i: e.score for e in alignment.edges}),
        _Side(sizes_b, unread_b, {e.j: e.score for e in alignment.edges}),
    )


def _share(base: _Side, other: _Side) -> float:
    words = base.words + other.words
    return (base.aligned + other.aligned) / words if words else 1.0


def _length(sentence: str) -> int:
    """Return about how many words a sentence has."""
    return len(sentence) if has_unspaced(sentence) else sentence.count(" ") + 1


def _kinship(
    a: Sequence[str],
    b: Sequence[str],
    alignment: Alignment,
    base: _Side,
    other: _Side,
    swaps: Callable[[], _Swaps],
) -> Kinship:
    """Return what two texts are to each other, as far as the alignment tells.

    Reports of one event have sentences that correspond, too, but loosely: a version is one of which most is
    aligned and close to the other, or nearly all is aligned.
    """
    edges = alignment.edges
    same = sum(e.kind is EdgeKind.SAME for e in edges)
    if same == len(a) == len(b):
        return Kinship.SAME_TEXT
    share = max(base.share, other.share)
    if share < PASSAGES:
        return Kinship.UNRELATED
    elsewhere = (e for e in edges if e.kind is EdgeKind.MOVED)
    identical = same + sum(plain(a[e.i]) == plain(b[e.j]) for e in elsewhere)
    reworded = 1 - 2 * identical / (len({e.i for e in edges}) + len({e.j for e in edges}))
    if share >= VERSION and reworded > REWORDED_BY_PROGRAM and _is_spun(swaps()):
        return Kinship.SPUN
    if share >= NEARLY_ALL or (share >= VERSION and max(base.close, other.close) >= CLOSE):
        alike = (base.alike + other.alike) / (base.aligned + other.aligned)
        return Kinship.UPDATE if reworded <= 0.5 or alike >= UPDATED else Kinship.REWRITE
    return Kinship.PASSAGES


def _source(swaps: _Swaps) -> Side:
    return Side.BASE if swaps.to_rarer > 0.5 else Side.OTHER


def _is_spun(swaps: _Swaps) -> bool:
    """Tell whether words were swapped throughout and nothing else was done, as spinning programs do.

    People who rewrite change lengths and keep some sentences whole; programs put a rarer word for a common
    one, word by word, and in one direction.
    """
    return (
        swaps.sentences >= 8
        and swaps.same_length > 0.8
        and swaps.total >= 2 * swaps.sentences
        and not 0.25 < swaps.to_rarer < 0.75
    )


def _swaps(
    edges: Sequence[Edge],
    alignment: Alignment,
    tokens_a: Sequence[Sequence[Token]],
    tokens_b: Sequence[Sequence[Token]],
    longest: int = LONGEST,
) -> _Swaps:
    counts: Counter[tuple[str, str]] = Counter()
    pairs = same_length = 0
    for edge in edges:
        if edge.kind is EdgeKind.SAME or len(alignment.of_a(edge.i)) + len(alignment.of_b(edge.j)) > 2:
            continue
        left, right = tokens_a[edge.i], tokens_b[edge.j]
        pairs += 1
        same_length += abs(_words(left) - _words(right)) <= 1
        counts.update((fold(old.text), fold(new.text)) for old, new in exchanges(left, right, longest))
    return _Swaps(counts, pairs, same_length / pairs if pairs else 1.0)


def _quick_swaps(a: Sequence[str], b: Sequence[str], alignment: Alignment) -> _Swaps:
    """Return about what `_swaps` does, from sentences of the same length, compared word by word."""
    counts: Counter[tuple[str, str]] = Counter()
    pairs = same_length = 0
    for edge in alignment.edges:
        if edge.kind is EdgeKind.SAME or len(alignment.of_a(edge.i)) + len(alignment.of_b(edge.j)) > 2:
            continue
        left, right = a[edge.i].lower().split(), b[edge.j].lower().split()
        pairs += 1
        same_length += abs(len(left) - len(right)) <= 1
        if len(left) == len(right):
            counts.update(each for each in zip(left, right, strict=True) if each[0] != each[1])
    words = Counter({(old.strip(_MARKS), new.strip(_MARKS)): count for (old, new), count in counts.items()})
    return _Swaps(words, pairs, same_length / pairs if pairs else 1.0)


def _numbers(
    edges: Sequence[Edge], tokens_a: Sequence[Sequence[Token]], tokens_b: Sequence[Sequence[Token]]
) -> tuple[int, tuple[LostNumber, ...]]:
    """Return how many numbers the aligned sentences of `a` hold, and which of them their partners lack."""
    there: dict[int, Counter[str]] = {}
    for i, j in sorted({(edge.i, edge.j) for edge in edges}):
        there.setdefault(i, Counter()).update(numbers(tokens_b[j]))
    total = 0
    lost: list[LostNumber] = []
    for i, left in there.items():
        for token in tokens_a[i]:
            value = number(token)
            if value is None:
                continue
            total += 1
            if left[value]:
                left[value] -= 1
            else:
                lost.append(LostNumber(token.text, i))
    return total, tuple(lost)


def _words(tokens: Sequence[Token]) -> int:
    return sum(is_word(token.text) for token in tokens)


def _shared_names(a: Sequence[Sequence[Token]], b: Sequence[Sequence[Token]]) -> float:
    """Return the share of capitalised words within sentences, of the article with fewer, that both have."""
    names = [
        {fold(t.text) for tokens in side for t in tokens[1:] if t.text[0].isupper()} - COMMON_WORDS
        for side in (a, b)
    ]
    fewest = min(map(len, names))
    return len(names[0] & names[1]) / fewest if fewest else 0.0
