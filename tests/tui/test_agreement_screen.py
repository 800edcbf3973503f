"""Walking through what annotators disagree about, and settling it."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from reader import grouping
from reader.tui.screens.agreement import AgreementScreen, AllFigures
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.workspace import open_corpus, open_session, open_store

ONE, TWO, ODD = "harbour-1.md", "harbour-2.md", "hostile.txt"


@pytest.fixture
def labelled(place):
    """Two annotators who disagree on two sentences, one of them hostile; the first is not consistent."""
    corpus = open_corpus(place)
    for name in ("tester", "[/b]ben"):
        session = open_session(replace(place, annotator=name))
        mine = name == "tester"
        session.tag(corpus[ONE], 0, 0, "claim")
        session.tag(corpus[ODD], 0, 0, "claim" if mine else "quote")
        if mine:
            session.tag(corpus[ONE], 1, 1, "quote")
            session.tag(corpus[ONE], 2, 2, "claim")
            session.clear(corpus[TWO], 2, 2)
        else:
            session.clear(corpus[ONE], 1, 1)
        session.store.close()
    corpus.close()
    return place


def said(app, part):
    return str(app.screen.query_one(part, Static).content)


def status(app):
    return app.screen.query_one(ReadingStatus).text


def settled_labels(place, article):
    store = open_store(replace(place, annotator="gold"), read_only=True)
    try:
        return sorted(each.label for each in store.load(article).annotations.values())
    finally:
        store.close()


async def test_disagreements_are_walked_through_and_settled_with_one_key_each(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        assert isinstance(app.screen, AgreementScreen)
        assert "claim" in said(app, "#figures")
        assert "sentence 2 · labels differ · Harbour bridge stays closed" in said(app, "#about")
        assert "tester" in said(app, "#one")
        assert "quote" in said(app, "#one")
        assert "no label" in said(app, "#other")
        assert "1/2" in status(app)
        await pilot.press("a")
        await settled(pilot)
        assert "1/2 settled" in status(app)
        assert "✓ saved" in status(app)
        assert "[@click=app.quit]press[/]" in said(app, "#one"), "the next one is shown, as it stands"
        assert "[/b]ben" in said(app, "#other")
        assert settled_labels(labelled, ONE) == ["quote"]
        await pilot.press("space")
        await settled(pilot)
        assert settled_labels(labelled, ODD) == ["claim", "quote"]
        await pilot.press("x")
        await settled(pilot)
        assert settled_labels(labelled, ODD) == []
        await pilot.press("u", "u", "u")
        await settled(pilot)
        assert "0/2 settled" in status(app)
        assert (settled_labels(labelled, ONE), settled_labels(labelled, ODD)) == ([], [])
        assert app.session.store.load(ONE).annotations, "nobody else's labels were touched"


async def test_what_all_agree_on_is_settled_with_one_key(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(130, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        assert "*: settle 1 on which all agree" in status(app)
        await pilot.press("asterisk")
        await settled(pilot)
        assert settled_labels(labelled, ONE) == ["claim"]
        assert "on which all agree" not in status(app)
        assert "✓ saved" in status(app)
        await pilot.press("u")
        await settled(pilot)
        assert settled_labels(labelled, ONE) == []
        for _ in range(100):
            if "*: settle 1 on which all agree" in status(app):
                break
            await pilot.pause(0.02)
        else:
            raise AssertionError(status(app))


async def test_what_is_settled_is_settled_in_every_version(make_app, settled, place):
    corpus = open_corpus(place)
    for name in ("tester", "ben"):
        session = open_session(replace(place, annotator=name))
        for article in (ONE, TWO):
            session.tag(corpus[article], 2, 2, "claim" if name == "ben" else "quote")
        session.store.close()
    grouping.update(corpus)
    corpus.close()
    app = make_app()
    async with app.run_test(size=(130, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        assert "0/2 settled" in status(app)
        await pilot.press("d")
        assert any("Nobody has that letter here" in each.message for each in app._notifications)
        await pilot.press("b")
        await settled(pilot)
        assert "2/2 settled" in status(app)
        assert settled_labels(place, ONE) == settled_labels(place, TWO) == ["claim"]
        await pilot.press("u")
        await settled(pilot)
        assert "0/2 settled" in status(app)
        assert settled_labels(place, ONE) == settled_labels(place, TWO) == []


async def test_ones_own_labels_are_made_alike(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        await pilot.press("tab")
        await settled(pilot)
        assert "Your own labels  the same words" in said(app, "#about")
        assert "Ferries run every hour." in said(app, "#one")
        assert "both" not in str(app.screen.query_one(Legend).render())
        await pilot.press("a")
        await settled(pilot)
        two = app.corpus[TWO]
        assert [each.label for each in app.session.labels(two, 2)] == ["claim"]
        assert "1/1 settled" in status(app)
        await pilot.press("u")
        await settled(pilot)
        assert app.session.labels(two, 2) == ()


async def test_all_figures_the_article_and_the_way_back(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        await pilot.press("i")
        await settled(pilot)
        assert isinstance(app.screen, AllFigures)
        await pilot.press("escape", "n", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.articles[0].id == ODD
        await pilot.press("x", "q")
        await settled(pilot)
        assert isinstance(app.screen, AgreementScreen)
        assert "no label" in said(app, "#one"), "what changed meanwhile is compared anew"
        await pilot.press("q")
        await settled(pilot)
        assert app.screen is app.screen_stack[0]


async def test_alone_there_is_nothing_to_disagree_about(make_app, settled):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
        assert "No two annotators decided the same sentence differently" in said(app, "#before")
        await pilot.press("a", "n", "u", "enter")
        assert isinstance(app.screen, AgreementScreen)
