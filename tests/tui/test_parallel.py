"""Where sentences stand and what the parallel text draws of them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from versions import EVENING, MORNING

from reader import resources
from reader.annotate.reading import Place, Reading
from reader.compare.comparison import Comparison
from reader.corpus.article import Article
from reader.tui import themes
from reader.tui.layout import Layout, View, arrange, columns
from reader.tui.paint import NO_MARKS, Marks
from reader.tui.signs import Sign
from reader.tui.widgets.parallel import ParallelText
from reader.tui.wrapped import Blank, Spot, Wrapped, displayed_texts

HOSTILE = Article(
    "hostile.txt",
    "Brackets [/b] and [@click=app.quit]a link[/] stay text.\n\n漢字の文章がここにあります。\n\n"
    "A family 👩‍👩‍👧 and a flag 🇬🇧 and e\u0301 and ❤️ in one line that has to be wrapped somewhere.\n\n"
    + "x"
    * 300,
    "[red]hostile[/red] [/b]",
)

POOL = (
    "The old bridge closed on Monday after engineers found a crack in the northern arch of it.",
    "The old bridge closed on Tuesday after engineers found a crack in the northern arch of it.",
    "A ferry carries walkers.",
    "Shopkeepers fear for the season, and some of them have begun to write letters to the council.",
    "The council will vote in June.",
)


def compared(*texts: list[list[int]]) -> Comparison:
    return Comparison.of(
        [
            Article(f"{n}", "\n\n".join(" ".join(POOL[i] for i in paragraph) for paragraph in text), f"{n}")
            for n, text in enumerate(texts)
        ]
    )


def every_line(layout: Layout) -> list[list[Spot | Blank]]:
    return [[layout.at(pane, y) for y in range(layout.height(pane))] for pane in range(layout.panes)]


article = st.lists(st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=3), max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(article, min_size=1, max_size=2), st.integers(6, 60), st.sampled_from(View), st.booleans())
def test_every_line_of_every_sentence_stands_exactly_once(
    texts: list[list[list[int]]], width: int, view: View, locked: bool
) -> None:
    comparison = compared(*texts)
    wrapped = Wrapped(displayed_texts(comparison), width)
    layout = arrange(comparison, wrapped, view, locked)
    lines = every_line(layout)
    spots = [spot for pane in lines for spot in pane if isinstance(spot, Spot)]
    assert len(spots) == len(set(spots))
    for version, article in enumerate(comparison.articles):
        for sentence in range(len(article.sentences)):
            shown = layout.shown(version, sentence)
            pane, top, bottom = layout.span(version, sentence)
            height = wrapped.heights[shown.version][shown.sentence]
            assert lines[pane][top:bottom] == [Spot(*shown, line) for line in range(height)]
            if view is not View.MERGED:
                assert shown == Place(version, sentence)


@settings(max_examples=30, deadline=None)
@given(article, article, st.integers(6, 60))
def test_what_belongs_together_begins_on_the_same_line(
    one: list[list[int]], two: list[list[int]], width: int
) -> None:
    comparison = compared(one, two)
    layout = arrange(comparison, Wrapped(displayed_texts(comparison), width), View.SIDE, True)
    assert layout.height(0) == layout.height(1)
    for row in comparison.rows:
        tops = {layout.span(version, cell[0]).top for version, cell in enumerate(row.cells) if cell}
        assert len(tops) == 1


def test_paragraphs_have_air_and_missing_text_a_gap() -> None:
    comparison = compared([[0], [2]], [[0], [4, 3], [2]])
    layout = arrange(comparison, Wrapped(displayed_texts(comparison), 200), View.SIDE, True)
    left, right = every_line(layout)
    assert left == [Spot(0, 0, 0), Blank.GAP, Blank.GAP, Blank.GAP, Blank.AIR, Spot(0, 1, 0)] or left == [
        Spot(0, 0, 0),
        Blank.AIR,
        Blank.GAP,
        Blank.GAP,
        Blank.AIR,
        Spot(0, 1, 0),
    ]
    assert right == [Spot(1, 0, 0), Blank.AIR, Spot(1, 1, 0), Spot(1, 2, 0), Blank.AIR, Spot(1, 3, 0)]


def test_what_stands_alone_in_either_version_stands_side_by_side() -> None:
    comparison = compared([[0], [2, 2], [4]], [[0], [3], [4]])
    assert [tuple(map(len, row.cells)) for row in comparison.rows].count((1, 0)) == 2
    left, right = every_line(arrange(comparison, Wrapped(displayed_texts(comparison), 200), View.SIDE, True))
    assert left[2:4] == [Spot(0, 1, 0), Spot(0, 2, 0)]
    assert right[2:4] == [Spot(1, 1, 0), Blank.GAP], "only what is left over is a gap"
    assert left[-1] == Spot(0, 3, 0)
    assert right[-1] == Spot(1, 2, 0)


def test_one_column_shows_what_is_the_same_once() -> None:
    comparison = compared([[0], [2]], [[1], [2]])
    wrapped = Wrapped(displayed_texts(comparison), 200)
    layout = arrange(comparison, wrapped, View.MERGED, True)
    assert every_line(layout) == [[Spot(0, 0, 0), Spot(1, 0, 0), Blank.AIR, Spot(0, 1, 0)]]
    assert layout.shown(1, 1) == Place(0, 1)
    stacked = arrange(comparison, wrapped, View.STACKED, True)
    assert every_line(stacked)[0][-2:] == [Spot(0, 1, 0), Spot(1, 1, 0)]


@pytest.mark.parametrize("panes", [1, 2, 3, 4])
@pytest.mark.parametrize("width", [20, 79, 119, 200])
def test_columns_do_not_overlap_and_are_as_wide(width: int, panes: int) -> None:
    found = columns(width, panes, 6)
    assert len({column.width for column in found}) == 1
    assert all(a.x + a.width < b.x for a, b in pairwise(found))
    assert found[-1].x + found[-1].width <= width


class TextApp(App[None]):
    """Nothing but the text."""

    CSS_PATH = list(resources.styles())

    def __init__(self, *articles: Article, marks: dict[Place, Marks] | None = None) -> None:
        super().__init__()
        self.register_theme(themes.DARK)
        self.theme = themes.DARK.name
        self.reading = Reading(Comparison.of(articles))
        self.marks = marks if marks is not None else {}
        self.drawn: list[Place] = []

    def compose(self) -> ComposeResult:
        yield ParallelText(id="text")

    def on_mount(self) -> None:
        self.text.show(self.reading, self.known)

    def known(self, place: Place) -> Marks:
        self.drawn.append(place)
        return self.marks.get(place, NO_MARKS)

    @property
    def text(self) -> ParallelText:
        return self.query_one(ParallelText)

    def lines(self) -> list[str]:
        return [self.text.render_line(y).text.rstrip() for y in range(self.text.size.height)]


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_side_by_side_rows_are_level_and_signed() -> None:
    app = TextApp(MORNING, EVENING, marks={Place(0, 1): Marks((Sign("C", "claim"),), decided=True)})
    async with app.run_test(size=(180, 20)) as pilot:
        await settled(pilot)
        lines = app.lines()
    assert lines[0].startswith("▌~     The old bridge in Marlow closed on Monday")
    assert "│▏~     The old bridge in Marlow closed on Monday" in lines[0]
    claim = next(line for line in lines if "nine weeks" in line)
    assert claim.startswith(" ~#C   Mayor Ines")
    assert "│ ~#    Mayor Ines" in claim
    fear = next(line for line in lines if "Shopkeepers" in line)
    assert fear.startswith(" -     Shopkeepers")
    assert "│ +     The council will vote" in fear, "beside what stands there instead"
    assert next(line for line in lines if "council" in line).count("+") == 1


async def test_changed_words_are_underlined_in_both_versions_until_hidden() -> None:
    app = TextApp(MORNING, EVENING)

    def underlined() -> set[str]:
        return {
            segment.text.strip()
            for y in range(app.text.size.height)
            for segment in app.text.render_line(y)
            if segment.style and segment.style.underline
        }

    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        assert underlined() == {"deep", "nine", "eleven"}
        app.text.highlight(diff=False, words=True)
        assert underlined() == set()
        assert "~" not in "".join(app.lines())


async def test_below_a_hundred_columns_versions_are_stacked() -> None:
    app = TextApp(MORNING, EVENING)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.text.shown_view is View.STACKED
        lines = app.lines()
        assert lines[0].startswith("▌A ~     The old bridge")
        assert lines[2].startswith("▏B ~     The old bridge")
        await pilot.resize_terminal(140, 24)
        await settled(pilot)
        assert app.text.shown_view is View.SIDE
        app.text.choose_view(View.MERGED)
        lines = app.lines()
        assert len([line for line in lines if "hurry" in line]) == 1


async def test_a_move_redraws_the_sentences_it_touches_and_no_others() -> None:
    app = TextApp(MORNING, EVENING)
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        app.drawn.clear()
        app.reading.move(1)
        app.text.follow()
        await settled(pilot)
        assert set(app.drawn) == {Place(0, 0), Place(0, 1), Place(1, 0), Place(1, 1)}
        assert "▌" not in app.lines()[0]
        app.drawn.clear()
        app.marks[Place(0, 1)] = Marks((Sign("Q", "quote"),), decided=True)
        app.text.redraw([Place(0, 1)])
        assert any(line.startswith("▌~#Q   Mayor") for line in app.lines())


async def test_the_cursor_stays_in_sight_however_long_the_way() -> None:
    long = Article("long", "\n".join(f"Sentence number {n} of a long report." for n in range(400)), "long")
    app = TextApp(long, long)
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        for by in (5, 50, -3, 300, -200, 1000, -1000):
            app.reading.move(by)
            app.text.follow()
            await settled(pilot)
            assert sum("▌" in line for line in app.lines()) == 1
        app.reading.last()
        app.text.follow()
        await pilot.resize_terminal(70, 12)
        await settled(pilot)
        assert any(line.startswith("▌") for line in app.lines())


async def test_columns_scroll_apart_when_unlocked() -> None:
    one = Article("one", "\n".join(f"Sentence number {n} of a long report." for n in range(80)), "one")
    app = TextApp(one, one)
    async with app.run_test(size=(120, 10)) as pilot:
        await settled(pilot)
        app.text.lock_columns(False)
        app.text.scroll_lines(20)
        await settled(pilot)
        first = app.lines()[0]
        assert "number 10 " in first.split("│")[0]
        assert "number 0 " in first.split("│")[1]
        app.text.lock_columns(True)
        await settled(pilot)
        left, right = app.lines()[0].split("│")
        assert left[7:].strip() == right[7:].strip()


async def test_hostile_text_is_text_and_keeps_its_columns() -> None:
    app = TextApp(HOSTILE, MORNING)
    async with app.run_test(size=(104, 30)) as pilot:
        await settled(pilot)
        strips = [app.text.render_line(y) for y in range(app.text.size.height)]
        text = "\n".join(strip.text for strip in strips)
        assert "[/b]" in text
        assert "[@click=app.quit]" in text
        for strip in strips:
            assert sum(segment.cell_length for segment in strip) == app.text.scrollable_content_region.width
            assert not any(segment.style and segment.style.meta for segment in strip)
            before = strip.crop(0, 51).text
            assert strip.text[len(before)] == "│"


@pytest.mark.parametrize("size", [(80, 24), (30, 5), (12, 3), (200, 60)])
async def test_an_empty_article_and_tiny_screens_are_drawn(size: tuple[int, int]) -> None:
    app = TextApp(Article("empty", "", "empty"), MORNING)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert len(app.lines()) == app.text.size.height
        app.text.choose_view(View.SIDE)
        await settled(pilot)
        assert len(app.lines()) == app.text.size.height
