"""The signs of the gutter and the ruler: what can be told without colour."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.annotate.schema import Schema
from reader.compare.comparison import Change, Comparison, Relation
from reader.compare.flags import Flag
from reader.compare.signs import MEANINGS, MOVED_FROM, RELATION_SIGNS, REPEAT, sign

__all__ = [
    "CARRIED",
    "DOUBTFUL",
    "FLAG_SIGNS",
    "MOVED_FROM",
    "OTHERS",
    "PROPOSED_NOTHING",
    "RELATION_SIGNS",
    "REPEAT",
    "SOURCE",
    "UNKNOWN",
    "Sign",
    "flag_of",
    "hollow",
    "meanings",
    "relation_sign",
]


class Sign(NamedTuple):
    """A character, and the role that gives it its colour."""

    letter: str
    role: str


SOURCE = "<"
PROPOSED, PROPOSED_NOTHING = "○", "∘"
CARRIED = "↳"
OTHERS, DOUBTFUL, UNKNOWN = "°", "?", "¿"
FLAG_SIGNS = {Flag.NEGATION: "!", Flag.NUMBER: "#", Flag.QUOTE: "“", Flag.NAME: "@"}
"""Signs of what must not be missed; of several in one sentence the first is shown."""

_MORE = {
    "»«": "; the number is the sentence there",
    ":": ": not part of the article, needs no decision",
    REPEAT: ", needs no decision",
}


def _small(letter: str) -> str:
    small = letter.lower()
    return small if small != letter else PROPOSED


def hollow(sign: Sign) -> Sign:
    """Return the sign of a label that is only proposed: its letter in small, else a ring."""
    return Sign(_small(sign.letter), sign.role)


def meanings(schema: Schema) -> list[tuple[str, str]]:
    """Return every sign of the gutter with what it means, in the order of the gutter."""
    return [
        ("▌", "the sentence under the cursor; ▏ what is aligned with it, ┃ the range"),
        *(("  ".join(signs), meaning + _MORE.get(signs, "")) for signs, meaning in MEANINGS.items()),
        (SOURCE, "the wording of the source is shown in place of the copy's"),
        ("#  @", "a number, a name was changed"),
        ("!  “", "a negation, words in quotation marks were changed"),
        *((label.sign or label.name[:1].upper(), label.name) for label in schema.labels),
        (UNKNOWN, "a label that labels.toml does not have (any more)"),
        ("·", "decided: no label"),
        (
            "  ".join(
                [*(_small(label.sign or label.name[:1].upper()) for label in schema.labels), PROPOSED_NOTHING]
            ),
            "proposed, to be accepted or rejected: a label, that there is none",
        ),
        (CARRIED, "carried from another version"),
        ("*", "has a note"),
        (DOUBTFUL, "words of a label changed here: to be confirmed"),
        (OTHERS, "another annotator says something else, while their labels are shown"),
        ("⋯", "folded away"),
        ("╱", "not in this version"),
    ]


def relation_sign(comparison: Comparison, version: int, sentence: int, *, diff: bool = True) -> Sign | None:
    """Return what the gutter shows of a sentence's relation; without `diff` only what needs no comparing."""
    shown = sign(comparison, version, sentence, diff=diff)
    if not shown:
        return None
    if sentence in comparison.unread(version):
        return Sign(shown, Relation.FURNITURE)
    return Sign(shown, comparison.relation(version, sentence) or "")


def flag_of(changes: Iterable[Change]) -> Flag | None:
    """Return the flag that matters most in the changes of a sentence."""
    flags = frozenset[Flag]().union(*(change.flags for change in changes))
    return next((flag for flag in FLAG_SIGNS if flag in flags), None)
