"""Whether words stand in the sentence they stood in, by what is around them."""

import re

from rapidfuzz.distance import Postfix, Prefix

from reader.annotate.annotation import Anchor

_CLOSING = "\"'”’»)]"
_STOP = rf"[.!?…][{re.escape(_CLOSING)}]*\s|[。！？\n]"
_WITHIN = re.compile(_STOP)
_BEGUN = re.compile(rf"(?:\A|{_STOP})\s*\Z")


def in_same_sentence(text: str, words: str, at: Anchor, start: int) -> bool:
    """Tell whether around the words at `start`, up to the ends of their sentence, stands what stood there.

    A whole sentence is known by its words; a few words may stand in another sentence as well. Where the
    sentence reaches further than the anchor remembers, that far counts.
    """
    return _agree_before(at.prefix, text, start) and _agree_after(at.suffix, words, text, start + len(words))


def _agree_before(prefix: str, text: str, start: int) -> bool:
    before = text[max(0, start - len(prefix)) : start]
    if before == prefix and (prefix or start == 0):
        return True
    common = prefix[len(prefix) - Postfix.similarity(prefix, before) :]
    if _WITHIN.search(common):
        return True
    now = text[max(0, start - len(prefix) - 1) : start]
    return bool(_BEGUN.search(prefix)) and (start == 0 or bool(_BEGUN.search(now)))


def _agree_after(suffix: str, words: str, text: str, end: int) -> bool:
    after = text[end : end + len(suffix)]
    if after == suffix and (suffix or end == len(text)):
        return True
    common = suffix[: Prefix.similarity(suffix, after)]
    parted = end + len(common)
    gap = _is_gap(suffix[len(common) :]) and _is_gap(text[parted : parted + 1])
    if _WITHIN.search(common + " " * gap) or (not suffix and text.startswith("\n", end)):
        return True
    if not (_is_gap(suffix) and _is_gap(text[end : end + 1])):
        return False
    return _WITHIN.search(f"{words} ", len(words.rstrip(_CLOSING)) - 1) is not None


def _is_gap(rest: str) -> bool:
    """Tell whether a text goes on with white space, or not at all."""
    return not rest[:1].strip()
