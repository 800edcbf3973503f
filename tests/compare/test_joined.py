from hypothesis import given
from hypothesis import strategies as st

from reader.compare.joined import Joined

sentences = st.lists(st.text("abc ", min_size=1, max_size=6), min_size=1, max_size=5)


@given(sentences)
def test_every_character_is_found_in_its_sentence(some):
    joined = Joined(some)
    for start in range(len(joined.text)):
        parts = joined.divide([((start, start + 1), "x")])
        found = [some[k][slice(*place)] for k, part in enumerate(parts) for place, _ in part]
        number, within = joined.locate(start)
        assert found in ([joined.text[start]], [])
        if found:
            assert some[number][within] == joined.text[start]


def test_a_range_over_two_sentences_is_divided():
    assert Joined(["one two", "three"]).divide([((4, 13), "x"), ((2, 2), "y")]) == [
        [((4, 7), "x")],
        [((0, 5), "x")],
    ]


def test_ends_belong_to_the_sentence_they_end():
    joined = Joined(["one", "two"])
    assert [joined.locate(place) for place in (0, 3, 4, 7)] == [(0, 0), (0, 3), (1, 0), (1, 3)]
