"""Writing the labels into a file: what the worker of the export does."""

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.reports import Exported, Failed

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.article import Article
    from reader.workspace import Place


def colleagues(place: "Place") -> list[str]:
    """Return the other annotators who have labels in the place."""
    from reader.annotate.store import annotators

    return [name for name in annotators(place.annotations) if name != place.annotator]


def any_labels(session: "Session") -> bool:
    """Tell whether the session's annotator has given any label at all."""
    from reader.annotate.store import StoreError

    for article_id in session.store.articles():
        with suppress(StoreError):
            if any(session.store.summary(article_id).labels.values()):
                return True
    return False


def export_labels(
    articles: "Iterable[Article]", session: "Session", place: "Place", path: Path, others: Iterable[str] = ()
) -> Exported | Failed:
    """Write the labels of the session's annotator, and of `others`, into `path`; tell what came of it.

    What was decided last is written out before.
    """
    from reader.annotate.store import StoreError
    from reader.exchange.json import export
    from reader.workspace import open_store

    stores = [session.store]
    with ExitStack() as stack:
        try:
            session.store.flush()
            for name in others:
                stores.append(open_store(replace(place, annotator=name), read_only=True))
                stack.callback(stores[-1].close)
            made = export(articles, stores, session.schema)
            made.save(path)
        except (OSError, StoreError) as error:
            return Failed(f"{path} was not written: {error}")
    document = made.document
    return Exported(path, len(document["articles"]), len(document["annotations"]), len(made.left_out))
