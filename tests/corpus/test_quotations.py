"""What stands in quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus import quotations
from reader.corpus.quotations import find, without_marks


def texts(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in quotation.spans] for quotation in find(text)]


def only(text: str) -> list[str]:
    """Return the quotations of a text in which none is interrupted."""
    found = texts(text)
    assert all(len(spans) == 1 for spans in found)
    return [spans[0] for spans in found]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        "“”",
        '""',
        "‘’",
        "''",
        "«»",
        "„“",
        "„”",
        "‚‘",
        "»«",
        "””",
        "‹›",
        "「」",
        "『』",
        ("``", "''"),
        ("''", "''"),
    ],
)
def test_every_kind_of_mark(opening: str, closing: str) -> None:
    quoted = f"{opening}The bridge is safe.{closing}"
    assert only(f"The mayor said: {quoted} Nobody believed it.") == [quoted]
    assert only(f"{quoted}") == [quoted]
    assert only(f"It was ({quoted}), he said.") == [quoted]


def test_marks_inside_spaces() -> None:
    assert only("Elle dit : « Le pont est sûr. » Personne ne la crut.") == ["« Le pont est sûr. »"]
    assert only('It was a " safe bridge " to him.') == ['" safe bridge "']


def test_mixed_pairs() -> None:
    assert only('She said “the river rose" and “it fell”.') == ['“the river rose"', "“it fell”"]
    assert only('She said "the river rose” and "it fell".') == ['"the river rose”', '"it fell"']
    assert texts('“It rose," she said. "It fell.”') == [['“It rose,"'], ['"It fell.”']]
    assert only("Officials call it “safe.“ Others do not.") == ["“safe.“"]


def test_several_sentences_are_one() -> None:
    quoted = "“It rose. We ran! Who would not?”"
    assert only(f"{quoted} said a farmer.") == [quoted]


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ rights and the girls' school.",
        "Rock ’n’ roll, rock 'n' roll and rock ‘n’ roll.",
        "In the ’90s, the '60s and the ‘80s they’d say ’tis and 'em.",
        "Don't, won’t, o’clock, rock’s, goin’ and rockin' along.",
        "It is 5'10\" tall and 6' 2\" wide.",
        "It ended. ” And then ’ it began » again.",
        "Read more »",
        "<a href=\"https://example.org\" rel='x'>",
        'An empty “” or " " or ‘—’ says nothing.',
    ],
)
def test_no_quotations(text: str) -> None:
    assert find(text) == []


def test_apostrophes_inside_single_marks() -> None:
    assert only("They demand ‘the workers’ rights and the girls’ school’ at once.") == [
        "‘the workers’ rights and the girls’ school’"
    ]
    assert only("He said 'it's the boss' car, isn't it?' and left.") == ["'it's the boss' car, isn't it?'"]
    assert only("‘Rock ’n’ roll is goin’ strong,’ he said.") == ["‘Rock ’n’ roll is goin’ strong,’"]
    assert only("There are ‘pull factors’ for workers’ families.") == ["‘pull factors’"]
    assert only("‘No’ said the players’ union; ‘yes’ said the coach.") == ["‘No’", "‘yes’"]


def test_inches_inside_straight_marks() -> None:
    assert texts('"The 6" pipe burst," she said. "We swam."') == [['"The 6" pipe burst,"', '"We swam."']]


@pytest.mark.parametrize(
    "quoted",
    [
        "“He told me ‘run’ and I ran.”",
        "‘He told me “run” and I ran.’",
        "\"He told me 'run' and I ran.\"",
        "“He told me “run” and I ran.”",
        "“She said ‘no’”",
        "\"She said 'no'\"",
        "« Il dit « non » et partit. »",
    ],
)
def test_nested_marks_belong_to_the_outer_quotation(quoted: str) -> None:
    assert only(f"Then: {quoted} That was all.") == [quoted]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“We ran,” he said, “and we swam.”", ["“We ran,”", "“and we swam.”"]),
        ("“We ran,” said Mr. Oake of the mill. “Then we swam.”", ["“We ran,”", "“Then we swam.”"]),
        ("“Why?” she asked. “I was there.”", ["“Why?”", "“I was there.”"]),
        ("‘We ran’, he said, ‘and we swam.’", ["‘We ran’", "‘and we swam.’"]),
        ("“We ran”—he paused—“and we swam.”", ["“We ran”", "“and we swam.”"]),
        ('"A," he said, "b," he added. "C."', ['"A,"', '"b,"', '"C."']),
    ],
)
def test_interrupted(text: str, pieces: list[str]) -> None:
    assert texts(text) == [pieces]


@pytest.mark.parametrize(
    "text",
    [
        "He called it “safe” and “sound.”",
        "“We ran.” Others stayed. “We swam.”",
        "“We ran,” he said. The river rose. “We swam,” she said.",
        "“We ran,” he said, adding: “We swam.”",
        "“We ran,” he said.\n“We swam,” she said.",
    ],
)
def test_two_quotations_in_a_row(text: str) -> None:
    assert [len(spans) for spans in texts(text)] == [1, 1]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''"])
def test_continued_in_the_next_paragraphs(opening: str, closing: str) -> None:
    text = f"She said: {opening}It rose.\n\n{opening}It fell.\n\n{opening}It’s gone.{closing} So it was."
    [quotation] = find(text)
    assert quotation.closed
    assert [text[s:e] for s, e in quotation.spans] == [
        f"{opening}It rose.",
        f"{opening}It fell.",
        f"{opening}It’s gone.{closing}",
    ]
    assert (quotation.start, quotation.end) == (10, len(text) - len(" So it was."))


def test_a_mark_left_open_costs_its_paragraph_only() -> None:
    text = "He said: “It rose.\nNothing else. “It fell,” she said."
    assert [(texts, q.closed) for texts, q in zip(only(text), find(text), strict=True)] == [
        ("“It rose.", False),
        ("“It fell,”", True),
    ]
    assert only('It rose" he said.\nShe said "it fell".') == ['"it fell"']
    assert only("“It rose, he said. “It fell,” she said.") == ["“It rose, he said.", "“It fell,”"]


def test_hard_wrapped_lines_are_no_paragraphs() -> None:
    text = (
        "The engineers of the old town wrote to the council that “the bridge over the\n"
        "river has stood for ninety years and will stand for ninety more if the council\n"
        "pays for the paint and for the bolts that were lost in the flood, and for the\n"
        "lamps” but nobody in the council read the letter before the summer had gone by\n"
        "and the paint had been used for the fence around the new house of the mayor.\n"
    )
    assert len(find(text)) == 1
    assert only(text)[0].endswith("lamps”")


def test_given_paragraphs() -> None:
    text = "“It rose\nand fell” he said."
    assert [q.spans for q in find(text, [(0, len(text))])] == [((0, 18),)]


def test_without_marks() -> None:
    text = "“She said ‘no’” and ``so'' and “open"
    spans = [span for quotation in find(text) for span in quotation.spans]
    assert [text[slice(*without_marks(text, span))] for span in spans] == ["She said ‘no’", "so", "open"]


hostile = st.text(alphabet=st.sampled_from("“”\"‘’'„‚«»‹›「」` \n.,?—aBs9é\U0001f600\ud800"), max_size=60)


@given(st.one_of(hostile, st.text(max_size=40)))
@settings(max_examples=400)
def test_spans_are_sorted_disjoint_and_open_with_a_mark(text: str) -> None:
    spans = [span for quotation in find(text) for span in quotation.spans]
    assert all(quotation.spans for quotation in find(text))
    end = 0
    for span in spans:
        assert end <= span[0] < span[1] <= len(text)
        end = span[1]
        assert text[span[0]] in quotations.OPENING_MARKS
        low, high = without_marks(text, span)
        assert span[0] < low <= high <= span[1]
        assert any(c.isalnum() for c in text[low:high])
        assert not text[span[1] - 1].isspace()


@given(st.lists(hostile, max_size=4))
@settings(max_examples=150)
def test_a_paragraph_does_not_reach_beyond_its_neighbour(parts: list[str]) -> None:
    """Whatever stands elsewhere, a whole quotation in a paragraph of its own is found."""
    middle = "The miller said: “We ran down to the river.” Nobody else did."
    text = "\n".join([*parts, middle, *parts])
    start = len("\n".join([*parts, ""])) if parts else 0
    place = middle.index("“") + start
    spans = [span for quotation in find(text, _lines(text)) for span in quotation.spans]
    assert (place, place + len("“We ran down to the river.”")) in spans


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            low = start + line.index(stripped)
            found.append((low, low + len(stripped)))
        start += len(line) + 1
    return found
