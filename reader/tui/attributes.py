"""The attributes and parts of a label as rows of values, each value with a key of its own."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Any, NamedTuple

from reader.annotate.acts.base import quoted
from reader.annotate.annotation import Annotation
from reader.annotate.schema import Attribute, Kind, Label

RESERVED = frozenset("ajkqux")
"""Letters that mean the same whether a label is described or not: move on, undo, close, no label."""
OTHER = "other…"
SHORT = 24


class Choice(NamedTuple):
    """One value and its key; `value` is None where words are typed or marked. `chosen` is in force."""

    key: str
    text: str
    chosen: bool = False
    value: Any = None


class Row(NamedTuple):
    """What can be said of one attribute or of the parts; `missing` where something is still to be said."""

    name: str
    choices: tuple[Choice, ...]
    missing: bool = False


class Pressed(NamedTuple):
    """What a key asks for: an attribute to be set to `value` (None: away), words for it, or a part."""

    attribute: str = ""
    value: Any = None
    asks: bool = False
    role: str = ""


def rows(
    label: Label,
    annotation: Annotation,
    offered: Sequence[str] = (),
    name: str = "",
    taken: Collection[str] = (),
) -> list[Row]:
    """Return a row for each attribute, and one for the parts.

    `offered` are values for the text `name`; letters that are `taken` mean something else.
    """
    keys = _keys(label, taken)
    made = [
        Row(
            each.name,
            tuple(_choices(each, annotation.attributes, keys, offered if each.name == name else ())),
            each.required and annotation.attributes.get(each.name) is None,
        )
        for each in label.attributes
    ]
    unknown = [
        each for each in annotation.attributes if each not in {known.name for known in label.attributes}
    ]
    if unknown:
        made.append(
            Row("else", tuple(Choice("", f"{each} {annotation.attributes[each]}") for each in unknown))
        )
    if label.parts:
        made.append(Row("parts", tuple(_parts(label, annotation, keys))))
    return made


def pressed(
    key: str,
    label: Label,
    annotation: Annotation,
    offered: Sequence[str] = (),
    name: str = "",
    taken: Collection[str] = (),
) -> Pressed | None:
    """Return what a key asks for, None if it is none of the panel's; the rest is as for `rows`."""
    if key.isdigit() and name and 1 <= int(key) <= len(offered):
        value = offered[int(key) - 1]
        return Pressed(name, None if annotation.attributes.get(name) == value else value)
    found = {each: what for what, each in _keys(label, taken).items()}.get(key)
    if found is None:
        return None
    kind, attribute, value = found
    if kind == "part":
        return Pressed(role=attribute)
    if kind == "text":
        return Pressed(attribute, asks=True)
    return Pressed(attribute, _turned(label.attribute(attribute), annotation.attributes, value))


def keys(label: Label, offered: Sequence[str] = (), taken: Collection[str] = ()) -> list[str]:
    """Return every key that says something of the label; `taken` is as for `rows`."""
    return [*_keys(label, taken).values(), *(str(number + 1) for number in range(len(offered)))]


def _turned(attribute: Attribute, said: Mapping[str, Any], value: str) -> Any:
    """Return an attribute after the key of a value: chosen, or no more if it was."""
    before = said.get(attribute.name)
    if attribute.kind is Kind.YES_NO:
        return True if before is None else False if before is True else None
    if attribute.kind is Kind.CHOICES:
        chosen = list(before) if isinstance(before, list | tuple) else [before]
        now = [each for each in chosen if each != value] if value in chosen else [*chosen, value]
        return [each for each in attribute.values if each in now] or None
    return None if before == value else value


def _choices(
    attribute: Attribute,
    said: Mapping[str, Any],
    keys: Mapping[tuple[str, str, str], str],
    offered: Sequence[str],
) -> Iterator[Choice]:
    value = said.get(attribute.name)
    if attribute.kind is Kind.YES_NO:
        shown = str(value) if value is not None else "–"
        if isinstance(value, bool):
            shown = "yes" if value else "no"
        yield Choice(keys["value", attribute.name, ""], shown, value is not None)
        return
    if attribute.kind in (Kind.CHOICE, Kind.CHOICES):
        has = value if isinstance(value, list | tuple) else [value]
        for each in attribute.values:
            yield Choice(keys["value", attribute.name, each], each, each in has, each)
        for strange in has:
            if strange is not None and strange not in attribute.values:
                yield Choice("", str(strange), True)
        return
    for number, each in enumerate(offered, 1):
        yield Choice(str(number), each, each == value, each)
    key = keys["text", attribute.name, ""]
    if value is not None and value not in offered:
        yield Choice(key, str(value), True)
    else:
        yield Choice(key, OTHER if offered else "…")


def _parts(
    label: Label, annotation: Annotation, keys: Mapping[tuple[str, str, str], str]
) -> Iterator[Choice]:
    for role in label.parts:
        texts = [part.text for part in annotation.parts if part.role == role.name]
        said = " ".join([role.name, *(quoted(text, SHORT) for text in texts)])
        yield Choice(keys["part", role.name, ""], said, bool(texts))


def _keys(label: Label, taken: Collection[str]) -> dict[tuple[str, str, str], str]:
    """Return the key of everything that can be said: a letter of its own name, else any that is left.

    They depend on the schema alone, so that a person can learn them.
    """
    wanted: list[tuple[tuple[str, str, str], str, bool]] = []
    for each in label.attributes:
        if each.kind in (Kind.CHOICE, Kind.CHOICES):
            wanted += [(("value", each.name, value), value, False) for value in each.values]
        else:
            kind = "value" if each.kind is Kind.YES_NO else "text"
            wanted.append(((kind, each.name, ""), each.name, False))
    wanted += [(("part", role.name, ""), role.name, True) for role in label.parts]
    found: dict[tuple[str, str, str], str] = {}
    for what, name, large in wanted:
        found[what] = next(_letters(name, large, {*taken, *found.values()}), "")
    return found


def _letters(name: str, large: bool, taken: Collection[str]) -> Iterator[str]:
    own = [letter for letter in name.lower() if letter in ascii_lowercase]
    large_ones = [letter.upper() for letter in own]
    order = [*large_ones, *own] if large else [*own, *large_ones]
    for letter in (*order, *ascii_lowercase, *ascii_uppercase):
        if letter not in taken and letter.lower() not in RESERVED:
            yield letter
