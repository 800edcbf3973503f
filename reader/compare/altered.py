"""The same quotation in several versions, and where its words were altered.

Only words count: marks, punctuation and capitals are the writer's, not the speaker's, and so are words in
square brackets. What a version leaves off at the ends, or marks as left out, makes a part of the quotation,
not another one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import LCSseq

from reader.compare.tokens import FUNCTION_WORDS, fold, is_word, tokenize
from reader.compare.words import Hunk, WordDiff, diff
from reader.corpus import quotations
from reader.corpus.article import Article
from reader.corpus.quotations import Quotation

if TYPE_CHECKING:
    from reader.compare.comparison import Comparison

Words = tuple[str, ...]

_ALIKE = 0.6
_ALIKE_IN_PLACE = 0.4
_SHORT = 3
_RAREST = 6
_COMMON = 30
_CANDIDATES = 12
_LONGEST = 2000
_INSERTED = re.compile(r"\[[^\]]*\]")
_UNDOTTED = re.compile(r"(?<!\d)\.")
_LEFT_OUT = re.compile(r"…|\.(?:\s?\.){2,}")


class Wording(StrEnum):
    """How the words of a quotation in one version stand to its words in another."""

    SAME = "same"
    PART = "part"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation where it stands: `version` counts the articles, `sentences` are those it touches.

    `words` is what was said: the pieces of the quotation in one, without marks and interruptions.
    """

    version: int
    quotation: Quotation
    sentences: tuple[int, ...]
    words: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; spans are code points of the article, end exclusive."""
        return {
            "version": self.version,
            "spans": [list(span) for span in self.quotation.spans],
            "closed": self.quotation.closed,
            "sentences": list(self.sentences),
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class QuotePair:
    """The same quotation in two versions; `diff` leads from the words of `a` to those of `b`.

    `similarity` is the share of words in common (0 to 1); what one side leaves off at the ends does not
    count.
    """

    a: Place
    b: Place
    wording: Wording
    similarity: float
    diff: WordDiff

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; hunks are code points of the words of `a` and of `b`."""
        return {
            "a": self.a.to_dict(),
            "b": self.b.to_dict(),
            "wording": self.wording.value,
            "similarity": round(self.similarity, 3),
            "hunks": [
                {
                    "kind": hunk.kind.value,
                    "a": list(hunk.a),
                    "b": list(hunk.b),
                    "flags": sorted(flag.value for flag in hunk.flags),
                }
                for hunk in self.diff.hunks
            ],
        }


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The same quotation over a story: its wordings, the one with most places first, each with its places.

    `pairs` lead from the first wording to each of the others.
    """

    wordings: tuple[tuple[Place, ...], ...]
    pairs: tuple[QuotePair, ...]

    @property
    def altered(self) -> bool:
        """Whether any version has other words than the first wording, rather than fewer or more of them."""
        return any(pair.wording is Wording.ALTERED for pair in self.pairs)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "altered": self.altered,
            "wordings": [[place.to_dict() for place in places] for places in self.wordings],
            "pairs": [pair.to_dict() for pair in self.pairs],
        }


def altered(comparison: "Comparison") -> list[QuotePair]:
    """Return the quotations that two versions of `comparison` share, unchanged ones too.

    The pairs are sorted by their places in `a`, always the earlier of the two versions. A quotation is
    matched by its words, and with fewer of them in common where the sentences are aligned.
    """
    quotes = [_quotes(article, version) for version, article in enumerate(comparison.articles)]
    pairs: list[QuotePair] = []
    for one, other in combinations(range(len(quotes)), 2):

        def aligned(a: Place, b: Place, one: int = one, other: int = other) -> bool:
            return any(
                partner in b.sentences for s in a.sentences for partner in comparison.partners(one, s, other)
            )

        pairs.extend(_match(quotes[one], quotes[other], aligned))
    return pairs


def across(articles: Sequence[Article], comparisons: Iterable["Comparison"] = ()) -> list[QuoteGroup]:
    """Return the quotations that stand in more than one of `articles`, by their first places.

    `version` of a place is an index into `articles`. Comparisons of some of the articles, known by their ids,
    join wordings that too many changed words keep apart, as in machine-spun copies.
    """
    wordings: dict[Words, list[_Quote]] = {}
    for version, article in enumerate(articles):
        for quote in _quotes(article, version):
            wordings.setdefault(quote.key, []).append(quote)
    joined = _Sets()
    _join_alike(wordings, joined)
    known = {article.id for article in articles}
    for comparison in comparisons:
        for pair in altered(comparison):
            ids = {comparison.articles[place.version].id for place in (pair.a, pair.b)}
            if ids <= known:
                joined.join(_key(pair.a.words), _key(pair.b.words))
    groups: dict[Words, list[list[_Quote]]] = defaultdict(list)
    for key, quotes in wordings.items():
        groups[joined.of(key)].append(quotes)
    found = [_group(group) for group in groups.values() if _is_shared(group)]
    return sorted(found, key=lambda group: min(_order(p) for places in group.wordings for p in places))


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quotation ready to be matched: the folded words, and how often they stood before in the same
    version."""

    place: Place
    key: Words
    repeat: int


def _quotes(article: Article, version: int) -> list[_Quote]:
    """Return the quotations of an article that hold a word."""
    starts = [sentence.start for sentence in article.sentences]
    ends = [sentence.end for sentence in article.sentences]
    seen: Counter[Words] = Counter()
    found = []
    for quotation in quotations.find(article.text):
        pieces = (quotations.without_marks(article.text, span) for span in quotation.spans)
        words = " ".join(article.text[start:end].strip() for start, end in pieces).rstrip(" ,;.")
        touched = {
            index
            for start, end in quotation.spans
            for index in range(bisect_right(ends, start), bisect_left(starts, end))
        }
        key = _key(words)
        if key:
            place = Place(version, quotation, tuple(sorted(touched)), words)
            found.append(_Quote(place, key, seen[key]))
            seen[key] += 1
    return found


def _key(words: str) -> Words:
    """Return the folded words that the speaker said."""
    return _folded(_INSERTED.sub(" ", words)) or _folded(words)


def _folded(text: str) -> Words:
    """Return the words of `text` in one spelling: `and` for `&`, `fbi` for `F.B.I.`."""
    tokens = (token.text for token in tokenize(text.replace("&", " and ")))
    return tuple(fold(_UNDOTTED.sub("", token)) for token in tokens if is_word(token))


def _match(
    ours: Sequence[_Quote], theirs: Sequence[_Quote], aligned: Callable[[Place, Place], bool]
) -> list[QuotePair]:
    """Return the pairs in which at least one side has no better partner.

    Altered words prove less than equal ones: there, both sides must have no better partner, or stand in
    aligned sentences.
    """
    scored: dict[tuple[int, int], tuple[Wording, float]] = {}
    best_a: dict[int, tuple[_Rank, int]] = {}
    best_b: dict[int, tuple[_Rank, int]] = {}
    in_place: set[tuple[int, int]] = set()
    for i, j in sorted(_candidates(ours, theirs) | {(i, j) for j, i in _candidates(theirs, ours)}):
        a, b = ours[i], theirs[j]
        beside = aligned(a.place, b.place)
        related = _relate(a.place.words, a.key, b.place.words, b.key, beside)
        if related is None:
            continue
        scored[i, j] = related
        if beside:
            in_place.add((i, j))
        rank = (_WORDINGS.index(related[0]), not beside, -related[1], abs(a.repeat - b.repeat))
        best_a[i] = min(best_a.get(i, (rank, j)), (rank, j))
        best_b[j] = min(best_b.get(j, (rank, i)), (rank, i))
    pairs = []
    for (i, j), (wording, similarity) in scored.items():
        wanted = (best_a[i][1] == j) + (best_b[j][1] == i)
        if wanted == 2 or (wanted and (wording is not Wording.ALTERED or (i, j) in in_place)):
            pairs.append(_pair(ours[i].place, theirs[j].place, wording, similarity))
    return pairs


_Rank = tuple[int, bool, float, int]
_WORDINGS = (Wording.SAME, Wording.PART, Wording.ALTERED)


def _candidates(ours: Sequence[_Quote], theirs: Sequence[_Quote]) -> set[tuple[int, int]]:
    """Return the index pairs worth comparing: equal words, or several of the rarest in common."""
    equal: dict[Words, list[int]] = defaultdict(list)
    for j, quote in enumerate(theirs):
        equal[quote.key].append(j)
    index = _Index([quote.key for quote in theirs])
    found = set()
    for i, quote in enumerate(ours):
        same = equal.get(quote.key)
        if same:
            found.add((i, same[min(quote.repeat, len(same) - 1)]))
        found.update((i, j) for j in index.near(quote.key))
    return found


class _Index:
    """Which keys hold a word."""

    def __init__(self, keys: Iterable[Words]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            for word in set(key):
                self._places[word].append(place)

    def near(self, key: Words) -> list[int]:
        """Return the places of the keys that share most of the rarest words of `key`, a dozen at most."""
        shared = [(len(self._places[word]), word) for word in set(key) if word in self._places]
        counts: Counter[int] = Counter()
        for often, word in sorted(shared)[:_RAREST]:
            if often <= _COMMON:
                counts.update(self._places[word])
        return [place for place, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_CANDIDATES]]


def _relate(text_a: str, a: Words, text_b: str, b: Words, aligned: bool) -> tuple[Wording, float] | None:
    """Return what two wordings are to each other and how alike they are; None if they are two quotations."""
    shorter = min(len(a), len(b))
    if a == b:
        return (Wording.SAME, 1.0) if aligned or _telling(a) else None
    if shorter < (2 if aligned else _SHORT):
        return None
    (short, text), (long, _) = sorted([(a, text_a), (b, text_b)], key=lambda side: (len(side[0]), side))
    if _content(short) > (0 if aligned else 1) and _is_part(text, short, long):
        return Wording.PART, 1.0
    enough = _ALIKE_IN_PLACE if aligned else _ALIKE
    words = set(long)
    if shorter < _SHORT or sum(word in words for word in short) < enough * shorter:
        return None
    common, similarity = _likeness(short, long)
    telling = _content(common) >= (1 if aligned else 3)
    return (Wording.ALTERED, similarity) if telling and similarity >= enough else None


def _telling(words: Words) -> bool:
    """Return whether hardly two people would put just these words in quotation marks."""
    return len(words) >= _SHORT or (len(words) > 1 and _content(words) > 0)


def _content(words: Iterable[str]) -> int:
    return sum(word not in FUNCTION_WORDS for word in words)


def _is_part(text: str, short: Words, long: Words) -> bool:
    """Return whether the words stand in `long`, in several runs where `text` marks what it leaves out."""
    passages = _LEFT_OUT.split(_INSERTED.sub(" … ", text))
    runs = [run for run in map(_folded, passages) if run] if len(passages) > 1 else [short]
    whole = _spelled(long)
    place = 0
    for run in runs:
        found = whole.find(_spelled(run), place)
        if found < 0:
            return False
        place = found + len(_spelled(run)) - 1
    return True


def _spelled(words: Words) -> str:
    return f" {' '.join(words)} "


def _likeness(short: Words, long: Words) -> tuple[Words, float]:
    """Return the words in common in order, and their share when the ends that only `long` has are cut off.

    Of quotations longer than any speaker's, the beginnings stand for the whole.
    """
    short, long = short[:_LONGEST], long[:_LONGEST]
    blocks = [block for block in LCSseq.editops(short, long).as_matching_blocks() if block.size]
    common = tuple(word for block in blocks for word in short[block.a : block.a + block.size])
    if not common:
        return (), 0.0
    cut = blocks[-1].b + blocks[-1].size - blocks[0].b
    return common, 2 * len(common) / (len(short) + max(cut, min(len(short), len(long))))


def _pair(a: Place, b: Place, wording: Wording, similarity: float) -> QuotePair:
    found = WordDiff((), 0.0) if wording is Wording.SAME else diff(a.words, b.words)
    hunks = tuple(hunk for hunk in found.hunks if _tells(hunk, a.words, b.words))
    return QuotePair(a, b, wording, similarity, replace(found, hunks=hunks))


def _tells(hunk: Hunk, a: str, b: str) -> bool:
    """Return whether a hunk changes words rather than marks and capitals."""
    return _folded(a[slice(*hunk.a)]) != _folded(b[slice(*hunk.b)])


class _Sets:
    """Disjoint sets of wordings, each named by one of its members."""

    def __init__(self) -> None:
        self._parents: dict[Words, Words] = {}

    def of(self, key: Words) -> Words:
        while (parent := self._parents.get(key, key)) != key:
            key = parent
        return key

    def join(self, a: Words, b: Words) -> None:
        """Put both into one set, named as that of `a` was."""
        self._parents[self.of(b)] = self.of(a)


def _join_alike(wordings: dict[Words, list[_Quote]], joined: _Sets) -> None:
    """Join every wording to the most widespread one it is like, so that no chain of likenesses builds up."""
    order = sorted(wordings, key=lambda key: (-len(wordings[key]), -len(key), key))
    texts = {key: min(quote.place.words for quote in quotes) for key, quotes in wordings.items()}
    index = _Index(order)
    led: set[Words] = set()
    for key in order:
        near = (order[place] for place in sorted(index.near(key)))
        leaders = (k for k in near if k in led and _relate(texts[k], k, texts[key], key, aligned=False))
        leader = next(leaders, None)
        if leader is None:
            led.add(key)
        else:
            joined.join(leader, key)


def _is_shared(group: list[list[_Quote]]) -> bool:
    versions = {quote.place.version for quotes in group for quote in quotes}
    return len(versions) > 1 and (len(group) > 1 or _telling(group[0][0].key))


def _group(group: list[list[_Quote]]) -> QuoteGroup:
    group.sort(key=lambda quotes: (-len(quotes), -len(quotes[0].key), _order(quotes[0].place)))
    first = group[0][0]
    pairs = []
    for quotes in group[1:]:
        other = quotes[0]
        related = _relate(first.place.words, first.key, other.place.words, other.key, aligned=True)
        if related is None:
            short, long = sorted((first.key, other.key), key=lambda key: (len(key), key))
            related = Wording.ALTERED, _likeness(short, long)[1]
        pairs.append(_pair(first.place, other.place, *related))
    return QuoteGroup(tuple(tuple(quote.place for quote in quotes) for quotes in group), tuple(pairs))


def _order(place: Place) -> tuple[int, int]:
    return place.version, place.quotation.start
