"""Which story keeps which number."""

from hypothesis import given
from hypothesis import strategies as st

from reader.grouping.numbering import numbered

PARTITIONS = st.lists(st.integers(0, 4), max_size=8).map(
    lambda places: [
        frozenset(chr(ord("a") + at) for at, place in enumerate(places) if place == part)
        for part in sorted(set(places))
    ]
)


def test_new_stories_are_counted_on() -> None:
    assert numbered([["a", "b"], ["c", "d"]], {}, 1) == ([1, 2], 3)


def test_a_story_keeps_its_number_while_most_of_its_members_stay() -> None:
    before = {"a": 7, "b": 7, "c": 7, "d": 9, "e": 9}
    assert numbered([["d", "e", "x"], ["a", "b"], ["c", "y"]], before, 10) == ([9, 7, 10], 11)


def test_of_two_stories_that_become_one_the_larger_gives_the_number() -> None:
    before = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    assert numbered([list("abcde")], before, 3) == ([2], 3)


@given(PARTITIONS, PARTITIONS)
def test_numbers_are_never_used_for_two_stories(old: list[frozenset[str]], new: list[frozenset[str]]) -> None:
    numbers, following = numbered(old, {}, 1)
    before = {each: number for members, number in zip(old, numbers, strict=True) for each in members}
    again, _ = numbered(old, before, following)
    assert again == numbers, "what did not change keeps its number"
    then, last = numbered(new, before, following)
    assert len(set(then)) == len(new)
    assert all(number < last for number in then)
    for members, number in zip(new, then, strict=True):
        assert number >= following or any(before.get(each) == number for each in members)
