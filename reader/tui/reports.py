"""What workers report, as data. Handlers decide what is drawn."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.tui.listing import Summary


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
    """The corpus was read again; `read_only` tells whether labels could not be changed before."""

    corpus: "Corpus"
    read_only: bool = False


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
class Counted(Message):
    """Label counts and states of some articles, by article id, read from the annotations."""

    summaries: "dict[str, Summary]"


@dataclass
class Copied(Message):
    """A text was copied; `said` is what to say of it, `where` it went."""

    said: str
    where: str


@dataclass
class Exported(Message):
    """The labels were written; `left_out` could not be placed in their articles any more."""

    path: Path
    articles: int
    annotations: int
    left_out: int = 0
