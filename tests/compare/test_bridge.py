"""Words of one text found in another."""

from hypothesis import given
from hypothesis import strategies as st

from reader.compare.bridge import Bridge
from reader.compare.flags import Flag

A = "“The road is shut,” said Ines Hartog, the mayor of Marlow."
B = "The mayor of Marlow, Ines Hartog, told us on Monday: “The road is closed for now.”"


def crossed(a: str, b: str, words: str) -> str | None:
    start = a.index(words)
    found = Bridge(a, b).across(start, start + len(words))
    return None if found is None else b[found.start : found.end]


def test_words_that_stayed_are_found():
    assert crossed(A, A.replace("Ines ", "Ines Maria "), "The road is shut") == "The road is shut"
    assert crossed(A, "Yesterday " + A, "Ines Hartog") == "Ines Hartog"


def test_a_word_put_for_another_is_taken_with_the_piece_it_ends():
    b = A.replace("shut", "closed")
    assert crossed(A, b, "The road is shut") == "The road is closed"
    assert crossed(A, b, "shut") == "closed"


def test_what_was_put_in_at_an_end_stays_outside_and_what_was_put_in_between_is_inside():
    a, b = "He said the road is shut.", "He said today the old road is shut again."
    assert crossed(a, b, "the road is shut") == "the old road is shut"


def test_a_piece_of_which_nothing_is_left_is_nowhere():
    a, b = "He came late and left.", "He left."
    assert crossed(a, b, "came late") is None


def test_words_torn_at_the_end_are_left_out_and_told_of():
    a, b = "The red bus stopped there at noon.", "The red lorry that carries milk and eggs stopped at noon."
    start = a.index("bus stopped")
    found = Bridge(a, b).across(start, start + len("bus stopped there"))
    assert found is not None
    assert b[found.start : found.end].endswith("stopped")
    assert found.changed


def test_half_a_word_stays_half_a_word():
    assert crossed("The roadside is shut.", "The roadside was shut.", "road") == "road"


def test_flags_are_those_of_all_changes():
    assert Flag.NUMBER in Bridge("It took nine weeks.", "It took two weeks.").flags()
    assert Flag.NEGATION in Bridge("It is safe.", "It is not safe.").flags()
    assert not Bridge("It is safe.", "It was safe.").flags()


def test_word_for_word():
    assert Bridge("The old bridge closed.", "The aged bridge shut.").word_for_word()
    assert not Bridge("The old bridge closed.", "The old bridge closed on Monday evening.").word_for_word()


words = st.lists(
    st.sampled_from(["the", "road", "is", "was", "shut", "“", "”", ",", "5", "Ines"]), max_size=12
)


@given(words, words, st.data())
def test_every_answer_is_a_piece_that_has_as_many_words_as_it_says(a, b, data):
    left, right = " ".join(a), " ".join(b)
    start = data.draw(st.integers(0, len(left)))
    end = data.draw(st.integers(start, len(left)))
    found = Bridge(left, right).across(start, end)
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(right)
    assert found.kept + found.swapped <= max(found.words, 0)
    assert found.kept <= found.there


@given(words, st.data())
def test_in_the_same_text_a_piece_is_where_it_was(a, data):
    text = " ".join(a)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Bridge(text, text).across(start, end)
    piece = text[start:end].strip()
    assert (found is None) == (not piece)
    if found is not None:
        assert text[found.start : found.end] == piece
        assert not found.changed
        assert not found.torn
