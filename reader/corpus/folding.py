"""Words as the full-text index knows them: without case, accents and typographic variants.

A word is a run of letters, digits and the marks on them. Scripts written without spaces between words (Han,
kana, Thai, Lao, Khmer, Burmese), and Hangul with its attached particles, are indexed character by character:
a word in them is a phrase of its characters, so that any part of a text is found.

What the index is given (`indexed`) is folded already, so that its tokenizer has nothing left to decide beyond
ASCII; `tokens` yields the same words with their places in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """A word of a text: its code points, end exclusive, and what it is in the index."""

    start: int
    end: int
    folded: str


def indexed(text: str) -> str:
    """Return what is put into the full-text index for `text`; places in it say nothing about the text."""
    return text if text.isascii() else _BEYOND_ASCII.sub(_indexed, text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of `text` in order, as the index has them after `indexed`."""
    if text.isascii():
        for found in _ASCII_WORD.finditer(text):
            yield Token(found.start(), found.end(), found[0].lower())
        return
    for found in _WORD.finditer(text.translate(_SHAPES)):
        start, end = found.span()
        if folded := text[start:end].translate(_FOLDED):
            yield Token(start, end, folded)


def folded(text: str) -> str:
    """Return the words of `text` as the index has them, parted by spaces: to compare names by."""
    return " ".join(token.folded for token in tokens(text))


def spaceless(character: str) -> bool:
    """Tell whether a character belongs to a script that puts no spaces between words."""
    return not character.isascii() and _SPACELESS.match(character) is not None


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")
_WORD = re.compile(r"um*|[am]+")
_PIECE = re.compile(r"um*|[^u]+")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u115f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u303b\u303c\u3041-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97c\ua9e0-\ua9fe\uaa60-\uaadf\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc"
    "\U00016fe0-\U00018d08\U0001aff0-\U0001b2fb\U00020000-\U0003ffff]"
)
_ATTACHED = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\u200c\u200d]")
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
"""Marks of Latin, Greek, Cyrillic, Hebrew and Arabic; in other scripts marks are vowels."""


class _Shapes(dict[int, str]):
    """What a character is where words part: in a word (a), a word of its own (u), attached (m), a gap."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)[0]
        if kind == "M" or _ATTACHED.match(character):
            shape = "m"
        elif kind in "LN":
            shape = "u" if _SPACELESS.match(character) else "a"
        else:
            shape = " "
        self[code] = shape
        return shape


class _Folded(dict[int, str]):
    """What a character is in the index: nothing, one or more characters, or a gap."""

    def __missing__(self, code: int) -> str:
        if _SHAPES[code] == " ":
            result = " "
        else:
            plain = _unaccented(_unaccented(chr(code)).casefold())
            result = "".join(each for each in plain if unicodedata.category(each)[0] in "LNM")
            if _SHAPES[code] == "u" and len(_WORD.findall(result.translate(_SHAPES))) > 1:
                # A letter that comes apart, as Thai am does, stays one word.
                result = chr(code)
            if _SHAPES[code] == "a" and any(_SHAPES[ord(each)] == "u" for each in result):
                # A part of a word, as a circled ideograph, would be a word of its own if folded again.
                result = chr(code)
        self[code] = result
        return result


def _unaccented(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


_SHAPES = _Shapes()
_FOLDED = _Folded()


def _indexed(run: re.Match[str]) -> str:
    """Return characters beyond ASCII folded, with spaces around every word of one character."""
    text = run[0]
    if not _SPACELESS.search(text):
        return text.translate(_FOLDED)
    pieces = []
    for found in _PIECE.finditer(text.translate(_SHAPES)):
        piece = text[found.start() : found.end()].translate(_FOLDED)
        pieces.append(f" {piece} " if found[0][0] == "u" else piece)
    return "".join(pieces)
