import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.similarity import CANDIDATES, Similarity

WORDS = ["boat", "harbour", "the", "of", "mayor", "storm", "bridges", "bridge", "40", "!"]
sentences = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=6)


@given(sentences, sentences)
@settings(deadline=None)
def test_likeness_is_symmetric_and_between_0_and_1(a, b):
    there, back = Similarity(a, b), Similarity(b, a)
    for i in range(len(a)):
        for j in range(len(b)):
            assert 0 <= there.of(i, j) <= 1 + 1e-9
            assert there.of(i, j) == pytest.approx(back.of(j, i))
            assert there.of(i, j) == pytest.approx(there.of_runs([i], [j]))


@given(sentences)
@settings(deadline=None)
def test_a_sentence_is_wholly_like_itself(a):
    similarity = Similarity(a, a)
    assert [similarity.of(k, k) for k in range(len(a))] == pytest.approx([1.0] * len(a))


def test_inflections_and_possessives_count_as_the_same_word():
    similarity = Similarity(["the mayor's bridges"], ["the mayor bridges"])
    assert similarity.of(0, 0) == pytest.approx(1.0)


def test_two_halves_are_more_like_the_whole_than_one_of_them():
    similarity = Similarity(["the boat left and the mayor spoke"], ["the boat left", "the mayor spoke"])
    assert similarity.of_runs([0], [0, 1]) > max(similarity.of(0, 0), similarity.of(0, 1))


def test_candidates_are_few_and_hold_the_likest():
    a = [f"boat{k} mayor storm number{k} harbour" for k in range(300)]
    b = [f"boat{k} mayor storm number{k} bridge" for k in range(300)]
    found = Similarity(a, b).candidates(range(300), range(300))
    for j, row in found.items():
        assert len(row) <= CANDIDATES
        assert max(row, key=row.__getitem__) == j
