"""Files that survive a crash: nothing returns before the bytes are on disk."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

BINARY = getattr(os, "O_BINARY", 0)
_PATIENCE = 20


def sync(descriptor: int) -> None:
    """Force a file's bytes to the disk itself, past its write cache where the system allows it."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # not every file system knows it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, where folders can be opened."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # a folder above may not be readable; some network file systems refuse it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create a folder with its parents, durably."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)  # also of one that is there: who made it may have died before this


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; raise `OSError` if that fails half-way."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def replace(path: Path, data: bytes) -> None:
    """Make `data` the content of a file: whoever reads finds all of the old or all of the new."""
    temporary = path.with_name(f".{path.name}.tmp")  # no article's folder begins with a point
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o666)
    try:
        write_all(descriptor, data)
        sync(descriptor)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
        raise
    os.close(descriptor)
    swap(temporary, path)
    sync_folder(path.parent)


def swap(temporary: Path, path: Path) -> None:
    """Put a file in the place of another; raise `OSError` if that cannot be."""
    # On Windows a virus scanner or a reader may hold the old file open for a moment.
    for attempt in range(_PATIENCE):
        try:
            os.replace(temporary, path)  # noqa: PTH105 - what tests make fail
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _PATIENCE - 1:
                raise
            time.sleep(0.025)
