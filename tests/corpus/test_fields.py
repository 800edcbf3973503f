from pathlib import Path

import pytest

from reader.corpus.fields import Fields, FieldsError


def test_columns_are_named_beside_the_data_and_overruled_by_what_is_given(tmp_path: Path) -> None:
    assert Fields.of(tmp_path) == Fields()
    text = '\ufeff# names\n[fields]\ntext = "body"\nid = "nr"\nsource = "data.outlet"\n'
    (tmp_path / "corpus.toml").write_text(text, encoding="utf-8")
    assert Fields.of(tmp_path) == Fields(text="body", id="nr", source="data.outlet")
    assert Fields.of(tmp_path, Fields(text="lead", url="u")) == Fields(
        text="lead", id="nr", source="data.outlet", url="u"
    )
    (tmp_path / "corpus.toml").write_text("", encoding="utf-8")
    assert Fields.of(tmp_path, Fields(title="t")) == Fields(title="t")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[fields]\ntext = "body"\ntxt = "x"',
            ":3: unknown field 'txt' (there are text, title, source, date",
        ),
        ('[fields]\n"text" = 3', ":2: text is not the name of a column in quotes"),
        ('[fields]\ntext = ""', ":2: text is not the name of a column in quotes"),
        ("[fields]\n\ntext = body", ":3: not valid TOML: "),
        ('[fields]\ntext = "body', ":2: not valid TOML: "),
        ('a = 1\n[other]\ntext = "body"', ":1: unknown: 'a' (there is the table [fields])"),
        ('\n[ other ]\ntext = "body"', ":2: unknown: 'other' (there is the table [fields])"),
        ("fields = 3", ":1: unknown: 'fields' (there is the table [fields])"),
        ("[fields]\ntext.a = 'x'", ":2: text is not the name of a column in quotes"),
        ('[fields]\n"\\u001b[31m" = "x"', ": unknown field '\\x1b[31m'"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FieldsError) as raised:
        Fields.of(tmp_path)
    assert str(raised.value).startswith(f"{path}{message}")
    assert str(raised.value).isprintable()


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "corpus.toml").write_bytes(b'[fields]\ntext = "\xff"')
    with pytest.raises(FieldsError, match="not UTF-8"):
        Fields.of(tmp_path / "a")
    (tmp_path / "b" / "corpus.toml").mkdir(parents=True)
    with pytest.raises(FieldsError, match="cannot be read: "):
        Fields.of(tmp_path / "b")
