"""Packages that only some formats need, imported when such a file is met."""

from importlib import import_module
from logging import NullHandler, getLogger
from typing import Any


class MissingExtra(Exception):
    """A package is not installed; the message names it and the command that installs it."""


def load(module: str, extra: str) -> Any:
    """Return a module of an optional package; what the package logs is kept off the screen.

    Raises:
        MissingExtra: it cannot be imported.
    """
    package = module.partition(".")[0]
    logger = getLogger(package)
    if not logger.handlers:
        logger.addHandler(NullHandler())
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtra(f"needs {package}: pip install 'reader-tui[{extra}]'") from error
