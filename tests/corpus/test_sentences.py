import textwrap
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.corpus.article import Article
from reader.corpus.sentences import paragraphs, split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


# Sentences are separated by a bar, which is no part of the text.
@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Vole met Dr. Ash in Harrow Bay.|He left at noon.",
        "Ms Vole met Mr Ash.|She left.",
        "Gen. Ines Vole and Lt. Col. Ash agreed.|So did Sgt. Reed.",
        "Maj. Gen. A. B. Vole resigned.|J.R. Ash did not.",
        "He lives in the U.S.|She lives in the U.K.",
        "The U.S. President spoke.|The U.S. said so.",
        "Shares of Harrow Inc. rose.|Shares of Ash Corp. fell.",
        "He joined Harrow Holdings Inc.|He left in May.",
        "It costs $3.2m.|That is 4.5 per cent more.",
        "See No. 10 and p. 4 of vol. 2 for Fig. 3.|It is long.",
        "It was on Jan. 6 that he came.|It was Feb. 3 when he went.",
        "The vote is at 7 p.m. on Friday.|It ends at 9 p.m.|Counting follows.",
        "At 5 a.m. Mr. Vole rose.|He slept at 6 p.m.|Mrs. Vole did not.",
        "The talks end at 3 p.m. Friday.|Nobody minds.",
        "“We want more,” he said.|“We want it now.”|She nodded.",
        "“It is a large task.|We share it.|We shall finish it,” he said.",
        "‘It is over.’|‘Is it?’ she asked.",
        "“Will he come?” Vole asked.|He did not.",
        "“Stop!” Mr Vole shouted.|They did not.",
        "“Really?” Vole laughed.|They did not.",
        "He called it a “total failure”.|Nobody argued.",
        "He called it a “total failure.”|Nobody argued.",
        'He called it a "total failure."|Nobody argued.',
        "He trailed off…|Then he began again.",
        "He was … I believe … late.",
        "I do not know . . . I really do not.|He does.",
        "This ... is one sentence... and still is.",
        "It was over....|Nobody spoke.",
        "Harrow! said it would close.|Users complained.",
        "Why now? asked one of them.|Nobody knew.",
        "He had lied.[1]|He denied it.[2][3]|Nobody cared.",
        "(He was cleared in May.)|She was not (in June).|He left.",
        "Visit www.harrow.example.|Version 2.0 of node.js is out.",
        "iPhone sales fell.|iPad sales rose.",
        "1. This is the first.|2. This is the second.",
        "Roe v. Wade, cf. Smith vs. Ash, e.g. the 1950 case.|It stands.",
        "He was born in Chester, Pa., and died in Fla.|He was 80.",
        "„Das ist gut.“|Dann ging er.",
        "« Oui. »|Puis il partit.",
        "これは文です。|次の文です。",
        "एक वाक्य है।|दूसरा वाक्य है।",
        "The end. -- he said so.",
        "The day ended.|— Ines Vole",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    expected = marked.split("|")
    assert sentences(marked.replace("。|", "。").replace("|", " ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry opened.The owner left.", ["The ferry opened.", "The owner left."]),
        ("He ended his quote.“And so it is.”", ["He ended his quote.", "“And so it is.”"]),
        ("He ended his “quote.”And so did she.", ["He ended his “quote.”", "And so did she."]),
        ("He told the BBC.The court heard it.", ["He told the BBC.", "The court heard it."]),
        ("Who pays? | Harrow News", ["Who pays? | Harrow News"]),
        ("See ASP.Net, www.Harrow.example and a.B.c.", ["See ASP.Net, www.Harrow.example and a.B.c."]),
    ],
)
def test_scraped_text(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_newline_ends_a_sentence() -> None:
    assert sentences("A headline without a stop\nThe text begins.\n\nIt ends") == [
        "A headline without a stop",
        "The text begins.",
        "It ends",
    ]


PROSE = (
    "The harbour board of Harrow Bay said on Tuesday that the ferry would not sail again before the spring. "
    "Its chair, Dr. Ines Vole, told a meeting of residents: “We looked at every other way. There is none.” "
    "About 1,200 people use the ferry on a working day, and most of them will have to take the coast road, "
    "which adds forty minutes to the trip. The board will meet again in the first week of March."
)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 90])
def test_a_hard_wrapped_file_reads_like_one_that_is_not(width: int) -> None:
    wrapped = "A headline\n\n" + "\n\n".join([textwrap.fill(PROSE, width, break_on_hyphens=False)] * 3)
    unwrapped = "A headline\n\n" + "\n\n".join([PROSE] * 3)
    assert [" ".join(s.split()) for s in sentences(wrapped)] == sentences(unwrapped)
    assert len(paragraphs(wrapped)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Ines Vole\nImage:\nInes Vole has staked her name on the ferry\nShare\nRead more",
        "The board met.\nIt did not agree.\nThe ferry stays.\nNobody knows for how long.\nIt left.",
        "\n".join([PROSE] * 5),
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
    ],
)
def test_short_lines_and_long_paragraphs_are_not_taken_for_wrapped_text(text: str) -> None:
    assert len(paragraphs(text)) == text.count("\n") + 1


def test_the_sentences_of_a_wrapped_paragraph_share_it() -> None:
    article = Article("a.txt", textwrap.fill(PROSE, 60) + "\n\n" + textwrap.fill(PROSE, 60), "A")
    assert [sentence.paragraph for sentence in article.sentences] == [0] * 5 + [1] * 5
    assert [sentence.index for sentence in article.sentences] == list(range(10))


FRAGMENTS = (
    *(
        "Mr",
        "U.S",
        "No",
        "said",
        "The",
        "I",
        "a",
        "Vole",
        "10",
        "www",
        "[1]",
        ".",
        "...",
        "…",
        "?",
        "!",
        "。",
        ",",
    ),
    *("”", "“", '"', "’", ")", "(", "—", " ", " ", " ", "\n", "\n\n", "\t", "\u00a0", "\u2028", "\x1c"),
)
pieces = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)


@given(st.one_of(st.text(), pieces))
@example("")
@example(" \n ")
@example(". ”. ” A")
@settings(max_examples=300, deadline=None)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = split(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.lists(pieces, max_size=4))
@settings(max_examples=100, deadline=None)
def test_sentences_lie_within_paragraphs(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    bounds = paragraphs(text)
    assert all(any(a <= start and end <= b for a, b in bounds) for start, end in split(text))


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        ".",
        ". ",
        '"',
        ".”",
        ". “",
        "A. ",
        "!? A",
        ".[1]",
        "?” Aa Aa Aa ",
        "At 5 a.m. ",
        ". - ",
        "\n ",
        "a\n",
        " ",
    ],
)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    # Quadratic time would run into the timeout of the test.
    text = "A" + unit * (100_000 // len(unit))
    assert split(text)[0][0] == 0
