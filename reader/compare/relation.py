"""What two articles are to each other, with the evidence a person can check."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.compare.align import Alignment, Edge, EdgeKind
from reader.compare.common_words import COMMON_WORDS
from reader.compare.flags import number, numbers
from reader.compare.swaps import LONGEST, LONGEST_OF_SPUN, exchanges
from reader.compare.tokens import Token, fold, is_number, is_word, plain, tokenize

VERSION = 0.6
CLOSE = 0.45
NEARLY_ALL = 0.8
UPDATED = 0.86
PASSAGES = 0.25
SHARED_NAMES = 0.27


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
        if is_number(self.old) or is_number(self.new):
            return None
        common = (self.old in COMMON_WORDS, self.new in COMMON_WORDS)
        return common[0] if common[0] != common[1] else None


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


@dataclass(frozen=True, slots=True)
class _Swaps:
    """Words exchanged one for one in sentences that correspond, and whether these kept their length."""

    counts: Counter[tuple[str, str]]
    sentences: int
    same_length: float

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def repeated(self) -> float:
        return sum(c for c in self.counts.values() if c > 1) / self.total if self.total else 0.0

    @property
    def to_rarer(self) -> float:
        directions: Counter[bool | None] = Counter()
        for (old, new), count in self.counts.items():
            directions[Substitution(old, new, count).to_rarer] += count
        rarer, commoner = directions[True], directions[False]
        return rarer / (rarer + commoner) if rarer + commoner else 0.5


class _Side:
    """One of the articles: what is to be read in it, and how many of its words are aligned.

    `likeness` is that of its aligned sentences to their partners; `alike` counts every aligned word for as
    much as its sentence is alike.
    """

    def __init__(
        self, sentences: Sequence[str], unread: Collection[int], likeness: Mapping[int, float]
    ) -> None:
        self.tokens = [tokenize(sentence) for sentence in sentences]
        sizes = [_words(tokens) for tokens in self.tokens]
        read = [s for s in range(len(sentences)) if s not in unread]
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
    base, other = (
        _Side(a, unread_a, {e.i: e.score for e in edges}),
        _Side(b, unread_b, {e.j: e.score for e in edges}),
    )
    matched = {e.j for e in edges}
    moved = {e.j for e in edges if e.kind is EdgeKind.MOVED}
    same = {e.j for e in edges if e.kind is EdgeKind.SAME}
    swaps = _swaps(edges, alignment, base.tokens, other.tokens)
    if len(same) == len(a) == len(b):
        kinship = Kinship.SAME_TEXT
    else:
        identical = sum(plain(a[e.i]) == plain(b[e.j]) for e in edges)
        sentences = len({e.i for e in edges}) + len(matched)
        kinship = _kinship(base, other, swaps, 1 - 2 * identical / sentences if sentences else 0.0)
    source = None
    if kinship is Kinship.SPUN:
        swaps = _swaps(edges, alignment, base.tokens, other.tokens, LONGEST_OF_SPUN)
        source = Side.BASE if swaps.to_rarer > 0.5 else Side.OTHER
    total, lost = _numbers(edges, base.tokens, other.tokens)
    words = base.words + other.words
    return Summary(
        kinship,
        kept=len(same),
        edited=len(matched - same - moved),
        added=other.alone,
        deleted=base.alone,
        moved=len(moved),
        share=(base.aligned + other.aligned) / words if words else 1.0,
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


def _kinship(base: _Side, other: _Side, swaps: _Swaps, reworded: float) -> Kinship:
    """Return what two different texts are to each other; `reworded` is the share of their aligned sentences
    that are not identical.

    Reports of one event have sentences that correspond, too, but loosely: a version is one of which most is
    aligned and close to the other, or nearly all is aligned.
    """
    share = max(base.share, other.share)
    if share >= VERSION and _is_spun(swaps, reworded):
        return Kinship.SPUN
    if share >= NEARLY_ALL or (share >= VERSION and max(base.close, other.close) >= CLOSE):
        alike = (base.alike + other.alike) / (base.aligned + other.aligned)
        return Kinship.UPDATE if reworded <= 0.5 or alike >= UPDATED else Kinship.REWRITE
    if share >= PASSAGES:
        return Kinship.PASSAGES
    names = _shared_names(base.tokens, other.tokens)
    return Kinship.EVENT if names >= SHARED_NAMES else Kinship.UNRELATED


def _is_spun(swaps: _Swaps, reworded: float) -> bool:
    """Tell whether words were swapped throughout and nothing else was done, as spinning programs do.

    People who rewrite change lengths and keep some sentences whole; programs put a rarer word for a common
    one, word by word, and in one direction.
    """
    return (
        swaps.sentences >= 8
        and reworded > 0.8
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
