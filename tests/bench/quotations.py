"""Quality and speed of finding quotations beside a plain pattern.

Run `python tests/bench/quotations.py [dev|train]`; the gold data is looked for in `$READER_SHARED` or
`../shared`.

Gold spans are the marked parts of the content of direct and mixed quotes, one for each paragraph. A found
span counts for precision if it touches such content, as marks also hold titles and scare quotes. In the
second and third table every quotation stands in single marks instead, and is measured against all
double-marked spans of the article.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from reader.corpus import quotations

SHARED = Path(os.environ.get("READER_SHARED", Path(__file__).parents[2].parent / "shared"))
Spans = set[tuple[int, int]]
Finder = Callable[[str], Spans]

PATTERN = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']*'")
LINE_PATTERN = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|‘[^‘’\n]*’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)")
MARKED = re.compile(r"“[^“”\n]*[”\"]|\"[^\"”\n]*[\"”]")
DOUBLE = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"")


def pattern(text: str) -> Spans:
    return {m.span() for m in PATTERN.finditer(text)}


def line_pattern(text: str) -> Spans:
    return {m.span() for m in LINE_PATTERN.finditer(text)}


def ours(text: str) -> Spans:
    return {span for quotation in quotations.find(text) for span in quotation.spans}


FINDERS: dict[str, Finder] = {"pattern": pattern, "pattern in lines": line_pattern, "reader": ours}


def lines_of(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    return (m.span() for m in re.compile(r"\S(?:[^\n]*\S)?").finditer(text, start, end))


def gold_spans(article: dict) -> tuple[Spans, Spans, Spans]:
    """Return the marked spans of direct content, those of direct and mixed content, and the whole content."""
    text = article["text"]
    direct: Spans = set()
    both: Spans = set()
    contents: Spans = set()
    for attribution in article["attributions"]:
        if attribution["kind"] == "indirect":
            continue
        for start, end in attribution["content"]:
            contents.add((start, end))
            if attribution["kind"] == "direct":
                whole = {s for s in lines_of(text, start, end) if text[s[0]] in '“"'}
                direct |= whole
                both |= whole
            else:
                both |= {m.span() for m in MARKED.finditer(text, start, end)}
    return direct, both, contents


def score(found: int, right: int, gold: int, recalled: int) -> str:
    precision, recall = right / max(found, 1), recalled / max(gold, 1)
    harmonic = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:6.1%}  R {recall:6.1%}  F {harmonic:6.1%}"


def on_gold(articles: list[dict], finder: Finder) -> str:
    counts = dict.fromkeys(("found", "right", "direct", "direct found", "both", "both found", "other"), 0)
    for article in articles:
        direct, both, contents = gold_spans(article)
        inside = bytearray(len(article["text"]))
        for start, end in contents:
            inside[start:end] = b"\1" * (end - start)
        found = finder(article["text"])
        touching = {(s, e) for s, e in found if any(inside[s:e])}
        counts["found"] += len(touching)
        counts["other"] += len(found) - len(touching)
        counts["right"] += len(touching & both)
        counts["direct"] += len(direct)
        counts["direct found"] += len(direct & found)
        counts["both"] += len(both)
        counts["both found"] += len(both & found)
    total = score(counts["found"], counts["right"], counts["both"], counts["both found"])
    return (
        f"{total}   R direct {counts['direct found'] / counts['direct']:6.1%}   elsewhere {counts['other']}"
    )


def in_single_marks(articles: list[dict], finder: Finder, opening: str, closing: str) -> str:
    """Score spans after the double marks became single ones, and single ones inside them double ones.

    What the finder finds in single marks in the article as it was counts neither for nor against it.
    """
    found = right = gold = 0
    for article in articles:
        text = article["text"]
        spans = {m.span() for m in DOUBLE.finditer(text) if text[m.start() - 1] != "="}
        letters = list(text)
        for start, end in spans:
            for inner in re.compile(r"‘[^‘’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)").finditer(
                text, start + 1, end - 1
            ):
                letters[inner.start()], letters[inner.end() - 1] = "“”"
            letters[start], letters[end - 1] = opening, closing
        here = finder("".join(letters)) - (finder(text) - spans)
        found, gold, right = found + len(here), gold + len(spans), right + len(here & spans)
    return score(found, right, gold, right)


def speed(text: str, finder: Finder) -> float:
    """Return characters per second, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        finder(text)
        best = min(best, time.perf_counter() - start)
    return len(text) / best


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else "dev"
    path = SHARED / f"data/gold/quotes/polnear-{part}.jsonl"
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    news = "\n\n".join(article["text"] for article in articles)
    print(f"polnear-{part}, {len(articles)} articles: direct and mixed quotes, exact spans")
    for name, finder in FINDERS.items():
        print(f"  {name:17}{on_gold(articles, finder)}")
    for opening, closing in ("‘’", "''"):
        print(f"the same in {opening} {closing}: all quotations, exact spans")
        for name, finder in FINDERS.items():
            print(f"  {name:17}{in_single_marks(articles, finder, opening, closing)}")
    print("million characters per second")
    for name, text in (("news", news), ("only “", "“a " * 100_000), ("only ‘s’ ", "‘as’ b " * 50_000)):
        rates = "  ".join(f"{label} {speed(text, finder) / 1e6:.2f}" for label, finder in FINDERS.items())
        print(f"  {name:17}{rates}")


if __name__ == "__main__":
    main()
