"""Quality and speed of suggesting quotes by rules, and where the rules stand among people.

Run `python tests/bench/quotes.py [dev|train]`; the gold data is looked for in `$READER_SHARED` or
`../shared`. The rules were tuned on `train`; `dev` is for reporting. If textacy and a spaCy model are
installed, its finder of direct quotations runs beside ours.
"""

import itertools
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from quote_scores import Finder, Said, Scores, gold_of, likeness, measure, overlap

from reader.corpus import attribution, quotations
from reader.suggest.suggestion import ABOVE

SHARED = Path(os.environ.get("READER_SHARED", Path(__file__).parents[2].parent / "shared"))
STEPS = (0.2, 0.4, 0.5, 0.65, 0.75, 0.85, 0.93, 0.96, 1.01)


def marks(text: str) -> list[Said]:
    """Return whatever stands in quotation marks."""
    return [Said(each.spans, None, None, "direct") for each in quotations.find(text)]


def rules(text: str) -> list[Said]:
    found = attribution.find(text)
    return [Said(each.contents, each.cue, each.source, each.kind) for each in found if each.score >= ABOVE]


def textacy() -> Finder | None:
    """Return textacy's finder of direct quotations; None if it or its model is missing."""
    try:
        import spacy
        from textacy.extract import triples

        model = spacy.load(next(name for name in spacy.util.get_installed_models() if name.startswith("en")))
    except (ImportError, OSError, StopIteration):
        return None

    def one(tokens: list) -> tuple[int, int] | None:
        return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None

    def find(text: str) -> list[Said]:
        try:
            found = list(triples.direct_quotations(model(text)))
        except ValueError:  # an odd number of marks
            return []
        return [
            Said((one(list(each.content)),), one(each.cue), one(each.speaker), "direct") for each in found
        ]

    return find


def among_people(finder: Finder) -> list[str]:
    """Compare finder and people with one another: the mean of each against all other people."""
    articles: dict[str, dict[str, list[Said]]] = defaultdict(dict)
    for record in load("polnear-six-annotators.jsonl"):
        articles[record["text"]][record["annotator"]] = gold_of(record)
    people = sorted({person for said in articles.values() for person in said})
    scores = {pair: Scores() for pair in itertools.permutations([*people, "reader"], 2)}
    for text, said in articles.items():
        both = {**said, "reader": finder(text)}
        for one, other in itertools.permutations(both, 2):
            scores[one, other].add(text, both[other], both[one])
    lines = []
    for one in [*people, "reader"]:
        against = [scores[one, other] for other in people if other != one]
        measures = ("sentence direct+mixed", "sentence all", "exact source", "exact cue", "exact content")
        means = [sum(each[name].figures()[2] for each in against) / len(against) for name in measures]
        lines.append(f"  {one:8} " + "  ".join(f"{mean:5.1f}" for mean in means))
    return lines


def calibration(articles: list[dict]) -> list[str]:
    """Return how many suggestions of each range of scores are right: half alike, and the cue touches."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        gold = gold_of(article)
        for each in attribution.find(article["text"]):
            step = next(i for i, limit in enumerate(STEPS) if each.score < limit)
            said = Said(each.contents, each.cue, each.source, each.kind)
            counts[step][0] += 1
            counts[step][1] += any(is_right(said, other) for other in gold)
    return [
        f"  below {STEPS[step]:.2f}: {found:5} suggested, {right / found:6.1%} right"
        for step, (found, right) in sorted(counts.items())
    ]


def is_right(said: Said, gold: Said) -> bool:
    cue = said.cue is None or (gold.cue is not None and overlap([said.cue], [gold.cue]) > 0)
    return cue and likeness(said.contents, gold.contents) >= 0.5


def speed(text: str, finder: Finder) -> float:
    """Return million characters per second of CPU time, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        finder(text)
        best = min(best, time.process_time() - start)
    return len(text) / best / 1e6


def load(name: str) -> list[dict]:
    path = SHARED / "data/gold/quotes" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else "dev"
    articles = load(f"polnear-{part}.jsonl")
    finders: dict[str, Finder] = {"quotation marks only": marks, "reader": rules}
    if other := textacy():
        finders["textacy"] = other
    print(f"polnear-{part}, {len(articles)} articles, score at least {ABOVE}: F (precision/recall)")
    for name, finder in finders.items():
        print(name, *measure(articles, finder).report(), sep="\n")
    as_given = Scores()
    for article in articles:
        as_given.add(article["text"], gold_of(article, as_given=True), rules(article["text"]))
    print("reader, kinds as the gold has them (it knows neither '' '' nor ‘ ’)")
    print(f"  sentences, direct+mixed  {as_given['sentence direct+mixed']}")
    print("right by score", *calibration(articles), sep="\n")
    print("six people and reader, mean F against the (other) people:")
    print("           d+m    all    source cue   content", *among_people(rules), sep="\n")
    news = "\n\n".join(article["text"] for article in articles)
    print("million characters per second")
    lines = {
        "news": news,
        "only “": "“a " * 100_000,
        "only said": "he said it, " * 30_000,
        "questions": "“Who?” he asked. " * 20_000,
        "names": "Ada Holm and Per Lund. " * 20_000,
    }
    for name, text in lines.items():
        print(f"  {name:10} {speed(text, rules):.2f}")


if __name__ == "__main__":
    main()
