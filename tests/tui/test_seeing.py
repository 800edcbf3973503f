"""The labels of others beside one's own, and blind mode."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from reader.settings import Settings
from reader.tui.screens.agreement import AgreementScreen
from reader.tui.screens.seeing import BLIND, NOBODY
from reader.tui.signs import OTHERS
from reader.tui.widgets.parallel import ParallelText
from reader.workspace import open_corpus, open_session

ONE = "harbour-1.md"


@pytest.fixture
def labelled(place):
    """Another annotator with a claim on the first sentence and a piece of the second."""
    corpus = open_corpus(place)
    session = open_session(replace(place, annotator="[b]ben"))
    article = corpus[ONE]
    session.tag(article, 0, 0, "claim")
    start = article.text.index("cracks")
    session.tag_span(article, start, start + 6, "quote")
    session.store.close()
    corpus.close()
    return place


async def opened(pilot, app, settled, *keys):
    await settled(pilot)
    app.open_reading([ONE])
    await settled(pilot)
    await pilot.press(*keys)
    await settled(pilot)


def said(app):
    panel = app.screen.query_one("#others", Static)
    return str(panel.content) if panel.display else None


def gutters(app):
    text = app.screen.query_one(ParallelText)
    return [text.render_line(y).text[:7] for y in range(text.size.height)]


async def test_others_are_shown_beside_ones_own_and_hidden_again(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, settled)
        assert said(app) is None
        assert not any(OTHERS in each for each in gutters(app))
        await pilot.press("A")
        await settled(pilot)
        assert said(app) == "[b]ben claim"
        assert sum(OTHERS in each for each in gutters(app)) == 2
        await pilot.press("c")
        await settled(pilot)
        assert said(app) == "[b]ben quote “cracks”"
        assert sum(OTHERS in each for each in gutters(app)) == 1, "the same label is no difference"
        await pilot.press("j")
        assert said(app) == "Nobody else has decided this sentence"
        await pilot.press("J")
        await settled(pilot)
        assert app.screen.articles[0].id != ONE
        assert said(app) == "Nobody else has decided this sentence", "the next article shows them too"


async def test_the_second_press_hides_them(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, settled, "A")
        assert said(app) is not None
        await pilot.press("A")
        await settled(pilot)
        assert said(app) is None
        assert not any(OTHERS in each for each in gutters(app))


async def test_nobody_else_and_blind_mode(make_app, settled, place, labelled):
    app = make_app(Settings(blind=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, settled, "A")
        assert [each.message for each in app._notifications] == [BLIND]
        assert said(app) is None
        await pilot.press("q", "A")
        await settled(pilot)
        assert isinstance(app.screen, AgreementScreen)
        assert "ben" not in "".join(str(each.content) for each in app.screen.query(Static))
    app = make_app(at=replace(place, annotations=place.annotations.parent / "elsewhere"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, settled, "A")
        assert [each.message for each in app._notifications] == [NOBODY]
