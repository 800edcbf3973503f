"""What workers report, as data. Handlers decide what is drawn."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotate.overview import Overview
    from reader.annotate.session import Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus
    from reader.tui.listing import Arrangement, Folds, Kind


@dataclass
class Progressed(Message):
    """A worker came further: `said` tells how far in words, `share` from 0 to 1, None while it is unknown.

    `grown` says that there may be articles which were not there before.
    """

    said: str
    share: float | None = None
    grown: bool = False

    def can_replace(self, message: Message) -> bool:
        """Only the newest progress is of interest."""
        return isinstance(message, Progressed)


@dataclass
class Located(Message):
    """The corpus is there, as far as it is known; `first` are the first rows."""

    corpus: "Corpus"
    first: "Arrangement"


@dataclass
class Opened(Message):
    """The annotations are there."""

    session: "Session"


@dataclass
class Updated(Message):
    """The articles are read, or as many as there were before it was stopped.

    After the first time, `said` tells what became of them, and `read_only` whether labels could not be
    changed before.
    """

    complete: bool
    said: str = ""
    read_only: bool = False


@dataclass
class Grouped(Message):
    """The stories are found, or that was stopped."""


@dataclass
class Strayed(Message):
    """Labels are of articles that are not here: `ways` are old and new ids of those that are known again.

    `unclear` is how many there are besides, `citing` what was carried from the others to.
    """

    ways: dict[str, str]
    unclear: int = 0
    citing: tuple[str, ...] = ()


@dataclass
class Stale(Message):
    """Files of the corpus are not what the index knows any more."""


@dataclass
class Arranged(Message):
    """The rows of the list were found."""

    arrangement: "Arrangement"


@dataclass
class KindsCounted(Message):
    """How many articles there are of each kind."""

    counts: "dict[Kind, int]"


@dataclass
class LookedAround(Message):
    """Stories were looked up (None: there are none), and problems counted: all, and what was skipped.

    `troubled` counts the articles that were read, but not as they stand; `gone` are marked articles that are
    not in the corpus any more.
    """

    folds: "Folds | None"
    problems: int
    skipped: int
    troubled: int = 0
    gone: "Sequence[str]" = ()


@dataclass
class Previewed(Message):
    """An article to preview was fetched, with the places a search found in its text; or why it was not."""

    number: int
    article: "Article | None"
    hits: "Sequence[tuple[int, int]]" = ()
    problem: str = ""


@dataclass
class Failed(Message):
    """A worker could not do what it was asked; `reason` is one clear line, `fatal` ends the program.

    With `unread` the corpus was not read to its end.
    """

    reason: str
    fatal: bool = False
    unread: bool = False


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

    summaries: "dict[str, Overview]"


@dataclass
class Copied(Message):
    """A text was copied; `said` is what to say of it, `where` it went."""

    said: str
    where: str


@dataclass
class Exported(Message):
    """The labels were written; `left_out` could not be placed in their articles any more.

    `lost` says in words what the format could not express.
    """

    path: Path
    articles: int
    annotations: int
    left_out: int = 0
    lost: str = ""
