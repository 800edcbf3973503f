"""What a person types to search a corpus, parsed.

    storm damage            every word must stand: in the text, the title or the id
    "storm damage"          a phrase; curly quotes do as well
    flood*                  words that begin so
    -rain                   without it; before anything
    storm OR flood          one of them must stand; binds closer than the space
    source:bbc              part of the source; source:"new york times"
    title:"storm damage"    as words and phrases, in the title alone
    id:wire                 part of the id
    date:2023-03            within a year, month or day; also date:2023-01..2023-03-10
    before:2023-03-10       earlier than it began; after:2023 later than it ended
    story:12                of that story
    label:claim             state:done, note:word and the like: what is kept outside the index

Anything else is words: `10:30`, `https://…`, `(`, `$`. A quote not closed ends with the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from reader.corpus import folding

TEXT = ""
"""The field of words that may stand anywhere."""
OUTSIDE = ("label", "state", "note")
"""Fields about what is kept outside the index."""
FIELDS = ("source", "title", "id", "date", "before", "after", "story", *OUTSIDE)


class QueryError(ValueError):
    """The query cannot be understood; the message is one line that says what to write instead."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for.

    `words` are the folded words of a phrase, or the one word, for the fields that are looked for in the full
    text (`TEXT`, "title"); `prefix` is true if the last of them need only begin so. Other fields have a
    `value`, as typed, and dates their `span` of seconds since 1970 in UTC, end exclusive.
    """

    field: str
    value: str
    without: bool = False
    words: tuple[str, ...] = ()
    prefix: bool = False
    span: tuple[float, float] = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class Query:
    """All of `clauses` must hold, of each at least one term; without any, everything is found."""

    text: str = ""
    clauses: tuple[tuple[Term, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses)


def parse(text: str, *, typing: bool = False) -> Query:
    """Parse what a person typed; `typing` says the last word may be unfinished, so a beginning will do.

    Raises:
        QueryError: a field is unknown or its value makes no sense.
    """
    raise QueryError("not yet")
