import datetime
import io
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from reader.corpus import sources
from reader.corpus.fields import Fields


def table(records: list[dict], **options: int) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(records), file, **options)
    return file.getvalue()


def test_a_row_is_a_record(reading) -> None:
    day = datetime.date(2024, 3, 5)
    record = {
        "uuid": "7",
        "body": "One.\x1b[1m",
        "published": day,
        "tags": ["a"],
        "n": float("nan"),
        "no": None,
    }
    (found,) = reading("a.parquet", table([record, {**record, "body": None}])).documents
    assert (found.text, found.key, found.date, found.at, found.line) == (
        "One.",
        "7",
        "2024-03-05",
        None,
        None,
    )
    assert found.metadata == {"uuid": "7", "published": "2024-03-05", "tags": ["a"], "n": None}


def test_rows_without_a_text_are_named(reading) -> None:
    found = reading("a.parquet", table([{"text": "One."}, {"text": None}, {"text": " "}]))
    assert found.texts == ["One."]
    assert found.reasons == [" record 2 has no text (it has nothing)", " the text is empty"]
    assert reading("b.parquet", table([{"a": 1}])).reasons == [
        " the table has no text (it has a); --text-field tells where it is"
    ]


def test_a_field_may_be_nested(reading) -> None:
    assert reading("a.parquet", table([{"data": {"x": "One."}}]), text="data.x").texts == ["One."]


def test_many_row_groups_are_read_in_order_and_progress_is_told(reading, tmp_path) -> None:
    records = [{"text": f"Article {number}. " + "word " * 100} for number in range(3_000)]
    found = reading("a.parquet", table(records, row_group_size=700))
    assert found.texts == [record["text"] for record in records]
    seen = sources.read(found.source, Fields())
    reached = [one.bytes for one in seen if isinstance(one, sources.Reached)]
    assert reached == sorted(set(reached))
    assert len(reached) > 5
    assert reached[-1] <= found.source.size


@pytest.mark.parametrize("data", [b"PAR1", b"no parquet at all" * 100, table([{"text": "One."}])[:-20]])
def test_damage_is_one_line(reading, data: bytes) -> None:
    (reason,) = reading("a.parquet", data).reasons
    assert reason.startswith(" not valid Parquet: ")
    assert "\n" not in reason


def test_a_missing_package_is_one_line(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert reading("a.parquet", b"PAR1").reasons == [" needs pyarrow: pip install 'reader-tui[parquet]'"]
