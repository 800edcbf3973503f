"""Looking over all labels, and changing many of them at once."""

import threading
from dataclasses import replace

import pytest
from textual.widgets import Input
from versions import EVENING, MORNING

from reader.annotate.annotation import Status
from reader.annotate.review import Row
from reader.tui.screens.dialog import Choice
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.review import ReviewScreen
from reader.tui.widgets.foot import ReadingStatus
from reader.workspace import open_corpus, open_session


@pytest.fixture
def labelled(place):
    """Two annotators, one of whose texts is hostile."""
    corpus = open_corpus(place)
    for name in ("tester", "[/b]ben"):
        session = open_session(replace(place, annotator=name))
        for article in ("harbour-1.md", "hostile.txt"):
            session.tag(corpus[article], 0, 0, "claim")
        session.store.close()
    corpus.close()
    return place


def lines(app):
    rows = app.screen.query_one("#rows")
    return [rows.render_line(y).text.rstrip() for y in range(rows.count)]


def statuses(app, article):
    return [each.status for each in app.session.store.load(article).annotations.values()]


@pytest.mark.parametrize("size", [(80, 24), (130, 30)])
async def test_labels_are_found_marked_and_changed_in_one_step(make_app, settled, labelled, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("M")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert len(lines(app)) == 4
        await pilot.press("asterisk", "x")
        await settled(pilot)
        assert statuses(app, "harbour-1.md") == statuses(app, "hostile.txt") == [Status.REJECTED]
        assert sum("✗" in line for line in lines(app)) == 2, "those of others stay as they are"
        await pilot.press("u")
        await settled(pilot)
        assert statuses(app, "harbour-1.md") == [Status.ACCEPTED]
        await pilot.press("slash")
        await pilot.press(*"annotator:tester")
        await pilot.press("enter", "r")
        await pilot.pause()
        assert isinstance(app.screen, Choice)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert [line.split()[1] for line in lines(app)].count("quote") == 1
        assert "2 of 4 labels" in app.screen.query_one(ReadingStatus).text


async def test_a_query_that_makes_no_sense_is_said_and_dropped(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("M", "slash")
        app.screen.query_one("#search", Input).value = "lable:x"
        await settled(pilot)
        assert "there is no field" in app.screen.query_one(ReadingStatus).text
        await pilot.press("escape")
        await settled(pilot)
        assert len(lines(app)) == 4


async def test_a_label_leads_to_its_place_and_back(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("M")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("q")
        assert not isinstance(app.screen, ReviewScreen)


async def test_labels_are_sorted_and_the_cursor_stays_on_its_label(make_app, settled, labelled, monkeypatch):
    written = []
    monkeypatch.setattr(Row, "__repr__", lambda row: written.append(row) or "row")
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("M")
        await settled(pilot)
        rows, before = app.screen.query_one("#rows"), lines(app)
        last = before[-1].strip()
        await pilot.press("G", "S", "down", "down", "down", "enter")
        await settled(pilot)
        assert sorted(line.strip(" ▌") for line in lines(app)) == sorted(line.strip(" ▌") for line in before)
        assert last.strip(" ▌") in lines(app)[rows.cursor]
        assert "by text" in app.screen.query_one(ReadingStatus).text
    assert not written, "nothing writes out all rows to say what a worker is for"


async def test_nothing_else_is_done_while_labels_are_changed(make_app, settled, labelled):
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("M")
        await settled(pilot)
        go, act = threading.Event(), app.session.reject_all
        app.session.reject_all = lambda *rows: (go.wait(10), act(*rows))[1]
        await pilot.press("asterisk", "x", "q")
        assert isinstance(app.screen, ReviewScreen), "it stays until the act is done"
        await pilot.press("a", "u")
        go.set()
        await settled(pilot)
        assert statuses(app, "harbour-1.md") == [Status.REJECTED]
        await pilot.press("q")
        assert not isinstance(app.screen, ReviewScreen)


async def test_what_other_versions_propose_is_listed_answered_and_comes_back(make_app, settled, place):
    for article in (MORNING, EVENING):
        file = place.corpus / article.id
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"# {article.title}\n\n{article.text}\n", encoding="utf-8")
    corpus = open_corpus(place)
    session = open_session(place)
    morning = corpus[MORNING.id]
    edited = next(s.index for s in morning.sentences if "nine weeks" in morning.sentence_text(s.index))
    session.tag(morning, edited, edited, "claim")
    session.tag(morning, edited + 1, edited + 1, "claim")
    session.store.close()
    corpus.close()
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        await pilot.press("M", "P")
        await settled(pilot)
        assert [line.split()[0] for line in lines(app)].count("○↳") == 2
        await pilot.press("G", "P")
        await settled(pilot)
        assert len(lines(app)) == 2
        await pilot.press("P")
        await settled(pilot)
        await pilot.press("asterisk", "r", "down", "enter")
        await settled(pilot)
        assert sorted(line.strip(" ▌○↳").split()[0] for line in lines(app)) == ["quote"] * 4
        await pilot.press("slash", *"status:proposed", "enter", "asterisk", "a")
        await settled(pilot)
        assert lines(app) == []
        assert statuses(app, EVENING.id) == [Status.ACCEPTED] * 2
        await pilot.press("u")
        await settled(pilot)
        assert len(lines(app)) == 2
        assert statuses(app, EVENING.id) == []
