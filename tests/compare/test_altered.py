"""The same quotation across versions."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.altered import across, altered
from reader.compare.comparison import Comparison
from reader.compare.quote_pairs import QuotePair, Wording
from reader.corpus.article import Article


def article(text: str, name: str = "a") -> Article:
    return Article(name, text, name)


def pairs(*texts: str) -> list[QuotePair]:
    articles = [article(text, str(number)) for number, text in enumerate(texts)]
    return altered(Comparison.of(articles))


def wordings(*texts: str) -> list[Wording]:
    return [pair.wording for pair in pairs(*texts)]


def changes(pair: QuotePair) -> list[tuple[str, str]]:
    return [(pair.a.words[slice(*hunk.a)], pair.b.words[slice(*hunk.b)]) for hunk in pair.diff.hunks]


WIRE = """\
The old mill burned down on Sunday night, the fire brigade said.
“The roof fell before our third engine reached the yard,” said Ada Brook, who led the crew.
The owner called the loss “a black day for the whole valley”.
"""


def test_an_unchanged_quotation() -> None:
    other = (
        'A fire took the mill. Crew leader Brook: "The roof fell before our third engine reached the yard."'
    )
    [pair] = pairs(WIRE, other)
    assert pair.wording is Wording.SAME
    assert pair.similarity == 1.0
    assert pair.diff.hunks == ()
    assert (pair.a.sentences, pair.b.sentences) == ((1,), (1,))
    assert pair.a.words == pair.b.words == "The roof fell before our third engine reached the yard"


def test_an_altered_quotation() -> None:
    other = WIRE.replace("before our third engine", "long before our first engine")
    roof, day = pairs(WIRE, other)
    assert (roof.wording, day.wording) == (Wording.ALTERED, Wording.SAME)
    assert 0.8 < roof.similarity < 1
    assert changes(roof) == [("", "long"), ("third", "first")]


def test_an_altered_quotation_in_an_article_that_hardly_aligns() -> None:
    other = (
        "Insurers fear a costly winter.\nTwo barns and a mill were lost this week.\n"
        "Their price will rise in spring, experts think, as it did after the storms.\n"
        "One owner spoke of “a dark day for the whole valley and its people”.\n"
    )
    [pair] = pairs(WIRE, other)
    assert pair.wording is Wording.ALTERED
    assert ("black", "dark") in changes(pair)


def test_marks_punctuation_and_capitals_are_no_alteration() -> None:
    one = "The clerk said: “We asked the F.B.I. & the mayor for help, and nobody came.”"
    other = "‘we asked the FBI and the mayor for help - and nobody came’, said the clerk."
    assert wordings(one, other) == [Wording.SAME]


def test_an_interruption_is_no_alteration() -> None:
    one = "“We asked the mayor for help, and nobody came.”"
    other = "“We asked the mayor for help,” said the clerk, “and nobody came.”"
    assert wordings(one, other) == [Wording.SAME]


def test_square_brackets_and_dots_are_no_alteration() -> None:
    whole = "“The bridge that my father built will stand for a hundred years,” she said."
    assert wordings(whole, "She said: “The bridge … will stand for a hundred years.”") == [Wording.PART]
    assert wordings(whole, "“The bridge that [her] father built will stand for a hundred years.”") == [
        Wording.PART
    ]
    assert wordings(whole, "“The [old] bridge that my father built will stand for a hundred years.”") == [
        Wording.SAME
    ]
    assert wordings(whole, "She said: “The bridge will stand for a hundred years.”") == [Wording.ALTERED]


def test_a_part_is_shared_by_every_version_that_has_it() -> None:
    one = "He hopes for “the beginning of a slow and careful repair”, he wrote."
    other = (
        "‘Slow and careful repair’\nWork goes on.\n"
        "The letter says it “might be the beginning of a slow and careful repair”.\n"
    )
    found = pairs(one, other)
    assert [(pair.wording, pair.b.sentences) for pair in found] == [
        (Wording.PART, (0,)),
        (Wording.PART, (2,)),
    ]


def test_a_spun_copy_alters_quotations() -> None:
    """Few words are left of the quotation, but the sentences are aligned."""
    spun = """\
The aged mill burned down connected Sunday night, the occurrence brigade said.
“The extortion fell earlier our 3rd motor reached the yard,” said Ada Brook, who led the unit.
The proprietor called the nonaccomplishment “a achromatic time for the full valley”.
"""
    found = pairs(WIRE, spun)
    assert [pair.wording for pair in found] == [Wording.ALTERED, Wording.ALTERED]
    assert [pair.a.sentences for pair in found] == [pair.b.sentences for pair in found] == [(1,), (2,)]


def test_short_quotations_prove_little() -> None:
    assert wordings("It was “safe” then.", "A dog that is “safe” may still bite the postman.") == []
    assert wordings("It was “for the” then.", "A dog may bite “for” the postman.") == []
    assert wordings("They “failed” to sell the mill.", "They “failed” to sell the mill.") == [Wording.SAME]
    assert wordings("He spoke of “push factors” at length.", "It has “push factors” of all kinds.") == [
        Wording.SAME
    ]
    assert wordings("He spoke of “push factors” at length.", "It has “pull factors” of all kinds.") == []


def test_other_quotations_are_left_alone() -> None:
    other = (
        "“The brigade was brave and the whole valley thanks our crew,” said a neighbour of the burned mill."
    )
    assert pairs(WIRE, other) == []


def test_repeated_quotations_are_paired_in_order() -> None:
    line = "He spoke of “a very costly mistake” again.\n"
    found = pairs(line * 3, line * 3)
    assert [(pair.a.sentences, pair.b.sentences) for pair in found] == [((0,),) * 2, ((1,),) * 2, ((2,),) * 2]


def test_several_versions_are_compared_pairwise() -> None:
    found = pairs(WIRE, WIRE, WIRE.replace("third", "first"))
    counted = Counter((pair.a.version, pair.b.version, pair.wording) for pair in found)
    assert counted == {
        (0, 1, Wording.SAME): 2,
        (0, 2, Wording.SAME): 1,
        (0, 2, Wording.ALTERED): 1,
        (1, 2, Wording.SAME): 1,
        (1, 2, Wording.ALTERED): 1,
    }


def test_without_a_second_version_or_quotation_there_is_nothing() -> None:
    assert pairs(WIRE) == []
    assert pairs(WIRE, "") == []
    assert pairs("No quotation. “ ” ‘", "None here” either.") == []
    assert across([]) == across([article(WIRE)]) == []


def test_a_story_groups_the_wordings() -> None:
    texts = [
        WIRE,
        WIRE.replace("third", "first"),
        WIRE.replace("third engine reached the yard", "third engine"),
    ]
    roof, day = across([article(text, str(number)) for number, text in enumerate([*texts, WIRE])])
    assert [[place.version for place in places] for places in roof.wordings] == [[0, 3], [1], [2]]
    assert [pair.wording for pair in roof.pairs] == [Wording.ALTERED, Wording.PART]
    assert roof.altered
    assert [[place.version for place in places] for places in day.wordings] == [[0, 1, 2, 3]]
    assert not day.altered
    assert day.pairs == ()


def test_a_comparison_joins_the_wordings_of_a_spun_copy() -> None:
    source = article(
        "The crew did its best.\nThe loss was “a black day for the whole valley”, he said.\n", "a"
    )
    spun = article(
        "The crew did its best.\nThe loss was “a achromatic time for the whole dale”, he said.\n", "b"
    )
    assert across([source, spun]) == []
    comparison = Comparison.of([source, spun])
    [pair] = altered(comparison)
    assert pair.wording is Wording.ALTERED
    [group] = across([source, spun], [comparison])
    assert group.altered
    assert [[place.version for place in places] for places in group.wordings] == [[0], [1]]


def test_as_plain_data() -> None:
    other = WIRE.replace("third", "first")
    [roof, _] = pairs(WIRE, other)
    data = json.loads(json.dumps(roof.to_dict()))
    assert data["wording"] == "altered"
    [(start, end)] = data["a"]["spans"]
    assert WIRE[start:end] == "“The roof fell before our third engine reached the yard,”"
    assert [
        (data["a"]["words"][slice(*h["a"])], data["b"]["words"][slice(*h["b"])]) for h in data["hunks"]
    ] == [("third", "first")]
    groups = [group.to_dict() for group in across([article(WIRE), article(other, "b")])]
    assert [group["altered"] for group in json.loads(json.dumps(groups))] == [True, False]


WORDS = ["the", "mill", "roof", "fell", "river", "rose", "and", "we", "ran", "Monday", "12", "engines"]
spoken = st.lists(st.sampled_from(WORDS), max_size=9)
lines = st.lists(st.tuples(st.sampled_from(["He said", "Yes", "Then she left"]), spoken), max_size=5)


def written(parts: list[tuple[str, list[str]]]) -> str:
    return "\n".join(f"{who}: “{' '.join(said)}.” And so on." for who, said in parts)


@given(lines, lines)
@settings(max_examples=60, deadline=None)
def test_swapping_the_versions_mirrors_the_pairs(
    left: list[tuple[str, list[str]]], right: list[tuple[str, list[str]]]
) -> None:
    a, b = article(written(left), "a"), article(written(right), "b")
    there = {
        (p.a.quotation, p.b.quotation, p.wording, p.similarity)
        for p in altered(Comparison.of([a, b], base=0))
    }
    back = {
        (p.b.quotation, p.a.quotation, p.wording, p.similarity)
        for p in altered(Comparison.of([b, a], base=1))
    }
    assert there == back


@given(lines)
@settings(max_examples=60, deadline=None)
def test_a_copy_alters_nothing(parts: list[tuple[str, list[str]]]) -> None:
    text = written(parts)
    found = pairs(text, text)
    same = {(p.a.quotation, p.b.quotation) for p in found if p.wording is Wording.SAME}
    quoted = sum(bool(said) for _, said in parts)
    assert sum(a == b for a, b in same) == quoted
    assert all(pair.wording is not Wording.ALTERED for pair in found)


@given(st.permutations(range(4)))
@settings(max_examples=24, deadline=None)
def test_groups_do_not_depend_on_the_order_of_the_articles(order: list[int]) -> None:
    texts = [WIRE, WIRE.replace("third", "first"), WIRE.replace("fell", "came down"), WIRE]
    groups = across([article(texts[number], str(number)) for number in order])
    members = [{order[place.version] for places in group.wordings for place in places} for group in groups]
    assert members == [{0, 1, 2, 3}] * 2
    assert {place.words for place in groups[0].wordings[0]} == {
        "The roof fell before our third engine reached the yard"
    }
