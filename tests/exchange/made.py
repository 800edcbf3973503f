"""Articles, labels and documents for the tests of exchange, with all that makes offsets go wrong."""

from datetime import UTC, datetime
from itertools import count

from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article
from reader.exchange.document import Document
from reader.exchange.formats import Job, Unit
from reader.exchange.gather import documents
from reader.exchange.losses import Losses
from reader.exchange.selection import Selection

TEXT = (
    "👍 Mayor Ana Doe said “we lost 2,300 homes” 👍🏽.\n\n"
    "Police denied it. Cafe\u0301 owners\tin 東京 wept.\n\n"
    "“It was a night\nof fire. Nobody slept,” said Ana Doe. “We will\n\nrebuild.”\n\n"
    "The river fell on Sunday.\n\n"
    "Nothing else is known."
)
LABELS = ("claim", "quote")


def session(annotator: str = "ann") -> Session:
    ids = count()
    return Session(
        MemoryStore(annotator),
        Schema.default(),
        lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        lambda: f"{annotator}-{next(ids)}",
    )


def article(text: str = TEXT, article_id: str = "story/a.txt") -> Article:
    return Article(article_id, text, "Fire", "Northline", "2026-01-01", "https://example.org/a")


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def labelled(annotator: str = "ann", text: str = TEXT) -> tuple[Article, Session]:
    """One quote with parts in a sentence, one over several sentences, two claims, a negative."""
    a, s = article(text), session(annotator)
    quote, cue, source = (span(text, w) for w in ("“we lost 2,300 homes”", "said", "Mayor Ana Doe"))
    s.tag_span(
        a,
        *quote,
        "quote",
        attributes={"kind": "direct", "speaker": "Ana Doe"},
        parts=[("content", *quote), ("cue", *cue), ("source", *source)],
    )
    night, rebuild = (
        span(text, "“It was a night\nof fire. Nobody slept,”"),
        span(text, "“We will\n\nrebuild.”"),
    )
    s.tag_span(a, night[0], rebuild[1], "quote", parts=[("content", *night), ("content", *rebuild)])
    s.tag_span(a, *span(text, "Police denied it."), "claim", attributes={"type": ["event", "quantity"]})
    cafe = "Cafe\u0301 owners\tin 東京"
    s.tag_span(
        a, *span(text, cafe if cafe in text else cafe.replace("\t", " ")), "claim", note="look this up"
    )
    last = len(a.sentences) - 1
    s.clear(a, last - 1, last)
    return a, s


def gathered(*sessions: Session, articles: list[Article], **options: object) -> list[Document]:
    selection = Selection(**options)
    return list(
        documents(articles, [s.store for s in sessions], selection, Losses(), site=lambda _: frozenset())
    )


def document() -> Document:
    a, s = labelled()
    (made,) = gathered(s, articles=[a])
    return made


def job(**options: object) -> Job:
    return Job(Schema.default(), LABELS, Losses(), **{"unit": Unit.ARTICLE, **options})
