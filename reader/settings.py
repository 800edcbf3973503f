"""What a person can set: a small TOML file in the user's configuration folder.

    theme = "reader-light"
    advance_after_tag = true
    preview = true
    blind = false
    suggest = true
    suggest_above = 0.5
    suggest_without = ["claim", "indirect"]

    [keymap]
    tag-claim = ["t", "1"]
    copy = "ctrl+k"

The environment variable `READER_CONFIG` may name another file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any


class SettingsError(Exception):
    """The settings cannot be used; the message is one clear line naming the file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    `theme` is the name of a theme, empty for the default; `advance_after_tag` moves to the next undecided
    sentence after a label; `preview` shows the preview beside the list; `blind` hides the labels of other
    annotators; `suggest` proposes labels, those with at least the score `suggest_above` (0 to 1),
    `suggest_without` these labels and kinds of quotes; `keymap` maps command ids to the keys that replace the
    default ones.
    """

    theme: str = ""
    advance_after_tag: bool = True
    preview: bool = True
    blind: bool = False
    suggest: bool = True
    suggest_above: float = 0.5
    suggest_without: tuple[str, ...] = ()
    keymap: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def location() -> Path:
    """Return where the settings are read from; the file need not exist."""
    if named := os.environ.get("READER_CONFIG"):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("reader", appauthor=False) / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """Read the settings from `path`, by default from `location()`.

    A file that is not there means the defaults, unless it was named on purpose. Raises `SettingsError`.
    """
    named = path is not None or "READER_CONFIG" in os.environ
    path = path or location()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if named:
            raise SettingsError(f"{path}: there is no such file") from None
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    return parse(text, path)


def parse(text: str, path: Path) -> Settings:
    """Return the settings in the TOML `text`; `path` is named in errors, which are `SettingsError`."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error
    known = {setting.name for setting in fields(Settings)}
    values: dict[str, Any] = {}
    for written, value in table.items():
        name = written.replace("-", "_")
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"; did you mean “{close[0]}”?" if close else f"; known are {', '.join(sorted(known))}"
            raise SettingsError(f"{path}: there is no setting “{written}”{hint}")
        values[name] = _keymap(value, path) if name == "keymap" else _plain(name, value, path)
    return Settings(**values)


def _plain(name: str, value: object, path: Path) -> object:
    wanted = type(getattr(Settings(), name))
    if wanted is tuple:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise SettingsError(f"{path}: {name} must be a list of texts, not {value!r}")
        return tuple(value)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        kind = {bool: "true or false", str: "a text in quotes", float: "a number"}[wanted]
        raise SettingsError(f"{path}: {name} must be {kind}, not {value!r}")
    return value


def _keymap(value: object, path: Path) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: keymap must be a table of commands and their keys")
    keymap: dict[str, tuple[str, ...]] = {}
    for command, keys in value.items():
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(isinstance(key, str) and key for key in listed):
            raise SettingsError(f"{path}: keymap: the keys of {command} must be a text or a list of texts")
        keymap[command] = tuple(listed)
    return MappingProxyType(keymap)
