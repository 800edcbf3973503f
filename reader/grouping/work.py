"""The work of finding stories, kept as it is done: fingerprint, verify candidates, cluster, number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from filelock import FileLock, Timeout

from reader.compare.candidates import Candidate, candidates
from reader.compare.comparison import Cancelled
from reader.compare.pool import Pool, Shelf
from reader.compare.relation import Kinship
from reader.compare.stories import Pair, Progress, Story, cluster
from reader.corpus.index import Index
from reader.grouping.numbering import numbered
from reader.grouping.tables import prepare

TOGETHER = 200
"""Articles or pairs after which what is known is kept."""

READING, SEARCHING, COMPARING = "Reading articles", "Looking for versions", "Comparing articles"
_PATIENCE = 0.2
Item = TypeVar("Item")


def bring_up_to_date(
    index: Index, shelf: Shelf, processes: int | None, progress: Progress, cancelled: Callable[[], bool]
) -> bool:
    """Do the work of `update` from here, with so many worker processes; return false if stopped."""
    lock = FileLock(index.file.with_name(f"{index.file.name}.grouping"))
    while not cancelled():
        try:
            with lock.acquire(timeout=_PATIENCE):
                prepare(index)
                _compare(index, shelf, processes, progress, cancelled)
                _sweep(index)
                _keep_stories(index, cluster(_pairs(index)))
            return True
        except Timeout:
            continue
        except Cancelled:
            return False
    return False


def _compare(
    index: Index, shelf: Shelf, processes: int | None, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    """Fingerprint and verify what is new, and keep it in steps."""
    unread = [
        number
        for (number,) in index.rows(
            "SELECT number FROM articles WHERE number NOT IN (SELECT number FROM fingerprints)"
            " ORDER BY number"
        )
    ]
    with Pool(shelf, len(unread), processes, cancelled) as pool:
        done = 0
        for prints in _batches(pool.fingerprints(unread)):
            with index.change() as connection:
                connection.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", prints)
            done += len(prints)
            progress(READING, done, len(unread))
        found = _to_verify(index, pool, progress, cancelled)
        done = 0
        for answers in _batches(pool.verified(found)):
            _keep_pairs(index, answers)
            done += len(answers)
            progress(COMPARING, done, len(found))


def _to_verify(
    index: Index, pool: Pool, progress: Progress, cancelled: Callable[[], bool]
) -> list[Candidate]:
    """Return the candidates among which is a new article, but for those verified before it was stopped."""
    progress(SEARCHING, 0, 0)
    fresh = _fresh(index)
    if not fresh:
        return []
    verified = {(min(pair), max(pair)) for pair in index.each("SELECT a, b FROM pairs")}
    prints = index.each("SELECT number, value FROM fingerprints JOIN articles USING (number) ORDER BY number")
    found = [
        each
        for each in candidates(prints, fresh, cancelled=cancelled, meet=pool.meetings)
        if (min(each.a, each.b), max(each.a, each.b)) not in verified
    ]
    if cancelled():
        raise Cancelled
    return found


def _fresh(index: Index) -> set[int]:
    """Return the articles to compare: those not grouped yet, and those whose text also stood in an article
    that is gone, since that one may have been compared in their place."""
    return {
        number
        for (number,) in index.rows(
            "SELECT number FROM fingerprints WHERE number NOT IN (SELECT number FROM grouped)"
            " UNION SELECT number FROM articles WHERE digest IN"
            " (SELECT digest FROM grouped WHERE number NOT IN (SELECT number FROM articles))"
        )
    }


def _keep_pairs(index: Index, answers: Iterable[tuple[Candidate, Pair | None]]) -> None:
    answers = list(answers)
    numbers = {number for candidate, _ in answers for number in candidate[:2]}
    marks = ", ".join("?" * len(numbers))
    ids = dict(index.rows(f"SELECT number, id FROM articles WHERE number IN ({marks})", [*numbers]))
    rows = []
    for (one, other, _), pair in answers:
        if pair is None:
            rows.append((one, other, 0.0, Kinship.UNRELATED))
        else:
            a, b = (one, other) if ids.get(one) == pair.a else (other, one)
            rows.append((a, b, pair.share, pair.relation))
    with index.change() as connection:
        connection.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?)", rows)


def _sweep(index: Index) -> None:
    """Drop what is kept of articles that are gone, and the pairs that are nothing."""
    gone = "NOT IN (SELECT number FROM articles)"
    with index.change() as connection:
        connection.execute(f"DELETE FROM fingerprints WHERE number {gone}")
        connection.execute(
            f"DELETE FROM pairs WHERE a {gone} OR b {gone} OR relation = ?", (Kinship.UNRELATED,)
        )


def _pairs(index: Index) -> Iterator[Pair]:
    for a, b, share, relation in index.each(
        "SELECT one.id, two.id, share, relation FROM pairs JOIN articles AS one ON one.number = a"
        " JOIN articles AS two ON two.number = b ORDER BY one.id, two.id"
    ):
        yield Pair(a, b, share, Kinship(relation))


def _keep_stories(index: Index, stories: Sequence[Story]) -> None:
    """Number the stories and keep them; whatever has a fingerprint is grouped now."""
    before = dict(index.rows("SELECT id, story FROM grouped WHERE story IS NOT NULL"))
    known = index.rows("SELECT value FROM grouping WHERE name = 'following'")
    numbers, following = numbered(
        [story.members for story in stories], before, int(known[0][0]) if known else 1
    )
    of_ids = {each: number for story, number in zip(stories, numbers, strict=True) for each in story.members}
    held = (
        (number, pair and (pair.a if pair.b == member else pair.b), member)
        for story, number in zip(stories, numbers, strict=True)
        if len(story.members) > 1
        for member in story.members
        for pair in (story.held.get(member),)
    )
    with index.change() as connection:
        connection.execute("DELETE FROM grouped")
        connection.execute(
            "INSERT INTO grouped SELECT number, id, digest, NULL FROM articles"
            " JOIN fingerprints USING (number)"
        )
        connection.executemany(
            "UPDATE grouped SET story = ? WHERE id = ?", ((number, each) for each, number in of_ids.items())
        )
        connection.execute("DELETE FROM stories")
        connection.executemany(
            "INSERT INTO stories SELECT number, ?, (SELECT number FROM grouped WHERE id = ?)"
            " FROM grouped WHERE id = ?",
            held,
        )
        connection.execute("INSERT OR REPLACE INTO grouping VALUES ('following', ?)", (str(following),))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, TOGETHER)):
        yield batch
