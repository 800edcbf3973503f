"""The label file: what it can say, the line of what is wrong, and that writing it loses nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate import schema_file
from reader.annotate.schema import Attribute, Kind, Label, Role, Schema, SchemaError, Unit, name_problem
from reader.annotate.schema_file import load
from reader.corpus import clean

FULL = """\
[[label]]
name = "event"
keys = ["e", "3"]
color = "claim"
sign = "E"
description = "Something that happened"
guideline = '''
An **event** happened.

- *It rained.*
'''
unit = "span"
excludes = ["opinion"]

[[label.attribute]]
name = "certainty"
kind = "choice"
values = ["high", "low"]
default = "high"
required = true
description = "How sure the text is"

[[label.attribute]]
name = "tone"
values = ["calm", "loud"]

[[label.attribute]]
name = "negated"
kind = "yes-no"
default = false

[[label.part]]
name = "place"
many = true
required = true
description = "Where"

[[label]]
name = "opinion"
keys = ["o"]
[[label.attribute]]
name = "holder"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "labels.toml").write_text(text, encoding="utf-8")
    return folder


def problem_of(text: str) -> str:
    with pytest.raises(SchemaError) as caught:
        schema_file.parse(text, Path("labels.toml"))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_a_file_there_are_the_default_labels(tmp_path):
    assert load(tmp_path) == load(tmp_path / "labels.toml") == Schema.default()


def test_labels_are_read_in_order_with_what_is_left_out_filled_in(tmp_path):
    schema = load(write(tmp_path, '[[label]]\nname = "opinion"\nkeys = ["o"]\n\n[[label]]\nname = "fact"\n'))
    assert schema.labels == (
        Label("opinion", "o", color="opinion", sign="O"),
        Label("fact", "2", color="fact", sign="F"),
    )


def test_a_file_says_all_there_is_to_say():
    event = Label(
        "event",
        "e",
        ("3",),
        "claim",
        "E",
        "Something that happened",
        "An **event** happened.\n\n- *It rained.*\n",
        Unit.SPAN,
        (
            Attribute("certainty", Kind.CHOICE, ("high", "low"), "high", True, "How sure the text is"),
            Attribute("tone", Kind.CHOICE, ("calm", "loud")),
            Attribute("negated", Kind.YES_NO, default=False),
        ),
        (Role("place", True, True, "Where"),),
        ("opinion",),
    )
    opinion = Label("opinion", "o", color="opinion", sign="O", attributes=(Attribute("holder"),))
    assert schema_file.parse(FULL, Path("labels.toml")) == Schema((event, opinion))


def changed(old: str, new: str) -> tuple[str, int]:
    """Return the full file with one line changed, and the number of that line."""
    assert FULL.count(old) == 1
    return FULL.replace(old, new), FULL[: FULL.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('keys = ["o"]', 'keys = ["e"]', "label 'opinion': key 'e' is given to both 'event' and 'opinion'"),
        ('name = "opinion"', 'name = "event"', "two labels are called 'event'"),
        ('name = "opinion"', "name = 3", "name must be text, not 3"),
        ('keys = ["o"]', 'key = ["o"]', "did you mean 'keys'"),
        ('sign = "E"', 'sign = "Ev"', "the sign 'Ev' is not one character"),
        ('color = "claim"', 'color = "\\u202e"', "color holds invisible characters"),
        ('unit = "span"', 'unit = "spam"', "unit is 'spam'; did you mean 'span'?"),
        ('excludes = ["opinion"]', 'excludes = ["opinions"]', "did you mean 'opinion'?"),
        ('excludes = ["opinion"]', 'excludes = ["event"]', "a label cannot exclude itself"),
        ('kind = "choice"', 'kind = "chance"', "label 'event': attribute 'certainty': kind is 'chance'"),
        ('values = ["high", "low"]', "values = []", "a choice attribute needs values"),
        ('values = ["high", "low"]', 'values = ["high", "high"]', "values has 'high' twice"),
        ('values = ["high", "low"]', 'values = ["high", 2]', "2 is no visible text"),
        ('default = "high"', 'default = "hi"', "certainty is high or low, not 'hi'"),
        ("default = false", 'default = "no"', "negated is yes or no, not 'no'"),
        ('name = "tone"', 'name = "certainty"', "two attributes are called 'certainty'"),
        ('name = "tone"', 'name = "to=ne"', "cannot hold “=”"),
        ('name = "holder"', 'named = "holder"', "did you mean 'name'"),
        ("many = true", 'many = "yes"', "part 'place': many must be true or false"),
        ("many = true", "several = true", "'several' is not known"),
        ('name = "holder"', 'name = "holder', ""),
    ],
)
def test_the_line_of_what_is_wrong_is_named(old, new, problem):
    text, at = changed(old, new)
    found = problem_of(text)
    assert found.startswith(f"labels.toml:{at}: ")
    assert problem in found


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "no label is defined"),
        ("[label]\nname = 'a'\n", 1, "no label is defined"),
        ("\n\n[[labels]]\nname = 'a'\n", 3, "did you mean 'label'"),
        ('# one\n[[label]]\nkeys = ["c"]\n', 2, "a label needs a name"),
        ("[[label]]\nname = 'a'\nkeys = [\n]\n", 3, "needs keys"),
        ("[[label]]\nname = 'a'\nguideline = '''\nkeys = 1\n'''\nkeys = 1\n", 6, "needs keys"),
        ("[[label]]\nname = 'a'\n[[label.part]]\nmany = true\n", 3, "a part needs a name"),
        (
            "[[label]]\nname = 'a'\n[[label.attribute]]\nname = 'b'\nkind = 'text'\nvalues = ['x']\n",
            6,
            "a text attribute has no values",
        ),
        ("[[label]]\nname = 'a'\nattribute = 3\n", 3, "write [[label.attribute]]"),
        ("[[label]]\nname = 'a'\nkeys = ['cc']\n", 3, "one visible character"),
        ("label = [\n  {name = 'a', keys = ['cc']},\n]\n", 1, "one visible character"),
        ('\n[[label]]\nname = "a\n', 3, ""),
        ('[[label]]\nname = "a\\u001b[31m"\n', 2, "name holds invisible characters"),
        ('[[label]]\nname = "../evil"\n', 2, "label '../evil': '../evil' is no name for a label: it holds /"),
        ('[[label]]\nname = "a|b"\n', 2, "it holds |"),
        ('[[label]]\nname = " a"\n', 2, "there is white space around it"),
        ('[[label]]\nname = "a\\t"\n', 2, "it holds invisible characters"),
        ('[[label]]\nname = ".."\n', 2, "it needs more than dots"),
    ],
)
def test_the_line_is_found_however_the_file_is_laid_out(text, line, problem):
    found = problem_of(text)
    assert found.startswith(f"labels.toml:{line}: ")
    assert problem in found


@pytest.mark.parametrize("name", ["check-worthy claim", "v1.2_x", "Prüfbares", "主張", "“so”", "a & b"])
def test_names_may_hold_whatever_can_be_seen_and_stand_in_a_file_name(name):
    text = f'[[label]]\nname = "{name}"\n'
    assert schema_file.parse(text, Path("labels.toml")).labels[0].name == name


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "labels.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SchemaError, match=r"labels\.toml"):
        load(tmp_path)


def test_prose_is_made_harmless(tmp_path):
    label = schema_file.parse(
        '[[label]]\nname = "a"\n'
        'description = """two\nlines \\u001b]0;x\\u0007 \\u202eend"""\n'
        'guideline = """# A\n\n\\u001b]0;x\\u0007 \\u202eend"""\n',
        Path("labels.toml"),
    ).get("a")
    assert label.description == "two lines end"
    assert label.guideline == "# A\n\n end\n"


WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).map(clean.line)
NAME = WORD.filter(lambda text: not name_problem(text) and "=" not in text and "," not in text)
LINE = st.text(st.characters(codec="utf-8"), max_size=20).map(clean.line)
PROSE = st.text(st.characters(codec="utf-8") | st.sampled_from("\n'\"\\#")).map(
    lambda text: f"{clean.clean(text).strip()}\n" if clean.clean(text).strip() else ""
)
KEY = st.characters(codec="utf-8").filter(lambda c: c.isprintable() and c != " ")


@st.composite
def attributes(draw, name: str) -> Attribute:
    kind = draw(st.sampled_from(Kind))
    chosen = kind in (Kind.CHOICE, Kind.CHOICES)
    values = tuple(draw(st.lists(NAME, min_size=1, max_size=4, unique=True))) if chosen else ()
    default = {
        Kind.CHOICE: st.sampled_from(values or ("",)),
        Kind.CHOICES: st.lists(st.sampled_from(values or ("",)), min_size=1, unique=True).map(tuple),
        Kind.YES_NO: st.booleans(),
    }.get(kind, NAME)
    return Attribute(name, kind, values, draw(st.none() | default), draw(st.booleans()), draw(LINE))


@st.composite
def schemas(draw) -> Schema:
    names = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    keys = draw(st.lists(KEY, min_size=2 * len(names), max_size=2 * len(names), unique=True))
    few = st.lists(NAME, max_size=3, unique=True)
    return Schema(
        tuple(
            Label(
                name,
                keys[2 * index],
                tuple(keys[2 * index + 1 : 2 * index + 1 + draw(st.integers(0, 1))]),
                draw(NAME),
                draw(KEY),
                draw(LINE),
                draw(PROSE),
                draw(st.sampled_from(Unit)),
                tuple(draw(attributes(each)) for each in draw(few)),
                tuple(Role(each, draw(st.booleans()), draw(st.booleans()), draw(LINE)) for each in draw(few)),
                tuple(each for each in names if each != name and draw(st.booleans())),
            )
            for index, name in enumerate(names)
        )
    )


@given(schemas())
def test_what_is_written_reads_back_equal(schema):
    assert schema_file.parse(schema_file.dump(schema), Path("labels.toml")) == schema


def test_the_default_labels_are_written_for_people():
    text = schema_file.dump(Schema.default())
    assert schema_file.parse(text, Path("labels.toml")) == Schema.default()
    assert "guideline = '''\nA **claim** says" in text
    assert text.startswith("# The labels of this corpus.")
