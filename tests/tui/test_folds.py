"""Folds, the ruler, and where a sentence stands when rows are folded away; all without a screen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.corpus.article import Article
from reader.tui import ruler
from reader.tui.asides import asides, other_places
from reader.tui.folds import CONTEXT, STEP, Fold, FoldKind, Folds
from reader.tui.layout import Level, View, arrange
from reader.tui.signs import Sign
from reader.tui.wrapped import Blank, Spot, Wrapped, displayed_texts

TOWNS = ("bridge", "market", "harbour", "tower", "mill", "ferry", "school", "church", "square", "station")
TOWNS += ("bakery", "quarry", "orchard", "meadow")
LONG = [f"In the {one} they spoke of the old {two}." for one in TOWNS for two in TOWNS[:3]]


def article(name: str, sentences: list[str]) -> Article:
    return Article(name, "\n\n".join(sentences), name)


def updated() -> Comparison:
    """An article of 42 sentences, and one in which the 21st was edited."""
    later = list(LONG)
    later[20] = later[20].replace("they spoke", "nobody spoke")
    return Comparison.of([article("a", LONG), article("b", later)])


def with_furniture() -> Comparison:
    lines = ["Advertisement", *LONG[:4], "ARTICLE AD BOX", "Advertisement", *LONG[4:6], LONG[0]]
    return Comparison.of([article("a", lines)])


def test_only_changes_and_what_is_near_them_are_shown() -> None:
    folds = Folds(updated())
    assert folds.items() == list(range(42))
    folds.changes_only = True
    above, *shown, below = folds.items()
    assert isinstance(above, Fold)
    assert isinstance(below, Fold)
    assert shown == list(range(20 - CONTEXT, 21 + CONTEXT))
    assert (above.first, above.last, above.kind) == (0, 20 - CONTEXT - 1, FoldKind.ALIKE)
    assert above.cells == ((0, 17), (0, 17))
    assert above.text == "⋯ 18 sentences alike"


def test_a_fold_is_opened_and_closed_step_by_step() -> None:
    folds = Folds(updated())
    folds.changes_only = True
    assert folds.open(3)
    first = next(item for item in folds.items() if isinstance(item, Fold))
    assert (first.first, first.last) == (STEP, 17 - STEP)
    assert folds.close(first.first)
    assert not folds.close(first.first)
    assert folds.open(0, wholly=True)
    assert folds.items()[:20] == list(range(20))
    assert not folds.open(0)
    assert not folds.open(20), "a change is in no fold"


def test_furniture_and_repeats_fold_as_runs() -> None:
    folds = Folds(with_furniture())
    assert folds.any_unread
    folds.unread_hidden = True
    found = [item for item in folds.items() if isinstance(item, Fold)]
    assert [(fold.first, fold.last) for fold in found] == [(0, 0), (5, 6), (9, 9)]
    assert found[1].text.startswith("⋯ 2 lines of site furniture")
    assert not Folds(updated()).any_unread


def test_a_single_row_is_never_folded_for_being_alike() -> None:
    later = list(LONG[: 2 * CONTEXT + 3])
    later[0] = later[0].replace("spoke", "sang")
    later[-1] = later[-1].replace("spoke", "sang")
    folds = Folds(Comparison.of([article("a", LONG[: 2 * CONTEXT + 3]), article("b", later)]))
    folds.changes_only = True
    assert not [item for item in folds.items() if isinstance(item, Fold)]


picked = st.lists(st.integers(0, 11), max_size=30).map(lambda numbers: [LONG[n] for n in numbers])


@settings(max_examples=40, deadline=None)
@given(
    picked,
    picked,
    st.sampled_from([View.SIDE, View.STACKED, View.MERGED]),
    st.booleans(),
    st.booleans(),
    st.lists(st.integers(0, 40), max_size=4),
)
def test_every_sentence_is_shown_or_in_the_fold_that_stands_for_it(
    one: list[str], two: list[str], view: View, changes_only: bool, unread_hidden: bool, opened: list[int]
) -> None:
    comparison = Comparison.of([article("a", one), article("b", two)])
    folds = Folds(comparison)
    folds.changes_only, folds.unread_hidden = changes_only, unread_hidden
    for row in opened:
        folds.open(row)
    rows = [r for i in folds.items() for r in (range(i.first, i.last + 1) if isinstance(i, Fold) else (i,))]
    assert rows == list(range(len(comparison.rows)))
    layout = arrange(comparison, Wrapped(displayed_texts(comparison), 30), view, True, folds)
    for version, versions in enumerate(comparison.articles):
        for sentence in range(len(versions.sentences)):
            shown = layout.shown(version, sentence)
            pane, top, _ = layout.span(version, sentence)
            found = layout.at(pane, top)
            if fold := layout.fold(version, sentence):
                assert found == fold
                assert fold.cells[version] is not None
                assert shown == Place(version, fold.cells[version][0])
            else:
                assert found == Spot(*shown, 0)


def moved() -> Comparison:
    later = [*LONG[:4], *LONG[7:20], *LONG[4:7], *LONG[20:30]]
    return Comparison.of([article("a", LONG[:30]), article("b", later)])


def test_a_moved_sentence_says_where_to_and_where_from() -> None:
    comparison = moved()
    there = other_places(comparison)
    assert there[Place(0, 4)] == Place(1, 17)
    assert there[there[Place(0, 4)]] == Place(0, 4)
    said = asides(comparison)
    assert said[Place(0, 4)] == "» to 18"
    assert said[Place(1, 17)] == "« from 5"
    assert asides(with_furniture())[Place(0, 9)] == "= 2"


def test_what_stands_behind_a_sentence_gets_a_line_where_there_is_no_room() -> None:
    texts = [["one two three"]]
    assert Wrapped(texts, 30, {Place(0, 0): "» to 18"}).heights == [[1]]
    wrapped = Wrapped(texts, 15, {Place(0, 0): "» to 18"})
    assert wrapped.heights == [[2]]
    assert [wrapped.aside(Spot(0, 0, line)) for line in (0, 1)] == ["", "» to 18"]
    assert wrapped.bounds(Spot(0, 0, 1)) == (13, 13)


def test_the_ruler_shows_changes_where_they_are() -> None:
    comparison = updated()
    layout = arrange(comparison, Wrapped(displayed_texts(comparison), 200), View.SIDE, True)
    assert layout.height(0) == 83
    marked = ruler.of_changes(comparison, layout, 0, 20)
    assert [cell for cell, sign in enumerate(marked) if sign.letter] == [40 * 20 // 83]
    assert marked[40 * 20 // 83] == Sign("~", Relation.EDITED)
    same = ruler.of_changes(comparison, layout, 0, 200)
    assert [cell for cell, sign in enumerate(same) if sign.letter] == [40], "a short text, line by line"
    labels = ruler.of_places(layout, 0, 20, {Place(0, 41): Sign("C", "claim")})
    assert labels[-1] == Sign("C", "claim")
    assert ruler.of_changes(comparison, layout, 0, 0) == []


def test_the_window_on_the_ruler_and_back() -> None:
    assert ruler.window(100, 10, 0, 10) == range(0, 1)
    assert ruler.window(100, 10, 90, 10) == range(9, 10)
    assert ruler.window(5, 10, 0, 10) == range(0, 5)
    assert [ruler.line_of(100, 10, cell) for cell in (0, 5, 9)] == [0, 50, 90]
    assert ruler.line_of(5, 10, 3) == 3


def test_air_stands_around_folds_and_never_first() -> None:
    comparison = updated()
    folds = Folds(comparison)
    folds.changes_only = True
    layout = Level(comparison, Wrapped(displayed_texts(comparison), 200), folds)
    lines = [layout.at(0, y) for y in range(layout.height(0))]
    assert isinstance(lines[0], Fold)
    assert lines[1] is Blank.AIR
    assert isinstance(lines[-1], Fold)
    assert lines[-2] is Blank.AIR
