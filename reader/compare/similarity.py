"""How alike sentences are, and which pairs are worth asking about.

Words are folded and cut to a stem of six letters; each stem is one character of a string, so that rapidfuzz
compares whole words at the speed of characters.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log
from operator import itemgetter

from rapidfuzz.distance import Indel

from reader.compare.tokens import FUNCTION_WORDS, UNSPACED, fold, has_unspaced, is_number

STEM = 6
FUNCTION_WORD_WEIGHT = 0.5
POSTINGS = 400
ASKED = 12
CANDIDATES = 10
_indel = Indel.normalized_similarity


WORD = re.compile(r"\w+(?:['’.]\w+|,\d+)*")
_UNSPACED_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:['’.][^\W{UNSPACED}]+|,\d+)*")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the folded beginning of a word, which its inflections share; a number is kept whole."""
    folded = fold(word)
    if is_number(folded):
        return folded
    return folded[:-2] if folded.endswith("'s") else folded[:STEM]


_FUNCTION_STEMS = frozenset(stem(word) for word in FUNCTION_WORDS)


def stems(sentence: str) -> list[str]:
    """Return the stems of the words of `sentence`; its marks if it has no words."""
    word = _UNSPACED_WORD if has_unspaced(sentence) else WORD
    return list(map(stem, word.findall(sentence))) or sentence.split()


class Similarity:
    """Likeness of the sentences of two articles.

    The weight of a word falls with the number of sentences it stands in (idf), and function words count half.
    """

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        spelt_a, spelt_b = (
            [[numbers.setdefault(s, len(numbers)) for s in stems(sentence)] for sentence in side]
            for side in (a, b)
        )
        self.codes_a, self.codes_b = (
            ["".join(map(chr, sentence)) for sentence in side] for side in (spelt_a, spelt_b)
        )
        self.words_a, self.words_b = (
            [frozenset(sentence) for sentence in side] for side in (spelt_a, spelt_b)
        )
        frequency = Counter(chain.from_iterable(chain(self.words_a, self.words_b)))
        total = len(a) + len(b)
        self._weights = [
            log(1 + total / frequency[n]) * (FUNCTION_WORD_WEIGHT if s in _FUNCTION_STEMS else 1.0)
            for s, n in numbers.items()
        ]
        self._weight = self._weights.__getitem__
        self._mass_a = [self._mass(words) for words in self.words_a]
        self._mass_b = [self._mass(words) for words in self.words_b]

    def of(self, i: int, j: int) -> float:
        """Return the likeness of sentence `i` of `a` and `j` of `b`, 0 to 1.

        Half of it is the weighted Dice coefficient of their words, the rest the order-aware Indel similarity
        and the square of the former.
        """
        shared = sum(map(self._weight, self.words_a[i] & self.words_b[j]))
        return _blend(shared, self._mass_a[i] + self._mass_b[j], self.codes_a[i], self.codes_b[j])

    def of_runs(self, a: Sequence[int], b: Sequence[int]) -> float:
        """Return the likeness of several sentences of each side, read as one."""
        words_a = frozenset(chain.from_iterable(self.words_a[i] for i in a))
        words_b = frozenset(chain.from_iterable(self.words_b[j] for j in b))
        return _blend(
            self._mass(words_a & words_b),
            self._mass(words_a) + self._mass(words_b),
            "".join(self.codes_a[i] for i in a),
            "".join(self.codes_b[j] for j in b),
        )

    def _mass(self, words: Iterable[int]) -> float:
        return sum(map(self._weight, words))

    def candidates(self, free_a: Iterable[int], free_b: Iterable[int]) -> dict[int, dict[int, float]]:
        """Return, per sentence `j` of `free_b`, the likeness of those of `free_a` that resemble it most.

        An inverted index is asked for the rarest words of `j` first, until enough places were heard, and of a
        word that is everywhere only about where `j` stands; so the cost grows with the number of sentences,
        not with its square.
        """
        postings: dict[int, list[int]] = {}
        for i in free_a:
            for word in self.words_a[i]:
                postings.setdefault(word, []).append(i)
        found = {}
        for j in free_b:
            heard: list[int] = []
            for places in sorted((postings[w] for w in self.words_b[j] if w in postings), key=len):
                if len(heard) + len(places) > POSTINGS and heard:
                    break
                heard += places if len(places) <= POSTINGS else self._beside(j, places)
            asked = sorted(Counter(heard).items(), key=itemgetter(1), reverse=True)[:ASKED]
            likely = sorted([(self.of(i, j), -i) for i, _ in asked], reverse=True)[:CANDIDATES]
            found[j] = {-negative: value for value, negative in likely}
        return found

    def _beside(self, j: int, places: list[int]) -> list[int]:
        """Return those of the sorted `places` that are about as far on in `a` as sentence `j` is in `b`."""
        here = bisect_left(places, j * len(self.words_a) // len(self.words_b))
        first = max(0, min(here - POSTINGS // 2, len(places) - POSTINGS))
        return places[first : first + POSTINGS]


def _blend(shared: float, mass: float, code_a: str, code_b: str) -> float:
    if not mass:
        return float(code_a == code_b)
    dice = 2 * shared / mass
    return 0.5 * dice + 0.4 * _indel(code_a, code_b) + 0.1 * dice * dice
