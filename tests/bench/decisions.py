"""Time per decision, from the key to the fsynced journal line, however many labels are stored.

Usage: python tests/bench/decisions.py [SIZE ...]    (default 10 1000 100000 1000000)

Ratios are to the smallest folder and to a bare append and fsync of as many bytes in the same run.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from reader.annotate import article_file, codec, names
from reader.annotate.anchors import anchor
from reader.annotate.annotation import Annotation
from reader.annotate.entry import Entry
from reader.annotate.records import Change, Record, Step, Stored
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.annotate.store import Store
from reader.corpus.article import Article

SIZES = (10, 1_000, 100_000, 1_000_000)
PER_ARTICLE = 100
ROUNDS = 60
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def article(number: int) -> Article:
    lines = (f"Sentence {i} of article {number} says that the bridge is closed." for i in range(PER_ARTICLE))
    return Article(f"{number % 100:02}/{number:06}.txt", "\n".join(lines), f"Article {number}")


def fill(folder: Path, size: int) -> None:
    """Write `size` labels, both as article files and in the journal, without the program's fsyncs."""
    journal = (folder / "journal.jsonl").open("wb")
    end = seq = 0
    below = None
    for number in range(max(1, size // PER_ARTICLE)):
        made = article(number)
        annotations = [annotation(made, i) for i in range(min(PER_ARTICLE, size))]
        for one in annotations:
            change = Change(made.id, made.digest, ((None, one),))
            step = codec.encode_step(
                Step(f"claim on sentence {one.sentences[0] + 1}", one.created, (change,))
            )
            seq += 1
            line = Entry(seq, "do", one.created, end, end, below, None, end, step).encode()
            journal.write(line)
            below, end = end, end + len(line)
        path = folder / names.article_file(made.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        record = Record({one.id: one for one in annotations}, {}, None, made.digest)
        path.write_bytes(article_file.encode(made.id, Stored(record, seq)))
    journal.close()


def annotation(made: Article, i: int) -> Annotation:
    sentence = made.sentences[i]
    text = made.text[sentence.start : sentence.end]
    place = anchor(made.text, made.digest, sentence.start, sentence.end)
    stamp = "2026-05-01T00:00:00.000Z"
    return Annotation(
        uuid4().hex, made.id, "claim", sentence.start, sentence.end, text, (i,), place, "anna", stamp, stamp
    )


def bare(folder: Path, data: bytes) -> float:
    """Return the median seconds to append `data` to a file and fsync it."""
    descriptor = os.open(folder / "bare", os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        os.write(descriptor, data)
        os.fsync(descriptor)
        times.append(time.perf_counter() - start)
    os.close(descriptor)
    return statistics.median(times)


def measure(folder: Path) -> dict[str, float]:
    """Return median seconds: to open, to see the label (`tag`), and to have it on disk (`saved`)."""
    saved = threading.Event()
    opening, calling, saving = [], [], []
    for _ in range(5):
        start = time.perf_counter()
        store = Store.open(folder, "anna", clock=lambda: NOW, on_saved=lambda _seq: saved.set())
        opening.append(time.perf_counter() - start)
        store.close()
    store = Store.open(folder, "anna", clock=lambda: NOW, on_saved=lambda _seq: saved.set())
    session = Session(store, Schema.default(), lambda: NOW, lambda: uuid4().hex)
    fresh = article(999_999)
    first = article(0)
    session.annotations(first)
    for i in range(ROUNDS):
        made = (fresh, first)[i % 2]
        saved.clear()
        start = time.perf_counter()
        session.tag(made, i // 2, i // 2, "quote")
        calling.append(time.perf_counter() - start)
        saved.wait()
        saving.append(time.perf_counter() - start)
    start = time.perf_counter()
    found = sum(sum(summary.labels.values()) for _, summary in store.summaries())
    listing = time.perf_counter() - start
    store.close()
    return {
        "open": statistics.median(opening),
        "tag": statistics.median(calling),
        "saved": statistics.median(saving),
        "p95": sorted(saving)[int(ROUNDS * 0.95)],
        "list": listing,
        "found": found,
    }


def main(sizes: tuple[int, ...]) -> None:
    base: dict[str, float] = {}
    heads = ("labels", "open", "tag", "saved", "p95", "all counts")
    print(" ".join(f"{head:>9}" for head in heads), "  saved/smallest  saved/bare")
    for size in sizes:
        root = Path(tempfile.mkdtemp(prefix="reader-bench-"))
        try:
            (root / "anna").mkdir()
            fill(root / "anna", size)
            os.sync() if hasattr(os, "sync") else None
            one = annotation(article(0), 0)
            line = json.dumps(codec.encode_annotation(one)).encode()
            plain = bare(root, line + b" " * 300)
            got = measure(root)
            base = base or got
            cells = " ".join(f"{got[key] * 1000:7.2f}ms" for key in ("open", "tag", "saved", "p95"))
            ratios = f"{got['saved'] / base['saved']:14.2f}  {got['saved'] / plain:10.2f}"
            print(f"{size:9,} {cells} {got['list'] * 1000:8.1f}ms   {ratios}", flush=True)
        finally:
            shutil.rmtree(root)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
