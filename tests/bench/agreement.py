"""Agreement of people on gold data, beside the figures it should give, and its cost at 100,000 labels.

Usage: python tests/bench/agreement.py [GOLD.jsonl]    (default: the six annotators of READER_SHARED)

Each line of the gold is an article as one annotator saw it: `id`, `text`, `annotator`, and `attributions` of
`source`, `cue` and `content` spans. Everybody decided every sentence. The expected figures were measured with
other sentences, and words, than ours; α by the `krippendorff` package is of the very same ones.
"""

import json
import os
import statistics
import sys
import time
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

import krippendorff

from reader.annotate import coefficients
from reader.annotate.agreement import Agreement, Tally
from reader.annotate.anchors import anchor
from reader.annotate.annotation import Anchor, Annotation, Mark, Part
from reader.annotate.coefficients import Figure
from reader.annotate.records import Record, mark_key
from reader.annotate.view import View
from reader.corpus.article import Article

GOLD = Path(os.environ.get("READER_SHARED", "/work/shared")) / "data/gold/quotes/polnear-six-annotators.jsonl"
REPORTED = {
    "α of sentences": 0.800,
    "κ of sentences": 0.801,
    "α of tokens": 0.782,
    "F1 of source": 0.79,
    "F1 of cue": 0.74,
    "F1 of content": 0.67,
}
ROLES = ("source", "cue", "content")
LABELS = 100_000
PER_ARTICLE = 100
_numbers = count()


def record(article: Article, gold: dict[str, Any], annotator: str) -> Record:
    """Return what an annotator of the gold said, every sentence decided."""
    made = [annotation(article, each, annotator) for each in gold["attributions"]]
    marks = [
        Mark(s.start, s.end, article.sentence_text(s.index), Anchor(digest=article.digest), decided=True)
        for s in article.sentences
    ]
    return Record({each.id: each for each in made}, {mark_key(mark): mark for mark in marks})


def annotation(article: Article, gold: dict[str, Any], annotator: str) -> Annotation:
    parts = tuple(
        Part(role, start, end, article.text[start:end]) for role in ROLES for start, end in gold[role]
    )
    contents = [part for part in parts if part.role == "content"] or parts
    start, end = min(part.start for part in contents), max(part.end for part in contents)
    at = anchor(article.text, article.digest, start, end)
    text = article.text[start:end]
    return Annotation(
        f"a{next(_numbers)}", article.id, "quote", start, end, text, (), at, annotator, "", "", parts
    )


def of_gold(path: Path) -> tuple[Agreement, Figure, float]:
    """Return what the annotators of the gold agree on, α of words, and α of sentences by the package."""
    seen: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        seen[gold["id"]][gold["annotator"]] = gold
    names = sorted({name for each in seen.values() for name in each})
    tally = Tally(names, ["quote"])
    sentences: list[list[bool]] = []
    tokens: list[tuple[coefficients.Pattern, int]] = []
    for article_id, by in seen.items():
        article = Article(article_id, next(iter(by.values()))["text"], article_id)
        views = [View(article, record(article, by[name], name)) for name in names]
        tally.add(article, views)
        sentences += [[bool(view.accepted(s.index)) for view in views] for s in article.sentences]
        tokens += of_tokens(article.text, [by[name]["attributions"] for name in names])
    columns = [list(map(int, column)) for column in zip(*sentences, strict=True)]
    reference = krippendorff.alpha(reliability_data=columns, level_of_measurement="nominal")
    return tally.agreement(), coefficients.alpha(tokens), reference


def of_tokens(text: str, said: list[list[dict[str, Any]]]) -> list[tuple[coefficients.Pattern, int]]:
    """Return the role that each annotator gave each word."""
    at, words = 0, []
    for word in text.split():
        at = text.index(word, at)
        words.append(at)
        at += len(word)
    roles = [
        {at: role for each in attributions for role in ROLES for s, e in each[role] for at in range(s, e)}
        for attributions in said
    ]
    return [(tuple(role.get(at, "none") for role in roles), 1) for at in words]


def print_gold(path: Path) -> None:
    found, tokens, reference = of_gold(path)
    (quote,) = found.labels
    exact = {each.role: each.exact.mean.value for each in found.spans if each.role}
    measured = {
        "α of sentences": quote.alpha.value,
        "κ of sentences": quote.kappa.mean.value,
        "α of tokens": tokens.value,
        **{f"F1 of {role}": exact[role] for role in ROLES},
    }
    print(f"{len(found.annotators)} people, {found.articles} articles, {quote.sentences} sentences")
    print(f"κ from {quote.kappa.low:.3f} to {quote.kappa.high:.3f}, percent {quote.percent.value:.1%}")
    print(f"α of sentences by the package {reference:.3f}")
    for name, value in measured.items():
        print(f"{name:16} {value:.3f}   expected {REPORTED[name]:.3f}")
    for each in found.spans:
        means = each.exact.mean.value, each.overlap.mean.value
        print("{:8} exact {:.3f}  overlap {:.3f}".format(each.role or "whole", *means))


def print_cost() -> None:
    """Time the views and the count for two annotators with so many labels together."""
    views: list[tuple[Article, list[View]]] = []
    began = time.process_time()
    for number in range(LABELS // 2 // PER_ARTICLE):
        lines = (f"Sentence {i} of article {number} says that costs rose." for i in range(PER_ARTICLE))
        article = Article(f"{number}.txt", "\n".join(lines), f"{number}")
        views.append((article, [View(article, everything(article, name)) for name in ("ann", "ben")]))
    placed = time.process_time()
    times = []
    for _ in range(3):
        start = time.process_time()
        tally = Tally(["ann", "ben"], ["claim", "quote"])
        for article, both in views:
            tally.add(article, both)
        found = tally.agreement()
        times.append(time.process_time() - start)
    print(
        f"{LABELS:,} labels of two annotators: {placed - began:.2f} s to make and place them, "
        f"{statistics.median(times):.2f} s to count ({found.overall.sentences:,} sentences)"
    )


def everything(article: Article, name: str) -> Record:
    """Label every sentence; the annotators differ on every seventh."""
    made = {}
    for s in article.sentences:
        label = "quote" if s.index % 7 == 0 and name == "ben" else "claim"
        text = article.sentence_text(s.index)
        at = Anchor(digest=article.digest)
        new = f"b{next(_numbers)}"
        made[new] = Annotation(
            new, article.id, label, s.start, s.end, text, (s.index,), at, name, "", "", (), {"sure": True}
        )
    return Record(made)


if __name__ == "__main__":
    print_gold(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)
    print_cost()
