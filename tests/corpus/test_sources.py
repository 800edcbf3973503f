import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus import sources
from reader.corpus.clean import clean
from reader.corpus.fields import Fields
from reader.corpus.formats import kinds
from reader.corpus.formats.document import Document, Flaw, Reached
from reader.corpus.site import Problem

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)
GERMAN = "Der Bürgermeister sagte „nein“, und die Fähre fährt nicht mehr über den Fluss"


def write(root: Path, *names: str, text: str = '{"text": "Text."}') -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def walked(root: Path, exclude: Path | None = None) -> list[str]:
    problems: list[Problem] = []
    names = [source.name for source in sources.walk(root, exclude, problems)]
    assert not problems
    return names


@pytest.mark.parametrize("suffix", [*kinds.ARTICLES, *kinds.RECORDS])
def test_kinds_are_known_by_their_suffixes(suffix: str) -> None:
    for compression in ("", *kinds.COMPRESSIONS):
        assert sources.readable(f"A.b{suffix}{compression}".upper())


def test_archives_are_known_and_other_files_not() -> None:
    for name in ("a.zip", "a.tar", "a.tgz", "a.tar.zst", "a.TXZ"):
        assert sources.readable(name)
    for name in ("a.gz", "corpus.toml", "a.py", "txt", "a.zip.gz", "a.txt.gz.gz", "", "."):
        assert not sources.readable(name)


def test_files_are_found_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.JSON", "a.csv.gz", "x.py", "corpus.toml", ".h.txt", ".git/a.txt")
    write(tmp_path, "annotations/me/a.json", "deep/annotations/d.txt", "labels/l.txt")
    assert walked(tmp_path, tmp_path / "labels") == [
        "a.csv.gz",
        "a/c.JSON",
        "b.txt",
        "deep/annotations/d.txt",
    ]
    (source,) = sources.walk(tmp_path / "b.txt", None, [])
    stat = (tmp_path / "b.txt").stat()
    assert source == sources.Source(str(tmp_path / "b.txt"), "b.txt", stat.st_size, stat.st_mtime_ns)
    assert walked(tmp_path / "x.py") == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_links_are_followed_once_and_broken_ones_named(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    (tmp_path / "linked.txt").symlink_to("a/one.txt")
    problems: list[Problem] = []
    assert [source.name for source in sources.walk(tmp_path, None, problems)] == ["a/one.txt", "linked.txt"]
    assert sorted(problem.path for problem in problems) == ["broken.txt", "self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert walked(tmp_path) == []


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch) -> None:
    def scandir(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", scandir)
    problems: list[Problem] = []
    assert list(sources.walk(tmp_path, None, problems)) == []
    assert list(map(str, problems)) == [": the folder cannot be listed: permission denied"]


def test_a_file_that_is_gone_is_a_flaw(tmp_path: Path) -> None:
    (source,) = sources.walk(write(tmp_path, "a.txt"), None, [])
    source.path.unlink()
    assert list(sources.read(source, Fields())) == [Flaw("cannot be read: no such file or directory")]
    with pytest.raises(OSError, match=r"(?i)no such|cannot find"):
        sources.fetch(source.path, (0, source.size), Fields())


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json"])
def test_a_file_that_is_one_article_is_fetched_whole(reading, name: str) -> None:
    found = reading(name, '\ufeff{"text": "One.",\r\n"title": "T"}\r\n')
    (one,) = found.documents
    assert one.at == (0, found.source.size)
    assert sources.fetch(found.source.path, one.at, Fields()) == one
    found.source.path.write_text('{"text": "One."}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"is not what it was|no line begins"):
        sources.fetch(found.source.path, one.at, Fields())


def test_what_stands_in_a_packed_file_is_not_fetched(tmp_path: Path) -> None:
    for name in ("a.txt.gz", "a.zip", "a.exe"):
        with pytest.raises(ValueError, match="not fetched"):
            sources.fetch(write(tmp_path, name) / name, (0, 5), Fields())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    texts=st.lists(st.one_of(TEXT, st.just(GERMAN)), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"]),
    end=st.sampled_from(["\n", "\r\n", "\n\n", "\n \t\n"]),
    last=st.booleans(),
    escaped=st.booleans(),
)
def test_a_line_is_fetched_as_it_was_read(reading, texts, encoding, end, last, escaped) -> None:
    if encoding == "latin-1":
        texts = ["Der Bürgermeister für die Fähre über den Fluss", *texts] * 3
    rows = [json.dumps({"text": f"a {text}"}, ensure_ascii=escaped) for text in texts]
    data = (end.join(rows) + end * last).encode(encoding, "replace")
    found = reading("a.jsonl", data)
    assert len(found.texts) == len(texts)
    if encoding != "latin-1":
        assert found.texts == [clean(f"a {text}") for text in texts]
    for one in found.documents:
        assert (one.at is None) == (encoding in ("utf-16", "utf-32"))
        if one.at:
            assert sources.fetch(found.source.path, one.at, Fields(), one.line) == one


def test_a_stray_byte_or_a_line_in_another_encoding_stays_one(reading) -> None:
    row = '{"text": "%s"}\n'
    lines = [(row % "Café “talks”").encode()] * 3
    lines += [lines[0].replace(b"talks", b"ta\xfflks"), (row % GERMAN.replace("„", '\\"')).encode("cp1252")]
    found = reading("a.jsonl", b"".join([*lines, *lines[:1]]))
    assert found.texts == [
        *["Café “talks”"] * 3,
        "Café “ta\ufffdlks”",
        GERMAN.replace("„", '"'),
        "Café “talks”",
    ]
    for one in found.documents:
        assert sources.fetch(found.source.path, one.at, Fields(), one.line) == one


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "shift_jis"])
def test_a_whole_file_in_another_encoding_is_read(reading, encoding: str) -> None:
    text = {
        "cp1252": GERMAN,
        "cp1251": "Председатель заявил, что переговоры продолжатся в понедельник.",
        "shift_jis": "会議は来週の月曜日に東京で行われる。議長は何も言わなかった。",
    }[encoding]
    found = reading("a.jsonl", (json.dumps({"text": text}, ensure_ascii=False) + "\n").encode(encoding) * 9)
    assert found.texts == [text] * 9
    one = found.documents[5]
    assert sources.fetch(found.source.path, one.at, Fields(), one.line) == one


def test_what_is_no_line_any_more_is_not_fetched(reading) -> None:
    found = reading("a.jsonl", '{"text": "a"}\n{"text": "b"}\nbroken\n{"text": " "}\n')
    at, length = found.documents[1].at
    for where in [
        (at + 1, length - 1),
        (at, length + 99),
        (at, 0),
        (at, length - 4),
        (28, 7),
        (35, 14),
        (999, 3),
    ]:
        with pytest.raises(ValueError, match=r"."):
            sources.fetch(found.source.path, where, Fields(), 2)


def test_reading_goes_on_where_it_stood(reading) -> None:
    rows = "".join(f'{{"text": "{number}"}}\n\n' for number in range(1, 9))
    found = reading("a.jsonl", f"\ufeff{rows}")
    for place, one in enumerate(found.documents):
        start = (one.at[0] + one.at[1], one.line + 1)
        rest = [each for each in sources.read(found.source, Fields(), start) if isinstance(each, Document)]
        assert rest == found.documents[place + 1 :]
    (other,) = sources.walk(
        write(found.source.path.parent, "b.json", text='[{"text": "x"}]') / "b.json", None, []
    )
    assert len(list(sources.read(other, Fields(), (9, 9)))) == 1


def test_how_far_a_file_is_read_is_said_from_time_to_time(reading) -> None:
    found = reading("a.jsonl", '{"text": "short"}\n' * 1_000 + f'{{"text": "{"long " * 10_000}"}}\n' * 100)
    seen = [each.bytes for each in sources.read(found.source, Fields()) if isinstance(each, Reached)]
    assert seen == sorted(set(seen))
    assert 4 <= len(seen) <= 15
    assert seen[-1] <= found.source.size


def test_hostile_files_are_read_or_named_and_nothing_harmful_is_left() -> None:
    problems: list[Problem] = []
    named = set()
    for source in sources.walk(HOSTILE, None, problems):
        for found in sources.read(source, Fields()):
            if isinstance(found, Flaw):
                named.add(source.name)
                assert found.reason.isprintable()
            elif isinstance(found, Document):
                shown = found.text.replace("\n", "") + found.title + found.key + found.source + found.url
                assert not {"\x1b", "\x07", "\u202e", "\u200b", "\xad", "\ufeff", "\r", "\ud800"} & set(shown)
    assert not problems
    assert named == {"broken.json", "no-article.json", "records.jsonl", "ragged.csv", "page.html"} - {
        "page.html"
    }


def test_holds_articles(tmp_path: Path) -> None:
    assert not sources.holds_articles(tmp_path / "missing")
    assert not sources.holds_articles(tmp_path)
    write(tmp_path, "package.json", text='{"name": "x"}')
    write(tmp_path, "numbers.csv", text="a,b\n1,2\n")
    write(tmp_path, "code/main.py", ".h/a.txt", "annotations/a.txt", "corpus.toml")
    (tmp_path / "empty.txt").touch()
    assert not sources.holds_articles(tmp_path)
    assert not sources.holds_articles(tmp_path / "code" / "main.py")
    write(tmp_path, "deep/er/a.jsonl")
    assert sources.holds_articles(tmp_path)
    assert sources.holds_articles(tmp_path / "deep" / "er" / "a.jsonl")
    write(tmp_path, "table.csv", text="id,text\n1,Text.\n")
    assert sources.holds_articles(tmp_path / "table.csv")
