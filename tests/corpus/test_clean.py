import subprocess
import sys
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.clean import Unreadable, clean, decode, line

ENGLISH = "The chair said: “We can’t pay £5m — it’s too much.” The café talks failed. "
RUSSIAN = "Председатель заявил, что переговоры продолжатся в понедельник в столице. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        ("It cost £5m, he said.", "latin-1"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN * 5, "cp1251"),
        ("会議は来週の月曜日に東京で行われる。\n" * 20, "utf-16-be"),
        ("会議は来週の月曜日に東京で行われる。\n" * 20, "shift_jis"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n....", "not text but a binary file"),
        (b"%PDF-1.7 and so on", "not text but a binary file"),
        (b"abc\0def\0\0", "not text but a binary file"),
        (bytes(range(256)) * 8, "not text but a binary file"),
        (b"\x01\x02\x03\x04\x05 few words", "not text but a binary file"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decode(data)


def test_utf8_with_a_broken_character_stays_utf8() -> None:
    assert decode("“Café” — ".encode() + b"\xff!") == "“Café” — \ufffd!"
    assert decode("It ends in a cut “quote”".encode()[:-1]) == "It ends in a cut “quote\ufffd"
    assert decode("One “quote”".encode() + b" and one bad \xff byte") == "One “quote” and one bad \ufffd byte"


def test_a_stray_byte_does_not_make_a_text_unreadable() -> None:
    text = decode(b"\x1b[31mRed\x1b[0m and a one-byte escape, \x9b, in a line that is plain otherwise.")
    assert clean(text).startswith("Red and a one-byte escape")
    assert text.endswith("in a line that is plain otherwise.")


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(clean(decode(data)), str)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\x1f\x7f", "abc"),
        ("a\x1b[31;1mred\x1b[0m", "ared"),
        ("a\x9b31mred", "ared"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;aGk=\x9ctext", "text"),
        ("\x1bPq#0\x1b\\text", "text"),
        ("\x1b(B\x1b7text\x1bc", "text"),
        ("\x1b]0;never ended\nnext line", "]0;never ended\nnext line"),
        ("\x1b\x1b[31mtext", "text"),
        ("a\u202ecba\u202c \u2066x\u2069\u200f", "acba x"),
        ("in\u200bvis\ufeffi\u2060ble so\u00adft", "invisible soft"),
        ("hidden\U000e0041\U000e0042\ufe01", "hidden"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3"),
        ("👩\u200d", "👩"),
        ("a\ufe0f \ufe0f", "a "),
        ("x\ud800y\ufffez\U0001ffff", "x\ufffdy\ufffdz\ufffd"),
        ("z" + "\u0301" * 100, "z" + "\u0301" * 8),
        ("[b]markup[/b] [@click=app.quit]stays[/]", "[b]markup[/b] [@click=app.quit]stays[/]"),
        ("“Café” e\u0301 \u00a0£5", "“Café” e\u0301 \u00a0£5"),
    ],
)
def test_clean(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_a_line_is_one_harmless_line() -> None:
    assert line(" A \x1b[1mtitle\r\n over\ttwo  lines ") == "A title over two lines"


CONTROLS = (
    "\x1b[]\\;0mP\x07\x9b\x9c\x9d\r\n\t\x85\u2028\u200c\u200d\ufe0e\ufe0f\u0301\u20e3\ud800\ufffe\u202e\u2800"
)
VISIBLE = "a 1#م🙂👩❤\u2764क\U000e0041\u00ad\u180b"
BIDI_CONTROLS = ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
nasty = st.lists(st.sampled_from([*CONTROLS, *VISIBLE, "\u0301" * 7]), max_size=40).map("".join)


@given(st.one_of(st.text(st.characters()), nasty))
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_changes_nothing_more_and_leaves_nothing_harmful(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in once.replace("\n", ""))
    assert not any(unicodedata.bidirectional(c) in BIDI_CONTROLS for c in once)
    once.encode("utf-8")


@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0"))
)
@settings(max_examples=100, deadline=None)
def test_letters_digits_and_punctuation_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "unit", ["\x1b]0;", "\x1b[", "\x1b[0", "\u200d", "\u0301", "م\u200c", "👩\u200d", "\r", "\ud800"]
)
def test_hostile_text_is_cleaned_in_linear_time(unit: str) -> None:
    # Quadratic time would run into the timeout of the test.
    text = unit * (100_000 // len(unit))
    assert clean(clean(text)) == clean(text)


def test_opening_a_corpus_loads_no_heavy_library() -> None:
    program = (
        "import sys, reader.corpus.corpus\n"
        "print([m for m in ('charset_normalizer', 'markdown_it', 'textual', 'tinydb') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
