"""One writer per annotator, across processes."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = ".lock"
WRITER = ".writer"


class WriterLock:
    """The lock on one annotator's folder.

    The operating system holds it, so it ends with the process. Who holds it stands in a file of its own,
    since a locked file cannot be read on Windows.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: BaseFileLock | None = None

    @property
    def held(self) -> bool:
        """Whether this process is the writer."""
        return self._lock is not None

    def acquire(self) -> str:
        """Take the lock; return why that is not possible, or an empty string."""
        from filelock import FileLock, Timeout

        if self.held:
            return ""
        if not os.access(self._folder, os.W_OK):
            return unwritable(self._folder, "permission denied")
        lock = FileLock(self._folder / LOCK, thread_local=False)
        try:
            lock.acquire(timeout=0)
            owner = f"process {os.getpid()} on host {socket.gethostname()}"
            (self._folder / WRITER).write_text(owner, encoding="utf-8")
        except Timeout:
            return (
                f"{self._folder} is being written by {self._owner()}; R tries again; "
                "labels are shown, not changed; "
                "to label meanwhile, name another folder with --annotations DIR"
            )
        except OSError as error:
            lock.release(force=True)
            return unwritable(self._folder, error.strerror or str(error))
        self._lock = lock
        return ""

    def release(self) -> None:
        """Let others write."""
        if self._lock is not None:
            with suppress(OSError):
                (self._folder / WRITER).unlink()
            self._lock.release(force=True)
            self._lock = None

    def _owner(self) -> str:
        try:
            return (self._folder / WRITER).read_text(encoding="utf-8") or "another process"
        except (OSError, UnicodeDecodeError):
            return "another process"


def unwritable(folder: Path, problem: str) -> str:
    """Return the words for a folder that cannot be written."""
    return f"{folder} cannot be written ({problem}); name another folder with --annotations DIR"
