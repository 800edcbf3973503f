import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.clean import clean
from reader.corpus.controls import has_controls, visible

ANY = st.text(st.characters(codec=None, exclude_characters="")) | st.text(
    st.sampled_from("a\n\x1b[31m\x9b\u202e\u2066\x07\ud800\u061c\u2028 é😀")
)


@pytest.mark.parametrize("control", "\x00\t\r\x1b\x7f\x9b\u061c\u200e\u202e\u2067\ud800")
def test_what_steers_is_found_and_made_visible(control) -> None:
    assert has_controls(f"a{control}b")
    assert visible(f"a{control}b") == f"a\\u{ord(control):04x}b"


@pytest.mark.parametrize("text", ["", "two\nlines", "“Łódź” 日本 😀 नमस्ते"])
def test_other_text_stays(text) -> None:
    assert not has_controls(text)
    assert visible(text) == text


@given(ANY)
def test_what_is_visible_or_clean_has_none(text) -> None:
    assert not has_controls(visible(text))
    assert not has_controls(clean(text))


@given(ANY)
def test_json_made_visible_says_the_same(text) -> None:
    assert json.loads(visible(json.dumps(text, ensure_ascii=False))) == text
