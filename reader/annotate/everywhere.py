"""Everything that is proposed in a corpus by other versions and by what is stored: story by story."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from reader import grouping
from reader.annotate.carry import Kin
from reader.annotate.proposals import Proposal, Proposals
from reader.annotate.records import AnnotationStore, StoreError
from reader.annotate.schema import Schema
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.grouping.siblings import MOST_SIBLINGS


def everywhere(
    corpus: Corpus,
    store: AnnotationStore,
    schema: Schema,
    complain: Callable[[str], object],
    tell: Callable[[int], object] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    stories: Iterable[grouping.Story] | None = None,
) -> Iterator[Proposal]:
    """Yield what is proposed in every story that has a label, then in articles that stand alone.

    The stories are those the index knows, or the ones that are given and no article besides; of one with more
    than `MOST_SIBLINGS` versions the first are taken.
    Takes a few milliseconds for each pair of versions: `tell` is told how many stories are done, and
    `cancelled` is asked between articles; raises `reader.compare.comparison.Cancelled` when it says so. What
    cannot be read is left out and told to `complain`.
    """
    labelled = set(store.articles())
    versions: set[str] = set()
    done = 0
    for story in grouping.stories(corpus) if stories is None else stories:
        ids = [member.entry.id for member in story.members]
        if len(ids) > 1 and not labelled.isdisjoint(ids):
            versions.update(ids)
            yield from _among(
                list(_readable(corpus, ids[:MOST_SIBLINGS])), store, schema, complain, cancelled
            )
            done += 1
            tell(done)
    for article in _readable(corpus, sorted(labelled - versions) if stories is None else ()):
        if _waiting(store, article.id, complain):
            yield from _among([article], store, schema, complain, cancelled)


def stories_of(corpus: Corpus, articles: Iterable[str]) -> list[grouping.Story]:
    """Return the stories that articles are versions of, each once."""
    found = (grouping.story_of(corpus, each) for each in articles)
    return list({story.number: story for story in found if story is not None}.values())


def _among(
    articles: list[Article],
    store: AnnotationStore,
    schema: Schema,
    complain: Callable[[str], object],
    cancelled: Callable[[], bool],
) -> Iterator[Proposal]:
    views: dict[str, View] = {}
    for article in articles:
        try:
            views[article.id] = View(article, store.read(article.id))
        except StoreError as error:
            complain(str(error))
    known = [article for article in articles if article.id in views]
    proposals = Proposals(lambda: schema, lambda article: views[article.id])
    proposals.kin = Kin.of(known, cancelled=cancelled) if len(known) > 1 else None
    for article in known:
        yield from proposals.of(article)


def _waiting(store: AnnotationStore, article_id: str, complain: Callable[[str], object]) -> bool:
    try:
        return bool(store.summary(article_id).proposed)
    except StoreError as error:
        complain(str(error))
        return False


def _readable(corpus: Corpus, ids: Iterable[str]) -> Iterator[Article]:
    for each in ids:
        with suppress(KeyError, Changed, OSError):
            yield corpus[each]
