import json

import pytest
from annotate_helpers import make_article, make_session
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.entry import Entry, relink
from reader.annotate.journal import Journal
from reader.annotate.records import StoreError


@pytest.fixture
def filled(open_store, tmp_path, article):
    """The journal of a closed folder, with six steps."""
    session = make_session(open_store())
    for sentence in range(4):
        session.tag(article, sentence, sentence, "claim")
    session.undo()
    session.set_note(article, 0, "“é” and a line\nbreak")
    session.store.close()
    return tmp_path / "annotations" / "anna" / "journal.jsonl"


def steps(path):
    return [entry.seq for entry in Journal.open(path, writable=False).entries()]


def test_a_journal_torn_at_any_byte_of_its_last_line_opens_with_all_others(filled):
    whole = filled.read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    torn_file = filled.with_name("journal.torn")
    for cut in range(start, len(whole)):
        filled.write_bytes(whole[:cut])
        torn_file.unlink(missing_ok=True)
        assert steps(filled) == [1, 2, 3, 4, 5]
        assert filled.read_bytes() == whole[:cut]  # a reader repairs nothing
        Journal.open(filled, writable=True).close()
        assert filled.read_bytes() == whole[:start]
        assert torn_file.exists() == (cut > start)
        if cut > start:
            assert torn_file.read_bytes() == whole[start:cut] + b"\n"


@pytest.mark.parametrize(
    "garbage", [b"\0" * 5000, b"\n\n", b"\0" * 70 + b'"}\n', b'{"seq": 7}', b"[" * 100_000]
)
def test_what_a_crash_leaves_at_the_end_is_cut(filled, garbage):
    whole = filled.read_bytes()
    filled.write_bytes(whole + garbage)
    Journal.open(filled, writable=True).close()
    assert filled.read_bytes() == whole
    assert steps(filled) == [1, 2, 3, 4, 5, 6]


def test_a_journal_of_garbage_only_is_empty(filled):
    filled.write_bytes(b"no journal")
    journal = Journal.open(filled, writable=True)
    assert (journal.seq, journal.end, journal.undoable()) == (0, 0, None)


def test_decisions_survive_a_torn_line_and_go_on_after_it(filled, open_store, article):
    with filled.open("ab") as stream:
        stream.write(b'{"seq": 7, "kind": "do", "at')
    session = make_session(open_store())
    assert session.counts(article.id) == {"claim": 3}
    session.tag(article, 3, 3, "quote")
    session.store.close()
    session = make_session(open_store())
    assert session.counts(article.id) == {"claim": 3, "quote": 1}
    assert [session.undo().message for _ in range(3)] == [
        "Undid quote on sentence 4",
        "Undid note on sentence 1",
        "Undid claim on sentence 3",
    ]


def test_line_ends_changed_by_another_program_break_nothing(filled, open_store, article):
    filled.write_bytes(filled.read_bytes().replace(b"\n", b"\r\n"))
    assert Journal.open(filled, writable=False).undoable().seq == 6
    session = make_session(open_store())
    assert [session.undo().message for _ in range(4)][-1] == "Undid claim on sentence 1"
    assert session.undo() is None
    session.store.close()
    assert b"\r" not in filled.read_bytes()


def test_a_damaged_line_in_the_middle_costs_only_itself(filled):
    lines = filled.read_bytes().splitlines(keepends=True)
    lines[1] = b"#" * (len(lines[1]) - 1) + b"\n"
    filled.write_bytes(b"".join(lines))
    journal = Journal.open(filled, writable=True)
    assert [entry.seq for entry in journal.entries()] == [1, 3, 4, 5, 6]
    assert not journal.whole()
    assert journal.undoable().seq == 6


def test_a_damaged_line_that_the_files_may_lack_is_named(filled, open_store, article):
    lines = filled.read_bytes().splitlines(keepends=True)
    lines[1] = b"#" * (len(lines[1]) - 1) + b"\n"
    filled.write_bytes(b"".join(lines))
    (filled.parent / "story" / "a.txt.json").unlink()
    store = open_store()
    assert make_session(store).counts(article.id) == {"claim": 2}
    assert f"{filled}: at byte {len(lines[0])}: this line is damaged" in store.notices[0]


def test_two_histories_one_after_the_other_can_be_undone(filled, open_store):
    """As a merge that keeps the lines of both sides leaves them."""
    lines = filled.read_bytes().splitlines(keepends=True)
    filled.write_bytes(b"".join([*lines[:3], *lines[2:]]))
    session = make_session(open_store())
    messages = []
    while done := session.undo():
        messages.append(done.message)
    assert messages[0] == "Undid note on sentence 1"
    assert messages[-1] == "Undid claim on sentence 1"


def test_merge_conflicts_are_not_taken_for_a_torn_line(filled, open_store):
    before = filled.read_bytes() + b"<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"
    filled.write_bytes(before)
    with pytest.raises(StoreError, match=r"journal\.jsonl has merge conflicts"):
        Journal.open(filled, writable=True)
    store = open_store()
    assert store.read_only
    assert "merge conflicts" in store.reason
    assert filled.read_bytes() == before


def test_a_bulk_step_is_one_line(open_store, tmp_path):
    article = make_article("long.txt", *(f"Sentence {i}." for i in range(50)))
    session = make_session(open_store())
    session.tag(article, 0, 49, "claim")
    session.store.close()
    lines = (tmp_path / "annotations" / "anna" / "journal.jsonl").read_bytes().splitlines()
    assert len(lines) == 1
    assert len(json.loads(lines[0])["step"]["changes"][0]["annotations"]) == 50


def test_opening_reads_no_more_than_the_end(filled, monkeypatch):
    line = filled.read_bytes().splitlines(keepends=True)[0]
    head = b"".join(b"x" * (len(line) - 1) + b"\n" for _ in range(2_000))
    end = json.loads(filled.read_bytes().splitlines()[-1])
    end["byte"] = len(head)
    filled.write_bytes(head + json.dumps(end, separators=(",", ":")).encode() + b"\n")
    read = []
    stream_of = Journal._stream

    class Counting:
        def __init__(self, stream):
            self.stream = stream

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

        def seek(self, *place):
            return self.stream.seek(*place)

        def read(self, size=-1):
            data = self.stream.read(size)
            read.append(len(data))
            return data

    monkeypatch.setattr(Journal, "_stream", lambda journal: Counting(stream_of(journal)))
    assert Journal.open(filled, writable=True).seq == 6
    assert sum(read) < 300_000 < filled.stat().st_size


def test_a_long_tail_is_settled_once_so_that_later_starts_are_short(open_store, tmp_path):
    article = make_article("long.txt", *(f"Sentence number {i} of many." for i in range(400)))
    session = make_session(open_store())
    session.tag(article, 0, 399, "claim")
    session.store.close()
    path = tmp_path / "annotations" / "anna" / "journal.jsonl"
    assert [entry.kind for entry in Journal.open(path, writable=False).entries()] == ["do", "saved"]
    journal = Journal.open(path, writable=False)
    assert [entry.kind for entry in journal.entries(journal.saved)] == ["saved"]
    size = path.stat().st_size
    session = make_session(open_store())
    session.store.close()
    assert path.stat().st_size == size
    session = make_session(open_store())
    assert session.undo().message == "Undid claim on sentences 1–400"
    assert session.redo().message == "Redid claim on sentences 1–400"
    assert session.undo() is not None
    assert session.undo() is None


HOSTILE = {
    "seq": 7,
    "kind": "do",
    "at": "",
    "byte": 0,
    "of": 0,
    "undo": None,
    "redo": None,
    "saved": 0,
    "step": {},
}


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"seq": 7}',
        b"[1]",
        b'"x"',
        b"\xff\xfe",
        *(
            json.dumps({**HOSTILE, **wrong}).encode()
            for wrong in (
                {"seq": "zz"},
                {"seq": True},
                {"byte": -1},
                {"byte": 1.5},
                {"of": None},
                {"undo": "x"},
                {"redo": []},
                {"saved": 10**9},
                {"undo": 10**9},
                {"kind": ["do"]},
                {"at": 1},
                {"step": []},
                {"body": {}},
            )
        ),
    ],
)
def test_a_last_line_that_is_no_step_is_named_and_nothing_is_cut(filled, open_store, article, line):
    before = filled.read_bytes() + line + b"\n"
    filled.write_bytes(before)
    session = make_session(open_store())
    assert f"{filled}:7: this line is damaged" in session.reason
    assert session.counts(article.id) == {"claim": 3}
    session.store.close()
    assert filled.read_bytes() == before
    assert not filled.with_name("journal.torn").exists()


def test_the_journal_of_a_newer_reader_is_left_alone(filled, open_store, article):
    lines = [json.loads(line) for line in filled.read_bytes().splitlines()]
    assert {line["format"] for line in lines} == {1}
    newer = b"".join(json.dumps({**line, "format": 2, "more": 1}).encode() + b"\n" for line in lines)
    filled.write_bytes(newer)
    session = make_session(open_store())
    assert f"{filled}:6: this line was written by a newer Reader; update this one" in session.reason
    assert session.counts(article.id) == {"claim": 3}
    session.store.close()
    assert filled.read_bytes() == newer


def test_lines_without_a_format_are_of_the_first(filled):
    for line in filled.read_bytes().splitlines(keepends=True):
        assert Entry.decode(line.replace(b'"format":1,', b"")) == Entry.decode(line)


def test_putting_offsets_right_keeps_damaged_lines_and_names_them(filled, open_store, article):
    lines = filled.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1][:40] + b"\n"
    filled.write_bytes(b"".join(lines))
    for _ in range(2):
        session = make_session(open_store())
        session.store.close()
        assert filled.read_bytes().splitlines(keepends=True)[1] == lines[1]
    assert len(filled.read_bytes().splitlines()) == 6
    assert not Journal.open(filled, writable=False).whole()
    filled.write_bytes(b"".join(lines))
    assert f"{filled}:2: this line is damaged" in open_store().notices[0]


def test_conflict_marks_between_lines_are_refused_as_well(filled, open_store):
    lines = filled.read_bytes().splitlines(keepends=True)
    before = b"".join([b"<<<<<<< ours\n", *lines[:3], b"=======\n", b">>>>>>> theirs\n", *lines[3:]])
    filled.write_bytes(before)
    assert "merge conflicts" in open_store().reason
    assert filled.read_bytes() == before


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reading_of_a_line(data):
    assert Entry.decode(data) is None
    assert relink([data + b"\n"]).content == data + b"\n"
