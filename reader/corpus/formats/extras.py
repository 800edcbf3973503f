"""Packages that only some formats need, imported when such a file is met."""

from importlib import import_module
from typing import Any


class MissingExtra(Exception):
    """A package is not installed; the message names it and the command that installs it."""


def load(module: str, extra: str) -> Any:
    """Return a module of an optional package.

    Raises:
        MissingExtra: it cannot be imported.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtra(f"needs {package}: pip install 'reader-tui[{extra}]'") from error
