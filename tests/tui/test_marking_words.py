"""Marking words, and picking labels, on the reading screen."""

from textual.pilot import Pilot
from versions import EVENING, MORNING, VersionsApp

from reader.annotate.reading import Place
from reader.corpus.article import Article
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.parallel import ParallelText

SIZE = (100, 30)
REPORT = Article(
    "report.md",
    "The dam holds for now. “We saw it,” said Mira Holt. “It is small. It is not dangerous.”\n\n"
    "Nobody else was there that morning.",
    "The dam holds",
)


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def labels(app: VersionsApp, article: Article = REPORT) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in app.session.annotations(article)]


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).text


def at(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def drawn(app: VersionsApp) -> str:
    text = app.view.query_one(ParallelText)
    return "\n".join(text.render_line(y).text.rstrip() for y in range(text.size.height))


async def test_a_sentence_that_is_all_quotation_is_marked_and_not_the_next_one() -> None:
    article = Article("a.txt", "It rained.\n\n“We saw it.”\n\n“It was wet.”", "Rain")
    app = VersionsApp([article])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "apostrophe", "quotation_mark")
        assert labels(app, article) == [("quote", "“We saw it.”")]
        await pilot.press("g", "g", "j", "apostrophe", "apostrophe", "quotation_mark")
        assert labels(app, article)[1:] == [("quote", "“It was wet.”")]


async def test_nothing_marked_or_picked_survives_other_columns_or_an_undo() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("l", "g", "c", "semicolon", "v", "B")
        await ready(pilot)
        assert (app.view.marking, app.view.picked, app.view._resizing) == (None, None, False)
        await pilot.press("G", "x")
        assert [each.label for each in app.session.labels(EVENING, 0)] == ["claim"]
        await pilot.press("G", "v", "g", "u")
        assert app.view.reading is not None
        assert app.view.reading.anchor is None
        await pilot.press("c")
        assert len(app.session.annotations(EVENING)) == 2


async def test_a_quotation_is_marked_for_a_new_label_though_one_is_picked() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "c", "k", "semicolon", "apostrophe", "quotation_mark")
        assert [label for label, _ in labels(app)] == ["claim", "quote"]


async def test_a_range_of_sentences_takes_as_few_keys_as_ever() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press(*"vjjc")
        assert [label for label, _ in labels(app)] == ["claim"] * 3


async def test_a_quotation_over_sentences_is_one_label_with_its_pieces() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "'")
        assert "one piece: 13 words of sentences 2–4" in status(app)
        assert "[“We saw it,” said Mira Holt.\n" in drawn(app)
        assert "It is not dangerous.”]\n" in drawn(app)
        await pilot.press("2")
        (made,) = app.session.annotations(REPORT)
        assert (made.sentences, made.label) == ((1, 2, 3), "quote")
        assert [part.text for part in made.parts] == ["“We saw it,”", "“It is small. It is not dangerous.”"]
        assert app.view.marking is None
        assert at(app) == Place(0, 4)
        await pilot.press("u")
        assert labels(app) == []


async def test_words_at_both_ends_whole_sentences_and_nothing() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press(*"vwlw")
        assert "The[dam holds]for now." in drawn(app)
        assert "a word on" in app.view.query_one(Legend).render().plain
        await pilot.press(*"obc")
        assert labels(app) == [("claim", "The dam holds")]
        await pilot.press(*"kvwv")
        assert "one piece: 5 words of sentence 1" in status(app)
        await pilot.press("v")
        assert app.view.marking is None
        assert "range" not in status(app)
        await pilot.press(*"vjv2")
        assert labels(app)[1] == ("quote", "The dam holds for now. “We saw it,” said Mira Holt.")
        await pilot.press("g", "v", "w", "escape", "w")
        assert app.view.marking is None, "without a range the key is what it was"


async def test_moving_takes_sentences_in_and_another_column_drops_it() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press(*"vwG")
        assert app.view.marking is not None
        assert app.view.marking.text == MORNING.text
        await pilot.press("tab")
        assert app.view.marking is None
        assert "[" not in drawn(app)


async def test_one_of_several_labels_is_picked_and_changed() -> None:
    app = VersionsApp([REPORT])
    session = app.session
    session.tag(REPORT, 0, 0, "claim")
    session.tag_span(REPORT, 4, 13, "quote", attributes={"kind": "direct"})
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press(";")
        assert "claim 1/2" in status(app)
        await pilot.press(";")
        assert "quote 2/2   medium speech   kind direct" in status(app)
        await pilot.press("v", "w", "w", "enter")
        assert labels(app)[1] == ("quote", "dam holds for now")
        assert "reaches over “dam holds for now”" in status(app)
        await pilot.press("c")
        assert labels(app)[1] == ("claim", "dam holds for now")
        await pilot.press("m", *"who", "enter")
        await pilot.pause()
        assert session.annotations(REPORT)[1].note == "who"
        assert session.note(REPORT, 0) == ""
        await pilot.press("x")
        assert labels(app) == [("claim", "The dam holds for now.")]
        assert session.decided(REPORT, 0)
        await pilot.press("u", "u", "u", "u")
        assert labels(app)[1] == ("quote", "dam holds")
        assert at(app) == Place(0, 0)


async def test_a_pick_is_dropped_by_its_key_by_moving_and_by_escape() -> None:
    app = VersionsApp([REPORT])
    app.session.tag(REPORT, 0, 0, "claim")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        for keys in ((";", ";"), (";", "j", "k"), (";", "escape"), (";", "v", "j", "escape", "g")):
            await pilot.press(*keys)
            assert app.view.picked is None, keys
        await pilot.press("j", ";")
        assert app.view.picked is None


async def test_what_the_schema_forbids_is_said_and_nothing_changes() -> None:
    app = VersionsApp([REPORT])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("v", "w", "enter")
        assert [each.message for each in app._notifications] == ["A label key puts the label on these words"]
        await pilot.press("G", "'")
        assert app.view.marking is not None
        await pilot.press("escape", "'")
        assert labels(app) == []
        assert app.view.marking is None
