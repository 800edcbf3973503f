from pathlib import Path

import pytest

from reader.annotate.schema import Schema, SchemaError


def write(folder: Path, text: str) -> Path:
    (folder / "labels.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_there_are_claim_and_quote(tmp_path):
    schema = Schema.load(tmp_path)
    assert [(label.name, label.keys, label.sign) for label in schema.labels] == [
        ("claim", ("c", "1"), "C"),
        ("quote", ('"', "2"), "Q"),
    ]
    assert "claim" in schema
    assert "opinion" not in schema
    with pytest.raises(KeyError, match="claim, quote"):
        schema.get("opinion")


def test_labels_are_read_in_order_with_what_is_left_out_filled_in(tmp_path):
    schema = Schema.load(
        write(tmp_path, '[[label]]\nname = "opinion"\nkeys = ["o"]\n\n[[label]]\nname = "fact"\n')
    )
    assert [(label.name, label.key, label.sign, label.color) for label in schema.labels] == [
        ("opinion", "o", "O", "opinion"),
        ("fact", "2", "F", "fact"),
    ]
    assert schema.to_json()["labels"][0]["keys"] == ["o"]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('[[label]]\nname = "a"\nkeys = ["c"]\n[[label]]\nname = "b"\nkeys = ["c"]\n', 4, "both 'a' and 'b'"),
        ('[[label]]\nname = "a"\n\n[[label]]\nname = "a"\nkeys = ["x"]\n', 4, "two labels are called 'a'"),
        ('[[label]]\nname = "a"\nkey = ["c"]\n', 1, "did you mean 'keys'"),
        ('[[label]]\nname = "a"\nkeys = ["cc"]\n', 1, "one visible character"),
        ('[[label]]\nname = "a"\nkeys = []\n', 1, "needs keys"),
        ('[[label]]\nkeys = ["c"]\n', 1, "needs a name"),
        ("[[label]]\nname = 3\n", 1, "must be text"),
        ('[[label]]\nname = "a"\nsign = "AB"\n', 1, "sign"),
        ('\n[[label]]\nname = "a\n', 3, ""),
        ('[[label]]\nname = "a\\u001b[31m"\n', 1, "name holds invisible characters"),
        ('[[label]]\nname = "a"\ncolor = "\\u202e"\n', 1, "color holds invisible characters"),
        ('[[label]]\nname = "a"\nsign = "\\u009b"\n', 1, "sign holds invisible characters"),
        ("", 1, "no label is defined"),
        ("[label]\nname = 'a'\n", 1, "no label is defined"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_line(tmp_path, text, line, problem):
    with pytest.raises(SchemaError) as caught:
        Schema.load(write(tmp_path, text))
    assert str(caught.value).startswith(f"{tmp_path / 'labels.toml'}:{line}: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "labels.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SchemaError, match=r"labels\.toml"):
        Schema.load(tmp_path)


def test_a_description_is_made_one_harmless_line(tmp_path):
    text = '[[label]]\nname = "a"\ndescription = """two\nlines \\u001b]0;x\\u0007 \\u202eend"""\n'
    assert Schema.load(write(tmp_path, text)).get("a").description == "two lines end"
