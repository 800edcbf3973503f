import json
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate import codec
from reader.annotate.annotation import Anchor, Annotation, Mark, Origin, Part, State, Status
from reader.annotate.records import Change, Step
from reader.corpus.clean import clean

words = st.text(max_size=8).map(clean)
offsets = st.integers(0, 10**6)
anchors = st.builds(Anchor, words, words, words, st.integers(1, 9))
values = st.none() | st.booleans() | st.integers() | words | st.lists(words, max_size=2)
annotations = st.builds(
    Annotation,
    id=words,
    article=st.just("a.txt"),
    label=words,
    start=offsets,
    end=offsets,
    text=words,
    sentences=st.lists(offsets, max_size=3).map(tuple),
    anchor=anchors,
    annotator=st.just("anna"),
    created=words,
    updated=words,
    parts=st.lists(st.builds(Part, words, offsets, offsets, words), max_size=2).map(tuple),
    attributes=st.dictionaries(words, values, max_size=2).map(MappingProxyType),
    note=words,
    origin=st.builds(Origin, words, words, st.none() | st.floats(0, 1)),
    status=st.sampled_from(Status),
)
marks = st.builds(Mark, offsets, offsets, words, anchors, st.booleans(), words, words)
states = st.none() | st.sampled_from(State)
changes = st.builds(
    Change,
    st.just("a.txt"),
    words,
    st.lists(st.tuples(st.none() | annotations, st.none() | annotations), max_size=2).map(tuple),
    st.lists(st.tuples(st.none() | marks, st.none() | marks), max_size=2).map(tuple),
    st.none() | st.tuples(states, states),
)
steps = st.builds(
    Step, words, words, st.lists(changes, max_size=2).map(tuple), st.none() | st.tuples(words, offsets)
)


@settings(max_examples=40)
@given(steps)
def test_steps_come_back_as_they_were(step):
    line = codec.line(codec.encode_step(step))
    assert b"\n" not in line
    assert codec.decode_step(json.loads(line), "anna") == step
    assert step.reversed().reversed() == step


@given(annotations, marks)
def test_pieces_come_back_as_they_were(annotation, mark):
    value = json.loads(codec.line(codec.encode_annotation(annotation)))
    assert codec.decode_annotation(value, "a.txt", "anna") == annotation
    assert codec.decode_mark(json.loads(codec.line(codec.encode_mark(mark)))) == mark


def test_lone_surrogates_stay_within_json():
    assert json.loads(codec.line({"article": "\udc80.txt"})) == {"article": "\udc80.txt"}


@pytest.mark.parametrize("broken", [{}, {"id": 3}, [], {"start": -1, "end": True, "text": ""}])
def test_what_is_no_piece_is_refused(broken):
    with pytest.raises(ValueError, match="not a"):
        codec.decode_annotation(broken, "a.txt", "anna")
    with pytest.raises(ValueError, match="not a"):
        codec.decode_mark(broken)
    with pytest.raises(ValueError, match="not a"):
        codec.decode_step(broken, "anna")


EVIL = "a\x1b[31mb\x9b0mc\u202ed"
HONEST = codec.encode_annotation(
    Annotation(
        "1", "a.txt", "quote", 0, 3, "abc", (0,), Anchor("x", "y", "d"), "anna", "t", "t",
        (Part("cue", 0, 1, "a"),), MappingProxyType({"speaker": "Ann"}), "n", Origin("imported", "f", 0.5),
    )
)  # fmt: skip


def test_what_is_only_read_is_made_harmless():
    value = {**HONEST, "note": EVIL, "attributes": {EVIL: [EVIL, {"a": EVIL}], "n": 3}}
    found = codec.decode_annotation(value, "a.txt", "anna")
    assert found.note == "abcd"
    assert found.attributes == {"abcd": ["abcd", {"a": "abcd"}], "n": 3}
    step = {"message": EVIL, "at": "t", "place": None, "changes": []}
    assert codec.decode_step(step, "anna").message == "abcd"


@pytest.mark.parametrize(
    "path",
    [
        ("id",), ("label",), ("text",), ("created",), ("updated",),
        ("anchor", "prefix"), ("anchor", "suffix"), ("anchor", "digest"),
        ("origin", "kind"), ("origin", "source"), ("parts", 0, "role"), ("parts", 0, "text"),
    ],
)  # fmt: skip
def test_what_names_or_has_offsets_is_refused_if_it_holds_controls(path):
    value = json.loads(json.dumps(HONEST))
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = EVIL
    with pytest.raises(ValueError, match="holds control characters") as caught:
        codec.decode_annotation(value, "a.txt", "anna")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("key", "value"),
    [("attributes", []), ("origin", {"kind": "manual"}), ("origin", {"\x1b": 1}), ("note", 3), ("origin", 3),
     ("origin", {"kind": "manual", "source": "", "score": "high"})],
)  # fmt: skip
def test_what_has_another_shape_is_refused(key, value):
    with pytest.raises(ValueError, match="not an annotation"):
        codec.decode_annotation({**HONEST, key: value}, "a.txt", "anna")


@pytest.mark.parametrize("counts", [{EVIL: 1}, {"claim": "1"}, [], {"claim": -1}])
def test_counts_of_labels_are_names_and_numbers(counts):
    assert codec.decode_counts({"claim": 2}) == {"claim": 2}
    with pytest.raises(ValueError, match="not counts"):
        codec.decode_counts(counts)
