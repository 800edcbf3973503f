"""What is said about a comparison in words: changes not to be missed, and what versions are to each other."""

from collections.abc import Iterator

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison, Relation
from reader.compare.evidence import verdict
from reader.compare.relation import Kinship
from reader.tui.asides import letter
from reader.tui.signs import FLAG_SIGNS, RELATION_SIGNS

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
    for hunk in found.diff.hunks:
        flag = next((flag for flag in FLAG_SIGNS if flag in hunk.flags), None)
        if flag is not None:
            old, new = (
                shortened(j.text[slice(*r)]) for j, r in ((found.text_a, hunk.a), (found.text_b, hunk.b))
            )
            yield f"{flag} {old or 'added'} → {new or 'gone'}"


def relation(comparison: Comparison, version: int, rejected: bool = False) -> tuple[str, ...]:
    """Return what `version` is to the base: verdict, share, counts and numbers, each wording shorter."""
    summary = comparison.summary(version)
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
