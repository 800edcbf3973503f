import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from annotate_helpers import make_article, make_clock, make_session
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage

from reader.annotate import article_file, durable
from reader.annotate.journal import Journal
from reader.annotate.records import ReadOnly, StoreError
from reader.annotate.store import Store, annotators

OPEN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.annotate.store import Store
store = Store.open(Path(sys.argv[1]), "anna", clock=lambda: datetime.now(UTC))
print(len(store.load("story/a.txt").annotations), store.read_only, store.reason)
"""


def stored_file(tmp_path: Path) -> Path:
    return tmp_path / "annotations" / "anna" / "story" / "a.txt.json"


def journal_file(tmp_path: Path) -> Path:
    return tmp_path / "annotations" / "anna" / "journal.jsonl"


def open_elsewhere(tmp_path: Path) -> str:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "annotations")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_nothing_is_created_before_the_first_decision(open_store, tmp_path, article):
    session = make_session(open_store())
    assert session.annotations(article) == ()
    assert session.undo() is None
    assert not (tmp_path / "annotations").exists()
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    assert stored_file(tmp_path).exists()


def test_a_decision_is_seen_at_once_and_reported_when_it_is_on_disk(open_store, tmp_path, article):
    reported = threading.Event()
    on_disk = []

    def saved(seq):
        on_disk.append((seq, journal_file(tmp_path).read_bytes().count(b"\n")))
        reported.set()

    session = make_session(open_store(on_saved=saved))
    done = session.tag(article, 0, 0, "claim")
    assert session.labels(article, 0)
    assert reported.wait(10)
    assert on_disk == [(done.seq, 1)]


def test_the_article_file_is_tinydb_for_other_programs(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 1, 1, "quote")
    session.clear(article, 2, 2)
    session.store.flush()
    text = stored_file(tmp_path).read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "“We saw it,” she said." in text
    with TinyDB(stored_file(tmp_path), storage=JSONStorage, encoding="utf-8") as database:
        found = database.table("annotations").search(where("label") == "quote")
        assert [document["text"] for document in found] == ["“We saw it,” she said."]
        assert database.table("article").get(doc_id=1)["labels"] == {"quote": 1}
        assert [mark["decided"] for mark in database.table("marks")] == [True]


def test_an_article_file_made_again_from_the_journal_is_the_same(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 3, "claim")
    session.clear(article, 1, 1)
    session.tag(article, 2, 2, "quote")
    session.undo()
    session.store.close()
    before = stored_file(tmp_path).read_bytes()
    stored_file(tmp_path).unlink()
    journal = journal_file(tmp_path).read_bytes()
    assert b'"saved":0' in journal
    stored_file(tmp_path).write_bytes(b"damaged")
    store = open_store()
    store._save(article.id, store._stored(article.id))
    assert stored_file(tmp_path).read_bytes() == before


def test_a_file_that_says_nothing_any_more_keeps_its_head(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    session.undo()
    session.store.close()
    assert json.loads(stored_file(tmp_path).read_bytes())["annotations"] == {}
    session = make_session(open_store())
    assert list(session.store.articles()) == []
    session.redo()
    session.store.close()
    assert make_session(open_store()).counts(article.id) == {"claim": 1}


def test_summaries_cover_what_is_open_and_what_is_not(open_store, article):
    other = make_article("other.txt")
    session = make_session(open_store())
    session.tag(article, 0, 1, "claim")
    session.clear(other, 3, 3)
    session.set_note(article, 2, "who says so?")
    session.store.close()
    store = open_store()
    session = make_session(store)
    session.tag(other, 0, 0, "quote")
    found = dict(store.summaries())
    assert {name: (dict(s.labels), s.decided, s.noted) for name, s in found.items()} == {
        article.id: ({"claim": 2}, 2, 1),
        "other.txt": ({"quote": 1}, 2, 0),
    }


def test_a_summary_comes_from_the_head_alone(open_store, tmp_path, article, monkeypatch):
    session = make_session(open_store())
    session.set_note(article, 0, "check")
    session.store.flush()
    session.tag(make_article("other.txt"), 0, 0, "claim")
    session.store.close()
    monkeypatch.setattr(article_file, "read", None)
    assert open_store().summary(article.id).noted == 1


def test_starting_anew_for_every_label_keeps_starts_short(open_store, tmp_path, article):
    """As commands do: what the next start reads again must not grow with every one."""
    tails = []
    for i in range(40):
        store = open_store()
        store.flush()
        make_session(store).tag(article, i % 4, i % 4, "claim")
        store.close()
        journal = Journal.open(journal_file(tmp_path), writable=False)
        tails.append(len(list(journal.entries(journal.saved))))
    assert max(tails) == 1


def test_a_head_without_a_count_is_counted_through(open_store, tmp_path, article):
    session = make_session(open_store())
    session.set_note(article, 0, "check")
    session.store.close()
    path = stored_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b',"noted":1', b""))
    assert b"noted" not in path.read_bytes()
    assert open_store().summary(article.id).noted == 1


def test_a_head_that_was_counted_otherwise_is_counted_through(open_store, tmp_path, article):
    session = make_session(open_store())
    session.clear(article, 1, 1)
    start = article.sentences[1].start
    session.tag_span(article, start, start + 3, "claim")
    assert session.store.summary(article.id).decided == session.progress(article)[0] == 1
    session.store.close()
    path = stored_file(tmp_path)
    path.write_bytes(
        path.read_bytes().replace(b'"decided":1,', b'"decided":2,', 1).replace(b',"counting":2', b"")
    )
    assert open_store().summary(article.id).decided == 1


def test_a_damaged_file_is_made_again_from_the_journal(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    stored_file(tmp_path).write_text("{", encoding="utf-8")
    store = open_store()
    assert len(store.load(article.id).annotations) == 1
    assert store.notices == [f"{stored_file(tmp_path)}: is not JSON; its labels come from the journal"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "merge conflicts"),
        ('{"article": {"1": {"id": "story/a.txt", "format": 99}}}', "newer Reader"),
        ('{"article": {"1": {"id": "x.txt", "format": 1}}}', r"x\.txt', not of story/a\.txt"),
    ],
)
def test_what_people_have_to_decide_is_left_to_them(open_store, tmp_path, article, content, problem):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    stored_file(tmp_path).write_text(content, encoding="utf-8")
    session = make_session(open_store())
    with pytest.raises(StoreError, match=problem):
        session.annotations(article)
    with pytest.raises(StoreError, match=problem):
        session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match=problem):
        session.undo()
    session.store.close()
    assert stored_file(tmp_path).read_text(encoding="utf-8") == content


def test_a_damaged_file_without_its_journal_is_an_error_that_names_it(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    stored_file(tmp_path).write_text("[]", encoding="utf-8")
    journal_file(tmp_path).unlink()
    with pytest.raises(StoreError, match=r"a\.txt\.json: holds no tables"):
        open_store().load(article.id)


def test_a_file_changed_by_git_counts_and_later_steps_follow_it(open_store, tmp_path, article):
    """As after merging what the same annotator did on another machine."""
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.tag(article, 1, 1, "claim")
    session.store.close()
    tables = json.loads(stored_file(tmp_path).read_bytes())
    tables["article"]["1"]["seq"] = 40
    tables["annotations"].popitem()
    merged = json.dumps(tables)
    stored_file(tmp_path).write_text(merged, encoding="utf-8")
    session = make_session(open_store())
    assert len(session.annotations(article)) == 1
    assert session.tag(article, 3, 3, "quote").seq == 41
    session.store.close()
    stored_file(tmp_path).write_text(merged, encoding="utf-8")  # as if it had died before writing the file
    assert make_session(open_store()).counts(article.id) == {"claim": 1, "quote": 1}


def test_a_second_writer_reads_only_and_hears_who_writes(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    said = open_elsewhere(tmp_path)
    assert said.startswith("1 True ")
    assert f"process {os.getpid()} on host" in said
    assert "--annotations DIR" in said
    second = make_session(open_store())
    with pytest.raises(ReadOnly, match="is being written by process"):
        second.tag(article, 1, 1, "claim")
    assert not open_store("ben").read_only
    session.tag(article, 2, 2, "claim")
    session.store.flush()
    second.store.refresh()
    assert len(second.annotations(article)) == 2
    session.store.close()
    assert open_elsewhere(tmp_path).startswith("2 False")


def test_the_lock_of_a_dead_process_stops_nobody(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    code = f"{OPEN}\nsys.stdout.flush()\nimport os\nos._exit(1)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "annotations")], capture_output=True)
    assert (tmp_path / "annotations/anna/.writer").exists()
    assert not open_store().read_only


def test_two_that_start_at_once_do_not_both_write(open_store, article):
    one, two = make_session(open_store()), make_session(open_store())
    assert not one.read_only
    assert not two.read_only
    one.tag(article, 0, 0, "claim")
    with pytest.raises(ReadOnly, match="is being written by"):
        two.tag(article, 1, 1, "claim")
    one.store.flush()
    two.store.refresh()
    assert len(two.annotations(article)) == 1


def test_a_decision_made_while_labels_are_read_again_is_not_lost(open_store, monkeypatch, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    flush, late = session.store.flush, iter((1,))

    def flush_and_decide():
        flush()
        for sentence in late:
            session.tag(article, sentence, sentence, "claim")

    monkeypatch.setattr(session.store, "flush", flush_and_decide)
    session.store.refresh()
    assert len(session.annotations(article)) == 2
    session.tag(article, 2, 2, "claim")
    session.store.close()
    assert len(make_session(open_store()).annotations(article)) == 3


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_a_full_disk_makes_read_only_and_loses_nothing(open_store, monkeypatch, tmp_path, article, failing):
    saved, errors = [], []
    session = make_session(open_store(on_saved=saved.append, on_error=errors.append))
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    before = journal_file(tmp_path).read_bytes()
    real_write = os.write

    def fail(descriptor, data=b""):
        if failing == "write":
            real_write(descriptor, bytes(data)[:10])  # the disk took some of it
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable.os, failing, fail)
    session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match="No space left on device"):
        session.store.flush()
    assert saved == [1]
    assert str(errors[0]) == session.reason
    assert "not saved yet" in session.reason
    assert "--annotations DIR" in session.reason
    assert session.counts(article.id) == {"claim": 2}
    with pytest.raises(ReadOnly, match="No space left"):
        session.tag(article, 2, 2, "claim")
    monkeypatch.undo()
    session.store.flush()
    assert not session.read_only
    assert saved == [1, 2]
    assert journal_file(tmp_path).read_bytes().startswith(before)
    session.tag(article, 2, 2, "claim")
    session.store.close()
    assert make_session(open_store()).counts(article.id) == {"claim": 3}


def test_an_article_file_that_cannot_be_replaced_is_written_later(open_store, monkeypatch, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    before = stored_file(tmp_path).read_bytes()

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(durable, "swap", refuse)
    session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match="Permission denied"):
        session.store.flush()
    with pytest.raises(StoreError):
        session.store.close()
    session.store.close()
    assert stored_file(tmp_path).read_bytes() == before
    monkeypatch.undo()
    session = make_session(open_store())
    assert session.counts(article.id) == {"claim": 2}
    session.tag(article, 2, 2, "claim")
    session.store.close()
    assert len(json.loads(stored_file(tmp_path).read_bytes())["annotations"]) == 3


def test_the_next_decision_succeeds_once_the_disk_has_room(open_store, monkeypatch, article):
    saved = []
    session = make_session(open_store(on_saved=saved.append))
    session.tag(article, 0, 0, "claim")

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "replace", refuse)
    with pytest.raises(StoreError, match="No space left"):
        session.store.flush()
    assert saved == [1]  # the journal had room
    monkeypatch.undo()
    session.tag(article, 1, 1, "claim")
    session.store.flush()
    assert saved[1:] == [1, 2]


def test_opening_brings_the_files_up_to_the_journal(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    stale = stored_file(tmp_path).read_bytes()
    session = make_session(open_store())
    session.tag(article, 1, 1, "claim")
    session.store.close()
    fresh = stored_file(tmp_path).read_bytes()
    stored_file(tmp_path).write_bytes(stale)
    store = open_store()
    store.flush()
    assert stored_file(tmp_path).read_bytes() == fresh


def test_a_file_that_cannot_be_read_keeps_its_steps_in_the_tail(open_store, tmp_path, article):
    """Labelling elsewhere meanwhile must not make the next start forget them."""
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    good = stored_file(tmp_path).read_bytes()
    session = make_session(open_store())
    session.tag(article, 1, 1, "claim")
    session.store.close()
    stored_file(tmp_path).write_bytes(b"<<<<<<< ours\n")
    session = make_session(open_store())
    session.tag(make_article("other.txt"), 0, 0, "claim")
    session.store.flush()
    session.tag(make_article("other.txt"), 1, 1, "claim")
    session.store.close()
    stored_file(tmp_path).write_bytes(good)
    assert make_session(open_store()).counts(article.id) == {"claim": 2}


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced on Windows")
def test_a_journal_replaced_underneath_is_noticed(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    copied = tmp_path / "copy"
    copied.write_bytes(journal_file(tmp_path).read_bytes())
    copied.replace(journal_file(tmp_path))
    session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match="replaced by another program"):
        session.store.flush()
    with pytest.raises(StoreError):
        session.store.close()


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path, article, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    session = make_session(Store.open(tmp_path / "annotations", "anna", clock=make_clock()))
    assert "--annotations DIR" in session.reason
    with pytest.raises(ReadOnly):
        session.tag(article, 0, 0, "claim")


def test_reading_only_takes_no_lock_and_leaves_nothing(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    before = sorted(tmp_path.rglob("*"))
    store = open_store(read_only=True)
    assert len(store.load(article.id).annotations) == 1
    assert store.reason == "opened for reading only"
    assert sorted(tmp_path.rglob("*")) == before
    assert not open_store().read_only


def test_steps_queued_at_once_share_a_sync_and_keep_their_order(open_store, article):
    saved = []
    store = open_store(on_saved=saved.append)
    session = make_session(store)
    for i in range(200):
        session.tag(article, i % 4, i % 4, "claim")
    store.flush()
    assert saved == sorted(saved)
    assert saved[-1] >= 200
    assert len(saved) < 200


def test_annotators_are_those_who_have_something(open_store, tmp_path, article):
    assert annotators(tmp_path / "annotations") == []
    for name in ("Zoë/1", "anna"):
        session = make_session(open_store(name))
        session.tag(article, 0, 0, "claim")
        session.store.flush()
    (tmp_path / "annotations" / "empty").mkdir()
    (tmp_path / "annotations" / "labels.toml").touch()
    assert annotators(tmp_path / "annotations") == ["Zoë/1", "anna"]
    with pytest.raises(StoreError, match="name"):
        open_store(" ")


def test_what_is_still_queued_at_the_end_of_the_program_is_written(tmp_path):
    code = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from annotate_helpers import make_article, make_clock, make_session
from reader.annotate.store import Store
session = make_session(Store.open(Path(sys.argv[1]), "anna", clock=make_clock()))
for i in range(20):
    session.tag(make_article(), i % 4, i % 4, "claim" if i % 8 < 4 else "quote")
"""
    folder = tmp_path / "annotations"
    subprocess.run([sys.executable, "-c", code, str(folder), str(Path(__file__).parent)], check=True)
    assert len(journal_file(tmp_path).read_bytes().splitlines()) == 20
    assert stored_file(tmp_path).exists()


def test_opening_imports_nothing_heavy():
    code = (
        "import sys; import reader.annotate.session, reader.annotate.store\n"
        "print(sorted({'tinydb', 'filelock', 'textual', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    "head",
    [{"seq": "zz"}, {"seq": True}, {"labels": 5}, {"labels": {"x": []}}, {"state": "weird"}, {"digest": 7}],
)
def test_a_hostile_head_is_one_clear_line(open_store, tmp_path, article, head):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    tables = json.loads(stored_file(tmp_path).read_bytes())
    tables["article"]["1"].update(head)
    stored_file(tmp_path).write_text(json.dumps(tables), encoding="utf-8")
    assert {name: dict(s.labels) for name, s in open_store().summaries()} == {article.id: {"claim": 1}}


def test_a_file_nested_without_end_is_damaged(open_store, tmp_path, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    stored_file(tmp_path).write_bytes(b"[" * 100_000)
    store = open_store()
    assert list(store.articles()) == [article.id]
    assert len(store.load(article.id).annotations) == 1
    assert f"{stored_file(tmp_path)}: is not JSON; its labels come from the journal" in store.notices
