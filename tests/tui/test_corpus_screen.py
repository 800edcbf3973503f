"""The article list: what it shows, how it is filtered, sorted, marked and opened."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.article import Article
from reader.settings import Settings
from reader.tui.dates import moment
from reader.tui.listing import Kind, Listing, Order, Summary, kinds, untitled
from reader.tui.messages import OpenRequested
from reader.tui.widgets.article_list import ArticleList, Column, cell, columns, short_id


def article(number: int, **known) -> Article:
    return Article(f"a{number:03}", f"Text {number}. " * (number % 7 + 1), f"Title {number}", **known)


def texts(app) -> list[str]:
    listing = app.screen.query_one(ArticleList)
    return [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]


def toasts(app) -> str:
    return "\n".join(str(notification.message) for notification in app._notifications)


def test_filter_asks_for_every_word_in_title_source_or_file() -> None:
    listing = Listing(
        [article(1, source="Lantern"), article(2, source="Post"), article(12, source="Lantern")]
    )
    listing.filter("lantern title")
    assert listing.rows == [0, 2]
    listing.filter("LANTERN 12")
    assert listing.rows == [2]
    listing.filter("nothing like it")
    assert listing.rows == []
    listing.filter("")
    assert listing.rows == [0, 1, 2]


@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["", "Post", "Lantern"])), max_size=20),
    st.sampled_from(list(Order)),
    st.booleans(),
    st.sampled_from(["", "1", "post", "t 2"]),
)
@settings(max_examples=60, deadline=None)
def test_sorting_loses_nothing_and_filtering_keeps_the_order(made, order, reverse, text) -> None:
    articles = [article(number, source=source, date=f"20{number % 30:02}") for number, source in made]
    listing = Listing(articles, order=order, reverse=reverse)
    assert sorted(listing.rows) == list(range(len(articles)))
    everything = list(listing.rows)
    listing.filter(text)
    assert listing.rows == [row for row in everything if row in set(listing.rows)]


def test_order_by_labels_and_kinds() -> None:
    listing = Listing([article(number) for number in range(4)])
    listing.learn(
        {
            "a001": Summary((("claim", 1),), "in progress"),
            "a002": Summary((("claim", 2), ("quote", 1)), "done"),
            "a003": Summary((), "done", noted=True),
        }
    )
    listing.order = Order.LABELS
    listing.arrange()
    assert listing.rows[:2] == [2, 1]
    kept = {}
    for kind in kinds(["claim", "quote"]):
        listing.kind = kind
        listing.filter("")
        kept[kind.name] = sorted(listing.rows)
    assert kept["without labels"] == [0, 3]
    assert kept["to do"] == [0]
    assert kept["in progress"] == [1]
    assert kept["done"] == [2, 3]
    assert kept["with claim"] == [1, 2]
    assert kept["with quote"] == [2]
    assert kept["with notes"] == [3]
    assert Kind("any", label="*").keeps(Summary((("x", 1),)))


def test_next_untagged_and_marks() -> None:
    listing = Listing([article(number) for number in range(5)])
    listing.learn({"a001": Summary((("claim", 1),)), "a002": Summary((), "done")})
    assert listing.next_untagged(0, 1) == 3
    assert listing.next_untagged(3, -1) == 0
    assert listing.next_untagged(4, 1) is None
    listing.mark([3, 1])
    assert list(listing.marked) == ["a003", "a001"]
    listing.mark([1])
    listing.mark([0, 3], on=True)
    assert list(listing.marked) == ["a003", "a000"]
    listing.replace([article(0), article(9)])
    assert list(listing.marked) == ["a000"]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 160])
def test_columns_fill_the_width_and_never_more(width) -> None:
    listing = Listing([article(1, source="The Northfield Gazette", date="2024-01-01")])
    found = columns(width, listing, labels=2)
    assert found[0].order is Order.TITLE
    taken = 4 + sum(column.width for column in found) + 2 * (len(found) - 1)
    assert taken == max(width, taken if len(found) == 1 else width)


def test_columns_nobody_filled_are_left_out() -> None:
    orders = [column.order for column in columns(200, Listing([article(1)]), labels=2)]
    assert Order.SOURCE not in orders
    assert Order.DATE not in orders


def test_titles_that_do_not_tell_articles_apart_get_the_file_beside_them() -> None:
    alike = [replace(article(number), title="Advertisement") for number in range(4)]
    assert columns(59, Listing(alike), labels=2)[-1].order is Order.FILE
    told = [article(number, source="Lantern", date="2024-01-01") for number in range(4)]
    assert Order.FILE not in [column.order for column in columns(59, Listing(told), labels=2)]


def test_a_title_is_none_if_it_is_the_beginning_of_the_text_and_nobody_gave_it() -> None:
    derived = Article("a.txt", "The first line\nand more", "The first line")
    assert untitled(derived)
    assert untitled(replace(derived, title="The first…"))
    assert not untitled(replace(derived, metadata={"Title": "The first line"}))
    assert not untitled(replace(derived, title="Another"))


def test_a_long_id_loses_its_folder_before_its_name() -> None:
    assert short_id("one/two/three.txt", 20) == "one/two/three.txt"
    assert short_id("one/two/three.txt", 10) == "three.txt"
    assert short_id("one/records.jsonl#17", 10) == "17"
    assert short_id("a_long_name.txt", 5) == "a_long_name.txt"


def test_dates_are_sorted_by_time_whatever_their_form() -> None:
    dates = [
        "2024-03-01",
        "",
        "Sat, 02 Mar 2024 10:00:00 GMT",
        "29 February 2024",
        "once",
        "2024-03-02T11:00:00+02:00",
    ]
    listing = Listing([replace(article(n), date=date) for n, date in enumerate(dates)], order=Order.DATE)
    assert listing.rows == [2, 5, 0, 3, 1, 4]
    listing.reverse = True
    listing.arrange()
    assert listing.rows == [3, 0, 5, 2, 1, 4]


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text) -> None:
    found = moment(text)
    assert found is None or found.tzinfo is not None


def test_cells_are_cut_by_what_they_take_on_the_screen() -> None:
    assert cell("東京から", Column(Order.TITLE, 5)) == "東京…"
    assert cell("東京", Column(Order.TITLE, 6)) == "東京  "
    assert cell("7", Column(Order.WORDS, 4, right=True)) == "   7"


async def test_the_list_shows_articles_counts_and_problems(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        lines = texts(app)
        assert lines[0].split() == ["title", "source", "date", "labels"]
        assert "Harbour bridge stays closed" in lines[1]
        assert "2024-03-01" in lines[1]
        assert lines[1].startswith("▌")
        assert "[/b] [@click=app.quit]press[/]" in lines[3]
        assert "\x1b" not in "".join(lines)
        status = str(app.screen.query_one("#status").render())
        assert status.startswith("4 articles · 1 problem: !")
        await pilot.press("j", "j")
        await pilot.pause(0.06)
        preview = str(app.screen.query_one("#preview-text").render())
        assert "[/b] [@click=app.quit]press[/]" in preview
        await pilot.press("!")
        assert "broken.txt" in str(app.screen.query_one("#page-text").render())


async def test_filter_as_you_type_and_escape(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"open q")
        assert any("Nothing matches “open q”" in line for line in texts(app))
        await pilot.press("backspace", "backspace")
        assert "open again" in texts(app)[1]
        assert texts(app)[2] == ""
        await pilot.press("enter")
        assert app.focused is app.screen.query_one(ArticleList)
        await pilot.press("escape")
        assert app.screen.listing.text == ""
        assert len(app.screen.listing.rows) == 4


async def test_nothing_matches_has_words(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen._filter("zebra")
        assert any("Nothing matches “zebra”" in line for line in texts(app))
        assert app.screen.article is None
        for action in (
            "move(1)",
            "mark",
            "mark_range",
            "open",
            "copy",
            "edit",
            "open_url",
            "toggle_done",
            "bottom",
        ):
            await app.run_action(action, app.screen)


async def test_marks_choose_what_is_compared(make_app, settled) -> None:
    messages = []
    app = make_app()
    async with app.run_test(size=(80, 24), message_hook=messages.append) as pilot:
        await settled(pilot)
        screen = app.screen
        await pilot.press("space")
        assert "space marks another version too, then enter compares them" in toasts(app)
        assert "enter open" in str(app.screen.query_one("#keys").render())
        await pilot.press("space")
        assert "enter compare 2" in str(app.screen.query_one("#keys").render())
        screen.action_open()
        await pilot.pause()
        asked = {message.article_ids for message in messages if isinstance(message, OpenRequested)}
        assert asked == {("harbour-1.md", "harbour-2.md")}
        assert app.screen is not screen
        await pilot.press("q")
        assert app.screen is screen
        await pilot.press("escape")
        assert not screen.listing.marked
        await pilot.press("g", "v", "G", "v")
        assert len(screen.listing.marked) == 4


async def test_more_marks_than_can_be_compared_say_so(make_app, settled, corpus) -> None:
    (corpus / "one-more.txt").write_text("One more story.\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        await pilot.press("v", "G", "v")
        assert "5 marked, up to 4 can be compared" in str(screen.query_one("#status").render())
        assert str(screen.query_one("#keys").render()).startswith("esc unmark all")
        await pilot.press("enter")
        assert app.screen is screen
        assert toasts(app) == "Up to 4 articles can be compared; esc unmarks all"
        await pilot.press("escape")
        assert not screen.listing.marked


async def test_sort_keeps_the_cursor_on_its_article(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j")
        before = app.screen.article.id
        for _ in Order:
            app.screen.action_sort()
            assert app.screen.article.id == before
        app.screen.action_reverse()
        assert app.screen.article.id == before


async def test_done_undo_redo_and_what_was_read_show_in_the_list(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("D")
        assert "✓" in texts(app)[1]
        await pilot.press("u")
        assert "·" in texts(app)[1]
        await pilot.press("ctrl+r")
        assert "✓" in texts(app)[1]
        await pilot.press("j", "enter")
        await settled(pilot)
        await pilot.press("c")
        await pilot.press("q")
        await pilot.pause()
        assert "C1" in texts(app)[2]
        assert "◐" in texts(app)[2]


async def test_an_empty_folder_has_words(make_app, settled, place, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    app = make_app(at=replace(place, corpus=tmp_path / "empty"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert any("No articles in" in line for line in texts(app))


async def test_a_hundred_thousand_rows_cost_no_more_than_the_screen(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        drawn = []
        listing = app.screen.query_one(ArticleList)
        draw = listing._row
        listing._row = lambda row: drawn.append(row) or draw(row)
        app.screen.listing.replace([Article(f"{n}", "words", f"Title {n}") for n in range(100_000)])
        listing.reshow()
        await pilot.press("G")
        await pilot.pause()
        assert listing.cursor == 99_999
        assert "Title 99999" in "".join(texts(app))
        assert len(drawn) < 400


async def test_mouse_moves_sorts_and_opens(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        await pilot.click(ArticleList, offset=(10, 3))
        assert screen.query_one(ArticleList).cursor == 2
        await pilot.click(ArticleList, offset=(6, 0))
        assert screen.listing.order is Order.TITLE
        await pilot.click(ArticleList, offset=(10, 2), times=2)
        await pilot.pause()
        assert app.screen is not screen


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "reader-dark"), ((120, 32), "reader-light")])
def test_looks(snap_compare, make_app, settled, size, theme, monkeypatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")

    async def ready(pilot) -> None:
        await settled(pilot)
        await pilot.press("space", "j")
        await pilot.pause(0.1)

    assert snap_compare(make_app(Settings(theme=theme)), terminal_size=size, run_before=ready)
