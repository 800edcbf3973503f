"""Giving a label another name in the schema and in the label file, which keeps what stands around it."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

from reader.annotate.schema import Label, Schema, SchemaError
from reader.annotate.schema_file import parse
from reader.annotate.toml_lines import TomlLines


def renamed(schema: Schema, old: str, new: str) -> Schema:
    """Return the schema with the label `old` called `new`; without `old`, if there is a `new` already."""
    merged = new in schema
    return Schema(
        tuple(_renamed(label, old, new) for label in schema.labels if not (merged and label.name == old))
    )


def renamed_in_file(text: str, file: Path, old: str, new: str) -> str:
    """Return the text of a label file after `renamed`; comments, and how the label looks, stay.

    Raises `SchemaError`, naming file and line, if the file is laid out so that only a person can tell where
    the name stands, or would be wrong then.
    """
    before = parse(text, file)
    wanted = renamed(before, old, new)
    index = [label.name for label in before.labels].index(old)
    places = TomlLines(text)
    lines = text.split("\n")
    for other in reversed(range(len(before.labels))):  # from the end, so that the lines before it stay
        if old in before.labels[other].excludes:
            span = places.span("label", other, "excludes")
            if new in before:
                lines[span.start : span.stop] = _excludes(wanted.get(before.labels[other].name))
            else:
                _replace(lines, span, old, new)
        if other == index and new in before:
            last = places.span("label", index + 1).start if index + 1 < len(before.labels) else len(lines)
            _remove(lines, places.span("label", index).start, last)
        elif other == index:
            span = places.span("label", index, "name")
            _replace(lines, span, old, new)
            lines[span.stop : span.stop] = _look(text, index, before.labels[index])
    made = "\n".join(lines)
    try:
        parsed = parse(made, file)
    except SchemaError:
        parsed = None
    if parsed != wanted:
        line = places.line("label", index, "name")
        raise SchemaError(
            f"{file}:{line}: make {old!r} {new!r} here by hand, then rename the annotations with --merge"
        )
    return made


def _renamed(label: Label, old: str, new: str) -> Label:
    name = new if label.name == old else label.name
    excludes = dict.fromkeys(new if other == old else other for other in label.excludes)
    return replace(label, name=name, excludes=tuple(other for other in excludes if other != name))


def _replace(lines: list[str], span: range, old: str, new: str) -> None:
    """Put one text in the place of another in the lines of a statement."""
    for at in span:
        for written in (json.dumps(old, ensure_ascii=False), f"'{old}'"):
            lines[at] = lines[at].replace(written, json.dumps(new, ensure_ascii=False))


def _look(text: str, index: int, label: Label) -> list[str]:
    """Return the lines that say what the name said about colour and sign, where nothing else does."""
    table = tomllib.loads(text)["label"][index]
    look = {"color": label.color, "sign": label.sign}
    return [f"{key} = {json.dumps(value)}" for key, value in look.items() if key not in table]


def _excludes(label: Label) -> list[str]:
    return [f"excludes = {json.dumps(label.excludes, ensure_ascii=False)}"] if label.excludes else []


def _remove(lines: list[str], first: int, last: int) -> None:
    """Take out the lines of a label; the comment over the next one stays."""
    while last < len(lines) and last > first + 1 and lines[last - 1].lstrip().startswith("#"):
        last -= 1
    del lines[first:last]
