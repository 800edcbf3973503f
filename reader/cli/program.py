"""The command line's grammar, by Cyclopts: what is a command, what is an option, what does --help say."""

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

from cyclopts import App, CycloptsError, Group, UnusedCliTokensError

from reader import __version__
from reader.cli import COMMANDS
from reader.cli.guard import UsageError
from reader.cli.screen import did_you_mean
from reader.cli.start import view

HELP = """Read versions of the same story side by side and turn what you read into training data.

`reader` opens the current folder if it holds articles, else the demo; `reader CORPUS` opens a folder or file.
A command wins over a folder of the same name: `reader list` lists, `reader ./list` opens the folder "list".
"""
EPILOGUE = "Exit codes: 0 all is well, 1 problems were found, 2 the command line is wrong."


def program(explained: str = "") -> App:
    """Return the command-line program; the modules of its commands are not imported yet.

    Commands are listed with their line of `COMMANDS`; the one called `explained` tells more about itself.
    """
    app = App(
        name="reader",
        help=HELP,
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=f"reader {__version__}",
        version_flags=["--version"],
        default_command=view,
        result_action="return_value",
        group_commands=Group("Commands", sort_key=1),
    )
    for place, (name, (path, line)) in enumerate(COMMANDS.items()):
        app.command(path, name=name, help=_about(path) if name == explained else line, sort_key=place)
    app.register_install_completion_command(
        help="Install completion of commands, options and articles for this shell."
    )
    return app


def call(arguments: list[str]) -> int | None:
    """Run the command the arguments name and return its exit code.

    Raises `UsageError` if they make no sense, and whatever the command raises.
    """
    asks_help = any(flag in arguments for flag in ("--help", "-h"))
    app = program(arguments[0] if asks_help else "")
    try:
        result: Any = app(arguments, print_error=False, exit_on_error=False)
    except CycloptsError as error:
        raise UsageError(_mistyped(error, arguments) or _problem(error, arguments)) from error
    return result if isinstance(result, int) else None


def _about(path: str) -> str:
    """Return the docstring of a command, each paragraph on one line for the terminal to wrap."""
    module, _, function = path.partition(":")
    text = inspect.getdoc(getattr(import_module(module), function)) or ""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _mistyped(error: CycloptsError, arguments: list[str]) -> str:
    """Return what to say if the first argument was meant as a command and is none; else nothing."""
    first = arguments[0]
    if error.command_chain or len(arguments) < 2 or first.startswith("-") or Path(first).exists():
        return ""
    return f'there is no command "{first}"{did_you_mean(first) or " (try: reader --help)"}'


def _problem(error: CycloptsError, arguments: list[str]) -> str:
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        problem = f"there is no use for {' '.join(error.unused_tokens)!r} here"
    else:
        problem = str(error)
    return f"{problem} (try: {_help_for(error, arguments)})"


def _help_for(error: CycloptsError, arguments: list[str]) -> str:
    verb = next((each for each in (error.command_chain or arguments[:1]) if each in COMMANDS), "")
    return " ".join(filter(None, ("reader", verb, "--help")))
