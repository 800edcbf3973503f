import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.flags import Flag
from reader.compare.tokens import plain
from reader.compare.words import Hunk, HunkKind, WordDiff, diff

PIECES = [
    "the",
    "The",
    "a",
    "of",
    "not",
    "cat",
    "Cat",
    "dog",
    "dogs",
    "40",
    "1,200",
    "it's",
    ",",
    ".",
    "“",
    "”",
    "née",
]
text = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


def shown(found: WordDiff, a: str, b: str) -> list[tuple[str, str]]:
    return [(a[slice(*hunk.a)], b[slice(*hunk.b)]) for hunk in found.hunks]


def applied(found: WordDiff, a: str, b: str) -> str:
    pieces, done = [], 0
    for hunk in found.hunks:
        pieces += [a[done : hunk.a[0]], " ", b[slice(*hunk.b)], " "]
        done = hunk.a[1]
    return "".join([*pieces, a[done:]])


def loose(text: str) -> str:
    return re.sub(r"\s", "", plain(text)).casefold()


@given(text, text)
@settings(deadline=None)
def test_the_hunks_turn_a_into_b(a, b):
    assert loose(applied(diff(a, b), a, b)) == loose(b)


@given(text, text)
@settings(deadline=None)
def test_hunks_are_ordered_apart_and_never_empty_on_both_sides(a, b):
    found = diff(a, b)
    for hunk in found.hunks:
        assert 0 <= hunk.a[0] <= hunk.a[1] <= len(a)
        assert 0 <= hunk.b[0] <= hunk.b[1] <= len(b)
        empty = hunk.a[0] == hunk.a[1], hunk.b[0] == hunk.b[1]
        assert hunk.kind == {
            (True, False): HunkKind.INSERT,
            (False, True): HunkKind.DELETE,
            (False, False): HunkKind.REPLACE,
        }.get(empty)
    for one, two in pairwise(found.hunks):
        assert one.a[1] <= two.a[0]
        assert one.b[1] <= two.b[0]
    assert 0 <= found.changed <= 1


@given(text, text)
@settings(deadline=None)
def test_swapping_the_sentences_mirrors_the_hunks(a, b):
    other = {HunkKind.INSERT: HunkKind.DELETE, HunkKind.DELETE: HunkKind.INSERT}
    mirrored = tuple(Hunk(other.get(h.kind, h.kind), h.b, h.a, h.flags) for h in diff(a, b).hunks)
    assert [h.flags for h in diff(b, a).hunks] == [h.flags for h in mirrored]
    assert diff(b, a).hunks == mirrored


@given(text)
def test_nothing_changed_in_the_same_sentence(a):
    assert diff(a, a) == WordDiff((), 0.0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("He arrived on 3 January.", "He arrived on 3 February.", [("3 January", "3 February")]),
        ("It cost 5 million then.", "It cost 6 million then.", [("5 million", "6 million")]),
        ("It cost £1,200 then.", "It cost £1,250 then.", [("£1,200", "£1,250")]),
        ("Turnout was 61.5% here.", "Turnout was 62.5% here.", [("61.5%", "62.5%")]),
        ("She didn't say.", "She did say.", [("didn't", "did")]),
        ("The mayor spoke.", "The new mayor spoke.", [("", "new")]),
        ("A dog barked loudly.", "A dog barked.", [("loudly", "")]),
        ("“Stop,” he said.", '"Stop,"  he said.', []),
        ("The plan failed.", "Yesterday the plan failed.", [("", "Yesterday")]),
        ("We met in Polish.", "We met in polish.", [("Polish", "polish")]),
    ],
)
def test_hunks_are_whole_words(a, b, expected):
    assert shown(diff(a, b), a, b) == expected


def test_a_filler_word_between_long_changes_is_joined():
    a = "The quiet old fishermen mended torn nets and sang sad winter songs there."
    b = "The seven loud tourists photographed shiny yachts and bought cheap plastic anchors there."
    assert len(diff(a, b).hunks) == 1


def test_a_filler_word_between_short_changes_stays():
    a, b = "Men and boys came.", "Women and girls came."
    assert shown(diff(a, b), a, b) == [("Men", "Women"), ("boys", "girls")]


def test_rewritten_beyond_seventy_percent():
    assert diff("Rain fell all day.", "Nobody expected such sunshine.").rewritten
    assert not diff("Rain fell all day.", "Snow fell all day.").rewritten


@pytest.mark.parametrize(
    ("a", "b", "flags"),
    [
        ("They found 40 boats.", "They found 50 boats.", {Flag.NUMBER}),
        ("They found two boats.", "They found 2 boats.", set()),
        ("They found two boats.", "They found three boats.", {Flag.NUMBER}),
        ("They met Anna Berg there.", "They met Anna Dahl there.", {Flag.NAME}),
        ("He will resign.", "He will not resign.", {Flag.NEGATION}),
        ("He said “we won” today.", "He said “we lost” today.", {Flag.QUOTE}),
        ("He said we won today.", "He said we lost today.", set()),
        ("Boats came back.", "Ships came back.", set()),
        ("He paid the I.R.S. there.", "He paid the IRS there.", set()),
        ("They went to Congressional hearings.", "They went to congressional hearings.", set()),
        ("They met Mr. Berg there.", "They met Berg there.", set()),
        ("He said “we won, and left” today.", "He said “we won and left” today.", set()),
        ("He said we won today.", "He said “we won” today.", {Flag.QUOTE}),
        ("It cost £5 million there.", "It cost £5m there.", set()),
        ("It rose by 40% then.", "It rose by 40 per cent then.", set()),
        ("They met on 3 March there.", "They met on March 3 there.", set()),
        ("They met on 3 March there.", "They met on March 4 there.", {Flag.NUMBER}),
    ],
)
def test_what_must_not_be_missed_is_flagged(a, b, flags):
    hunks = diff(a, b).hunks
    assert hunks
    assert frozenset().union(*(hunk.flags for hunk in hunks)) == flags


@pytest.mark.parametrize("times", [300, 20_000])
def test_the_same_few_words_over_and_over_are_compared_too(times: int) -> None:
    a, b = "an opening " + "one two " * times, "an opening " + "two three " * times + "and more"
    found = diff(a, b)
    assert loose(applied(found, a, b)) == loose(b)
    assert found.hunks[0].a[0] >= len("an opening ")


def test_a_hunk_is_a_triple_that_carries_flags() -> None:
    ((kind, a, b),) = diff("It cost 40 pounds.", "It cost 14 pounds.").hunks
    assert (kind, a, b) == (HunkKind.REPLACE, (8, 10), (8, 10))
    (hunk,) = diff("It cost 40 pounds.", "It cost 14 pounds.").hunks
    assert Flag.NUMBER in hunk.flags
    assert hunk.flagged(Flag.SWAP).flags == {*hunk.flags, Flag.SWAP}
