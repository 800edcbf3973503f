"""Sentence segmentation against gold and peers: F1 and speed, in one run.

    python tests/bench/sentences.py [--errors [FILE]]

Reads `gold/sentences/*.json` below `$READER_SHARED` (default: `../shared/data`, beside the checkout). Two
figures for each file:

- `lines`: every line of the text is given separately; precision over all boundaries inside lines, recall
  over those after final punctuation. This is the figure that other segmenters are usually compared by.
- `all`: the whole text is given at once and every boundary counts, line ends and missing stops too.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from reader.corpus import sentences

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]

DATA = Path(os.environ.get("READER_SHARED", Path(__file__).parents[3] / "shared")) / "data"
FINAL = re.compile(r"""[.!?…]["'”’»)\]]*(?:\[\d+\])?\Z""")
FLOOR = {
    "seeds_uk": 100,
    "wsj_news_curly": 99.2,
    "brown_press": 98.5,
    "gum_fiction_curly": 97.5,
    "news_challenge": 97,
}


def regex_and_capital(text: str) -> list[Span]:
    """Split after a stop that a capital or digit follows: the usual one-liner."""
    pieces = re.finditer(
        r"""\S(?:[^\n]*?[.!?…]["'”’)\]]*(?=\s+["'“‘(\[]*[A-Z0-9])|[^\n]*\S|)""",
        text,
    )
    return [piece.span() for piece in pieces]


def peers() -> dict[str, Splitter]:
    """Return our splitter, the baseline and what else is installed."""
    found: dict[str, Splitter] = {"reader": sentences.split, "regex+capital": regex_and_capital}
    try:
        from nupunkt import sent_spans
    except ImportError:
        return found
    found["nupunkt"] = lambda text: [tuple(span) for span in sent_spans(text)]
    return found


def starts(text: str, spans: list[Span]) -> set[int]:
    """Return the first visible character of every sentence but the first."""
    trimmed = [start + len(text[start:end]) - len(text[start:end].lstrip()) for start, end in spans]
    return set(trimmed[1:])


def lines_of(document: dict) -> Iterator[tuple[str, list[Span]]]:
    """Yield every line with the gold sentences that start in it, offsets within the line."""
    text = document["text"]
    for line in re.finditer(r"[^\n]+", text):
        inside = [
            (s - line.start(), e - line.start())
            for s, e in document["sents"]
            if line.start() <= s < line.end()
        ]
        if inside:
            yield line.group(), inside


def score(
    splitter: Splitter, units: Iterator[tuple[str, list[Span]]], punctuated: bool, errors: list[str]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent.

    `punctuated` limits recall to boundaries after final punctuation.
    """
    right = proposed = recalled = wanted = 0
    for text, spans in units:
        gold = starts(text, spans)
        found = starts(text, splitter(text))
        due = (
            {start for (_, end), (start, _) in pairwise(spans) if FINAL.search(text[:end].rstrip())}
            if punctuated
            else gold
        )
        right += len(found & gold)
        proposed += len(found)
        recalled += len(found & due)
        wanted += len(due)
        for sign, places in (("+", found - gold), ("-", due - found)):
            errors.extend(
                f"{sign} {text[max(0, at - 60) : at]}¦{text[at : at + 50]}".replace("\n", "⏎")
                for at in sorted(places)
            )
    precision, recall = right / max(1, proposed), recalled / max(1, wanted)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def speed(splitter: Splitter, text: str) -> float:
    """Return millions of characters a second, the best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        splitter(text)
        best = min(best, time.perf_counter() - began)
    return len(text) / best / 1e6


def main() -> None:
    """Print the table."""
    show_errors = sys.argv[2:] or ["*"] if "--errors" in sys.argv else []
    print(f"{'F1 (P/R)':20}{'':14}{'lines':>20}{'all':>22}")
    everything = []
    for path in sorted((DATA / "gold" / "sentences").glob("*.json")):
        documents = json.loads(path.read_text(encoding="utf-8"))
        everything += [document["text"] for document in documents]
        for name, splitter in peers().items():
            errors: list[str] = []
            by_line = score(splitter, (u for d in documents for u in lines_of(d)), True, errors)
            whole = score(splitter, ((d["text"], d["sents"]) for d in documents), False, [])
            floor = f"  floor {FLOOR[path.stem]}" if name == "reader" and path.stem in FLOOR else ""
            print(
                f"{path.stem:20}{name:14}"
                + "".join(f"{f:7.2f} ({p:5.1f}/{r:5.1f})" for p, r, f in (by_line, whole))
                + floor
            )
            if name == "reader" and (path.stem in show_errors or "*" in show_errors):
                print("\n".join(errors))
    text = "\n".join(everything)
    speeds = {name: speed(splitter, text) for name, splitter in peers().items()}
    for name, rate in speeds.items():
        print(
            f"speed {name:14}{rate:7.1f} M characters/s  {rate / speeds['regex+capital']:.2f} x regex+capital"
        )


if __name__ == "__main__":
    main()
