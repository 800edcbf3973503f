"""How well claims are ranked, with few labels: `python tests/bench/claims.py TRAIN.jsonl DEV.jsonl`.

The train part is the stream of an annotator's decisions, in random order; the dev part is ranked. The peer in
the same run is the model without the signs: what words alone teach. Figures are means over the seeds.
"""

import json
import random
import sys
import time
from pathlib import Path
from statistics import mean

from reader.suggest import claims
from reader.suggest.claims import Claims
from reader.suggest.logistic import fit

COUNTS = (0, 20, 50, 100, 200, 400)
SEEDS = range(5)
KNOWN = {0: (92.4, 96), 20: (92.1, 96), 50: (92.0, 97), 100: (92.1, 96), 200: (93.2, 96), 400: (94.0, 96)}
"""AUC and precision in the top tenth that are known to be within reach, by labels."""

Rows = list[tuple[str, bool]]


def rows(path: str) -> Rows:
    """Return the sentences of a file, and whether each is a claim."""
    found = map(json.loads, Path(path).read_text(encoding="utf-8").splitlines())
    return [(each["text"], bool(each["label"])) for each in found]


def average_precision(ranked: list[bool]) -> float:
    """Return the mean precision at each claim, of claims ranked from the likeliest on."""
    hits, total = 0, 0.0
    for place, claim in enumerate(ranked, 1):
        hits += claim
        total += claim * hits / place
    return total / hits


def area(ranked: list[bool]) -> float:
    """Return the area under the ROC curve: how often a claim stands before a sentence that is none."""
    claims_after, wins = sum(ranked), 0
    for claim in ranked:
        claims_after -= claim
        wins += 0 if claim else claims_after
    return 1 - wins / (sum(ranked) * (len(ranked) - sum(ranked)))


def judged(scores: list[float], dev: Rows) -> tuple[float, float, float]:
    """Return average precision, area and precision in the top tenth, in percent."""
    order = sorted(range(len(dev)), key=lambda at: -scores[at])
    ranked = [dev[at][1] for at in order]
    top = ranked[: len(ranked) // 10]
    return 100 * average_precision(ranked), 100 * area(ranked), 100 * mean(top)


def words_only(known: Rows, dev: Rows) -> list[float]:
    """Return the scores of a model of words, without the signs."""

    def features(text: str) -> dict[str, float]:
        return {name: value for name, value in claims._features(text).items() if name.startswith(" ")}

    model = fit([(features(text), claim) for text, claim in known])
    return [model.logit(features(text)) for text, _ in dev]


def main() -> None:
    """Measure and print."""
    train, dev = rows(sys.argv[1]), rows(sys.argv[2])
    print("labels   AP    AUC   top tenth   (known: AUC, top tenth)   words only: AP    AUC    fit, ms")
    for count in COUNTS:
        ours, theirs, spent = [], [], []
        for seed in SEEDS:
            known = random.Random(seed).sample(train, count)
            begun = time.process_time()
            learned = Claims.learned(known)
            spent.append(1000 * (time.process_time() - begun))
            ours.append(judged([learned.score(text) for text, _ in dev], dev))
            if count:
                theirs.append(judged(words_only(known, dev), dev))
        ap, auc, top = (mean(each) for each in zip(*ours, strict=True))
        peer = "   ".join(f"{mean(each):5.1f}" for each in list(zip(*theirs, strict=True))[:2])
        known_auc, known_top = KNOWN[count]
        ranks = f"{ap:5.1f}  {auc:5.1f}  {top:8.1f}     ({known_auc:.1f}, {known_top})"
        print(f"{count:>6} {ranks}   {peer:>30}  {mean(spent):6.0f}")


if __name__ == "__main__":
    main()
