"""Near-identical sentences: by what they are known, so that none stands on two sides of a split.

Two sentences are near-identical if they are equal without regard to case, accents and marks or, from twelve
words on, if their first or their last eight words are. A false alarm keeps two texts on one side; a miss is a
leak.
"""

from collections.abc import Iterator
from hashlib import blake2b

from reader.compare.tokens import fold, is_word, tokenize

FEWEST = 4
"""Words below which sentences say nothing: “He declined.” stands in many articles."""
LONG = 12
END = 8


def keys(text: str) -> Iterator[int]:
    """Yield the 64-bit numbers of a sentence; near-identical ones share at least one. None for short ones."""
    words = [fold(token.text) for token in tokenize(text) if is_word(token.text)]
    if len(words) < FEWEST:
        return
    yield _number("=", words)
    if len(words) >= LONG:
        yield _number("<", words[:END])
        yield _number(">", words[-END:])


def _number(side: str, words: list[str]) -> int:
    digest = blake2b(f"{side}{' '.join(words)}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
