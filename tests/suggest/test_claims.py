"""Claims: signs before any label, and what decisions teach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.schema import Schema
from reader.suggest.claims import Claims, attributes, types
from reader.suggest.features import SIGNS, measure
from reader.suggest.logistic import fit, sigmoid

CLAIM = "Unemployment in Northport fell by 12 percent last year, the council said."
OPINION = "I think we should all be proud of that."


def test_signs_tell_claims_from_the_rest_before_any_label() -> None:
    known = Claims()
    ranked = sorted(
        (CLAIM, "The harbour lost 400 jobs after the law passed in 2019.", OPINION, "Thank you.", "Why not?"),
        key=known.score,
        reverse=True,
    )
    assert set(ranked[:2]) == {CLAIM, "The harbour lost 400 jobs after the law passed in 2019."}
    assert known.score(CLAIM) > 0.6 > 0.3 > known.score(OPINION)


def test_reasons_are_words_a_person_can_check() -> None:
    assert "names a figure" in Claims().reasons(CLAIM, 9)
    assert "but gives an opinion or a wish" in Claims().reasons(OPINION, 9)


def test_decisions_move_the_ranking_slowly_at_first() -> None:
    sentence = "The ferry was painted green."
    others = ["The ferry was painted blue.", "The ferry was painted red and white."]
    few = Claims.learned([*((each, True) for each in others), (OPINION, False)])
    many = Claims.learned([(each, True) for each in others * 40] + [(OPINION, False)] * 40)
    assert Claims().score(sentence) < few.score(sentence) < many.score(sentence)
    assert any("ferry" in each or "painted" in each for each in many.reasons(sentence))


def test_without_decisions_nothing_is_learned() -> None:
    assert Claims.learned([]) == Claims()
    assert Claims.learned([]).score(CLAIM) == Claims().score(CLAIM)
    assert Claims.learned([(f"{CLAIM} {n}", True) for n in range(60)]) == Claims(), (
        "nothing to tell them from"
    )


def test_what_resembles_nothing_learned_keeps_its_score() -> None:
    learned = Claims.learned([*((f"{CLAIM} {n}", True) for n in range(60)), (OPINION, False)])
    assert learned.score("Thank you.") < Claims().score("Thank you.") + 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CLAIM, {"quantity", "event"}),
        ("The bill was rejected because of its cost.", {"law", "causal"}),
        ("Prices will rise.", {"prediction"}),
        ("More people left the town than came to it.", {"comparison"}),
        ("“We closed it,” she said.", {"quote"}),
        ("The mayor opposes the plan.", {"position"}),
        ("Hm.", {"other"}),
    ],
)
def test_types(text: str, expected: set[str]) -> None:
    assert expected <= set(types(text))


def test_attributes_are_those_of_the_default_schema() -> None:
    schema = Schema.default()
    for text in (CLAIM, OPINION, "Hm."):
        assert schema.check("claim", attributes(text, Claims().score(text)), ()) == []
    assert attributes(CLAIM, Claims().score(CLAIM))["checkworthy"] == "yes"


@given(st.text(max_size=80))
def test_any_text_has_a_score(text: str) -> None:
    assert 0 <= Claims().score(text) <= 1
    assert len(measure(text)) == len(SIGNS)
    assert types(text)


@given(
    st.lists(st.tuples(st.dictionaries(st.sampled_from("abc"), st.floats(0, 1)), st.booleans()), max_size=9)
)
def test_a_model_is_the_same_for_the_same_examples(examples: list) -> None:
    model = fit(examples, {"a": 1.0}, 0.5)
    assert model == fit(examples, {"a": 1.0}, 0.5)
    assert all(0 <= sigmoid(model.logit(features)) <= 1 for features, _ in examples)


def test_a_model_fits_what_can_be_told_apart() -> None:
    model = fit([({"a": 1.0}, True), ({"b": 1.0}, False)] * 50)
    assert model.logit({"a": 1.0}) > 0 > model.logit({"b": 1.0})


def test_no_word_for_a_sign_is_named_twice() -> None:
    assert len({sign.name for sign in SIGNS}) == len(SIGNS) == len({sign.reason for sign in SIGNS})
