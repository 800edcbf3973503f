"""The reading screen: versions of a story beside each other, or one article alone."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.settings import Settings


class ReadingScreen(Screen[None]):
    """One to four articles, aligned sentence by sentence, to be read and tagged.

    The first article is the base. `place` is a sentence (from 0) of the first article to begin at. `saved` is the
    sequence number of the last decision known to be on disk.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        session: Session,
        settings: Settings,
        *,
        place: int | None = None,
        copy: Callable[[str], str] | None = None,
        saved: int = 0,
    ) -> None:
        super().__init__()
        self.articles = tuple(articles)
        self.session = session
        self.settings = settings

    def show_saved(self, seq: int) -> None:
        """Show that everything up to decision `seq` is on disk."""

    def show_save_failed(self, reason: str) -> None:
        """Show that the last decision could not be written, and why."""
