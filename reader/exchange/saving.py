"""Files and folders that appear whole or not at all, written as a stream."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from reader.annotate import durable

MANIFEST = "manifest.json"
"""By this file a folder is known as an earlier export, which may be replaced."""
FOREIGN = "holds something that is not an export of Reader; give another name or remove it first"


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write to, which takes the place of `path` at the end; after an error nothing changed.

    Whether `path` may be replaced is for the caller to know. Raises `OSError`.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():  # a pipe, or a device as /dev/stdout
        with target.open("wb") as stream:
            yield stream
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            durable.sync(stream.fileno())
        durable.swap(temporary, target)
        durable.sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield a new folder to fill, which takes the place of `path` at the end; after an error nothing changed.

    An empty folder and an earlier export are replaced. Raises `FileExistsError` for anything else.
    """
    target = path.resolve()
    if target.exists() and not replaceable(target):
        raise FileExistsError(errno.EEXIST, FOREIGN, str(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        temporary.mkdir()
        yield temporary
        _sync_tree(temporary)
        if target.exists():
            target.rename(old)
        try:
            temporary.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        durable.sync_folder(target.parent)
    finally:
        for left in (temporary, old):
            with suppress(OSError):
                shutil.rmtree(left)


def foreign_file(path: Path, manifest: Path) -> None:
    """Raise `FileExistsError` if a file is neither empty nor an earlier export, whose manifest stands by."""
    if path.is_file() and path.stat().st_size and not manifest.is_file():
        raise FileExistsError(errno.EEXIST, FOREIGN, str(path))


def replaceable(folder: Path) -> bool:
    """Tell whether a folder is empty or an earlier export."""
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _sync_tree(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(place, name), os.O_RDWR | durable.BINARY)
            try:
                durable.sync(descriptor)
            finally:
                os.close(descriptor)
        durable.sync_folder(Path(place))
