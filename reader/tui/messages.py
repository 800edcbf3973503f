"""What workers and widgets report: facts and wishes, as data. Handlers decide what is drawn."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus


@dataclass
class Progressed(Message):
    """A worker came further: `done` of `total` steps; a `total` of 0 means unknown."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest progress is of interest."""
        return isinstance(message, Progressed)


@dataclass
class Opened(Message):
    """The corpus and the session are ready."""

    corpus: "Corpus"
    session: "Session"


@dataclass
class Reloaded(Message):
    """The corpus was read again."""

    corpus: "Corpus"


@dataclass
class Failed(Message):
    """A worker could not do what it was asked; `reason` is one clear line, `fatal` ends the program."""

    reason: str
    fatal: bool = False


@dataclass
class Saved(Message, bubble=False):
    """Everything up to the decision `seq` is on disk; sent to every screen that has `on_saved`."""

    seq: int


@dataclass
class SaveFailed(Message, bubble=False):
    """A decision could not be written; `reason` is one clear line. Sent to every screen."""

    reason: str


@dataclass
class OpenRequested(Message):
    """A person wants to read these articles side by side; the first is the base."""

    article_ids: tuple[str, ...]


@dataclass
class ArticleStepRequested(Message):
    """A person reading wants the next (1) or previous (-1) article of the list."""

    step: int


@dataclass
class PlaceRequested(Message):
    """Undo or redo touched another article: open it and go to the sentence."""

    article_id: str
    sentence: int


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list shows of an article's annotations.

    `counts` maps labels to the number of accepted annotations; `state` is the value of the article's `State`.
    """

    counts: tuple[tuple[str, int], ...] = ()
    state: str = "todo"
    noted: bool = False


@dataclass
class Counted(Message):
    """Label counts and states of some articles, by article id, read from the annotations."""

    summaries: dict[str, Summary]


@dataclass
class Exported(Message):
    """The labels were written; `left_out` could not be placed in their articles any more."""

    path: Path
    articles: int
    annotations: int
    left_out: int = 0
