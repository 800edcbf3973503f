"""Whose words an article gives: contents, cue, source, kind and speaker."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.corpus import attribution
from reader.corpus.attribution import Attribution
from reader.suggest.suggestion import ABOVE

HOLM = "Mayor Ada Holm opened the bridge. "


def found(text: str, above: float = 0.5) -> list[Attribution]:
    return [each for each in attribution.find(text) if each.score >= above]


def said(text: str, above: float = 0.5) -> list[tuple[str, str, str, str]]:
    """Return each attribution as kind, content, cue and source."""

    def words(span: tuple[int, int] | None) -> str:
        return text[slice(*span)] if span else ""

    return [
        (each.kind, " | ".join(map(words, each.contents)), words(each.cue), words(each.source))
        for each in found(text, above)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rose,” Holm said.", ("direct", "“It rose,”", "said", "Holm")),
        ('"It rose," said Ada Holm, the mayor.', ("direct", '"It rose,"', "said", "Ada Holm, the mayor")),
        ("‘It’s the boats’ fault,’ she added.", ("direct", "‘It’s the boats’ fault,’", "added", "she")),
        ("The mayor said: “It rose.”", ("direct", "“It rose.”", "said", "The mayor")),
        ("She told reporters: “It rose.”", ("direct", "“It rose.”", "told", "She")),
        ("“Who knew?” asked Holm.", ("direct", "“Who knew?”", "asked", "Holm")),
        ("She called the dam “a bad joke”.", ("mixed", "the dam “a bad joke”", "called", "She")),
        (
            "The ministry said on Monday that the dam “will hold”.",
            ("mixed", "that the dam “will hold”", "said", "The ministry"),
        ),
        ("Holm denied that the dam leaks.", ("indirect", "that the dam leaks", "denied", "Holm")),
        ("Holm said the dam leaks.", ("indirect", "the dam leaks", "said", "Holm")),
        (
            "Holm told a local paper that the dam leaks.",
            ("indirect", "that the dam leaks", "told", "Holm"),
        ),
        ("The dam leaks, Holm said.", ("indirect", "The dam leaks", "said", "Holm")),
        ("The dam leaks, said Ada Holm.", ("indirect", "The dam leaks", "said", "Ada Holm")),
        ("As Holm noted, the dam leaks.", ("indirect", "the dam leaks", "noted", "Holm")),
        (
            "According to the report, rents doubled.",
            ("indirect", "rents doubled", "According to", "the report"),
        ),
        ("Rents doubled, according to Holm.", ("indirect", "Rents doubled", "according to", "Holm")),
        ("The council wants to close the pool.", ("indirect", "to close the pool", "wants", "The council")),
        (
            "Residents praised the new ferry.",
            ("indirect", "the new ferry", "praised", "Residents"),
        ),
        (
            "Her claim that the dam leaks was wrong.",
            ("indirect", "that the dam leaks was wrong", "claim", "Her"),
        ),
        ("It was, she said, a mistake.", ("indirect", "It was | a mistake", "said", "she")),
        ("Said Ada Holm: “It rose.”", ("direct", "“It rose.”", "Said", "Ada Holm")),
        ("Holm issued a statement saying that it rose.", ("indirect", "that it rose", "saying", "Holm")),
        ("About 6 in 10 voters say it rose.", ("indirect", "it rose", "say", "About 6 in 10 voters")),
        (
            "A mayor and a clerk on Monday said it rose.",
            ("indirect", "it rose", "said", "A mayor and a clerk"),
        ),
        ("Lund: It rose again in May", ("indirect", "It rose again in May", ":", "Lund")),
        ("“It rose again.” — Ada Holm", ("direct", "“It rose again.”", "—", "Ada Holm")),
        ("Holm said this week would be hard.", ("indirect", "this week would be hard", "said", "Holm")),
        ("Her desire to “win it all” is known.", ("mixed", "to “win it all”", "desire", "Her")),
        ("In her speech, Ms Holm, said it rose.", ("indirect", "it rose", "said", "Ms Holm")),
        (
            "When it rained, she said, the dam leaked.",
            ("indirect", "When it rained | the dam leaked", "said", "she"),
        ),
        (
            "He will prioritise discussing the “open pier” plan.",
            ("mixed", "the “open pier” plan", "discussing", "He"),
        ),
        (
            "Holm is in Port Sal to push for Lund to “go on”.",
            ("mixed", "Lund to “go on”", "to push for", "Holm"),
        ),
        ("As for the pier, Holm said, “It rose.”", ("direct", "“It rose.”", "said", "Holm")),
        ("He spent many hours telling the crew that it rose.", ("indirect", "that it rose", "telling", "He")),
        (
            "The guards stood apart on the far side of the old hall as if to say, “It rose.”",
            ("direct", "“It rose.”", "to say", ""),
        ),
        ("The plan was praised by the mayor.", ("indirect", "The plan", "was praised", "the mayor")),
    ],
)
def test_cue_source_and_content(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The claims were settled in May.",
        "The police report of the accident is out.",
        "His plans for the bridge are old.",
        "The boats passed the pier at noon and the river rose.",
        "",
        " \n\n ",
    ],
)
def test_nothing_is_given_as_words_of_anybody(text: str) -> None:
    assert said(text) == []


def test_an_interrupted_quotation_is_one() -> None:
    text = "“It rose,” Holm said, “and nobody came. We waited.”"
    assert said(text) == [("direct", "“It rose,” | “and nobody came. We waited.”", "said", "Holm")]


def test_a_quotation_goes_on_in_the_next_sentence_after_its_cue() -> None:
    text = "“We waited all night. Nobody came,” Holm said. “So we left the bridge and went home.”"
    assert said(text) == [
        (
            "direct",
            "“We waited all night. Nobody came,” | “So we left the bridge and went home.”",
            "said",
            "Holm",
        )
    ]


def test_paragraphs_that_open_with_the_mark_again_are_one_quotation() -> None:
    text = "Holm said: “We waited all night.\n\n“Nobody came, so we left.”"
    (one,) = found(text)
    assert [text[s:e] for s, e in one.contents] == ["“We waited all night.", "“Nobody came, so we left.”"]
    assert one.kind == "direct"


def test_a_cue_at_the_end_of_a_paragraph_introduces_the_next() -> None:
    assert said("The mayor went on:\n\n“Nobody came to the bridge.”") == [
        ("direct", "“Nobody came to the bridge.”", "went on", "The mayor")
    ]


def test_two_cues_of_one_subject_share_the_sentence() -> None:
    assert said("Holm said the dam leaks and warned that it will break.") == [
        ("indirect", "the dam leaks", "said", "Holm"),
        ("indirect", "that it will break", "warned", "Holm"),
    ]
    assert said("Holm said the dam leaks, adding that it will break.")[1] == (
        "indirect",
        "that it will break",
        "adding",
        "Holm",
    )


def test_what_stands_in_the_words_of_another_is_less_certain() -> None:
    alone, (_, inner) = found("Holm thinks it rose.", 0), found("Lund said Holm thinks it rose.", 0)
    assert inner.score < alone[0].score


def test_the_author_and_the_reader_are_not_quoted() -> None:
    assert said("I think it rose.") == []
    assert said("You know that it rose.") == []
    assert said("I said that it rose.") != []


def test_who_somebody_is_belongs_to_the_source_and_age_does_not() -> None:
    text = "Ada Holm, the mayor of Rorby, said the dam leaks."
    assert said(text)[0][3] == "Ada Holm, the mayor of Rorby,"
    assert said("Ada Holm, 58, said the dam leaks.")[0][3] == "Ada Holm"
    assert said("Ada Holm, 58, a clerk from Rorby, said the dam leaks.")[0][3] == (
        "Ada Holm, 58, a clerk from Rorby,"
    )
    assert said("On Monday the old mayor said the dam leaks.")[0][3] == "the old mayor"
    assert said("Mr Holm said the dam leaks.")[0][3] == "Mr Holm"


def test_marks_of_doubt_titles_and_nicknames_score_low() -> None:
    for text in ("The “express” took two hours.", "Her novel “The Ferry” is out.", "Per “Pelle” Lund won."):
        (one,) = attribution.find(text)
        assert one.score < 0.5
        assert (one.cue, one.source, one.speaker) == (None, None, "")


def test_a_statement_in_marks_without_a_cue_is_proposed_with_less_certainty() -> None:
    (one,) = found("The hall was full.\n\n“We will not leave this valley to the water.”")
    assert (one.kind, one.cue) == ("direct", None)
    assert one.score < found("“We will not leave this valley,” Holm said.")[0].score
    assert one.reasons


def test_an_odd_number_of_marks_stops_nothing() -> None:
    text = 'The 6" pipe broke.\n\nThe “old dam broke.\n\nIt rained. “It rose,” Holm said.'
    assert ("direct", "“It rose,”", "said", "Holm") in said(text)


def test_marks_of_other_scripts() -> None:
    (one,) = attribution.find("市長は「橋は安全だ。心配はいらない」と述べた。")
    assert one.kind == "direct"
    (start, end) = one.contents[0]
    assert "市長は「橋は安全だ。心配はいらない」と述べた。"[start:end] == "「橋は安全だ。心配はいらない」"


def test_a_quotation_inside_a_quotation_belongs_to_it() -> None:
    text = "“She said ‘never’ to me,” Holm said."
    assert said(text) == [("direct", "“She said ‘never’ to me,”", "said", "Holm")]


def test_the_medium_follows_the_verb() -> None:
    media = {
        "Holm said the dam leaks.": "speech",
        "Holm wrote that the dam leaks.": "writing",
        "Holm believes the dam leaks.": "thought",
        "According to the report, rents doubled.": "writing",
    }
    assert {text: found(text)[0].medium for text in media} == media


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (HOLM + "“It rose,” Holm said. He left.", ["Ada Holm"]),
        (HOLM + "“It rose,” Ms Holm said.\n\n“It fell,” she added.", ["Ada Holm", "Ada Holm"]),
        (
            "Ada Holm met Per Lund. Lund said the dam leaks. She said it does not.",
            ["Per Lund", "Ada Holm"],
        ),
        ("Interior minister Per Lund said the dam leaks. He added it will hold.", ["Per Lund", "Per Lund"]),
        ("A port official said the dam leaks. They added that it will hold.", ["A port official"] * 2),
        ("The Dutch government said the dam leaks.", ["The Dutch government"]),
        ("A spokesman for Ada Holm said the dam leaks.", ["A spokesman for Ada Holm"]),
        ("Ada Holm, who said the dam leaks, left.", ["Ada Holm"]),
        ("“It rose,” said Holm. Ada Holm is the mayor.", ["Ada Holm"]),
        ("She said the dam leaks.", [""]),
        ("Per Lund left. During Ada Holm’s first year, she said the dam leaks.", ["Ada Holm"]),
        ("“It rose,” Per Lund said.\n\n“We all left before it fell again.”", ["Per Lund", "Per Lund"]),
        ("“It rose and fell again.” — Ada Holm", ["Ada Holm"]),
    ],
)
def test_speakers_are_called_by_their_full_names(text: str, speakers: list[str]) -> None:
    assert [each.speaker for each in found(text)] == speakers


WORDS = """Holm she said “ ” " ‘ ’ ' , . : — ( ) that and according to who asked was by claim his called it
A ? 「 」 Mr. expected as told"""
ALPHABET = st.sampled_from([*WORDS.split(), " ", "\n\n", "\u2028"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ALPHABET, max_size=60).map(" ".join) | st.lists(ALPHABET, max_size=60).map("".join) | st.text()
)
@example("said according to")
@example("“ said, ”")
def test_any_text_gives_exact_places_in_order(text: str) -> None:
    everything = attribution.find(text)
    assert everything == sorted(everything, key=lambda each: each.contents)
    for each in everything:
        assert each.contents
        assert 0 <= each.score <= 1
        assert list(each.contents) == sorted(each.contents)
        assert all(a[1] <= b[0] for a, b in zip(each.contents, each.contents[1:], strict=False))
        for start, end in each.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]


def test_long_lines_without_sentences_cost_no_more_per_character() -> None:
    assert len(attribution.find("Holm said it rose, " * 20_000)) < 10
    assert attribution.find("“a ” " * 20_000)


def test_a_quotation_interrupted_by_two_speakers_belongs_to_both() -> None:
    text = "“Who knew?” asked Holm. “Nobody,” Lund said. “We never do.”"
    assert said(text) == [
        ("direct", "“Who knew?”", "asked", "Holm"),
        ("direct", "“Nobody,” | “We never do.”", "said", "Lund"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Praising the dam, Ms Holm said: “It held.”",
            [
                ("indirect", "the dam", "Praising", "Ms Holm"),
                ("direct", "“It held.”", "said", "Ms Holm"),
            ],
        ),
        (
            "A keeper cited an old song by saying that the dam “will hold”.",
            [
                ("indirect", "an old song", "cited", "A keeper"),
                ("mixed", "that the dam “will hold”", "saying", "A keeper"),
            ],
        ),
        (
            "Clerks replied to criticism from Lund in a letter last week that it had ‘weak spots’.",
            [("mixed", "that it had ‘weak spots’", "criticism", "Lund")],
        ),
        (
            "Lund’s eagerness to “close the pool for good” is well known.",
            [("mixed", "to “close the pool for good”", "eagerness", "Lund")],
        ),
        (
            "‘We all have to learn’: Ada Holm breaks her silence",
            [("direct", "‘We all have to learn’", ":", "Ada Holm")],
        ),
    ],
)
def test_words_go_to_whoever_stands_nearest_to_them(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The mayor's young spokesman said: “It rose.”\n\n“It fell,” the spokesman added.",
            ["The mayor's young spokesman"] * 2,
        ),
        (
            "“It rose,” said Olav Lund, a spokesman for the port.\n\n“It fell,” the spokesman added.",
            ["Olav Lund"] * 2,
        ),
        ("One of Mr Lund’s Clerks branded the dam ‘a joke’.", ["One of Mr Lund’s Clerks"]),
        (
            "“It rose,” a clerk said. The mayor will meet a keeper where he will discuss the “weak spots”.",
            ["a clerk", "The mayor"],
        ),
        (
            "Ms Holm’s clerk confirmed Mr Olav Lund will run. On a visit to the port he told them: “We go.”",
            ["Ms Holm’s clerk", "Olav Lund"],
        ),
        (
            "The script of a meeting between Ada Holm and Olav Lund suggested that both agree.",
            ["The script of a meeting between Ada Holm and Olav Lund"],
        ),
        ("Her fiancé Ada Holm said it rained.", ["Ada Holm"]),
        ("Her protégé Élise Ek, a teacher, said it rained.", ["Élise Ek"]),
        ("Port figures for 2022 show that ice is rare.", ["Port figures for 2022"]),
        ("Ada Holm to apologise but say she was right", ["Ada Holm"]),
        ("‘Slow Grey River’\n\n“It is a slow grey river,” Ada Holm said.", ["Ada Holm"] * 2),
        (
            "‘Slow river’\n\n‘Slow grey river’\n\nEva Lund left. “It rose,” she said. Holm said it "
            "“is a slow grey river”.",
            ["Holm", "Eva Lund", "Holm"],
        ),
    ],
)
def test_speakers_are_found_by_what_they_are_called(text: str, speakers: list[str]) -> None:
    assert [each.speaker for each in found(text)] == speakers


def test_a_noun_alone_in_the_singular_says_nothing() -> None:
    (each,) = found("The film Holm released, pun intended, “rains”.", above=0)
    assert (each.source, each.speaker) == (None, "")
    assert each.score < ABOVE
    assert [each.speaker for each in found("In it people said that it rains.")] == ["people"]


def test_the_title_of_something_is_not_what_is_said() -> None:
    assert said("A guest of “This Slow Week,” Ada Holm said it rains.") == [
        ("indirect", "it rains", "said", "Ada Holm"),
    ]
    assert said("“This slow week is over,” Ada Holm said.") == [
        ("direct", "“This slow week is over,”", "said", "Ada Holm"),
    ]


def test_part_of_what_somebody_is_to_do_is_a_quote_in_marks() -> None:
    (quote,) = found("Ada Holm is on her way to the port for the ferries to “go faster” on the lake.")
    assert (quote.kind, quote.speaker) == ("direct", "Ada Holm")
    assert not found("Ada Holm listened to “Slow River” on her way.")
    assert len(found("“Slow Grey River”\n\nHolm said it is like “Slow Grey River”.")) == 1
    assert not found("They were sent to another ‘safe port’ on the lake.")
