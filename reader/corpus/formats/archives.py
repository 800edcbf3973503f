"""Zip and tar: the files in them, one after another."""

import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO, cast

from reader.corpus.clean import clean
from reader.corpus.formats.document import Flaw

DAMAGED = (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, ValueError)
"""What reading an archive raises where it is damaged."""

_MOST = 1_000_000

Member = tuple[str, IO[bytes] | Flaw]
"""The harmless name of a file in an archive, and its bytes or why there are none."""


def zipped(file: IO[bytes]) -> Iterator[Member]:
    """Yield every file in a zip; each is to be read before the next is asked for.

    Raises:
        BadZipFile: it is none.
    """
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > _MOST:
            yield "", Flaw(f"holds {len(members):,} files, and {_MOST:,} is the most that is read")
            return
        for member in members:
            name = harmless(member.filename)
            if member.is_dir():
                continue
            if member.flag_bits & 1:
                yield name, Flaw("is encrypted")
                continue
            try:
                inner = archive.open(member)
            except (*DAMAGED, OSError) as error:
                yield name, Flaw(f"cannot be expanded: {str(error).lower()}")
                continue
            with inner:
                yield name, inner


def tarred(file: IO[bytes]) -> Iterator[Member]:
    """Yield every file in a tar, in one pass; each is to be read before the next is asked for.

    Raises:
        TarError: it is none, or breaks off.
    """
    with tarfile.open(fileobj=file, mode="r|") as archive:
        for member in archive:
            # The archive remembers every member it has passed, which is no use in one pass.
            vars(archive)["members"] = []
            if member.isreg():
                yield harmless(member.name), cast(IO[bytes], archive.extractfile(member))


def harmless(name: str) -> str:
    """Return the name of a member as a path that leads nowhere else, without controls and line ends."""
    parts = clean(name.replace("\\", "/")).replace("\n", " ").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))
