"""The orders in which articles are listed, each read off an index of the database."""

from array import array

from reader.corpus.index import Index

ORDERS: dict[str, tuple[str, str]] = {
    "id": ("articles ORDER BY id", ""),
    "title": ("articles ORDER BY title_key, number", ""),
    "source": (
        "articles WHERE source_key > '' ORDER BY source_key, number",
        "articles WHERE source_key = '' ORDER BY number",
    ),
    "date": (
        "articles WHERE moment IS NOT NULL ORDER BY moment DESC, number DESC",
        "articles WHERE moment IS NULL ORDER BY number",
    ),
    "words": ("articles ORDER BY words DESC, number DESC", ""),
    "story": (
        "stories JOIN articles USING (number) ORDER BY story, moment DESC, number DESC",
        "articles WHERE number NOT IN (SELECT number FROM stories) ORDER BY moment DESC, number DESC",
    ),
}
"""By name: the articles that have a place in it, and those that come behind them in either direction."""


def order(index: Index, by: str, reverse: bool = False, most: int | None = None) -> "array[int]":
    """Return the numbers of all articles, or of the first `most`, in an order."""
    placed, others = ORDERS[by]
    found = _numbers(index, placed, None if reverse else most)
    if reverse:
        found.reverse()
    if others and (most is None or len(found) < most):
        found.extend(_numbers(index, others, None if most is None else most - len(found)))
    return found if most is None else found[:most]


def troubled(index: Index) -> "array[int]":
    """Return the numbers of the articles that were read, but not as they stand."""
    named: dict[tuple[int, int | None], list[str]] = {}
    for file, line, path in index.rows("SELECT file, line, path FROM problems WHERE NOT skipped"):
        named.setdefault((file, line), []).append(path)
    rows = index.rows(
        "SELECT number, file, line, id FROM articles WHERE (file, ifnull(line, 0)) IN "
        "(SELECT file, ifnull(line, 0) FROM problems WHERE NOT skipped)"
    )
    found = (number for number, *at, name in rows if name.startswith(tuple(named.get(tuple(at), ()))))
    return array("q", found)


def _numbers(index: Index, articles: str, most: int | None) -> "array[int]":
    limit = "" if most is None else f" LIMIT {most:d}"
    return array("q", [number for (number,) in index.rows(f"SELECT number FROM {articles}{limit}")])
