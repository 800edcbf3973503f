"""The commands of one run, with the keys that are in force.

Labels add one command each. Keys in the settings replace the keys of a command as a whole. Bindings are made
here and nowhere else, and none takes a key away from a text field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from reader.tui.commands import COMMANDS, CONTEXTS, Command, Scope
from reader.tui.keys import is_key, key_name, key_names, shown_key
from reader.workspace import LABELS_FILE

if TYPE_CHECKING:
    from reader.annotate.schema import Schema


def shown_keys(table: "CommandTable", *scopes: Scope) -> list[Command]:
    """Return the commands of `scopes` for the footer, those of the nearest scope first."""
    return [command for scope in reversed(scopes) for command in table.within(scope) if command.shown]


def label_commands(schema: "Schema") -> tuple[Command, ...]:
    """Return one command for each label of `schema`, with the keys the schema gives it."""
    return tuple(
        Command(
            id=f"tag-{label.name}",
            keys=(label.key, *label.alternatives),
            action=f"tag({label.name!r})",
            label=label.name,
            help=f"Label the sentence or the range as {label.name}, or take the label off",
            scope=Scope.COMPARE,
            shown=True,
            also=(Scope.WORDS,),
        )
        for label in schema.labels
    )


class KeymapError(Exception):
    """The keys asked for cannot be used; the message is one clear line for each reason."""


class CommandTable:
    """The commands of one run, with the keys in force."""

    def __init__(
        self, commands: Sequence[Command] = COMMANDS, keymap: Mapping[str, Sequence[str]] | None = None
    ):
        """Take `commands` and put the keys of `keymap` (command id → keys) in the place of theirs.

        Raises `KeymapError` as `check_keymap` does.
        """
        keymap = keymap or {}
        check_keymap(commands, keymap)
        self.commands = tuple(
            replace(command, keys=tuple(keymap.get(command.id, command.keys))) for command in commands
        )
        self._by_id = {command.id: command for command in self.commands}

    @classmethod
    def of(cls, schema: "Schema", keymap: Mapping[str, Sequence[str]] | None = None) -> "CommandTable":
        """Return the table with the labels of `schema` and the user's `keymap`."""
        return cls(COMMANDS + label_commands(schema), keymap)

    def __getitem__(self, command_id: str) -> Command:
        return self._by_id[command_id]

    def within(self, *scopes: Scope) -> tuple[Command, ...]:
        """Return the commands of `scopes`, in the order of the table."""
        return tuple(command for command in self.commands if command.scope in scopes)

    def bindings(self, *scopes: Scope) -> list[Binding]:
        """Return a binding for every key of every command of `scopes`."""
        return [
            Binding(
                key_name(key),
                command.action,
                command.label,
                show=command.shown,
                tooltip=command.help,
                id=command.id,
                key_display=shown_key(key),
            )
            for command in self.within(*scopes)
            for key in command.keys
        ]

    def key(self, command_id: str) -> str:
        """Return the first key of a command as a person reads it, empty if it has none."""
        keys = self._by_id[command_id].keys
        return shown_key(keys[0]) if keys else ""

    def install(self, node: DOMNode, *scopes: Scope) -> None:
        """Give `node` the bindings of `scopes` and no others, not even those Textual brings along."""
        node._bindings = BindingsMap(self.bindings(*scopes))


def check_keymap(commands: Sequence[Command], keymap: Mapping[str, Sequence[str]]) -> None:
    """Refuse a keymap that would hide a command.

    Raises `KeymapError` for a command or key that does not exist, and for a key that two commands of one view
    would share, naming both.
    """
    problems = [*_unknown(commands, keymap), *_clashes(commands, keymap)]
    if problems:
        raise KeymapError("\n".join(problems))


def _unknown(commands: Sequence[Command], keymap: Mapping[str, Sequence[str]]) -> Iterable[str]:
    known = [command.id for command in commands]
    for command_id, keys in keymap.items():
        if command_id not in known:
            yield f"keymap: there is no command “{command_id}”{_did_you_mean(command_id, known)}"
        for key in keys:
            if not is_key(key):
                yield f"keymap: “{key}” for {command_id} is not a key{_did_you_mean(key, key_names())}"


def _clashes(commands: Sequence[Command], keymap: Mapping[str, Sequence[str]]) -> Iterable[str]:
    told: set[tuple[str, str, str]] = set()
    for scopes in CONTEXTS:
        owners: dict[str, Command] = {}
        for command in commands:
            if {command.scope, *command.also}.isdisjoint(scopes):
                continue
            for key in keymap.get(command.id, command.keys):
                owner = owners.setdefault(key_name(key), command)
                clash = (owner.id, command.id, key_name(key))
                if owner.id != command.id and clash not in told:
                    told.add(clash)
                    asking = "keymap" if {owner.id, command.id} & keymap.keys() else LABELS_FILE
                    yield f"{asking}: {shown_key(key)} is asked for by both {owner.id} and {command.id}"


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean “{close[0]}”?" if close else ""
