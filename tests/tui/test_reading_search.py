"""What the list was searched for, on the reading screen: found in the article, and on to the next one."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from versions import EVENING, MORNING, VersionsApp

from reader.annotate.reading import Place
from reader.corpus.search import parse
from reader.tui.find import find_query, has_words
from reader.tui.messages import ArticleStepRequested
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.foot import ReadingStatus

SIZE = (120, 30)
FERRY = "ferry OR river"


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).text


def place(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def test_words_and_phrases_are_found_where_they_stand() -> None:
    hits = find_query([MORNING, EVENING], parse('"nine weeks" OR ferr*'))
    assert hits.count == 3
    (start, end), *_ = hits.by_place[Place(0, 1)]
    assert MORNING.sentence_text(1)[start:end] == "nine weeks"
    assert Place(1, 1) not in hits.by_place


@pytest.mark.parametrize("text", ["", "source:wire", "-ferry", "before:2031"])
def test_what_asks_for_no_words_leaves_nothing_to_show(text: str) -> None:
    assert not has_words(parse(text))


async def test_the_article_opens_at_the_first_hit_and_the_last_one_leads_to_the_next_article() -> None:
    app = VersionsApp([MORNING], query=parse(FERRY))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert place(app) == Place(0, 4)
        assert f"2 hits for “{FERRY}”" in status(app)
        await pilot.press("n")
        assert app.heard == [ArticleStepRequested(1, FERRY)]
        await pilot.press("k", "N")
        assert app.heard[1:] == [ArticleStepRequested(-1, FERRY)]
        await pilot.press("n")
        assert place(app) == Place(0, 4), "there is one ahead again"
        assert len(app.heard) == 2


async def test_coming_from_behind_the_last_hit_is_first_and_an_asked_for_sentence_is_left_alone() -> None:
    article = replace(MORNING, text=f"A ferry sank.\n\n{MORNING.text}")
    app = VersionsApp([article], query=parse(FERRY), backwards=True)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert place(app) == Place(0, 5)
        await pilot.press("N")
        assert place(app) == Place(0, 0)
    app = VersionsApp([article], query=parse(FERRY), place=2)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert place(app) == Place(0, 2)


async def test_escape_drops_the_search_and_another_one_takes_its_place() -> None:
    app = VersionsApp([MORNING], query=parse(FERRY))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"bridge", "enter")
        assert "1 hit for “bridge”" in status(app)
        await pilot.press("n")
        assert not app.heard, "a search in the article stays there"
        await pilot.press("escape")
        assert "hit" not in status(app)
        assert app.view.hits.count == 0
        assert app.screen is app.view


async def test_a_search_for_metadata_alone_is_not_shown() -> None:
    app = VersionsApp([MORNING], query=parse("source:tidewater"))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "tidewater" not in status(app)
        assert place(app) == Place(0, 0)


async def test_hits_stay_when_other_versions_are_shown(tmp_path: Path) -> None:
    from versions import filed

    app = VersionsApp([MORNING], query=parse(FERRY), corpus=filed(tmp_path, [MORNING, EVENING]))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("k")
        app.view._take(EVENING.id)
        await ready(pilot)
        assert "4 hits" in status(app)
        assert place(app) == Place(0, 3), "the cursor stays where it was"


async def test_a_search_leads_from_article_to_article(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"ferries", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        shown, said = [], []
        for key in ("n", "n", "N", "N"):
            assert isinstance(app.screen, ReadingScreen)
            shown.append((app.screen.articles[0].id, app.screen.reading.place))
            await pilot.press(key)
            await settled(pilot)
            said.append(" ".join(notification.message for notification in app._notifications))
        first, second = ("harbour-1.md", Place(0, 2)), ("harbour-2.md", Place(0, 2))
        assert shown == [first, second, second, first]
        assert "last" in said[1], "there is no more"
        assert "first" in said[3]
