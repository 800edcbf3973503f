"""Where each key of a TOML document stands, for messages that name the line."""

import tomllib
from typing import Any

Path = tuple[str | int, ...]
"""Keys and, in arrays, positions from 0: `("label", 1, "keys")`."""


class TomlLines:
    """The lines of the keys and tables in a document that `tomllib` can read.

    The document is taken statement by statement, each as few lines as can be read by themselves: that is
    where one statement of TOML ends and the next begins. The time is quadratic in the lines of one value.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, range] = {(): range(1)}
        self._tables: dict[Path, int] = {}
        table: Path = ()
        lines = text.split("\n")
        at = 0
        while at < len(lines):
            until, statement = _statement(lines, at)
            if lines[at].lstrip().startswith("["):
                table = self._open(statement, range(at, until))
            else:
                self._note(table, statement, range(at, until))
            at = until

    def line(self, *path: str | int) -> int:
        """Return the line, from 1, of a key or table; of what holds it, if it is not there itself."""
        return self.span(*path).start + 1

    def span(self, *path: str | int) -> range:
        """Return the lines, from 0, of the statement that `line` names the first one of."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _open(self, head: Any, where: range) -> Path:
        """Note the head of a table and return where it stands."""
        path: Path = ()
        while isinstance(head, dict) and head:
            ((name, head),) = head.items()
            path = (*path, name)
            if isinstance(head, list):
                head = head[0]
                if not head:
                    self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                self._lines.setdefault(path, where)
                path = (*path, self._tables[path])
            self._lines.setdefault(path, where)
        return path

    def _note(self, path: Path, value: Any, where: range) -> None:
        """Note every key in the value of one statement."""
        rows = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in rows:
            self._lines.setdefault((*path, key), where)
            if isinstance(inner, dict | list):
                self._note((*path, key), inner, where)


def _statement(lines: list[str], start: int) -> tuple[int, dict[str, Any]]:
    """Return the statement that begins at a line, and where the next one begins."""
    for end in range(start + 1, len(lines)):
        try:
            return end, tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
    return len(lines), tomllib.loads("\n".join(lines[start:]))
