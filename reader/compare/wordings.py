"""The words of quotations: brought to one spelling, looked up, and what two wordings are to each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from reader.compare.quote_pairs import Wording
from reader.compare.tokens import FUNCTION_WORDS, fold, is_word, tokenize

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


def key_of(words: str) -> Words:
    """Return the folded words that the speaker said."""
    return folded(_INSERTED.sub(" ", words)) or folded(words)


def folded(text: str) -> Words:
    """Return the words of `text` in one spelling: `and` for `&`, `fbi` for `F.B.I.`."""
    tokens = (token.text for token in tokenize(text.replace("&", " and ")))
    return tuple(fold(_UNDOTTED.sub("", token)) for token in tokens if is_word(token))


class WordingIndex:
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


def relate(text_a: str, a: Words, text_b: str, b: Words, aligned: bool) -> tuple[Wording, float] | None:
    """Return what two wordings are to each other and how alike they are; None if they are two quotations."""
    shorter = min(len(a), len(b))
    if a == b:
        return (Wording.SAME, 1.0) if aligned or is_telling(a) else None
    if shorter < (2 if aligned else _SHORT):
        return None
    (short, text), (long, _) = sorted([(a, text_a), (b, text_b)], key=lambda side: (len(side[0]), side))
    if _content(short) > (0 if aligned else 1) and _is_part(text, short, long):
        return Wording.PART, 1.0
    enough = _ALIKE_IN_PLACE if aligned else _ALIKE
    words = set(long)
    if shorter < _SHORT or sum(word in words for word in short) < enough * shorter:
        return None
    common, similarity = likeness(short, long)
    telling = _content(common) >= (1 if aligned else 3)
    return (Wording.ALTERED, similarity) if telling and similarity >= enough else None


def is_telling(words: Words) -> bool:
    """Return whether hardly two people would put just these words in quotation marks."""
    return len(words) >= _SHORT or (len(words) > 1 and _content(words) > 0)


def _content(words: Iterable[str]) -> int:
    return sum(word not in FUNCTION_WORDS for word in words)


def _is_part(text: str, short: Words, long: Words) -> bool:
    """Return whether the words stand in `long`, in several runs where `text` marks what it leaves out."""
    passages = _LEFT_OUT.split(_INSERTED.sub(" … ", text))
    runs = [run for run in map(folded, passages) if run] if len(passages) > 1 else [short]
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


def likeness(short: Words, long: Words) -> tuple[Words, float]:
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
