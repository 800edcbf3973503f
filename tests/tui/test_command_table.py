"""The command table: complete, free of clashes, and strict about the user's own keys."""

import re

import pytest

from reader.annotate.schema import Label, Schema
from reader.tui.app import ReaderApp
from reader.tui.command_table import CommandTable, KeymapError, check_keymap
from reader.tui.commands import COMMANDS, Scope
from reader.tui.keys import is_key, key_name, shown_key
from reader.tui.screens.agreement import AgreementScreen
from reader.tui.screens.corpus import CorpusScreen
from reader.tui.screens.dialog import Choice
from reader.tui.screens.evidence import EvidenceScreen
from reader.tui.screens.export import ExportDialog
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.lost import LostDialog
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.review import ReviewScreen

TABLE = CommandTable.of(Schema.default())
HANDLERS = {
    Scope.TEXT: (CorpusScreen, ReadingScreen),
    Scope.LIST: (CorpusScreen,),
    Scope.COMPARE: (ReadingScreen,),
    Scope.WORDS: (ReadingScreen,),
    Scope.DIALOG: (Choice, ExportDialog, HelpScreen),
    Scope.EVIDENCE: (EvidenceScreen,),
    Scope.LOST: (LostDialog,),
    Scope.AGREEMENT: (AgreementScreen,),
    Scope.REVIEW: (ReviewScreen,),
}


def test_default_keys_do_not_clash() -> None:
    check_keymap(TABLE.commands, {})


def test_ids_are_unique() -> None:
    ids = [command.id for command in TABLE.commands]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("command", TABLE.commands, ids=lambda command: command.id)
def test_every_command_can_be_found_and_done(command) -> None:
    assert command.label
    assert command.help[0].isupper()
    assert not command.help.endswith(".")
    assert all(is_key(key) for key in command.keys)
    handler = "action_" + re.split(r"\(", command.action)[0]
    if command.scope is Scope.EVERYWHERE:
        both = all(hasattr(screen, handler) for screen in (CorpusScreen, ReadingScreen))
        assert hasattr(ReaderApp, handler) or both
    else:
        assert [view.__name__ for view in HANDLERS[command.scope] if not hasattr(view, handler)] == []


def test_no_binding_takes_a_printable_key_from_a_text_field() -> None:
    assert not any(binding.priority for scope in Scope for binding in TABLE.bindings(scope))


def test_the_quote_key_is_bound_by_the_name_the_terminal_sends() -> None:
    bound = {binding.key: binding.action for binding in TABLE.bindings(Scope.COMPARE)}
    assert bound["quotation_mark"] == "tag('quote')"
    assert bound["2"] == "tag('quote')"


def test_users_keys_replace_the_default_ones() -> None:
    table = CommandTable.of(Schema.default(), {"tag-claim": ("T",), "copy": ("ctrl+k", ",")})
    assert table["tag-claim"].keys == ("T",)
    assert {"ctrl+k", "comma"} <= {binding.key for binding in table.bindings(Scope.TEXT)}
    assert "c" not in {binding.key for binding in table.bindings(Scope.COMPARE)}


@pytest.mark.parametrize(
    ("keymap", "words"),
    [
        ({"tag-claim": ("u",)}, ("undo", "tag-claim", "u ")),
        ({"undo": ("ctrl+d",)}, ("undo", "half-page-down", "^d")),
        ({"mark": ("q",)}, ("back", "mark")),
        ({"tga-claim": ("t",)}, ("tga-claim", "did you mean “tag-claim”")),
        ({"undo": ("spcae",)}, ("undo", "spcae", "did you mean “space”")),
        ({"undo": ("ctrl+",)}, ("not a key",)),
    ],
)
def test_a_keymap_that_hides_something_is_refused(keymap, words) -> None:
    with pytest.raises(KeymapError) as refusal:
        CommandTable.of(Schema.default(), keymap)
    assert "\n" not in str(refusal.value)
    for word in words:
        assert word in str(refusal.value)


def test_the_same_key_may_mean_different_things_on_different_screens() -> None:
    CommandTable.of(Schema.default(), {"mark": ("c",)})


def test_a_label_whose_key_is_taken_is_refused() -> None:
    with pytest.raises(KeymapError, match=r"^labels\.toml: j is asked for by both down and tag-joke$"):
        CommandTable.of(Schema((Label("joke", "j"),)))


def test_a_key_can_be_taken_away() -> None:
    table = CommandTable(COMMANDS, {"suspend": ()})
    assert table.key("suspend") == ""
    assert "ctrl+z" not in {binding.key for binding in table.bindings(Scope.EVERYWHERE)}


@pytest.mark.parametrize(
    ("key", "name", "shown"),
    [
        ('"', "quotation_mark", '"'),
        ("ctrl+r", "ctrl+r", "^r"),
        ("escape", "escape", "esc"),
        ("tab", "tab", "tab"),
        ("space", "space", "space"),
        ("S", "S", "S"),
        ("quotation_mark", "quotation_mark", '"'),
        (",", "comma", ","),
    ],
)
def test_keys_have_a_name_and_a_face(key, name, shown) -> None:
    assert key_name(key) == name
    assert shown_key(key) == shown
