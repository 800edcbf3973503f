"""Every sign and every changed word can be read on every row it may stand on, whatever colours there are."""

from itertools import product

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.widgets import Label

from reader.settings import Settings
from reader.tui import themes
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.bars import KeyBar, StatusLine
from reader.tui.widgets.foot import Legend, ReadingStatus
from reader.tui.widgets.parallel import ParallelText

ROWS = ((), ("cursor",), ("partner",), ("selected",), ("old-sentence",), ("new-sentence",))
LIT = tuple((row, light) for row in ("old-sentence", "new-sentence") for light in ("cursor", "partner"))
SIGNS = (
    *("edited", "merged", "split", "inserted", "deleted", "moved", "furniture", "flag"),
    *("claim", "quote", "label", "decided", "note", "letter", "bar", "partner-bar", "fold", "aside"),
)
WORDS = (
    *("old", "gone", "new", "old-flagged", "gone-flagged", "new-flagged", "swap", "hit"),
    *("marked", "picked", "part", "bracket", "words-claim", "words-quote", "words-label"),
)


def luminance(color: Color) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it."""
    shares = [value / 255 for value in color.get_truecolor()]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style, system: ColorSystem) -> float:
    """Return the contrast ratio of text in `style` on a terminal with the colours of `system`."""
    assert style.color is not None
    assert style.bgcolor is not None
    first, second = (luminance(color.downgrade(system)) for color in (style.color, style.bgcolor))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def faint(styles: dict[tuple[str, ...], Style], system: ColorSystem, least: float) -> dict[object, float]:
    """Return what has less contrast than `least`."""
    found = {names: round(contrast(style, system), 2) for names, style in styles.items()}
    return {names: ratio for names, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])
async def test_everything_can_be_read(make_app, settled, theme) -> None:
    app = make_app(Settings(theme=theme))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for few in (False, True):
            app.set_class(few, "-few-colors")
            await pilot.pause()
            styles = {
                ("list", name, str(on)): app.screen.query_one(ArticleList)._find_style(name, on)
                for name in ("", "mark", "quiet", "done", "label-claim", "label-quote", "label-other")
                for on in (False, True)
            }
            for bar, name in ((StatusLine, "status-line--warning"), (KeyBar, "key-bar--key")):
                widget = app.screen.query_one(bar)
                styles["bar", bar.__name__] = widget.rich_style
                styles["bar", name] = widget.get_visual_style(name).rich_style
            check(styles, few)
        app.open_reading(["harbour-1.md", "harbour-2.md"])
        await settled(pilot)
        for few in (False, True):
            app.set_class(few, "-few-colors")
            await pilot.pause()
            text = app.screen.query_one(ParallelText)
            styles = {
                (*row, *over): text._style((*row, *over))
                for row, over in product(
                    (*ROWS, *LIT), ((), ("unread",), *((name,) for name in (*SIGNS, *WORDS)))
                )
            }
            for widget in (app.screen.query_one(Legend), app.screen.query_one(ReadingStatus)):
                for name in widget.COMPONENT_CLASSES:
                    styles["foot", name] = widget.get_visual_style(name).rich_style
            check(styles, few)


def check(styles: dict[tuple[str, ...], Style], few: bool) -> None:
    """Check the styles in the colours they are made for."""
    if few:
        assert faint(styles, ColorSystem.STANDARD, 3) == {}
    else:
        assert faint(styles, ColorSystem.TRUECOLOR, 4.5) == {}
        assert faint(styles, ColorSystem.EIGHT_BIT, 4.5) == {}


async def test_every_theme_can_be_chosen_and_knows_our_names(make_app, settled) -> None:
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        app.open_reading(["harbour-1.md", "harbour-2.md"])
        await settled(pilot)
        for name, theme in app.available_themes.items():
            app.theme = name
            await pilot.pause()
            assert set(themes.ROLES) <= set(app.theme_variables)
            assert app.has_class("-few-colors") == theme.ansi
            await app.screen.mount(Label("drawn"))
            assert app.screen.query_one(ParallelText)._style(("cursor", "new")).bgcolor is not None
