"""Suggestions on the reading screen: shown, explained, sought, and never on what is held out."""

import pytest

from reader.annotate.annotation import Status
from reader.settings import Settings
from reader.suggest import proposing
from reader.suggest.learning import held_out
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.suggesting import HELD_OUT
from reader.tui.widgets.foot import ReadingStatus

NAME = "budget.txt"
LINES = [
    "The council spent 12 million pounds in 2019.",
    "I think it looked good.",
    "Costs rose by 40 percent last year.",
    "“We lost 300 jobs,” said Mayor Ada Holm.",
    "It may be fine.",
    "The bridge opened in 1931 and carried 4,000 people a day.",
    "“Nobody ever asked us about it,” said Mayor Ada Holm.",
]


@pytest.fixture
def all_suggested(monkeypatch) -> None:
    """Hold nothing out."""
    monkeypatch.setattr(proposing, "held_out", lambda *_: False)


@pytest.fixture
def budget(place):
    (place.corpus / NAME).write_text("\n\n".join(LINES), encoding="utf-8")
    return place


async def opened(app, pilot, settled, sentence: int | None = None) -> ReadingScreen:
    await settled(pilot)
    app.open_reading([NAME])
    await settled(pilot)
    assert isinstance(app.screen, ReadingScreen)
    if sentence is not None:
        go(app.screen, sentence)
    return app.screen


def go(screen: ReadingScreen, sentence: int) -> None:
    screen.reading.to(sentence)
    screen._arrive()


def proposed(app) -> dict[int, set[str]]:
    article = app.screen.articles[0]
    found = {s: {p.label for p in app.session.proposed(article, s)} for s in range(len(LINES))}
    return {sentence: labels for sentence, labels in found.items() if labels}


async def test_suggestions_are_proposed_accepted_and_explained(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        shown = proposed(app)
        assert shown == {s: each for s, each in shown.items() if not held_out(LINES[s])}
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


@pytest.mark.parametrize("width", [80, 160])
async def test_a_label_key_takes_what_is_proposed_with_its_parts(
    make_app, settled, budget, all_suggested, width
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 30)) as pilot:
        screen = await opened(app, pilot, settled, 3)
        assert {"claim", "quote"} <= proposed(app)[3]
        assert "quote? direct, Ada Holm" in screen.query_one(ReadingStatus).text
        await pilot.press("quotation_mark")
        (quote,) = app.session.labels(screen.articles[0], 3)
        assert (quote.label, quote.text) == ("quote", "“We lost 300 jobs,”")
        assert [part.text for part in quote.parts if part.role == "source"] == ["Mayor Ada Holm"]
        screen.reading.to(3)
        await pilot.press("c")
        claim = next(each for each in app.session.labels(screen.articles[0], 3) if each.label == "claim")
        assert claim.origin.kind == "suggested"
        screen.reading.to(3)
        await pilot.press("c")
        assert [each.label for each in app.session.labels(screen.articles[0], 3)] == ["quote"]
        screen.reading.to(6)
        await pilot.press("quotation_mark")
        screen.reading.to(1)
        await pilot.press("full_stop")
        assert [each.label for each in app.session.labels(screen.articles[0], 1)] == ["quote"], "the last one"


async def test_a_label_key_takes_what_was_changed_in_the_panel(
    make_app, settled, budget, all_suggested
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settled, 6)
        await pilot.press("a", "w", "quotation_mark")
        (quote,) = app.session.labels(screen.articles[0], 6)
        assert quote.attributes["medium"] == "writing"
        await pilot.press("u")
        go(screen, 6)
        await pilot.press("a", "w", "asterisk")
        assert app.session.labels(screen.articles[0], 6)[0].attributes["medium"] == "writing"
        assert screen._revised is None
        await pilot.press("u")
        go(screen, 3)
        await pilot.press("a", "v", "v", "h", "quotation_mark")
        assert app.session.labels(screen.articles[0], 3)[0].origin.kind == "manual", "the words marked"


async def test_what_is_said_more_of_is_the_label_just_given(make_app, settled, budget, all_suggested) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settled, 2)
        await pilot.press("quotation_mark")
        assert screen._proposed_here(), "the cursor went on to a proposal"
        await pilot.press("a")
        described = screen._described()
        assert (described.label, described.text) == ("quote", LINES[2])
        await pilot.press("a", "j", "k", "a")
        assert screen._revised is not None, "now it is the proposal here"


async def test_a_held_out_sentence_says_so(make_app, settled, budget, monkeypatch) -> None:
    monkeypatch.setattr(proposing, "held_out", LINES[1].__eq__)
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        assert HELD_OUT not in screen.query_one(ReadingStatus).text
        await pilot.press("j")
        assert HELD_OUT in screen.query_one(ReadingStatus).text
        await pilot.press("x", "k")
        assert HELD_OUT not in screen.query_one(ReadingStatus).text


async def test_the_likeliest_and_the_least_clear_are_found(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        scores = screen.adviser.scores(screen.articles[0])
        free = [s for s in scores if not held_out(LINES[s])]
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


QUOTE = 6


async def at_the_quote(app, pilot, settled) -> ReadingScreen:
    screen = await opened(app, pilot, settled)
    assert not held_out(LINES[QUOTE])
    screen.reading.to(QUOTE)
    screen._follow()
    await pilot.pause()
    assert "quote" in proposed(app)[QUOTE]
    return screen


async def test_a_proposal_is_changed_and_accepted_in_one_decision(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await at_the_quote(app, pilot, settled)
        article = screen.articles[0]
        await pilot.press("a", "i", "enter")
        await settled(pilot)
        (quote,) = [each for each in app.session.labels(article, QUOTE) if each.label == "quote"]
        assert (quote.attributes["kind"], quote.attributes["speaker"]) == ("indirect", "Ada Holm")
        assert {part.role for part in quote.parts} == {"content", "cue", "source"}
        assert quote.updated > quote.created, "it counts as edited"
        assert quote.origin.kind == "suggested"
        await pilot.press("u")
        assert not app.session.labels(article, QUOTE), "one step"


@pytest.mark.parametrize("leave", ["a", "escape", "q", "k"])
async def test_a_proposal_that_is_left_stays_as_it_was(make_app, settled, budget, leave) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await at_the_quote(app, pilot, settled)
        before = app.session.proposed(screen.articles[0], QUOTE)
        await pilot.press("a", "i", leave)
        await pilot.pause()
        assert app.screen is screen
        assert screen._described() is None
        assert app.session.proposed(screen.articles[0], QUOTE) == before
        assert not app.session.store.load(NAME).annotations


async def test_words_of_a_part_make_a_label_of_a_proposal_first(make_app, settled, budget) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await at_the_quote(app, pilot, settled)
        await pilot.press("a", "S")
        await settled(pilot)
        assert [each.label for each in app.session.labels(screen.articles[0], QUOTE)] == ["quote"]
        assert screen.marking is not None


async def test_what_is_suggested_can_be_chosen(make_app, settled, budget) -> None:
    app = make_app(Settings(suggest_without=("claim",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, settled)
        assert {label for labels in proposed(app).values() for label in labels} == {"quote"}
        await pilot.press("P", "enter", "escape")
        await settled(pilot)
        assert not proposed(app)
        assert any('suggest_without = ["claim", "quote"]' in str(n.message) for n in app._notifications)
        await pilot.press("P", "enter", *"jjjj", "enter", "9", "escape")
        await settled(pilot)
        assert all(p.origin.score >= 0.9 for s in range(len(LINES)) for p in offered(app, s))
        assert proposed(app)


def offered(app, sentence: int):
    return app.session.proposed(app.screen.articles[0], sentence)


async def test_all_in_sight_are_answered_by_how_sure_they_are(make_app, settled, budget) -> None:
    app = make_app(Settings(suggest_above=0.2))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settled)
        scores = sorted(each.origin.score for s in range(len(LINES)) for each in offered(app, s))
        assert scores[0] < 0.9 <= scores[-1]
        await pilot.press("ampersand", "enter")
        await settled(pilot)
        kept = app.session.store.load(NAME).annotations.values()
        assert len(kept) == sum(score >= 0.9 for score in scores)
        assert {each.status for each in kept} == {Status.ACCEPTED}
        await pilot.press("u", "ampersand", "G", "enter")
        await settled(pilot)
        kept = app.session.store.load(NAME).annotations.values()
        assert kept
        assert {each.status for each in kept} == {Status.REJECTED}
        await pilot.press("u")
        assert not app.session.store.load(NAME).annotations
        assert app.screen is screen
