from collections import Counter

import krippendorff
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.annotate import coefficients as c

ANSWERS = st.none() | st.sampled_from(["claim", "quote", "none"])
TABLES = st.lists(st.lists(ANSWERS, min_size=3, max_size=3), min_size=1, max_size=30)


def patterns(rows):
    return Counter(map(tuple, rows)).items()


def test_kappa_by_hand():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: 0.7 equal, 0.5 by chance.
    table = {("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}.items()
    assert c.kappa(table).value == pytest.approx(0.4)
    # Whoever always answers alike agrees with another by chance only.
    assert c.kappa({("y", "y"): 3, ("y", "n"): 2}.items()).value == 0


def test_alpha_by_hand_with_missing_answers():
    # Units AA, AB, A_ (does not count), BB: n = 6, three A and three B, observed 2/6, expected 18/30.
    rows = [("A", "A"), ("A", "B"), ("A", None), ("B", "B")]
    assert c.alpha(patterns(rows)).value == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_percent_is_of_pairs_of_answers():
    rows = [("A", "A", "B"), ("A", "A", None), ("B", None, None)]
    assert c.percent(patterns(rows)).value == pytest.approx(2 / 4)


def test_positive_f1_by_hand():
    table = {(True, True): 3, (True, False): 1, (False, True): 2, (False, False): 90}.items()
    assert c.positive_f1(table, "").value == pytest.approx(6 / 9)


def test_what_is_undefined_says_why():
    alone = patterns([("A", None), (None, "B")])
    constant = patterns([("A", "A"), ("A", "A")])
    assert c.percent(alone) == c.alpha(alone) == c.Figure(None, c.NOTHING_SHARED)
    assert c.alpha(constant) == c.Figure(None, c.NO_CHOICE)
    assert c.percent(constant).value == 1
    assert c.kappa([]) == c.Figure(None, c.NOTHING_SHARED)
    assert c.kappa({("A", "A"): 5}.items()) == c.Figure(None, c.NO_CHOICE)
    assert c.f1(0, 0, 0, "no spans") == c.Figure(None, "no spans")
    assert c.spread({}).mean == c.Figure(None, c.NOTHING_SHARED)
    assert c.spread({(0, 1): c.Figure(None, "why")}).mean == c.Figure(None, "why")


def test_a_spread_is_of_the_pairs_that_are_defined():
    found = c.spread({(0, 1): c.Figure(0.5), (0, 2): c.Figure(None, "why"), (1, 2): c.Figure(0.7)})
    assert (found.mean.value, found.low, found.high) == (pytest.approx(0.6), 0.5, 0.7)
    assert found.pairs == {(0, 1): 0.5, (1, 2): 0.7}


@given(TABLES)
def test_alpha_is_that_of_the_reference(rows):
    ours = c.alpha(patterns(rows)).value
    assume(ours is not None)
    numbers = {None: float("nan"), "claim": 0.0, "quote": 1.0, "none": 2.0}
    data = [[numbers[row[who]] for row in rows] for who in range(3)]
    reference = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert ours == pytest.approx(reference, abs=1e-9)


@given(TABLES, st.permutations(range(3)), st.randoms())
def test_neither_the_order_of_people_nor_of_things_matters(rows, order, random):
    others = [[row[who] for who in order] for row in rows]
    random.shuffle(others)
    for figure in (c.alpha, c.percent):
        assert figure(patterns(others)).value == pytest.approx(figure(patterns(rows)).value)
    one, other = (c.of_pairs(patterns(each), 3, c.kappa) for each in (rows, others))
    assert (one.low, one.high) == pytest.approx((other.low, other.high))


@given(st.lists(st.sampled_from("ABC"), min_size=1, max_size=30), st.integers(2, 4))
def test_it_is_one_where_all_say_the_same(answers, people):
    rows = patterns([[answer] * people for answer in answers])
    pairs = c.of_pairs(rows, people, c.kappa)
    if len(set(answers)) == 1:
        assert c.alpha(rows).reason == pairs.mean.reason == c.NO_CHOICE
    else:
        assert c.alpha(rows).value == pytest.approx(1)
        assert pairs.mean.value == pytest.approx(1)
        assert len(pairs.pairs) == people * (people - 1) // 2
    assert c.percent(rows).value == 1


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), min_size=1))
def test_kappa_is_symmetric_and_at_most_the_share_of_equal_answers(answers):
    table = Counter(answers)
    mirrored = Counter((other, one) for one, other in answers)
    ours, theirs = c.kappa(table.items()), c.kappa(mirrored.items())
    assert ours.reason == theirs.reason
    if ours.value is not None:
        assert ours.value == pytest.approx(theirs.value)
        assert ours.value <= sum(one == other for one, other in answers) / len(answers) + 1e-9
