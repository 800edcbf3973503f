"""The reading screen: what its keys do to the cursor and to the session."""

from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input
from versions import EVENING, MORNING, VersionsApp, filed

from reader.annotate.annotation import State
from reader.annotate.memory import MemoryStore
from reader.annotate.reading import Place
from reader.annotate.records import Record, Step, StoreError
from reader.compare.comparison import Comparison, Relation
from reader.corpus.article import Article
from reader.settings import Settings
from reader.tui import themes
from reader.tui.command_table import CommandTable
from reader.tui.layout import View
from reader.tui.messages import ArticleStepRequested, PlaceRequested
from reader.tui.screens.desk import MEASURED_AFTER
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.heads import ColumnHeads
from reader.tui.widgets.parallel import ParallelText
from reader.tui.widgets.ruler import ChangeRuler
from reader.tui.widgets.still import Still

SIZE = (120, 30)


async def ready(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def do(pilot: Pilot[None], *actions: str) -> None:
    for action in actions:
        assert await pilot.app.run_action(action, pilot.app.screen), f"nothing implements {action}"
    await pilot.pause()


def at(app: VersionsApp) -> Place | None:
    assert app.view.reading is not None
    return app.view.reading.place


def status(app: VersionsApp) -> str:
    return app.view.query_one(ReadingStatus).text


def toasts(app: VersionsApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def test_every_command_of_the_view_has_an_action() -> None:
    table = CommandTable.of(VersionsApp().session.schema)
    app_wide = {"quit", "help", "palette", "export", "reload", "redraw", "suspend_process", "copy_selection"}
    app_wide |= {"review", "choose_theme"}
    for command in table.within(*ReadingScreen.SCOPES):
        name = command.action.partition("(")[0]
        assert name in app_wide or hasattr(ReadingScreen, f"action_{name}"), command.id


async def test_the_keys_reach_the_cursor_and_the_session() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("j", "c")
        assert [a.label for a in app.session.labels(MORNING, 1)] == ["claim"]
        assert at(app) == Place(0, 2), "on to the next sentence to decide"
        await pilot.press("quotation_mark")
        assert [a.label for a in app.session.labels(MORNING, 2)] == ["quote"]
        await pilot.press("u", "l")
        assert app.session.labels(MORNING, 2) == ()
        assert at(app) == Place(1, 2)
        assert "B 3/" in status(app)
        await pilot.press("q")
        assert app.screen is not app.view


async def test_without_advancing_the_cursor_stays_and_a_label_toggles() -> None:
    app = VersionsApp(settings=Settings(advance_after_tag=False))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "tag('claim')")
        assert at(app) == Place(0, 0)
        assert app.session.labels(MORNING, 0)
        assert "1/6 decided" in status(app)
        await do(pilot, "tag('claim')")
        assert not app.session.labels(MORNING, 0)
        assert "0/6 decided" in status(app)


ACTS = (
    *("tag('claim')", "tag('quote')", "clear_tags", "undo", "redo", "select_range", "toggle_diff"),
    *("move(1)", "move(-1)", "page(1)", "top", "bottom", "column(1)", "next_difference(1)", "layout"),
    *("scroll_lines(1)", "changes_only", "lock_scrolling", "granularity", "follow", "source_wording"),
)


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_kept_is_what_would_be_drawn(seed: int) -> None:
    def drawn() -> list[list[tuple[str, object]]]:
        widgets = (view.query_one(kind) for kind in (ParallelText, ChangeRuler, ReadingStatus, ColumnHeads))
        strips = (strip for each in widgets for strip in each.render_lines(each.outer_size.region))
        return [[(segment.text, segment.style) for segment in strip] for strip in strips]

    chance = Random(seed)
    app = VersionsApp()
    async with app.run_test(size=(120, 14)) as pilot:
        await ready(pilot)
        view = app.view
        for act in chance.choices(ACTS, k=40):
            await do(pilot, act)
            kept = drawn()
            for each in (view.query_one(ParallelText), *view.query(Still)):
                each.notify_style_update()
                each.refresh()
            assert drawn() == kept, act


async def test_a_range_is_one_step() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "select_range", "move(1)", "move(1)")
        assert "range 1–3" in status(app)
        await do(pilot, "tag('quote')")
        assert [bool(app.session.labels(MORNING, s)) for s in range(4)] == [True, True, True, False]
        assert at(app) == Place(0, 3)
        await do(pilot, "undo")
        assert not any(app.session.labels(MORNING, s) for s in range(4))
        assert at(app) == Place(0, 0)
        await do(pilot, "redo")
        assert app.session.labels(MORNING, 2)
        assert "3/6 decided" in status(app)


async def test_clear_decides_and_repeat_repeats() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "repeat_tag")
        assert toasts(app) == ["No label was given yet"]
        await do(pilot, "clear_tags", "tag('quote')", "repeat_tag")
        assert app.session.decided(MORNING, 0)
        assert not app.session.labels(MORNING, 0)
        assert [a.label for a in app.session.labels(MORNING, 2)] == ["quote"]
        await do(pilot, "top", "next_undecided(1)")
        assert at(app) == Place(0, 3)
        await do(pilot, "next_tagged(-1)")
        assert at(app) == Place(0, 2)


async def test_what_is_undecided_is_gone_to_in_the_next_version_too() -> None:
    app = VersionsApp()
    for sentence in range(len(MORNING.sentences)):
        if sentence != 2:
            app.session.clear(MORNING, sentence, sentence)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "next_undecided(1)")
        assert at(app) == Place(0, 2)
        await do(pilot, "clear_tags")
        assert "Every sentence of A is decided" in toasts(app)[-1]
        await do(pilot, "next_undecided(1)")
        assert at(app).version == 1
        first = at(app)
        assert not app.session.decided(EVENING, first.sentence)
        await do(pilot, "next_undecided(-1)")
        assert at(app) == first
        assert "No earlier undecided sentence" in toasts(app)[-1]


async def test_the_cursor_begins_on_a_sentence_of_the_article() -> None:
    article = Article("a.txt", "ARTICLE AD BOX\n\nThe harbour froze.\n\nShips wait.", "Ice")
    for place, sentence in ((None, 1), (0, 0)):
        app = VersionsApp([article], place=place)
        async with app.run_test(size=SIZE) as pilot:
            await ready(pilot)
            assert at(app) == Place(0, sentence)


async def test_saving_is_shown_until_it_is_done() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "sav" not in status(app).lower()
        await do(pilot, "tag('claim')")
        assert "… saving" in status(app)
        app.view.show_save_failed("labels.json: no space left on device")
        assert "NOT SAVED" in status(app)
        app.view.show_saved(99)
        assert "✓ saved" in status(app)


async def test_read_only_says_so_and_why() -> None:
    reason = "These annotations are being written by process 7; labels are shown, not changed"
    app = VersionsApp(reason=reason)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert "read-only" in status(app)
        await do(pilot, "tag('claim')", "note", "toggle_done", "undo")
        assert set(toasts(app)) == {reason}
        assert not app.session.labels(MORNING, 0)


async def test_undo_in_an_article_that_is_not_open_asks_for_it() -> None:
    other = Article("other.txt", "Something else happened.", "Other")
    app = VersionsApp()
    app.session.tag(other, 0, 0, "claim")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "undo")
        await pilot.pause()
        assert PlaceRequested("other.txt", 0) in app.heard
        await do(pilot, "next_article(-1)")
        await pilot.pause()
        assert ArticleStepRequested(-1) in app.heard


async def test_differences_hits_and_columns() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "next_difference(1)", "next_difference(1)")
        assert at(app) == Place(0, 3)
        await do(pilot, "next_hit(1)")
        assert at(app) == Place(1, 3), "without a search, the next difference"
        await pilot.press("slash", *"ferry")
        assert "2 hits" in status(app)
        await pilot.press("enter")
        assert at(app) == Place(0, 4)
        await do(pilot, "next_hit(1)")
        assert at(app) == Place(1, 4)
        await do(pilot, "back")
        assert app.screen is app.view
        assert "hits" not in status(app)
        await do(pilot, "next_pane")
        assert at(app) == Place(0, 4)


async def test_a_search_without_hits_says_so_and_letters_do_not_label() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"cx", "enter")
        assert "“cx” is not here" in status(app)
        assert not toasts(app), "said once"
        assert not app.session.decided(MORNING, 0)
        assert app.view.query_one("#search", Input).has_focus
        await pilot.press("escape")
        assert app.view.query_one(ParallelText).has_focus


class Damaged(MemoryStore):
    """Cannot read one article, and cannot undo."""

    unread = ""

    def load(self, article_id: str) -> Record:
        if article_id == self.unread:
            raise StoreError(f"{article_id}.json has merge conflicts in it; resolve them first")
        return super().load(article_id)

    def undo_step(self) -> tuple[int, Step] | None:
        raise StoreError("journal.jsonl:3: this is no step")

    def append(self, step: Step) -> int:
        if step.message.startswith("quote"):
            raise StoreError("journal.jsonl was changed by another program")
        return super().append(step)


async def test_damaged_annotations_are_told_in_a_line_and_nothing_ends() -> None:
    app = VersionsApp()
    app.session.store = store = Damaged()
    store.unread = EVENING.id
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert app.screen is not app.view
        assert toasts(app) == ["marlow/herald.md.json has merge conflicts in it; resolve them first"]


async def test_a_damaged_journal_is_told_and_one_goes_on(tmp_path: Path) -> None:
    app = VersionsApp([MORNING])
    app.session.store = store = Damaged()
    store.unread = EVENING.id
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "tag('claim')", "undo", "tag('quote')")
        assert toasts(app) == [
            "journal.jsonl:3: this is no step",
            "journal.jsonl was changed by another program",
        ]
        assert app.session.labels(MORNING, 0)
        app.view.corpus = filed(tmp_path, (MORNING, EVENING))
        app.view._take(EVENING.id)
        await ready(pilot)
        assert "merge conflicts" in toasts(app)[-1]
        assert app.view.articles == (MORNING,), "what cannot be shown is not"


async def test_what_is_typed_before_there_is_anything_to_read_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = VersionsApp()
    app.session.tag(MORNING, 3, 3, "claim")
    go = Event()
    compare = Comparison.of

    def slow(*args: Any, **kwargs: Any) -> Comparison:
        go.wait(10)
        return compare(*args, **kwargs)

    monkeypatch.setattr(Comparison, "of", slow)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("u", "c", "slash", *"council", "enter")
        go.set()
        await ready(pilot)
        assert [bool(app.session.labels(MORNING, s)) for s in range(6)] == [False] * 3 + [True] + [False] * 2
        assert app.view.hits.query == "council"
        assert at(app) == Place(1, 3)
        await pilot.press("slash", *"uc")
        assert app.view.query_one("#search", Input).value.endswith("uc")


async def test_a_burst_behind_the_key_of_the_search_is_searched_for() -> None:
    app = VersionsApp()
    app.session.tag(MORNING, 3, 3, "claim")
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        for key, character in [("slash", "/"), *((c, c) for c in "council"), ("enter", "\r")]:
            app.post_message(Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert app.view.hits.query == "council"
        assert app.session.labels(MORNING, 3)
        assert not app.session.decided(MORNING, 0)
        assert app.view.query_one(ParallelText).has_focus


async def test_notes() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "note")
        await pilot.press(*"why", "enter")
        await pilot.pause()
        assert app.session.note(MORNING, 0) == "why"
        assert "*" in app.view.query_one(ParallelText).render_line(0).text
        assert "* why" in status(app)
        await do(pilot, "note")
        await pilot.press("escape")
        assert app.session.note(MORNING, 0) == "why"


async def test_keys_in_a_burst_behind_a_note_are_for_the_text_below() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        for key, character in [("m", "m"), *((c, c) for c in "why"), ("enter", "\r"), ("j", "j"), ("c", "c")]:
            app.post_message(Key(key, character))
        for _ in range(20):
            await pilot.pause(0.01)
        assert app.session.note(MORNING, 0) == "why"
        assert [label.label for label in app.session.labels(MORNING, 1)] == ["claim"]
        assert not app.session.labels(MORNING, 0)
        assert app.screen is app.view


async def test_copying_takes_the_exact_text() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "move(1)", "copy", "copy_pair", "select_range", "move(1)", "copy")
        nine, eleven = MORNING.sentence_text(1), EVENING.sentence_text(1)
        both = MORNING.text[MORNING.sentences[1].start : MORNING.sentences[2].end]
        assert app.copied == [nine, f"{nine}\n\n{eleven}", both]


async def test_unrelated_articles_read_side_by_side() -> None:
    harbour = "Ducks slept. Nobody paid. Fog came in. A dog barked. Rain fell on tin."
    fair = "Prices doubled overnight. Bakers sold out. Trams stood still. Choirs sang."
    app = VersionsApp([Article("a", harbour, "Harbour"), Article("b", fair, "Fair")])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        text = app.view.query_one(ParallelText)
        sides = [text.render_line(y).text.split("│") for y in range(4)]
        assert all("-" in left[:3] and "+" in right[:3] for left, right in sides)
        assert "Ducks" in sides[0][0]
        assert "Prices" in sides[0][1]
        await do(pilot, "move(1)", "move(1)", "column(1)")
        assert at(app) == Place(1, 2), "to what stands beside it"
        await do(pilot, "move(1)", "column(-1)")
        assert at(app) == Place(0, 3)
        await do(pilot, "bottom", "next_pane")
        assert at(app) == Place(1, 3), "to the last above a gap"


async def test_views_and_highlights() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        text, heads = app.view.query_one(ParallelText), app.view.query_one(ColumnHeads)
        assert heads.size.height == 3
        await do(pilot, "layout")
        assert text.shown_view is View.STACKED
        assert "A 1/6   stacked" in status(app)
        await do(pilot, "move(1)")
        assert "stacked" not in status(app)
        await do(pilot, "layout", "layout", "lock_scrolling")
        assert text.shown_view is View.SIDE
        assert "scrolling apart" in status(app)
        await do(pilot, "toggle_diff")
        assert "differences hidden" in status(app)
        await do(pilot, "toggle_diff", "granularity", "toggle_done")
        assert app.session.state(MORNING) is State.DONE


async def test_pages_scrolling_and_the_mouse() -> None:
    long = Article("long", "\n".join(f"Sentence number {n} of a long report." for n in range(200)), "long")
    app = VersionsApp([long])
    async with app.run_test(size=(100, 20)) as pilot:
        await ready(pilot)
        await do(pilot, "page(1)")
        first = at(app)
        assert first is not None
        assert 5 <= first.sentence <= 10
        await do(pilot, "half_page(1)", "half_page(-1)")
        assert at(app) == first
        await do(pilot, "scroll_lines(1)", "centre", "bottom")
        assert at(app) == Place(0, 199)
        await do(pilot, "top")
        await pilot.click("#text", offset=(30, 4))
        assert at(app) == Place(0, 2)


@pytest.mark.parametrize("number", [1, 3, 4])
async def test_one_article_or_four(number: int) -> None:
    app = VersionsApp([MORNING, EVENING, MORNING, EVENING][:number], place=2)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert at(app) == Place(0, 2)
        await do(
            pilot, "column(1)", "copy_pair", "layout", "lock_scrolling", "next_difference(1)", "next_pane"
        )


async def test_an_empty_article_has_words() -> None:
    app = VersionsApp([Article("empty.txt", "", "empty")])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        assert toasts(app) == ["There is no text in this article"]
        await do(
            pilot, "tag('claim')", "move(1)", "page(1)", "copy", "copy_pair", "note", "next_difference(1)"
        )


async def test_the_legend_names_the_labels_on_the_narrowest_screen() -> None:
    app = VersionsApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await ready(pilot)
        legend = app.view.query_one(Legend).render().plain
        assert "c  claim" in legend
        assert '"  quote' in legend


WORDS = (
    "bridge",
    "market",
    "harbour",
    "tower",
    "mill",
    "ferry",
    "school",
    "church",
    "square",
    "station",
    "quarry",
)
TOWN = Article(
    "town/a.md",
    "\n\n".join(f"They spoke of the {a} and the old {b}." for a in WORDS for b in WORDS[:2]),
    "Town",
)
MOVED = Article(
    "town/b.md",
    "\n\n".join(
        TOWN.sentence_text(s) for s in (*range(4), *range(7, 16), 4, 5, 6, *range(16, len(TOWN.sentences)))
    ),
    "Town, again",
)


async def test_folds_are_one_step_and_open_under_the_cursor() -> None:
    app = VersionsApp([TOWN, MOVED])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("f")
        text = app.view.query_one(ParallelText)
        fold = text.fold_at(Place(0, len(TOWN.sentences) - 1))
        assert fold is not None
        before = fold.cells[0]
        assert before is not None
        await do(pilot, "bottom")
        assert "sentences alike — enter opens" in status(app)
        await do(pilot, "move(-1)")
        assert at(app) == Place(0, before[0] - 1), "the fold is one step"
        await do(pilot, "move(1)", "follow")
        opened = text.fold_at(Place(0, len(TOWN.sentences) - 1))
        assert opened is None or opened.size < fold.size
        await do(pilot, "fold")
        assert text.fold_at(Place(0, len(TOWN.sentences) - 1)) == fold
        await do(pilot, "unfold", "changes_only", "fold", "fold_furniture")
        assert text.fold_at(Place(0, len(TOWN.sentences) - 1)) is None
        assert "There is no site furniture here, and nothing is said twice" in toasts(app)


async def test_a_moved_sentence_leads_to_its_other_place_and_back() -> None:
    app = VersionsApp([TOWN, MOVED], place=4)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await pilot.press("enter")
        assert at(app) == Place(1, 13)
        assert "« moved" in status(app)
        await pilot.press("percent_sign")
        assert at(app) == Place(0, 4)


async def test_the_base_changes_and_the_cursor_stays() -> None:
    app = VersionsApp(place=1)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        heads = app.view.query_one(ColumnHeads)
        assert heads.render().plain.splitlines()[1].lstrip().startswith("base")
        await do(pilot, "base")
        assert toasts(app) == ["A is the base already"]
        await do(pilot, "column(1)", "base")
        await ready(pilot)
        assert app.view.reading is not None
        assert app.view.reading.comparison.base == 1
        assert at(app) == Place(1, 1)
        assert "number nine → eleven" in status(app) or "number eleven → nine" in status(app)


async def test_a_base_that_takes_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    app = VersionsApp(place=1)
    go = Event()
    rebased = Comparison.rebased

    def slow(*args: Any, **kwargs: Any) -> Comparison:
        go.wait(10)
        return rebased(*args, **kwargs)

    monkeypatch.setattr(Comparison, "rebased", slow)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "column(1)", "base")
        for _ in range(100):
            if "comparing …" in status(app):
                break
            await pilot.pause(0.05)
        assert "comparing …" in status(app)
        go.set()
        await ready(pilot)
        assert "comparing …" not in status(app)


async def test_a_column_is_exchanged_for_another_article(tmp_path: Path) -> None:
    app = VersionsApp()
    app.view.corpus = filed(tmp_path, (MORNING, EVENING, TOWN, MOVED))
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "column(1)", "exchange")
        await pilot.press(*"again", "enter")
        await ready(pilot)
        assert app.view.articles == (MORNING, MOVED)
        assert at(app) == Place(1, 0)
        await do(pilot, "tag('claim')")
        assert app.session.labels(MOVED, 0)


async def test_evidence_can_be_rejected_and_quotations_gone_to() -> None:
    app = VersionsApp()
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "evidence")
        await app.workers.wait_for_complete()
        await do(pilot, "reject", "sort_swaps", "next_pane", "move(1)", "move(-1)", "accept")
        assert at(app) == Place(1, 2)
        assert app.view.rejected == {frozenset((MORNING.id, EVENING.id))}
        assert "rejected by you" in app.view.query_one(ColumnHeads).render().plain


async def test_a_column_reads_in_the_words_of_the_other() -> None:
    app = VersionsApp(place=1)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "column(1)", "source_wording")
        text = app.view.query_one(ParallelText)
        lines = [text.render_line(y).text for y in range(text.size.height)]
        assert not any("eleven" in line for line in lines)
        assert next(line for line in lines if "Mayor" in line).split("│")[1][1] == "<"
        assert "in the words of A" in status(app)
        await do(pilot, "source_wording")
        assert any("eleven" in text.render_line(y).text for y in range(text.size.height))


async def test_furniture_asks_for_no_decision() -> None:
    lines = ["The council met on Monday.", "Advertisement", "It will vote in June on the new bridge."]
    app = VersionsApp([Article("ads.txt", "\n\n".join(lines), "Council")])
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        await do(pilot, "tag('claim')")
        assert at(app) == Place(0, 2)
        assert "1/2 decided" in status(app)
        await do(pilot, "move(-1)", "tag('claim')")
        assert "2/3 decided" in status(app), "a label on site furniture is a decision too"
        await do(pilot, "undo")
        assert "1/2 decided" in status(app)
        assert "2/3 " in status(app).partition("decided")[0], "the place counts every sentence"
        await do(pilot, "fold_furniture")
        text = app.view.query_one(ParallelText)
        assert any("⋯ 1 line of site furniture" in text.render_line(y).text for y in range(text.size.height))


async def test_site_furniture_is_no_difference_though_it_was_edited() -> None:
    told = "The council met on Monday and will vote in June on the new bridge."
    app = VersionsApp(
        [Article(f"{n}.txt", f"{told}\n\n(c) Lantern Press Harbour House 203{n}", "Council") for n in (1, 2)]
    )
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        reading = app.view.reading
        assert reading is not None
        assert reading.comparison.rows[1].relations[1] is Relation.EDITED
        assert reading.comparison.unread(0) == {1}
        assert not reading.differences
        await do(pilot, "next_difference(1)")
        assert toasts(app) == ["There are no differences"]


async def test_a_click_on_the_ruler_goes_there() -> None:
    long = Article("long", "\n".join(f"Sentence number {n} of a long report." for n in range(200)), "long")
    app = VersionsApp([long])
    async with app.run_test(size=(100, 20)) as pilot:
        await ready(pilot)
        text = app.view.query_one(ParallelText)
        await pilot.click("#ruler", offset=(0, 10))
        await pilot.pause()
        assert text.scroll_y > 50
        assert at(app) == Place(0, 0)


SHOWN = pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])


@SHOWN
def test_side_by_side_looks_as_it_should(snap_compare: Any, theme: str) -> None:
    async def label(pilot: Pilot[None]) -> None:
        await ready(pilot)
        await do(pilot, "tag('claim')", "move(1)", "tag('quote')", "clear_tags", "top", "move(1)")
        await pilot.pause(2 * MEASURED_AFTER)

    assert snap_compare(VersionsApp(theme=theme), terminal_size=(120, 30), run_before=label)


@SHOWN
def test_stacked_looks_as_it_should(snap_compare: Any, theme: str) -> None:
    async def label(pilot: Pilot[None]) -> None:
        await ready(pilot)
        await do(pilot, "tag('claim')", "column(1)")
        await pilot.pause(2 * MEASURED_AFTER)

    assert snap_compare(VersionsApp(theme=theme), terminal_size=(80, 24), run_before=label)


def test_the_styles_name_no_colour() -> None:
    sheet = Path(next(path for path in VersionsApp.CSS_PATH if path.stem == "reading")).read_text("utf-8")
    assert "rgb(" not in sheet
    assert not [line for line in sheet.splitlines() if ": #" in line]
