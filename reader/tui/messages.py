"""What people ask for on the screen, as data. Handlers decide what is done."""

from dataclasses import dataclass

from textual.message import Message

MOST_COMPARED = 4
"""As many articles stand beside each other at most."""


@dataclass
class OpenRequested(Message):
    """A person wants to read these articles side by side; the first is the base."""

    article_ids: tuple[str, ...]


@dataclass
class ArticleStepRequested(Message):
    """A person reading wants the next (1) or previous (-1) article of the list.

    With a `query` they are on their way through its hits, and the article is opened at the hit nearest to
    where they come from.
    """

    step: int
    query: str = ""


@dataclass
class ArticlesShown(Message):
    """Other articles are being read now, in the same screen."""

    article_ids: tuple[str, ...]


@dataclass
class PlaceRequested(Message):
    """Undo or redo touched another article: open it and go to the sentence."""

    article_id: str
    sentence: int


@dataclass
class AgreementRequested(Message):
    """A person wants to see how far annotators agree."""


@dataclass
class ReloadRequested(Message):
    """The files may have changed: read the corpus again."""


@dataclass
class ArticleHighlighted(Message):
    """The cursor of the article list came to rest on a row of the list as it is shown."""

    row: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest place of the cursor is of interest."""
        return isinstance(message, ArticleHighlighted)
