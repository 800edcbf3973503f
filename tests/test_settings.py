"""The settings file: what it may hold, and how it complains."""

from pathlib import Path

import pytest

from reader.settings import Settings, SettingsError, load, location, parse

FILE = Path("settings.toml")


def test_without_a_file_the_defaults_hold() -> None:
    assert load() == Settings()
    assert load().advance_after_tag


def test_everything_can_be_set() -> None:
    settings = parse(
        'theme = "reader-light"\nadvance-after-tag = false\npreview = false\n'
        '[keymap]\ncopy = "k"\nundo = ["U", "f9"]\n',
        FILE,
    )
    assert settings.theme == "reader-light"
    assert not settings.advance_after_tag
    assert not settings.preview
    assert dict(settings.keymap) == {"copy": ("k",), "undo": ("U", "f9")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("advance_after_tga = true", "did you mean “advance_after_tag”?"),
        ("zzz = 1", "known are advance_after_tag, blind, keymap, preview, suggest, suggest_above, sugg"),
        ("suggest_without = 3", "suggest_without must be a list of texts"),
        ("preview = 1", "preview must be true or false, not 1"),
        ("theme = 3", "theme must be a text in quotes, not 3"),
        ("theme = \n", "line 1"),
        ("keymap = 3", "keymap must be a table"),
        ("[keymap]\nundo = 3", "the keys of undo must be"),
        ('[keymap]\nundo = [""]', "the keys of undo must be"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(text, words) -> None:
    with pytest.raises(SettingsError) as error:
        parse(text, FILE)
    assert str(error.value).startswith("settings.toml: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_the_environment_may_name_another_file(tmp_path, monkeypatch) -> None:
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("READER_CONFIG", str(file))
    assert location() == file
    with pytest.raises(SettingsError, match="no such file"):
        load()
    file.write_bytes(b'\xef\xbb\xbftheme = "nord"')
    assert load().theme == "nord"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load()
