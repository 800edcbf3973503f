"""Labels of one version on the others of the story: signs, keys, and how many of them it takes."""

from pathlib import Path

from ferry_story import ARTICLES
from textual.pilot import Pilot
from versions import EVENING, MORNING, VersionsApp, filed

from reader import grouping
from reader.annotate.proposals import NO_LABEL
from reader.annotate.reading import Place
from reader.settings import Settings
from reader.tui.proposed import changed
from reader.tui.signs import CARRIED, PROPOSED_NOTHING
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.parallel import ParallelText

SIZE = (120, 40)
STAYING = Settings(advance_after_tag=False)


async def ready(pilot: Pilot[None]) -> None:
    for _ in range(2):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def gutter(app: VersionsApp, place: Place) -> str:
    """Return the signs in front of a sentence; versions stand side by side."""
    text = app.view.query_one(ParallelText)
    layout = text.layout_of_lines
    assert layout is not None
    line = text.render_line(layout.span(*place).top - round(text.scroll_y)).text
    x = text._columns[place.version].x
    return line[x + 3 : x + 5]


def at(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).text


async def test_the_same_sentence_has_the_label_and_an_edited_one_a_hollow_sign() -> None:
    app = VersionsApp(settings=STAYING)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("c", "G", "c", "k", "x")
        last = len(MORNING.sentences) - 1
        assert gutter(app, Place(0, last)) == "C "
        assert gutter(app, Place(1, last)) == f"C{CARRIED}"
        assert gutter(app, Place(1, 0)) == "c "
        assert gutter(app, Place(1, last - 1)) == f"·{CARRIED}"
        await pilot.press("l", "G")
        assert f"{CARRIED} claim   as in A {last + 1}" in status(app)
        await pilot.press("u", "u", "u")
        assert [gutter(app, Place(1, i)) for i in (0, last - 1, last)] == ["  "] * 3


async def test_a_proposal_says_where_it_is_from_and_what_differs_and_is_answered_by_one_key() -> None:
    app = VersionsApp(settings=STAYING)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "c", "greater_than_sign")
        assert at(app) == Place(1, 1)
        assert "claim?   enter accepts, X rejects   as in A 2   “nine” → “eleven”" in status(app)
        assert "X reject" in app.view.query_one(Legend).render().plain
        await pilot.press("enter")
        assert gutter(app, Place(1, 1)) == f"C{CARRIED}"
        assert app.session.labels(EVENING, 1)[0].origin.wording == MORNING.sentence_text(1)
        await pilot.press("u")
        assert gutter(app, Place(1, 1)) == "c "
        await pilot.press("X")
        assert gutter(app, Place(1, 1)) == "  "
        await pilot.press("greater_than_sign")
        assert at(app) == Place(1, 1), "nothing is proposed any more"


async def test_everything_in_sight_is_accepted_in_one_step() -> None:
    app = VersionsApp(settings=STAYING)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("c", "j", "x")
        assert gutter(app, Place(1, 1)) == f"{PROPOSED_NOTHING} "
        assert [each.label for each in app.session.proposals(EVENING)] == ["claim", NO_LABEL]
        await pilot.press("asterisk")
        assert gutter(app, Place(1, 0)) == f"C{CARRIED}"
        assert app.session.decided(EVENING, 1)
        assert "accepted 2 proposals (1 claim, 1 no label)" in "".join(n.message for n in app._notifications)
        await pilot.press("u")
        assert not app.session.labels(EVENING, 0)
        assert not app.session.decided(EVENING, 1)


async def test_enter_still_goes_to_the_other_place_where_nothing_is_proposed() -> None:
    app = VersionsApp(settings=STAYING)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("enter")
        assert at(app) == Place(1, 0)
        assert not app.session.decided(EVENING, 0)


async def test_versions_that_are_not_on_the_screen_take_labels_too(tmp_path: Path) -> None:
    corpus = filed(tmp_path, ARTICLES)
    grouping.update(corpus)
    wire, spun = corpus[ARTICLES[0].id], corpus[ARTICLES[-1].id]
    app = VersionsApp((wire,), corpus=corpus)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "c")
        assert "claim on sentence 2, and in 3 other versions" in status(app)
        assert [each.label for each in app.session.labels(spun, 1)] == ["claim"]
    corpus.close()


async def test_four_versions_of_forty_sentences_take_fewer_than_sixty_keys() -> None:
    app = VersionsApp(ARTICLES[:4])
    keys: list[str] = []
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)

        async def press(key: str) -> None:
            assert len(keys) < 100, " ".join(keys[40:])
            keys.append(key)
            await pilot.press(key)

        wire = ARTICLES[0]
        for sentence in range(len(wire.sentences)):
            assert at(app) == Place(0, sentence), "a decision leads on to the next sentence"
            await press("c" if any(map(str.isdigit, wire.sentence_text(sentence))) else "x")
        tagging = app.view.tagging
        places = [Place(v, i) for v, each in enumerate(ARTICLES[:4]) for i in range(len(each.sentences))]
        await press("greater_than_sign")
        while any(map(tagging.proposed, places)):
            await press("asterisk")
        for version in range(4):
            left = [place for place in places if place.version == version and tagging.open(*place)]
            while left and at(app).version != version:
                await press("l" if at(app).version < version else "h")
            if left:
                await press("g")
            while any(tagging.open(*place) for place in left):
                await press("x" if tagging.open(*at(app)) else "right_curly_bracket")
        assert not any(tagging.open(*place) for place in places)
    assert sum(len(each.sentences) for each in ARTICLES[:4]) > 160
    assert len([key for key in keys if key in ("c", "x", "asterisk")]) < 60
    assert len(keys) < 65, " ".join(keys)


def test_changes_are_told_in_short_and_the_striking_ones_first() -> None:
    told = list(changed("He paid a small sum, nine crowns.", "He gave a sum, ten crowns, today."))
    assert told[0] == "“nine” → “ten”"
    assert set(told[1:]) == {"“paid” → “gave”", "-“small”", "+“, today”"}
