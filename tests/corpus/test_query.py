"""What a person types: every text is understood or answered with words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.query import FIELDS, Query, QueryError, Term, parse

OPERATORS = (
    "-",
    "--",
    '"',
    "“",
    "”",
    "*",
    "OR",
    "AND",
    "NOT",
    "(",
    ")",
    ":",
    "^",
    "+",
    "\\",
    "'",
    " ",
    "{",
    "\0",
)
FRAGMENTS = (
    "storm",
    "源",
    "é",
    "source:",
    "story:",
    "date:",
    "label:",
    "2023",
    "-03",
    "..",
    "http://",
    "sorce:",
)
PIECES = st.sampled_from(OPERATORS + FRAGMENTS)


def told(query: Query) -> list[list[str]]:
    """Return the terms of a query in short."""

    def short(term: Term) -> str:
        value = " ".join(term.words) or term.value
        return f"{'-' * term.without}{term.field}{':' * bool(term.field)}{value}{'*' * term.prefix}"

    return [list(map(short, clause)) for clause in query.clauses]


@given(st.text() | st.lists(PIECES).map("".join), st.booleans())
def test_every_text_is_a_query_or_answered_on_one_line(text: str, typing: bool) -> None:
    try:
        query = parse(text, typing=typing)
    except QueryError as error:
        query, answer = None, str(error)
    assert answer if query is None else query.text == text and all(query.clauses)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("storm damage", [["storm"], ["damage"]]),
        ('"storm damage" “Höhe über”', [["storm damage"], ["hohe uber"]]),
        ('"storm dam', [["storm dam"]]),
        ("flood* “new yor”*", [["flood*"], ["new yor*"]]),
        ("-rain -“a storm” NOT snow", [["-rain"], ["-a storm"], ["-snow"]]),
        ("a storm OR flood OR fire b", [["a"], ["storm", "flood", "fire"], ["b"]]),
        ("OR storm OR", [["storm"]]),
        ("storm AND flood or", [["storm"], ["flood"], ["or"]]),
        ("well-known - -- “” don’t", [["well known"], ["don t"]]),
        ("10:30 https://bbc.co.uk/x a:b :-)", [["10 30"], ["https bbc co uk x"], ["a b"]]),
        ('Source:BBC source:"new york" -id:x', [["source:BBC"], ["source:new york"], ["-id:x"]]),
        ("source: bbc label:*", [["source:bbc"], ["label:*"]]),
        ('title:"storm damage" title:fl*', [["title:storm damage"], ["title:fl*"]]),
        ("東京 storm", [["東 京"], ["storm"]]),
        ("storm storm storm", [["storm"]]),
        ("story:12 OR story:none", [["story:12", "story:none"]]),
    ],
)
def test_what_is_asked_for(text: str, clauses: list[list[str]]) -> None:
    assert told(parse(text)) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("storm dam", [["storm"], ["dam*"]]),
        ("storm dam ", [["storm"], ["dam"]]),
        ('"storm dam', [["storm dam*"]]),
        ('"storm dam ', [["storm dam"]]),
        ('"storm dam"', [["storm dam"]]),
        ("storm d", [["storm"]]),
        ("storm 東", [["storm"], ["東*"]]),
        ("storm -", [["storm"]]),
        ("storm OR", [["storm"]]),
        ("storm source:", [["storm"]]),
        ('source:"', []),
        ("date:202", []),
        ("date:2023-", [["date:2023-"]]),
        ("story:no", []),
        ("$", []),
    ],
)
def test_a_query_may_be_unfinished_while_it_is_typed(text: str, clauses: list[list[str]]) -> None:
    assert told(parse(text, typing=True)) == clauses


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("sorce:bbc", 'there is no field "sorce"; did you mean source?'),
        ("wom*n", "a * stands for the rest of a word, as in wom*; it cannot stand within one"),
        ("date:2023-02-30", "“2023-02-30” is no date; write 2023, 2023-03 or 2023-03-10"),
        ("before:", "before: needs something behind it, as in before:2023-03-10"),
        ("story:x", "story: takes a number, as in story:12, or * for any, or none; not “x”"),
        ("( $ )", "there is nothing to look for in “( $ )”: write a word"),
    ],
)
def test_what_makes_no_sense_is_answered_with_what_to_write(text: str, answer: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert str(raised.value) == answer


def test_an_unknown_field_is_told_the_known_ones() -> None:
    with pytest.raises(QueryError) as raised:
        parse("xyz:1")
    assert all(field in str(raised.value) for field in FIELDS)


def test_a_paragraph_may_be_looked_for_but_no_book() -> None:
    assert len(parse(" ".join(f"w{number}" for number in range(900))).clauses) == 900
    with pytest.raises(QueryError, match="too long"):
        parse(" ".join(f"w{number}" for number in range(1_100)))


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("date:2023", "2023-01-01", "2024-01-01"),
        ("date:2023-12", "2023-12-01", "2024-01-01"),
        ("date:2024-02", "2024-02-01", "2024-03-01"),
        ("date:2023/3/10", "2023-03-10", "2023-03-11"),
        ("date:2022..2023-03", "2022-01-01", "2023-04-01"),
        ("date:2022..", "2022-01-01", None),
        ("before:2023-03-10", None, "2023-03-10"),
        ("after:2023", "2024-01-01", None),
        ("after:2023-03-10", "2023-03-11", None),
    ],
)
def test_dates_are_spans(text: str, begin: str | None, end: str | None) -> None:
    def seconds(day: str | None, otherwise: float) -> float:
        return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() if day else otherwise

    ((term,),) = parse(text).clauses
    assert term.span == (seconds(begin, float("-inf")), seconds(end, float("inf")))
