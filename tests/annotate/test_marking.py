"""A piece of text being marked: units tear nothing, and growing is an algebra of two ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from reader.annotate.marking import Marking
from reader.annotate.units import units
from reader.corpus.article import Article

TEXT = (
    "The bridge stays closed. “We found cracks,” said Ada Holm, 45. “They’re deep. Very deep.” "
    "It cost 1,200.50 in May.\n\n“One,” he said, “is enough.” Nobody asked why."
)


def article(text: str = TEXT) -> Article:
    return Article("a", text, "a")


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in units(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She’s well-known, isn't she?", ["She’s", "well-known", ",", "isn't", "she", "?"]),
        ("1,200.50 at 9:30, no: 7", ["1,200.50", "at", "9:30", ",", "no", ":", "7"]),
        ("“It…” ``x''", ["“", "It", "…", "”", "``", "x", "''"]),
        ("e\u0301te\u0301 – नमस्ते", ["e\u0301te\u0301", "–", "नमस्ते"]),
        ("桥关了。", ["桥", "关", "了", "。"]),
        ("שלום, עולם", ["שלום", ",", "עולם"]),
        ("a 👨‍👩‍👧!", ["a", "👨‍👩‍👧", "!"]),
        ("", []),
        ("  ", []),
    ],
)
def test_units_of_every_script(text: str, found: list[str]) -> None:
    assert pieces(text) == found


@given(st.text(max_size=60))
def test_units_are_in_order_hold_all_that_can_be_seen_and_tear_no_character(text: str) -> None:
    found = units(text, 0, len(text))
    starts = {span[0] for span in split_graphemes(text)[0]} | {len(text)}
    at = 0
    for start, end in found:
        assert at <= start < end
        assert {start, end} <= starts
        at = end
    outside = set(range(len(text))) - {i for start, end in found for i in range(start, end)}
    assert not any(text[i].isalnum() for i in outside)


def test_growing_from_a_word_and_from_the_other_end() -> None:
    marking = Marking(article(), 0)
    assert marking.text == "The bridge stays closed."
    marking.first_word(1)
    marking.word(1)
    assert marking.text == "The bridge"
    marking.turn()
    assert marking.slide(1)
    assert marking.text == "bridge stays"
    assert not Marking(article(), 0, 3).slide(-1)
    marking.first_word(-1)
    assert marking.text == "closed"
    assert marking.word(-1)
    assert (marking.text, marking.words) == ("stays closed", 2)


def test_it_reaches_over_sentences_and_back() -> None:
    marking = Marking(article(), 2)
    marking.reach(3)
    assert marking.text == "“They’re deep. Very deep.”"
    marking.reach(2)
    assert marking.text == "“They’re deep."
    marking.first_word(1)
    marking.reach(1)
    assert marking.text.startswith("“We found")
    assert (marking.at, marking.from_sentence) == (1, 2)
    assert marking.whole()
    assert marking.text.endswith("“They’re deep.")
    assert not marking.whole()


def test_a_quotation_is_taken_whole_with_its_pieces_and_then_the_next_one() -> None:
    text = "“A,” she said. “B c. D e.” He left. “More of it,” he said, and “less”."
    marking = Marking(article(text), 1)
    assert marking.quotation(1)
    assert marking.text == "“A,” she said. “B c. D e.”"
    assert [text[a:b] for a, b in marking.contents] == ["“A,”", "“B c. D e.”"]
    assert marking.quotation(1)
    assert marking.text == "“More of it,”"
    assert marking.word(1)
    assert marking.contents == ()
    plain = Marking(article(), 0)
    assert not plain.quotation(0)
    assert plain.text == "The bridge stays closed."


@st.composite
def walks(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    words = st.sampled_from(
        ["Rain", "fell.", "“No,”", "he", "said.", "桥关了。", "é", "e\u0301a", "\n\n", "שלום"]
    )
    text = " ".join(["Go", *draw(st.lists(words, max_size=14))])
    moves = st.sampled_from(["word", "slide", "first_word", "reach", "quotation", "turn", "whole"])
    return text, draw(st.lists(st.tuples(moves, st.integers(-1, 9)), max_size=12))


@given(walks())
def test_whatever_is_pressed_a_piece_of_whole_characters_is_marked(walk: tuple[str, list]) -> None:
    text, moves = walk
    made = article(text)
    marking = Marking(made, 0)
    edges = {i for s in made.sentences for i in (s.start, s.end)}
    edges |= {edge for s in made.sentences for unit in units(text, s.start, s.end) for edge in unit}
    for move, number in moves:
        if move in ("turn", "whole"):
            getattr(marking, move)()
        elif move in ("reach", "quotation"):
            getattr(marking, move)(number % len(made.sentences))
        else:
            getattr(marking, move)(1 if number > 4 else -1)
        assert 0 <= marking.start < marking.end <= len(text)
        assert {marking.start, marking.end} <= edges
        assert marking.text.strip() == marking.text
        again = Marking.of(made, marking.start, marking.end)
        assert (again.start, again.end) == (marking.start, marking.end)


@given(st.integers(0, 6), st.integers(0, 40))
def test_a_word_on_and_a_word_back_is_nothing(sentence: int, steps: int) -> None:
    marking = Marking(article(), sentence)
    marking.first_word(1)
    for _ in range(steps):
        marking.word(1)
    before = marking.start, marking.end
    if marking.word(1):
        marking.word(-1)
    assert (marking.start, marking.end) == before


def test_what_is_taken_exactly_is_widened_to_whole_characters() -> None:
    text = "Cafe\u0301 noir."
    marking = Marking.of(article(text), 0, 4)
    assert marking.text == "Cafe\u0301"
    marking = Marking.of(article(text), 1, 3)
    assert marking.text == "af"
    marking.word(1)
    assert marking.text == "Cafe\u0301", "what is moved takes whole words"
