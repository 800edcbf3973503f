"""What speaks for a sentence being a claim that can be checked, and what against it: signs a person can read.

The weights were set by hand, looking at what a logistic regression finds in labelled debates (CheckThat!
2024, training part): close to it where a sign means the same in news.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.compare.tokens import fold, is_word, tokenize


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a sentence, and what its letters say besides."""

    text: str
    words: tuple[str, ...]
    names: int

    @classmethod
    def of(cls, text: str) -> "Words":
        """Take a sentence apart; a name is a word with a capital that does not begin it."""
        found = [token for token in tokenize(text) if is_word(token.text)]
        names = sum(token.text[:1].isupper() and token.text not in _NO_NAME for token in found[1:])
        pieces = (piece for token in found for piece in fold(token.text).split())
        return cls(text, tuple(pieces), names)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its weight before any label is known, and what it says in words.

    `measure` returns how much of it a sentence has, from 0 to about 1.
    """

    name: str
    weight: float
    reason: str
    measure: Callable[[Words], float]


_NO_NAME = frozenset(("I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’ll", "I'd", "I’d"))
_FIGURE = re.compile(r"\d")
_MONEY = re.compile(r"[$£€¥%]|\b(?:percent|per cent|dollars?|pounds?|euros?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def _any(words: str) -> Callable[[Words], float]:
    known = frozenset(words.split())
    return lambda sentence: float(not known.isdisjoint(sentence.words))


def _ends(endings: tuple[str, ...], least: int) -> Callable[[Words], float]:
    return lambda s: float(any(len(word) >= least and word.endswith(endings) for word in s.words))


def _either(*measures: Callable[[Words], float]) -> Callable[[Words], float]:
    return lambda sentence: max(measure(sentence) for measure in measures)


def _figures(sentence: Words) -> float:
    return min(3, sum(bool(_FIGURE.search(word)) for word in sentence.words)) / 3


NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred hundreds thousand thousands million millions billion billions trillion half third "
    "quarter double triple twice dozen percent "
)
"""Without “one”, which is mostly no number."""

SIGNS = (
    Sign("figure", 0.9, "names a figure", lambda s: float(bool(_FIGURE.search(s.text)))),
    Sign("figures", 1.0, "names several figures", _figures),
    Sign("number", 1.0, "names a number", _any(NUMBER_WORDS)),
    Sign("money", 0.8, "speaks of money or a share", lambda s: float(bool(_MONEY.search(s.text)))),
    Sign(
        "comparison",
        0.5,
        "compares",
        _any(
            "than most highest lowest largest biggest worst best fewer less least "
            "compared record twice average"
        ),
    ),
    Sign(
        "change",
        0.9,
        "tells of a change",
        _any(
            "increased increase increases rose rise risen rising fell fall fallen falling "
            "grew grown growing cut cuts doubled tripled lost lose gained raised reduced "
            "reduction dropped drop declined decline lowered created added ended passed "
            "closed opened killed died spent cost costs"
        ),
    ),
    Sign(
        "time",
        0.3,
        "says when",
        _either(
            lambda s: float(bool(_YEAR.search(s.text))),
            _any(
                "ago yesterday since during decade decades month months week weeks years year "
                "january february march april june july august september october november "
                "december monday tuesday wednesday thursday friday saturday sunday"
            ),
        ),
    ),
    Sign(
        "law",
        0.6,
        "speaks of law or office",
        _any(
            "law laws bill act voted vote votes signed vetoed amendment congress "
            "parliament senate court courts government administration tax taxes budget "
            "deficit policy programme program treaty federal minister ministry police "
            "council committee election"
        ),
    ),
    Sign("cause", 0.3, "gives a cause", _any("because caused causes led resulted due therefore consequence")),
    Sign("names", 0.8, "names who or what", lambda s: min(s.names, 4) / 4),
    Sign(
        "past",
        0.7,
        "tells what happened",
        _either(_any("was were had did got gave went took made came said"), _ends(("ed",), 5)),
    ),
    Sign("state", 0.1, "says what is", _any("is are has have there")),
    Sign(
        "extent",
        0.2,
        "speaks of all, none or the first",
        _any("every all never nobody none first only no always"),
    ),
    Sign("length", 1.2, "says much", lambda s: min(1.0, math.log1p(len(s.words)) / math.log1p(30))),
    Sign("I", -0.7, "speaks of oneself", _any("i i'm i've i'll i'd me my mine myself")),
    Sign("you", -0.4, "addresses somebody", _any("you your you're you've you'll yours")),
    Sign("question", -1.2, "asks", lambda s: float(s.text.rstrip(" ”\"'’)").endswith("?"))),
    Sign(
        "modal",
        -0.9,
        "says what will, may or should be",
        _any(
            "will would should could can can't cannot must may might shall going let "
            "let's i'll we'll won't ought"
        ),
    ),
    Sign(
        "opinion",
        -0.8,
        "gives an opinion or a wish",
        _any(
            "think believe hope feel want wants agree wish guess suppose need needs "
            "important great wonderful terrible good bad right wrong proud love glad sure "
            "opinion maybe perhaps"
        ),
    ),
    Sign("address", -0.5, "is a courtesy", _any("thank thanks please sorry welcome hello goodbye okay yes")),
    Sign("short", -0.4, "is very short", lambda s: float(len(s.words) < 6)),
    Sign("fragment", -1.0, "is a fragment", lambda s: float(len(s.words) < 3)),
)
BIAS = -2.4


def measure(text: str) -> list[float]:
    """Return how much of each sign a sentence has, in the order of `SIGNS`."""
    words = Words.of(text)
    return [sign.measure(words) for sign in SIGNS]


def prior(measured: Sequence[float]) -> float:
    """Return the logit of a sentence being a claim, before any label."""
    return BIAS + sum(sign.weight * value for sign, value in zip(SIGNS, measured, strict=True))


def reasons(measured: Sequence[float], most: int = 3) -> list[str]:
    """Return in words what counts most, for or against, the strongest first."""
    weighed = [
        (abs(s.weight * v), s.reason if s.weight > 0 else f"but {s.reason}")
        for s, v in zip(SIGNS, measured, strict=True)
        if s.weight * v
    ]
    return [reason for _, reason in sorted(weighed, reverse=True)[:most]]
