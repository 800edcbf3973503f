"""The one door text comes in by: bytes become a string, and the string becomes harmless.

Offsets of sentences and labels count code points of the cleaned text, so what `clean` does is part of the
storage format:

- CRLF, CR, NEL, LS, PS, vertical tab and form feed become a newline; a tab and the Braille blank become a
  space.
- Terminal escape sequences are dropped whole, with whatever they carry; then every other C0 and C1 control.
- Bidi controls, zero-width and other invisible characters (soft hyphen, byte order mark, word joiner,
  fillers, tags, annotation anchors, variation selectors save the one after an emoji) are dropped.
- A zero-width joiner or non-joiner stays where it is part of the spelling: between two letters or marks of a
  script that joins (Arabic, Indic, Khmer, Mongolian), and the joiner between two emoji.
- Of a pile of combining marks the first eight stay.
- Lone surrogates and noncharacters become U+FFFD, the visible replacement character.

Everything else stays as it is: other spaces, typographic quotes, private use, normalisation form.
"""

import codecs
import re
from functools import lru_cache


class Unreadable(Exception):
    """The bytes are not text; the message is the reason, ready to follow a file name and a colon."""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
SAMPLE = 1 << 16
"""How many of the first bytes of a file show its encoding."""
_STRAY = 0.02
"""The share of broken characters that may be stray bytes in a text that is otherwise ASCII."""


def decode(data: bytes) -> str:
    """Return the text that `data` encodes, without a byte order mark.

    A byte order mark decides; else UTF-16 shows by its zero bytes; else it is UTF-8 if it can be, a few
    broken characters apart (they become U+FFFD); for the rest charset-normalizer guesses.

    Raises:
        Unreadable: the bytes are empty, binary, or in no encoding that could be recognised.
    """
    if not data:
        raise Unreadable("the file is empty")
    if data.startswith(_BINARY):
        raise Unreadable("not text but a binary file")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:SAMPLE]:
        return _decode_utf16(data)
    if len(data[:SAMPLE].translate(None, _CONTROLS)) < 0.9 * len(data[:SAMPLE]):
        raise Unreadable("not text but a binary file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_nearly_utf8(data) or _decode_other(data)


class Lines:
    """How the bytes of a file are text whose lines can be decoded one by one, each always in the same way.

    A line that is not UTF-8 is in the encoding that the beginning of the file shows, else UTF-8 with a few
    broken characters, else Windows-1252.

    Attributes:
        skip: how many bytes of byte order mark stand before the text.
        wide: the codec if lines do not end at the byte of a line feed, as in UTF-16, UTF-32, and where every
            line ends with a carriage return; else "".
    """

    def __init__(self, sample: bytes) -> None:
        """Look at the first bytes of a file.

        Raises:
            Unreadable: they are binary.
        """
        if sample.startswith(_BINARY):
            raise Unreadable("not text but a binary file")
        self.skip, self.wide = 0, ""
        for mark, encoding in _BOMS:
            if sample.startswith(mark):
                self.skip, self.wide = len(mark), "" if encoding == "utf-8" else encoding
                break
        else:
            sample = sample[:SAMPLE]
            self.wide = _wide(sample) if b"\0" in sample else ""
            if not self.wide and len(sample.translate(None, _CONTROLS)) < 0.9 * len(sample):
                raise Unreadable("not text but a binary file")
        self._sample = sample[:SAMPLE]
        if not self.wide and b"\n" not in self._sample and self._sample.count(b"\r") > 1:
            self.wide = _legacy(self._sample) or "utf-8"

    def decode(self, line: bytes) -> str:
        """Return the text of a line; whatever its bytes, there is one."""
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _legacy(self._sample)
            if encoding:
                return line.decode(encoding, "replace")
        return _decode_nearly_utf8(line) or line.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Return `text` made harmless as the module describes; cleaning twice changes nothing more."""
    if text.isascii() and text.isprintable():
        return text
    rest = text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS)
    if not rest or not _SUSPECT.search(rest.decode("utf-8", "surrogatepass")):
        return text
    text = _ESCAPES.sub("", text)
    text = _NEWLINES.sub("\n", text)
    text = text.replace("\t", " ").replace("\u2800", " ")
    text = _DROPPED.sub("", text)
    text = _BROKEN.sub("\ufffd", text)
    text = _JOINERS.sub(r"\1", text)
    return _PILE.sub(r"\1", text)


def line(text: str) -> str:
    """Return `text` cleaned and on one line, white space collapsed: for titles and other metadata."""
    return " ".join(clean(text).split())


def _decode_utf16(data: bytes) -> str:
    """Decode UTF-16 without a byte order mark."""
    encoding = _wide(data)
    if not encoding or len(data) % 2:
        raise Unreadable("not text but a binary file")
    return data.decode(encoding, "replace")


def _wide(data: bytes) -> str:
    """Return the order of UTF-16 that gives mostly common characters, if one does."""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[: min(SAMPLE, len(data)) & ~1].decode(encoding, "replace")
        common = sum(character.isalnum() or character in _COMMON for character in sample)
        if common >= 0.95 * len(sample) and any(character in " \n\r" for character in sample):
            return encoding
    return ""


@lru_cache(maxsize=8)
def _legacy(sample: bytes) -> str:
    """Return the encoding of a sample that is rather not UTF-8; "" if it may be that."""
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return "" if _decode_nearly_utf8(sample) else _other(sample)
    return ""


def _decode_nearly_utf8(data: bytes) -> str:
    """Decode UTF-8 with a few broken characters; return nothing if it is rather another encoding.

    Bytes of another encoding hardly ever form a whole multi-byte character by chance.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = sum(character > "\x7f" for character in text) - broken
    cut_off = broken == 1 and text.endswith("\ufffd")
    return text if whole >= broken or cut_off else ""


def _decode_other(data: bytes) -> str:
    """Decode bytes that are no UTF-8, or UTF-8 with some stray bytes in what is otherwise ASCII."""
    encoding = _other(data[:SAMPLE])
    if encoding:
        return data.decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") > _STRAY * len(text):
        raise Unreadable("not text in any known encoding")
    return text


def _other(sample: bytes) -> str:
    """Return what charset-normalizer, which is slow to import and rarely needed, takes the encoding for.

    Several encodings often fit a short Western text equally well; Windows-1252 is by far the commonest.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return ""
    western = next((match for match in matches if match.encoding == "cp1252"), None)
    if western and western.chaos <= best.chaos and western.coherence >= best.coherence:
        best = western
    return best.encoding


_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + b"\x1c\x1d\x1e\x1f\x7f"
_COMMON = frozenset(" \n\r\t.,;:!?'\"()[]{}-–—‘’“”«»…/%&*+=@#$€£_|°•、。，「」")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_INVISIBLE_BMP = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
)
_INVISIBLE = f"{_INVISIBLE_BMP}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_BAD = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_JOINING = (
    "\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
)
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"

# Few ranges above U+FFFF, since a character class tries them one by one for every character.
_SUSPECT = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\u2800\u200c\u200d\ufe0e\ufe0f"
    f"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U00010000-\U0010ffff{_MARKS}{_INVISIBLE_BMP}]"
)
_HARMLESS = b"\n" + bytes(range(0x20, 0x7F))
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"  # CSI: colours, cursor, modes
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n\r]*+(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, APC
    r"|\x1b[ -/]*+[0-Z\\^-~]"  # character sets, cursor saving, keypads
)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(f"[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f{_INVISIBLE}]+")
_BROKEN = re.compile(f"[{_BAD}]")
_JOINERS = re.compile(
    f"([{_JOINING}]++(?:[\u200c\u200d][{_JOINING}]++)*+"
    f"|[{_EMOJI}][\ufe0e\ufe0f]?(?:\u200d[{_EMOJI}][\ufe0e\ufe0f]?)*+"
    "|[0-9#*]\ufe0f(?=\u20e3))|[\u200c\u200d\ufe0e\ufe0f]+"
)
_PILE = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")
