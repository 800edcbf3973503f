"""Reading an article of the corpus, or saying why it cannot be read."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.annotate.carry import Kin
    from reader.annotate.session import Session
    from reader.compare.align import Alignment
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus


class NotThere(Exception):
    """An article cannot be read; the message is one line that says what to do."""


def fetch(corpus: "Corpus", number: int) -> "Article":
    """Read an article by its number; raises `NotThere`."""
    from reader.corpus.corpus import Changed

    try:
        return corpus.article(number)
    except KeyError as error:
        raise NotThere("This article is not there any more, or not as it was") from error
    except (Changed, OSError) as error:
        raise NotThere(str(error)) from error


def fetch_by_id(corpus: "Corpus | None", article_id: str) -> "Article":
    """Read an article by its id; raises `NotThere`, also where there is no corpus."""
    number = corpus.number(article_id) if corpus is not None else None
    if corpus is None or number is None:
        raise NotThere(f"{article_id} is not there any more")
    return fetch(corpus, number)


def fetch_kin(
    corpus: "Corpus | None",
    session: "Session",
    articles: "Sequence[Article]",
    cancelled: Callable[[], bool],
    known: "Mapping[tuple[str, str], Alignment]" = MappingProxyType({}),
) -> "Kin":
    """Align articles with all other versions of their stories, and look at what is stored of each.

    Takes a while; `known` are alignments there are already, by the ids of both articles. Raises `Cancelled`
    and `StoreError`.
    """
    from reader import grouping
    from reader.annotate.carry import Kin

    others: dict[str, Article] = {}
    if corpus is not None:
        for article in articles:
            # While the index is made anew nothing is known; when stories are found, this is done again.
            with suppress(sqlite3.Error):
                others |= {each.id: each for each in grouping.siblings(corpus, article.id)}
    kin = Kin.of(articles, others.values(), cancelled, known)
    for article in kin.articles.values():
        session.annotations(article)
    return kin
