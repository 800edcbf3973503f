"""Articles, clocks and sessions for the tests of annotation."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from reader.annotate.memory import MemoryStore
from reader.annotate.records import AnnotationStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article

NUMBERS = count()
LINES = ("The bridge is closed.", "“We saw it,” she said.", "It opens in May.", "Costs rose.")


def make_article(name: str = "story/a.txt", *lines: str) -> Article:
    text = "\n".join(
        lines or ("The bridge is closed.", "“We saw it,” she said.", "It opens in May.", "Costs rose.")
    )
    return Article(name, text, name)


def make_clock() -> Callable[[], datetime]:
    seconds = count()
    return lambda: datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))


def make_session(store: AnnotationStore | None = None, schema: Schema | None = None) -> Session:
    store = MemoryStore("anna") if store is None else store
    return Session(store, schema or Schema.default(), make_clock(), lambda: f"id{next(NUMBERS)}")
