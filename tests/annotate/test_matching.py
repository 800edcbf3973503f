import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.entities import Entity
from nervaluate.strategies import EntityTypeEvaluation, StrictEvaluation

from reader.annotate.coefficients import f1
from reader.annotate.matching import matched

SPAN = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
SPANS = st.lists(SPAN, max_size=12)
SLOT = 20


def within(slot, piece):
    start, length = piece
    return slot * SLOT + start, slot * SLOT + start + length


PIECE = st.none() | st.tuples(st.integers(0, 9), st.integers(1, 10))
SLOTS = st.lists(st.tuples(PIECE, PIECE), max_size=10)
"""Up to one span of each annotator in each stretch of text: whatever overlaps has no rival."""


@given(SPANS, SPANS)
def test_it_is_symmetric_and_uses_each_span_once(ours, theirs):
    found = matched(ours, theirs)
    assert sorted((j, i) for i, j in found) == matched(theirs, ours)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    for i, j in found:
        assert max(ours[i][0], theirs[j][0]) < min(ours[i][1], theirs[j][1])


@given(SPANS)
def test_spans_match_themselves(spans):
    assert all(spans[i] == spans[j] for i, j in matched(spans, spans))
    assert len(matched(spans, spans)) == len(spans)


@given(SPANS, SPANS)
def test_nothing_that_overlaps_is_left_over_on_both_sides(ours, theirs):
    found = matched(ours, theirs)
    left = [s for i, s in enumerate(ours) if i not in {i for i, _ in found}]
    right = [s for j, s in enumerate(theirs) if j not in {j for _, j in found}]
    assert not [(a, b) for a in left for b in right if max(a[0], b[0]) < min(a[1], b[1])]


def test_the_greater_share_in_common_wins():
    assert matched([(0, 10), (4, 12)], [(4, 11)]) == [(1, 0)]
    assert matched([(0, 5)], [(5, 9)]) == []


@given(SLOTS)
def test_f1_is_that_of_the_reference(slots):
    """The reference has ends inclusive, and marks one per hundred of overlap as enough."""
    ours = [within(k, one) for k, (one, _) in enumerate(slots) if one]
    theirs = [within(k, other) for k, (_, other) in enumerate(slots) if other]
    found = matched(ours, theirs)
    exact = sum(ours[i] == theirs[j] for i, j in found)
    truth, said = ([Entity("q", start, end - 1) for start, end in side] for side in (ours, theirs))
    for strategy, count in ((EntityTypeEvaluation(), len(found)), (StrictEvaluation(), exact)):
        result, _ = strategy.evaluate(truth, said, ["q"])
        assert result.correct == count
        figure = f1(count, len(ours), len(theirs), "no spans")
        assert (figure.value or 0) == pytest.approx(result.f1)
