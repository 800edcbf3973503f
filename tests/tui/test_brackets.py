"""Brackets around pieces of a sentence: where they stand, and that nothing moves."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.brackets import bracketed
from reader.tui.paint import Marked

TEXT = "The old bridge, closed now."


def line(start: int, end: int, *pieces: Marked) -> str:
    found = bracketed(TEXT, start, end, pieces)
    return found.before + found.text[start:end] + found.behind


def test_brackets_stand_in_spaces_and_at_the_ends_of_a_line() -> None:
    assert line(0, 27, Marked(4, 7)) == "The[old]bridge, closed now."
    assert line(0, 27, Marked(0, 7)) == "[The old]bridge, closed now."
    assert line(0, 27, Marked(16, 27)) == "The old bridge,[closed now.]"
    assert line(0, 27, Marked(4, 14)) == "The[old bridge, closed now.", "no room before the comma"
    assert line(0, 27, Marked(0, 3), Marked(4, 7)) == "[The|old]bridge, closed now."
    assert line(0, 27, Marked(0, 7, opens=False)) == "The old]bridge, closed now."
    assert line(0, 27, Marked(16, 27, closes=False)) == "The old bridge,[closed now."


def test_each_line_has_its_own() -> None:
    piece = Marked(4, 22)
    assert line(0, 8, piece) == "The[old "
    assert line(8, 16, piece) == "bridge, "
    assert line(16, 27, piece) == "closed]now."
    assert line(8, 16, Marked(8, 15)) == "[bridge, ]"
    assert line(0, 8, Marked(8, 15)) == "The old ", "the bracket goes to the line of the words"


@given(st.text("ab .", min_size=1, max_size=20), st.data())
def test_nothing_moves(text: str, data: st.DataObject) -> None:
    edges = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6))
    pieces = [Marked(min(a, b), max(a, b)) for a, b in pairwise(edges) if a != b]
    found = bracketed(text, 0, len(text), pieces)
    assert len(found.text) == len(text)
    changed = {i for i, (a, b) in enumerate(zip(text, found.text, strict=True)) if a != b}
    assert all(text[i] == " " for i in changed)
    assert {i for part in found.ranges for i in range(part.start, part.end)} == changed
