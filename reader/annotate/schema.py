"""What can be said about a text: labels with their attributes and parts, and what keeps to them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

Value = str | bool | tuple[str, ...]
NOT_IN_NAMES = '/\\:*?"<>|'
"""What the name of a label cannot hold, as some file system does not take it."""


class SchemaError(Exception):
    """The label file cannot be used; the message is one line that names file, line and problem."""


class Kind(StrEnum):
    """What an attribute holds, and how it is stored.

    One of its values; several of them, as a list; any text; words as they stand in the article (where their
    place matters they are a part, see `Role`); or true and false.
    """

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    SPAN = "span"
    YES_NO = "yes-no"


class Unit(StrEnum):
    """What a label is put on: whole sentences, any piece of text, or both."""

    SENTENCE = "sentence"
    SPAN = "span"
    BOTH = "both"


class Fault(StrEnum):
    """In what way an annotation does not keep to the schema."""

    UNKNOWN = "unknown"
    VALUE = "value"
    MISSING = "missing"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in which an annotation does not keep to the schema; `name` is the attribute, role or label.

    What is `UNKNOWN` but stored already is kept and shown; what is `MISSING` is still to be said; the others
    are wrong.
    """

    fault: Fault
    name: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a label says besides its name.

    `values` are those of a choice, in the order they are offered. `default` is what a new label gets; None
    for nothing.
    """

    name: str
    kind: Kind = Kind.TEXT
    values: tuple[str, ...] = ()
    default: Value | None = None
    required: bool = False
    description: str = ""

    def read(self, written: str) -> Value:
        """Return the value somebody wrote in one word or line, as `yes` or `quantity,event`.

        Raises `ValueError`, which says what could have been written.
        """
        text = written.strip()
        value: Value = text
        if self.kind is Kind.YES_NO:
            value = {"yes": True, "true": True, "no": False, "false": False}.get(text.casefold(), text)
        elif self.kind is Kind.CHOICES:
            value = tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))
        if problem := self.problem(value):
            raise ValueError(problem)
        return value

    def problem(self, value: object) -> str:
        """Return in one line why this cannot be the value, empty if it can."""
        if self.kind is Kind.YES_NO:
            return "" if isinstance(value, bool) else f"{self.name} is yes or no, not {_shown(value)}"
        if self.kind is Kind.CHOICES:
            return self._choices_problem(value)
        if self.kind is Kind.CHOICE:
            known = isinstance(value, str) and value in self.values
            return "" if known else f"{self.name} is {_one_of(self.values)}, not {_shown(value)}"
        if isinstance(value, str) and value.strip():
            return ""
        return f"{self.name} is text, not {_shown(value)}"

    def _choices_problem(self, value: object) -> str:
        if not isinstance(value, list | tuple) or not value:
            return f"{self.name} is a list of some of {', '.join(self.values)}, not {_shown(value)}"
        for each in value:
            if each not in self.values:
                return f"{self.name} can be {', '.join(self.values)}, not {_shown(each)}"
        return f"{self.name} names a value twice" if len(set(value)) < len(value) else ""


@dataclass(frozen=True, slots=True)
class Role:
    """A part of an annotation, as the words, the cue and the source of a quote: once, or `many` times."""

    name: str
    many: bool = False
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the keys that give it, how it looks, and what belongs to it.

    `color` names a role of the theme, `sign` is the letter shown where colour is not enough. `guideline` is
    Markdown for the annotator. `excludes` names labels that cannot stand on the same words; one of two such
    labels need say so.
    """

    name: str
    key: str
    alternatives: tuple[str, ...] = ()
    color: str = ""
    sign: str = ""
    description: str = ""
    guideline: str = ""
    unit: Unit = Unit.BOTH
    attributes: tuple[Attribute, ...] = ()
    parts: tuple[Role, ...] = ()
    excludes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that gives the label, the shown one first."""
        return (self.key, *self.alternatives)

    @property
    def on_sentences(self) -> bool:
        """Whether the label can be put on whole sentences."""
        return self.unit is not Unit.SPAN

    @property
    def on_spans(self) -> bool:
        """Whether the label can be put on any piece of text."""
        return self.unit is not Unit.SENTENCE

    @property
    def defaults(self) -> dict[str, Any]:
        """What a new label says before anybody said more, as it is stored."""
        return {each.name: _stored(each.default) for each in self.attributes if each.default is not None}

    def attribute(self, name: str) -> Attribute:
        """Return the attribute called `name`; raise `KeyError` naming the known ones."""
        for each in self.attributes:
            if each.name == name:
                return each
        raise KeyError(self._unknown("attribute", name, [each.name for each in self.attributes]))

    def read(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Return attributes as they are stored, from what somebody wrote for each.

        Raises `ValueError` for an attribute the label does not have and a value the attribute cannot have.
        """
        try:
            return {name: _stored(self.attribute(name).read(written)) for name, written in values.items()}
        except KeyError as error:
            raise ValueError(error.args[0]) from None

    def fitting(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes that the label has, with values that they can have."""
        own = {each.name: each for each in self.attributes}
        return {
            name: said for name, said in attributes.items() if name in own and not own[name].problem(said)
        }

    def check(self, attributes: Mapping[str, Any], parts: Iterable[str] = ()) -> list[Problem]:
        """Return in what an annotation does not keep to the label; `parts` are the roles of its parts.

        An annotation without parts is itself what its required parts would be: a whole sentence that is a
        quote needs no content.
        """
        return [*self._attribute_problems(attributes), *self._part_problems(Counter(parts))]

    def _attribute_problems(self, attributes: Mapping[str, Any]) -> Iterable[Problem]:
        known = [each.name for each in self.attributes]
        for name in attributes:
            if name not in known:
                yield Problem(Fault.UNKNOWN, name, self._unknown("attribute", name, known))
        for each in self.attributes:
            value = attributes.get(each.name)
            if value is None:
                if each.required:
                    yield Problem(Fault.MISSING, each.name, f"{self.name} needs {each.name}")
            elif text := each.problem(value):
                yield Problem(Fault.VALUE, each.name, text)

    def _part_problems(self, counts: Counter[str]) -> Iterable[Problem]:
        known = [role.name for role in self.parts]
        for name in counts:
            if name not in known:
                yield Problem(Fault.UNKNOWN, name, self._unknown("part", name, known))
        for role in self.parts:
            if counts and role.required and not counts[role.name]:
                yield Problem(Fault.MISSING, role.name, f"{self.name} needs the part {role.name}")
            if counts[role.name] > 1 and not role.many:
                yield Problem(Fault.REPEATED, role.name, f"{self.name} has {role.name} only once")

    def _unknown(self, what: str, name: str, known: list[str]) -> str:
        return f"{self.name} has no {what} {name!r}; {hint(name, known)}"


@dataclass(frozen=True, slots=True)
class Schema:
    """The labels in the order they are offered."""

    labels: tuple[Label, ...]

    @classmethod
    def default(cls) -> "Schema":
        """Return the labels used when the annotations folder has no `labels.toml`: claim and quote."""
        from reader.annotate.default_labels import LABELS

        return cls(LABELS)

    def get(self, name: str) -> Label:
        """Return the label called `name`; raise `KeyError` naming the known ones."""
        for label in self.labels:
            if label.name == name:
                return label
        known = ", ".join(label.name for label in self.labels)
        raise KeyError(f"no label is called {name!r}; the labels are {known}")

    def __contains__(self, name: object) -> bool:
        return any(label.name == name for label in self.labels)

    def check(self, label: str, attributes: Mapping[str, Any], parts: Iterable[str] = ()) -> list[Problem]:
        """Return in what an annotation does not keep to the schema; `parts` are the roles of its parts."""
        if label not in self:
            known = [each.name for each in self.labels]
            return [Problem(Fault.UNKNOWN, label, f"there is no label {label!r}; {hint(label, known)}")]
        return self.get(label).check(attributes, parts)

    def unknown(self, label: str, attributes: Mapping[str, Any], parts: Iterable[str] = ()) -> list[Problem]:
        """Return what a stored annotation says that the schema does not know; it is kept, and shown so."""
        return [each for each in self.check(label, attributes, parts) if each.fault is Fault.UNKNOWN]

    def excluded(self, name: str) -> frozenset[str]:
        """Return the labels that cannot stand together with `name`, whichever of the two says so."""
        named = self.get(name).excludes if name in self else ()
        return frozenset([*named, *(each.name for each in self.labels if name in each.excludes)])

    def to_json(self) -> dict[str, Any]:
        """Return the schema as plain JSON values, with everything that a label file can say."""
        return {"labels": [_label_json(label) for label in self.labels]}


def name_problem(name: str) -> str:
    """Return in one line why no label can be called so, empty if one can.

    Names of labels become names of files and columns, and parts of addresses, in exports.
    """
    why = ""
    if not name.isprintable():
        why = "it holds invisible characters"
    elif name != name.strip():
        why = "there is white space around it"
    elif held := [each for each in NOT_IN_NAMES if each in name]:
        why = f"it holds {' '.join(held)}"
    elif not name.strip(". "):
        why = "it needs more than dots" if name else "it is empty"
    return f"{name!r} is no name for a label: {why}" if why else ""


def hint(word: str, known: Iterable[str]) -> str:
    """Return what to say after a word that is not known."""
    known = list(known)
    close = get_close_matches(word, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known) or 'none'}"


def _label_json(label: Label) -> dict[str, Any]:
    return {
        "name": label.name,
        "keys": list(label.keys),
        "color": label.color,
        "sign": label.sign,
        "description": label.description,
        "guideline": label.guideline,
        "unit": str(label.unit),
        "attributes": [
            {
                "name": each.name,
                "kind": str(each.kind),
                "values": list(each.values),
                "default": _stored(each.default),
                "required": each.required,
                "description": each.description,
            }
            for each in label.attributes
        ],
        "parts": [
            {
                "name": role.name,
                "many": role.many,
                "required": role.required,
                "description": role.description,
            }
            for role in label.parts
        ],
        "excludes": list(label.excludes),
    }


def _stored(value: Value | None) -> Any:
    """Return a value as JSON and the annotations have it."""
    return list(value) if isinstance(value, tuple) else value


def _one_of(values: tuple[str, ...]) -> str:
    *most, last = values or ("",)
    return f"{', '.join(most)} or {last}" if most else last


def _shown(value: object) -> str:
    return "nothing" if value in ("", (), []) else repr(value)
