"""Two invented versions of a story, and a small application that shows the reading screen on them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from textual.app import App
from textual.message import Message

from reader import resources
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.settings import Settings
from reader.tui import themes
from reader.tui.screens.reading import ReadingScreen

MORNING = Article(
    "marlow/wire.md",
    "The old bridge in Marlow closed on Monday after engineers found a crack.\n\n"
    "Mayor Ines Hartog said the repair would take nine weeks. “We will not hurry,” she told reporters.\n\n"
    "Shopkeepers near the market fear for the summer season.\n\n"
    "A ferry carries walkers across the river until then. It leaves every half hour from the mill.",
    "Bridge in Marlow closed",
    source="Tidewater Wire",
    date="2031-05-05",
)
EVENING = Article(
    "marlow/herald.md",
    "The old bridge in Marlow closed on Monday after engineers found a deep crack.\n\n"
    "Mayor Ines Hartog said the repair would take eleven weeks. “We will not hurry,” she told reporters.\n\n"
    "The council will vote on the money in June.\n\n"
    "A ferry carries walkers across the river until then. It leaves every half hour from the mill.",
    "Marlow bridge shut for eleven weeks",
    source="Marlow Herald",
    date="2031-05-06",
)


def session(reason: str = "") -> Session:
    """Return a session that keeps nothing; `reason` makes it read-only."""
    numbers = count()
    return Session(
        MemoryStore("ann", reason),
        Schema.default(),
        lambda: datetime(2031, 5, 7, tzinfo=UTC),
        lambda: f"a{next(numbers)}",
    )


class VersionsApp(App[None]):
    """Shows the reading screen on some articles; keeps the messages that reach it and what was copied."""

    CSS_PATH = list(resources.styles())

    def __init__(
        self,
        articles: Sequence[Article] = (MORNING, EVENING),
        *,
        reason: str = "",
        theme: str = themes.DARK.name,
        settings: Settings | None = None,
        place: int | None = None,
        **known: Any,
    ) -> None:
        super().__init__()
        for each in (themes.DARK, themes.LIGHT):
            self.register_theme(each)
        self.theme = theme
        self.animation_level = "none"
        self.heard: list[Message] = []
        self.copied: list[str] = []
        self.session = session(reason)
        self.view = ReadingScreen(
            articles, self.session, settings or Settings(), place=place, copy=self.keep, **known
        )

    def keep(self, text: str, said: str) -> None:
        """Stand in for the clipboard."""
        self.copied.append(text)
        self.notify(f"{said} to the system clipboard")

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(self.view)

    def on_article_step_requested(self, message: Message) -> None:
        """Remember the wish."""
        self.heard.append(message)

    on_place_requested = on_articles_shown = on_article_step_requested


def filed(folder: Path, articles: Sequence[Article]) -> Corpus:
    """Return a corpus of these articles, each in a file of its own."""
    for article in articles:
        file = folder / article.id
        file.parent.mkdir(parents=True, exist_ok=True)
        front = "".join(
            f"{name}: {json.dumps(getattr(article, name))}\n"
            for name in ("title", "source", "date")
            if getattr(article, name)
        )
        file.write_text(f"---\n{front}---\n\n{article.text}\n", encoding="utf-8")
    return Corpus.open(folder)


def tag_unknown(app: VersionsApp, article: Article, name: str) -> None:
    """Give the first sentence of an article a label that the schema does not have any more."""
    known = app.session.schema
    app.session.schema = Schema((*known.labels, replace(known.labels[0], name=name)))
    app.session.tag(article, 0, 0, name)
    app.session.schema = known
