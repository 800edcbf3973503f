"""Code points and UTF-16 code units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.offsets import Utf16

TEXTS = st.text(st.sampled_from("a é\u0301👍🏽東\n"), max_size=30)


@given(TEXTS, st.data())
def test_they_are_what_encoding_says_and_come_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = Utf16(text).of(offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert Utf16(text).back(units) == offset


@given(TEXTS)
def test_an_offset_inside_a_character_is_refused(text: str) -> None:
    for offset, each in enumerate(text):
        if ord(each) > 0xFFFF:
            with pytest.raises(ValueError, match="middle"):
                Utf16(text).back(Utf16(text).of(offset) + 1)


@pytest.mark.parametrize("offset", [-1, 4])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="in the text"):
        Utf16("a👍b").of(offset)
    with pytest.raises(ValueError, match="in the text"):
        Utf16("a👍b").back(offset + 1 if offset > 0 else offset)
