"""What is said about a comparison in words: changes not to be missed, and what versions are to each other."""

from collections.abc import Iterator

from reader.annotate.reading import Place
from reader.compare.comparison import Comparison
from reader.compare.evidence import verdict
from reader.compare.relation import Kinship
from reader.tui.asides import letter
from reader.tui.signs import FLAG_SIGNS

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


def relation(comparison: Comparison, version: int, rejected: bool = False) -> str:
    """Return one line on what `version` is to the base: verdict, share, counts and numbers."""
    summary = comparison.summary(version)
    judged = verdict(summary, letter(comparison.base), letter(version))
    if rejected:
        judged = f"rejected by you: {judged}"
    if summary.kinship is Kinship.SAME_TEXT:
        return judged
    counts = (
        (summary.kept, "kept"),
        (summary.edited, "edited"),
        (summary.added, "added"),
        (summary.deleted, "deleted"),
        (summary.moved, "moved"),
    )
    parts = [judged, f"{summary.share:.0%} aligned", " ".join(f"{n:,} {what}" for n, what in counts if n)]
    if summary.numbers:
        parts.append(f"numbers {summary.numbers - len(summary.lost):,} of {summary.numbers:,} kept")
    return BETWEEN.join(parts)


def shortened(text: str, most: int = LONGEST) -> str:
    """Return `text` on one line, with … where it is cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
