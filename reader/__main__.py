"""The program's front door."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from reader.cli import COMMANDS
from reader.cli.guard import guarded


def main(argv: Sequence[str] | None = None) -> int:
    """Run Reader with the arguments of the command line and return its exit code."""
    return guarded(task(sys.argv[1:] if argv is None else list(argv)))


def task(arguments: list[str]) -> Callable[[], int | None]:
    """Return what the arguments ask for.

    The commonest starts do not pay for the command-line library: nothing, a path, `demo`, `--version`.
    """
    match arguments:
        case ["--version"]:
            from reader import __version__

            return partial(print, f"reader {__version__}")
        case []:
            from reader.cli import screen

            return screen.view
        case ["demo"]:
            from reader.cli import screen

            return screen.demo
        case [path] if not path.startswith("-") and path not in COMMANDS:
            from reader.cli import screen

            return partial(screen.view, path)
    from reader.cli.program import call

    return partial(call, arguments)


if __name__ == "__main__":
    sys.exit(main())
