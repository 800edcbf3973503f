"""Short words behind the end of a sentence: where it moved, and where it was said before."""

from reader.annotate.reading import Place
from reader.compare.align import EdgeKind
from reader.compare.comparison import Comparison, Relation
from reader.tui.signs import MOVED_FROM, RELATION_SIGNS, REPEAT


def letter(version: int) -> str:
    """Return the letter a version goes by on the screen."""
    return chr(ord("A") + version)


def other_places(comparison: Comparison) -> dict[Place, Place]:
    """Return for every moved sentence its place in the other version, for a repeated one the first place."""
    found: dict[Place, Place] = {}
    for version, alignment in comparison.alignments.items():
        for edge in alignment.edges:
            if edge.kind is EdgeKind.MOVED:
                found.setdefault(Place(comparison.base, edge.i), Place(version, edge.j))
                found.setdefault(Place(version, edge.j), Place(comparison.base, edge.i))
    for version in range(len(comparison.articles)):
        for sentence, first in comparison.repeats(version).items():
            found[Place(version, sentence)] = Place(version, first)
    return found


def asides(comparison: Comparison) -> dict[Place, str]:
    """Return what stands behind the sentences that have another place."""
    many = len(comparison.articles) > 2
    return {
        here: _aside(here, there, comparison.base, f"{letter(there.version)} " if many else "")
        for here, there in other_places(comparison).items()
    }


def _aside(here: Place, there: Place, base: int, name: str) -> str:
    if here.version == there.version:
        return f"{REPEAT} {there.sentence + 1}"
    if here.version == base:
        return f"{RELATION_SIGNS[Relation.MOVED]} to {name}{there.sentence + 1}"
    return f"{MOVED_FROM} from {name}{there.sentence + 1}"
