"""Keys by the names that Textual, a settings file and a person have for them."""

from functools import cache

from textual.binding import Binding
from textual.keys import Keys, key_to_character


@cache
def key_name(key: str) -> str:
    """Return the name Textual gives to `key`, which may be a single character: `"` is `quotation_mark`."""
    if key == ",":
        return "comma"
    return next(iter(Binding.make_bindings([Binding(key, "")]))).key if key.strip() else key


@cache
def key_names() -> tuple[str, ...]:
    """Return the names of all keys that Textual knows."""
    return tuple(key.value for key in Keys if not key.value.startswith("<"))


def is_key(key: str) -> bool:
    """Tell whether a terminal can send `key`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if not set(modifiers) <= {"ctrl", "shift", "alt", "super", "meta", "hyper"} or not last.strip():
        return False
    return len(last) == 1 or last in key_names() or key_to_character(last) is not None


_SYMBOLS = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


@cache
def shown_key(key: str) -> str:
    """Return `key` as a person reads it: `^r` for ctrl+r, `"` for the quotation mark."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    character = key_to_character(last) if len(last) > 1 else None
    last = _SYMBOLS.get(
        last, character if character and character.isprintable() and character != " " else last
    )
    if modifiers == ["ctrl"] and len(last) == 1:
        return f"^{last}"
    return "+".join((*modifiers, last))
