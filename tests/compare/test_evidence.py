import pytest

from reader.compare.align import align
from reader.compare.evidence import evidence, swapped, verdict
from reader.compare.relation import Kinship, Side, Substitution, Summary, summarize

STORY = [
    "The mayor of Norwick opened the harbour on Monday.",
    "Three engineers had worked on it since 3 March.",
    "Fishermen said that the berths cost £5 million and 40% more than planned.",
]


def of(a: list[str], b: list[str]) -> Summary:
    return summarize(a, b, align(a, b))


def summary(kinship: Kinship, source: Side | None = None) -> Summary:
    table = (Substitution("in", "successful", 3),)
    return Summary(kinship, 1, 9, 0, 0, 0, 1.0, 1.0, 1.0, 1.0, table, 1.0, 1.0, source)


@pytest.mark.parametrize("kinship", Kinship)
def test_every_relation_has_a_verdict(kinship):
    said = verdict(summary(kinship, Side.OTHER), "001", "002")
    assert "001" in said
    assert "002" in said


def test_the_copy_is_named_before_its_source():
    assert verdict(summary(Kinship.SPUN, Side.BASE)) == "B is likely a spun copy of A"
    assert verdict(summary(Kinship.SPUN, Side.OTHER)) == "A is likely a spun copy of B"
    assert swapped(summary(Kinship.SPUN, Side.OTHER)) == [Substitution("successful", "in", 3)]


def test_numbers_that_were_not_kept_are_named():
    later = [STORY[0], STORY[1].replace("3 March", "4 March"), STORY[2].replace("£5 million", "£5m")]
    assert evidence(of(STORY, later)) == (
        "sentences: 1 kept, 2 edited",
        "100% of the words are in sentences that correspond",
        "numbers: 3 of 4 kept; not 3 March (sentence 2)",
        "order kept",
    )
    assert "(sentence 1)" in evidence(of(STORY, later), first=0)[2]


def test_nothing_in_common():
    assert evidence(of(STORY, ["Swans sleep."])) == (
        "sentences: 1 added, 3 deleted",
        "0% of the words are in sentences that correspond",
    )
