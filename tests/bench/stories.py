"""Stories found in real news with planted versions, and what it costs to find them among 100,000 articles.

Run `python tests/bench/stories.py`, with `--quality` or `--cost` for half of it; `--cost COUNT` for one size.
The news (BASIL: 50 events, each told by three outlets) is looked for in `$READER_SHARED` or `../shared`.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import combinations

from align import SHARED
from versions import KINDS, Planter

from reader.compare.comparison import sentence_texts
from reader.compare.relation import Kinship
from reader.compare.stories import Story, find
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus

Pairs = set[frozenset[str]]


def f1(found: Pairs, gold: Pairs) -> str:
    true = len(found & gold)
    precision, recall = true / max(1, len(found)), true / max(1, len(gold))
    score = 2 * true / max(1, len(found) + len(gold))
    return f"F1 {100 * score:5.1f}  P {100 * precision:5.1f}  R {100 * recall:5.1f}"


def together(groups: Iterable[Collection[str]]) -> Pairs:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def linked(stories: list[Story], among: Collection[str]) -> Pairs:
    pairs = (pair for story in stories for pair in story.pairs if pair.relation is Kinship.EVENT)
    return {frozenset((pair.a, pair.b)) for pair in pairs if pair.a in among and pair.b in among}


def planted(articles: list[Article], kinds: Iterable[str]) -> dict[str, list[Article]]:
    planter = Planter(sentence for article in articles for sentence in sentence_texts(article))
    return {
        kind: [
            Article(
                f"{article.id}-{kind}",
                "\n\n".join(planter.version(sentence_texts(article), kind, article.id)),
                article.title,
                f"{article.source} ({kind})",
                article.date,
            )
            for article in articles
        ]
        for kind in kinds
    }


def undated(articles: Iterable[Article]) -> list[Article]:
    return [Article(a.id, a.text, a.title, a.source, metadata=a.metadata) for a in articles]


def quality() -> None:
    dated = list(Corpus.open(SHARED / "data/corpus/basil/basil.jsonl"))
    events = {article.id: article.metadata["event"] for article in dated}
    names = sorted(set(events.values()))
    for articles, told in ((dated, "with dates"), (undated(dated), "without dates")):
        print(f"{len(articles)} articles {told}")
        found = linked(find(articles), events)
        print(f"  same event, alone         {f1(found, same_event(events))}")
        for half in (0, 1):
            some = {each: event for each, event in events.items() if names.index(event) % 2 == half}
            here = {pair for pair in found if pair <= some.keys()}
            print(f"    {('tuned on', 'held out')[half]:24}{f1(here, same_event(some))}")
        versions = planted(articles, KINDS)
        for kind, made in versions.items():
            report(kind, [*articles, *made], [kind], events)
        report(
            "all kinds", [*articles, *(each for made in versions.values() for each in made)], KINDS, events
        )


def same_event(events: dict[str, str]) -> Pairs:
    return {frozenset((a, b)) for a, b in combinations(events, 2) if events[a] == events[b]}


def report(name: str, articles: list[Article], kinds: Iterable[str], events: dict[str, str]) -> None:
    stories = find(articles)
    gold = together([each, *(f"{each}-{kind}" for kind in kinds)] for each in events)
    relations = Counter(p.relation for s in stories for p in s.pairs if p.relation is not Kinship.EVENT)
    found = together(story.members for story in stories)
    print(f"  versions, {name:16}{f1(found, gold)}  {', '.join(f'{n} {r}' for r, n in relations.items())}")
    print(f"    same event              {f1(linked(stories, events), same_event(events))}")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    if "--cost" not in wanted:
        quality()
