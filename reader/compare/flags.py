"""Changes that a reader must not miss: numbers, names, negations, and words inside quotation marks."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from reader.compare.tokens import FUNCTION_WORDS, Token, fold, is_number, is_word

_TO_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
"""
_OTHER_NUMERALS = {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
    "million": "million",
    "billion": "billion",
    "trillion": "trillion",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
    "half": "half",
    "twice": "twice",
}
_COUNTED = {word: str(value) for value, word in enumerate(_TO_TWENTY.split()) if word != "one"}
NUMERALS = _COUNTED | _OTHER_NUMERALS

_QUANTITY = re.compile(r"([$€£¥]?)(\d+(?:[.,]\d+)*)[ ]?([^\W\d_][^\d]*|%)?")
_UNITS = {
    None: "", "k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion",
    "tn": "trillion", "percent": "%", "per cent": "%", "pct": "%",
}  # fmt: skip
_ORDINALS = frozenset(("st", "nd", "rd", "th", "s"))
_MONTH = re.compile(r"(?:^|\d\w* )(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_FIGURES = re.compile(r"\d+")

_NEGATIONS = "no not never none nobody nothing nowhere neither nor cannot without hardly scarcely barely"
NEGATIONS = frozenset(_NEGATIONS.split())

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir"))

_QUOTED = re.compile(r"“[^”]*(?:”|$)|^[^“”]*”|\"[^\"]*(?:\"|$)|(?<!\w)‘(?:[^’]|’(?=\w))*(?:’|$)")
_MARKS = frozenset('“”"‘„«»')


class Flag(StrEnum):
    """Something in a change that a reader must not miss, or may overlook: the swaps of a spun copy."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    QUOTE = "quote"
    SWAP = "swap"


def flags(a: str, old: Sequence[Token], b: str, new: Sequence[Token]) -> frozenset[Flag]:
    """Return the flags of a change of the tokens `old` of `a` into the tokens `new` of `b`."""
    found = set()
    if numbers(old) != numbers(new):
        found.add(Flag.NUMBER)
    if not _names(a, old) <= _spelt(new) or not _names(b, new) <= _spelt(old):
        found.add(Flag.NAME)
    if sum(is_negation(t.text) for t in old) != sum(is_negation(t.text) for t in new):
        found.add(Flag.NEGATION)
    if _marks(old) != _marks(new) or _quoted(a, old) or _quoted(b, new):
        found.add(Flag.QUOTE)
    return frozenset(found)


def numbers(tokens: Sequence[Token]) -> Counter[str]:
    """Return how often each number stands among `tokens`; in figures or in words is the same."""
    return Counter(value for token in tokens if (value := number(token)) is not None)


def number(token: Token) -> str | None:
    """Return the number or date that a token writes, in one spelling; None if it is none.

    `£5m` is `£5 million`, `40%` is `40 per cent`, `3 March` is `March 3`.
    """
    folded = fold(token.text)
    if not is_number(folded):
        return NUMERALS.get(folded)
    date = _MONTH.search(folded)
    if date:
        return " ".join((date.group(1), *sorted(_FIGURES.findall(folded))))
    quantity = _QUANTITY.fullmatch(folded)
    if quantity:
        sign, figures, unit = quantity.groups()
        if unit in _ORDINALS:
            return f"{figures}{unit}"
        return f"{sign}{figures.replace(',', '')} {_UNITS.get(unit, unit)}".rstrip()
    return folded


def is_negation(text: str) -> bool:
    """Tell whether a token denies: `not`, `never`, `didn't`."""
    folded = fold(text)
    return folded in NEGATIONS or folded.endswith("n't")


def _names(text: str, tokens: Sequence[Token]) -> Counter[str]:
    """Return the capitalised words, but for titles and a word that may owe its capital to its place."""
    return Counter(
        _undotted(t.text)
        for t in tokens
        if t.text[0].isupper()
        and not is_number(t.text)
        and fold(t.text) not in FUNCTION_WORDS
        and _undotted(t.text) not in _TITLES
        and (any(is_word(c) for c in text[: t.start]) or (len(t.text) > 1 and t.text.isupper()))
    )


def _spelt(tokens: Sequence[Token]) -> Counter[str]:
    """Return the words as `_names` spells them, capitalised or not."""
    return Counter(_undotted(token.text) for token in tokens)


def _undotted(text: str) -> str:
    return fold(text).replace(".", "")


def _marks(tokens: Sequence[Token]) -> int:
    return sum(token.text in _MARKS for token in tokens)


def _quoted(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether any of the words stands in quotation marks."""
    if not tokens or (_MARKS.isdisjoint(text) and "‘" not in text):
        return False
    words = [token for token in tokens if is_word(token.text)]
    quoted = [found.span() for found in _QUOTED.finditer(text)] if words else []
    return any(start < word.end and word.start < end for start, end in quoted for word in words)
