"""Words and marks of a sentence, with their places, and what kind of word each one is."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_UNIT = r"(?:[ ](?:hundred|thousand|million|billion|trillion|per[ ]?cent|pct|[ap]\.m\.)(?!\w))"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"

UNSPACED = r"\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese and Japanese characters, for a character class: each stands for a word, as no spaces part them."""

_PATTERN = r"""
      (?=[JFMASOND])MONTH[ ](?:DAY(?:,?[ ]YEAR)?|YEAR)(?!\w|[.,:]\d)      # March 3, 2023
    | (?=\d)(?:DAY[ ]MONTH(?:,?[ ]YEAR)?(?!\w)                            # 3 March 2023
      |\d+(?:[.,:/]\d+)*(?:%|LETTER+)?UNIT?)      # 1,200  3.5%  2:30  24/7  1990s  1.2 million
    | [$€£¥]\d+(?:[.,]\d+)*(?:LETTER+)?UNIT?      # $20m  £5 million
    | (?:LETTER\.){2,}                            # U.S.  p.m.
    | WORD+(?:['’-]WORD+)*                        # words, with inner apostrophes and hyphens
    | [^\s]                                       # any other mark alone, or a character without spaces
    """


def _compiled(word: str, letter: str) -> re.Pattern[str]:
    parts = {"MONTH": _MONTH, "DAY": _DAY, "YEAR": _YEAR, "UNIT": _UNIT, "WORD": word, "LETTER": letter}
    pattern = _PATTERN
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.VERBOSE)


TOKEN = _compiled(r"\w", r"[^\W\d_]")
_TOKEN_UNSPACED = _compiled(rf"[^\W{UNSPACED}]", rf"[^\W\d_{UNSPACED}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")

_FUNCTION_WORDS = """
    a about after again against all also am an and any are aren't as at be because been before being between
    both but by can could did do does doing down during each few for from further had has have having he her
    here hers him himself his how i if in into is it its itself just may me might more most must my no nor not
    now of off on once one only or other our out over own per same shall she should so some such than that the
    their them then there these they this those through to too under until up upon us very was we were what
    when where which while who whom whose why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

QUOTE_MARKS = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}


class Token(NamedTuple):
    """One word, number, date or mark; `start` and `end` are code points into the text, end exclusive.

    A number has its sign, its multiplier and its unit with it: `£5m`, `1.2 million`, `40 per cent`.
    """

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the words, numbers, dates and marks of `text` in order; white space is left out."""
    pattern = _TOKEN_UNSPACED if has_unspaced(text) else TOKEN
    return [Token(match.group(), match.start(), match.end()) for match in pattern.finditer(text)]


def has_unspaced(text: str) -> bool:
    """Tell whether a text holds Chinese or Japanese characters."""
    return not text.isascii() and _UNSPACED.search(text) is not None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return `word` without the distinctions that make no other word: case, accents, the shape of quotes."""
    lowered = straight(word).lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or lowered


def plain(text: str) -> str:
    """Return `text` with single spaces and straight quotation marks."""
    return " ".join(straight(text).split())


def straight(text: str) -> str:
    """Return `text` with straight quotation marks."""
    if not text.isascii():
        for mark, plain_mark in QUOTE_MARKS.items():
            text = text.replace(mark, plain_mark)
    return text


def is_word(text: str) -> bool:
    """Tell whether a token is a word or a number rather than a mark."""
    return any(c.isalnum() for c in text)


def is_number(text: str) -> bool:
    """Tell whether a token holds a digit."""
    return any(c.isdigit() for c in text)
