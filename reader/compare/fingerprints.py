"""The features of one article by which candidates are found, packed into a few hundred bytes."""

import re
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import compress, pairwise
from typing import NamedTuple
from zlib import crc32

from reader.compare.common_words import COMMON_WORDS
from reader.compare.similarity import WORD, stem
from reader.compare.tokens import UNSPACED, has_unspaced
from reader.corpus.article import Article
from reader.corpus.dates import moment

FORMAT = 1
"""Version of the bytes that `fingerprint` makes: fingerprints of another one are to be made again."""

MOST_WORDS = 400
MOST_PHRASES = 160
IN_TITLE = 3
UNDATED = -(1 << 31)

_HEADER = struct.Struct("<BxHHxxIi8s")
_COMMON = frozenset(stem(word) for word in COMMON_WORDS)
_WORD_OR_RUN = re.compile(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+(?:['’.][^\W{UNSPACED}]+|,\d+)*")
_RUN = re.compile(f"[{UNSPACED}]")
_SHORTEST_DATE = len("1.1.2023")
_KNOWN_AT_MOST = 1 << 19
_MIX, _ALL = 0x9E3779B1, 0xFFFFFFFF


class Features(NamedTuple):
    """What a fingerprint holds.

    `terms` are hashes of the stems of the words that are not common, `counts` how often each occurs;
    `phrases` are hashes of two words in a row, for a sample of the first words. `day` counts from the year
    1, `UNDATED` if the date is not known; `words` is the length of the article; `digest` that of its text.
    """

    words: int
    day: int
    digest: bytes
    terms: "array[int]"
    counts: bytes
    phrases: "array[int]"


class _Codes(dict[str, int]):
    """The hash of the first word of what stands between two spaces; the same in every run.

    `common` are the hashes met that are of common words or of none, `openers` those of words that may open
    a phrase.
    """

    def __init__(self) -> None:
        super().__init__()
        self.common: set[int] = set()
        self.openers: set[int] = set()

    def __missing__(self, written: str) -> int:
        if len(self) >= _KNOWN_AT_MOST:
            self.clear()
            self.openers.clear()
        word = WORD.search(written)
        stemmed = stem(word.group()) if word else ""
        code = crc32(stemmed.encode("utf-8", "surrogatepass"))
        if stemmed in _COMMON or not stemmed:
            self.common.add(code)
        elif code & 3 == 1:
            self.openers.add(code)
        self[written] = code
        return code


_codes = _Codes()


def fingerprint(article: Article) -> bytes:
    """Return the features of one article alone: about 1 KB for 350 words, 2.6 KB at most.

    This is the map of the candidate stage: it needs nothing but the article, and gives the same bytes
    everywhere. Of a long article the most frequent words are kept.
    """
    codes = list(map(_codes.__getitem__, _words(article.text)))
    opened = compress(pairwise(codes), map(_codes.openers.__contains__, codes))
    phrases = sorted({(a * _MIX ^ b) & _ALL for a, b in opened})
    del phrases[MOST_PHRASES:]
    counts = Counter(codes)
    for code in _codes.common & counts.keys():
        del counts[code]
    for code in set(map(_codes.__getitem__, _words(article.title))) & counts.keys():
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


def _words(text: str) -> list[str]:
    """Return what stands between spaces and dashes; without spaces every two characters."""
    if text.isascii():
        return text.split()
    if not has_unspaced(text):
        return text.replace("—", " ").replace("–", " ").split()
    found: list[str] = []
    for run in _WORD_OR_RUN.findall(text):
        if len(run) > 1 and _RUN.match(run):
            found += map("".join, pairwise(run))
        else:
            found.append(run)
    return found


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
