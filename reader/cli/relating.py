"""The other versions of an article, for a command that labels it."""

from collections.abc import Sequence

from reader import grouping
from reader.annotate.carry import Kin
from reader.cli.guard import Failure, complain
from reader.cli.opening import Work
from reader.cli.stories import group
from reader.corpus.article import Article


def relate(work: Work, article: Article) -> None:
    """Let the session carry labels between an article and the other versions of its story, found first."""
    if found_stories(work):
        relate_versions(work, article)


def found_stories(work: Work) -> bool:
    """Find stories where articles are new; if that fails it is told, and nothing is carried."""
    try:
        group(work.corpus)
    except Failure as failure:
        complain(f"{failure}; nothing is carried to other versions")
        return False
    return True


def relate_versions(work: Work, article: Article) -> None:
    """Let the session carry labels between an article and the other versions of its story, as known."""
    relate_all(work, [article], grouping.siblings(work.corpus, article.id))


def relate_all(work: Work, articles: Sequence[Article], others: Sequence[Article] = ()) -> None:
    """Let the session carry labels between articles, and between them and others."""
    work.session.relate(Kin.of(articles, others) if len(articles) + len(others) > 1 else None)
