import pytest

from reader.compare.swaps import Dictionary
from reader.compare.words import diff

BASE = "The mayor will meet people in Norwick on Monday, she said."
COPY = "The mayor volition conscionable radical successful Norwick connected Monday, she said."
COUNTS = {("will", "volition"): 4, ("in", "successful"): 2, ("norwick", "gavik"): 1, ("may", "whitethorn"): 3}


def test_swaps_have_the_wording_of_the_other_version():
    found = Dictionary(COUNTS).swaps(BASE, COPY)
    assert [(BASE[a.start : a.end], a.other) for a, _ in found] == [
        ("will", "volition"),
        ("meet", "conscionable"),
        ("people", "radical"),
        ("in", "successful"),
        ("on", "connected"),
    ]
    assert all(COPY[b.start : b.end] == a.other and BASE[a.start : a.end] == b.other for a, b in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [("in Norwick", "successful Gavik"), ("six ferries", "seven ferries"), ("He agreed", "He never")],
)
def test_names_numbers_and_negations_are_no_mere_swaps(old, new):
    found = [a.other for a, _ in Dictionary(COUNTS).swaps(f"They stood {old}.", f"They stood {new}.")]
    assert set(found) <= {"successful"}


def test_a_name_swapped_again_and_again_is_the_programs_doing():
    ((_, there),) = Dictionary(COUNTS).swaps("It was May then.", "It was Whitethorn then.")
    assert there.other == "May"


def test_changes_that_are_nothing_but_swaps_are_flagged():
    changed = COPY.replace("Norwick", "Gavik")
    flagged = Dictionary(COUNTS).flagged(BASE, changed, diff(BASE, changed))
    assert ["swap" in hunk.flags for hunk in flagged.hunks] == [False]
    flagged = Dictionary(COUNTS).flagged(BASE, COPY, diff(BASE, COPY))
    assert [(COPY[slice(*hunk.b)], "swap" in hunk.flags) for hunk in flagged.hunks] == [
        ("volition conscionable radical successful", True),
        ("connected", True),
    ]
