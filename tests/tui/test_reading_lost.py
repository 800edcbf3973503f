"""The reading screen on an article that changed under its labels."""

from typing import Any

import pytest
from test_reading_screen import ready, status, toasts
from textual.widgets import Label, OptionList
from versions import MORNING, VersionsApp, tag_unknown

from reader.annotate.reading import Place
from reader.corpus.article import Article
from reader.tui.screens.lost import LostDialog
from reader.tui.widgets.parallel import ParallelText

CHANGED = Article(
    MORNING.id,
    "The old bridge in Marlow closed on Tuesday after engineers found two [b]cracks[/b].\n\n"
    "Mayor Ines Hartog said the repair would take nine weeks. “We will not hurry,” she told reporters.\n\n"
    "A ferry carries walkers across the river. It leaves every half hour from the mill.",
    MORNING.title,
)


def labelled() -> VersionsApp:
    app = VersionsApp([CHANGED])
    app.session.tag(MORNING, 0, 1, "claim")
    app.session.clear(MORNING, 4, 4)
    app.session.tag(MORNING, 3, 3, "claim")
    return app


def shown(app: Any, selector: str) -> str:
    return str(app.screen.query_one(selector, Label).content)


def gutter(app: VersionsApp) -> str:
    text = app.view.query_one(ParallelText)
    lines = (text.render_line(y).text for y in range(text.size.height))
    return next(line.partition("The old")[0] for line in lines if "The old bridge" in line)


async def test_a_label_that_the_schema_lacks_is_shown_as_such() -> None:
    app = VersionsApp([MORNING])
    tag_unknown(app, MORNING, "rumour")
    async with app.run_test(size=(160, 30)) as pilot:
        await ready(pilot)
        assert "¿" in gutter(app)
        assert "¿ rumour: not in labels.toml" in status(app)


async def test_what_changed_is_told_listed_and_worked_off_with_one_key_each() -> None:
    app = labelled()
    async with app.run_test(size=(120, 30)) as pilot:
        await ready(pilot)
        assert "? edited: L asks" in status(app)
        assert "1/5 decided" in status(app)
        assert "?" in gutter(app)
        await pilot.press("j")
        assert "? 2 to confirm, 1 without a place: L" in status(app)
        await pilot.press("L")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, LostDialog)
        assert shown(app, "#lost-title") == "This text changed: 2 to confirm, 1 without a place"
        assert "a attaches to sentence 2" in shown(app, "#lost-hint")
        options = dialog.query_one(OptionList)
        first = str(options.get_option_at_index(0).prompt)
        assert "was  The old bridge in Marlow closed on Monday after" in first
        assert "two [b]cracks[/b]." in first
        await pilot.press("enter")
        assert shown(app, "#lost-said") == "claim on sentence 1 confirmed"
        assert app.session.labels(CHANGED, 0)
        await pilot.press("u")
        assert not app.session.labels(CHANGED, 0)
        await pilot.press("A")
        assert shown(app, "#lost-said") == "1 claim, 1 no label confirmed"
        assert options.option_count == 1
        await pilot.press("enter")
        assert shown(app, "#lost-said").startswith("Nothing in the text is like it")
        await pilot.press("a")
        assert shown(app, "#lost-title") == "Everything has its place again"
        await pilot.press("u", "x")
        assert app.session.lost(CHANGED) == ()
        await pilot.press("escape")
        assert app.screen is app.view
        assert "? " not in status(app)
        assert "?" not in gutter(app)
        await pilot.press("L")
        assert "have their place" in toasts(app)[-1]


async def test_a_key_that_says_what_waits_confirms_it() -> None:
    app = labelled()
    async with app.run_test(size=(120, 30)) as pilot:
        await ready(pilot)
        await pilot.press("c")
        (kept,) = app.session.labels(CHANGED, 0)
        assert kept.anchor.digest == CHANGED.digest
        assert len(app.session.store.load(CHANGED.id).annotations) == 3, "none was made beside it"
        last = next(each.candidate for each in app.session.lost(CHANGED) if each.what == "no label")
        sentence = next(s.index for s in CHANGED.sentences if s.start == last.start)
        app.view.reading.to(sentence)
        await pilot.press("x")
        assert app.session.decided(CHANGED, sentence)
        assert [each.candidate for each in app.session.lost(CHANGED)] == [None]
        await pilot.press("u", "u")
        assert len(app.session.lost(CHANGED)) == 3


async def test_going_there_closes_the_list() -> None:
    app = labelled()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("L", "j", "space")
        await pilot.pause()
        assert app.screen is app.view
        assert app.view.reading.place == Place(0, 3)


@pytest.mark.parametrize("key", ["enter", "A", "a", "x"])
async def test_nothing_changes_where_annotations_are_read_only(key: str) -> None:
    app = labelled()
    app.session.store.reason = "somebody else writes"
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("L", key)
        assert len(app.session.lost(CHANGED)) == 3
