"""Splits: nothing stands on two sides, and nothing moves for no reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.alike import keys
from reader.exchange.splits import COMMON, Plan, Sorter

WORDS = [
    "bridge",
    "river",
    "mayor",
    "opened",
    "closed",
    "fire",
    "night",
    "homes",
    "lost",
    "said",
    "police",
    "denied",
    "market",
    "rose",
    "fell",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join)
STORIES = st.dictionaries(
    st.integers(0, 40).map("story {}".format), st.lists(SENTENCES, min_size=1, max_size=5), max_size=15
)
PLANS = st.builds(Plan.parse, st.sampled_from(["80/10/10", "50/50", "1/1/1"]), st.integers(0, 5))


def sides(plan: Plan, stories: dict[str, list[str]], labels: dict[str, list[str]] | None = None):
    sorter = Sorter(plan)
    for story, sentences in stories.items():
        for sentence in sentences:
            sorter.add(story, sentence, (labels or {}).get(story, ()))
    return sorter.sides()


@given(PLANS, STORIES)
def test_no_near_identical_sentence_stands_on_two_sides(plan: Plan, stories: dict[str, list[str]]) -> None:
    made = sides(plan, stories)
    seen: dict[int, str] = {}
    for story, sentences in stories.items():
        side = made.of(story)
        assert side in plan.names
        for sentence in filter(lambda each: made.keeps(each, side), sentences):
            for key in keys(sentence):
                assert seen.setdefault(key, side) == side


@given(PLANS, STORIES, st.randoms(use_true_random=False))
def test_the_order_of_the_stories_does_not_matter(plan: Plan, stories: dict[str, list[str]], random) -> None:
    shuffled = list(stories.items())
    random.shuffle(shuffled)
    one, other = sides(plan, stories), sides(plan, dict(shuffled))
    assert {story: one.of(story) for story in stories} == {story: other.of(story) for story in stories}


def test_a_story_stays_when_the_corpus_grows() -> None:
    plan = Plan.parse("80/10/10", 7)
    few = {f"story {n}": [f"only this one knows the number {n} here"] for n in range(200)}
    many = few | {f"new {n}": [f"another story tells of {n} new things"] for n in range(800)}
    before, after = sides(plan, few), sides(plan, many)
    assert all(before.of(story) == after.of(story) for story in few)
    shares = [sum(after.of(story) == name for story in many) / len(many) for name in plan.names]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.04)


def test_a_sentence_of_very_many_stories_stands_on_one_side_only() -> None:
    plan = Plan.parse("50/50")
    stories = {
        f"story {n}": ["he declined to say more about it", f"number {n} of these tales"]
        for n in range(COMMON + 9)
    }
    made = sides(plan, stories)
    assert {made.of(story) for story in stories} == {"train", "test"}
    assert [made.keeps("He declined to say more about it!", side) for side in plan.names].count(True) == 1


def test_a_rare_label_comes_onto_every_side() -> None:
    plan = Plan.parse("80/10/10", 1)
    stories = {f"story {n}": [f"nothing else tells of the number {n}"] for n in range(30)}
    labels = {f"story {n}": ["rare"] for n in range(3)}
    made = sides(plan, stories, labels)
    assert {made.of(story) for story in labels} == set(plan.names)


def test_what_a_random_split_would_leak_is_expected_exactly() -> None:
    made = sides(
        Plan.parse("50/50"), {"a": ["one sentence that stands here", "one sentence that stands here"]}
    )
    assert made.leakage.alike == made.leakage.story == 0.5
    assert sides(Plan.parse("50/50"), {"a": ["one sentence that stands here"]}).leakage.alike == 0


@pytest.mark.parametrize("text", ["", "80", "80/x", "80/-10/30", "1/2/3/4", "nan/1", "0/100"])
def test_what_is_no_split_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="80/10/10"):
        Plan.parse(text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("“We lost 2,300 homes,” she said.", '"we lost 2,300 homes" she said', True),
        ("We lost 2,300 homes, she said.", "We lost 2,400 homes, she said.", False),
        ("Yes, he said.", "Yes, he said.", False),
        (
            "The mayor opened the new bridge over the river on Sunday after two years of work",
            "The mayor opened the new bridge over the river last Sunday, two years late, she said",
            True,
        ),
    ],
)
def test_near_identical(one: str, other: str, alike: bool) -> None:
    assert bool(set(keys(one)) & set(keys(other))) is alike
