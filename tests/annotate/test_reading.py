"""The reading cursor on comparisons of invented articles."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate.reading import Place, Reading
from reader.compare.comparison import Comparison
from reader.corpus.article import Article

SENTENCES = (
    "The old bridge in Marlow closed on Monday after engineers found a crack.",
    "Mayor Ines Hartog said the repair would take nine weeks.",
    "Mayor Ines Hartog said on Tuesday the repair would take eleven weeks.",
    "A ferry carries walkers across the river until then.",
    "Shopkeepers near the market fear for the summer season.",
    "The council will vote on the money in June.",
    "Nobody was hurt when the railing fell.",
)


def article(name: str, numbers: list[int]) -> Article:
    return Article(name, "\n".join(SENTENCES[number] for number in numbers), name)


def reading(*versions: list[int], column: int = 0, sentence: int = 0) -> Reading:
    articles = [article(f"{index}.txt", numbers) for index, numbers in enumerate(versions)]
    return Reading(Comparison.of(articles), column, sentence)


versions = st.lists(st.lists(st.integers(0, len(SENTENCES) - 1), max_size=7), min_size=1, max_size=4)
moves = st.sampled_from(
    ["down", "up", "left", "right", "next", "previous", "first", "last", "select", "cancel", "far"]
)


def make(cursor: Reading, move: str) -> bool | None:
    return {
        "down": lambda: cursor.move(1),
        "up": lambda: cursor.move(-1),
        "far": lambda: cursor.move(5),
        "left": cursor.left,
        "right": cursor.right,
        "next": lambda: cursor.next_difference(1),
        "previous": lambda: cursor.next_difference(-1),
        "first": cursor.first,
        "last": cursor.last,
        "select": cursor.select,
        "cancel": cursor.cancel,
    }[move]()


@settings(max_examples=40, deadline=None)
@given(versions, st.lists(moves, max_size=25))
def test_the_cursor_always_stands_on_a_sentence(numbers: list[list[int]], path: list[str]) -> None:
    cursor = reading(*numbers)
    for move in path:
        before = (cursor.column, cursor.sentence)
        moved = make(cursor, move)
        if move not in ("select", "cancel"):
            assert moved == ((cursor.column, cursor.sentence) != before)
        sizes = [len(a.sentences) for a in cursor.comparison.articles]
        if not any(sizes):
            assert cursor.place is None
            assert cursor.selection is None
            continue
        assert cursor.sentence is not None
        assert 0 <= cursor.sentence < sizes[cursor.column]
        assert cursor.selection is not None
        first, last = cursor.selection
        assert 0 <= first <= cursor.sentence <= last < sizes[cursor.column]


@settings(max_examples=30, deadline=None)
@given(versions.filter(lambda v: len(v) > 1), st.data())
def test_going_aside_and_back_returns(numbers: list[list[int]], data: st.DataObject) -> None:
    cursor = reading(*numbers)
    if cursor.place is None:
        return
    cursor.to(data.draw(st.integers(0, len(cursor.article.sentences) - 1)))
    before = cursor.place
    if cursor.right():
        cursor.left()
    assert cursor.place == before


@settings(max_examples=30, deadline=None)
@given(versions.map(lambda v: v[:2]))
def test_every_difference_is_visited_once_down_and_up(numbers: list[list[int]]) -> None:
    cursor = reading(*numbers)
    if cursor.place is None:
        return
    start = cursor.row
    down = []
    while cursor.next_difference(1):
        down.append(cursor.row)
    assert down == [row for row in cursor.differences if row > start]
    assert all(cursor.comparison.differs(row) for row in down)
    up = []
    while cursor.next_difference(-1):
        up.append(cursor.row)
    assert up == [row for row in reversed(cursor.differences) if row < (down[-1] if down else start)]


def test_the_other_column_follows_the_alignment() -> None:
    cursor = reading([0, 1, 3], [6, 0, 2, 3])
    cursor.move(1)
    assert cursor.partners(1) == (2,)
    assert cursor.right()
    assert cursor.place == Place(1, 2)
    cursor.move(1)
    assert cursor.left()
    assert cursor.place == Place(0, 2)


def test_without_a_partner_the_nearest_sentence_is_taken() -> None:
    cursor = reading([0, 4, 3], [0, 3])
    cursor.move(1)
    assert cursor.partners(1) == ()
    assert cursor.right()
    assert cursor.place == Place(1, 0)


def test_a_difference_only_the_other_version_has_is_visited_there_and_left_again() -> None:
    cursor = reading([0, 3, 1], [0, 4, 5, 3, 2])
    assert cursor.next_difference()
    assert cursor.place == Place(1, 1)
    assert cursor.next_difference()
    assert cursor.place == Place(0, 2), "two added sentences are one difference; back in the column of choice"
    assert not cursor.next_difference()


def test_a_range_grows_with_the_cursor_and_ends_with_the_column() -> None:
    cursor = reading([0, 1, 3, 4], [0, 1, 3, 4])
    cursor.move(2)
    cursor.select()
    cursor.move(-2)
    assert cursor.selection == (0, 2)
    cursor.right()
    assert cursor.selection == (0, 0)
    assert not cursor.cancel()


def test_seek_looks_ahead_and_back_in_the_column() -> None:
    cursor = reading([0, 1, 3, 4, 5])
    assert cursor.seek(lambda a, s: "vote" in a.sentence_text(s))
    assert cursor.sentence == 4
    assert not cursor.seek(lambda a, s: True)
    assert cursor.seek(lambda a, s: "ferry" in a.sentence_text(s), -1)
    assert cursor.sentence == 2
    assert not cursor.seek(lambda a, s: "ferry" in a.sentence_text(s), -1)


def test_hits_go_round_over_all_versions_in_reading_order() -> None:
    cursor = reading([0, 1, 3], [0, 2, 3])
    places = sorted([Place(0, 1), Place(1, 1), Place(1, 2)], key=cursor.order)
    seen = []
    for _ in range(4):
        assert cursor.next_of(places)
        seen.append(cursor.place)
    assert seen == [*places, places[0]]
    assert cursor.next_of(places, -1)
    assert cursor.place == places[-1]
    assert not cursor.next_of([])


def test_an_empty_version_is_stepped_over() -> None:
    cursor = reading([], [0, 1], [], [0, 1])
    assert cursor.place == Place(1, 0)
    assert not cursor.left()
    assert cursor.right()
    assert cursor.column == 3
