"""Keys in any order: nothing ends the program or is left behind."""

from random import Random

import pytest
from versions import EVENING, MORNING, VersionsApp

from reader.corpus.article import Article
from reader.settings import Settings

HOSTILE = Article("one.md", "No.\n\nYes.\n\n“Go,” he said.\n\n[/b] [@click=app.quit]x[/]", "One [b]word[/b]")
EMPTY = Article("empty.md", "", "Nothing")
NAMED = """apostrophe semicolon quotation_mark full_stop enter escape tab ctrl+r space right_square_bracket
    right_parenthesis right_curly_bracket greater_than_sign asterisk"""
KEYS = (*"jkgGhlcv12axuobnBVHU", *NAMED.split())


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_is_left_behind_whatever_keys_are_pressed(seed: int) -> None:
    random = Random(seed)
    articles = [(MORNING, EVENING), (HOSTILE,), (HOSTILE, EMPTY), (EVENING, MORNING)][seed]
    app = VersionsApp(articles, settings=Settings(advance_after_tag=bool(seed % 2)))
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        view, pressed = app.view, []
        for _ in range(60):
            pressed.append(random.choice(KEYS))
            await pilot.press(pressed[-1])
            while app.screen is not view:
                await pilot.press("escape")
            said = " ".join(pressed[-12:])
            picked = view.picked
            assert not view._resizing or view.marking is not None, said
            assert not view._panel.display or view._described() is not None, said
            if picked is not None and not view._resizing:
                assert view.reading.place.sentence in picked.sentences, said
