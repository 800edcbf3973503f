"""What labelling once costs: versions of one story, all of their sentences labelled.

Usage: python tests/bench/carrying.py [VERSIONS [SENTENCES]]    (default 5 2000)

CPU milliseconds: aligning, the act of one key (without writing, which another thread does), and what is
asked for a screen of sentences.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from reader.annotate.carry import Kin
from reader.annotate.memory import MemoryStore
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.corpus.article import Article

KEYS = 60
SHOWN = 60
WORDS = [
    f"{a}{b}{c}" for a in ("bro", "sta", "mi", "ke", "lu") for b in ("ra", "no", "te", "vi") for c in "nsldt"
]


def story(versions: int, sentences: int) -> list[Article]:
    """Return versions of one text, in each of which one sentence in ten has another word."""
    chance = random.Random(5)
    lines = [[chance.choice(WORDS) for _ in range(18)] for _ in range(sentences)]
    made = []
    for version in range(versions):
        for line in chance.sample(lines, sentences // 10) if version else ():
            line[chance.randrange(18)] = chance.choice(WORDS)
        text = "\n".join(" ".join(line).capitalize() + "." for line in lines)
        made.append(Article(f"{version}.txt", text, str(version)))
    return made


def timed(act: Callable[[int], object], times: int) -> str:
    taken = []
    for i in range(times):
        start = time.process_time()
        act(i)
        taken.append((time.process_time() - start) * 1000)
    return f"median {statistics.median(taken):7.2f} ms   worst {max(taken):7.2f} ms"


def main(versions: int = 5, sentences: int = 2000) -> None:
    articles = story(versions, sentences)
    first, last = articles[0], articles[-1]
    start = time.process_time()
    kin = Kin.of(articles[:4], articles[4:])
    print(f"align 4 of {versions} with all    {(time.process_time() - start) * 1000:7.0f} ms")
    numbers = count()
    session = Session(
        MemoryStore("anna"), Schema.default(), lambda: datetime.now(UTC), lambda: f"n{next(numbers)}"
    )
    for article in articles:
        session.annotations(article)
    session.relate(kin)
    start = time.process_time()
    session.tag(first, 0, sentences - 1, "claim")
    print(f"label all {sentences} at once    {(time.process_time() - start) * 1000:7.0f} ms")
    step = sentences // KEYS
    print("take a label off ", timed(lambda i: session.tag(first, i * step, i * step, "claim"), KEYS))
    print("put it on again  ", timed(lambda i: session.tag(first, i * step, i * step, "claim"), KEYS))
    print("undo             ", timed(lambda i: session.undo(), KEYS))
    print("redo             ", timed(lambda i: session.redo(), KEYS))
    print("no label         ", timed(lambda i: session.clear(first, i * step + 1, i * step + 1), KEYS))
    print(
        f"ask for {SHOWN} sentences",
        timed(lambda i: [session.proposed(last, i * SHOWN % sentences + k) for k in range(SHOWN)], 30),
    )
    start = time.process_time()
    found = session.proposals(last)
    print(f"list {len(found)} proposals of an article {(time.process_time() - start) * 1000:7.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
