"""What lines look like, without a screen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.compare.comparison import Change, Relation
from reader.compare.flags import Flag
from reader.compare.words import HunkKind
from reader.tui import paint, signs
from reader.tui.paint import Light, Marks, Piece, Range
from reader.tui.signs import Sign
from reader.tui.striking import strikes
from reader.tui.wrap import displayed, wrap

GRAPHEMES = st.lists(st.sampled_from([*"ab x yz“é—漢字한。", "e\u0301", "👩‍👩‍👧", "🇬🇧", "❤️"]), max_size=60)
TEXTS = GRAPHEMES.map("".join)


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.integers(2, 14))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    starts = wrap(text, width)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        assert cell_len(text[start:end].rstrip(" ")) <= width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two three", 8, ["one two ", "three"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("“go further” now", 7, ["“go ", "further", "” now"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢字漢字。", 8, ["漢字漢", "字。"]),
        ("a 漢字漢字", 5, ["a 漢", "字漢", "字"]),
        ("ends in spaces    ", 14, ["ends in spaces    "]),
        ("👩‍👩‍👧👩‍👩‍👧", 2, ["👩‍👩‍👧", "👩‍👩‍👧"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    starts = wrap(text, width)
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == lines


def test_a_line_of_a_megabyte_is_wrapped_in_one_go() -> None:
    text = "word " * 200_000
    starts = wrap(text, 80)
    assert len(starts) == 12_500


def test_line_breaks_within_a_sentence_are_shown_as_spaces() -> None:
    assert displayed("one\ntwo\tthree") == "one two three"


@settings(max_examples=80, deadline=None)
@given(GRAPHEMES, st.integers(8, 40), st.sets(st.integers(0, 60), max_size=8))
def test_a_painted_line_fills_its_width_and_keeps_the_text(
    graphemes: list[str], width: int, edges: set[int]
) -> None:
    text = "".join(graphemes)
    places = sorted({len("".join(graphemes[:edge])) for edge in edges})
    ranges = [Range(a, b, "new") for a, b in zip(places[::2], places[1::2], strict=False)]
    for start, end in zip(starts := wrap(text, width), [*starts[1:], len(text)], strict=True):
        pieces = paint.text_line(text, start, end, width, (), [ranges])
        assert cell_len(text_of(pieces)) == width
        assert text_of(pieces).rstrip(" ") == text[start:end].rstrip(" ")
        marked = "".join(piece.text for piece in pieces if "new" in piece.styles)
        wanted = "".join(
            text[at]
            for at in range(start, len(text[start:end].rstrip(" ")) + start)
            if any(r.start <= at < r.end for r in ranges)
        )
        assert marked == wanted


def test_a_range_does_not_tear_what_is_one_character() -> None:
    pieces = paint.text_line("a👩‍👩‍👧b", 0, 7, 6, (), [[Range(0, 3, "hit")]])
    assert pieces == [Piece("a👩‍👩‍👧b", ("hit",)), Piece("  ", ())]


def test_layers_lie_over_each_other() -> None:
    pieces = paint.text_line(
        "one two three", 0, 13, 15, ("cursor",), [[Range(4, 13, "new")], [Range(8, 11, "hit")]]
    )
    assert pieces == [
        Piece("one ", ("cursor",)),
        Piece("two ", ("cursor", "new")),
        Piece("thr", ("cursor", "new", "hit")),
        Piece("ee", ("cursor", "new")),
        Piece("  ", ("cursor",)),
    ]


def test_the_space_at_the_end_of_a_line_is_not_underlined() -> None:
    pieces = paint.text_line("one two", 0, 4, 6, (), [[Range(0, 7, "new")]])
    assert pieces == [Piece("one", ("new",)), Piece("   ", ())]


@pytest.mark.parametrize("light", [Light.NONE, Light.CURSOR, Light.PARTNER, Light.SELECTED])
@pytest.mark.parametrize("relation", [None, *Relation])
@pytest.mark.parametrize("letter", ["", "B"])
def test_every_gutter_is_as_wide(light: Light, relation: Relation | None, letter: str) -> None:
    labels = Sign("C", "claim"), Sign("Q", "quote"), Sign("X", "other")
    width = paint.LETTERED_GUTTER if letter else paint.GUTTER
    for count in range(4):
        for marks in (Marks(labels[:count]), Marks(labels[:count], decided=True, noted=True)):
            for first in (True, False):
                sign = Sign(signs.RELATION_SIGNS.get(relation, " "), relation) if relation else None
                for flag in (None, *signs.FLAG_SIGNS):
                    drawn = paint.gutter(first, light, sign, marks, letter, flag)
                    assert cell_len(text_of(drawn)) == width


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        (Marks(), "▌~     "),
        (Marks((Sign("C", "claim"),), decided=True), "▌~ C   "),
        (Marks((Sign("C", "claim"), Sign("Q", "quote")), decided=True), "▌~ CQ  "),
        (Marks((Sign("C", "a"), Sign("Q", "b"), Sign("X", "c")), noted=True), "▌~ C+* "),
        (Marks(decided=True), "▌~ ·   "),
    ],
)
def test_signs_tell_without_colour(marks: Marks, shown: str) -> None:
    assert text_of(paint.gutter(True, Light.CURSOR, Sign("~", "edited"), marks)) == shown


def test_every_relation_has_a_sign_of_one_cell() -> None:
    for relation in set(Relation) - {Relation.SAME}:
        assert cell_len(signs.RELATION_SIGNS[relation]) == 1


def test_changed_words_of_both_sides() -> None:
    changes = [Change(0, 3, HunkKind.REPLACE), Change(5, 5, HunkKind.INSERT), Change(6, 9, HunkKind.DELETE)]
    old = paint.changed_ranges(changes, 20, old=True, words=True)
    assert old == [Range(0, 3, "old"), Range(6, 9, "gone")]
    new = paint.changed_ranges([Change(0, 3, HunkKind.REPLACE)], 20, old=False, words=True)
    assert new == [Range(0, 3, "new")]


def test_swaps_stand_back_unless_the_verdict_is_rejected() -> None:
    swap = Change(0, 3, HunkKind.REPLACE, frozenset({Flag.SWAP}))
    assert paint.changed_ranges([swap], 20, old=True, words=True) == [Range(0, 3, "swap")]
    assert paint.changed_ranges([swap], 20, old=True, words=True, swaps=False) == [Range(0, 3, "old")]


def test_of_a_flagged_change_only_the_words_strike_that_matter() -> None:
    text = "It was paid by Mrs Ada Holm, not in 14 days."
    every = frozenset(Flag)
    assert [(text[s.start : s.end], s.flag) for s in strikes(text, 0, len(text), every)] == [
        ("Mrs Ada Holm", Flag.NAME),
        ("not", Flag.NEGATION),
        ("14", Flag.NUMBER),
    ]
    assert not list(strikes(text, 0, len(text), {Flag.QUOTE}))
    assert [s.flag for s in strikes(text, 29, len(text), {Flag.NUMBER})] == [Flag.NUMBER]


def test_what_was_rewritten_as_a_whole_is_not_speckled() -> None:
    assert paint.changed_ranges([Change(0, 20, HunkKind.REPLACE)], 20, old=False, words=True) == [
        Range(0, 20, "new-sentence")
    ]
    assert paint.changed_ranges([Change(3, 5, HunkKind.REPLACE)], 20, old=True, words=False) == [
        Range(0, 20, "old-sentence")
    ]
    assert paint.changed_ranges([], 20, old=True, words=False) == []


def test_neighbours_of_one_style_are_joined() -> None:
    assert paint.joined([Piece("a"), Piece("b"), Piece("c", ("new",))]) == [Piece("ab"), Piece("c", ("new",))]


def test_the_hatch_fills_its_width_on_every_line() -> None:
    assert {cell_len(paint.hatch(7, y).text) for y in range(4)} == {7}
