"""The reading screen: what its keys do to the cursor and to the session."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from versions import EVENING, MORNING, VersionsApp

from reader.annotate.annotation import State
from reader.annotate.reading import Place
from reader.corpus.article import Article
from reader.settings import Settings
from reader.tui import themes
from reader.tui.commands import CommandTable
from reader.tui.layout import View
from reader.tui.messages import ArticleStepRequested, PlaceRequested
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.heads import ColumnHeads
from reader.tui.widgets.parallel import ParallelText

SIZE = (120, 30)


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def do(pilot: Pilot[None], *actions: str) -> None:
    for action in actions:
        assert await pilot.app.run_action(action, pilot.app.screen), f"nothing implements {action}"
    await pilot.pause()


def at(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).render().plain


def toasts(app: VersionsApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def test_every_command_of_the_view_has_an_action() -> None:
    table = CommandTable.of(VersionsApp().session.schema)
    app_wide = {"quit", "help", "palette", "export", "reload", "redraw", "suspend_process", "copy_selection"}
    for command in table.within(*ReadingScreen.SCOPES):
        name = command.action.partition("(")[0]
        assert name in app_wide | {"choose_theme"} or hasattr(ReadingScreen, f"action_{name}"), command.id


async def test_the_keys_reach_the_cursor_and_the_session() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "c")
        assert [a.label for a in app.session.labels(MORNING, 1)] == ["claim"]
        assert at(app) == Place(0, 2), "on to the next sentence to decide"
        await pilot.press("quotation_mark")
        assert [a.label for a in app.session.labels(MORNING, 2)] == ["quote"]
        await pilot.press("u", "l")
        assert app.session.labels(MORNING, 2) == ()
        assert at(app) == Place(1, 2)
        assert "B 3/" in status(app)
        await pilot.press("q")
        assert app.screen is not app.view


async def test_without_advancing_the_cursor_stays_and_a_label_toggles() -> None:
    app = VersionsApp(settings=Settings(advance_after_tag=False))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "tag('claim')")
        assert at(app) == Place(0, 0)
        assert app.session.labels(MORNING, 0)
        assert "1/6 decided" in status(app)
        await do(pilot, "tag('claim')")
        assert not app.session.labels(MORNING, 0)
        assert "0/6 decided" in status(app)


async def test_a_range_is_one_step() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "select_range", "move(1)", "move(1)")
        assert "range 1–3" in status(app)
        await do(pilot, "tag('quote')")
        assert [bool(app.session.labels(MORNING, s)) for s in range(4)] == [True, True, True, False]
        assert at(app) == Place(0, 3)
        await do(pilot, "undo")
        assert not any(app.session.labels(MORNING, s) for s in range(4))
        assert at(app) == Place(0, 0)
        await do(pilot, "redo")
        assert app.session.labels(MORNING, 2)
        assert "3/6 decided" in status(app)


async def test_clear_decides_and_repeat_repeats() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "repeat_tag")
        assert toasts(app) == ["No label was given yet"]
        await do(pilot, "clear_tags", "tag('quote')", "repeat_tag")
        assert app.session.decided(MORNING, 0)
        assert not app.session.labels(MORNING, 0)
        assert [a.label for a in app.session.labels(MORNING, 2)] == ["quote"]
        await do(pilot, "top", "next_undecided(1)")
        assert at(app) == Place(0, 3)
        await do(pilot, "next_tagged(-1)")
        assert at(app) == Place(0, 2)


async def test_saving_is_shown_until_it_is_done() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "sav" not in status(app).lower()
        await do(pilot, "tag('claim')")
        assert "… saving" in status(app)
        app.view.show_save_failed("labels.json: no space left on device")
        assert "NOT SAVED" in status(app)
        app.view.show_saved(99)
        assert "✓ saved" in status(app)


async def test_read_only_says_so_and_why() -> None:
    reason = "These annotations are being written by process 7; labels are shown, not changed"
    app = VersionsApp(reason=reason)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "read-only" in status(app)
        await do(pilot, "tag('claim')", "note", "toggle_done", "undo")
        assert set(toasts(app)) == {reason}
        assert not app.session.labels(MORNING, 0)


async def test_undo_in_an_article_that_is_not_open_asks_for_it() -> None:
    other = Article("other.txt", "Something else happened.", "Other")
    app = VersionsApp()
    app.session.tag(other, 0, 0, "claim")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "undo")
        await pilot.pause()
        assert PlaceRequested("other.txt", 0) in app.heard
        await do(pilot, "next_article(-1)")
        await pilot.pause()
        assert ArticleStepRequested(-1) in app.heard


async def test_differences_hits_and_columns() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "next_difference(1)", "next_difference(1)")
        assert at(app) == Place(0, 3)
        await do(pilot, "next_hit(1)")
        assert at(app) == Place(1, 3), "without a search, the next difference"
        await pilot.press("slash", *"ferry")
        assert "2 hits" in status(app)
        await pilot.press("enter")
        assert at(app) == Place(0, 4)
        await do(pilot, "next_hit(1)")
        assert at(app) == Place(1, 4)
        await do(pilot, "back")
        assert app.screen is app.view
        assert "hits" not in status(app)
        await do(pilot, "next_pane")
        assert at(app) == Place(0, 4)


async def test_a_search_without_hits_says_so_and_letters_do_not_label() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"cx", "enter")
        assert toasts(app) == ["“cx” is not here"]
        assert not app.session.decided(MORNING, 0)
        assert app.view.query_one("#search", Input).has_focus
        await pilot.press("escape")
        assert app.view.query_one(ParallelText).has_focus


async def test_notes() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "note")
        await pilot.press(*"why", "enter")
        await pilot.pause()
        assert app.session.note(MORNING, 0) == "why"
        assert "*" in app.view.query_one(ParallelText).render_line(0).text
        await do(pilot, "note")
        await pilot.press("escape")
        assert app.session.note(MORNING, 0) == "why"


async def test_copying_takes_the_exact_text() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "move(1)", "copy", "copy_pair", "select_range", "move(1)", "copy")
        nine, eleven = MORNING.sentence_text(1), EVENING.sentence_text(1)
        both = MORNING.text[MORNING.sentences[1].start : MORNING.sentences[2].end]
        assert app.copied == [nine, f"{nine}\n\n{eleven}", both]


async def test_views_and_highlights() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        text, heads = app.view.query_one(ParallelText), app.view.query_one(ColumnHeads)
        assert heads.size.height == 3
        await do(pilot, "layout")
        assert text.shown_view is View.STACKED
        await do(pilot, "layout", "layout", "lock_scrolling")
        assert text.shown_view is View.SIDE
        assert "scrolling apart" in status(app)
        await do(pilot, "toggle_diff")
        assert "differences hidden" in status(app)
        await do(pilot, "toggle_diff", "granularity", "toggle_done")
        assert app.session.state(MORNING) is State.DONE


async def test_pages_scrolling_and_the_mouse() -> None:
    long = Article("long", "\n".join(f"Sentence number {n} of a long report." for n in range(200)), "long")
    app = VersionsApp([long])
    async with app.run_test(size=(100, 20)) as pilot:
        await ready(pilot)
        await do(pilot, "page(1)")
        first = at(app)
        assert first is not None
        assert 5 <= first.sentence <= 10
        await do(pilot, "half_page(1)", "half_page(-1)")
        assert at(app) == first
        await do(pilot, "scroll_lines(1)", "centre", "bottom")
        assert at(app) == Place(0, 199)
        await do(pilot, "top")
        await pilot.click("#text", offset=(30, 4))
        assert at(app) == Place(0, 2)


@pytest.mark.parametrize("number", [1, 3, 4])
async def test_one_article_or_four(number: int) -> None:
    app = VersionsApp([MORNING, EVENING, MORNING, EVENING][:number], place=2)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert at(app) == Place(0, 2)
        await do(
            pilot, "column(1)", "copy_pair", "layout", "lock_scrolling", "next_difference(1)", "next_pane"
        )


async def test_an_empty_article_has_words() -> None:
    app = VersionsApp([Article("empty.txt", "", "empty")])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert toasts(app) == ["There is no text in this article"]
        await do(
            pilot, "tag('claim')", "move(1)", "page(1)", "copy", "copy_pair", "note", "next_difference(1)"
        )


async def test_the_legend_names_the_labels_on_the_narrowest_screen() -> None:
    app = VersionsApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await ready(pilot)
        legend = app.view.query_one(Legend).render().plain
        assert "c  claim" in legend
        assert '"  quote' in legend


SHOWN = pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])


@SHOWN
def test_side_by_side_looks_as_it_should(snap_compare: Any, theme: str) -> None:
    async def label(pilot: Pilot[None]) -> None:
        await ready(pilot)
        await do(pilot, "tag('claim')", "move(1)", "tag('quote')", "clear_tags", "top", "move(1)")

    assert snap_compare(VersionsApp(theme=theme), terminal_size=(120, 30), run_before=label)


@SHOWN
def test_stacked_looks_as_it_should(snap_compare: Any, theme: str) -> None:
    async def label(pilot: Pilot[None]) -> None:
        await ready(pilot)
        await do(pilot, "tag('claim')", "column(1)")

    assert snap_compare(VersionsApp(theme=theme), terminal_size=(80, 24), run_before=label)


def test_the_styles_name_no_colour() -> None:
    sheet = Path(next(path for path in VersionsApp.CSS_PATH if path.stem == "reading")).read_text("utf-8")
    assert "rgb(" not in sheet
    assert not [line for line in sheet.splitlines() if ": #" in line]
