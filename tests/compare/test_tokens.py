import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare.tokens import fold, plain, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He didn’t pay £1,200.50.", ["He", "didn’t", "pay", "£1,200.50", "."]),
        ("Up 3.5% to $20m by 2:30 p.m. today", ["Up", "3.5%", "to", "$20m", "by", "2:30 p.m.", "today"]),
        ("March 3, 2023 or 3 March; in May 2020", ["March 3, 2023", "or", "3 March", ";", "in", "May 2020"]),
        (
            "1.2 million, £5m, 40 per cent of 5 Millions",
            ["1.2 million", ",", "£5m", ",", "40 per cent", "of", "5", "Millions"],
        ),
        ("May 5,000 men march 3 times", ["May", "5,000", "men", "march", "3", "times"]),
        ("a well-known U.S. judge", ["a", "well-known", "U.S.", "judge"]),
        ("“Née”…", ["“", "Née", "”", "…"]),
        ("in the 1990s, 24/7", ["in", "the", "1990s", ",", "24/7"]),
        ("渡船 Tolva号5日离港。", ["渡", "船", "Tolva", "号", "5", "日", "离", "港", "。"]),
        (" \n", []),
    ],
)
def test_words_numbers_and_marks_are_units(text, words):
    assert [token.text for token in tokenize(text)] == words


@given(st.text())
def test_tokens_hold_every_character_that_is_not_white_space(text):
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(text.split())


def test_fold_keeps_what_makes_another_word():
    assert fold("CAFÉ") == fold("cafe")
    assert fold("it’s") == "it's"
    assert fold("cat") != fold("cats")


@given(st.text())
def test_plain_is_idempotent(text):
    assert plain(plain(text)) == plain(text)
