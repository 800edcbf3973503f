"""Characters that steer a terminal or turn the direction of text: found, and made visible.

What comes in by `clean` has none of them. This is for what comes in by other ways: arguments, file names,
stored annotations, messages of the system.
"""

import re

_CONTROLS = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def has_controls(text: str) -> bool:
    """Return whether `text` holds control characters other than newlines."""
    return _CONTROLS.search(text) is not None


def visible(text: str) -> str:
    r"""Return `text` with its control characters, newlines apart, written as JSON does: `\u001b`."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
