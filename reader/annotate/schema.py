"""The labels an annotator can give, from `labels.toml`; claim and quote by default."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reader.corpus import clean

FILE_NAME = "labels.toml"


class SchemaError(Exception):
    """The label file cannot be used; the message is one line that names file, line and problem."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the keys that give it and how it looks.

    `color` names a role of the theme, `sign` is the letter shown where colour is not enough.
    """

    name: str
    key: str
    alternatives: tuple[str, ...] = ()
    color: str = ""
    sign: str = ""
    description: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that gives the label, the shown one first."""
        return (self.key, *self.alternatives)


@dataclass(frozen=True, slots=True)
class Schema:
    """The labels in the order they are offered."""

    labels: tuple[Label, ...]

    @classmethod
    def default(cls) -> "Schema":
        """Return the labels used when the annotations folder has no `labels.toml`: claim and quote."""
        return cls(
            (
                Label("claim", "c", ("1",), "claim", "C", "A statement of fact that can be checked"),
                Label("quote", '"', ("2",), "quote", "Q", "Words or thoughts given as somebody's own"),
            )
        )

    @classmethod
    def load(cls, path: Path) -> "Schema":
        """Read a label file, or `labels.toml` in the folder `path`; the default if there is no such file.

        Raises `SchemaError`, naming file, line and problem.
        """
        file = path / FILE_NAME if path.is_dir() else path
        try:
            text = file.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return cls.default()
        except (OSError, UnicodeDecodeError) as error:
            raise SchemaError(f"{file}: cannot be read: {error}") from error
        return _Reader(file, text).schema()

    def get(self, name: str) -> Label:
        """Return the label called `name`; raise `KeyError` naming the known ones."""
        for label in self.labels:
            if label.name == name:
                return label
        known = ", ".join(label.name for label in self.labels)
        raise KeyError(f"no label is called {name!r}; the labels are {known}")

    def __contains__(self, name: object) -> bool:
        return any(label.name == name for label in self.labels)

    def to_json(self) -> dict[str, Any]:
        """Return the schema as plain JSON values."""
        return {
            "labels": [
                {
                    "name": label.name,
                    "keys": list(label.keys),
                    "color": label.color,
                    "sign": label.sign,
                    "description": label.description,
                }
                for label in self.labels
            ]
        }


class _Reader:
    """Reads one label file, so that every complaint can name its line."""

    FIELDS = ("name", "keys", "color", "sign", "description")

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._heads = [
            number
            for number, line in enumerate(text.splitlines(), 1)
            if re.match(r"\s*\[\[\s*label\s*\]\]", line)
        ]

    def schema(self) -> Schema:
        try:
            document = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise self._toml_error(error) from None
        self._refuse_unknown(document, ("label",), 1)
        tables = document.get("label", [])
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            raise self._error(1, "no label is defined; write at least one [[label]] with a name")
        labels = tuple(self._label(index, table) for index, table in enumerate(tables))
        self._refuse_clashes(labels)
        return Schema(labels)

    def _label(self, index: int, table: Mapping[str, Any]) -> Label:
        line = self._line(index)
        self._refuse_unknown(table, self.FIELDS, line)
        values = {key: self._string(table, key, line) for key in ("name", "color", "sign", "description")}
        name = values["name"]
        if not name:
            raise self._error(line, "a label needs a name")
        keys = table.get("keys", [str(index + 1)] if index < 9 else [])
        if not isinstance(keys, list) or not keys:
            raise self._error(line, f'label {name!r} needs keys, as in keys = ["{name[0]}"]')
        for key in keys:
            if not isinstance(key, str) or len(key) != 1 or not key.isprintable() or key == " ":
                raise self._error(
                    line, f"label {name!r}: {key!r} is not a key; a key is one visible character"
                )
        sign = values["sign"] or name[0].upper()
        if len(sign) != 1:
            raise self._error(line, f"label {name!r}: the sign {sign!r} is not one character")
        return Label(name, keys[0], tuple(keys[1:]), values["color"] or name, sign, values["description"])

    def _string(self, table: Mapping[str, Any], key: str, line: int) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self._error(line, f"{key} must be text, not {value!r}")
        if key == "description":
            return clean.line(value)
        if not value.strip().isprintable():
            raise self._error(line, f"{key} holds invisible characters: {value!r}")
        return value.strip()

    def _refuse_unknown(self, table: Mapping[str, Any], known: tuple[str, ...], line: int) -> None:
        for key in table:
            if key not in known:
                close = get_close_matches(key, known, 1)
                hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
                raise self._error(line, f"{key!r} is not known; {hint}")

    def _refuse_clashes(self, labels: tuple[Label, ...]) -> None:
        names: set[str] = set()
        owners: dict[str, str] = {}
        for index, label in enumerate(labels):
            if label.name in names:
                raise self._error(self._line(index), f"two labels are called {label.name!r}")
            names.add(label.name)
            for key in label.keys:
                owner = owners.setdefault(key, label.name)
                if owner != label.name:
                    raise self._error(
                        self._line(index), f"key {key!r} is given to both {owner!r} and {label.name!r}"
                    )

    def _line(self, index: int) -> int:
        return self._heads[index] if index < len(self._heads) else 1

    def _toml_error(self, error: tomllib.TOMLDecodeError) -> SchemaError:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else max(1, len(self._text.splitlines()))
        return self._error(line, re.sub(r"\s*\(at [^)]*\)", "", str(error)))

    def _error(self, line: int, problem: str) -> SchemaError:
        return SchemaError(f"{self._file}:{line}: {problem}")
