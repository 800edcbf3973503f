import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.align import Alignment, Edge, EdgeKind, align

VOCABULARY = """
    harbour ferry mayor council bridge storm school teacher market farmer river flood train station
    doctor hospital judge court painter museum orchard baker bakery winter summer tunnel engineer signal
    lantern captain island village festival drummer violin singer concert ticket theatre garden forest
    ranger wolf sheep shepherd valley mountain climber rope rescue helicopter pilot airport runway
    border customs officer
"""
WORDS = VOCABULARY.split()

ARTICLE = [
    "The mayor of Norwick opened the new ferry harbour on Monday.",
    "Three engineers had worked on the floating bridge since the great storm of last winter.",
    "“We are proud of what this town has built,” she told a crowd of two hundred.",
    "Fishermen complained that the berths cost 40 crowns a week and that nobody had asked them.",
    "A brass band from the valley played until the rain came.",
    "The first crossing to Ile Marron leaves at six tomorrow morning.",
]

UNRELATED = [
    "Researchers found a beetle with golden wings in a cave near Tolva.",
    "It feeds on fungus and has no eyes.",
    "The museum will show twelve specimens until October.",
    "Critics doubt that it is a species of its own.",
]

sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(
    lambda w: " ".join(w).capitalize() + "."
)
article = st.lists(sentence, max_size=12)


def pairs(alignment: Alignment) -> list[tuple[int, int]]:
    return [(edge.i, edge.j) for edge in alignment.edges]


def mirrored(alignment: Alignment) -> list[Edge]:
    other = {EdgeKind.SPLIT: EdgeKind.MERGED, EdgeKind.MERGED: EdgeKind.SPLIT}
    return sorted(Edge(e.j, e.i, other.get(e.kind, e.kind), e.score) for e in alignment.edges)


def distinct(count: int, seed: int) -> list[str]:
    generator = random.Random(seed)
    return [" ".join(f"{generator.choice(WORDS)}{n}x{k}" for k in range(9)) + "." for n in range(count)]


@given(article, article)
@settings(deadline=None)
def test_swapping_the_inputs_mirrors_the_edges(a, b):
    assert align(b, a).edges == mirrored(align(a, b))


@given(article, article)
@settings(deadline=None)
def test_in_line_edges_never_cross_and_groups_are_consecutive(a, b):
    alignment = align(a, b)
    assert alignment.edges == sorted(set(alignment.edges))
    line = [e for e in alignment.edges if e.kind is not EdgeKind.MOVED]
    pairs = {(e.i, e.j) for e in line}
    assert all(e.j <= f.j or {(e.i, f.j), (f.i, e.j)} <= pairs for e, f in pairwise(line))
    for i in range(len(a)):
        ends = [e.j for e in alignment.of_a(i)]
        assert ends == list(range(ends[0], ends[0] + len(ends))) if ends else True
    for j in range(len(b)):
        ends = [e.i for e in alignment.of_b(j)]
        assert ends == list(range(ends[0], ends[0] + len(ends))) if ends else True
    for e in alignment.edges:
        assert 0 <= e.i < len(a)
        assert 0 <= e.j < len(b)
        assert 0 <= e.score <= 1
        several = len(alignment.of_a(e.i)), len(alignment.of_b(e.j))
        if e.kind is EdgeKind.SPLIT:
            assert several[0] > 1
        elif e.kind is EdgeKind.MERGED:
            assert several[1] > 1
        elif e.kind is not EdgeKind.MOVED:
            assert several == (1, 1)


@given(st.lists(sentence, max_size=20))
@settings(deadline=None)
def test_an_article_is_the_same_as_itself(a):
    assert align(a, a).edges == [Edge(k, k, EdgeKind.SAME, 1.0) for k in range(len(a))]


def test_repeated_sentences_are_the_same_in_order():
    a = ["Yes.", "He nodded.", "Yes."] * 40
    assert align(a, a).edges == [Edge(k, k, EdgeKind.SAME, 1.0) for k in range(120)]


@pytest.mark.parametrize("a", [[], [""], ["One."], ARTICLE])
def test_nothing_aligns_with_an_empty_article(a):
    assert align(a, []).edges == []
    assert align([], a).edges == []


def test_one_sentence_edited():
    [edge] = align([ARTICLE[3]], ["Fishermen complained that berths cost 50 crowns a week."]).edges
    assert (edge.i, edge.j, edge.kind) == (0, 0, EdgeKind.EDITED)


def test_one_sentence_with_another_subject_does_not_align():
    assert align([ARTICLE[1]], [UNRELATED[2]]).edges == []


def test_white_space_and_the_shape_of_quotation_marks_are_no_edit():
    a = ["“We  are proud,” she said.", "It’s done."]
    b = ['"We are proud," she said.', "It's done."]
    assert [e.kind for e in align(a, b).edges] == [EdgeKind.SAME, EdgeKind.SAME]


def test_update_keeps_edits_adds_and_deletes():
    later = [
        ARTICLE[0],
        "Officials put the cost at nine million crowns.",
        ARTICLE[1].replace("Three engineers", "Four engineers"),
        ARTICLE[2],
        ARTICLE[4],
        ARTICLE[5].replace("six", "seven"),
    ]
    found = {(e.i, e.j): e.kind for e in align(ARTICLE, later).edges}
    assert found == {
        (0, 0): EdgeKind.SAME,
        (1, 2): EdgeKind.EDITED,
        (2, 3): EdgeKind.SAME,
        (4, 4): EdgeKind.SAME,
        (5, 5): EdgeKind.EDITED,
    }


def test_split_and_merge():
    a = list(ARTICLE)
    b = list(ARTICLE)
    b[3:4] = [
        "Fishermen complained that the berths cost 40 crowns a week.",
        "They said that nobody had asked them.",
    ]
    alignment = align(a, b)
    assert [(e.j, e.kind) for e in alignment.of_a(3)] == [(3, EdgeKind.SPLIT), (4, EdgeKind.SPLIT)]
    assert [(e.i, e.kind) for e in align(b, a).of_b(3)] == [(3, EdgeKind.MERGED), (4, EdgeKind.MERGED)]
    assert pairs(alignment) == [(0, 0), (1, 1), (2, 2), (3, 3), (3, 4), (4, 5), (5, 6)]


@given(st.integers(0, 10_000), st.integers(4, 30))
@settings(deadline=None, max_examples=40)
def test_a_permutation_loses_nothing_and_moves_what_left_the_line(seed, count):
    a = distinct(count, seed)
    order = list(range(count))
    random.Random(seed).shuffle(order)
    alignment = align(a, [a[k] for k in order])
    assert pairs(alignment) == sorted((k, place) for place, k in enumerate(order))
    assert any(e.kind is EdgeKind.MOVED for e in alignment.edges) == (order != sorted(order))


def test_a_moved_block_moves_and_the_rest_stays():
    a = distinct(20, 1)
    b = a[:3] + a[12:15] + a[3:12] + a[15:]
    moved = [e.i for e in align(a, b).edges if e.kind is EdgeKind.MOVED]
    assert moved == [12, 13, 14]


def test_concatenated_articles_align_with_each_part():
    both = [*UNRELATED, *ARTICLE]
    assert pairs(align(ARTICLE, both)) == [(k, k + len(UNRELATED)) for k in range(len(ARTICLE))]
    assert pairs(align(both, UNRELATED)) == [(k, k) for k in range(len(UNRELATED))]


def test_unrelated_articles_share_almost_nothing():
    assert len(align(ARTICLE, UNRELATED).edges) <= 1
    assert align(distinct(30, 5), UNRELATED).edges == []


def test_thesaurus_swaps_keep_every_sentence():
    swaps = {
        "new": "fresh",
        "opened": "unlatched",
        "great": "big",
        "crowd": "throng",
        "played": "performed",
        "worked": "toiled",
        "complained": "groused",
        "cost": "toll",
        "leaves": "departs",
        "first": "initial",
    }
    spun = [" ".join(swaps.get(w, w) for w in s.split()) for s in ARTICLE]
    assert pairs(align(ARTICLE, spun)) == [(k, k) for k in range(len(ARTICLE))]


def test_edges_are_found_by_either_end():
    alignment = align(ARTICLE, ARTICLE[::-1])
    for edge in alignment.edges:
        assert edge in alignment.of_a(edge.i)
        assert edge in alignment.of_b(edge.j)
    assert alignment.of_a(99) == ()
    assert (alignment.size_a, alignment.size_b) == (6, 6)


def test_texts_without_spaces_are_aligned_by_their_characters():
    a = ["市长周一宣布新港口开放。", "渔民抱怨泊位每周四十克朗。", "第一班渡船明早六点离港。"]
    b = ["第一班渡船明早七点离港。", "市长周一宣布旧港口开放。", "天鹅在灯下筑巢。"]
    assert [(e.i, e.j) for e in align(a, b).edges] == [(0, 1), (2, 0)]
