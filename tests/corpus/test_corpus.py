import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.corpus.corpus import Corpus, CorpusError
from reader.corpus.entry import Course
from reader.corpus.formats import stream
from reader.corpus.naming import ArticleNotFound
from reader.corpus.site import Problem

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def ids(corpus: Corpus) -> list[str]:
    return [article.id for article in corpus]


def test_a_folder_is_read_to_its_depths_in_the_order_of_ids(tmp_path: Path) -> None:
    root = write(
        tmp_path, {"b.txt": "B.", "a/c.md": "# C\n\nText.", "a.JSON": '{"text": "J."}', "x.py": "no"}
    )
    corpus = Corpus.open(root)
    assert ids(corpus) == ["a.JSON", "a/c.md", "b.txt"]
    assert len(corpus) == 3
    assert corpus.problems == ()
    assert corpus["a/c.md"].title == "C"
    assert corpus["a/c.md"].path == root.resolve() / "a" / "c.md"
    assert "b.txt" in corpus
    assert "x.py" not in corpus
    with pytest.raises(KeyError):
        corpus["x.py"]


def test_hidden_files_and_annotations_are_not_articles(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.txt": "A.", ".h.txt": "H.", ".git/b.txt": "B.", "annotations/me/a.json": '{"text": "no"}'},
    )
    write(tmp_path, {"deep/annotations/d.txt": "D.", "labels/l.txt": "L."})
    assert ids(Corpus.open(tmp_path, exclude=tmp_path / "labels")) == ["a.txt", "deep/annotations/d.txt"]


def test_a_single_file_and_its_records(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one.txt": "One.",
            "many.jsonl": '{"id": 1, "text": "A."}\n{"url": "u", "text": "B."}\n{"text": "C."}',
        },
    )
    assert ids(Corpus.open(tmp_path / "one.txt")) == ["one.txt"]
    corpus = Corpus.open(tmp_path / "many.jsonl")
    assert ids(corpus) == ["many.jsonl#1", "many.jsonl#3", "many.jsonl#u"]
    assert corpus.root == (tmp_path / "many.jsonl").resolve()


def test_the_text_of_a_file_is_only_cleaned(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b" date 2023 Sign up\r\n\r\n\tText  with   spaces \r\n")
    (article,) = Corpus.open(tmp_path)
    assert article.text == " date 2023 Sign up\n\n Text  with   spaces \n"
    assert article.title == "Text with spaces"


def test_a_long_first_line_is_cut_for_the_title(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "word " * 100, "b.txt": "x" * 100})
    long, unbroken = Corpus.open(tmp_path)
    assert long.title == ("word " * 16).strip() + "…"
    assert unbroken.title == "x" * 79 + "…"


def test_metadata_goes_by_many_names_and_is_made_harmless(tmp_path: Path) -> None:
    corpus = Corpus.open(HOSTILE)
    front = corpus["front-matter.md"]
    assert (front.title, front.source) == ('The "ferry" question: part 2', "Harrow's Gazette")
    assert (front.date, front.url) == ("2024-03-05", "https://harrow.example/ferry?a=1#b")
    news = corpus["newsapi.json#https://harrow.example/1"]
    assert (news.title, news.source, news.date) == (
        "Ferry stays in port",
        "Harrow Gazette",
        "2024-03-05T10:00:00Z",
    )
    assert news.metadata["source"] == {"id": None, "name": "Harrow Gazette"}
    assert corpus["records.jsonl#good"].title == "A title over two lines"
    assert corpus["records.jsonl#8"].title == "No id"


def test_hostile_files_are_read_or_reported_and_nothing_harmful_is_left() -> None:
    corpus = Corpus.open(HOSTILE)
    shown = [character for article in corpus for character in article.text + article.title + article.id]
    assert not {"\x1b", "\x07", "\u202e", "\u200b", "\u00ad", "\ufeff", "\r", "\ud800"} & set(shown)
    assert corpus["windows-1252.txt"].text == "It cost £5m, the chair said: “We can’t pay.”\n"
    assert corpus["bom-crlf.txt"].text == "A file with a byte order mark\nand Windows line ends.\n"
    assert corpus["markup.txt"].text.startswith("[b]Bold[/b] and [/] and [@click=app.quit]")
    assert {str(problem).partition(": ")[0] for problem in corpus.problems} == {
        "broken.json:2",
        "no-article.json",
        "ragged.csv:5",
        "records.jsonl:2",
        "records.jsonl:3",
        "records.jsonl:4",
        "records.jsonl:6",
        "records.jsonl:9",
    }
    assert all("\n" not in str(problem) for problem in corpus.problems)


def test_an_id_that_stands_twice_gets_a_number(tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "text": "1."}',
        '{"id": "a~2", "text": "2."}',
        '{"id": "a", "text": "3."}',
        '{"id": "a", "text": "4."}',
    ]
    corpus = Corpus.open(write(tmp_path, {"r.jsonl": "\n".join(rows)}))
    assert {article.id: article.text for article in corpus} == {
        "r.jsonl#a": "1.",
        "r.jsonl#a~2": "2.",
        "r.jsonl#a~3": "3.",
        "r.jsonl#a~4": "4.",
    }
    assert corpus.problems[0] == Problem("r.jsonl", 3, "its id stands here twice; this one is r.jsonl#a~3")


def test_what_cannot_be_read_is_reported_and_the_rest_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LARGEST", 2_000_000)
    write(tmp_path, {"good.txt": "Good.", "blank.txt": " \n\t\u200b\n", "blank.md": "<!-- nothing -->"})
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 3_000_000)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    corpus = Corpus.open(tmp_path)
    assert ids(corpus) == ["good.txt"]
    assert sorted(map(str, corpus.problems)) == [
        "blank.md: the file is empty",
        "blank.txt: the file is empty",
        "empty.txt: the file is empty",
        "large.txt: too large: 3 MB, and 2 MB is the most that is read as a whole",
        "picture.txt: not text but a binary file",
    ]


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="reads anything"
)
def test_permissions_are_reported(tmp_path: Path) -> None:
    write(tmp_path, {"good.txt": "Good.", "shut.txt": "Shut.", "folder/in.txt": "In."})
    (tmp_path / "shut.txt").chmod(0)
    (tmp_path / "folder").chmod(0)
    try:
        corpus = Corpus.open(tmp_path)
    finally:
        (tmp_path / "folder").chmod(0o700)
    assert ids(corpus) == ["good.txt"]
    assert sorted(map(str, corpus.problems)) == [
        "folder: the folder cannot be listed: permission denied",
        "shut.txt: cannot be read: permission denied",
    ]


def test_an_error_of_the_system_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = Path.open

    def shut(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, *arguments, **options)

    write(tmp_path, {"shut.txt": "Shut."})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", shut)
        corpus = Corpus.open(tmp_path)
    assert list(map(str, corpus.problems)) == ["shut.txt: cannot be read: permission denied"]
    assert corpus.skipped == 1
    assert not corpus.stale(), "nothing on disk is new"
    corpus.update()
    assert (ids(corpus), corpus.problems) == (["shut.txt"], ()), "what may be read now is read"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_links_that_go_in_circles_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/one.txt": "One."})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    corpus = Corpus.open(tmp_path)
    assert ids(corpus) == ["a/one.txt"]
    assert [problem.path for problem in corpus.problems] == ["broken.txt", "self.txt"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names there are tamer")
def test_a_hostile_file_name_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\nb.txt").write_text("", encoding="utf-8")
    (tmp_path / "c\u202ed.txt").write_text("Text.", encoding="utf-8")
    corpus = Corpus.open(tmp_path)
    assert ids(corpus) == ["cd.txt"]
    assert [problem.path for problem in corpus.problems] == ["a b.txt"]


def test_what_is_no_corpus_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.exe").touch()
    with pytest.raises(CorpusError, match="missing: no such file or folder"):
        Corpus.open(tmp_path / "missing")
    with pytest.raises(CorpusError, match="not a kind of file that is read"):
        Corpus.open(tmp_path / "a.exe")
    assert len(Corpus.open(tmp_path)) == 0


def test_progress_counts_articles_and_bytes(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.txt": "Text." for number in range(5)})
    steps: list[Course] = []
    corpus = Corpus.open(tmp_path, progress=steps.append)
    assert steps[-1] == Course(articles=5, done=25, total=25)
    assert corpus.complete
    steps.clear()
    assert corpus.update(steps.append)
    assert steps == [], "nothing is read again"


@pytest.mark.parametrize("name", ["many.jsonl", "many.json"])
def test_an_update_that_is_stopped_keeps_what_it_read_and_goes_on(tmp_path: Path, name: str) -> None:
    rows = [f'{{"text": "Article {number}."}}' for number in range(1_000)]
    write(tmp_path, {name: "\n".join(rows) if name.endswith("l") else f"[{','.join(rows)}]"})
    asked = iter(range(1_000_000))
    corpus = Corpus.at(tmp_path)
    assert not corpus.update(cancelled=lambda: next(asked) >= 400)
    assert 300 < len(corpus) <= 400
    assert not corpus.complete
    numbers = dict(zip(ids(corpus), corpus.order("id"), strict=True))
    assert corpus.update()
    assert (len(corpus), corpus.complete) == (1_000, True)
    assert numbers.items() <= dict(zip(ids(corpus), corpus.order("id"), strict=True)).items()


def test_an_article_is_found_by_a_part_of_its_id_or_title(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"x/ferry.txt": "Harbour closed", "x/ferry-2.txt": "Harbour open", "y/coast.txt": "The road"},
    )
    corpus = Corpus.open(tmp_path)
    assert corpus.find("x/ferry.txt").id == "x/ferry.txt"
    assert corpus.find("Ferry").id == "x/ferry.txt"
    assert corpus.find("y/").id == "y/coast.txt"
    assert corpus.find("CLOSED").id == "x/ferry.txt"
    with pytest.raises(ArticleNotFound, match=r"“harbour” could be x/ferry-2\.txt, x/ferry\.txt"):
        corpus.find("harbour")
    for wanted in ("nothing", ""):
        with pytest.raises(ArticleNotFound, match="no article is called"):
            corpus.find(wanted)


def test_articles_that_were_not_read_as_they_stand(tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "text": "1."}',
        '{"id": "a", "text": "2."}',
        "no record",
        '{"id": "b", "text": "3."}',
    ]
    write(tmp_path, {"r.jsonl": "\n".join(rows), "whole.txt": "All of it."})
    corpus = Corpus.open(tmp_path)
    assert corpus.ids(corpus.troubled()) == ["r.jsonl#a~2"]


def test_an_index_that_is_distrusted_is_made_anew(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "One."})
    corpus = Corpus.open(tmp_path)
    with corpus.index.change() as connection:
        connection.execute("UPDATE articles SET title = 'damaged'")
    assert corpus.update()
    assert corpus.entry("a.txt").title == "damaged", "nothing tells that it is"
    assert not corpus.distrust(sqlite3.OperationalError("database is locked"))
    assert corpus.distrust(sqlite3.DatabaseError("database disk image is malformed"))
    assert corpus.update()
    assert corpus.entry("a.txt").title != "damaged"
