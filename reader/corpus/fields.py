"""Which column of a record is its text, title, source, date, url and id."""

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

SETTINGS = "corpus.toml"
"""The file beside the data that may name the columns."""


class FieldsError(Exception):
    """The file that names the columns cannot be used; the message is one line naming file and line."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of columns, as a person gave them; where None, the usual names are tried.

    A name is looked for as it stands, then without regard to case, then as a path of keys with dots between
    them (`data.body`).
    """

    text: str | None = None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    id: str | None = None

    @classmethod
    def of(cls, folder: Path, given: "Fields | None" = None) -> "Fields":
        """Return the columns that `corpus.toml` in `folder` names, overruled by those `given`.

        Raises:
            FieldsError: the file cannot be read, is no TOML, or holds something unknown.
        """
        named = _stored(folder / SETTINGS)
        return replace(named, **{name: value for name, value in _named(given or cls()).items() if value})


def _named(given: Fields) -> dict[str, str | None]:
    return {field.name: getattr(given, field.name) for field in fields(Fields)}


def _stored(path: Path) -> Fields:
    """Return the columns named in a settings file; none if there is no such file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Fields()
    except OSError as error:
        raise FieldsError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise FieldsError(f"{path}: not UTF-8") from error
    # Few corpora have such a file, and tomllib is slow to import.
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FieldsError(_broken(path, text, str(error))) from error
    for name in values:
        if name != "fields" or not isinstance(values[name], dict):
            raise FieldsError(f"{_place(path, text, name)}: unknown: {name!r} (there is the table [fields])")
    columns = values.get("fields", {})
    known = [field.name for field in fields(Fields)]
    for name, column in columns.items():
        if name not in known:
            raise FieldsError(
                f"{_place(path, text, name)}: unknown field {name!r} (there are {', '.join(known)})"
            )
        if not isinstance(column, str) or not column:
            raise FieldsError(f"{_place(path, text, name)}: {name} is not the name of a column in quotes")
    return Fields(**columns)


def _broken(path: Path, text: str, message: str) -> str:
    """Return a message of tomllib with its line where the lines of other messages stand."""
    reason, _, place = message.rstrip(")").rpartition(" (at ")
    number = re.match(r"line (\d+)", place)
    last = text.count("\n") + 1
    return f"{path}:{number.group(1) if number else last}: not valid TOML: {(reason or message).lower()}"


def _place(path: Path, text: str, name: str) -> str:
    """Return the path with the number of the line that sets `name` or opens the table of that name."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=\].]""")
    for number, row in enumerate(text.splitlines(), 1):
        if pattern.match(row):
            return f"{path}:{number}"
    return str(path)
