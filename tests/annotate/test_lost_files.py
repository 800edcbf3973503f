"""What becomes of labels when files are lost, restored, merged or written by others."""

import errno
import json
import shutil
import threading

import pytest
from annotate_helpers import make_article, make_session

from reader.annotate import durable, store
from reader.annotate.history import History
from reader.annotate.journal import Journal
from reader.annotate.records import ReadOnly, StoreError

LONG = make_article("long.txt", *(f"Sentence number {i} of many." for i in range(300)))
OTHER = make_article("other.txt", *(f"Another sentence, number {i}." for i in range(300)))


@pytest.fixture
def place(tmp_path):
    return tmp_path / "annotations" / "anna"


def fill(open_store, *, articles=(LONG, OTHER), first=0, last=150):
    """Label one sentence a step, so many that the journal's tail is settled."""
    session = make_session(open_store())
    for article in articles:
        for i in range(first, last):
            session.tag(article, i, i, "claim")
        session.store.flush()
    session.store.close()


def shown(open_store, article=LONG):
    session = make_session(open_store())
    found = len(session.annotations(article)), dict(session.counts(article.id))
    session.store.close()
    return found


def test_the_tail_is_short_in_what_follows(open_store, place):
    fill(open_store)
    assert Journal.open(place / "journal.jsonl", writable=False).saved > 0


def test_a_lost_file_is_made_again_and_nothing_is_missing(open_store, place):
    fill(open_store)
    before = (place / "long.txt.json").read_bytes()
    (place / "long.txt.json").unlink()
    session = make_session(open_store())
    assert session.counts(LONG.id) == {"claim": 150}
    assert session.store.notices == [
        f"{place / 'long.txt.json'}: is missing; its labels come from the journal"
    ]
    session.store.flush()
    assert (place / "long.txt.json").read_bytes() == before
    session.tag(LONG, 299, 299, "quote")
    session.store.close()
    assert shown(open_store) == (151, {"claim": 150, "quote": 1})


def test_a_lost_file_is_listed(open_store, place):
    fill(open_store)
    (place / "long.txt.json").unlink()
    assert {name: dict(s.labels) for name, s in open_store().summaries()} == {
        "long.txt": {"claim": 150},
        "other.txt": {"claim": 150},
    }


def test_an_older_file_gets_the_steps_it_lacks(open_store, place):
    fill(open_store)
    older = (place / "long.txt.json").read_bytes()
    fill(open_store, first=150, last=250)
    (place / "long.txt.json").write_bytes(older)
    session = make_session(open_store())
    assert session.counts(LONG.id) == {"claim": 250}
    assert "is older than the journal" in session.store.notices[0]
    session.tag(LONG, 299, 299, "quote")
    session.store.close()
    assert shown(open_store) == (251, {"claim": 250, "quote": 1})


def test_what_was_emptied_stays_empty_and_can_be_labelled_again(open_store, place):
    fill(open_store)
    session = make_session(open_store())
    session.tag(LONG, 0, 299, "claim")
    session.tag(LONG, 0, 299, "claim")
    session.store.close()
    fill(open_store, articles=(OTHER,), first=150, last=300)
    assert shown(open_store) == (0, {})
    (place / "long.txt.json").unlink()
    session = make_session(open_store())
    assert session.annotations(LONG) == ()
    assert session.store.notices == []
    session.tag(LONG, 5, 5, "quote")
    session.store.close()
    assert shown(open_store) == (1, {"quote": 1})


def test_a_file_replaced_while_the_program_runs_is_noticed_when_it_reads_again(open_store, place):
    fill(open_store)
    older = (place / "long.txt.json").read_bytes()
    session = make_session(open_store())
    session.tag(LONG, 200, 200, "quote")
    session.store.flush()
    (place / "long.txt.json").write_bytes(older)
    session.store.refresh()
    assert session.counts(LONG.id) == {"claim": 150, "quote": 1}


def test_a_lost_file_is_not_made_of_a_journal_that_may_have_lost_it_too(open_store, place):
    fill(open_store)
    (place / "long.txt.json").unlink()
    lines = (place / "journal.jsonl").read_bytes().splitlines(keepends=True)
    lines[3] = b"#" * (len(lines[3]) - 1) + b"\n"
    (place / "journal.jsonl").write_bytes(b"".join(lines))
    session = make_session(open_store())
    with pytest.raises(StoreError, match=r"long\.txt\.json: is missing, and the journal has damaged lines"):
        session.tag(LONG, 0, 0, "quote")
    assert session.counts(OTHER.id) == {"claim": 150}
    assert session.tag(OTHER, 299, 299, "quote").seq


def test_a_start_reads_the_journal_once_and_then_no_more(open_store, place, monkeypatch):
    fill(open_store)
    open_store().close()
    assert (place / "journal.index").exists()
    read = []
    decode = Journal.lines

    def counting(journal, start=0, stop=None):
        for line in decode(journal, start, stop):
            read.append(line[0])
            yield line

    monkeypatch.setattr(Journal, "lines", counting)
    assert shown(open_store) == (150, {"claim": 150})
    assert len(read) < 150
    assert "*.index" in (place / ".gitignore").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b"{}",
        b'{"format":1,"end":90,"line":"","last":{}}',
        b'{"format":9,"end":0}',
        b"[1]",
    ],
)
def test_an_index_of_something_else_is_not_used(open_store, place, content):
    fill(open_store)
    open_store().close()
    (place / "journal.index").write_bytes(content)
    (place / "long.txt.json").unlink()
    assert shown(open_store) == (150, {"claim": 150})


def test_the_index_of_another_journal_is_not_used(open_store, tmp_path, place):
    fill(open_store)
    open_store().close()
    index = (place / "journal.index").read_bytes()
    shutil.rmtree(place)
    fill(open_store, articles=(OTHER, LONG), last=200)
    (place / "journal.index").write_bytes(index)
    (place / "long.txt.json").unlink()
    assert shown(open_store) == (200, {"claim": 200})


@pytest.fixture
def machines(open_store, tmp_path, place, article):
    """The folders of one annotator who went on in two places after two common steps."""
    other = make_article("other.txt")
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.tag(other, 0, 0, "claim")
    session.store.close()
    common = (place / "journal.jsonl").read_bytes()
    shutil.copytree(place, tmp_path / "start")
    session = make_session(open_store())
    session.tag(article, 1, 1, "claim")
    session.tag(article, 2, 2, "claim")
    session.store.close()
    place.rename(tmp_path / "ours")
    (tmp_path / "start").rename(place)
    session = make_session(open_store())
    for sentence in (1, 2, 3):
        session.tag(article, sentence, sentence, "quote")
    session.store.close()
    ours = (tmp_path / "ours" / "journal.jsonl").read_bytes()
    theirs = (place / "journal.jsonl").read_bytes()
    (place / "journal.jsonl").write_bytes(ours + theirs.removeprefix(common))
    return tmp_path / "ours"


@pytest.mark.parametrize("take", ["ours", "theirs", "none"])
@pytest.mark.parametrize("read_only", [True, False])
def test_two_histories_merged_hold_all_labels_whichever_file_was_taken(
    open_store, place, article, machines, take, read_only
):
    name = "story/a.txt.json"
    if take == "ours":
        shutil.copy(machines / name, place / name)
    elif take == "none":
        (place / name).unlink()
    assert make_session(open_store(read_only=read_only)).counts(article.id) == {"claim": 3, "quote": 3}


def test_a_merge_that_dies_before_its_files_are_written_loses_nothing(open_store, place, article, machines):
    Journal.open(place / "journal.jsonl", writable=True).close()
    assert make_session(open_store()).counts(article.id) == {"claim": 3, "quote": 3}


def test_a_change_of_line_ends_alone_leaves_the_files_as_they_count(open_store, place, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.tag(article, 1, 1, "claim")
    session.store.close()
    path = place / "story/a.txt.json"
    tables = json.loads(path.read_bytes())
    tables["article"]["1"]["seq"] = 40
    tables["annotations"].popitem()
    path.write_text(json.dumps(tables), encoding="utf-8")
    journal = place / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"\n", b"\r\n"))
    assert make_session(open_store()).counts(article.id) == {"claim": 1}


def test_a_file_ahead_of_the_journal_does_not_prevent_repairing_others(open_store, place, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    tables = json.loads((place / "story/a.txt.json").read_bytes())
    tables["article"]["1"].update(id="b.txt", seq=500)
    (place / "b.txt.json").write_text(json.dumps(tables), encoding="utf-8")
    session = make_session(open_store())
    assert session.tag(make_article("b.txt"), 3, 3, "claim").seq == 501
    session.store.close()
    (place / "story/a.txt.json").write_text("{", encoding="utf-8")
    assert make_session(open_store()).counts(article.id) == {"claim": 1}


def test_what_another_program_appends_is_never_cut(open_store, place, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    path = place / "journal.jsonl"
    with path.open("ab") as stream:
        stream.write(path.read_bytes())
    before = path.read_bytes()
    session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match="changed by another program; start again"):
        session.store.flush()
    with pytest.raises(StoreError):
        session.store.close()
    assert path.read_bytes() == before


def test_what_another_program_appends_after_a_failed_write_is_not_cut(
    open_store, place, article, monkeypatch
):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    real = durable.os.write

    def fail(descriptor, data):
        real(descriptor, bytes(data)[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable.os, "write", fail)
    session.tag(article, 1, 1, "claim")
    with pytest.raises(StoreError, match="No space"):
        session.store.flush()
    monkeypatch.undo()
    with (place / "journal.jsonl").open("ab") as stream:
        stream.write(b"and theirs\n")
    before = (place / "journal.jsonl").read_bytes()
    with pytest.raises(StoreError, match="changed by another program"):
        session.store.flush()
    with pytest.raises(StoreError):
        session.store.close()
    assert (place / "journal.jsonl").read_bytes() == before


def test_a_second_session_can_write_once_the_first_is_gone(open_store, article):
    first, second = make_session(open_store()), None
    first.tag(article, 0, 0, "claim")
    first.store.flush()
    second = make_session(open_store())
    assert "R tries again" in second.reason
    second.store.refresh()
    with pytest.raises(ReadOnly):
        second.tag(article, 1, 1, "claim")
    first.tag(article, 2, 2, "claim")
    first.store.close()
    second.store.refresh()
    assert not second.read_only
    assert second.counts(article.id) == {"claim": 2}
    assert second.undo().message == "Undid claim on sentence 3"
    second.tag(article, 3, 3, "quote")
    second.store.close()
    assert make_session(open_store()).counts(article.id) == {"claim": 1, "quote": 1}


def test_a_session_for_reading_stays_one(open_store, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    store = open_store(read_only=True)
    store.refresh()
    assert store.reason == "opened for reading only"


def test_a_session_goes_on_once_a_conflict_is_resolved(open_store, place, article):
    session = make_session(open_store())
    session.tag(article, 0, 0, "claim")
    session.store.close()
    good = (place / "journal.jsonl").read_bytes()
    (place / "journal.jsonl").write_bytes(b"<<<<<<< ours\n" + good)
    session = make_session(open_store())
    assert "merge conflicts" in session.reason
    (place / "journal.jsonl").write_bytes(good)
    session.store.refresh()
    assert session.tag(article, 1, 1, "claim").seq == 2


def test_listeners_that_fail_stop_nothing(open_store, article, monkeypatch):
    called = threading.Event()

    def fail(_):
        called.set()
        raise RuntimeError("the screen is gone")

    session = make_session(open_store(on_saved=fail, on_error=fail))
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    assert not session.read_only

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "write_all", refuse)
    called.clear()
    session.tag(article, 1, 1, "claim")
    assert called.wait(10)
    monkeypatch.undo()
    session.tag(article, 2, 2, "claim")
    session.store.close()
    assert make_session(open_store()).counts(article.id) == {"claim": 3}


def test_an_article_may_be_called_as_the_temporary_file_of_another(open_store):
    session = make_session(open_store())
    session.tag(make_article("x"), 0, 0, "claim")
    session.tag(make_article("x.json.tmp/y"), 0, 0, "claim")
    session.tag(make_article(".x.json.tmp/y"), 0, 0, "claim")
    session.store.flush()
    session.tag(make_article("x"), 1, 1, "claim")
    session.store.close()
    assert len(list(open_store().articles())) == 3


def test_a_step_that_cannot_be_read_is_named_and_passed_over(open_store, place):
    fill(open_store)
    path = place / "journal.jsonl"
    damaged = path.read_bytes().replace(b'"decided"', b'"decide_"').replace(b'"label":', b'"lebal":', 1)
    path.write_bytes(damaged)
    (place / "long.txt.json").unlink()
    opened = open_store()
    assert len(opened.load(LONG.id).annotations) == 149
    assert any("step 1 is passed over" in notice for notice in opened.notices)
    opened.close()
    assert len(open_store().load(LONG.id).annotations) == 149


def test_a_history_of_nothing_covers_everything(tmp_path):
    history = History(Journal(tmp_path / store.JOURNAL), "anna", print)
    assert history.covers("a.txt", 0)
    assert history.settled == set()
