"""What it costs to find stories: time, memory, and which planted versions are found, as the corpus grows.

Run `python tests/bench/story_costs.py [COUNT …]` (10,000, 30,000 and 100,000 articles of 350 words, one in
20 a planted version). The same articles are given to the usual ways to find near-duplicates, MinHash of
datasketch and of rensa, which only give candidates; `--news` draws the articles from real news instead of
an invented language (in `$READER_SHARED` or `../shared`). Making the articles is not counted.
"""

import os
import random
import re
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise

import generated
from align import SHARED
from versions import KINDS, Planter

from reader.compare.comparison import sentence_texts
from reader.compare.stories import Story, find
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus

SIZES = 10_000, 30_000, 100_000
PLANTED = 20
BANDS, ROWS, SHINGLE = 42, 3, 3
Made = dict[str, list[tuple[str, str]]]


def corpus(count: int, *, news: bool) -> tuple[list[Article], Made]:
    """Return articles, a twentieth of which are versions of others, and the pairs by kind."""
    originals = list((drawn if news else invented)(count - count // PLANTED))
    planter = Planter(text for article in originals[:500] for text in sentence_texts(article))
    made: Made = defaultdict(list)
    versions = []
    for number in range(count // PLANTED):
        source, kind = (
            originals[number * (len(originals) * PLANTED // count)],
            list(KINDS)[number % len(KINDS)],
        )
        text = "\n\n".join(planter.version(sentence_texts(source), kind, source.id))
        versions.append(Article(f"{source.id}-{kind}", text, source.title, date=source.date))
        made[kind].append((source.id, versions[-1].id))
    articles = [Article(a.id, a.text, a.title, date=a.date) for a in [*originals, *versions]]
    random.Random(7).shuffle(articles)
    return articles, made


def invented(count: int) -> Iterator[Article]:
    for record in generated.articles(count):
        yield Article(record["id"], record["text"], record["title"], record["source"], record["date"])


def drawn(count: int) -> Iterator[Article]:
    """Yield articles of real words, each put where it follows the word before in the news, with invented
    names.

    A few names run through each article, as in news; they recur in other articles by Zipf's law.
    """
    follow: defaultdict[str, list[str]] = defaultdict(list)
    for article in Corpus.open(SHARED / "data/corpus/basil/basil.jsonl"):
        words = article.text.split()
        for one, other in pairwise(words):
            follow[one].append(other)
    starts = sorted(word for word in follow if word.istitle())
    names = [f"{first}{last}" for first in generated.names() for last in ("", "by", "ton", "wick", "son")]
    weights = [1 / (rank + 20) for rank in range(len(names))]
    for number in range(count):
        chance = random.Random(f"drawn/{number}")
        cast = chance.choices(names, weights, k=8)
        word, text = chance.choice(starts), []
        for _ in range(generated.WORDS):
            text.append(chance.choice(cast) if word.istitle() and len(word) > 4 else word)
            word = chance.choice(follow.get(word) or starts)
        date = f"{2010 + number % 12}-{number % 11 + 1:02}-{number % 27 + 1:02}"
        yield Article(
            f"n{number}", re.sub(r"(?<=[.!?”]) (?=[A-Z“])", "\n\n", " ".join(text)), text[0], date=date
        )


class Memory:
    """The most memory held at any time by this process and those it started, above that held before."""

    def __enter__(self) -> "Memory":
        self._before, self.peak, self._done = self._now(), 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def before(self) -> float:
        return self._before / 1e9

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self.peak = max(self.peak, self._now())

    @staticmethod
    def _now() -> int:
        import psutil

        total = 0
        for process in (own := psutil.Process(), *own.children(recursive=True)):
            try:
                total += process.memory_info().rss
            except psutil.Error:
                continue
        return total


def spent() -> float:
    return sum(os.times()[:4])


def measured(name: str, articles: list[Article], run: Callable[[], set[tuple[str, str]]], made: Made) -> None:
    with Memory() as memory:
        wall, processor = time.perf_counter(), spent()
        found = run()
        wall, processor = time.perf_counter() - wall, spent() - processor
    recalls = "  ".join(
        f"{kind} {100 * sum(pair in found or pair[::-1] in found for pair in pairs) / len(pairs):.1f}"
        for kind, pairs in made.items()
    )
    print(
        f"{len(articles):>8,} {name:11}{wall:7.1f} s  {processor:7.1f} s of processors  "
        f"{memory.peak / 1e9:.2f} GB at most ({memory.before:.2f} the articles)  "
        f"{len(found):>8,} pairs  recall % {recalls}",
        flush=True,
    )


def stories(articles: list[Article]) -> set[tuple[str, str]]:
    found: list[Story] = find(iter(articles))
    sizes = Counter(len(story.members) for story in found)
    print(f"         stories by their number of members: {dict(sorted(sizes.items()))}")
    return {(a, b) for story in found for a in story.members for b in story.members if a < b}


def shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(each) for each in zip(*(words[k:] for k in range(SHINGLE)), strict=False)] or words


def with_datasketch(articles: list[Article]) -> set[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    pairs = set()
    for article in articles:
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch([each.encode() for each in shingles(article.text)])
        pairs |= {(each, article.id) for each in index.query(sketch)}
        index.insert(article.id, sketch)
    return pairs


def with_rensa(articles: list[Article]) -> set[tuple[str, str]]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.3, num_perm=BANDS * ROWS, num_bands=BANDS)
    pairs = set()
    for number, article in enumerate(articles):
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
        sketch.update(shingles(article.text))
        pairs |= {(articles[each].id, article.id) for each in index.query(sketch)}
        index.insert(number, sketch)
    return pairs


def main() -> None:
    peers = {"datasketch": with_datasketch, "rensa": with_rensa}
    for name in [name for name in peers if find_spec(name) is None]:
        print(f"{name} is not installed: pip install {name}")
        del peers[name]
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or SIZES
    for size in sizes:
        articles, made = corpus(size, news="--news" in sys.argv)
        measured("reader", articles, lambda given=articles: stories(given), made)
        for name, run in peers.items():
            if "--alone" in sys.argv or (name == "datasketch" and size > 30_000):
                continue
            measured(name, articles, lambda given=articles, run=run: run(given), made)


if __name__ == "__main__":
    main()
