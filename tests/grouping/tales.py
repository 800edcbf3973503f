"""Invented articles, some of them versions of each other."""

import random

_PARTS = [f"{onset}{vowel}" for onset in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "or", "en")]


def words(seed: object, count: int) -> list[str]:
    chance = random.Random(f"{seed}")
    return ["".join(chance.choices(_PARTS, k=chance.randint(3, 5))) for _ in range(count)]


def tale(name: str, sentences: int = 14) -> list[str]:
    """Return sentences about something that no other tale tells of."""
    return [" ".join(words(f"{name} {at}", 16)).capitalize() + "." for at in range(sentences)]


def updated(sentences: list[str]) -> list[str]:
    """Return the tale as it goes on: two sentences changed, one more."""
    changed = [s.replace("a", "o") if at in (2, 5) else s for at, s in enumerate(sentences)]
    return [*changed, " ".join(words(sentences[0], 12)).capitalize() + "."]


def article(sentences: list[str], date: str = "2031-05-05", **known: str) -> dict[str, str]:
    return {"text": "\n\n".join(sentences), "date": date, **known}


FIRST = {
    "mill-1": article(tale("mill"), "2031-05-05", title="The mill", source="Wire"),
    "mill-2": article(updated(tale("mill")), "2031-05-06", title="The mill again", source="Herald"),
    "dam-1": article(tale("dam"), "2031-05-01"),
    "dam-2": article(updated(tale("dam")), "2031-05-02"),
    "dam-3": article(updated(updated(tale("dam"))), "2031-05-03"),
    **{f"other-{n}": article(tale(f"other {n}")) for n in range(6)},
}
"""A story of two, a story of three, and six articles that stand alone."""
