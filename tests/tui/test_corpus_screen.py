"""The article list on the screen: what it shows, how it is searched, sorted, folded, marked and opened."""

import json
import sqlite3
from dataclasses import replace
from types import SimpleNamespace

import pytest
from textual.widgets import Input, OptionList

from reader import grouping
from reader.corpus.corpus import Corpus
from reader.settings import Settings
from reader.tui.arranging import Arranger
from reader.tui.kinds import INCONSISTENT, PROBLEMS
from reader.tui.listing import LARGEST_FIRST, Order
from reader.tui.messages import OpenRequested
from reader.tui.screens.filtering import FilterMenu
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.course import CourseLine
from reader.tui.widgets.preview import Preview
from reader.workspace import open_session


def texts(app) -> list[str]:
    listing = app.screen_stack[0].query_one(ArticleList)
    return [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]


def status(app) -> str:
    return str(app.screen_stack[0].query_one("#status").render())


def toasts(app) -> str:
    return "\n".join(str(notification.message) for notification in app._notifications)


async def test_the_list_shows_articles_counts_and_problems(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        lines = texts(app)
        assert lines[0].split() == ["≡", "title", "source", "date", "labels"]
        assert "Harbour bridge stays closed" in lines[1]
        assert "2024-03-01" in lines[1]
        assert lines[1].startswith("▌")
        assert "[/b] [@click=app.quit]press[/]" in lines[3]
        assert "\x1b" not in "".join(lines)
        assert status(app).startswith("4 articles · 1 skipped: !")
        await pilot.press("j", "j")
        await settled(pilot)
        preview = app.screen.query_one(Preview).text
        assert "[/b] [@click=app.quit]press[/]" in preview
        await pilot.press("!")
        assert "broken.txt" in str(app.screen.query_one("#page-text").render())


async def test_search_as_you_type_and_escape(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"opens zebr")
        await settled(pilot)
        assert any("Nothing matches “opens zebr”" in line for line in texts(app))
        assert '"a phrase"' in str(app.screen.query_one("#filter-hint").render())
        for _ in range(5):
            await pilot.press("backspace")
        await settled(pilot)
        assert "open again" in texts(app)[1]
        assert texts(app)[2] == ""
        assert status(app).startswith("1 of 4 articles · “opens”")
        await pilot.press("enter")
        assert app.focused is app.screen.query_one(ArticleList)
        assert not app.screen.query_one("#filter").display
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.screen.listing.rows) == 4


async def test_what_cannot_be_searched_for_is_told_below_the_field(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"bridge")
        await settled(pilot)
        app.screen.query_one(Input).value = "bridge before:[b]nonsense "
        await settled(pilot)
        hint = app.screen.query_one("#filter-hint")
        assert "[b]nonsense" in str(hint.render())
        assert hint.has_class("-problem")
        assert "Harbour" in texts(app)[1], "what was found before stays"
        app.screen.query_one(Input).value = "bridge before:nonsense"
        await pilot.press("enter")
        assert app.screen.query_one(Input).display, "what is wrong is not kept"
        assert "nonsense" in str(hint.render())
        app.screen.query_one(Input).value = "bridge before:2024-04"
        await settled(pilot)
        await pilot.press("enter")
        assert not app.screen.query_one(Input).display


async def test_hits_are_shown_in_the_preview_and_handed_on(make_app, settled, corpus) -> None:
    filler = "\n\n".join(f"Nothing of note in paragraph {number}." for number in range(400))
    (corpus / "long.txt").write_text(f"A long one\n\n{filler}\n\nThe heron stood here.\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"heron")
        await settled(pilot)
        await pilot.pause(0.1)
        await settled(pilot)
        preview = app.screen.query_one(Preview)
        shown = "".join(preview.render_line(y).text for y in range(preview.size.height))
        assert "The heron stood here." in shown
        assert preview.scroll_y > 0
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert app.screen.articles[0].id == "long.txt"
        assert app.screen.hits.count == 1


async def test_nothing_matches_has_words(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen._wish(text="zebra")
        await settled(pilot)
        assert any("Nothing matches “zebra”" in line for line in texts(app))
        assert app.screen.entry is None
        for action in (
            "move(1)",
            "mark",
            "mark_range",
            "open",
            "open_story",
            "unfold_story(True)",
            "copy",
            "edit",
            "open_url",
            "toggle_done",
            "bottom",
        ):
            await app.run_action(action, app.screen)


async def test_the_menu_of_kinds_counts_them(make_app, settled, place) -> None:
    other = open_session(replace(place, annotator="kim"))
    night = Corpus.open(place.corpus)["night.txt"]
    other.tag(night, 0, 0, "quote")
    other.store.close()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.session.tag(night, 0, 0, "claim")
        app.screen.refresh_summaries(["night.txt"])
        await pilot.press("f")
        await settled(pilot)
        assert isinstance(app.screen, FilterMenu)
        options = app.screen.query_one("#options", OptionList)
        menu = [str(options.get_option_at_index(row).prompt) for row in range(options.option_count)]
        counted = {line.rpartition(" ")[0].strip(): line.rpartition(" ")[2] for line in menu}
        assert counted["all articles"] == "4"
        assert counted["without labels"] == counted["to do"] == "3"
        assert counted["with claim"] == counted["with conflicts between annotators"] == "1"
        assert counted["with quote"] == counted["spun copies"] == "0"
        assert counted["with versions"] == "2"
        row = list(counted).index("with conflicts between annotators")
        await pilot.press("g", *["j"] * row, "enter")
        await settled(pilot)
        assert "1 of 4 articles · with conflicts" in status(app)
        assert "night train" in texts(app)[1]


async def test_what_is_labelled_otherwise_in_a_version_can_be_listed(make_app, settled, place) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        first, second = app.corpus["harbour-1.md"], app.corpus["harbour-2.md"]
        shared = "Ferries run every hour."
        for article, label in ((first, "claim"), (second, "quote")):
            texts_of = [article.sentence_text(each.index) for each in article.sentences]
            app.session.tag(article, texts_of.index(shared), texts_of.index(shared), label)
        app.screen.refresh_summaries([first.id, second.id])
        await pilot.press("f")
        await settled(pilot)
        options = app.screen.query_one("#options", OptionList)
        menu = [str(options.get_option_at_index(row).prompt) for row in range(options.option_count)]
        row = next(at for at, line in enumerate(menu) if line.startswith(INCONSISTENT.name))
        assert menu[row].endswith(" 2")
        assert not any(line.startswith(PROBLEMS.name) for line in menu), "there are none"
        await pilot.press("g", *["j"] * row, "enter")
        await settled(pilot)
        assert [entry.id for entry in app.corpus.entries(app.screen.listing.rows)] == [first.id, second.id]
        app.session.undo()
        app.screen.refresh_summaries([first.id, second.id])
        app.screen._ask()
        await settled(pilot)
        assert not app.screen.listing.rows


async def test_without_versions_nothing_is_folded(make_app, settled, monkeypatch) -> None:
    app = make_app()
    monkeypatch.setattr(grouping, "folds", lambda _: grouping.Folds([]))
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert "by story" not in status(app)
        assert toasts(app) == "No article is known to have another version here"


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
        await settled(pilot)
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
        assert "5 marked, up to 4 can be compared" in status(app)
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
        before = app.screen.entry.id
        orders = set()
        for _ in Order:
            app.screen.action_sort()
            await settled(pilot)
            orders.add(app.screen.listing.arrangement.wish.order)
            assert app.screen.entry.id == before
        assert orders >= set(Order) - {Order.STORY}
        app.screen.action_reverse()
        await settled(pilot)
        assert app.screen.entry.id == before


async def test_the_header_says_what_the_list_is_sorted_by(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(140, 24)) as pilot:
        await settled(pilot)
        await pilot.press("D")
        await settled(pilot)
        app.screen._list.set_labels(app.screen._list._looks)
        for order in (Order.SOURCE, Order.LABELS, Order.PROGRESS, Order.TITLE):
            app.screen._wish(order=order, reverse=False)
            await settled(pilot)
            arrow = "↓" if order in LARGEST_FIRST else "↑"
            assert texts(app)[0].replace(" ", "").count(f"{order}{arrow}") == 1, texts(app)[0]


async def test_done_undo_redo_and_what_was_read_show_in_the_list(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(150, 24)) as pilot:
        await settled(pilot)
        await pilot.press("D")
        assert "✓" in texts(app)[1]
        assert "1 done" in status(app)
        await pilot.press("u")
        assert "·" in texts(app)[1]
        await pilot.press("ctrl+r")
        assert "✓" in texts(app)[1]
        await pilot.press("j", "enter")
        await settled(pilot)
        await pilot.press("c")
        await pilot.press("q")
        await settled(pilot)
        assert "C1" in texts(app)[2]
        assert "◐" in texts(app)[2]
        assert "33%" in texts(app)[2]
        assert "9 % decided" in status(app)


async def test_an_empty_folder_has_words(make_app, settled, place, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    app = make_app(at=replace(place, corpus=tmp_path / "empty"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert any("No articles in" in line for line in texts(app))


@pytest.fixture
def stories(corpus):
    """Put a made-up story of three versions into the index, one of them a spun copy."""
    ids = ("harbour-2.md", "harbour-1.md", "night.txt")

    def told(corpus) -> grouping.Folds:
        numbers = [corpus.number(each) for each in ids]
        return grouping.Folds([(5, number) for number in numbers], spun=[numbers[2]])

    return SimpleNamespace(ids=ids, told=told)


async def test_stories_fold_into_one_row(make_app, settled, stories, monkeypatch) -> None:
    app = make_app()
    monkeypatch.setattr(grouping, "folds", stories.told)
    monkeypatch.setattr("reader.tui.stories.ties", lambda *_: {})
    monkeypatch.setattr("reader.tui.stories.abreast", lambda *_: list(stories.ids))
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert "≡3" in texts(app)[1]
        assert "≈3" in texts(app)[4]
        await pilot.press("plus")
        assert "t folds the versions of a story" in toasts(app)
        await pilot.press("t")
        await settled(pilot)
        assert "▸3" in texts(app)[1]
        assert "open again" in texts(app)[1], "the newest is in front"
        assert texts(app)[3] == ""
        assert status(app).startswith("4 articles · by story")
        await pilot.press("g", "plus")
        assert ["▾3" in texts(app)[1], "├" in texts(app)[2], "└≈" in texts(app)[3]] == [True] * 3
        await pilot.press("j", "minus")
        assert texts(app)[1].startswith("▌")
        assert texts(app)[3] == ""
        await pilot.press("V")
        await settled(pilot)
        assert [article.id for article in app.screen.articles] == list(stories.ids)


async def test_an_article_alone_has_no_versions_to_open(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G", "V")
        assert toasts(app) == "No other version of this article is known"


async def test_rows_come_while_the_corpus_is_read(make_app, settled, corpus, monkeypatch) -> None:
    """The list is usable while it fills; esc stops, and R goes on."""
    import threading

    records = [json.dumps({"id": f"n{n:05}", "text": f"Record {n}."}) for n in range(6_000)]
    (corpus / "many.jsonl").write_text("\n".join(records), encoding="utf-8")
    update, go_on, seen = Corpus.update, threading.Event(), threading.Event()

    def slowly(self, progress, cancelled):
        def told(course):
            progress(course)
            if course.articles > 500 and not go_on.is_set():
                seen.set()
                while not cancelled() and not go_on.wait(0.01):
                    progress(course)

        return update(self, told, cancelled)

    monkeypatch.setattr(Corpus, "update", slowly)
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        for _ in range(500):
            await pilot.pause(0.01)
            lines = [str(line.render()) for line in app.screen.query(CourseLine)]
            if seen.is_set() and any(lines) and app.screen.listing.total > 500:
                break
        line = str(app.screen.query_one(CourseLine).render())
        assert line.startswith("Reading: ")
        assert "esc stops" in line
        await pilot.press("j", "j", "space")
        at = app.screen.entry.id
        assert len(app.screen.listing.marked) == 1
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert toasts(app) == "Stopped; R goes on"
        assert not app.screen.query(CourseLine)
        some = app.screen.listing.total
        assert 500 < some < 6_004
        go_on.set()
        await pilot.press("R")
        await settled(pilot)
        assert app.screen.listing.total == 6_004
        assert app.screen.entry.id == at


async def test_a_hundred_thousand_rows_cost_no_more_than_the_screen(
    make_app, settled, tmp_path, place
) -> None:
    records = "".join(f'{{"id": "r{n:05}", "text": "Row {n}."}}\n' for n in range(5_000))
    (tmp_path / "many.jsonl").write_text(records, encoding="utf-8")
    app = make_app(at=replace(place, corpus=tmp_path / "many.jsonl"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        drawn, asked = [], []
        listing = app.screen.query_one(ArticleList)
        draw, entries = listing._row, app.corpus.entries
        listing._row = lambda row: drawn.append(row) or draw(row)
        app.corpus.entries = lambda numbers: asked.extend(numbers) or entries(numbers)
        await pilot.press("G")
        await pilot.pause()
        assert listing.cursor == 4_999
        assert "r04999" in "".join(texts(app))
        assert len(drawn) < 400
        assert len(asked) < 400


async def test_a_keystroke_does_not_wait_for_the_rows(make_app, settled, monkeypatch) -> None:
    """What is typed while rows are found is found next, and only the last of it."""
    import threading

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        free, asked = threading.Event(), []
        arrange = Arranger.arrange

        def slow(self, wish, known):
            asked.append(wish.text)
            assert free.wait(10)
            return arrange(self, wish, known)

        monkeypatch.setattr(Arranger, "arrange", slow)
        await pilot.press("slash", *"train")
        assert app.screen.query_one(Input).value == "train"
        assert len(app.screen.listing.rows) == 4
        free.set()
        await settled(pilot)
        assert asked == ["t", "train"]
        assert len(app.screen.listing.rows) == 1


async def test_files_that_change_are_told_and_read_again(make_app, settled, corpus) -> None:
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G")
        (corpus / "night.txt").write_text("No train runs at night.\n", encoding="utf-8")
        app.on_app_focus(None)
        await settled(pilot)
        assert "changed on disk: R reads it again" in status(app)
        await pilot.press("R")
        await settled(pilot)
        assert "changed on disk" not in status(app)
        assert toasts(app).startswith("Read 4 articles again: 1 changed")
        assert app.screen.entry.id == "night.txt"
        assert app.screen.query_one(ArticleList).cursor == 3


async def test_a_text_that_changed_meanwhile_is_told_in_words(make_app, settled, corpus) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": f"Record {n} of some."}) for n in range(60)]
    (corpus / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G", "k", "k", "k")
        assert app.screen.entry.id.startswith("many.jsonl")
        (corpus / "many.jsonl").write_text("nothing of the kind", encoding="utf-8")
        await pilot.press("k")
        await pilot.pause(0.1)
        await settled(pilot)
        assert "R reads" in app.screen.query_one(Preview).text
        await pilot.press("enter")
        await settled(pilot)
        assert "R reads it again" in toasts(app)
        assert app.screen is app.screen_stack[0]


async def test_mouse_moves_sorts_and_opens(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        await pilot.click(ArticleList, offset=(10, 3))
        assert screen.query_one(ArticleList).cursor == 2
        await pilot.click(ArticleList, offset=(14, 0))
        await settled(pilot)
        assert screen.listing.arrangement.wish.order is Order.TITLE
        await pilot.click(ArticleList, offset=(10, 2), times=2)
        await settled(pilot)
        assert app.screen is not screen


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "reader-dark"), ((120, 32), "reader-light")])
def test_looks(snap_compare, make_app, settled, size, theme, monkeypatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")

    async def ready(pilot) -> None:
        await settled(pilot)
        await pilot.press("space", "j")
        await pilot.pause(0.1)
        await settled(pilot)

    assert snap_compare(make_app(Settings(theme=theme)), terminal_size=size, run_before=ready)


async def test_the_preview_draws_no_more_than_the_screen_and_can_be_selected(
    make_app, settled, corpus
) -> None:
    words = " ".join(f"word{number:03}" for number in range(300))
    (corpus / "aaa.txt").write_text(f"A long one\n\n{words}\n\nThe end.\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        preview, drawn = app.screen.query_one(Preview), []
        assert "word299" in preview.text
        draw = preview._line
        preview._line = lambda row: drawn.append(row) or draw(row)
        preview.notify_style_update()
        preview.refresh()
        await pilot.pause()
        assert 0 < len(drawn) <= preview.size.height
        line = next(y for y in range(20) if preview.render_line(y).text.startswith("word"))
        await pilot.mouse_down(preview, offset=(2, line))
        await pilot.hover(preview, offset=(9, line + 1))
        await pilot.mouse_up(preview, offset=(9, line + 1))
        await pilot.pause()
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("word000 word001")
        assert "\n" not in selected


@pytest.mark.parametrize(
    "error", [sqlite3.DatabaseError("database disk image is malformed"), OSError("gone")]
)
async def test_reading_that_fails_halfway_is_told_until_it_is_done(
    make_app, settled, monkeypatch, error
) -> None:
    """The list keeps what it has, says that it is not all, and R goes on."""
    update, broken = Corpus.update, [True]

    def half(self, progress, cancelled):
        def told(course):
            progress(course)
            if broken and course.articles:
                raise error

        return update(self, told, cancelled)

    monkeypatch.setattr(Corpus, "update", half)
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert app.is_running
        assert str(error) in toasts(app)
        assert app.screen.listing.total == 4
        assert "not read to the end: R goes on" in status(app)
        broken.clear()
        await pilot.press("R")
        await settled(pilot)
        assert "not read to the end" not in status(app)


async def test_a_damaged_index_is_told_and_made_anew(make_app, settled, monkeypatch) -> None:
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        numbers = list(app.corpus.order("id"))

        def fail(*_):
            raise sqlite3.DatabaseError("database disk image is malformed")

        with monkeypatch.context() as broken:
            broken.setattr(Arranger, "arrange", fail)
            await pilot.press("S")
            await settled(pilot)
        assert "The index is damaged; R makes it anew" in toasts(app)
        assert "not read to the end" in status(app)
        await pilot.press("R")
        await settled(pilot)
        assert "not read to the end" not in status(app)
        assert app.screen.listing.total == 4
        assert len(app.corpus.order("id")) == len(numbers)


async def test_rows_that_cannot_be_found_are_told(make_app, settled, monkeypatch) -> None:
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)

        def fail(*_):
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(Arranger, "arrange", fail)
        await pilot.press("S")
        await settled(pilot)
        assert "disk I/O error" in toasts(app)
        assert "not read to the end" not in status(app)


async def test_who_is_quicker_than_the_first_rows_gets_the_first_article(make_app, settled) -> None:
    from reader.tui.screens.reading import ReadingScreen

    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        app.screen.action_open()
        assert not app.screen.listing.rows
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.articles[0].id == "harbour-1.md"
