"""Quality and speed of the word diff beside plain difflib and rapidfuzz, on edits that people marked.

Run `python tests/bench/words.py`; the gold data is looked for in `$READER_SHARED` or `../shared`. Token F1
counts changed words of both sentences (over all pairs, and as the mean of the pairs), hunk F1 counts hunks
whose words are exactly those of the annotators. Where they left more than one reading, the closest counts;
"first" takes the first one only. The figures to beat are 96.5 token F1 and 69 hunk F1. A placeholder such as
`[MATH]` stands for one word and is made one.
"""

import json
import os
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz.distance import Indel

from reader.compare.words import diff

SHARED = Path(os.environ.get("READER_SHARED", Path(__file__).parents[2].parent / "shared"))
Range = tuple[int, int]
Hunks = set[tuple[Range | None, Range | None]]
Differ = Callable[[str, str], Hunks]


def by_opcodes(opcodes) -> Hunks:
    return {
        ((i1, i2) if i1 < i2 else None, (j1, j2) if j1 < j2 else None)
        for tag, i1, i2, j1, j2 in opcodes
        if tag != "equal"
    }


def plain_difflib(a: str, b: str) -> Hunks:
    return by_opcodes(SequenceMatcher(None, a.split(), b.split(), autojunk=False).get_opcodes())


def plain_indel(a: str, b: str) -> Hunks:
    blocks = [tuple(code) for code in Indel.opcodes(a.split(), b.split())]
    merged: list[tuple[str, int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in blocks:
        if merged and merged[-1][0] != "equal" and tag != "equal":
            _, p1, _, q1, _ = merged.pop()
            merged.append(("replace", p1, i2, q1, j2))
        else:
            merged.append((tag, i1, i2, j1, j2))
    return by_opcodes(merged)


def ours(a: str, b: str) -> Hunks:
    places = [[m.span() for m in re.finditer(r"\S+", text)] for text in (a, b)]
    return {(touched(places[0], *hunk.a), touched(places[1], *hunk.b)) for hunk in diff(a, b).hunks}


def touched(places: list[Range], start: int, end: int) -> Range | None:
    """Return the range of space-separated tokens that a range of code points touches."""
    if start == end:
        return None
    first = bisect_right([e for _, e in places], start)
    last = bisect_left([s for s, _ in places], end)
    return (first, last)


DIFFERS: dict[str, Differ] = {"difflib": plain_difflib, "rapidfuzz Indel": plain_indel, "reader": ours}


def one_word(text: str) -> str:
    return re.sub(r"\[([A-Z]+)\]", r"X\1X", text)


def readings(pair: dict) -> list[Hunks]:
    found = []
    for key in ("edits-combination-0", "edits-combination-1", "edits-combination-2"):
        edits = pair[key].values()
        if edits or key.endswith("0"):
            spans = [(e["sentence-1-token-indices"], e["sentence-2-token-indices"]) for e in edits]
            found.append({(tuple(a) if a else None, tuple(b) if b else None) for a, b in spans})
    return found


def changed(hunks: Hunks) -> set[tuple[int, int]]:
    return {(side, t) for hunk in hunks for side in (0, 1) if hunk[side] for t in range(*hunk[side])}


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / max(found + wanted, 1)


def score(pairs: list[dict], differ: Differ, first: bool = False) -> dict[str, float]:
    tokens, hunks = [0, 0, 0], [0, 0, 0]
    mean = seconds = 0.0
    for pair in pairs:
        a, b = one_word(pair["sentence-1"]), one_word(pair["sentence-2"])
        start = time.perf_counter()
        found = differ(a, b)
        seconds += time.perf_counter() - start
        marked = changed(found)
        golds = readings(pair)[: 1 if first else None]
        best = max(golds, key=lambda gold: f1(len(found & gold), len(found), len(gold)))
        counts = (len(marked & changed(best)), len(marked), len(changed(best)))
        mean += f1(*counts) if counts[1] + counts[2] else 100
        tokens = [x + y for x, y in zip(tokens, counts, strict=True)]
        hunks = [x + y for x, y in zip(hunks, (len(found & best), len(found), len(best)), strict=True)]
    return {
        "token": f1(*tokens),
        "mean": mean / len(pairs),
        "hunk": f1(*hunks),
        "number": hunks[1] / len(pairs),
        "micros": 1e6 * seconds / len(pairs),
    }


def main() -> None:
    gold = json.loads((SHARED / "data/gold/words/arxivedits-dev.json").read_text(encoding="utf-8"))
    print(f"{'':16}  token F1  per pair  hunk F1  hunks/pair   µs/pair  x difflib")
    for first in (False, True):
        peer = 0.0
        for label, differ in DIFFERS.items():
            figures = score(gold, differ, first)
            peer = peer or figures["micros"]
            print(
                f"{label:16} {figures['token']:9.2f} {figures['mean']:9.2f} {figures['hunk']:8.2f} "
                f"{figures['number']:11.2f} {figures['micros']:9.1f} {figures['micros'] / peer:10.2f}"
                + (" first" if first else "")
            )
    print(f"{'annotators':16} {'':28} {sum(len(readings(p)[0]) for p in gold) / len(gold):11.2f}")


if __name__ == "__main__":
    main()
