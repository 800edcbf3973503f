import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus import sources
from reader.corpus.clean import clean
from reader.corpus.fields import Fields

CELLS = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_categories=["Cc"]), st.sampled_from("\n\r\t,;|\"' ")),
    max_size=12,
)
HEADER = "id,text,source"


def test_a_row_is_a_record(reading) -> None:
    found = reading("a.csv", 'id,Body,Publisher\n1,One.,S\n\n2,"Two,\nstill ""two"".",\n')
    assert found.texts == ["One.", 'Two,\nstill "two".']
    assert [(one.key, one.line, one.at, one.source) for one in found.documents] == [
        ("1", 2, (18, 9), "S"),
        ("2", 4, (28, 25), ""),
    ]
    assert found.documents[0].metadata == {"id": "1", "Publisher": "S"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_the_header_shows_what_stands_between_cells(reading, delimiter: str, suffix: str) -> None:
    rows = [["id", "text"], ["1", "Three; two, one | none"]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    assert reading(f"a.{suffix}", file.getvalue()).texts == ["Three; two, one | none"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(reading, encoding: str, end: str) -> None:
    text = "Der Bürgermeister sagte „nein“ – für immer"
    found = reading("a.csv", end.join(["id;text", f"1;{text}", f'2;"{text}{end}schön"', ""]).encode(encoding))
    assert found.texts == [text, f"{text}\nschön"]
    assert not found.flaws


def test_a_column_of_one_table_may_be_all_there_is(reading) -> None:
    assert reading("a.csv", "text\nOne.\nTwo.\n").texts == ["One.", "Two."]


def test_rows_that_do_not_fit_are_named_and_the_rest_is_read(reading) -> None:
    found = reading("a.csv", f'{HEADER}\n1,"One,\none",a\n2,b\n3,c,d,e\n4,,x\n5,x\ry,z\n6,Six.,z')
    assert found.texts == ["One,\none", "Six."]
    assert found.reasons == [
        "4: the row has 2 cells where the header has 3",
        "5: the row has 4 cells where the header has 3",
        "6: the text is empty",
        "7: new-line character seen in unquoted field",
    ]


def test_a_quotation_mark_that_is_not_closed_costs_one_row(reading) -> None:
    found = reading("a.csv", f'{HEADER}\n1,One.,a\n2,"Two.,b\n3,Three.,c\n4,Four.,d\n')
    assert found.texts == ["One.", "Three.", "Four."]
    assert found.reasons == ["3: a quotation mark opens a cell that does not end"]


def test_a_file_that_ends_within_an_article_gives_no_rows_of_its_lines(reading) -> None:
    found = reading("a.csv", f'{HEADER}\n1,One.,a\n2,"Two, and, so\non, and, on\nand, on, and')
    assert found.texts == ["One."]
    assert found.reasons == ["3: a quotation mark opens a cell that does not end"]


def test_what_is_no_table_of_articles_is_said_once(reading) -> None:
    assert reading("a.csv", "a,b\n1,2\n3,4\n").reasons == [
        "1: the table has no text (it has a, b); --text-field tells where it is"
    ]
    assert reading("b.csv", "\n\n").reasons == [" the file is empty"]
    assert reading("c.csv", b"\x89PNG\r\n\x1a\n\0\0").reasons == [" not text but a binary file"]
    assert reading("d.csv", "text,b\n1,2\n", text="body").reasons == [
        "1: the table has no text in a field “body” (it has text, b); --text-field tells where it is"
    ]
    assert reading("e.csv", "text,Body\n1,2\n", text="body").texts == ["2"]


def test_zero_bytes_and_huge_cells_do_no_harm(reading) -> None:
    huge = "word " * 100_000
    assert reading("a.csv", f'id,text\n1,a\0b\n2,"{huge}"\n3,{huge}\n').texts == ["ab", huge, huge]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
)
def test_a_row_is_fetched_as_it_was_read(reading, rows, delimiter: str, end: str, bom: bool) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *rows])
    data = b"\xef\xbb\xbf" * bom + file.getvalue().encode("utf-8", "replace")
    found = reading("a.csv", data)
    assert found.texts == [clean(text) for _, text in rows if not clean(text).isspace() and clean(text)]
    for one in found.documents:
        assert one.at
        assert sources.fetch(found.source.path, one.at, Fields(), one.line) == one


def test_what_is_no_longer_there_is_not_fetched(reading, tmp_path) -> None:
    found = reading("a.csv", 'id,text\n1,One.\n2,"Two\nlines"\n')
    one, two = found.documents
    path = found.source.path
    for at in [(one.at[0] + 1, 4), (one.at[0], 99), (one.at[0], one.at[1] + 3), (999, 9)]:
        with pytest.raises(ValueError, match=r"."):
            sources.fetch(path, at, Fields(), 2)
    path.write_text(json.dumps({"text": "x"}) + "\n" * 40)
    with pytest.raises(ValueError, match=r"."):
        sources.fetch(path, two.at, Fields(), two.line)
