from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare import phrases
from reader.compare.fingerprints import UNDATED, Features
from reader.compare.phrases import meetings, parts

HASHES = st.sets(st.integers(0, (1 << 32) - 1) | st.sampled_from([0, 7, 1 << 31, (1 << 32) - 1]), max_size=6)


def holding(hashes: set[int]) -> Features:
    return Features(9, UNDATED, b"", array("I"), b"", array("I", sorted(hashes)))


@given(st.lists(HASHES, max_size=12), st.integers(1, 12), st.none() | st.sets(st.integers(0, 11)))
def test_a_phrase_joins_an_article_with_the_latest_one_before_that_has_it(given_, at_once, fresh):
    fresh = fresh and {place for place in fresh if place < len(given_)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "AT_ONCE", at_once)
        found = [
            pair
            for part in parts([holding(each) for each in given_], fresh)
            for pair in zip(*meetings(part), strict=True)
        ]
    expected = []
    for phrase in set().union(*given_):
        holders = [place for place, each in enumerate(given_) if phrase in each]
        if fresh is None or not fresh.isdisjoint(holders):
            expected += [(later, earlier) for earlier, later in pairwise(holders)]
    assert sorted(found) == sorted(expected)
