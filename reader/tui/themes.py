"""The colours: one dark and one light theme of our own, and which one to begin with."""

import os
from collections.abc import Iterable, Mapping

from textual.theme import Theme

DARK = Theme(
    name="reader-dark",
    primary="#7aa6d1",
    secondary="#8f9bb3",
    accent="#d9a860",
    warning="#d9a860",
    error="#e07a7a",
    success="#8fbf7f",
    foreground="#d6d9df",
    background="#15171b",
    surface="#1b1e23",
    panel="#262a31",
    dark=True,
    variables={"claim": "#e3b26b", "quote": "#7cc4c0", "quiet": "#868d9a"},
)
LIGHT = Theme(
    name="reader-light",
    primary="#245b91",
    secondary="#5c6575",
    accent="#8f5300",
    warning="#8f5300",
    error="#b0261f",
    success="#2f6d28",
    foreground="#22252a",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e7e4dc",
    dark=False,
    variables={"claim": "#8f5300", "quote": "#00666a", "quiet": "#666b74"},
)
ROLES = {"claim": "warning", "quote": "success", "quiet": "foreground-muted"}
"""What stands for our names in themes that do not know them."""


def usable(names: Iterable[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the themes to choose from: ours, then the others by name.

    Without colours a theme that leaves them to the terminal would write black on black, so it is not offered.
    """
    ours = [DARK.name, LIGHT.name]
    others = sorted(name for name in names if name not in ours)
    if environment.get("NO_COLOR"):
        others = [name for name in others if "ansi" not in name]
    return ours + others


def first(wanted: str, names: Iterable[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the theme to begin with: the one wanted if it can be used, else what suits the terminal.

    Some terminals tell their background in COLORFGBG: the last number is its colour, 7 and 9 to 15 are light.
    """
    if wanted in usable(names, environment):
        return wanted
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in {"7", "9", "10", "11", "12", "13", "14", "15"} else DARK.name
