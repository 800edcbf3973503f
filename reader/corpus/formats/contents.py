"""What is in a file of any kind, be it compressed or an archive."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from reader.corpus.clean import Unreadable, decode, line
from reader.corpus.fields import Fields
from reader.corpus.formats import html, json, markdown, parquet, plain, tables, warc
from reader.corpus.formats.document import Document, Flaw, Found, Reached
from reader.corpus.formats.extras import MissingExtra
from reader.corpus.formats.kinds import ARCHIVES, ARTICLES, Kind, kind
from reader.corpus.formats.record import described
from reader.corpus.formats.stream import BUFFER, Expansion, Stream, TooLarge, expanded

BREAKS_OFF = "breaks off here"

_HIDDEN = (".", "__MACOSX")


def contents(
    file: "io.BufferedReader[io.FileIO]",
    path: Path,
    size: int,
    fields: Fields,
    start: tuple[int, int] | None = None,
) -> Iterator[Found]:
    """Yield what is in an open file of `size` bytes, what it is by the name of `path`.

    `start` is the offset and the number of the line to go on with in a file of lines.

    Raises:
        OSError: the file cannot be read.
    """
    what = kind(path.name)
    if what is None:
        yield Flaw("not a kind of file that is read")
        return
    try:
        if what.suffix in ARCHIVES:
            yield from _archived(file, what, size, fields)
        elif what.compression:
            stream = Stream(expanded(file.raw, what.compression, Expansion(size)), file.raw.tell)
            yield from _read(stream, what.suffix, fields)
        else:
            stream = Stream(file, file.raw.tell, path=path, size=size)
            yield from _read(stream, what.suffix, fields, start)
    except MissingExtra as error:
        yield Flaw(str(error))


def article(data: bytes, suffix: str, fields: Fields) -> Document:
    """Return the article that a whole file is.

    Raises:
        Unreadable: the bytes are no text.
        ValueError: there is no article in them.
        MissingExtra: a package is not installed.
    """
    if suffix in (".html", ".htm"):
        found = html.read(data, fields)
        if isinstance(found, Flaw):
            raise ValueError(found.reason)
        return found
    if suffix == ".txt":
        return plain.read(decode(data))
    return described(markdown.read(decode(data)), fields)


def _read(
    stream: Stream, suffix: str, fields: Fields, start: tuple[int, int] | None = None
) -> Iterator[Found]:
    """Yield what is in a stream; where its data break off, a flaw."""
    try:
        for found in _records(stream, suffix, fields, start):
            if isinstance(found, Document) and (not found.text or found.text.isspace()):
                yield Flaw("the text is empty" if found.key else "the file is empty", found.line)
            elif not (stream.broken and found == Flaw("the file is empty")):
                yield found
    except (Unreadable, TooLarge) as error:
        if not stream.broken:
            yield Flaw(str(error))
    if stream.broken:
        yield Flaw(f"{BREAKS_OFF}: {stream.broken}", stream.line or None)


def _records(stream: Stream, suffix: str, fields: Fields, start: tuple[int, int] | None) -> Iterator[Found]:
    if suffix in ARTICLES:
        yield from _article(stream, suffix, fields)
    elif suffix in (".jsonl", ".ndjson"):
        yield from json.read_lines(stream, fields, start)
    elif suffix == ".json":
        yield from json.read_json(stream, fields)
    elif suffix in (".csv", ".tsv"):
        yield from tables.read(stream, fields)
    elif suffix == ".warc":
        yield from warc.read(stream, fields)
    elif stream.path is not None and stream.size is not None:
        yield from parquet.read(stream.path, stream.size, fields)
    else:
        yield from _expanded_parquet(stream, fields)


def _article(stream: Stream, suffix: str, fields: Fields) -> Iterator[Found]:
    data = stream.whole()
    if not stream.broken:
        try:
            found = article(data, suffix, fields)
        except ValueError as error:
            yield Flaw(str(error))
            return
        yield replace(found, at=(0, len(data))) if stream.size is not None else found


def _expanded_parquet(stream: Stream, fields: Fields) -> Iterator[Found]:
    """Read Parquet out of a compressed file or an archive: it is read from its end, so it is written out."""
    from shutil import copyfileobj
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        copyfileobj(stream.file, file, BUFFER)
        if not stream.broken:
            size = file.tell()
            file.seek(0)
            yield from (found for found in parquet.read(file, size, fields) if not isinstance(found, Reached))


def _archived(file: "io.BufferedReader[io.FileIO]", what: Kind, size: int, fields: Fields) -> Iterator[Found]:
    """Yield what is in the files of an archive; an archive in it is not opened."""
    from reader.corpus.formats.archives import DAMAGED, tarred, zipped

    expansion = Expansion(size)
    outer = expanded(file.raw, what.compression, expansion) if what.compression else file
    consumed = file.raw.tell
    broken = begun = False
    try:
        for name, inner in zipped(file) if what.suffix == ".zip" else tarred(outer):
            begun = True
            for found in _member(name, inner, consumed, fields, expansion):
                broken = broken or (isinstance(found, Flaw) and found.reason.startswith(BREAKS_OFF))
                yield replace(found, member=name) if isinstance(found, Document | Flaw) else found
            yield Reached(consumed())
        if not begun:
            yield Flaw("the archive is empty")
    except DAMAGED as error:
        reason = getattr(outer.raw, "broken", "") or line(str(error)).lower()
        if not broken:
            yield Flaw(f"{BREAKS_OFF if begun else f'not a {what.suffix[1:]} archive'}: {reason}")


def _member(
    name: str, inner: IO[bytes] | Flaw, consumed: Callable[[], int], fields: Fields, expansion: Expansion
) -> Iterator[Found]:
    """Yield what is in a file of an archive; nothing if it is hidden or of no kind that is read."""
    what = kind(name)
    if isinstance(inner, Flaw):
        if what or not name:
            yield inner
    elif what is None or any(part.startswith(_HIDDEN) for part in name.split("/")):
        return
    elif what.suffix in ARCHIVES:
        yield Flaw("an archive inside an archive is not read")
    else:
        try:
            file = expanded(inner, what.compression, expansion)
            yield from _read(Stream(file, consumed), what.suffix, fields)
        except MissingExtra as error:
            yield Flaw(str(error))
