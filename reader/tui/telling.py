"""What is said about a comparison in words: changes not to be missed, and what versions are to each other."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.compare.evidence import verdict
from reader.compare.flags import Flag
from reader.compare.relation import Kinship, Summary
from reader.tui.asides import letter
from reader.tui.signs import FLAG_SIGNS, RELATION_SIGNS
from reader.tui.striking import STRONG, strikes

LONGEST = 24
BETWEEN = " · "


def flagged(comparison: Comparison, place: Place, against: int | None) -> Iterator[str]:
    """Yield the changes of a sentence that must not be missed: “number 40 → 14”."""
    version, sentence = place
    if version != comparison.base:
        against = comparison.base
    elif against is None or not comparison.partners(version, sentence, against):
        others = range(len(comparison.articles))
        against = next((v for v in others if comparison.partners(version, sentence, v)), None)
    found = comparison.correspondence(version, sentence, against) if against is not None else None
    if found is None:
        return
    told = [
        (flag, _words(found.text_a.text, hunk.a, flag), _words(found.text_b.text, hunk.b, flag))
        for hunk in found.diff.hunks
        for flag in FLAG_SIGNS
        if flag in hunk.flags
    ]
    for flag, old, new in told:
        if old and new:
            yield f"{flag} {old} → {new}"
        elif (old or new) and (flag, new, old) not in told:
            yield f"{flag} {f'-{old}' if old else f'+{new}'}"


def _words(text: str, where: tuple[int, int], flag: Flag) -> str:
    """Return the words of a change that have the flag, or all of it."""
    found = [text[strike.start : strike.end] for strike in strikes(text, *where, {flag})]
    return shortened(" ".join(found) if flag in STRONG else text[slice(*where)])


def summarized(
    comparison: Comparison, version: int, events: Collection[frozenset[str]] = frozenset()
) -> Summary:
    """Return what `version` is to the base.

    That two articles which are no versions tell of the same event is better known from the whole corpus:
    `events` are the ids of such pairs.
    """
    summary = comparison.summary(version)
    ids = frozenset(comparison.articles[each].id for each in (comparison.base, version))
    if ids in events and summary.kinship in (Kinship.PASSAGES, Kinship.UNRELATED):
        return replace(summary, kinship=Kinship.EVENT)
    return summary


def relation(
    comparison: Comparison,
    version: int,
    rejected: bool = False,
    events: Collection[frozenset[str]] = frozenset(),
) -> tuple[str, ...]:
    """Return what `version` is to the base: verdict, share, counts and numbers, each wording shorter."""
    summary = summarized(comparison, version, events)
    judged = verdict(summary, letter(comparison.base), letter(version))
    if rejected:
        judged = f"rejected by you: {judged}"
    if summary.kinship is Kinship.SAME_TEXT:
        return (judged,)
    counts = [
        (count, what, sign)
        for count, what, sign in (
            (summary.kept, "kept", "="),
            (summary.edited, "edited", RELATION_SIGNS[Relation.EDITED]),
            (summary.added, "added", RELATION_SIGNS[Relation.INSERTED]),
            (summary.deleted, "deleted", RELATION_SIGNS[Relation.DELETED]),
            (summary.moved, "moved", RELATION_SIGNS[Relation.MOVED]),
        )
        if count
    ]
    share = f"{summary.share:.0%} aligned"
    long = [judged, share, " ".join(f"{count:,} {what}" for count, what, _ in counts)]
    short = [judged, share, " ".join(f"{sign}{count:,}" for count, _, sign in counts)]
    if summary.numbers:
        kept = summary.numbers - len(summary.lost)
        long.append(f"numbers {kept:,} of {summary.numbers:,} kept")
        short.append(f"#{kept:,}/{summary.numbers:,}")
    shortest = [judged, f"{summary.share:.0%}", short[2]]
    return tuple(BETWEEN.join(filter(None, parts)) for parts in (long, short, shortest))


def shortened(text: str, most: int = LONGEST) -> str:
    """Return `text` on one line, with … where it is cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
