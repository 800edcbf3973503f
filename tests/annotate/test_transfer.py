import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.transfer import transferred

WORDS = st.lists(
    st.sampled_from(["the", "mayor", "said", "costs", "rose", "by", "5", "million", "in", "May"]),
    min_size=1,
    max_size=9,
)


@pytest.mark.parametrize(
    ("piece", "here", "there", "found"),
    [
        ("“We saw it,”", "“We saw it,” she said.", "Yesterday “We saw it,” he said.", "“We saw it,”"),
        ("costs rose", "The costs rose in May.", "The costs fell in May.", "costs fell"),
        ("rose", "The costs rose in May.", "The costs fell in May.", "fell"),
        ("rose", "The costs rose again in May.", "The costs in May.", None),
        ("costs rose in May", "costs rose in May", "In all, costs rose in June", "costs rose in June"),
        ("in May", "Costs rose in May.", "Costs rose sharply in  May.", "in  May"),
        ("ost", "Costs rose.", "The costs rose.", "costs"),
    ],
)
def test_a_piece_goes_where_its_words_are(piece, here, there, found):
    start = here.index(piece)
    where = transferred(start, start + len(piece), here, there)
    assert (where and there[slice(*where)]) == found


@given(WORDS, WORDS, st.data())
def test_what_is_found_is_a_piece_of_the_other_wording_in_whole_words(one, other, data):
    here, there = " ".join(one), " ".join(other)
    first = data.draw(st.integers(0, len(one) - 1))
    last = data.draw(st.integers(first, len(one) - 1))
    start = len(" ".join(one[:first])) + bool(first)
    end = len(" ".join(one[: last + 1]))
    where = transferred(start, end, here, there)
    if where is not None:
        assert 0 <= where[0] < where[1] <= len(there)
        assert there[slice(*where)].split() == there[slice(*where)].strip().split(" ")
        assert set(there[slice(*where)].split()) <= set(other)


@given(WORDS, st.data())
def test_the_same_words_stay_where_they_are(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert transferred(start, end, text, text) == (start, end)


@given(WORDS, WORDS, st.sampled_from(["Moreover, ", "«"]))
def test_words_that_only_moved_are_the_same_words(before, after, added):
    here = f"{' '.join(before)} zebra {' '.join(after)}"
    start = here.index("zebra")
    there = added + here
    assert transferred(start, start + 5, here, there) == (start + len(added), start + len(added) + 5)
