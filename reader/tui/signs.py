"""The signs of the gutter and the ruler: what can be told without colour."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.annotate.schema import Schema
from reader.compare.comparison import Change, Comparison, Relation
from reader.compare.flags import Flag


class Sign(NamedTuple):
    """A character, and the role that gives it its colour."""

    letter: str
    role: str


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
SOURCE = "<"
FLAG_SIGNS = {Flag.NEGATION: "!", Flag.NUMBER: "#", Flag.QUOTE: "“", Flag.NAME: "@"}
"""Signs of what must not be missed; of several in one sentence the first is shown."""


def meanings(schema: Schema) -> list[tuple[str, str]]:
    """Return every sign of the gutter with what it means, in the order of the gutter."""
    return [
        ("▌", "the sentence under the cursor; ▏ what is aligned with it, ┃ the range"),
        ("~", "edited"),
        ("&", "split in two, or two made one"),
        ("+  -", "added, deleted"),
        ("»  «", "moved: where to, where from; the number is the sentence there"),
        (":", "site furniture: not part of the article, needs no decision"),
        (REPEAT, "said before in the same article, needs no decision"),
        (SOURCE, "the wording of the source is shown in place of the copy's"),
        ("#  @", "a number, a name was changed"),
        ("!  “", "a negation, words in quotation marks were changed"),
        *((label.sign or label.name[:1].upper(), label.name) for label in schema.labels),
        ("·", "decided: no label"),
        ("*", "has a note"),
        ("⋯", "folded away"),
        ("╱", "not in this version"),
    ]


def relation_sign(comparison: Comparison, version: int, sentence: int, *, diff: bool = True) -> Sign | None:
    """Return what the gutter shows of a sentence's relation; without `diff` only what needs no comparing."""
    if sentence in comparison.furniture(version):
        return Sign(RELATION_SIGNS[Relation.FURNITURE], Relation.FURNITURE)
    if sentence in comparison.repeats(version):
        return Sign(REPEAT, Relation.FURNITURE)
    relation = comparison.relation(version, sentence) if diff else None
    if relation is None:
        return None
    if relation is Relation.MOVED and version != comparison.base:
        return Sign(MOVED_FROM, relation)
    return Sign(RELATION_SIGNS.get(relation, " "), relation)


def flag_of(changes: Iterable[Change]) -> Flag | None:
    """Return the flag that matters most in the changes of a sentence."""
    flags = frozenset[Flag]().union(*(change.flags for change in changes))
    return next((flag for flag in FLAG_SIGNS if flag in flags), None)
