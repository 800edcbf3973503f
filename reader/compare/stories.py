"""Which articles of a corpus are versions of one story, and which report the same event."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.compare.candidates import Candidate, Table
from reader.compare.clusters import Story, cluster
from reader.compare.comparison import Cancelled
from reader.compare.pairs import VERSIONS, Pair, age, verify
from reader.compare.pool import Pool
from reader.compare.spool import Spool, Spooled
from reader.corpus.article import Article

__all__ = ["VERSIONS", "Cancelled", "Pair", "Progress", "Story", "cluster", "find", "verify"]

Progress = Callable[[str, int, int], None]
"""Told the name of the stage, how much of it is done, and how much there is (0: not known yet)."""

READING, COMPARING = "Reading articles", "Comparing articles"
OFTEN = 200


def find(
    articles: Iterable[Article],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    processes: int | None = None,
) -> list[Story]:
    """Return the stories of a corpus, whatever the order of its articles.

    `articles` is read once and need not fit into memory: each is fingerprinted, and put aside in a temporary
    file until it is compared. More than a few hundred are worked on by worker processes, `processes` of
    them (by default as many as there are cores). An id that was there before is given a suffix (`~2`).

    It is composed of a map, a group and a verification, each of which can run elsewhere: on a distributed
    engine map the articles with `fingerprint`; group as `candidates` says, or call it where the
    fingerprints fit into one memory (about 1 KB an article); join the candidates with their articles and
    map them with `verify`; gather the pairs, which are few, and call `cluster`.

    Raises:
        Cancelled: soon after `cancelled` says so.
    """
    tell = progress or (lambda _what, _done, _total: None)
    with TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "articles"
        shelf = Spooled(path)
        try:
            with Spool(path) as spool, Pool(shelf, processes=processes, cancelled=cancelled) as pool:
                return _find(articles, spool, pool, tell, cancelled)
        finally:
            shelf.close()


def _find(
    articles: Iterable[Article], spool: Spool, pool: Pool, tell: Progress, cancelled: Callable[[], bool]
) -> list[Story]:
    table = Table()
    ages: list[tuple[bool, float, str]] = []
    times: Counter[str] = Counter()

    def put_aside() -> Iterator[int]:
        for article in articles:
            times[article.id] += 1
            if times[article.id] > 1:
                article = replace(article, id=f"{article.id}~{times[article.id]}")
            ages.append(age(article))
            yield spool.put(article)

    for place, packed in pool.fingerprints(_flushed(put_aside(), spool)):
        table.add(place, packed)
        if len(table) % OFTEN == 0:
            tell(READING, len(table), 0)
    order = sorted(range(len(table)), key=ages.__getitem__)
    tell(READING, len(order), len(order))
    rank = {table.number(place): at for at, place in enumerate(order)}
    pairs: list[Pair] = []
    found: Iterable[Candidate] = table.candidates(order, cancelled=cancelled, meet=pool.meetings)
    for done, (candidate, pair) in enumerate(pool.verified(found)):
        if pair is not None:
            pairs.append(pair)
        if done % OFTEN == 0:
            tell(COMPARING, rank[candidate.b], len(order))
    if cancelled():
        raise Cancelled
    tell(COMPARING, len(order), len(order))
    return cluster(pairs)


def _flushed(places: Iterator[int], spool: Spool) -> Iterator[int]:
    """Yield places whose articles can be read by now."""
    ready: list[int] = []
    for place in places:
        ready.append(place)
        if len(ready) == OFTEN:
            spool.flush()
            yield from ready
            ready.clear()
    spool.flush()
    yield from ready
