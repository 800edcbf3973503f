"""Title, source and story of an article by its id, for lists of what is said of articles."""

from collections.abc import Callable

from reader.corpus.corpus import Corpus
from reader.grouping.kept import folds


def teller(corpus: Corpus) -> Callable[[str], tuple[str, str, int | None]]:
    """Return what tells title, source and number of the story of an article; empty for one that is gone.

    The stories are those the index knows now.
    """
    stories = folds(corpus)

    def about(article_id: str) -> tuple[str, str, int | None]:
        number = corpus.number(article_id)
        if number is None:
            return "", "", None
        (entry,) = corpus.entries([number])
        return entry.title, entry.source, stories.story(number)

    return about
