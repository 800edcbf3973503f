"""Where one annotator labelled the same sentence, or nearly the same, in different ways."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.annotate.versions import Likeness, Spot, Versions

Labels = frozenset[str]
Said = Callable[[Spot], Labels | None]
"""The labels an annotator gave a sentence, None if it is not decided."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A sentence labelled otherwise than the most of its versions, and one that it is most like.

    `likely` is the one that is as the most of them are, `odd` the other.
    """

    likely: Spot
    odd: Spot
    score: float
    labels: tuple[Labels, Labels]


def inconsistencies(versions: Versions, said: Said) -> Iterator[Inconsistency]:
    """Yield each sentence that does not fit, once; those of a cluster in the order of the articles."""
    for cluster in versions.clusters():
        spots = sorted({spot for each in cluster for spot in (each.one, each.other)})
        labels = {spot: answer for spot in spots if (answer := said(spot)) is not None}
        if len(set(labels.values())) > 1:
            yield from _odd_ones(cluster, labels)


def _odd_ones(cluster: list[Likeness], labels: dict[Spot, Labels]) -> Iterator[Inconsistency]:
    (usual, _), *_ = Counter(labels.values()).most_common(1)
    told: set[frozenset[Spot]] = set()
    for odd in labels:
        if labels[odd] == usual:
            continue
        near = ((_other(each, odd), each.score) for each in cluster if odd in (each.one, each.other))
        differing = [(spot, score) for spot, score in near if labels.get(spot, labels[odd]) != labels[odd]]
        differing.sort(key=lambda each: (labels[each[0]] != usual, -each[1], each[0]))
        for likely, score in differing[:1]:
            if frozenset((likely, odd)) not in told:
                told.add(frozenset((likely, odd)))
                yield Inconsistency(likely, odd, score, (labels[likely], labels[odd]))


def _other(likeness: Likeness, spot: Spot) -> Spot:
    return likeness.other if likeness.one == spot else likeness.one
