"""The features of one article by which candidates are found, packed into a few hundred bytes."""

import re
import string
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import filterfalse, pairwise
from typing import NamedTuple
from unicodedata import normalize
from zlib import crc32

from reader.compare.common_words import COMMON_WORDS
from reader.compare.tokens import UNSPACED, has_unspaced, straight
from reader.corpus.article import Article
from reader.corpus.dates import moment

FORMAT = 1
"""Version of the bytes that `fingerprint` makes: fingerprints of another one are to be made again."""

MOST_WORDS = 400
MOST_PHRASES = 160
IN_TITLE = 3
UNDATED = -(1 << 31)

_HEADER = struct.Struct("<BxHHxxIi8s")
_WORD_OR_RUN = re.compile(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+(?:['’.][^\W{UNSPACED}]+|,\d+)*")
_RUN = re.compile(f"[{UNSPACED}]")
_SHORTEST_DATE = len("1.1.2023")
_ACCENT = re.compile("[\u0300-\u036f]+")
_DASHES = "–—…"
_NOTHING = b".,'"
_MARKS = bytes(set(string.punctuation.encode()) - set(_NOTHING))
_SPACES = bytes.maketrans(_MARKS, b" " * len(_MARKS))
_MIX, _ALL = 0x9E3779B1, 0xFFFFFFFF


class Features(NamedTuple):
    """What a fingerprint holds.

    `terms` are hashes of the words that are not common, `counts` how often each occurs; `phrases` are
    hashes of two such words in a row, for a sample of the first of them. `day` counts from the year 1,
    `UNDATED` if the date is not known; `words` is the length of the article; `digest` that of its text.
    """

    words: int
    day: int
    digest: bytes
    terms: "array[int]"
    counts: bytes
    phrases: "array[int]"


def fingerprint(article: Article) -> bytes:
    """Return the features of one article alone: about 1 KB for 350 words, 2.6 KB at most.

    This is the map of the candidate stage: it needs nothing but the article, and gives the same bytes
    everywhere. Of a long article the most frequent words are kept.
    """
    codes = _codes(article.text)
    telling = list(filterfalse(_COMMON.__contains__, codes))
    phrases = sorted({(a * _MIX ^ b) & _ALL for a, b in pairwise(telling) if a % 3 == 1})
    del phrases[MOST_PHRASES:]
    counts = Counter(telling)
    for code in {*_codes(article.title)}.intersection(counts):
        counts[code] += IN_TITLE
    if len(counts) > MOST_WORDS:
        counts = Counter(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]))
    digest = bytes.fromhex(article.digest[:16])
    header = _HEADER.pack(FORMAT, len(counts), len(phrases), len(codes), day(article.date), digest)
    return b"".join((header, _packed(counts), _packed(phrases), _times(counts)))


def _times(counts: Counter[int]) -> bytes:
    try:
        return bytes(counts.values())
    except ValueError:
        return bytes([min(255, times) for times in counts.values()])


def features(packed: bytes) -> Features:
    """Return what a fingerprint holds."""
    _, terms, phrases, words, on, digest = _HEADER.unpack_from(packed)
    first = _HEADER.size
    second = first + 4 * terms
    third = second + 4 * phrases
    return Features(
        words, on, digest, _unpacked(packed[first:second]), packed[third:], _unpacked(packed[second:third])
    )


def day(date: str) -> int:
    """Return the day that `date` names, counted from the year 1; `UNDATED` if none, as a year alone."""
    found = moment(date) if len(date.strip()) >= _SHORTEST_DATE else None
    return found.toordinal() if found else UNDATED


def _codes(text: str) -> list[int]:
    """Return the hash of every word, the same in every run; without spaces, of every two characters in a row.

    Case, accents, marks and the possessive make no other word. All of it is done to the whole text at once,
    since a corpus has many words.
    """
    text = text.lower()
    if not text.isascii():
        text = straight(text)
        for dash in _DASHES:
            text = text.replace(dash, " ")
    if not text.isascii():
        if has_unspaced(text):
            return [crc32(word.encode("utf-8", "surrogatepass")) for word in _without_spaces(text)]
        text = _ACCENT.sub("", normalize("NFKD", text))
    written = text.replace("'s", "").encode("utf-8", "surrogatepass")
    return list(map(crc32, written.translate(_SPACES, _NOTHING).split()))


def _without_spaces(text: str) -> Iterator[str]:
    for run in _WORD_OR_RUN.findall(text):
        if len(run) > 1 and _RUN.match(run):
            yield from map("".join, pairwise(run))
        else:
            yield run


def _packed(codes: Iterable[int]) -> bytes:
    return _little(array("I", codes)).tobytes()


def _unpacked(packed: bytes) -> "array[int]":
    codes = array("I")
    codes.frombytes(packed)
    return _little(codes)


def _little(codes: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        codes.byteswap()
    return codes


_COMMON = frozenset(_codes(" ".join(sorted(COMMON_WORDS))))
