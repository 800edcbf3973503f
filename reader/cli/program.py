"""The command line's grammar, by Cyclopts: what is a command, what is an option, what does --help say."""

from typing import Any

from cyclopts import App, CycloptsError, Group

from reader import __version__
from reader.cli import COMMANDS
from reader.cli.guard import UsageError
from reader.cli.start import view

HELP = """Read versions of the same story side by side and turn what you read into training data.

`reader` opens the current folder if it holds articles, else the demo; `reader CORPUS` opens a folder or file.
A command wins over a folder of the same name: `reader list` lists, `reader ./list` opens the folder "list".
"""
EPILOGUE = "Exit codes: 0 all is well, 1 problems were found, 2 the command line is wrong."


def program() -> App:
    """Return the command-line program; the modules of its commands are not imported yet."""
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
    for name, (path, help_) in COMMANDS.items():
        app.command(path, name=name, help=help_, sort_key=list(COMMANDS).index(name))
    app.register_install_completion_command(
        help="Install completion of commands, options and articles for this shell."
    )
    return app


def call(arguments: list[str]) -> int | None:
    """Run the command the arguments name and return its exit code.

    Raises `UsageError` if they make no sense, and whatever the command raises.
    """
    app = program()
    try:
        result: Any = app(arguments, print_error=False, exit_on_error=False)
    except CycloptsError as error:
        raise UsageError(f"{error} (try: {_help_for(error, arguments)})") from error
    return result if isinstance(result, int) else None


def _help_for(error: CycloptsError, arguments: list[str]) -> str:
    verb = next((each for each in (error.command_chain or arguments[:1]) if each in COMMANDS), "")
    return " ".join(filter(None, ("reader", verb, "--help")))
