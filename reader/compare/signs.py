"""Characters that tell without colour what a sentence is to its counterpart: on the screen and in print."""

from reader.compare.comparison import Comparison, Relation

RELATION_SIGNS = {
    Relation.EDITED: "~",
    Relation.MERGED: "&",
    Relation.SPLIT: "&",
    Relation.INSERTED: "+",
    Relation.DELETED: "-",
    Relation.MOVED: "»",
    Relation.FURNITURE: ":",
}
MOVED_FROM = "«"
REPEAT = "="
MEANINGS = {
    "~": "edited",
    "&": "split in two, or two made one",
    "+-": "added, deleted",
    "»«": "moved: where to, where from",
    ":": "site furniture",
    REPEAT: "said before in the same article",
}
"""What the signs mean, those together that are best explained together."""

_PLAIN = {"»": ">", "«": "<"}


def sign(comparison: Comparison, version: int, sentence: int, *, diff: bool = True) -> str:
    """Return the sign of a sentence, empty if it has none; without `diff` only what needs no comparing."""
    if sentence in comparison.furniture(version):
        return RELATION_SIGNS[Relation.FURNITURE]
    if sentence in comparison.repeats(version):
        return REPEAT
    relation = comparison.relation(version, sentence) if diff else None
    if relation is Relation.MOVED and version != comparison.base:
        return MOVED_FROM
    return RELATION_SIGNS.get(relation, "") if relation else ""


def encodable(sign: str, encoding: str | None) -> str:
    """Return the sign, or one of ASCII in its place where `encoding` does not have it."""
    try:
        sign.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return _PLAIN.get(sign, sign)
    return sign
