"""What the comparison says of pairs whose relation is known, and which sentences it takes for furniture.

Run `python tests/bench/relations.py`; the data is looked for in `$READER_SHARED` or `../shared`. Reports of
one event by several outlets (BASIL) are no versions of each other, and hardly hold furniture or repeats.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from align import SHARED, gold

from reader.compare.comparison import Comparison
from reader.compare.relation import Side
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.corpus.furniture import SiteLines, furniture, repeats


def known_versions() -> Iterator[tuple[str, Article, Article]]:
    for name in ("synthetic", "argrewrite", "aesop", "spun"):
        for number, pair in enumerate(gold(name)):
            one, other = (
                Article(f"{name}-{number}-{side}", "\n".join(pair[side]), side) for side in ("a", "b")
            )
            yield pair.get("kind", name), one, other


def news_pairs(articles: list[Article]) -> Iterator[tuple[str, Article, Article]]:
    events = defaultdict(list)
    for article in articles:
        events[article.metadata["event"]].append(article)
    for reports in events.values():
        for one, other in combinations(reports, 2):
            yield "same event", one, other
    generator = random.Random(1)
    for _ in range(150):
        one, other = generator.sample(articles, 2)
        if one.metadata["event"] != other.metadata["event"]:
            yield "other event", one, other


def main() -> None:
    articles = tuple(Corpus.open(SHARED / "data/corpus/basil/basil.jsonl"))
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong_way = 0
    start = time.process_time()
    for kind, one, other in [*known_versions(), *news_pairs(list(articles))]:
        summary = Comparison.of([one, other]).summary(1)
        verdicts[kind][summary.kinship] += 1
        wrong_way += summary.source is Side.OTHER
    seconds = time.process_time() - start
    for kind, found in verdicts.items():
        told = ", ".join(f"{count} {name}" for name, count in found.most_common())
        print(f"{kind:12} {told}")
    total = sum(found.total() for found in verdicts.values())
    print(f"spun copies taken for the source: {wrong_way};  {1000 * seconds / total:.1f} ms per pair")
    site = SiteLines.learn(articles)
    skipped = sum(len(furniture(article, site.of(article)) | repeats(article).keys()) for article in articles)
    print(f"furniture and repeats in {sum(len(a.sentences) for a in articles):,} sentences: {skipped}")


if __name__ == "__main__":
    main()
