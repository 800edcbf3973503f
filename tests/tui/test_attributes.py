"""Rows of values for a label: every value has one key, which depends on the schema alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.annotation import Anchor, Annotation
from reader.annotate.schema import Attribute, Kind, Label, Role, Schema
from reader.tui.attributes import RESERVED, Pressed, keys, pressed, rows

CLAIM, QUOTE = (Schema.default().get(name) for name in ("claim", "quote"))


def annotation(label: Label, **said: object) -> Annotation:
    return Annotation("i", "a", label.name, 0, 4, "Rain", (0,), Anchor(), "ann", "", "", attributes=said)


def texts(made: list) -> dict[str, str]:
    return {
        row.name: " ".join(f"{c.key}{'*' if c.chosen else ''}{c.text}" for c in row.choices) for row in made
    }


def test_the_rows_of_a_quote() -> None:
    made = annotation(QUOTE, kind="mixed", speaker="Jo Moe", odd=3)
    assert texts(rows(QUOTE, made, ["Ada Holm"], "speaker")) == {
        "kind": "ddirect m*mixed iindirect",
        "medium": "sspeech wwriting tthought",
        "speaker": "1Ada Holm p*Jo Moe",
        "else": "odd 3",
        "parts": "Ccontent Ecue Ssource",
    }


def test_a_key_chooses_and_takes_back() -> None:
    made = annotation(QUOTE, kind="mixed", speaker="Ada Holm")
    assert pressed("d", QUOTE, made) == Pressed("kind", "direct")
    assert pressed("m", QUOTE, made) == Pressed("kind", None)
    assert pressed("2", QUOTE, made, ["Ada Holm", "Ola Berg"], "speaker") == Pressed("speaker", "Ola Berg")
    assert pressed("1", QUOTE, made, ["Ada Holm"], "speaker") == Pressed("speaker", None)
    assert pressed("2", QUOTE, made, ["Ada Holm"], "speaker") is None
    assert pressed("p", QUOTE, made) == Pressed("speaker", asks=True)
    assert pressed("S", QUOTE, made) == Pressed(role="source")
    assert pressed("z", QUOTE, made) is None


def test_several_values_keep_the_order_of_the_schema() -> None:
    made = annotation(CLAIM, type=["causal"])
    (key,) = [c.key for row in rows(CLAIM, made) for c in row.choices if c.value == "quantity"]
    assert pressed(key, CLAIM, made) == Pressed("type", ["quantity", "causal"])
    assert pressed("c", CLAIM, made) == Pressed("type", None)


@pytest.mark.parametrize("stored", [True, 3, "b", ["b"], ("b",), "odd", {}])
def test_values_of_another_type_are_taken_for_what_they_say(stored: object) -> None:
    several = Label("l", ("l",), attributes=(Attribute("a", Kind.CHOICES, ("b", "c")),))
    key = next(c.key for row in rows(several, annotation(several)) for c in row.choices if "c" in c.text)
    asked = pressed(key, several, annotation(several, a=stored))
    assert asked is not None
    assert asked.value == (["b", "c"] if stored in ("b", ["b"], ("b",)) else ["c"])
    other = Label("l", ("l",), attributes=(Attribute("a", Kind.YES_NO),))
    key = next(c.key for row in rows(other, annotation(other)) for c in row.choices)
    asked = pressed(key, other, annotation(other, a=stored))
    assert asked is not None
    assert asked.value is (False if stored is True else None)


def test_yes_and_no_take_turns_and_what_is_required_is_said_to_be_missing() -> None:
    label = Label("l", "l", attributes=(Attribute("sure", Kind.YES_NO, required=True), Attribute("who")))
    for before, after in ((None, True), (True, False), (False, None)):
        made = annotation(label, **({} if before is None else {"sure": before}))
        assert pressed("s", label, made) == Pressed("sure", after)
    first, second = rows(label, annotation(label))
    assert (first.missing, second.missing) == (True, False)
    assert texts([first, second]) == {"sure": "s–", "who": "w…"}


def test_keys_that_are_taken_are_left_alone() -> None:
    found = texts(rows(CLAIM, annotation(CLAIM), taken={"c", "y"}))
    assert found["checkworthy"] == "eyes nunimportant sunsure"
    assert pressed("c", CLAIM, annotation(CLAIM), taken={"c"}) is None
    assert not {"c", "y"} & set(keys(CLAIM, taken={"c", "y"}))


@pytest.mark.parametrize("label", [CLAIM, QUOTE])
def test_every_key_is_one_letter_and_leads_to_one_thing(label: Label) -> None:
    found = keys(label)
    assert len(set(found)) == len(found)
    assert all(len(key) == 1 and key.isalpha() and key.lower() not in RESERVED for key in found)
    assert all(pressed(key, label, annotation(label)) for key in found)


@given(st.lists(st.text(max_size=8), unique=True, max_size=60))
def test_any_names_get_keys_as_long_as_there_are_letters(names: list[str]) -> None:
    label = Label("l", "l", attributes=(Attribute("a", Kind.CHOICE, tuple(names)),), parts=(Role("r"),))
    found = [key for key in keys(label) if key]
    assert len(set(found)) == len(found) == min(len(names) + 1, 2 * (26 - len(RESERVED)))
    assert all(key.isascii() and key.isalpha() for key in found)
