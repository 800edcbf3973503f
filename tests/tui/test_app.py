"""The app: how it starts, what it does everywhere, and that it leaves everything saved."""

import json
import os
import re
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Checkbox, Input
from textual.widgets._toast import Toast

from reader.annotate.store import StoreError
from reader.corpus.corpus import Corpus
from reader.settings import Settings
from reader.tui import app as app_module
from reader.tui import external, themed, themes
from reader.tui.arranging import Arranger
from reader.tui.palette import Commands
from reader.tui.reports import Located, Saved, SaveFailed, Updated
from reader.tui.screens.corpus import CorpusScreen
from reader.tui.screens.export import ExportDialog, target
from reader.tui.screens.help import HelpScreen, sections
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.bars import KeyBar
from reader.tui.widgets.tick import Tick
from reader.workspace import open_session


def toasts(app) -> str:
    return "\n".join(str(notification.message) for notification in app._notifications)


def test_without_a_terminal_it_says_so(place, capsys) -> None:
    assert app_module.run(place) == 2
    assert capsys.readouterr().err.startswith("reader: the screen needs a terminal")


async def test_it_paints_before_it_reads(make_app, monkeypatch) -> None:
    app = make_app()
    monkeypatch.setattr(app, "open_corpus", lambda: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, CorpusScreen)
        assert app.session is None
        for key in (
            "j",
            "G",
            "space",
            "enter",
            "D",
            "u",
            "s",
            "S",
            "n",
            "y",
            "R",
            "o",
            "e",
            "exclamation_mark",
        ):
            await pilot.press(key)
        assert app.is_running


async def test_a_corpus_opened_ahead_is_not_opened_again(make_app, settled, monkeypatch) -> None:
    app = make_app()
    app.open_ahead()
    assert app._ahead.result(10)
    monkeypatch.setattr(Corpus, "at", lambda *_, **__: 1 / 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.screen.listing.total == 4


async def test_the_first_frame_does_not_wait_for_a_corpus_that_takes_its_time(
    make_app, settled, monkeypatch
) -> None:
    import threading

    free, at = threading.Event(), Corpus.at
    monkeypatch.setattr(Corpus, "at", lambda *a, **k: free.wait(10) and at(*a, **k))
    app = make_app()
    app.open_ahead()
    assert not app._ahead.done()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.screen.listing.total
        free.set()
        await settled(pilot)
        assert app.screen.listing.total == 4


async def test_a_corpus_that_cannot_be_opened_ahead_ends_the_program(
    make_app, settled, place, tmp_path
) -> None:
    app = make_app(at=replace(place, corpus=tmp_path / "gone"))
    app.open_ahead()
    async with app.run_test() as pilot:
        await settled(pilot)
    assert "no such file or folder" in app.failure


async def test_a_corpus_that_is_not_there_ends_the_program(make_app, settled, place, tmp_path) -> None:
    app = make_app(at=replace(place, corpus=tmp_path / "gone"))
    async with app.run_test() as pilot:
        await settled(pilot)
    assert "no such file or folder" in app.failure
    assert app.return_code == 2


async def test_clashing_keys_end_the_program_naming_both_commands(make_app, settled) -> None:
    app = make_app(Settings(keymap={"tag-claim": ("u",)}))
    async with app.run_test() as pilot:
        await settled(pilot)
    assert app.return_code == 2
    assert "undo and tag-claim" in app.failure


async def test_a_worker_that_breaks_down_is_reported(make_app, settled, monkeypatch) -> None:
    app = make_app()
    monkeypatch.setattr(Corpus, "at", lambda *_, **__: 1 / 0)
    async with app.run_test() as pilot:
        await settled(pilot)
    assert app.failure.startswith("ZeroDivisionError")


async def test_an_update_that_is_faster_than_the_list_waits_for_it(make_app, settled, place) -> None:
    app = make_app()
    app.open_corpus = lambda: None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        opened = Corpus.open(place.corpus, exclude=place.annotations)
        app.session = open_session(place)
        app.on_located(Located(opened, Arranger(opened).first()))
        app.on_updated(Updated(True))
        await settled(pilot)
        assert app.is_running
        assert app.screen.listing.total == 4


async def test_reload_keeps_cursor_and_marks(make_app, settled, corpus) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("space", "j")
        at = app.screen.entry.id
        (corpus / "aaa.txt").write_text("A new article stands first.\n", encoding="utf-8")
        await pilot.press("R")
        await settled(pilot)
        assert app.corpus is not None
        assert len(app.corpus) == 5
        assert app.screen.entry.id == at
        assert list(app.screen.listing.marked) == ["harbour-1.md"]
        assert "Read 5 articles again: 1 new" in toasts(app)
        (corpus / "harbour-1.md").unlink()
        app.action_reload()
        await settled(pilot)
        assert not app.screen.listing.marked
        assert app.screen.entry.id == at
        assert "1 gone" in toasts(app)


async def test_reload_shows_what_is_being_read_as_it_is_now(make_app, settled, corpus) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.open_reading(["harbour-1.md", "night.txt"])
        await settled(pilot)
        app.action_reload()
        await settled(pilot)
        unchanged = app.screen
        assert isinstance(unchanged, ReadingScreen)
        (corpus / "night.txt").write_text("A night train runs no more.\n", encoding="utf-8")
        app.action_reload()
        await settled(pilot)
        assert app.screen is not unchanged
        assert app.screen.articles[1].text.startswith("A night train runs no more")
        (corpus / "harbour-1.md").unlink()
        app.action_reload()
        await settled(pilot)
        assert [article.id for article in app.screen.articles] == ["night.txt"]
        (corpus / "night.txt").unlink()
        app.action_reload()
        await settled(pilot)
        assert isinstance(app.screen, CorpusScreen)


async def test_labels_follow_an_article_that_was_renamed(make_app, settled, place, corpus) -> None:
    with_labels = open_session(place)
    opened = Corpus.open(place.corpus, exclude=place.annotations)
    first, second = sorted(article.id for article in opened)[:2]
    with_labels.tag(opened[first], 0, 0, "claim")
    with_labels.tag(opened[second], 0, 0, "quote")
    with_labels.store.close()
    opened.close()
    (corpus / first).rename(corpus / "renamed.md")
    (corpus / second).unlink()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert f"Labels of {first} follow it to renamed.md — u undoes" in toasts(app)
        assert "Labels of 1 article have no article here: reader move" in toasts(app)
        assert app.session.counts("renamed.md") == {"claim": 1}
        assert app.screen.listing.summary(app.corpus.entry("renamed.md")).total == 1


async def test_read_only_annotations_are_told(make_app, settled, place, monkeypatch) -> None:
    from reader import workspace

    opened = workspace.open_session
    monkeypatch.setattr(
        workspace, "open_session", lambda place, **known: opened(place, **known, read_only=True)
    )
    app = make_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert app.session.read_only
        assert "read-only" in str(app.screen.query_one("#status").render())
        await pilot.press("D")
        assert app.session.store.summary("harbour-1.md").state is None


async def test_reload_lets_a_second_window_write_once_the_first_is_closed(make_app, settled, place) -> None:
    first = open_session(place)
    article = Corpus.open(place.corpus)["night.txt"]
    first.tag(article, 0, 0, "claim")
    app = make_app()
    try:
        async with app.run_test(size=(120, 24)) as pilot:
            await settled(pilot)
            assert app.session.read_only
            app.open_reading(["night.txt"])
            await settled(pilot)
            await pilot.press("R")
            await settled(pilot)
            assert toasts(app).endswith("nothing changed; still read-only")
            first.tag(article, 1, 1, "quote")
            first.store.close()
            await pilot.press("R")
            await settled(pilot)
            assert toasts(app).endswith("nothing changed; labels can be changed now")
            assert isinstance(app.screen, ReadingScreen)
            assert not app.session.read_only
            assert [each.label for each in app.session.labels(app.corpus["night.txt"], 1)] == ["quote"]
    finally:
        first.store.close()


async def test_a_damaged_annotation_file_is_named_and_the_rest_opens(make_app, settled, monkeypatch) -> None:
    from reader.annotate import overview
    from reader.annotate.store import StoreError

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        def damaged(store, article_id, *_):
            raise StoreError(f"{article_id}.json: damaged [at] line 1")

        monkeypatch.setattr(overview, "summary", damaged)
        app.screen.refresh_summaries(["night.txt"])
        await pilot.pause()
        assert "night.txt.json: damaged [at] line 1" in toasts(app)
        assert app.is_running


async def test_saved_and_not_saved_reach_the_screens(make_app, settled) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settled(pilot)
        heard = []
        app.screen.show_saved = heard.append
        app.screen.show_save_failed = heard.append
        app.post_message(Saved(7))
        app.post_message(SaveFailed("disk [full]"))
        await pilot.pause()
        assert heard == [7, "disk [full]"]
        assert "disk [full]" in toasts(app)


async def test_one_thing_is_said_at_a_time_and_not_on_the_next_screen(make_app, settled, monkeypatch) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.notify("first [b]")
        app.notify("second", title="About")
        await pilot.pause()
        assert toasts(app) == "About: second"
        monkeypatch.setattr(themed, "JUST_NOW", 60)
        app.action_help()
        await pilot.pause()
        assert toasts(app) == "About: second", "what was just said is kept"
        monkeypatch.setattr(themed, "JUST_NOW", -1)
        app.pop_screen()
        await pilot.pause()
        assert toasts(app) == ""
        monkeypatch.setattr(themed, "READ", -1)
        for severity, left in (("information", ""), ("warning", "third")):
            app.notify("third", severity=severity)
            await pilot.pause()
            await pilot.press("j")
            assert toasts(app) == left, "a key takes away what was read, but no warning"


async def test_a_message_covers_the_keys_only(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        app.notify("said")
        await pilot.pause(0.4)
        assert app.screen.query_one(Toast).region.y == app.screen.query_one(KeyBar).region.y == 23
        assert app.screen.query_one(Toast).region.height == 1


async def test_the_program_ends_though_nothing_can_be_saved(make_app, settled, monkeypatch) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        def full() -> None:
            raise StoreError("disk full; the last decisions are not saved")

        monkeypatch.setattr(app.session.store, "close", full)
        app._end(15)
        await pilot.pause()
    assert not app.is_running
    assert app.unsaved == "disk full; the last decisions are not saved"


def test_what_was_not_saved_is_said_at_the_end(place, monkeypatch, capsys) -> None:
    monkeypatch.setattr(app_module.terminal, "has_terminal", lambda: True)

    def ended(app) -> None:
        app.unsaved = "disk full"

    monkeypatch.setattr(app_module.ReaderApp, "run", ended)
    assert app_module.run(place) == 1
    assert capsys.readouterr().err == "reader: disk full\n"


async def test_help_names_every_key_of_the_view(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        shown = str(app.screen.query_one("#page-text").render())
        for command in app.table.within(*CorpusScreen.SCOPES):
            assert command.help.split()[0] in shown
        assert "Label the sentence" not in shown
        assert re.search(r"^ +✓ +article: marked as done$", shown, re.M)
        width = app.screen.query_one("#page-text").size.width
        assert all(len(line) <= width for line in shown.split("\n")[:-1])
        await pilot.press("G", "g", "j", "ctrl+d", "q")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("f1")
        shown = str(app.screen.query_one("#page-text").render())
        assert "as claim" in shown
        assert shown.startswith("Labels\n")
        commands = [each for _, part in sections(app.table, ReadingScreen.SCOPES) for each in part]
        assert sorted(commands, key=str) == sorted(app.table.within(*ReadingScreen.SCOPES), key=str)
        assert re.search(r"^ +» .*moved", shown, re.M)


async def test_the_palette_does_what_it_offers(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("colon", *"reverse")
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, CorpusScreen)
        assert app.screen.listing.wish.reverse


async def test_export_asks_and_writes(make_app, settled, tmp_path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("D", "s")
        assert isinstance(app.screen, CorpusScreen), "there is nothing to export"
        await pilot.pause()
        assert toasts(app) == "There are no labels to export yet"
        app.session.tag(app.corpus["night.txt"], 0, 0, "claim")
        await pilot.press("s")
        assert isinstance(app.screen, ExportDialog)
        field = app.screen.query_one(Input)
        field.value = str(tmp_path / "nowhere" / "labels.json")
        await pilot.press("enter")
        assert isinstance(app.screen, ExportDialog)
        field.value = str(tmp_path / "labels.json")
        await pilot.press("enter")
        await settled(pilot)
        assert json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))["format"] == "reader-export"
        assert toasts(app).startswith("Wrote 1 label on 2 articles to ")


async def test_an_export_holds_ones_own_labels_unless_others_are_asked_for(
    make_app, settled, place, tmp_path
) -> None:
    session = open_session(replace(place, annotator="kim"))
    article = Corpus.open(place.corpus)["night.txt"]
    session.tag(article, 0, 0, "claim")
    session.store.close()
    app = make_app()
    target = tmp_path / "labels.json"
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        for asked, annotators in ((False, ["tester"]), (True, ["kim", "tester"])):
            app.action_export()
            await pilot.pause()
            app.screen.query_one(Input).value = str(target)
            app.screen.query_one("#export-others", Checkbox).value = asked
            app.screen.action_accept()
            await settled(pilot)
            assert json.loads(target.read_text(encoding="utf-8"))["annotators"] == annotators


async def test_training_data_is_previewed_and_written(make_app, settled, tmp_path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        article = app.corpus["night.txt"]
        app.session.tag(article, 0, 0, "claim")
        await pilot.press("s")
        await pilot.press("down")
        await settled(pilot)
        shown = app.screen.query_one("#export-preview")
        assert article.sentence_text(0)[:20] in str(shown.render())
        app.screen.query_one("#export-path", Input).value = str(tmp_path / "out.jsonl")
        app.screen.query_one("#export-split", Input).value = "80"
        await pilot.press("enter")
        assert isinstance(app.screen, ExportDialog), "80 is no split"
        app.screen.query_one("#export-split", Input).value = ""
        await pilot.press("enter")
        await settled(pilot)
        (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["labels"] == ["claim"]
        assert "Wrote 1 label on 1 article to " in toasts(app)


@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
async def test_every_dialog_says_how_to_close_it(make_app, settled, size) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.session.tag(app.corpus["night.txt"], 0, 0, "claim")
        for action in ("help", "export", "choose_theme", "screen.filter", "screen.problems"):
            await app.run_action(action)
            await pilot.pause(0.1)
            hint = app.screen.query(".dialog-hint, #export-hint").last()
            assert "esc closes" in str(hint.render())
            assert app.screen.find_widget(hint).visible_region.height == hint.size.height > 0
            assert hint.region.bottom < size[1], "the last line is for messages"
            await pilot.press("escape")
            assert isinstance(app.screen, CorpusScreen)


async def test_the_palette_finds_a_command_by_its_name_first(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.open_reading(["night.txt"])
        await settled(pilot)
        provider = Commands(app.screen)
        hits = [hit async for hit in provider.search("lay")]
        assert max(hits, key=lambda hit: hit.score).prompt.plain.split()[:2] == ["|", "layout"]


def test_an_export_is_never_put_where_articles_are_read(tmp_path) -> None:
    corpus, annotations = tmp_path / "corpus", tmp_path / "corpus" / "annotations"
    corpus.mkdir()
    assert target(corpus, annotations, tmp_path) == tmp_path / "labels.json"
    assert target(corpus, annotations, corpus) == annotations / "labels.json"


async def test_copy_says_where_it_went_and_ctrl_c_says_how_to_leave(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert toasts(app) == "Copied the article to the system clipboard"
        assert app.clipboard.startswith("The bridge stays closed")
        await pilot.press("ctrl+c")
        assert "q closes this view, Q leaves Reader" in toasts(app)


async def test_next_article_follows_the_list(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("J")
        await settled(pilot)
        assert app.screen.articles[0].id == "harbour-2.md"
        await pilot.press("q")
        assert app.screen.entry.id == "harbour-2.md"


def test_without_colours_no_theme_leaves_them_to_the_terminal() -> None:
    names = ["ansi-dark", "ansi-light", "nord"]
    assert themes.usable(names, {"NO_COLOR": "1"}) == ["reader-dark", "reader-light", "nord"]
    assert themes.first("ansi-dark", names, {"NO_COLOR": "1"}) == "reader-dark"
    assert themes.first("nord", names, {}) == "nord"
    assert themes.first("", names, {"COLORFGBG": "0;15"}) == "reader-light"
    assert themes.first("", names, {"COLORFGBG": "15;0"}) == "reader-dark"


async def test_every_theme_knows_our_colours(make_app, settled) -> None:
    app = make_app(Settings(theme="nord"))
    async with app.run_test() as pilot:
        await settled(pilot)
        for name in ("dracula", "ansi-dark", "reader-light"):
            app.theme = name
            await pilot.pause()
            assert {"claim", "quote", "quiet"} <= set(app.theme_variables)


def test_only_web_pages_are_opened() -> None:
    assert external.browsable("https://lantern.example/1")
    for url in ("", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://[broken"):
        assert not external.browsable(url)


def test_the_editor_is_the_one_named_first_that_is_there() -> None:
    assert external.editor({"EDITOR": f"{sys.executable} -x", "PAGER": "less"}) == [sys.executable, "-x"]
    assert external.editor({"VISUAL": "no-such-editor", "PAGER": sys.executable}) == [sys.executable]


@pytest.mark.e2e
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT] if os.name == "posix" else []
)
def test_a_signal_leaves_everything_saved(corpus: Path, tmp_path: Path, number) -> None:
    import pexpect

    labels = tmp_path / "labels"
    arguments = ["-m", "reader", str(corpus), "--annotations", str(labels), "--annotator", "tester"]
    program = pexpect.spawn(sys.executable, arguments, dimensions=(24, 80), timeout=30)
    try:
        program.expect("4 articles")
        program.send("\r")
        program.expect("claim")
        program.send("c")
        program.expect("saved")
        program.kill(number)
        program.expect(pexpect.EOF)
    finally:
        program.close()
    assert program.exitstatus == 128 + number
    stored = json.loads((labels / "tester" / "harbour-1.md.json").read_text(encoding="utf-8"))
    assert "claim" in json.dumps(stored)


async def test_what_is_opened_before_the_annotations_are_there_is_shown_once_they_are(
    make_app, settled, monkeypatch
) -> None:
    import threading

    from reader import workspace

    free, opened = threading.Event(), workspace.open_session
    monkeypatch.setattr(workspace, "open_session", lambda *a, **k: free.wait(10) and opened(*a, **k))
    first = make_app()
    async with first.run_test(size=(80, 24)) as pilot:
        free.set()
        await settled(pilot)
    free.clear()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(200):
            await pilot.pause(0.01)
            if app.screen.listing.rows:
                break
        await pilot.press("j", "enter")
        assert isinstance(app.screen, CorpusScreen)
        free.set()
        await settled(pilot)
        assert [article.id for article in app.screen.articles] == ["harbour-2.md"]


async def test_keys_typed_ahead_of_one_that_closes_a_screen_reach_the_one_below(make_app, settled) -> None:
    from textual import events

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        for _ in range(2):
            app.screen.focused.post_message(events.Key("q", "q"))
        await pilot.pause(0.3)
        assert not app.is_running
        assert app.return_code == 0


async def test_a_key_that_came_too_late_for_the_list_goes_to_the_screen_over_it(make_app, settled) -> None:
    from textual import events

    from reader.tui.widgets.article_list import ArticleList

    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        articles = app.screen.query_one(ArticleList)
        await pilot.press("question_mark")
        await pilot.pause()
        over = app.screen
        assert over is not app.screen_stack[0]
        articles.post_message(events.Key("q", "q"))
        await pilot.pause()
        await pilot.pause()
        assert app.screen is app.screen_stack[0], "the key closed the help"
        assert app.is_running


async def test_a_box_that_is_off_is_empty() -> None:
    class Boxes(App[None]):
        def compose(self) -> ComposeResult:
            yield Tick("an X in words", compact=True)

    app = Boxes()
    async with app.run_test() as pilot:
        box = app.query_one(Tick)
        assert str(box.render()).count("X") == 1
        box.value = True
        await pilot.pause()
        assert str(box.render()).count("X") == 2
