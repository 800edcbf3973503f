"""Reading an article of the corpus, or saying why it cannot be read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
