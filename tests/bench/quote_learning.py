"""What is gained by learning quotes from finished articles, by their number; needs `reader-tui[crf]`.

Run `python tests/bench/quote_learning.py`; the gold data is looked for in `$READER_SHARED` or `../shared`.
Articles of `train` come in a fixed random order, `dev` is measured.
"""

import json
import os
import random
import tempfile
import time
from pathlib import Path

from quote_scores import Said, Scores, measure

from reader.corpus.article import Article
from reader.suggest import crf, quotes
from reader.suggest.crf import Finished, Learned
from reader.suggest.suggestion import ABOVE, Suggestion

SHARED = Path(os.environ.get("READER_SHARED", Path(__file__).parents[2].parent / "shared"))
COUNTS = (5, 10, 20, 50, 100, 160)
MEASURES = ("sentence direct+mixed", "sentence all", "exact source", "exact cue", "exact content")


def load(part: str) -> list[dict]:
    path = SHARED / f"data/gold/quotes/polnear-{part}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def finished(article: dict) -> Finished:
    roles = ("content", "cue", "source")
    parts = [(role, s, e) for each in article["attributions"] for role in roles for s, e in each[role]]
    return Finished(article["text"], parts)


def said(suggestion: Suggestion) -> Said:
    contents = tuple((start, end) for role, start, end in suggestion.parts if role == "content")
    one = {role: (start, end) for role, start, end in suggestion.parts if role != "content"}
    return Said(contents, one.get("cue"), one.get("source"), suggestion.attributes["kind"])


def line(name: str, scores: Scores) -> str:
    found = 100 * scores.counts["found indirect"] / scores.counts["gold indirect"]
    return f"{name:>6}  " + "  ".join(str(scores[each]) for each in MEASURES) + f"  {found:.1f}"


def main() -> None:
    train, dev = load("train"), load("dev")
    random.Random(1).shuffle(train)
    print("articles, F (precision/recall): sentences direct+mixed, all; exact source, cue, content; found")

    def by(suggest):
        return measure(
            dev, lambda text: [said(each) for each in suggest(Article("a", text, "a")) if each.score >= ABOVE]
        )

    print(line("rules", by(quotes.suggest)))
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            path = Path(folder) / f"{count}.crf"
            begun = time.process_time()
            crf.train(map(finished, train[:count]), path)
            spent = time.process_time() - begun
            print(line(str(count), by(Learned(path).suggest)), f"{spent:.1f} s")


if __name__ == "__main__":
    main()
