"""What two articles are to each other, with the evidence a person can check."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.compare.align import Alignment, Edge, EdgeKind
from reader.compare.common_words import COMMON_WORDS
from reader.compare.flags import numbers
from reader.compare.tokens import Token, fold, is_word, plain, tokenize
from reader.compare.words import changed_spans

VERSION = 0.6
PASSAGES = 0.25
SHARED_NAMES = 0.27
SWAP = 3


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


@dataclass(frozen=True, slots=True)
class Summary:
    """How two articles relate, with the evidence.

    Counts are sentences: `deleted` ones of the base, all others of the other version. `share` is the share
    of all words that lie in aligned sentences. Of the words swapped one for one (`substitutions`, the most
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
        rarer = sum(
            c for (old, new), c in self.counts.items() if old in COMMON_WORDS and new not in COMMON_WORDS
        )
        commoner = sum(
            c for (old, new), c in self.counts.items() if new in COMMON_WORDS and old not in COMMON_WORDS
        )
        return rarer / (rarer + commoner) if rarer + commoner else 0.5


def summarize(a: Sequence[str], b: Sequence[str], alignment: Alignment) -> Summary:
    """Return what `b` is to `a`, given their sentences and alignment."""
    tokens_a, tokens_b = [tokenize(s) for s in a], [tokenize(s) for s in b]
    edges = alignment.edges
    in_a, in_b = {e.i for e in edges}, {e.j for e in edges}
    moved = {e.j for e in edges if e.kind is EdgeKind.MOVED}
    same = {e.j for e in edges if e.kind is EdgeKind.SAME}
    swaps = _swaps(edges, alignment, tokens_a, tokens_b)
    shares = _share(tokens_a, in_a), _share(tokens_b, in_b)
    sizes = _words(tokens_a), _words(tokens_b)
    share = (shares[0] * sizes[0] + shares[1] * sizes[1]) / max(1, sum(sizes))
    identical = {e.j for e in edges if plain(a[e.i]) == plain(b[e.j])}
    reworded = 1 - len(identical) / len(in_b) if in_b else 0.0
    spun = _is_spun(swaps, reworded)
    if len(same) == len(a) == len(b):
        kinship = Kinship.SAME_TEXT
    elif max(shares) >= VERSION:
        kinship = Kinship.SPUN if spun else Kinship.REWRITE if reworded > 0.5 else Kinship.UPDATE
    elif max(shares) >= PASSAGES:
        kinship = Kinship.PASSAGES
    elif _shared_names(tokens_a, tokens_b) >= SHARED_NAMES:
        kinship = Kinship.EVENT
    else:
        kinship = Kinship.UNRELATED
    source = None
    if kinship is Kinship.SPUN:
        source = Side.BASE if swaps.to_rarer > 0.5 else Side.OTHER
    return Summary(
        kinship,
        kept=len(same),
        edited=len(in_b - same - moved),
        added=len(b) - len(in_b),
        deleted=len(a) - len(in_a),
        moved=len(moved),
        share=share if sum(sizes) else 1.0,
        numbers_kept=_numbers_kept(edges, tokens_a, tokens_b),
        order_kept=1 - len(moved) / len(in_b) if in_b else 1.0,
        same_length=swaps.same_length,
        substitutions=tuple(
            Substitution(old, new, count)
            for (old, new), count in sorted(swaps.counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        repeated=swaps.repeated,
        to_rarer=swaps.to_rarer,
        source=source,
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
) -> _Swaps:
    counts: Counter[tuple[str, str]] = Counter()
    pairs = same_length = 0
    for edge in edges:
        if edge.kind is EdgeKind.SAME or len(alignment.of_a(edge.i)) + len(alignment.of_b(edge.j)) > 2:
            continue
        left, right = tokens_a[edge.i], tokens_b[edge.j]
        pairs += 1
        same_length += abs(_words([left]) - _words([right])) <= 1
        for span in changed_spans(left, right):
            if span.a2 - span.a1 == span.b2 - span.b1 <= SWAP:
                swapped = zip(left[span.a1 : span.a2], right[span.b1 : span.b2], strict=True)
                counts.update(
                    (fold(old.text), fold(new.text))
                    for old, new in swapped
                    if is_word(old.text) and is_word(new.text) and fold(old.text) != fold(new.text)
                )
    return _Swaps(counts, pairs, same_length / pairs if pairs else 1.0)


def _numbers_kept(
    edges: Sequence[Edge], tokens_a: Sequence[Sequence[Token]], tokens_b: Sequence[Sequence[Token]]
) -> float:
    there: dict[int, Counter[str]] = {}
    for edge in edges:
        there.setdefault(edge.i, Counter()).update(numbers(tokens_b[edge.j]))
    total = kept = 0
    for i, found in there.items():
        wanted = numbers(tokens_a[i])
        total += wanted.total()
        kept += (wanted & found).total()
    return kept / total if total else 1.0


def _share(sentences: Sequence[Sequence[Token]], aligned: set[int]) -> float:
    return _words([sentences[k] for k in aligned]) / max(1, _words(sentences))


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
