"""The tables of an index that grouping alone writes.

- `fingerprints(number, value)`: what `reader.compare.candidates.fingerprint` makes of an article.
- `pairs(a, b, share, relation)`: every verified pair of article numbers, `a` the earlier or the source; while
  an update is under way also those that turned out to be nothing, with relation `unrelated`.
- `stories(number, story, held)`: the articles of stories of two or more, and the article that holds each.
- `grouped(number, id, digest, story)`: the articles as they were when they were last grouped, by which an
  update knows what is new, changed and gone; here single articles, too, have a story if they are linked to
  others by an event.
- `grouping(name, value)`: the format of all this, and the number that the next new story gets.
"""

import sqlite3

from reader.compare import fingerprints
from reader.corpus.index import Index

FORMAT = f"1.{fingerprints.FORMAT}"
_OWN = """
CREATE TABLE IF NOT EXISTS grouped (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL, story INTEGER);
CREATE INDEX IF NOT EXISTS grouped_by_story ON grouped (story);
CREATE INDEX IF NOT EXISTS grouped_by_id ON grouped (id);
CREATE TABLE IF NOT EXISTS grouping (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def known(index: Index) -> bool:
    """Return whether anything was grouped in a format that is understood."""
    try:
        found = index.rows("SELECT value FROM grouping WHERE name = 'format'")
    except sqlite3.OperationalError:
        return False
    return bool(found) and found[0][0] == FORMAT


def prepare(index: Index) -> None:
    """Make the tables ready; what stands there in another format is dropped."""
    if known(index):
        return
    with index.change() as connection:
        for statement in _OWN.split(";\n"):
            connection.execute(statement)
        for table in ("fingerprints", "pairs", "stories", "grouped"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR REPLACE INTO grouping VALUES ('format', ?)", (FORMAT,))


def pending(index: Index) -> bool:
    """Return whether articles are new, changed or gone since they were last grouped."""
    if not known(index):
        return True
    return bool(
        index.rows(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM articles WHERE number NOT IN (SELECT number FROM grouped))"
            " OR EXISTS (SELECT 1 FROM grouped WHERE number NOT IN (SELECT number FROM articles))"
        )
    )
