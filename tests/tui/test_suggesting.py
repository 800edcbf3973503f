"""Suggestions on the reading screen: shown, explained, sought, and never on what is held out."""

import pytest

from reader.annotate.annotation import Status
from reader.settings import Settings
from reader.suggest.learning import held_out
from reader.tui.screens.reading import ReadingScreen

NAME = "budget.txt"
LINES = [
    "The council spent 12 million pounds in 2019.",
    "I think it looked good.",
    "Costs rose by 40 percent last year.",
    "“We lost 300 jobs,” said Mayor Ada Holm.",
    "It may be fine.",
    "The bridge opened in 1931 and carried 4,000 people a day.",
]


@pytest.fixture
def budget(place):
    (place.corpus / NAME).write_text("\n\n".join(LINES), encoding="utf-8")
    return place


async def opened(app, pilot, settled) -> ReadingScreen:
    await settled(pilot)
    app.open_reading([NAME])
    await settled(pilot)
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def proposed(app) -> dict[int, set[str]]:
    article = app.screen.articles[0]
    found = {s: {p.label for p in app.session.proposed(article, s)} for s in range(len(LINES))}
    return {sentence: labels for sentence, labels in found.items() if labels}


async def test_suggestions_are_proposed_accepted_and_explained(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        shown = proposed(app)
        assert shown == {s: each for s, each in shown.items() if not held_out(NAME, s)}
        assert sum("claim" in each for each in shown.values()) >= 2
        assert 4 not in shown
        screen.action_next_proposal(1)
        here = screen.reading.sentence
        screen.action_why()
        await pilot.pause()
        assert any("names a figure" in str(each.message) for each in app._notifications)
        await pilot.press("enter")
        await settled(pilot)
        accepted = app.session.labels(screen.articles[0], here)
        assert [(each.status, each.origin.kind) for each in accepted] == [(Status.ACCEPTED, "suggested")]


async def test_the_likeliest_and_the_least_clear_are_found(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        scores = screen.adviser.scores(screen.articles[0])
        free = [s for s in scores if not held_out(NAME, s)]
        best = max(free, key=lambda s: (scores[s], -s))
        screen.reading.to(1)
        screen.action_next_likely()
        assert screen.reading.sentence == best
        screen.action_next_uncertain()
        assert screen.reading.sentence == min(free, key=lambda s: (abs(scores[s] - 0.5), s))
        screen.action_next_likely()
        screen.action_next_likely()
        assert screen.reading.sentence == sorted(free, key=lambda s: (-scores[s], s))[1]


async def test_without_suggestions_nothing_is_proposed(make_app, settled, budget) -> None:
    app = make_app(Settings(suggest=False))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        assert proposed(app) == {}
        screen.action_next_likely()
        assert screen.reading.sentence == 0
