"""Quality and speed of sentence alignment beside difflib, greedy word-Indel, rapidfuzz and CollateX.

Run `python tests/bench/align.py`, with `--quality` or `--speed` for half of it. Times are processor times.
CollateX (`pip install collatex Levenshtein`) takes seconds for a pair and does only a few of each set.
The gold data is looked for in `$READER_SHARED` or `../shared`.
"""

import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Indel

from reader.compare.align import align
from reader.compare.comparison import sentence_texts
from reader.corpus.corpus import Corpus

SHARED = Path(os.environ.get("READER_SHARED", Path(__file__).parents[2].parent / "shared"))
Edges = set[tuple[int, int]]
Aligner = Callable[[Sequence[str], Sequence[str]], Edges]


def words(sentence: str) -> list[str]:
    return re.findall(r"\w+", sentence.lower())


def difflib_exact(a: Sequence[str], b: Sequence[str]) -> Edges:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {(i + k, j + k) for i, j, size in blocks for k in range(size)}


def difflib_zip(a: Sequence[str], b: Sequence[str]) -> Edges:
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return {
        pair
        for tag, i1, i2, j1, j2 in codes
        if tag in ("equal", "replace")
        for pair in zip(range(i1, i2), range(j1, j2), strict=False)
    }


def greedy_indel(a: Sequence[str], b: Sequence[str]) -> Edges:
    left, right = [words(s) for s in a], [words(s) for s in b]
    scored = sorted(
        (-Indel.normalized_similarity(x, y), i, j) for i, x in enumerate(left) for j, y in enumerate(right)
    )
    found: Edges = set()
    used_a: set[int] = set()
    used_b: set[int] = set()
    for negative, i, j in scored:
        if -negative >= 0.30 and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            found.add((i, j))
    return found


def ours(a: Sequence[str], b: Sequence[str]) -> Edges:
    return {(edge.i, edge.j) for edge in align(a, b).edges}


def collatex_words(a: Sequence[str], b: Sequence[str]) -> Edges:
    """Align all words with CollateX; sentences correspond that share as many as greedy Indel asks for."""
    import collatex

    spoken = {"A": [words(s) for s in a], "B": [words(s) for s in b]}
    witnesses = [
        {"id": name, "tokens": [{"t": w, "n": w, "of": k} for k, s in enumerate(side) for w in s]}
        for name, side in spoken.items()
    ]
    table = collatex.collate({"witnesses": witnesses}, segmentation=False)
    shared: Counter[tuple[int, int]] = Counter()
    for column in table.columns:
        tokens = [found[0].token_data for found in column.tokens_per_witness.values()]
        if len(tokens) == 2 and tokens[0]["n"] == tokens[1]["n"]:
            shared[tokens[0]["of"], tokens[1]["of"]] += 1
    sizes = {name: [len(s) for s in side] for name, side in spoken.items()}
    return {(i, j) for (i, j), count in shared.items() if 2 * count >= 0.30 * (sizes["A"][i] + sizes["B"][j])}


ALIGNERS: dict[str, Aligner] = {
    "difflib exact": difflib_exact,
    "difflib + zip": difflib_zip,
    "greedy word-Indel": greedy_indel,
    "reader": ours,
}


def gold(name: str) -> list[dict]:
    return json.loads((SHARED / "data/gold/align" / f"{name}.json").read_text(encoding="utf-8"))


def news_sentences() -> list[list[str]]:
    corpus = Corpus.open(SHARED / "data/corpus/basil/basil.jsonl")
    return [sentence_texts(article) for article in corpus]


def split_pairs() -> list[dict]:
    """Make documents of ten sentences, each of which became two, as editors of an encyclopedia split them."""
    seam = re.compile(r"(?:, (?:and|but|while|who|which|as)|;| because| after| when| and) (?=\w)")
    pool = []
    for sentence in (s for article in news_sentences() for s in article):
        total = len(sentence.split())
        seams = [m for m in seam.finditer(sentence) if min(_words_around(sentence, m)) >= 5]
        if seams and 16 <= total <= 60:
            cut = min(seams, key=lambda m: abs(m.start() - len(sentence) / 2))
            subject = " ".join(sentence.split()[:2])
            first, second = sentence[: cut.start()] + ".", sentence[cut.end() :]
            lead = f"{subject} " if len(pool) % 2 else ""
            second = lead + second if lead else second[0].upper() + second[1:]
            pool.append((sentence, first, second))
    random.Random(7).shuffle(pool)
    documents = [pool[k : k + 10] for k in range(0, len(pool) - 9, 10)][:60]
    return [
        {
            "id": str(n),
            "a": [whole for whole, _, _ in document],
            "b": [half for _, *halves in document for half in halves],
            "gold": [[i, 2 * i + k] for i in range(len(document)) for k in (0, 1)],
        }
        for n, document in enumerate(documents)
    ]


def _words_around(sentence: str, match: re.Match[str]) -> tuple[int, int]:
    return len(sentence[: match.start()].split()), len(sentence[match.end() :].split())


def mirrored(pairs: list[dict]) -> list[dict]:
    return [{**p, "a": p["b"], "b": p["a"], "gold": [[j, i] for i, j in p["gold"]]} for p in pairs]


def score(pairs: list[dict], aligner: Aligner) -> tuple[float, float, float, float, float]:
    """Return precision, recall, F1, F1 without identical pairs (all in %), and the seconds it took."""
    right = found = wanted = hard_right = hard_found = hard_wanted = 0
    seconds = 0.0
    for pair in pairs:
        a, b = pair["a"], pair["b"]
        start = time.process_time()
        edges = aligner(a, b)
        seconds += time.process_time() - start
        true = {(i, j) for i, j in pair["gold"]}
        right += len(edges & true)
        found += len(edges)
        wanted += len(true)
        hard, hard_true = ({(i, j) for i, j in some if a[i] != b[j]} for some in (edges, true))
        hard_right += len(hard & hard_true)
        hard_found += len(hard)
        hard_wanted += len(hard_true)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * right / max(found + wanted, 1)
    hard_f1 = 2 * hard_right / max(hard_found + hard_wanted, 1)
    return 100 * precision, 100 * recall, 100 * f1, 100 * hard_f1, seconds


BARS = {
    "ArgRewrite": (97.0, 93.5),
    "Aesop": (62.0, None),
    "update": (99.7, None),
    "rewrite": (99.4, None),
    "spin25": (99.6, None),
    "spin40": (98.5, None),
    "spun seed": (100.0, None),
    "1-2 splits": (98.5, None),
}
"""F1 to reach, and F1 without identical pairs."""

SMALL_WORDS, SMALL_PAIRS = 400, 6


def small(pairs: list[dict]) -> list[dict]:
    """Return a few pairs that CollateX can do in seconds."""
    fitting = [p for p in pairs if sum(len(s.split()) for s in p["a"]) <= SMALL_WORDS]
    return (fitting or pairs)[:SMALL_PAIRS]


def quality() -> None:
    sets = gold_sets()
    print(f"{'':12} {'':18} {'P':>6} {'R':>6} {'F1':>6} {'hard':>6}   ms/pair")
    for name, pairs in sets.items():
        for label, aligner in ALIGNERS.items():
            print_score(name, label, pairs, aligner, BARS.get(name, ()) if label == "reader" else ())
    if find_spec("collatex") is None:
        print("CollateX is not installed: pip install collatex Levenshtein")
        return
    print("\nbeside CollateX, on a few pairs of each set")
    for name, pairs in sets.items():
        for label, aligner in (("CollateX", collatex_words), ("reader", ours)):
            print_score(name, label, small(pairs), aligner)


def print_score(
    name: str, label: str, pairs: list[dict], aligner: Aligner, bars: Sequence[float | None] = ()
) -> None:
    *figures, seconds = score(pairs, aligner)
    line = f"{name:12} {label:18} " + " ".join(f"{x:6.1f}" for x in figures)
    line += f"   {1000 * seconds / len(pairs):7.2f}"
    for bar, figure in zip(bars, figures[2:], strict=False):
        if bar is not None:
            line += f"   {bar} {'met' if round(figure, 1) >= bar else 'not met'}"
    print(line, flush=True)


def gold_sets() -> dict[str, list[dict]]:
    synthetic = gold("synthetic")
    sets = {
        "ArgRewrite": gold("argrewrite"),
        "Aesop": gold("aesop"),
        **{
            kind: [p for p in synthetic if p["kind"] == kind]
            for kind in ("update", "rewrite", "spin25", "spin40")
        },
        "spun seed": gold("spun"),
        "1-2 splits": split_pairs(),
    }
    return sets | {"2-1 merges": mirrored(sets["1-2 splits"])}


def unrelated() -> None:
    """Align articles on different events: every edge is wrong."""
    articles = news_sentences()
    generator = random.Random(3)
    pairs = [generator.sample(range(len(articles)), 2) for _ in range(150)]
    sizes = sum(min(len(articles[x]), len(articles[y])) for x, y in pairs)
    for label, aligner in ALIGNERS.items():
        edges = sum(len(aligner(articles[x], articles[y])) for x, y in pairs)
        print(f"unrelated    {label:18} {100 * edges / sizes:6.2f} edges per 100 sentences")


def revised(sentences: Sequence[str], generator: random.Random) -> list[str]:
    """Return a heavy revision: words dropped and exchanged, sentences dropped and moved."""
    vocabulary = [w for s in sentences[:500] for w in s.split()]
    result = []
    for sentence in sentences:
        tokens = [
            generator.choice(vocabulary) if generator.random() < 0.15 else w
            for w in sentence.split()
            if generator.random() > 0.05
        ]
        if generator.random() > 0.05:
            result.append(" ".join(tokens))
    for _ in range(len(result) // 40):
        result.insert(generator.randrange(len(result)), result.pop(generator.randrange(len(result))))
    return result


def timed(function: Callable[[], object], repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


def speed(sizes: Sequence[int]) -> None:
    pool = [s for article in news_sentences() for s in article]
    while len(pool) < max(sizes):
        pool += [f"{s} {k}" for k, s in enumerate(pool)]
    print("\nheavily revised copy: seconds, and times as long as the peers in this run")
    for size in sizes:
        a = pool[:size]
        b = revised(a, random.Random(size))
        mine = timed(lambda a=a, b=b: align(a, b), 5 if size <= 500 else 2)
        line = f"{size:6} sentences {mine:8.4f} s"
        if size <= 2000:
            matcher = timed(lambda a=a, b=b: difflib_words(a, b), 1)
            matrix = timed(lambda a=a, b=b: every_ratio(a, b), 1)
            line += (
                f"   {mine / matcher:6.2f} x difflib on words   {mine / matrix:6.2f} x all rapidfuzz ratios"
            )
        print(line, flush=True)


def difflib_words(a: Sequence[str], b: Sequence[str]) -> object:
    flat = [[w for s in side for w in words(s)] for side in (a, b)]
    return SequenceMatcher(None, *flat, autojunk=True).get_opcodes()


def every_ratio(a: Sequence[str], b: Sequence[str]) -> object:
    return [process.extractOne(s, b, scorer=Indel.normalized_similarity) for s in a]


if __name__ == "__main__":
    if "--speed" not in sys.argv:
        quality()
        unrelated()
    if "--quality" not in sys.argv:
        speed([40, 200, 500, 2000, 5000])
