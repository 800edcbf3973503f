"""Labels, their attributes and parts, and what keeps to them."""

import pytest

from reader.annotate.schema import Attribute, Fault, Kind, Label, Role, Schema


def faults(problems):
    return [(problem.fault, problem.name) for problem in problems]


def test_by_default_there_are_claim_and_quote():
    schema = Schema.default()
    assert [(label.name, label.keys, label.sign) for label in schema.labels] == [
        ("claim", ("c", "1"), "C"),
        ("quote", ('"', "2"), "Q"),
    ]
    assert [each.name for each in schema.get("claim").attributes] == [
        "checkworthy", "type", "claimer", "stance",
    ]  # fmt: skip
    assert [(role.name, role.many, role.required) for role in schema.get("quote").parts] == [
        ("content", True, True),
        ("cue", False, False),
        ("source", False, False),
    ]
    assert all(label.on_sentences and label.on_spans and label.guideline for label in schema.labels)


def test_a_label_that_is_not_there_is_named_with_those_that_are():
    schema = Schema.default()
    assert "claim" in schema
    assert "opinion" not in schema
    with pytest.raises(KeyError, match="claim, quote"):
        schema.get("opinion")


@pytest.mark.parametrize(
    ("attributes", "parts", "expected"),
    [
        ({}, (), []),
        ({"kind": "direct", "medium": "thought", "speaker": "Ada"}, ("content", "content", "cue"), []),
        ({"kind": "loud"}, (), [(Fault.VALUE, "kind")]),
        ({"kind": ["direct"]}, (), [(Fault.VALUE, "kind")]),
        ({"kind": True}, (), [(Fault.VALUE, "kind")]),
        ({"kind": None}, (), []),
        ({"speaker": 3}, (), [(Fault.VALUE, "speaker")]),
        ({"speaker": " "}, (), [(Fault.VALUE, "speaker")]),
        ({"speeker": "Ada"}, (), [(Fault.UNKNOWN, "speeker")]),
        ({}, ("cue",), [(Fault.MISSING, "content")]),
        ({}, ("content", "cue", "cue"), [(Fault.REPEATED, "cue")]),
        ({}, ("content", "tone"), [(Fault.UNKNOWN, "tone")]),
    ],
)
def test_what_does_not_keep_to_the_schema_is_told(attributes, parts, expected):
    assert faults(Schema.default().check("quote", attributes, parts)) == expected


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (["quantity", "event"], False),
        (("event",), False),
        ([], True),
        ("event", True),
        (["event", "colour"], True),
        (["event", "event"], True),
        ([["event"]], True),
        (3, True),
    ],
)
def test_a_choice_of_several_is_a_list_of_different_values(value, wrong):
    assert bool(Schema.default().check("claim", {"type": value})) is wrong


def test_what_is_required_and_not_said_is_missing():
    schema = Schema((Label("claim", "c", attributes=(Attribute("sure", Kind.YES_NO, required=True),)),))
    assert faults(schema.check("claim", {})) == [(Fault.MISSING, "sure")]
    assert faults(schema.check("claim", {"sure": "yes"})) == [(Fault.VALUE, "sure")]
    assert schema.check("claim", {"sure": False}) == []


def test_only_what_the_schema_does_not_know_is_unknown():
    schema = Schema.default()
    assert faults(schema.unknown("opinion", {"strength": "high"})) == [(Fault.UNKNOWN, "opinion")]
    attributes = {"kind": "loud", "tone": "low"}
    assert faults(schema.unknown("quote", attributes, ["cue", "echo"])) == [
        (Fault.UNKNOWN, "tone"),
        (Fault.UNKNOWN, "echo"),
    ]


def test_messages_name_what_could_have_been_meant():
    schema = Schema.default()
    assert str(schema.check("quot", {})[0]) == "there is no label 'quot'; did you mean 'quote'?"
    assert str(schema.check("quote", {"speeker": "x"})[0]) == (
        "quote has no attribute 'speeker'; did you mean 'speaker'?"
    )
    assert str(schema.check("quote", {"kind": "loud"})[0]) == "kind is direct, mixed or indirect, not 'loud'"


@pytest.mark.parametrize(
    ("attribute", "written", "value"),
    [
        (Attribute("a", Kind.CHOICE, ("x", "y")), " x ", "x"),
        (Attribute("a", Kind.CHOICES, ("x", "y", "z")), "z, x,z", ("z", "x")),
        (Attribute("a", Kind.YES_NO), "Yes", True),
        (Attribute("a", Kind.YES_NO), "false", False),
        (Attribute("a", Kind.TEXT), "12", "12"),
        (Attribute("a", Kind.SPAN), "the dam", "the dam"),
    ],
)
def test_values_are_read_as_they_are_typed(attribute, written, value):
    assert attribute.read(written) == value


@pytest.mark.parametrize(
    ("attribute", "written"),
    [
        (Attribute("a", Kind.CHOICE, ("x", "y")), "z"),
        (Attribute("a", Kind.CHOICES, ("x", "y")), "x,z"),
        (Attribute("a", Kind.CHOICES, ("x", "y")), " , "),
        (Attribute("a", Kind.YES_NO), "maybe"),
        (Attribute("a", Kind.TEXT), "  "),
    ],
)
def test_values_that_cannot_be_are_refused_by_name(attribute, written):
    with pytest.raises(ValueError, match=r"^a "):
        attribute.read(written)


def test_a_label_reads_what_was_written_for_its_attributes_as_it_is_stored():
    claim = Schema.default().get("claim")
    assert claim.read({"type": "quantity,event", "stance": "refute"}) == {
        "type": ["quantity", "event"],
        "stance": "refute",
    }
    with pytest.raises(ValueError, match="did you mean 'stance'"):
        claim.read({"stanc": "refute"})


def test_a_new_label_says_its_defaults():
    attributes = (
        Attribute("a", Kind.CHOICES, ("x", "y"), ("x",)),
        Attribute("b", Kind.YES_NO, default=False),
        Attribute("c"),
    )
    assert Label("claim", "c", attributes=attributes).defaults == {"a": ["x"], "b": False}


def test_labels_exclude_each_other_whichever_says_so():
    schema = Schema((Label("a", "a", excludes=("b",)), Label("b", "b"), Label("c", "c", excludes=("b",))))
    assert schema.excluded("a") == {"b"}
    assert schema.excluded("b") == {"a", "c"}
    assert schema.excluded("gone") == frozenset()


def test_json_holds_everything():
    attribute = Attribute("a", Kind.CHOICES, ("x", "y"), ("x",), True, "What")
    label = Label(
        "n", "k", ("l",), "c", "S", "d", "g\n", attributes=(attribute,), parts=(Role("r", True, True, "R"),)
    )
    assert Schema((label,)).to_json() == {
        "labels": [
            {
                "name": "n",
                "keys": ["k", "l"],
                "color": "c",
                "sign": "S",
                "description": "d",
                "guideline": "g\n",
                "unit": "both",
                "attributes": [
                    {
                        "name": "a",
                        "kind": "choices",
                        "values": ["x", "y"],
                        "default": ["x"],
                        "required": True,
                        "description": "What",
                    }
                ],
                "parts": [{"name": "r", "many": True, "required": True, "description": "R"}],
                "excludes": [],
            }
        ]
    }
