"""Guidelines and progress on the reading screen, and what the schema requires."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Markdown, Static
from versions import EVENING, MORNING, VersionsApp, filed

from reader.annotate.overview import Overview
from reader.annotate.reading import Place
from reader.annotate.schema import Attribute, Kind, Label, Schema
from reader.tui.screens.guiding import GuidelineView
from reader.tui.widgets.foot import ReadingStatus
from reader.tui.widgets.panel import AttributePanel
from reader.tui.widgets.parallel import ParallelText


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def head(app: VersionsApp) -> str:
    view = next(iter(app.view.query(GuidelineView)), None)
    return str(view.query_one("#guideline-head", Static).visual) if view and view.display else ""


async def test_the_guideline_of_the_label_in_question_goes_on_page_by_page_and_to_the_others() -> None:
    app = VersionsApp([MORNING])
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "I")
        await pilot.pause()
        assert head(app).startswith("quote: Words or thoughts")
        view = app.view.query_one(GuidelineView)
        assert view.region.y > app.view.query_one(ParallelText).region.y, "below the text"
        pages = 0
        while head(app).startswith("quote"):
            pages += 1
            await pilot.press("I")
            await pilot.pause()
        assert pages > 1
        assert head(app).startswith("claim: A statement of fact")
        await pilot.press("escape")
        assert head(app) == ""
        await pilot.press("j", "c", "I")
        assert head(app).startswith("claim")


async def test_a_guideline_is_hostile_too_and_stands_beside_wide_text() -> None:
    hostile = "[b]bold[/b] [@click=app.quit]x[/] \x1b]0;t\x07 [link](file:///etc) <script>\n\n- *one*"
    app = VersionsApp([MORNING])
    app.session.schema = Schema(
        (Label("claim", "c", description="[/b]", guideline=hostile), Label("quote", "2"))
    )
    async with app.run_test(size=(180, 30)) as pilot:
        await ready(pilot)
        await pilot.press("I")
        await pilot.pause()
        assert head(app).startswith("claim: [/b]")
        assert "\x1b" not in app.view.query_one(Markdown).source
        assert app.view.query_one(GuidelineView).region.x >= app.view.query_one(ParallelText).region.right
        await pilot.press("I")
        await pilot.pause()
        assert head(app).startswith("quote")
        await pilot.press("I")
        assert head(app) == ""
        assert app.is_running


async def test_what_the_schema_requires_is_asked_for() -> None:
    app = VersionsApp([MORNING])
    sure = Attribute("sure", Kind.CHOICE, ("yes", "no"), required=True)
    app.session.schema = Schema((Label("claim", "c", attributes=(sure,)), Label("quote", '"', ("2",))))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("c")
        assert "sure!" in app.view.query_one(AttributePanel).render().plain
        await pilot.press("enter")
        assert [each.message for each in app._notifications] == ["claim needs sure"]
        await pilot.press("c", "y", "c")
        said = [dict(each.attributes) for each in app.session.annotations(MORNING)]
        assert said == [{}, {"sure": "yes"}, {}], "each on the sentence the cursor had gone on to"
        assert app.view.reading is not None
        assert app.view.reading.place == Place(0, 2)


@pytest.mark.parametrize("label", ["c"])
async def test_progress_of_article_story_and_corpus(tmp_path: Path, label: str) -> None:
    app = VersionsApp([MORNING], corpus=filed(tmp_path, [MORNING, EVENING]))
    app.view.overview = {EVENING.id: Overview(state="done")}
    async with app.run_test(size=(160, 24)) as pilot:
        await ready(pilot)
        status = app.view.query_one(ReadingStatus)
        assert "1/2 articles done" in status.text
        await pilot.press(label)
        assert "1/6 decided" in status.text
        await pilot.press("D")
        assert "2/2 articles done" in status.text
        await pilot.press("u")
        assert "1/2 articles done" in status.text
