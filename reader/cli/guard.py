"""The door every run goes through: whatever happens inside, the user sees one clear line and an exit code."""

import os
import sys
from collections.abc import Callable

from reader.corpus.controls import visible

DEBUG = "READER_DEBUG"


class UsageError(Exception):
    """The command line asks for something that cannot be; the message is one clear line."""


class Failure(Exception):
    """The work was understood but could not be done; the message is one clear line."""


def guarded(task: Callable[[], int | None]) -> int:
    """Run `task` and return its exit code: 0, 1 if it found problems or failed, 2 for a usage error.

    With the environment variable `READER_DEBUG` set, errors keep their traceback.
    """
    _speak_utf8()
    try:
        code = task() or 0
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _close_stdout()
        return 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        code, message = _explain(error)
        complain(message)
    return code


def complain(message: str) -> None:
    """Name a problem on stderr, on one line."""
    print(f"reader: {one_line(message)}", file=sys.stderr)


def tell(message: str) -> None:
    """Tell on stderr what was done, on one line; stdout is for data."""
    print(one_line(message), file=sys.stderr)


def say(*fields: object) -> None:
    """Write fields to stdout, on one line whatever they hold, with tabs between them."""
    print("\t".join(one_line(str(field)) for field in fields))


def one_line(text: str) -> str:
    """Return `text` as a terminal can take it, wherever it came from: on one line, controls made visible."""
    return visible(" ".join(text.split()))


def _explain(error: Exception) -> tuple[int, str]:
    """Return the exit code and the line for an error. Imports here cost nothing until something is wrong."""
    from reader.annotate.acts.base import Refused
    from reader.annotate.records import ReadOnly, StoreError
    from reader.annotate.schema import SchemaError
    from reader.corpus.corpus import Changed, CorpusError
    from reader.corpus.fields import FieldsError
    from reader.corpus.naming import ArticleNotFound
    from reader.settings import SettingsError
    from reader.workspace import PlaceError

    if isinstance(
        error,
        UsageError | PlaceError | CorpusError | FieldsError | ArticleNotFound | SchemaError | SettingsError,
    ):
        return 2, str(error)
    if isinstance(error, Failure | ReadOnly | Refused | StoreError | Changed):
        return 1, str(error)
    if isinstance(error, OSError):
        return 1, f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return 1, f"unexpected {type(error).__name__}: {error} (set {DEBUG}=1 to see where)"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the platform's default; line ends stay as they are written."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """Point stdout nowhere, so that flushing it at exit does not complain about the closed pipe again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
