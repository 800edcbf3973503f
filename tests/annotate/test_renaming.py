"""A label called otherwise: in the annotations, in the schema and in its file."""

from pathlib import Path

import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given
from hypothesis import strategies as st
from test_schema_file import NAME, schemas

from reader.annotate import schema_file
from reader.annotate.acts.renaming import called
from reader.annotate.records import Record
from reader.annotate.schema import Label, Schema, SchemaError
from reader.annotate.schema_edit import renamed, renamed_in_file
from reader.annotate.session import Session

FILE = Path("labels.toml")
SCHEMA = Schema(tuple(Label(name, name[0]) for name in ("claim", "quote", "statement")))
ONE, TWO = make_article("a.txt"), make_article("b.txt", "Rain fell.", "Snow fell.")


def said(session: Session, *articles) -> list[tuple[str, str, int]]:
    return [(a.id, each.label, each.start) for a in articles for each in session.annotations(a)]


def records(session: Session) -> dict[str, Record]:
    return {article.id: session.store.load(article.id) for article in (ONE, TWO)}


def test_undoing_a_relabelling_says_nothing_of_the_file():
    session = make_session()
    session.schema = Schema((*SCHEMA.labels, Label("old", "o")))
    session.tag(ONE, 0, 0, "old")
    session.schema = SCHEMA
    (stored,) = session.annotations(ONE)
    session.relabel(ONE, stored.id, "claim")
    assert "labels.toml" not in session.undo().message


@pytest.mark.parametrize("kept", [True, False])
def test_a_label_is_renamed_in_all_articles_in_one_step(kept, open_store):
    session = make_session(open_store() if kept else None)
    session.tag(ONE, 0, 1, "claim")
    session.tag(ONE, 0, 0, "quote")
    session.tag(TWO, 1, 1, "claim")
    session.clear(TWO, 0, 0)
    before = records(session)
    changed = session.rename_label("claim", "statement")
    assert changed.articles == ("a.txt", "b.txt")
    assert changed.place == ("a.txt", 0)
    assert changed.message == "claim renamed statement: annotations 3, articles 2"
    assert dict(session.counts("a.txt")) == {"quote": 1, "statement": 2}
    assert said(session, TWO) == [("b.txt", "statement", 11)]
    assert called(session.store, "claim") == 0
    assert called(session.store, "statement") == 3
    assert session.progress(TWO) == (2, 2)
    session.undo()
    assert records(session) == before
    session.redo()
    assert called(session.store, "statement") == 3


def test_undoing_says_that_the_schema_has_the_new_name_still():
    session = make_session(schema=SCHEMA)
    session.tag(ONE, 0, 0, "claim")
    session.rename_label("claim", "statement")
    session.schema = Schema(SCHEMA.labels[1:])
    told = "; labels.toml still has statement, not claim: change it there, or redo this"
    assert session.undo().message == f"Undid claim renamed statement: annotations 1, articles 1{told}"
    assert "labels.toml" not in session.redo().message
    session.schema = SCHEMA
    assert "labels.toml" not in session.undo().message


def test_where_nothing_has_the_label_nothing_changes():
    session = make_session()
    session.tag(ONE, 0, 0, "quote")
    changed = session.rename_label("claim", "statement")
    assert (changed.articles, changed.seq) == ((), None)
    assert session.undo().message == "Undid quote on sentence 1"


def test_what_the_schema_does_not_know_is_renamed_too():
    session = make_session(schema=SCHEMA)
    session.tag(ONE, 0, 0, "claim")
    narrow = make_session(session.store)
    narrow.rename_label("claim", "rumour")
    assert said(narrow, ONE) == [("a.txt", "rumour", 0)]


def test_repeating_the_last_label_gives_it_by_its_new_name():
    session = make_session(schema=SCHEMA)
    session.tag(ONE, 0, 0, "claim")
    session.rename_label("claim", "statement")
    session.repeat(ONE, 2, 2)
    assert {label for _, label, _ in said(session, ONE)} == {"statement"}


def test_two_labels_on_the_same_words_become_one_that_says_what_both_said():
    session = make_session(schema=SCHEMA)
    session.tag_span(ONE, 4, 10, "claim", attributes={"a": 1, "b": 2}, parts=[("cue", 4, 6)])
    session.tag_span(ONE, 4, 10, "statement", attributes={"b": 3})
    session.tag_span(ONE, 4, 14, "claim")
    before = records(session)
    session.rename_label("claim", "statement")
    wide, joined = sorted(session.annotations(ONE), key=lambda each: each.end, reverse=True)
    assert (wide.label, wide.end) == ("statement", 14)
    assert dict(joined.attributes) == {"a": 1, "b": 3}
    assert [part.role for part in joined.parts] == ["cue"]
    session.undo()
    assert records(session) == before


def test_two_equal_labels_become_one():
    session = make_session(schema=SCHEMA)
    session.tag(ONE, 0, 0, "claim")
    session.tag(ONE, 0, 0, "statement")
    (kept,) = [each for each in session.annotations(ONE) if each.label == "statement"]
    session.rename_label("claim", "statement")
    assert session.annotations(ONE) == (kept,)


@given(st.data())
def test_the_file_of_any_schema_is_renamed_and_its_comments_stay(data):
    schema = data.draw(schemas())
    names = [label.name for label in schema.labels]
    old = data.draw(st.sampled_from(names))
    new = data.draw(NAME | st.sampled_from(names))
    text = schema_file.dump(schema)
    wanted = renamed(schema, old, new)
    if old == new or not wanted.labels:
        return
    made = renamed_in_file(text, FILE, old, new)
    assert schema_file.parse(made, FILE) == wanted
    assert made.startswith(schema_file.HEAD)


HAND_WRITTEN = """\
# Ours since May.

[[label]] # the first
  name = 'claim'  # as in "claim"
  keys = ["c"]
  excludes = [
    "joke",  # never both
  ]

# Opinions are claims of another kind.
[[label]]
name = "opinion"
keys = ["o"]
excludes = ["claim"]

[[label]]
name = "joke"
keys = ["j"]
"""


def test_a_file_written_by_hand_keeps_its_comments_and_the_look_of_the_label():
    made = renamed_in_file(HAND_WRITTEN, FILE, "claim", "statement")
    assert made == HAND_WRITTEN.replace(
        """name = 'claim'  # as in "claim"\n""",
        """name = "statement"  # as in "statement"\ncolor = "claim"\nsign = "C"\n""",
    ).replace('excludes = ["claim"]', 'excludes = ["statement"]')


def test_a_label_that_is_merged_leaves_the_file_with_what_belongs_to_it():
    made = renamed_in_file(HAND_WRITTEN, FILE, "opinion", "joke")
    assert [label.name for label in schema_file.parse(made, FILE).labels] == ["claim", "joke"]
    assert "# Ours since May." in made
    made = renamed_in_file(HAND_WRITTEN, FILE, "claim", "opinion")
    assert schema_file.parse(made, FILE).get("opinion").excludes == ()
    assert "# Opinions are claims of another kind.\n[[label]]\n" in made


def test_a_file_that_cannot_be_changed_line_by_line_is_left_to_a_person():
    text = 'label = [{name = "c", keys = ["c"]}, {name = "d", keys = ["d"]}]\n'
    with pytest.raises(SchemaError, match=r"labels\.toml:1: make 'c' 'statement' here by hand"):
        renamed_in_file(text, FILE, "c", "statement")
