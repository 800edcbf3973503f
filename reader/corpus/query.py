"""What a person types to search a corpus, parsed.

    storm damage            every word must stand: in the text, the title or the id
    "storm damage"          a phrase; curly quotes do as well
    flood*                  words that begin so
    -rain                   without it; before anything (also: NOT rain)
    storm OR flood          one of them must stand; binds closer than the space
    source:bbc              part of the source; source:"new york times"
    title:"storm damage"    as words and phrases, in the title alone
    id:wire                 part of the id
    date:2023-03            within a year, month or day; also from one to another: date:2022..2023-03
    before:2023-03-10       earlier than it began; after:2023 later than it ended
    story:12                of that story; story:* of any, story:none of none
    label:claim             state:done, note:word: what is kept outside the index; label:* any, label:none

Anything else is words: `10:30`, `https://…`, `(`, `$`. A quote not closed ends with the text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from reader.corpus import folding

TEXT = ""
"""The field of words that may stand anywhere."""
OUTSIDE = ("label", "state", "note")
"""Fields about what is kept outside the index."""
FIELDS = ("source", "title", "id", "date", "before", "after", "story", *OUTSIDE)
ANY, NONE = "*", "none"
MOST = 1_000
"""So many words a query may have: more than a paragraph pasted."""

_EVER = (float("-inf"), float("inf"))
_QUOTES = '"“”„‟«»'
_FIELD = re.compile(r"([A-Za-z]{2,}):(\s*)")
_BARE = re.compile(rf"[^\s{_QUOTES}]+")
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)(\*?)")
_MINUS = re.compile(r"-(?=[^\s-])")
_SPACE = re.compile(r"\s*")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?")
_INNER_STAR = re.compile(r"\w\*+\w")
_EXAMPLES = {"date": "2023-03-10", "before": "2023-03-10", "after": "2023-03-10", "story": "12"}


class QueryError(ValueError):
    """The query cannot be understood; the message is one line that says what to write instead."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for.

    `words` are the folded words of a phrase, or the one word, for the fields that are looked for in the full
    text (`TEXT` and "title"); `prefix` is true if the last of them need only begin so. Other fields have the
    `value` as typed, and "date", "before" and "after" a `span` of seconds since 1970 in UTC, end exclusive.
    """

    field: str
    value: str = ""
    without: bool = False
    words: tuple[str, ...] = ()
    prefix: bool = False
    span: tuple[float, float] = _EVER


@dataclass(frozen=True, slots=True)
class Query:
    """All of `clauses` must hold, of each at least one term; without any, everything is found."""

    text: str = ""
    clauses: tuple[tuple[Term, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses)


def parse(text: str, *, typing: bool = False, fields: Collection[str] = FIELDS) -> Query:
    """Parse what a person typed; `typing` says the last word may be unfinished, so a beginning will do.

    `fields` are the fields there are, if they are not those of articles.

    Raises:
        QueryError: a field is unknown, or a value makes no sense for it.
    """
    clauses: list[list[Term]] = []
    joins = open_ended = False
    for piece in _pieces(text, fields):
        if piece.operator == "OR":
            joins = open_ended
            continue
        term = _term(piece, unfinished=typing and piece.last)
        if term is None:
            joins = open_ended = False
        elif joins:
            clauses[-1].append(term)
            joins = False
        else:
            clauses.append([term])
            open_ended = True
    if not (typing or clauses) and text.strip():
        raise QueryError(f"there is nothing to look for in “{text.strip()}”: write a word")
    if sum(len(term.words) for clause in clauses for term in clause) > MOST:
        raise QueryError(f"that is too long: {MOST:,} words are the most that are looked for")
    return Query(text, tuple(dict.fromkeys(tuple(dict.fromkeys(clause)) for clause in clauses)))


class _Piece(NamedTuple):
    """What stands between spaces: `[-][field:]value[*]` or an operator; `last` if the text ends in it."""

    field: str
    value: str
    without: bool = False
    quoted: bool = False
    star: bool = False
    last: bool = False
    operator: str = ""


def _pieces(text: str, fields: Collection[str]) -> Iterator[_Piece]:
    at = _space(text, 0)
    negated = False
    while at < len(text):
        minus = _MINUS.match(text, at)
        begin = at = minus.end() if minus else at
        field, at = _field(text, at, fields)
        value, quoted, star, last, at = _value(text, at)
        operator = value if not (minus or field or quoted) and value in ("OR", "AND", "NOT") else ""
        if operator == "OR":
            yield _Piece("", "", operator=operator)
        elif operator:
            negated = operator == "NOT"
        elif at > begin:
            yield _Piece(field, value, negated or minus is not None, quoted, star, last)
            negated = False
        at = _space(text, at)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _field(text: str, at: int, fields: Collection[str]) -> tuple[str, int]:
    """Return the field named at a place, and where its value starts; raises `QueryError` if it is unknown."""
    found = _FIELD.match(text, at)
    if not found:
        return TEXT, at
    name, rest = found[1].casefold(), text[found.end() : found.end() + 1]
    if name in fields:
        return name, found.end()
    if not found[2] and (rest.isalnum() or (rest and rest in _QUOTES)):
        raise QueryError(_unknown(found[1], fields))
    return TEXT, at


def _unknown(name: str, fields: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), list(fields), n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(fields)}; quotes look for words"
    return f'there is no field "{name}"; {hint}'


def _value(text: str, at: int) -> tuple[str, bool, bool, bool, int]:
    """Return the value at a place, whether it is quoted, starred and the unclosed end, and where it ends."""
    if found := _QUOTED.match(text, at):
        unclosed = not found[2]
        return found[1], True, bool(found[3]), unclosed, found.end()
    if found := _BARE.match(text, at):
        return found[0], False, found[0].endswith("*"), found.end() == len(text), found.end()
    return "", False, False, True, at


def _term(piece: _Piece, unfinished: bool) -> Term | None:
    """Return what a piece asks for; None if that is nothing, or nothing yet."""
    field, value = piece.field, piece.value
    if field in (TEXT, "title"):
        return _words(piece, unfinished)
    if not value.strip():
        if unfinished or piece.quoted:
            return None
        raise QueryError(f"{field}: needs something behind it, as in {field}:{_EXAMPLES.get(field, 'word')}")
    if field in ("date", "before", "after"):
        span = _span(field, value, unfinished)
        return span and Term(field, value, piece.without, span=span)
    if field == "story" and value not in (ANY, NONE) and not (value.isascii() and value.isdigit()):
        if unfinished and NONE.startswith(value):
            return None
        raise QueryError(f"story: takes a number, as in story:12, or * for any, or none; not “{value}”")
    return Term(field, value.strip(), piece.without)


def _words(piece: _Piece, unfinished: bool) -> Term | None:
    if not piece.quoted and _INNER_STAR.search(piece.value):
        whole = piece.value.partition("*")[0]
        raise QueryError(f"a * stands for the rest of a word, as in {whole}*; it cannot stand within one")
    words = tuple(token.folded for token in folding.tokens(piece.value))
    hardly = len(words) == 1 and len(words[0]) == 1 and words[0].isascii()
    if not words or (unfinished and hardly and not piece.star):
        return None
    complete = not (piece.star or unfinished) or piece.value[-1:].isspace()
    return Term(piece.field, piece.value, piece.without, words, not complete)


def _span(field: str, value: str, unfinished: bool) -> tuple[float, float] | None:
    first, dots, last = value.partition("..")
    if field != "date" or not dots:
        start, end = _period(value, unfinished) or (None, None)
        if start is None or end is None:
            return None
        return {"before": (_EVER[0], start), "after": (end, _EVER[1])}.get(field, (start, end))
    begin = _period(first, False) if first else _EVER
    until = _period(last, unfinished) if last else _EVER
    return (begin[0], until[1]) if begin and until else None


def _period(value: str, unfinished: bool) -> tuple[float, float] | None:
    """Return when a year, month or day begins and ends; None if it is unfinished."""
    while True:
        found = _DATE.fullmatch(value)
        if found and (period := _between(*(int(part) if part else 0 for part in found.groups()))):
            return period
        if not unfinished:
            raise QueryError(f"“{value}” is no date; write 2023, 2023-03 or 2023-03-10")
        if len(value) <= len("2023"):
            return None
        value = value[:-1]


def _between(year: int, month: int, day: int) -> tuple[float, float] | None:
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if day:
            return start.timestamp(), start.timestamp() + 86_400
        end = start.replace(month=month % 12 + 1, year=year + month // 12) if month else None
        return start.timestamp(), (end or start.replace(year=year + 1)).timestamp()
    except (ValueError, OverflowError):
        return None
