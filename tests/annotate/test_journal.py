import json

import pytest
from annotate_helpers import make_article, make_session

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
    "garbage", [b"\0" * 5000, b'{"seq": 7}\n', b"[1]\n", b'"x"\n', b"\xff\xfe\n", b"\n\n"]
)
def test_garbage_at_the_end_is_cut(filled, garbage):
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
