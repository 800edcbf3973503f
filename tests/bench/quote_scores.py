"""How well attributions are found: measures shared by the benches of suggesters and learners.

An attribution is `(contents, cue, source, kind)` in code points; gold is PolNeAR's. Sentences are ours.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.corpus import sentences

Span = tuple[int, int]
KINDS = {"direct": ("direct",), "direct+mixed": ("direct", "mixed"), "all": ("direct", "mixed", "indirect")}
FOUND = 0.3
"""An attribution counts as found if this part of its content is covered."""


class Said(NamedTuple):
    """An attribution as it is measured."""

    contents: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: str


Finder = Callable[[str], Sequence[Said]]


class Count(NamedTuple):
    """What was found, what is right of it, what there is."""

    found: int
    right: int
    gold: int
    recalled: int

    def __str__(self) -> str:
        precision, recall, both = self.figures()
        return f"{both:5.1f} ({precision:4.1f}/{recall:4.1f})"

    def figures(self) -> tuple[float, float, float]:
        precision = 100 * self.right / max(self.found, 1)
        recall = 100 * self.recalled / max(self.gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


_OTHER_MARKS = re.compile(r"''.+''|(?<!\w)‘[^‘]+?’(?!\w)|”[^“”]+”", re.DOTALL)


def gold_of(article: dict, as_given: bool = False) -> list[Said]:
    """Return the attributions of a gold article.

    The kind in the gold was derived from “ ” and " " only, but articles of one newspaper have '' '',
    headlines ‘ ’, and some quotations begin with ”. What holds one of these counts as mixed, or as direct if
    nothing is outside of them, unless the kind is wanted `as_given`.
    """

    def one(spans: list[list[int]]) -> Span | None:
        return (spans[0][0], spans[-1][1]) if spans else None

    def kind(attribution: dict) -> str:
        text = " ".join(article["text"][s:e] for s, e in attribution["content"]).strip()
        if as_given or attribution["kind"] != "indirect" or not _OTHER_MARKS.search(text):
            return attribution["kind"]
        return "mixed" if any(c.isalnum() for c in _OTHER_MARKS.sub("", text)) else "direct"

    return [
        Said(tuple((s, e) for s, e in a["content"]), one(a["cue"]), one(a["source"]), kind(a))
        for a in article["attributions"]
    ]


def touched(places: Sequence[Span], said: Iterable[Said], kinds: Sequence[str]) -> set[int]:
    """Return which sentences hold content of these kinds."""
    starts, ends = [s for s, _ in places], [e for _, e in places]
    found: set[int] = set()
    for each in said:
        if each.kind in kinds:
            for start, end in each.contents:
                found.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return found


def overlap(a: Iterable[Span], b: Iterable[Span]) -> int:
    other = list(b)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in other)


def likeness(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return how much of both is common (Dice)."""
    return 2 * overlap(a, b) / max(sum(e - s for s, e in [*a, *b]), 1)


def covers(gold: Said, found: Said) -> bool:
    """Tell whether enough of the content was found."""
    return overlap(gold.contents, found.contents) >= FOUND * sum(e - s for s, e in gold.contents)


def nearest(gold: Iterable[Said], found: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield each attribution that was found with the likeliest find, which others may share."""
    for each in gold:
        best = max(found, key=lambda other: likeness(each.contents, other.contents), default=None)
        if best is not None and covers(each, best):
            yield each, best


def one_to_one(gold: Sequence[Said], found: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield pairs of attributions and finds, the likest first, each in one pair at most."""
    pairs = (
        (-likeness(a.contents, b.contents), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if covers(a, b)
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, j in sorted(pairs):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield gold[i], found[j]


def joined(text: str, spans: Iterable[Span]) -> set[Span]:
    """Return spans with those joined that only white space parts, as between paragraphs of a quotation."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return set(found)


def spans_of(text: str, said: Iterable[Said], role: str) -> set[Span]:
    if role == "content":
        return {span for each in said for span in joined(text, each.contents)}
    return {span for each in said if (span := getattr(each, role))}


class Scores:
    """The counts of one finder over articles."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, text: str, gold: Sequence[Said], found: Sequence[Said]) -> None:
        places = sentences.split(text)
        for name, kinds in KINDS.items():
            a, b = touched(places, gold, kinds), touched(places, found, kinds)
            self._count(f"sentence {name}", len(b), len(a & b), len(a), len(a & b))
        for role in ("source", "cue", "content"):
            a_spans, b_spans = spans_of(text, gold, role), spans_of(text, found, role)
            both = len(a_spans & b_spans)
            self._count(f"exact {role}", len(b_spans), both, len(a_spans), both)
        for kind in KINDS["all"]:
            self._found(kind, [each for each in gold if each.kind == kind], found)
        for each, best in nearest(gold, found):
            self._roles("right", each, best)
        for each, best in one_to_one(gold, found):
            self._roles("paired", each, best)

    def _found(self, kind: str, gold: Sequence[Said], found: Sequence[Said]) -> None:
        self.counts[f"gold {kind}"] += len(gold)
        self.counts[f"found {kind}"] += len(list(nearest(gold, found)))

    def _roles(self, name: str, gold: Said, found: Said) -> None:
        for role in ("cue", "source"):
            ours, theirs = getattr(found, role), getattr(gold, role)
            right = bool(ours and theirs and overlap([ours], [theirs]))
            self._count(f"{name} {role}", ours is not None, right, theirs is not None, right)

    def _count(self, name: str, found: int, right: int, gold: int, recalled: int) -> None:
        for part, value in (("found", found), ("right", right), ("gold", gold), ("recalled", recalled)):
            self.counts[f"{name} {part}"] += value

    def __getitem__(self, name: str) -> Count:
        return Count(*(self.counts[f"{name} {part}"] for part in Count._fields))

    def report(self) -> list[str]:
        """Return the lines of a table: F (precision/recall) in percent."""
        lines = [f"  sentences, {name:13} {self[f'sentence {name}']}" for name in KINDS]
        lines += [f"  {role:7} exact        {self[f'exact {role}']}" for role in ("source", "cue", "content")]
        for role in ("cue", "source"):
            shared, paired = self[f"right {role}"], self[f"paired {role}"]
            lines.append(f"  {role:7} right where given {paired}; for all found {shared}")
        found = (
            f"{kind} {100 * self.counts[f'found {kind}'] / max(self.counts[f'gold {kind}'], 1):.1f}"
            for kind in KINDS["all"]
        )
        return [*lines, f"  found: {'  '.join(found)}"]


def measure(articles: Iterable[dict], finder: Finder) -> Scores:
    scores = Scores()
    for article in articles:
        scores.add(article["text"], gold_of(article), finder(article["text"]))
    return scores
