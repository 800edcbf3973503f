"""The relation of two articles in words: a verdict, and the evidence by which a person can check it."""

from collections.abc import Iterator, Sequence

from reader.compare.relation import Kinship, Side, Substitution, Summary

_NAMED = 6


def verdict(summary: Summary, base: str = "A", other: str = "B") -> str:
    """Return what `other` likely is to `base`, under these names: “B is likely a spun copy of A”."""
    if summary.kinship is Kinship.SPUN:
        source, copy = (base, other) if summary.source is Side.BASE else (other, base)
        return f"{copy} is likely a spun copy of {source}"
    return {
        Kinship.SAME_TEXT: f"{base} and {other} are the same text",
        Kinship.UPDATE: f"{base} and {other} are likely one article, updated",
        Kinship.REWRITE: f"{base} and {other} are likely one article, rewritten",
        Kinship.PASSAGES: f"{base} and {other} share passages",
        Kinship.EVENT: f"{base} and {other} likely tell of the same event",
        Kinship.UNRELATED: f"{base} and {other} are unrelated",
    }[summary.kinship]


def evidence(summary: Summary, first: int = 1) -> tuple[str, ...]:
    """Return lines that a person can check: shares, counts, numbers, order, and the swaps of a spun copy.

    Sentences are counted from `first` on.
    """
    return tuple(_evidence(summary, first))


def swapped(summary: Summary) -> Sequence[Substitution]:
    """Return the substitutions, the most frequent first, read from the source of a spun copy to the copy."""
    if summary.source is not Side.OTHER:
        return summary.substitutions
    return [Substitution(each.new, each.old, each.count) for each in summary.substitutions]


def _evidence(summary: Summary, first: int) -> Iterator[str]:
    counts = {
        "kept": summary.kept,
        "edited": summary.edited,
        "added": summary.added,
        "deleted": summary.deleted,
        "moved": summary.moved,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    yield f"sentences: {told or 'none'}"
    yield f"{summary.share:.0%} of the words are in sentences that correspond"
    matched = summary.kept + summary.edited + summary.moved
    if not matched:
        return
    if summary.numbers:
        yield _numbers(summary, first)
    if matched > 1:
        yield "order kept" if not summary.moved else f"order: {summary.order_kept:.0%} stand in line"
    if summary.kinship is Kinship.SPUN:
        toward = summary.to_rarer if summary.source is Side.BASE else 1 - summary.to_rarer
        total = sum(each.count for each in summary.substitutions)
        yield (
            f"{total:,} words swapped one for one, {summary.repeated:.0%} of them the same way again, "
            f"{toward:.0%} a rarer word for a common one"
        )
        yield f"{summary.same_length:.0%} of the edited sentences kept their length"


def _numbers(summary: Summary, first: int) -> str:
    kept = summary.numbers - len(summary.lost)
    line = f"numbers: {kept:,} of {summary.numbers:,} kept"
    if summary.lost:
        named = ", ".join(f"{each.text} (sentence {each.sentence + first})" for each in summary.lost[:_NAMED])
        more = len(summary.lost) - _NAMED
        line += f"; not {named}" + (f" and {more:,} more" if more > 0 else "")
    return line
