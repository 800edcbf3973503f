"""What the list shows of the annotations, read from the session's store."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from reader.tui.listing import Summary

if TYPE_CHECKING:
    from reader.annotate.session import Session

BATCH = 200


def summarise(session: "Session", article_id: str) -> Summary:
    """Return what the list shows of the annotations of an article."""
    stored = session.store.summary(article_id)
    begun = stored.decided or any(stored.labels.values())
    state = stored.state or ("in progress" if begun else "todo")
    return Summary(tuple(stored.labels.items()), str(state), bool(stored.noted))


def summaries(
    session: "Session", article_ids: Iterable[str], complain: Callable[[str], None]
) -> dict[str, Summary]:
    """Return the summaries of some articles; a damaged file is complained of, and the others are read."""
    from reader.annotate.store import StoreError

    found: dict[str, Summary] = {}
    for article_id in article_ids:
        try:
            found[article_id] = summarise(session, article_id)
        except StoreError as error:
            complain(str(error))
    return found


def stored_summaries(
    session: "Session", article_ids: Iterable[str], complain: Callable[[str], None]
) -> Iterator[dict[str, Summary]]:
    """Yield batches of summaries of those articles that have anything stored; at least one, maybe empty."""
    wanted = set(article_ids)
    batch: list[str] = []
    for article_id in session.store.articles():
        if article_id in wanted:
            batch.append(article_id)
        if len(batch) >= BATCH:
            yield summaries(session, batch, complain)
            batch = []
    yield summaries(session, batch, complain)
