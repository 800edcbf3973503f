import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from functools import partial
from random import Random

import pytest
import zstandard

from reader.corpus.formats import stream

LINES = b"".join(b'{"id": %d, "text": "Article %d says this and that."}\n' % (n, n) for n in range(2_000))
NOISE = b"".join(b'{"text": "%s"}\n' % Random(n).randbytes(300).hex().encode() for n in range(3_000))
PACK = {
    ".gz": gzip.compress,
    ".xz": partial(lzma.compress, preset=0),
    ".bz2": bz2.compress,
    ".zst": zstandard.compress,
}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


FILES = {
    "../../etc/a.txt": b"A.",
    "deep\\b\x1b[1m.md": b"# B\n\nText.",
    "c.jsonl": b'{"text": "one"}\nbroken\n{"text": "two", "id": "x"}',
    "d.csv.gz": gzip.compress(b"text\nrow\n"),
    ".hidden.txt": b"no",
    "__MACOSX/._a.txt": b"no",
    "e.exe": b"no",
    "f.zip": b"PK\x03\x04",
    "g.txt": b"",
}


@pytest.mark.parametrize("suffix", PACK)
def test_any_file_may_be_compressed(reading, suffix: str) -> None:
    found = reading(f"a.jsonl{suffix}", PACK[suffix](LINES))
    assert (len(found.documents), found.flaws) == (2_000, [])
    assert (found.documents[-1].line, found.documents[-1].at) == (2_000, None)
    assert reading(f"a.TXT{suffix.upper()}", PACK[suffix](b"Text.")).texts == ["Text."]
    assert reading(f"a.md{suffix}", PACK[suffix](b"# T\n\nText.")).documents[0].title == "T"


@pytest.mark.parametrize("suffix", PACK)
def test_several_compressed_parts_are_one_file(reading, suffix: str) -> None:
    pack = PACK[suffix]
    assert len(reading(f"a.jsonl{suffix}", pack(LINES) + pack(LINES)).documents) == 4_000


@pytest.mark.parametrize("suffix", PACK)
def test_what_stands_before_the_end_of_a_file_cut_off_is_kept(reading, suffix: str) -> None:
    packed = PACK[suffix](NOISE)
    found = reading(f"a.jsonl{suffix}", packed[: len(packed) * 4 // 5])
    count = len(found.documents)
    assert count > 1_000
    assert [flaw.line for flaw in found.flaws] in ([count], [count + 1])
    assert found.flaws[0].reason.startswith("breaks off here: the compressed data end too early")
    (whole,) = reading(f"a.txt{suffix}", packed[:-9]).reasons
    assert whole.startswith(" breaks off here: ")


@pytest.mark.parametrize("suffix", PACK)
def test_what_is_not_compressed_is_one_line(reading, suffix: str) -> None:
    for name in ("a.jsonl", "a.json", "a.csv", "a.txt"):
        (reason,) = reading(f"{name}{suffix}", LINES).reasons
        assert reason.startswith(" breaks off here: the compressed data are damaged")


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", zipped),
        ("b.zip", lambda files: zipped(files, zipfile.ZIP_STORED)),
        ("c.zip", lambda files: zipped(files, zipfile.ZIP_LZMA)),
        ("a.tar", tarred),
        ("a.tgz", lambda files: gzip.compress(tarred(files))),
        *((f"b.tar{suffix}", lambda files, pack=pack: pack(tarred(files))) for suffix, pack in PACK.items()),
    ],
)
def test_the_files_of_an_archive_are_read(reading, name: str, pack) -> None:
    found = reading(name, pack(FILES))
    assert [(one.member, one.key, one.text, one.at) for one in found.documents] == [
        ("etc/a.txt", "", "A.", None),
        ("deep/b.md", "", "B\n\nText.", None),
        ("c.jsonl", "1", "one", None),
        ("c.jsonl", "x", "two", None),
        ("d.csv.gz", "2", "row", None),
    ]
    assert found.reasons == [
        "c.jsonl:2: not valid JSON: Expecting value (column 1)",
        "f.zip: an archive inside an archive is not read",
        "g.txt: the file is empty",
    ]


def test_an_encrypted_file_is_named_and_the_rest_is_read(reading) -> None:
    data = bytearray(zipped({"a.txt": b"secret", "b.txt": b"Text."}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    found = reading("a.zip", bytes(data))
    assert (found.texts, found.reasons) == (["Text."], ["a.txt: is encrypted"])


def test_damage_in_a_zip_costs_one_file(reading) -> None:
    data = zipped({"a.jsonl": LINES, "b.txt": b"Text."}, zipfile.ZIP_STORED)
    found = reading("a.zip", data.replace(b"Article 1999", b"Article 1998"))
    assert found.texts[-1] == "Text."
    (reason,) = found.reasons
    assert reason.startswith("a.jsonl:")
    assert "CRC" in reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", b"PK\x03\x04 and no more", " not a zip archive: file is not a zip file"),
        ("a.zip", zipped({}), " the archive is empty"),
        ("a.tar", b"no archive" * 200, " not a tar archive: invalid header"),
        ("a.tar.gz", b"no archive", " not a tar archive: the compressed data are damaged"),
    ],
)
def test_what_is_no_archive_is_one_line(reading, name: str, data: bytes, reason: str) -> None:
    (said,) = reading(name, data).reasons
    assert said.startswith(reason)


def test_a_tar_that_breaks_off_is_said_once(reading) -> None:
    whole = tarred({"a.txt": b"A.", "b.jsonl": NOISE})
    for name, data in (("a.tar", whole[:900_000]), ("a.tar.gz", gzip.compress(whole)[:-300_000])):
        found = reading(name, data)
        assert len(found.documents) > 1_000
        (reason,) = found.reasons
        assert reason.startswith(f"b.jsonl:{len(found.documents)}: breaks off here")


@pytest.mark.parametrize("suffix", [*PACK, ".zip"])
def test_a_bomb_goes_off_harmlessly(reading, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(stream, "_ALWAYS", 100_000)
    bomb = b" " * 20_000_000
    data = zipped({"a.jsonl": bomb, "b.txt": bomb}) if suffix == ".zip" else PACK[suffix](bomb)
    found = reading("a.zip" if suffix == ".zip" else f"a.jsonl{suffix}", data)
    assert found.documents == []
    assert "it expands to more than 200 times its size" in found.reasons[0]


def test_a_missing_package_is_one_line(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zstandard.compress(b"Text.")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    reason = "needs zstandard: pip install 'reader-tui[zst]'"
    assert reading("a.txt.zst", packed).reasons == [f" {reason}"]
    assert reading("a.tar.zst", packed).reasons == [f" {reason}"]
    found = reading("a.zip", zipped({"a.txt.zst": packed, "b.txt": b"Text."}))
    assert (found.texts, found.reasons) == (["Text."], [f"a.txt.zst: {reason}"])
