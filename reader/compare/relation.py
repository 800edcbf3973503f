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
    tokens_a, tokens_b = [tokenize(s) for s in a], [tokenize(s) for s in b]
    edges = alignment.edges
    in_a, in_b = {e.i for e in edges}, {e.j for e in edges}
    likeness_a, likeness_b = {e.i: e.score for e in edges}, {e.j: e.score for e in edges}
    moved = {e.j for e in edges if e.kind is EdgeKind.MOVED}
    same = {e.j for e in edges if e.kind is EdgeKind.SAME}
    swaps = _swaps(edges, alignment, tokens_a, tokens_b)
    read_a, read_b = (
        [s for s in range(len(side)) if s not in unread] for side, unread in ((a, unread_a), (b, unread_b))
    )
    shares = _share(tokens_a, read_a, in_a), _share(tokens_b, read_b, in_b)
    sizes = _words([tokens_a[s] for s in read_a]), _words([tokens_b[s] for s in read_b])
    close = _closeness(tokens_a, read_a, likeness_a), _closeness(tokens_b, read_b, likeness_b)
    alike = close[1] / shares[1] if shares[1] else 0.0
    total, lost = _numbers(edges, tokens_a, tokens_b)
    share = (shares[0] * sizes[0] + shares[1] * sizes[1]) / max(1, sum(sizes))
    identical = {e.j for e in edges if plain(a[e.i]) == plain(b[e.j])}
    reworded = 1 - len(identical) / len(in_b) if in_b else 0.0
    spun = _is_spun(swaps, reworded)
    if len(same) == len(a) == len(b):
        kinship = Kinship.SAME_TEXT
    elif max(shares) >= VERSION and spun:
        kinship = Kinship.SPUN
    elif max(shares) >= NEARLY_ALL or (max(shares) >= VERSION and max(close) >= CLOSE):
        kinship = Kinship.UPDATE if reworded <= 0.5 or alike >= UPDATED else Kinship.REWRITE
    elif max(shares) >= PASSAGES:
        kinship = Kinship.PASSAGES
    elif _shared_names(tokens_a, tokens_b) >= SHARED_NAMES:
        kinship = Kinship.EVENT
    else:
        kinship = Kinship.UNRELATED
    source = None
    if kinship is Kinship.SPUN:
        swaps = _swaps(edges, alignment, tokens_a, tokens_b, LONGEST_OF_SPUN)
        source = Side.BASE if swaps.to_rarer > 0.5 else Side.OTHER
    return Summary(
        kinship,
        kept=len(same),
        edited=len(in_b - same - moved),
        added=sum(s not in in_b for s in read_b),
        deleted=sum(s not in in_a for s in read_a),
        moved=len(moved),
        share=share if sum(sizes) else 1.0,
        numbers_kept=1 - len(lost) / total if total else 1.0,
        order_kept=1 - len(moved) / len(in_b) if in_b else 1.0,
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
        same_length += abs(_words([left]) - _words([right])) <= 1
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


def _share(sentences: Sequence[Sequence[Token]], read: Sequence[int], aligned: Collection[int]) -> float:
    words = _words([sentences[s] for s in read])
    return _words([sentences[s] for s in read if s in aligned]) / max(1, words)


def _closeness(
    sentences: Sequence[Sequence[Token]], read: Sequence[int], likeness: Mapping[int, float]
) -> float:
    """Return the share of words in aligned sentences, each counted for as much as its sentence is alike."""
    words = _words([sentences[s] for s in read])
    return sum(_words([sentences[s]]) * likeness.get(s, 0.0) for s in read) / max(1, words)


def _words(sentences: Sequence[Sequence[Token]]) -> int:
    return sum(is_word(token.text) for sentence in sentences for token in sentence)


def _shared_names(a: Sequence[Sequence[Token]], b: Sequence[Sequence[Token]]) -> float:
    """Return the share of capitalised words within sentences, of the article with fewer, that both have."""
    names = [
        {fold(t.text) for tokens in side for t in tokens[1:] if t.text[0].isupper()} - COMMON_WORDS
        for side in (a, b)
    ]
    fewest = min(map(len, names))
    return len(names[0] & names[1]) / fewest if fewest else 0.0
