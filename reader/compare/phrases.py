"""Which articles share a phrase, found for one range of the hashes of phrases after the other, or for several
at once."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple

from reader.compare.fingerprints import Features

AT_ONCE = 1 << 13
"""The phrases of about so many articles are in a part."""


class Part(NamedTuple):
    """The phrases of all articles in a range of hashes: `codes`, of which each article has `sizes`.

    Only those phrases matter that one of the `fresh` articles holds, which go by their places; all, if None.
    """

    codes: "array[int]"
    sizes: "array[int]"
    fresh: Collection[int] | None = None


class Meetings(NamedTuple):
    """Articles of `later` hold a phrase of those of `earlier`, by their places; a pair stands for each."""

    later: "array[int]"
    earlier: "array[int]"


def parts(articles: Sequence[Features], fresh: Collection[int] | None = None) -> Iterator[Part]:
    """Yield the phrases of all articles, each in one part, so that never all are in memory twice."""
    count = 1 + len(articles) // AT_ONCE
    for number in range(count):
        low, high = (number << 32) // count, ((number + 1) << 32) // count
        cuts = [
            each.phrases[bisect_left(each.phrases, low) : bisect_left(each.phrases, high)]
            for each in articles
        ]
        yield Part(array("I", b"".join(cuts)), array("I", map(len, cuts)), fresh)


def meetings(part: Part) -> Meetings:
    """Return, for each phrase of an article in a part, the latest article before that has it.

    Nearly all phrases stand in one article only.
    """
    cuts = [part.codes[start:end] for start, end in pairwise(accumulate(part.sizes, initial=0))]
    again = {phrase for phrase, times in Counter(part.codes).items() if times > 1}
    if part.fresh is not None:
        again.intersection_update(chain.from_iterable(cuts[place] for place in part.fresh))
    found = Meetings(array("I"), array("I"))
    # Places count from 1 here, so that none is false.
    latest: dict[int, int] = {}
    for place, cut in enumerate(cuts):
        held = again.intersection(cut)
        before = [each - 1 for each in map(latest.get, held) if each]
        found.earlier.extend(before)
        found.later.extend(repeat(place, len(before)))
        latest.update(zip(held, repeat(place + 1), strict=False))
    return found
