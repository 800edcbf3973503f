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
    error="#ec8f8f",
    success="#8fbf7f",
    foreground="#d6d9df",
    background="#15171b",
    surface="#1b1e23",
    panel="#262a31",
    dark=True,
    variables={
        "claim": "#e3b26b",
        "claim-chip": "#2e261a",
        "quote": "#7cc4c0",
        "quote-chip": "#192e2c",
        "label-chip": "#1c252e",
        "quiet": "#a0a7b3",
        "cursor-row": "#2c323b",
        "range-row": "#262b33",
        "marked": "#2f4a63",
        "partner-row": "#1f2329",
        "old": "#4a2f14",
        "old-strong": "#6b2f0e",
        "old-row": "#211d16",
        "gone": "#52263a",
        "gone-strong": "#6c2a40",
        "new": "#24432a",
        "new-strong": "#1f5c2a",
        "new-row": "#181f19",
        "swap": "#232529",
    },
)
LIGHT = Theme(
    name="reader-light",
    primary="#245b91",
    secondary="#5c6575",
    accent="#6f4a00",
    warning="#6f4a00",
    error="#b0261f",
    success="#2f6d28",
    foreground="#22252a",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e7e4dc",
    dark=False,
    variables={
        "claim": "#6f4a00",
        "claim-chip": "#f3e6d0",
        "quote": "#00666a",
        "quote-chip": "#d9ecec",
        "label-chip": "#dbe6f1",
        "quiet": "#4f545c",
        "cursor-row": "#dfe4ea",
        "range-row": "#e6e9ed",
        "marked": "#bcd3ea",
        "partner-row": "#eef0f2",
        "old": "#f3dfb8",
        "old-strong": "#e5bd6e",
        "old-row": "#f7f0e2",
        "gone": "#f5cfcb",
        "gone-strong": "#eaa49d",
        "new": "#cfe8c6",
        "new-strong": "#9fd08f",
        "new-row": "#eef4ea",
        "swap": "#eeece8",
    },
)
"""Backgrounds are solid and dull enough for every sign to be read on every row, also in 256 colours."""

ROLES = {
    "claim": "warning",
    "claim-chip": "warning 18%",
    "quote": "success",
    "quote-chip": "success 18%",
    "label-chip": "primary 18%",
    "quiet": "foreground-muted",
    "cursor-row": "primary 18%",
    "range-row": "primary 14%",
    "marked": "primary 35%",
    "partner-row": "primary 8%",
    "old": "warning 22%",
    "old-strong": "warning 35%",
    "old-row": "warning 8%",
    "gone": "error 22%",
    "gone-strong": "error 35%",
    "new": "success 22%",
    "new-strong": "success 35%",
    "new-row": "success 8%",
    "swap": "foreground 7%",
}
"""What stands for our names in themes that do not know them: one of their colours, and how much of it."""


def stand_ins(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what our names stand for in a theme with these variables."""
    found = {}
    for role, known in ROLES.items():
        color, *share = known.split()
        found[role] = " ".join((variables[color], *share))
    return found


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
