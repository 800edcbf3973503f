"""What a comparison knows beyond its rows, in lines: relations, evidence, swaps, moves, quotations."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from reader.cli.wording import Wording
from reader.compare import quote_pairs
from reader.compare.comparison import Change, Comparison
from reader.compare.evidence import evidence, swapped, verdict
from reader.compare.moves import MovedBlock
from reader.compare.quote_pairs import Place, QuotePair
from reader.compare.relation import Kinship, Summary

SWAPS, MOVES = 10, 10


class Told(NamedTuple):
    """A line: what stands before it and is not wrapped into, its text, and its style."""

    margin: str
    wording: Wording
    style: str = ""


def letter(version: int) -> str:
    """Return the name of a version: A for the first."""
    return ascii_uppercase[version]


def heading(comparison: Comparison) -> Iterator[Told]:
    """Yield which articles are compared, what they are to each other, and why one may think so."""
    for version, article in enumerate(comparison.articles):
        about = " · ".join(filter(None, (article.title, article.source, article.date)))
        is_base = " (base)" if version == comparison.base and version else ""
        yield _line(f"{letter(version)}  ", f"{article.id}{is_base}  {about}", "bold")
    for version in comparison.alignments:
        summary = comparison.summary(version)
        yield _line("", "")
        yield _line("", verdict(summary, letter(comparison.base), letter(version)), "bold")
        for each in evidence(summary, first=0):
            yield _line("   ", each, "dim")
        blocks = comparison.moves(version)
        for block in blocks[:MOVES]:
            yield _line("   ", _moved(block, letter(comparison.base), letter(version)), "cyan")
        if len(blocks) > MOVES:
            yield _line("   ", f"moved: {len(blocks) - MOVES:,} more", "cyan")
        if summary.kinship is Kinship.SPUN:
            yield from _table(summary)
    yield _line("", "")


def quotations(comparison: Comparison) -> Iterator[Told]:
    """Yield the quotations that were altered, the original beside the altered, and those that were kept."""
    pairs = comparison.quotes()
    changed = [pair for pair in pairs if pair.wording is quote_pairs.Wording.ALTERED]
    if changed:
        yield _line("", "")
        yield _line("", f"Altered quotations: {len(changed)}", "bold")
        for pair in changed:
            yield from _altered(pair)
    kept = [pair for pair in pairs if pair.wording is not quote_pairs.Wording.ALTERED]
    if kept:
        yield _line("", "")
        yield _line("", f"Quotations in both: {len(kept)}", "bold")
        for pair in kept:
            part = " (in part)" if pair.wording is quote_pairs.Wording.PART else ""
            where = f"{_place(pair.a)} · {_place(pair.b)}{part}  "
            shorter = min(pair.a.words, pair.b.words, key=len)
            yield Told(where, Wording(f"“{_one_line(shorter)}”"))


def _altered(pair: QuotePair) -> Iterator[Told]:
    width = max(len(_place(pair.a)), len(_place(pair.b)))
    for side, place in enumerate((pair.a, pair.b)):
        changes = [Change(*(hunk.a, hunk.b)[side], hunk.kind, hunk.flags) for hunk in pair.diff.hunks]
        yield Told(f"{_place(place).ljust(width)}  ", Wording(_one_line(place.words), changes, base=not side))


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def _place(place: Place) -> str:
    return f"{letter(place.version)} {_run(place.sentences)}"


def _moved(block: MovedBlock, base: str, other: str) -> str:
    noun = "sentences" if len(block.base) > 1 else "sentence"
    return f"moved: {noun} {_run(block.base)} of {base} to {_run(block.version)} of {other}"


def _run(sentences: Sequence[int]) -> str:
    first, last = sentences[0], sentences[-1]
    return f"{first}" if first == last else f"{first}–{last}"


def _table(summary: Summary) -> Iterator[Told]:
    """Yield the most frequent swaps, read from the source to the copy."""
    most = [each for each in swapped(summary) if each.count > 1][:SWAPS]
    width = max((len(each.old) for each in most), default=0)
    for each in most:
        direction = {True: "rarer", False: "commoner", None: ""}[each.to_rarer]
        yield _line("   ", f"{each.count:4} ×  {each.old.rjust(width)} → {each.new}  {direction}".rstrip())


def _line(margin: str, text: str, style: str = "") -> Told:
    return Told(margin, Wording(text), style)
