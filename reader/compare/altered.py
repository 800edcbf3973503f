"""The same quotation in several versions, and where its words were altered.

Only words count: marks, punctuation and capitals are the writer's, not the speaker's, and so are words in
square brackets. What a version leaves off at the ends, or marks as left out, makes a part of the quotation,
not another one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from reader.compare.quote_pairs import Place, QuoteGroup, QuotePair, Wording
from reader.compare.wordings import WordingIndex, Words, folded, is_telling, key_of, likeness, relate
from reader.compare.words import Hunk, WordDiff, diff
from reader.corpus import quotations
from reader.corpus.article import Article

if TYPE_CHECKING:
    from reader.compare.comparison import Comparison


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
                joined.join(key_of(pair.a.words), key_of(pair.b.words))
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
        key = key_of(words)
        if key:
            place = Place(version, quotation, tuple(sorted(touched)), words)
            found.append(_Quote(place, key, seen[key]))
            seen[key] += 1
    return found


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
        related = relate(a.place.words, a.key, b.place.words, b.key, beside)
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
    index = WordingIndex([quote.key for quote in theirs])
    found = set()
    for i, quote in enumerate(ours):
        same = equal.get(quote.key)
        if same:
            found.add((i, same[min(quote.repeat, len(same) - 1)]))
        found.update((i, j) for j in index.near(quote.key))
    return found


def _pair(a: Place, b: Place, wording: Wording, similarity: float) -> QuotePair:
    found = WordDiff((), 0.0) if wording is Wording.SAME else diff(a.words, b.words)
    hunks = tuple(hunk for hunk in found.hunks if _tells(hunk, a.words, b.words))
    return QuotePair(a, b, wording, similarity, replace(found, hunks=hunks))


def _tells(hunk: Hunk, a: str, b: str) -> bool:
    """Return whether a hunk changes words rather than marks and capitals."""
    return folded(a[slice(*hunk.a)]) != folded(b[slice(*hunk.b)])


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
    index = WordingIndex(order)
    led: set[Words] = set()
    for key in order:
        near = (order[place] for place in sorted(index.near(key)))
        leaders = (k for k in near if k in led and relate(texts[k], k, texts[key], key, aligned=False))
        leader = next(leaders, None)
        if leader is None:
            led.add(key)
        else:
            joined.join(leader, key)


def _is_shared(group: list[list[_Quote]]) -> bool:
    versions = {quote.place.version for quotes in group for quote in quotes}
    return len(versions) > 1 and (len(group) > 1 or is_telling(group[0][0].key))


def _group(group: list[list[_Quote]]) -> QuoteGroup:
    group.sort(key=lambda quotes: (-len(quotes), -len(quotes[0].key), _order(quotes[0].place)))
    first = group[0][0]
    pairs = []
    for quotes in group[1:]:
        other = quotes[0]
        related = relate(first.place.words, first.key, other.place.words, other.key, aligned=True)
        if related is None:
            short, long = sorted((first.key, other.key), key=lambda key: (len(key), key))
            related = Wording.ALTERED, likeness(short, long)[1]
        pairs.append(_pair(first.place, other.place, *related))
    return QuoteGroup(tuple(tuple(quote.place for quote in quotes) for quotes in group), tuple(pairs))


def _order(place: Place) -> tuple[int, int]:
    return place.version, place.quotation.start
