"""The other versions of a story, offered on the reading screen and chosen among."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label, OptionList
from versions import EVENING, MORNING, VersionsApp, filed

from reader import grouping
from reader.annotate.reading import Place
from reader.compare.relation import Kinship
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.tui.messages import ArticlesShown
from reader.tui.relatives import Relatives
from reader.tui.screens import picker
from reader.tui.screens.picker import ArticlePicker
from reader.tui.screens.story import RelativesFound
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.heads import ColumnHeads

SIZE = (120, 30)
NIGHT = Article(
    "night/train.md",
    "The night train to the coast runs again from June. It leaves at ten and arrives at six.\n\n"
    "Tickets cost forty crowns. The dining car stays at home, for want of a cook.",
    "Night train returns",
    source="Railway Post",
    date="2031-06-01",
)


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).text


def toasts(app: VersionsApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def offered(app: VersionsApp) -> list[str]:
    assert isinstance(app.screen, ArticlePicker)
    options = app.screen.query_one(OptionList).options
    return [str(option.prompt).partition("\n")[0] for option in options]


@pytest.fixture
def story(tmp_path: Path) -> Callable[[int], Corpus]:
    """Write a story of so many versions and an article that tells of something else, and group them."""

    def make(versions: int) -> Corpus:
        later = [
            replace(
                EVENING, id=f"marlow/later-{n}.md", date=f"2031-05-1{n}", text=f"{EVENING.text} More: {n}."
            )
            for n in range(versions - 2)
        ]
        corpus = filed(tmp_path, [MORNING, EVENING, *later, NIGHT])
        assert grouping.update(corpus)
        return corpus

    return make


async def test_an_article_alone_offers_its_versions_and_a_key_opens_them(story) -> None:
    app = VersionsApp([MORNING], corpus=story(3))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "one of 3 versions: V opens them" in status(app)
        assert "V versions" in str(app.view.query_one(Legend).render())
        await pilot.press("j", "V")
        await ready(pilot)
        ids = [article.id for article in app.view.articles]
        assert sorted(ids) == ["marlow/herald.md", "marlow/later-0.md", "marlow/wire.md"]
        column = ids.index(MORNING.id)
        assert app.view.reading is not None
        assert app.view.reading.place == Place(column, 1), "the cursor stays in its sentence"
        assert "versions" not in status(app), "all of them are there"
        assert [type(each) for each in app.heard] == [ArticlesShown]
        await pilot.press("V")
        await ready(pilot)
        assert [article.id for article in app.view.articles] == [MORNING.id]
        assert app.view.reading.place == Place(0, 1)


async def test_of_a_long_story_four_are_opened_and_the_others_told_of(story) -> None:
    corpus = story(6)
    app = VersionsApp([corpus["marlow/later-0.md"]], corpus=corpus)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("V")
        await ready(pilot)
        assert len(app.view.articles) == 4
        assert "marlow/later-0.md" in [article.id for article in app.view.articles]
        assert toasts(app) == ["4 of 6 versions; O shows another one"]
        assert "4 of 6 versions" in status(app)


async def test_an_article_without_versions_says_so(story) -> None:
    app = VersionsApp([NIGHT], corpus=story(2))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "versions" not in status(app)
        assert "V versions" not in str(app.view.query_one(Legend).render())
        await pilot.press("V")
        assert toasts(app) == ["No other version of this article is known"]


async def test_stories_that_are_found_while_one_reads_are_offered_then(tmp_path) -> None:
    corpus = filed(tmp_path, [MORNING, EVENING])
    app = VersionsApp([MORNING], corpus=corpus)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "versions" not in status(app)
        grouping.update(corpus)
        app.view.show_grouped()
        await ready(pilot)
        assert "one of 2 versions" in status(app)


async def test_the_choice_begins_with_the_versions_and_what_they_are(story) -> None:
    app = VersionsApp([MORNING], corpus=story(3))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("O")
        await ready(pilot)
        assert offered(app) == [
            "Other versions",
            EVENING.title,
            EVENING.title,
            "Other articles",
            NIGHT.title,
        ]
        first = str(app.screen.query_one(OptionList).get_option_at_index(1).prompt)
        assert "update of this, " in first
        await pilot.press("enter")
        await ready(pilot)
        assert app.view.articles[1].title == EVENING.title


async def test_the_choice_is_narrowed_by_searching(story) -> None:
    app = VersionsApp([MORNING], corpus=story(3))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("O", *"dining car", "enter")
        await ready(pilot)
        assert app.view.articles == (MORNING, NIGHT), "found by its text, though taken at once"
        await pilot.press("l", "O")
        app.screen.query_one("#wanted", Input).value = "source:herald"
        await ready(pilot)
        assert set(offered(app)) == {"Other versions", EVENING.title}
        app.screen.query_one("#wanted", Input).value = "colour:red"
        await ready(pilot)
        assert len(offered(app)) == 1
        assert "colour" in offered(app)[0], "what is wrong is told"


async def test_the_choice_can_be_asked_for_labels_and_states(story) -> None:
    app = VersionsApp([MORNING], corpus=story(3))
    app.session.tag(NIGHT, 0, 0, "claim")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("O")
        for asked in ("label:claim", 'state:"in progress"'):
            app.screen.query_one("#wanted", Input).value = asked
            await ready(pilot)
            assert offered(app) == [NIGHT.title], asked
        app.screen.query_one("#wanted", Input).value = "-label:claim"
        await ready(pilot)
        assert NIGHT.title not in offered(app)


async def test_of_many_articles_only_some_are_listed(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(picker, "MOST", 3)
    others = [replace(NIGHT, id=f"night/{n}.md", title=f"Train {n}", text="A train left.") for n in range(7)]
    app = VersionsApp([MORNING], corpus=filed(tmp_path, [MORNING, *others]))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("O")
        await ready(pilot)
        assert offered(app) == ["Train 0", "Train 1", "Train 2", "… and 4 more: type to narrow"]
        await pilot.press(*"left")
        await ready(pilot)
        assert len(offered(app)) == 4
        assert offered(app)[-1] == "… and 4 more: type to narrow"


async def test_what_the_corpus_tells_of_one_event_is_told(tmp_path) -> None:
    """Two reports share a passage; only among others is seen that they tell of the same event."""
    app = VersionsApp([MORNING, NIGHT], corpus=filed(tmp_path, [MORNING, NIGHT]))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "unrelated" in app.view.query_one(ColumnHeads).render().plain
        entry = app.view.corpus.entry(NIGHT.id)
        tie = grouping.Tie(Kinship.EVENT, 0.2, MORNING.id, first=False)
        app.view.post_message(RelativesFound({MORNING.id: Relatives(events=((entry, tie),))}))
        await pilot.pause()
        assert "tell of the same event" in app.view.query_one(ColumnHeads).render().plain
        await pilot.press("i")
        title = app.screen.query_one("#evidence-title", Label)
        assert "tell of the same event" in str(title.render())


async def test_reports_of_the_same_event_are_offered_where_there_are_no_versions(tmp_path) -> None:
    app = VersionsApp([MORNING], corpus=filed(tmp_path, [MORNING, NIGHT]))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        tie = grouping.Tie(Kinship.EVENT, 0.2, MORNING.id, first=False)
        relatives = Relatives(events=((app.view.corpus.entry(NIGHT.id), tie),))
        app.view.post_message(RelativesFound({MORNING.id: relatives}))
        await pilot.pause()
        assert "1 other tells of the same event: O lists it" in status(app)
        assert "V versions" not in str(app.view.query_one(Legend).render())
        await pilot.press("O")
        await ready(pilot)
        assert offered(app) == ["Same event", NIGHT.title]


async def test_an_article_that_is_gone_is_told_and_one_goes_on(story, tmp_path) -> None:
    app = VersionsApp([MORNING], corpus=story(2))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        app.view._take("marlow/nowhere.md")
        await ready(pilot)
        assert toasts(app) == ["marlow/nowhere.md is not there any more"]
        assert app.view.articles == (MORNING,)
