"""Words as the full-text index knows them: the real FTS5 must find the same ones."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.corpus.folding import folded, indexed, tokens
from reader.corpus.schema import TOKENIZER

SOME = st.text(
    st.sampled_from("aZ09 .-'’“”_\néÉe\u0301ßﬁＡİıΣςё\u200d½²中東カｶﾞが한ᄒ\u1161ไทยกิคि\u0600ﷺ€😀\u0301\u0640")
)


def terms(text: str) -> list[str]:
    """Return what FTS5 makes of a text, in order."""
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, content='', tokenize='{TOKENIZER}')")
    base.execute("CREATE VIRTUAL TABLE words USING fts5vocab (texts, instance)")
    base.execute("INSERT INTO texts (rowid, text) VALUES (1, ?)", (indexed(text),))
    found = base.execute("SELECT term FROM words ORDER BY offset").fetchall()
    base.close()
    return [term for (term,) in found]


@given(SOME | st.text(st.characters(exclude_categories=["Cs"])))
def test_the_index_has_the_very_words_that_are_found_in_a_text(text: str) -> None:
    assert terms(text) == [token.folded for token in tokens(text)]


@given(SOME | st.text(st.characters(exclude_categories=["Cs"])))
@example("ำ")
@example("ຳ")
@example("0㊀")
def test_words_stand_in_order_and_folding_twice_changes_nothing(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end
        end = token.end
    assert end <= len(text)
    assert folded(folded(text)).split() == folded(text).split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe\u0301"),
        ("Straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("ＢＢＣ", "bbc"),
        ("İstanbul", "istanbul"),
        ("don’t", "don't"),
        ("ｶﾞ", "ガ"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("قُرْآن", "قرآن"),
        ("Ο ΛΟΓΟΣ", "ο λόγος"),
    ],
)
def test_what_people_take_for_the_same_word_is_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("서울에서", 4),
        ("ในกรุงเทพ", 8),
        ("in 東京 and 3月abc", ["in", "東", "京", "and", "3", "月", "abc"]),
        ("किताब की", 2),
        ("well-known snake_case", ["well", "known", "snake", "case"]),
    ],
)
def test_where_words_part(text: str, words: list[str] | int) -> None:
    found = [token.folded for token in tokens(text)]
    assert (found if isinstance(words, list) else len(found)) == words
