"""File names for article ids and annotators that hold on every file system."""

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from reader.corpus.controls import visible

LONGEST = 200

_SAFE_ASCII = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !#$&'()+,-.;=@[]^_`{}"
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def article_file(article_id: str) -> PurePosixPath:
    """Return where an article's annotations stand within the annotator's folder.

    Folders are as in the id. What a file system forbids is percent-encoded; names that only differ in letter
    case or Unicode form on a file system that ignores it, and names too long, are told apart by a digest
    after `~`.
    """
    path, mark, key = article_id.partition("#")
    *folders, name = path.split("/")
    parts = [_component(folder, folder=True) for folder in folders]
    name = _component(name + mark + key)
    if len("/".join([*parts, name]).encode()) > LONGEST:
        return PurePosixPath(f"{_cut(name, LONGEST // 2)}~{_digest(article_id)}.json")
    if _may_meet_another(article_id):
        name = f"{name}~{_digest(article_id)}"
    return PurePosixPath(*parts, f"{name}.json")


def annotator_folder(annotator: str) -> str:
    """Return the folder of an annotator; names that a file system may confuse are told apart by a digest.

    Raises `ValueError` for a name that is empty, too long, or holds what cannot be seen.
    """
    if not annotator.strip():
        raise ValueError("an annotator needs a name")
    if not annotator.isprintable():
        raise ValueError(f"{annotator!r} is no name for an annotator: it holds invisible characters")
    name = _component(annotator, folder=True)
    if _may_meet_another(annotator):
        name = f"{name}~{_digest(annotator)}"
    if len(name.encode()) > LONGEST:
        raise ValueError(f"the annotator's name is longer than {LONGEST} bytes as a folder name")
    return name


def annotator_name(folder: str) -> str:
    """Return the annotator whose folder this is; raise `ValueError` if nobody can be called so."""
    try:
        name = unquote(folder.partition("~")[0], errors="surrogatepass")
    except UnicodeDecodeError:
        name = ""
    if not name.strip() or annotator_folder(name) != folder:
        raise ValueError(f"{visible(folder)!r} is not the folder of an annotator")
    return name


def plain_file(text: str) -> str:
    """Return text as the name of a file or folder; letter case may be all that tells two of them apart."""
    return _component(text)


def _may_meet_another(text: str) -> bool:
    """Whether a file system that ignores letter case or Unicode form may take `text` for another name."""
    return text != unicodedata.normalize("NFC", text).casefold()


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _component(text: str, *, folder: bool = False) -> str:
    """Return `text` as one path component that starts and ends harmlessly."""
    encoded = "".join(
        c if c in _SAFE_ASCII or (c > "\x7f" and c.isprintable()) else _percent(c) for c in text
    )
    if not encoded:
        return "%"  # no other text is written so
    if encoded[-1] in ". ":
        encoded = encoded[:-1] + _percent(encoded[-1])
    if encoded[0] in ". " or _RESERVED.match(encoded):
        encoded = _percent(encoded[0]) + encoded[1:]
    if folder and encoded.casefold().endswith(".json"):
        encoded = f"{encoded[:-5]}%2E{encoded[-4:]}"  # or it could be the file of another article
    return encoded


def _percent(character: str) -> str:
    encoded = quote(character, safe="", errors="surrogatepass")
    return encoded if encoded != character else f"%{ord(character):02X}"


def _cut(name: str, most: int) -> str:
    cut = name.encode()[:most].decode(errors="ignore")
    return re.sub(r"%[0-9A-F]?$", "", cut).rstrip(". ")
