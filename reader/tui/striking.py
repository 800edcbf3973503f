"""The words within a change that must not be missed: numbers, names and negations."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.compare.comparison import Change
from reader.compare.flags import Flag, is_negation, number
from reader.compare.tokens import FUNCTION_WORDS, Token, fold, tokenize

STRONG = frozenset({Flag.NUMBER, Flag.NAME, Flag.NEGATION})


class Strike(NamedTuple):
    """Code points of a text, end exclusive, and why they matter."""

    start: int
    end: int
    flag: Flag


def strikes(text: str, start: int, end: int, flags: Iterable[Flag]) -> Iterator[Strike]:
    """Yield the words of `text[start:end]` for which a change there has its `flags`; neighbours in one."""
    wanted = STRONG.intersection(flags)
    last: Strike | None = None
    for token in tokenize(text[start:end]) if wanted else ():
        flag = _flag(token, first=not text[: start + token.start].strip())
        if flag not in wanted or flag is None:
            continue
        found = Strike(start + token.start, start + token.end, flag)
        if last is not None and last.flag is flag and not text[last.end : found.start].strip():
            last = last._replace(end=found.end)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def in_changes(text: str, changes: Iterable[Change]) -> list[tuple[Strike, Change]]:
    """Return the striking words of a sentence's changes, each with its change."""
    return [
        (found, change)
        for change in changes
        for found in strikes(text, change.start, change.end, change.flags)
    ]


def _flag(token: Token, *, first: bool) -> Flag | None:
    if number(token) is not None:
        return Flag.NUMBER
    if is_negation(token.text):
        return Flag.NEGATION
    named = token.text[0].isupper() and not first and fold(token.text) not in FUNCTION_WORDS
    return Flag.NAME if named else None
