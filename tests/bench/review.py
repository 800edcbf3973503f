"""What looking over all labels costs: `python tests/bench/review.py [LABELS]`, 100,000 by default.

Times are CPU time of the program, but those to the disk. The peer for reading is the standard library parsing
the same files, that for searching is a bare loop that folds nothing and looks for a word in each text.
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from decisions import fill

from reader.annotate.article_file import files
from reader.annotate.pace import pace
from reader.annotate.review import Row, counted, matching, parse, rows
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.annotate.store import Store

T = TypeVar("T")
NOW = datetime(2026, 5, 2, tzinfo=UTC)
BULK = 1_000
SCHEMA = Schema.default()
QUERIES = (
    "bri",
    "bridge",
    "label:claim",
    "status:proposed",
    "speaker:ana",
    '-label:quote "bridge is closed"',
)


def timed(name: str, do: Callable[[], T], times: int = 1) -> T:
    """Do something, print the least CPU time it took, and return what it returned."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        found = do()
        spent.append(time.process_time() - start)
    print(f"{name:44} {min(spent) * 1000:10.1f} ms", flush=True)
    return found


def about(article_id: str) -> tuple[str, str, int | None]:
    """Return what the index would know of an article."""
    return f"Article {article_id}", "Northline", None


def search(found: list[Row]) -> None:
    """Time the letters of searches, the first of which folds the words of each row."""
    timed("first letter: folds all words", lambda: matching(found, parse("b*", SCHEMA)))
    for text in QUERIES:
        wanted = parse(text, SCHEMA, typing=True)
        timed(f"  {text}", lambda wanted=wanted: matching(found, wanted), 3)
    timed("  peer: a bare loop for one word", lambda: [r for r in found if "bridge" in r.annotation.text], 3)


def change(store: Store, found: list[Row], saved: threading.Event) -> None:
    """Time one act on many labels, and undoing it."""
    session = Session(store, SCHEMA, lambda: NOW, lambda: uuid4().hex)
    spots = [(row.annotation.article, row.annotation.id) for row in found[:: len(found) // BULK]][:BULK]

    def act(name: str, do: Callable[[], object]) -> None:
        saved.clear()
        start = time.perf_counter()
        timed(f"{name} {len(spots):,} in {len({article for article, _ in spots}):,} articles", do)
        saved.wait(60)
        print(f"{'  until it is on disk (wall)':44} {(time.perf_counter() - start) * 1000:10.1f} ms")

    act("relabel", lambda: session.relabel_all(spots, "quote"))
    act("undo", session.undo)


def main(labels: int) -> None:
    with tempfile.TemporaryDirectory(prefix="reader-bench-") as folder:
        root = Path(folder)
        (root / "anna").mkdir()
        fill(root / "anna", labels)
        saved = threading.Event()
        store = Store.open(root, "anna", clock=lambda: NOW, on_saved=lambda _seq: saved.set())
        paths = list(files(root / "anna"))
        timed("peer: json.loads of all files", lambda: [json.loads(path.read_bytes()) for path in paths])
        found = timed(f"read {labels:,} labels", lambda: list(rows([store], about)))
        timed("count them", lambda: counted(found))
        timed("pace of all decisions", lambda: pace(store.steps()))
        search(found)
        change(store, found, saved)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
