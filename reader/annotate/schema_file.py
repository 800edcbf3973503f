"""The label file, `labels.toml`: reading it, with the line of whatever is wrong, and writing it."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from reader.annotate.schema import (
    Attribute,
    Kind,
    Label,
    Role,
    Schema,
    SchemaError,
    Unit,
    Value,
    hint,
    name_problem,
)
from reader.annotate.toml_lines import TomlLines
from reader.corpus import clean

FILE_NAME = "labels.toml"

LABEL = (
    "name", "keys", "color", "sign", "description", "guideline", "unit", "excludes", "attribute", "part",
)  # fmt: skip
ATTRIBUTE = ("name", "kind", "values", "default", "required", "description")
PART = ("name", "many", "required", "description")
_Choice = TypeVar("_Choice", bound=StrEnum)


def load(path: Path) -> Schema:
    """Read a label file, or `labels.toml` in the folder `path`; the default if there is no such file.

    Raises `SchemaError`, naming file, line and problem.
    """
    file = path / FILE_NAME if path.is_dir() else path
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Schema.default()
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"{file}: cannot be read: {error}") from error
    return parse(text, file)


def parse(text: str, file: Path) -> Schema:
    """Return the schema in the TOML `text`; `file` is named in errors, which are `SchemaError`."""
    return _Reader(file, text).schema()


class _Table:
    """One table of the document, with checked access to its values."""

    def __init__(self, reader: "_Reader", path: tuple[str | int, ...], what: str, table: Mapping[str, Any]):
        self._reader = reader
        self._path = path
        self._what = what
        self._table = table

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def error(self, key: str | None, problem: str, index: int | None = None) -> SchemaError:
        """Return the error about a key, or about the table, with its line."""
        path = self._path if key is None else (*self._path, key)
        return self._reader.error(path if index is None else (*path, index), f"{self._what}{problem}")

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        for key in self._table:
            if key not in known:
                raise self.error(key, f"{key!r} is not known; {hint(key, known)}")

    def word(self, key: str) -> str:
        """Return a visible text on one line, empty if it is not given."""
        text = self._text(key).strip()
        if not text.isprintable():
            raise self.error(key, f"{key} holds invisible characters: {text!r}")
        return text

    def line(self, key: str) -> str:
        """Return prose made one harmless line."""
        return clean.line(self._text(key))

    def prose(self, key: str) -> str:
        """Return harmless prose of any number of lines."""
        text = clean.clean(self._text(key)).strip()
        return f"{text}\n" if text else ""

    def flag(self, key: str) -> bool:
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"{key} must be true or false, not {value!r}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of different visible texts."""
        values = self._table.get(key, [])
        if not isinstance(values, list):
            raise self.error(key, f"{key} must be a list of texts, not {values!r}")
        words: list[str] = []
        for index, value in enumerate(values):
            word = value.strip() if isinstance(value, str) else ""
            if not word or not word.isprintable():
                raise self.error(key, f"{key}: {value!r} is no visible text", index)
            if word in words:
                raise self.error(key, f"{key} has {word!r} twice", index)
            words.append(word)
        return tuple(words)

    def one_of(self, key: str, choices: type[_Choice], otherwise: _Choice) -> _Choice:
        value = self._table.get(key, otherwise)
        if value not in list(choices):
            raise self.error(key, f"{key} is {value!r}; {hint(str(value), map(str, choices))}")
        return choices(value)

    def raw(self, key: str) -> Any:
        return self._table.get(key)

    def tables(self, key: str, what: str) -> Iterator["_Table"]:
        """Yield the tables of an array of tables, as `[[label.part]]` makes it."""
        values = self._table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(key, f"{key} must be tables: write [[label.{key}]]")
        for index, value in enumerate(values):
            name = value.get("name")
            named = f"{self._what}{what} {name!r}: " if isinstance(name, str) and name else self._what
            yield _Table(self._reader, (*self._path, key, index), named, value)

    def _text(self, key: str) -> str:
        value = self._table.get(key, "")
        if not isinstance(value, str):
            raise self.error(key, f"{key} must be text, not {value!r}")
        return value


class _Reader:
    """Reads one label file, so that every complaint can name its line."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text

    def error(self, path: Iterable[str | int], problem: str) -> SchemaError:
        return self._error(TomlLines(self._text).line(*path), problem)

    def schema(self) -> Schema:
        try:
            document = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise self._toml_error(error) from None
        top = _Table(self, (), "", document)
        top.refuse_unknown(("label",))
        listed = document.get("label", [])
        if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
            raise top.error("label", "no label is defined; write at least one [[label]] with a name")
        tables = list(top.tables("label", "label"))
        labels = tuple(self._label(index, table) for index, table in enumerate(tables))
        _refuse_clashes(labels, tables)
        return Schema(labels)

    def _label(self, index: int, table: _Table) -> Label:
        table.refuse_unknown(LABEL)
        name = _name(table, "a label")
        if problem := name_problem(table.raw("name")):
            raise table.error("name", problem)
        keys = _keys(table, [str(index + 1)] if index < 9 else [], name)
        sign = table.word("sign") or name[0].upper()
        if len(sign) != 1:
            raise table.error("sign", f"the sign {sign!r} is not one character")
        attributes = list(table.tables("attribute", "attribute"))
        parts = list(table.tables("part", "part"))
        return Label(
            name=name,
            key=keys[0],
            alternatives=tuple(keys[1:]),
            color=table.word("color") or name,
            sign=sign,
            description=table.line("description"),
            guideline=table.prose("guideline"),
            unit=table.one_of("unit", Unit, Unit.BOTH),
            attributes=_different([_attribute(each) for each in attributes], attributes, "attributes"),
            parts=_different([_part(each) for each in parts], parts, "parts"),
            excludes=table.words("excludes"),
        )

    def _toml_error(self, error: tomllib.TOMLDecodeError) -> SchemaError:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else max(1, len(self._text.splitlines()))
        return self._error(line, re.sub(r"\s*\(at [^)]*\)", "", str(error)))

    def _error(self, line: int, problem: str) -> SchemaError:
        return SchemaError(f"{self._file}:{line}: {problem}")


def _name(table: _Table, what: str) -> str:
    name = table.word("name")
    if not name:
        raise table.error("name", f"{what} needs a name")
    return name


def _keys(table: _Table, otherwise: list[str], name: str) -> list[str]:
    keys = table.raw("keys") if "keys" in table else otherwise
    if not isinstance(keys, list) or not keys:
        raise table.error("keys", f'the label needs keys, as in keys = ["{name[0]}"]')
    for index, key in enumerate(keys):
        if not isinstance(key, str) or len(key) != 1 or not key.isprintable() or key == " ":
            raise table.error("keys", f"{key!r} is not a key; a key is one visible character", index)
    return list(dict.fromkeys(keys))


def _attribute(table: _Table) -> Attribute:
    table.refuse_unknown(ATTRIBUTE)
    name = _name(table, "an attribute")
    if "=" in name:
        raise table.error("name", "an attribute's name cannot hold “=”")
    values = table.words("values")
    kind = table.one_of("kind", Kind, Kind.CHOICE if values else Kind.TEXT)
    chosen = kind in (Kind.CHOICE, Kind.CHOICES)
    if chosen and not values:
        raise table.error("values" if "values" in table else "kind", f"a {kind} attribute needs values")
    if values and not chosen:
        raise table.error("values", f"a {kind} attribute has no values to choose from")
    for index, value in enumerate(values):
        if kind is Kind.CHOICES and "," in value:
            raise table.error("values", f"{value!r} holds a comma, which stands between values", index)
    required = table.flag("required")
    made = Attribute(name, kind, values, None, required, table.line("description"))
    return Attribute(name, kind, values, _default(table, made), required, made.description)


def _default(table: _Table, attribute: Attribute) -> Value | None:
    if "default" not in table:
        return None
    value = table.raw("default")
    if problem := attribute.problem(value):
        raise table.error("default", f"the default cannot be: {problem}")
    if attribute.kind in (Kind.TEXT, Kind.SPAN):
        return table.word("default")
    return tuple(value) if isinstance(value, list) else value


def _part(table: _Table) -> Role:
    table.refuse_unknown(PART)
    name = _name(table, "a part")
    return Role(name, table.flag("many"), table.flag("required"), table.line("description"))


_Named = TypeVar("_Named", Attribute, Role)


def _different(made: list[_Named], tables: list[_Table], what: str) -> tuple[_Named, ...]:
    names: set[str] = set()
    for each, table in zip(made, tables, strict=True):
        if each.name in names:
            raise table.error("name", f"two {what} are called {each.name!r}")
        names.add(each.name)
    return tuple(made)


def _refuse_clashes(labels: tuple[Label, ...], tables: list[_Table]) -> None:
    names: set[str] = set()
    owners: dict[str, str] = {}
    for label, table in zip(labels, tables, strict=True):
        if label.name in names:
            raise table.error("name", f"two labels are called {label.name!r}")
        names.add(label.name)
        for index, key in enumerate(label.keys):
            owner = owners.setdefault(key, label.name)
            if owner != label.name:
                raise table.error("keys", f"key {key!r} is given to both {owner!r} and {label.name!r}", index)
    for label, table in zip(labels, tables, strict=True):
        for index, other in enumerate(label.excludes):
            if other == label.name:
                raise table.error("excludes", "a label cannot exclude itself", index)
            if other not in names:
                raise table.error("excludes", f"there is no label {other!r}; {hint(other, names)}", index)


HEAD = """\
# The labels of this corpus. `reader labels` shows them; what is wrong here is named with its line.
#
# [[label]] begins a label:
#   name         what it is called in the data, without / \\ : * ? " < > |; `reader labels --rename OLD NEW`
#                changes it there too
#   keys         single characters that give it, the first one is shown
#   color        a role of the theme: claim, quote, or the name of the label
#   sign         the letter in the margin
#   description  one line
#   guideline    what is one and what is not, in Markdown
#   unit         what it is put on: "sentence", "span" (any piece of text) or "both"
#   excludes     labels that cannot stand on the same words
#
# [[label.attribute]] belongs to the label above it, and says more of it:
#   name
#   kind         "choice" (one of values), "choices" (several of values), "text", "span" (words of the
#                article) or "yes-no" (true or false)
#   values       those of a choice
#   default      what a new label gets
#   required     whether a label without it is unfinished
#   description  one line
#
# [[label.part]] is a piece of the annotation with a role, as the words, cue and source of a quote:
#   name
#   many         whether there can be several
#   required     whether there must be one, where there are parts at all
#   description  one line
"""


def dump(schema: Schema) -> str:
    """Return the label file that defines `schema`, with comments; reading it gives the same schema."""
    return HEAD + "".join(_label_toml(label) for label in schema.to_json()["labels"])


def _label_toml(label: dict[str, Any]) -> str:
    tables = {"attribute": label.pop("attributes"), "part": label.pop("parts")}
    lines = ["", "[[label]]", *_pairs(label)]
    for name, rows in tables.items():
        for row in rows:
            lines += ["", f"[[label.{name}]]", *_pairs(row)]
    return "".join(f"{line}\n" for line in lines)


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if value not in ("", [], None) and not (key in ("many", "required") and value is False):
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    """Return a value as TOML has it: as JSON has it, but for the one character that JSON leaves as it is."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str) and "\n" in value and "'''" not in value and not _CONTROLS.search(value):
        return f"'''\n{value}'''"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
