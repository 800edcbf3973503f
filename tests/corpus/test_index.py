"""The index: kept, resumed, mended, shared by programs, and always what a fresh one would be."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus import building
from reader.corpus import index as module
from reader.corpus.corpus import Changed, Corpus, CorpusError
from reader.corpus.entry import Course
from reader.corpus.fields import Fields
from reader.corpus.index import Index
from reader.corpus.schema import VERSION

UPDATE = "import sys; from pathlib import Path; from reader.corpus.corpus import Corpus\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    return made


@pytest.fixture
def corpora() -> Iterator[Callable[..., Corpus]]:
    """Open corpora; all are closed in the end."""
    opened: list[Corpus] = []

    def open_(path: Path, how: Callable[..., Corpus] = Corpus.open, **options: Any) -> Corpus:
        opened.append(how(path, **options))
        return opened[-1]

    yield open_
    for corpus in opened:
        corpus.close()


def lines(count: int, first: int = 0, words: str = "The ferry {} left the pier.") -> str:
    rows = ({"id": str(n), "text": words.format(n)} for n in range(first, first + count))
    return "".join(json.dumps(row) + "\n" for row in rows)


def numbers(corpus: Corpus) -> dict[str, int]:
    order = corpus.order("id")
    return dict(zip(corpus.ids(order), order, strict=True))


def texts(corpus: Corpus) -> dict[str, str]:
    return {article.id: article.text for article in corpus}


def later(path: Path, text: str) -> None:
    """Write a file as it is written at a later time."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 2_000_000_000, before + 2_000_000_000))


def test_an_unchanged_corpus_is_there_at_once_and_nothing_is_read(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.jsonl").write_text(lines(20), encoding="utf-8")
    (folder / "b.txt").write_text("A road.", encoding="utf-8")
    before = numbers(corpora(folder))
    monkeypatch.setattr(building, "build", lambda *_: pytest.fail("it is built"))
    again = corpora(folder, Corpus.at)
    assert again.complete
    assert numbers(again) == before
    assert again.update()
    assert not again.stale()


def test_an_entry_says_what_the_article_does(folder: Path, corpora: Callable[..., Corpus]) -> None:
    row = {"id": 7, "text": "One here. Two there.\n\nThree.", "headline": "H", "source": "S", "url": "u"}
    (folder / "a.jsonl").write_text(json.dumps(row | {"date": "2024-02-03"}), encoding="utf-8")
    (folder / "b.txt").write_text("No title at all", encoding="utf-8")
    corpus = corpora(folder)
    for article in corpus:
        entry = corpus.entry(article.id)
        known = (article.title, article.source, article.date, article.url, article.words, article.digest)
        assert (entry.title, entry.source, entry.date, entry.url, entry.words, entry.digest) == known
        assert entry.sentences == len(article.sentences)
        assert corpus.article(entry.number) == article
    assert [(entry.titled, entry.line) for entry in corpus.entries(corpus.order())] == [
        (True, 1),
        (False, None),
    ]
    with pytest.raises(KeyError):
        corpus.entry("c.txt")
    with pytest.raises(KeyError):
        corpus.article(99)


def test_orders_put_what_is_missing_last_in_either_direction(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    rows = [
        {"id": "old", "title": "beta", "source": "Pennant", "date": "3 May 1999", "text": "One two three."},
        {"id": "none", "title": "Alpha", "text": "One."},
        {
            "id": "new",
            "title": "gamma",
            "source": "lantern",
            "date": "2024-05-01T10:00:00+02:00",
            "text": "a b",
        },
        {"id": "odd", "title": "delta", "source": "Lantern", "date": "soon", "text": "One two three four."},
        {"id": "mid", "title": "eta", "source": "", "date": "2001", "text": "One two three four five."},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = corpora(folder)

    def order(by: str, **options: Any) -> str:
        return " ".join(each.partition("#")[2] for each in corpus.ids(corpus.order(by, **options)))

    assert order("id") == "mid new none odd old"
    assert order("id", reverse=True) == "old odd none new mid"
    assert order("title") == "none old odd mid new"
    assert order("source") == "new odd old none mid"
    assert order("source", reverse=True) == "old odd new none mid"
    assert order("date") == "new mid old none odd"
    assert order("date", reverse=True) == "old mid new none odd"
    assert order("words") == "mid odd old new none"
    with corpus.index.change() as connection:
        known = numbers(corpus)
        told = [("old", 1), ("new", 1), ("none", 2)]
        rows_ = [(known[f"a.jsonl#{each}"], story) for each, story in told]
        connection.executemany("INSERT INTO stories (number, story) VALUES (?, ?)", rows_)
    assert order("story") == "new old none mid odd"
    for by in ("id", "title", "source", "date", "words", "story"):
        for reverse in (False, True):
            whole = corpus.order(by, reverse)
            assert sorted(whole) == sorted(known.values())
            for most in range(6):
                assert corpus.order(by, reverse, most) == whole[:most]


def test_what_was_stopped_in_the_midst_of_a_long_file_goes_on_there(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "a.jsonl"
    broken = lines(300) + "not a record\n\n" + lines(300, 300) + '{"id": "5", "text": "Again."}\nnor this\n'
    file.write_text(broken + lines(200, 600), encoding="utf-8")
    starts: list[tuple[int, int] | None] = []
    read = building.sources.read

    def watched(source: Any, fields: Any, start: tuple[int, int] | None = None) -> Any:
        starts.append(start)
        return read(source, fields, start)

    monkeypatch.setattr(building.sources, "read", watched)
    monkeypatch.setattr(building, "_MOST_FOUND", 50)
    corpus = corpora(folder, Corpus.at)
    for until in (70, 310, 560, 660):
        assert not corpus.update(cancelled=lambda limit=until: len(corpus) >= limit)
        assert not corpus.complete
    kept = numbers(corpus)
    courses: list[Course] = []
    assert corpus.update(courses.append)
    assert corpus.complete
    assert courses[-1].done == courses[-1].total == file.stat().st_size
    assert starts[0] is None
    assert all(start and file.read_bytes()[: start[0]].count(b"\n") == start[1] - 1 for start in starts[1:])
    assert [start[0] for start in starts[1:] if start] == sorted({start[0] for start in starts[1:] if start})
    assert kept.items() <= numbers(corpus).items()
    assert_like_new(corpus, folder, corpora)
    assert len(corpus) == 801
    assert [problem.line for problem in corpus.problems] == [301, 603, 604]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.zip", "a.jsonl.gz"])
def test_what_was_stopped_in_the_midst_of_another_file_reads_it_again(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    import gzip

    rows = [json.loads(row) for row in lines(400).splitlines()]
    if name == "a.csv":
        table = ["id,text", *(f"{row['id']},{row['text']}" for row in rows)]
        (folder / name).write_text("\n".join(table), encoding="utf-8")
    elif name == "a.json":
        (folder / name).write_text(json.dumps(rows), encoding="utf-8")
    elif name == "a.zip":
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("in/b.jsonl", lines(400))
    else:
        (folder / name).write_bytes(gzip.compress(lines(400).encode()))
    monkeypatch.setattr(building, "_MOST_FOUND", 50)
    corpus = corpora(folder, Corpus.at)
    for until in (60, 220):
        assert not corpus.update(cancelled=lambda limit=until: len(corpus) >= limit)
    kept = numbers(corpus)
    assert corpus.update()
    assert kept.items() <= numbers(corpus).items()
    assert len(corpus) == 400
    assert corpus.problems == ()
    assert_like_new(corpus, folder, corpora)


def test_records_that_are_as_they_were_keep_their_numbers_and_are_not_indexed_again(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    file = folder / "a.jsonl"
    later(file, lines(10))
    corpus = corpora(folder)
    before, last = numbers(corpus), max(numbers(corpus).values())
    later(file, lines(3, 20) + lines(4) + lines(1, 4, "The pier is {} years old.") + lines(5, 5))
    assert corpus.stale()
    assert corpus.update()
    after = numbers(corpus)
    changed = {"a.jsonl#4", "a.jsonl#20", "a.jsonl#21", "a.jsonl#22"}
    assert {each: after[each] for each in after if each not in changed} == {
        each: before[each] for each in before if each not in changed
    }
    assert all(after[each] > last for each in changed), "numbers are never given twice"
    assert found(corpus, "ferry") == {n for each, n in after.items() if each != "a.jsonl#4"}
    assert found(corpus, "pier") == set(after.values())
    assert_like_new(corpus, folder, corpora)


def test_what_is_said_about_an_unchanged_text_is_brought_up_to_date(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    file = folder / "a.jsonl"
    later(file, '{"id": "1", "text": "A road.", "title": "Old words", "source": "Pennant"}')
    corpus = corpora(folder)
    before = numbers(corpus)
    assert corpus["a.jsonl#1"].title == "Old words"
    later(file, '\n{"id": "1", "text": "A road.", "title": "New words", "source": "Lantern", "rank": 1}')
    assert corpus.update()
    assert numbers(corpus) == before
    article = corpus["a.jsonl#1"]
    assert (article.title, article.source, article.metadata["rank"]) == ("New words", "Lantern", 1)
    assert (found(corpus, "new"), found(corpus, "old")) == (set(before.values()), set())
    assert corpus.entry("a.jsonl#1").line == 2


def test_what_grouping_keeps_of_an_article_goes_with_it(folder: Path, corpora: Callable[..., Corpus]) -> None:
    for name in "abc":
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    corpus = corpora(folder)
    a, b, c = corpus.order()
    with corpus.index.change() as connection:
        connection.executemany("INSERT INTO fingerprints VALUES (?, ?)", [(n, b"x") for n in (a, b, c)])
        connection.executemany("INSERT INTO pairs VALUES (?, ?, 1.0, 'update')", [(a, b), (b, c), (c, a)])
        connection.executemany("INSERT INTO stories VALUES (?, 1, NULL)", [(a,), (b,), (c,)])
    (folder / "a.txt").unlink()
    later(folder / "b.txt", "other")
    assert corpus.update()
    assert corpus.index.rows("SELECT number FROM fingerprints") == [(c,)]
    assert corpus.index.rows("SELECT * FROM pairs") == []
    assert corpus.index.rows("SELECT number FROM stories") == [(c,)]


def test_other_columns_are_another_index(folder: Path, corpora: Callable[..., Corpus]) -> None:
    row = {"text": "Short.", "long": "The long text.", "kop": "Title"}
    (folder / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert texts(corpora(folder)) == {"a.jsonl#1": "Short."}
    assert texts(corpora(folder, fields=Fields(text="long"))) == {"a.jsonl#1": "The long text."}
    (folder / "corpus.toml").write_text('[fields]\ntext = "long"\ntitle = "kop"\n', encoding="utf-8")
    corpus = corpora(folder)
    assert texts(corpus) == {"a.jsonl#1": "The long text."}
    assert corpus["a.jsonl#1"].title == "Title"


def garbage(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1_000)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def scramble(file: Path) -> None:
    """Leave the first page and overwrite the others."""
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def statement(sql: str) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        connection = sqlite3.connect(file)
        connection.executescript(sql)
        connection.close()

    return damage


DAMAGES = [
    garbage,
    cut,
    cut_short,
    empty,
    scramble,
    Path.unlink,
    statement("DROP TABLE problems"),
    statement("ALTER TABLE articles DROP COLUMN url"),
    statement("DROP TABLE texts"),
    statement(f"PRAGMA user_version = {VERSION + 1}"),
    statement("UPDATE meta SET value = 'another corpus' WHERE name = 'about'"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_index_that_is_not_as_it_should_be_is_made_anew(
    folder: Path, corpora: Callable[..., Corpus], damage: Callable[[Path], None]
) -> None:
    (folder / "a.jsonl").write_text(lines(300), encoding="utf-8")
    first = corpora(folder)
    file, kept = first.index.file, texts(first)
    first.close()
    damage(file)
    again = corpora(folder)
    assert again.index.file == file
    assert texts(again) == kept
    assert found(again, "ferry") == set(numbers(again).values())
    assert again.complete


def test_damage_that_shows_while_it_is_brought_up_to_date_is_mended(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    (folder / "a.jsonl").write_text(lines(2_000), encoding="utf-8")
    first = corpora(folder)
    file = first.index.file
    first.close()
    data = bytearray(file.read_bytes())
    middle = len(data) // 4096 // 2 * 4096
    data[middle : middle + 20 * 4096] = b"\xff" * (20 * 4096)
    file.write_bytes(data)
    later(folder / "a.jsonl", lines(2_500))
    assert len(texts(corpora(folder))) == 2_500


@pytest.mark.parametrize("where", ["no folder", "no permission"])
def test_where_no_index_can_be_kept_it_is_a_temporary_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    place = tmp_path / "cache"
    if where == "no folder":
        place.write_text("a file", encoding="utf-8")
        place /= "below"
    else:
        monkeypatch.setattr(module.os, "access", lambda *_: False)
    (folder / "a.txt").write_text("A road.", encoding="utf-8")
    corpus = Corpus.open(folder, cache=place)
    assert texts(corpus) == {"a.txt": "A road."}
    scratch = corpus.index.file.parent
    assert scratch != place
    assert scratch.exists()
    corpus.close()
    assert not scratch.exists()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        len(corpus)
    assert not corpus.update()


def test_an_index_that_is_taken_away_while_open_is_made_again(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    (folder / "a.txt").write_text("A road.", encoding="utf-8")
    corpus, other = corpora(folder), corpora(folder)
    assert len(other) == 1
    corpus.index.file.unlink()
    (folder / "b.txt").write_text("A pier.", encoding="utf-8")
    assert corpus.update()
    assert (len(corpus), len(other)) == (2, 1)
    assert other.update()
    assert len(other) == 2


def test_a_text_is_never_that_of_a_changed_file(folder: Path, corpora: Callable[..., Corpus]) -> None:
    file = folder / "a.jsonl"
    file.write_text(lines(3), encoding="utf-8")
    (folder / "b.txt").write_text("A road.", encoding="utf-8")
    corpus = corpora(folder, Corpus.at)
    corpus.update()
    stamp = file.stat().st_mtime_ns
    file.write_text(lines(3, 1), encoding="utf-8")
    os.utime(file, ns=(stamp, stamp))
    with pytest.raises(Changed, match=r"^a\.jsonl: changed on disk; R reads it again$"):
        corpus["a.jsonl#0"]
    assert not corpus.stale(), "size and time are the same"
    assert corpus.update()
    assert corpus["a.jsonl#3"].text == "The ferry 3 left the pier."
    assert "a.jsonl#0" not in corpus
    (folder / "b.txt").unlink()
    with pytest.raises(Changed, match=r"^b\.txt: "):
        corpus["b.txt"]
    assert corpus.stale()
    corpus.update()
    assert "b.txt" not in corpus


def test_a_program_without_a_screen_reads_a_changed_file_again_by_itself(
    folder: Path, corpora: Callable[..., Corpus]
) -> None:
    file = folder / "a.jsonl"
    later(file, lines(300))
    corpus = corpora(folder)
    coming = iter(corpus)
    first = next(coming)
    later(file, lines(1, 500) + lines(299))
    rest = {article.id: article.text for article in coming}
    assert first.id == "a.jsonl#0"
    assert rest["a.jsonl#77"] == "The ferry 77 left the pier."
    assert rest["a.jsonl#500"] == "The ferry 500 left the pier."
    with pytest.raises(KeyError):
        corpus["a.jsonl#299"]


def test_readers_go_on_while_an_update_writes(folder: Path, corpora: Callable[..., Corpus]) -> None:
    (folder / "a.jsonl").write_text(lines(4_000), encoding="utf-8")
    corpus = corpora(folder, Corpus.at)
    counts: list[int] = []
    thread = threading.Thread(target=corpus.update)
    thread.start()
    while thread.is_alive():
        counts.append(len(corpus))
        shown = corpus.order("words", most=10)
        assert len(corpus.entries(shown)) == len(shown)
        assert all(corpus.article(number).words == 6 for number in shown[:2])
    thread.join()
    assert counts == sorted(counts)
    assert len(corpus) == 4_000


def test_closed_while_an_update_runs_it_stops(folder: Path) -> None:
    (folder / "a.jsonl").write_text(lines(6_000), encoding="utf-8")
    corpus = Corpus.at(folder)
    done: list[bool] = []
    thread = threading.Thread(target=lambda: done.append(corpus.update()))
    thread.start()
    while not len(corpus):
        time.sleep(0.01)
    corpus.close()
    thread.join()
    assert done == [False]
    again = Corpus.open(folder)
    assert len(again) == 6_000
    again.close()


def test_a_query_that_closing_interrupts_is_no_error(folder: Path, monkeypatch) -> None:
    (folder / "a.jsonl").write_text(lines(10), encoding="utf-8")
    corpus = Corpus.at(folder)

    def interrupted(*_: object) -> None:
        corpus.close()
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(building._Building, "_write", interrupted)
    assert corpus.update() is False


def test_two_programs_on_one_corpus_do_the_work_once(
    folder: Path, corpora: Callable[..., Corpus], cache: Path
) -> None:
    (folder / "a.jsonl").write_text(lines(4_000), encoding="utf-8")
    code = UPDATE + (
        "steps = []; c = Corpus.open(Path(sys.argv[1]), progress=steps.append)\n"
        "print(len(c), c.complete, max((s.done for s in steps), default=0)); c.close()"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(program.communicate(timeout=60)[0].split() for program in programs)
    assert [program.returncode for program in programs] == [0, 0]
    assert [each[:2] for each in said] == [["4000", "True"]] * 2
    assert [each[2] for each in said] == ["0", str((folder / "a.jsonl").stat().st_size)]
    corpus = corpora(folder)
    assert max(numbers(corpus).values()) == 4_000, "nothing was written twice"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_killed_in_the_midst_the_next_goes_on(
    folder: Path, corpora: Callable[..., Corpus], cache: Path
) -> None:
    (folder / "a.jsonl").write_text(lines(9_000), encoding="utf-8")
    code = UPDATE + (
        "def told(course):\n"
        "    if course.articles: print(course.articles, flush=True)\n"
        "Corpus.open(Path(sys.argv[1]), progress=told)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        count = int(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
    corpus = corpora(folder, Corpus.at)
    assert count <= len(corpus) < 9_000
    assert not corpus.complete
    kept = numbers(corpus)
    assert corpus.update()
    assert kept.items() <= numbers(corpus).items()
    assert len(corpus) == 9_000


def test_a_sample_is_from_all_over(folder: Path, corpora: Callable[..., Corpus]) -> None:
    rows = [{"id": f"{n:03}", "text": f"{n}.", "source": "Ends" if n % 2 else "ODD"} for n in range(100)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = corpora(folder)
    assert [each.text for each in corpus.sample("ends", 5)] == ["1.", "21.", "41.", "61.", "81."]
    assert len(list(corpus.sample("odd", 500))) == 50
    assert list(corpus.sample("other", 5)) == []


def test_an_index_nobody_opens_any_more_is_removed(folder: Path, corpora: Callable[..., Corpus]) -> None:
    (folder / "a.txt").write_text("A road.", encoding="utf-8")
    old, recent = corpora(folder), corpora(folder / "a.txt")
    for corpus in (old, recent):
        corpus.close()
    os.utime(old.index.file, (0, 0))
    other = folder.parent / "b.txt"
    other.write_text("B", encoding="utf-8")
    corpora(other)
    assert not old.index.file.exists()
    assert recent.index.file.exists()


def test_an_index_worn_by_what_has_gone_is_made_anew(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_UNWORN", 50)
    corpus = corpora(folder)
    for round_ in range(8):
        later(folder / "a.jsonl", lines(40, round_ * 40))
        corpus.update()
    assert max(numbers(corpus).values()) < 8 * 40
    assert_like_new(corpus, folder, corpora)


def test_a_full_disk_is_one_clear_line(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("A road.", encoding="utf-8")
    corpus = corpora(folder, Corpus.at)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(building.Step, "write", full)
    with pytest.raises(CorpusError, match=r"cannot be written: database or disk is full$"):
        corpus.update()


def test_another_program_that_holds_an_unfit_index_is_not_waited_for(
    folder: Path, corpora: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    (folder / "a.jsonl").write_text('{"text": "A road.", "b": "A pier."}', encoding="utf-8")
    corpus = corpora(folder)
    with corpus.index.held() as mine:
        assert mine
        other = corpora(folder, fields=Fields(text="b"))
        assert other.index.file != corpus.index.file
        assert texts(other) == {"a.jsonl#1": "A pier."}
        with Index(corpus.index.file).held(timeout=0.01) as also:
            assert not also
    assert texts(corpus) == {"a.jsonl#1": "A road."}


def found(corpus: Corpus, word: str) -> set[int]:
    rows = corpus.index.rows(
        "SELECT number FROM texts JOIN articles ON number = texts.rowid WHERE texts MATCH ?", (word,)
    )
    return {number for (number,) in rows}


def shape(corpus: Corpus) -> tuple[Any, ...]:
    """Return everything an index says, numbers apart."""
    columns = (
        "id, articles.line, articles.offset, length, title, title_key, titled, source, source_key, date, "
        "moment, url, digest, words, sentences, path, name, kept.value IS NOT NULL"
    )
    joined = "articles JOIN files USING (file) LEFT JOIN kept USING (number)"
    articles = corpus.index.rows(f"SELECT {columns} FROM {joined} ORDER BY id")
    files = corpus.index.rows("SELECT path, name, size, modified, whole FROM files ORDER BY path")
    names = {number: each for each, number in numbers(corpus).items()}
    words = {word: {names[number] for number in found(corpus, word)} for word in ("ferry", "road", "a", "1")}
    read = [(each.id, each.text, each.title, each.metadata) for each in corpus]
    return articles, files, corpus.problems, corpus.skipped, words, read


def assert_like_new(corpus: Corpus, folder: Path, corpora: Callable[..., Corpus]) -> None:
    fresh = corpora(folder, cache=corpus.index.file.parent / "fresh" / str(time.monotonic_ns()))
    assert shape(corpus) == shape(fresh)


TEXTS = st.sampled_from(["A road.", "The ferry left.", "A ferry. A road.", "", "no"])
RECORDS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"id": st.sampled_from("abcde"), "text": TEXTS}, optional={"title": st.sampled_from(["A", "B"])}
        ),
        st.just("broken"),
    ),
    max_size=8,
)
FILES = st.sampled_from(["a.jsonl", "b.jsonl", "sub/c.json", "d.txt", "e.csv", "f.zip", "sub/a.md"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), FILES, RECORDS),
        st.tuples(st.just("remove"), FILES),
        st.tuples(st.just("rename"), FILES, FILES),
        st.tuples(st.just("touch"), FILES),
        st.tuples(st.just("stop"), st.integers(0, 12)),
        st.tuples(st.just("update")),
    ),
    max_size=12,
)


def edit(root: Path, act: str, *arguments: Any) -> None:
    path = root / arguments[0]
    if act == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content(path.suffix, arguments[1]))
    elif not path.exists():
        return
    elif act == "remove":
        path.unlink()
        return
    elif act == "rename" and path.suffix == Path(arguments[1]).suffix:
        target = root / arguments[1]
        target.parent.mkdir(exist_ok=True)
        path = path.replace(target)
    edit.clock += 1_000_000_000  # type: ignore[attr-defined]
    os.utime(path, ns=(edit.clock, edit.clock))  # type: ignore[attr-defined]


edit.clock = 0  # type: ignore[attr-defined]


def content(suffix: str, records: list[Any]) -> bytes:
    whole = [each for each in records if each != "broken"]
    if suffix == ".json":
        return json.dumps(whole).encode()
    if suffix == ".csv":
        return "\n".join(["id,text", *(f"{each['id']},{each['text']}" for each in whole)]).encode()
    if suffix in (".txt", ".md"):
        return "\n\n".join(each["text"] for each in whole).encode()
    rows = "\n".join(each if each == "broken" else json.dumps(each) for each in records).encode()
    if suffix == ".zip":
        import io

        with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
            archive.writestr("in/r.jsonl", rows)
        return packed.getvalue()
    return rows


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_after_any_edits_the_index_is_as_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Any, ...]]
) -> None:
    root = tmp_path_factory.mktemp("edited")
    opened: list[Corpus] = []

    def corpora(path: Path, **options: Any) -> Corpus:
        opened.append(Corpus.open(path, **options))
        return opened[-1]

    corpus = corpora(root, cache=tmp_path_factory.mktemp("cache"))
    known: dict[tuple[str, str], int] = {}
    most = building._MOST_FOUND
    try:
        building._MOST_FOUND = 3
        for act, *arguments in edits:
            if act == "stop":
                asked = iter(range(1_000_000))
                corpus.update(cancelled=lambda left=arguments[0], asked=asked: next(asked) >= left)
            elif act == "update":
                corpus.update()
            else:
                edit(root, act, *arguments)
        corpus.update()
        assert_like_new(corpus, root, corpora)
        before = {(e.id, e.digest): e.number for e in corpus.entries(corpus.order())}
        later(root / "a.jsonl", "\n".join(json.dumps({"id": each, "text": "A road."}) for each in "xab"))
        corpus.update()
        for entry in corpus.entries(corpus.order()):
            known[entry.id, entry.digest] = entry.number
        assert all(known[each] == number for each, number in before.items() if each in known)
        assert_like_new(corpus, root, corpora)
    finally:
        building._MOST_FOUND = most
        for each in opened:
            each.close()


def test_an_sqlite_without_an_option_of_the_full_text_does_without(folder, corpora, monkeypatch) -> None:
    monkeypatch.setattr(
        "reader.corpus.index.TUNING", ("INSERT INTO texts (texts, rank) VALUES ('nothing such', 1)",)
    )
    (folder / "a.jsonl").write_text(lines(3), encoding="utf-8")
    assert len(corpora(folder)) == 3


def test_the_full_text_is_written_in_large_segments(folder, corpora) -> None:
    (folder / "a.jsonl").write_text(lines(3), encoding="utf-8")
    tuned = dict(corpora(folder).index.rows("SELECT k, v FROM texts_config"))
    assert tuned["automerge"] == 8
    assert tuned["hashsize"] > 1 << 20


def test_who_asks_while_the_index_is_made_anew_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Index(tmp_path / "new.sqlite", "about")
    monkeypatch.setattr(module.time, "sleep", lambda _: made._make())
    assert made.rows("SELECT count(*) FROM articles") == [(0,)]
    monkeypatch.undo()
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        made.rows("SELECT colour FROM articles")
    made.close()
