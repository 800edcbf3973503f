"""Saying more about a label on the reading screen, in as few keys as can be."""

from textual.pilot import Pilot
from versions import VersionsApp, tag_unknown

from reader.annotate.reading import Place
from reader.annotate.records import Step
from reader.corpus.article import Article
from reader.tui.screens.note import NoteDialog
from reader.tui.widgets.panel import AttributePanel

SIZE = (100, 30)
REPORT = Article(
    "report.md",
    "Ada Holm, the harbour minister, opened the dam. Ola Berg warned that it leaks.\n\n"
    "“We found cracks,” said Holm. “They are deep,” he said.\n\n"
    "Rain fell for a week.",
    "The dam holds",
)


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def panel(app: VersionsApp) -> str:
    found = app.view.query_one(AttributePanel)
    return found.render().plain if found.display else ""


def at(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def said(app: VersionsApp, sentence: int) -> list[dict[str, object]]:
    return [dict(each.attributes) for each in app.session.labels(REPORT, sentence)]


async def test_a_quote_and_its_speaker_take_two_keys_and_one_more_for_another_name() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "j")
        await pilot.press("2", "a")
        assert said(app, 2) == [{"medium": "speech", "kind": "direct", "speaker": "Ada Holm"}]
        (made,) = app.session.labels(REPORT, 2)
        assert {part.role: part.text for part in made.parts} == {
            "content": "“We found cracks,”",
            "cue": "said",
            "source": "Holm",
        }
        assert "1●Ada Holm" in panel(app)
        assert at(app) == Place(0, 2)
        await pilot.press("2")
        assert said(app, 2)[0]["speaker"] == "Ola Berg"
        await pilot.press("enter")
        assert panel(app) == ""
        assert at(app) == Place(0, 3), "back where the label key led"


async def test_labelling_goes_on_where_the_cursor_would_be_without_the_panel() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "j", *'"a"a', "x")
        assert panel(app) == ""
        assert [len(app.session.labels(REPORT, each)) for each in range(5)] == [0, 0, 1, 1, 0]
        assert app.session.decided(REPORT, 4)
        assert said(app, 3)[0]["speaker"]


async def test_values_are_one_key_each_and_undone_one_by_one() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("c", "a", "y", "e", "o")
        assert said(app, 0) == [{"checkworthy": "yes", "type": ["event", "comparison"]}]
        assert "e●event" in panel(app)
        await pilot.press("u")
        assert said(app, 0) == [{"checkworthy": "yes", "type": ["event"]}]
        assert "o comparison" in panel(app)
        await pilot.press("u", "u", "u")
        assert said(app, 0) == []
        assert panel(app) == ""
        await pilot.press("c", "a", "y", "c")
        assert (said(app, 0), said(app, 1)) == ([{"checkworthy": "yes"}], [{}]), "a label key goes on"


async def test_words_are_typed_and_parts_are_marked() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "j", "2", "a", "p")
        assert isinstance(app.screen, NoteDialog)
        await pilot.press(*"Jo", "enter")
        await pilot.pause()
        assert said(app, 2)[0]["speaker"] == "Jo"
        await pilot.press("S")
        assert panel(app) == "", "while words are marked"
        await pilot.press("b", "enter")
        (made,) = app.session.labels(REPORT, 2)
        assert {part.role: part.text for part in made.parts}["source"] == "said Holm"
        assert "S●source “said Holm”" in panel(app)
        await pilot.press("S", "escape")
        await pilot.press("q")
        assert panel(app) == ""
        assert app.screen is app.view


async def test_of_a_label_that_the_schema_lacks_nothing_can_be_said() -> None:
    app = VersionsApp([REPORT])
    tag_unknown(app, REPORT, "[/b]rumour")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("semicolon", "a")
        assert panel(app) == ""
        assert "labels.toml does not have [/b]rumour" in [n.message for n in app._notifications][-1]


async def test_without_a_label_there_is_nothing_to_say_and_moving_closes() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("a")
        assert panel(app) == ""
        await pilot.press("c", "k", "a", "j")
        assert panel(app) == ""
        assert at(app) == Place(0, 1)
        await pilot.press("k", "a")
        assert panel(app).startswith("claim “Ada Holm")
        await pilot.press("a")
        assert panel(app) == ""
        assert at(app) == Place(0, 0)


async def test_the_keys_of_a_decision_are_counted() -> None:
    app = VersionsApp([REPORT])
    counted: list[int] = []
    keep = app.session.store.append

    def append(step: Step) -> int:
        counted.append(step.keys)
        return keep(step)

    app.session.store.append = append
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "j", "2", "a", "2", "k", "k", "x")
        assert counted == [3, 1, 1, 3]
