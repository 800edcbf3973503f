"""What an export costs: `python tests/bench/exporting.py [LABELS]`, a million by default.

Documents are made as they are asked for, so memory is that of the export alone. The peer is the standard
library encoding the same rows, made beforehand. Then the same with labels from disk, on a smaller store.
"""

import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.annotate.acts.importing import Arrival, Draft
from reader.annotate.annotation import Anchor, Annotation, Status
from reader.annotate.schema import Schema
from reader.corpus.article import Article
from reader.exchange.document import Document
from reader.exchange.exporting import export
from reader.exchange.formats import FORMATS, Job, Unit
from reader.exchange.gather import documents
from reader.exchange.jsonl import sentence_rows
from reader.exchange.losses import Losses
from reader.exchange.selection import Selection
from reader.workspace import locate, open_session

SENTENCES = 100
FORMATS_MEASURED = ("jsonl", "csv", "doccano", "prodigy", "web-annotation")


def article(number: int) -> Article:
    """Return an article of a hundred sentences."""
    lines = [
        f"The mayor opened bridge {number}.{each} on Sunday, and costs rose." for each in range(SENTENCES)
    ]
    return Article(f"a{number:06}.txt", "\n".join(lines), f"Bridge {number}")


def document(made: Article, number: int) -> Document:
    """Return it with a label on every sentence."""
    said = tuple(
        Annotation(
            f"{number:x}-{each.index:x}",
            made.id,
            "claim" if each.index % 2 else "quote",
            each.start,
            each.end,
            made.text[each.start : each.end],
            (each.index,),
            Anchor(),
            "anna",
            "2026-01-01T00:00:00.000Z",
            "2026-01-01T00:00:00.000Z",
        )
        for each in made.sentences
    )
    decided = {"anna": frozenset(range(len(made.sentences)))}
    return Document(made, said, decided, story=made.id)


def stream(labels: int) -> Iterator[Document]:
    """Yield documents until they hold so many labels; their making is timed apart."""
    first = document(article(0), 0)
    for number in range(labels // SENTENCES):
        yield replace(first, story=f"story {number}")


class Sink(io.RawIOBase):
    """Counts bytes and forgets them."""

    size = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Count."""
        self.size += len(data)
        return len(data)


def job() -> Job:
    """Return a job of sentences."""
    return Job(Schema.default(), ("claim", "quote"), Losses(), Unit.SENTENCE)


def peak() -> float:
    """Return the highest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    labels = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rows = [row for each in stream(2000) for row in sentence_rows(each, job())]
    begun = time.process_time()
    for row in rows * 5:
        json.dumps(row)
    floor = (time.process_time() - begun) / (len(rows) * 5)
    print(f"json.dumps of the rows alone: {1 / floor:,.0f} labels/s")
    before = peak()
    for name in FORMATS_MEASURED:
        sink, count = Sink(), labels if name == "jsonl" else labels // 20
        begun = time.process_time()
        wanted = job() if Unit.SENTENCE in FORMATS[name].units else replace(job(), unit=Unit.ARTICLE)
        export(FORMATS[name], sink, lambda count=count: stream(count), wanted, {})
        took = (time.process_time() - begun) / count
        print(
            f"{name:15} {count:>9,} labels {1 / took:>10,.0f} labels/s  {took / floor:5.1f}x json.dumps"
            f"  {sink.size / 1e6:8,.1f} MB  memory +{peak() - before:.0f} MB"
        )
    from_disk(200)


def from_disk(articles: int) -> None:
    """Measure the whole way, from annotation files to JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        place = locate(Path(folder), annotator="anna")
        made = [article(number) for number in range(articles)]
        session = open_session(place)
        arrivals = [
            Arrival(each, tuple(Draft(f"{n}-{s.index}", "claim", s.start, s.end) for s in each.sentences))
            for n, each in enumerate(made)
        ]
        session.bring(arrivals, "bench", Status.ACCEPTED)
        session.store.close()
        session = open_session(place, read_only=True)
        begun = time.process_time()
        source = lambda: documents(made, [session.store], Selection(), Losses())  # noqa: E731
        tally = export(FORMATS["jsonl"], Sink(), source, job(), {})
        took = time.process_time() - begun
        print(f"from annotation files: {tally.total:,} labels, {tally.total / took:,.0f} labels/s")
        session.store.close()


if __name__ == "__main__":
    main()
