"""Where annotators disagree in an article, one case after the other, and what may be made of each."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from reader.annotate.annotation import Annotation, Status
from reader.annotate.pairing import answer
from reader.annotate.view import View
from reader.corpus.article import Article

GOLD = "gold"
"""The annotator in whose labels cases are settled, unless another one is named."""


class Differ(StrEnum):
    """What is not the same: the labels, else where they or their parts stand, else the attributes."""

    LABELS = "labels"
    SPANS = "spans"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Said:
    """What one annotator says of some sentences; without annotations they are decided to carry no label."""

    annotator: str
    annotations: tuple[Annotation, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the text, each once."""
        return tuple(dict.fromkeys(each.label for each in self.annotations))


@dataclass(frozen=True, slots=True)
class Case:
    """Sentences that two or more annotators decided, and what each of these says of them.

    They are one sentence, or several that annotations tie together, of which some may not be `decided` by any
    of them. `differs` is None where all agree; `settled` if the gold annotator has decided what they decided,
    `begun` if anything of the sentences.
    """

    article: str
    sentences: range
    said: tuple[Said, ...]
    differs: Differ | None
    settled: bool = False
    begun: bool = False
    decided: tuple[int, ...] = ()

    def taken(self, annotators: Collection[str]) -> list[Annotation]:
        """Return what some of the annotators say together; what two of them say stands once.

        Of two annotations on the same words with the same label the first is taken, with the attributes that
        only the other has, and its parts in the roles that the first has none in.
        """
        taken: dict[Hashable, Annotation] = {}
        for said in self.said:
            for each in said.annotations if said.annotator in annotators else ():
                place = each.label, each.start, each.end
                taken[place] = _merged(taken[place], each) if place in taken else each
        return list(taken.values())


def _merged(first: Annotation, other: Annotation) -> Annotation:
    roles = {part.role for part in first.parts}
    parts = (*first.parts, *(part for part in other.parts if part.role not in roles))
    return replace(first, attributes=MappingProxyType({**other.attributes, **first.attributes}), parts=parts)


def cases(
    article: Article, views: Mapping[str, View], gold: View | None = None, *, least: int = 2
) -> Iterator[Case]:
    """Yield what two annotators, or `least` of them, decided of an article, in its order, agreed or not.

    Annotations of `gold` tie sentences together, too: they can give way only as a whole.
    """
    decided = {
        name: {s.index for s in article.sentences if view.decided(s.index)} for name, view in views.items()
    }
    shared = Counter(sentence for each in decided.values() for sentence in each)
    tying = [*views.values(), *([gold] if gold else [])]
    for run in _runs(len(article.sentences), tying):
        judged = [name for name in views if not decided[name].isdisjoint(run)]
        if not any(shared[sentence] >= least for sentence in run):
            continue
        said = tuple(Said(name, tuple(_about(views[name], run))) for name in judged)
        judged_here = tuple(sentence for sentence in run if shared[sentence])
        settled = gold is not None and all(gold.decided(sentence) for sentence in judged_here)
        differs = _differs([views[name] for name in judged], [decided[name] for name in judged], run, said)
        begun = gold is not None and any(gold.decided(sentence) for sentence in run)
        yield Case(article.id, run, said, differs, settled, begun, judged_here)


AGREED = "what all agree on"
"""What a person calls the step that settles everything of which nobody says anything else."""


def is_agreed(case: Case) -> bool:
    """Tell whether all say the same, labels, places, parts and attributes, and gold nothing yet."""
    return case.differs is None and not case.begun


def disagreements(article: Article, views: Mapping[str, View], gold: View | None = None) -> list[Case]:
    """Return the cases of an article in which annotators say different things."""
    return [case for case in cases(article, views, gold) if case.differs]


def settling(case: Case, annotators: Collection[str]) -> str:
    """Return what a person calls the step that takes what some annotators say."""
    first, last = case.decided[0] + 1, case.decided[-1] + 1
    where = f"sentence {first}" if first == last else f"sentences {first}–{last}"
    labels = dict.fromkeys(each.label for each in case.taken(annotators))
    what = " and ".join(labels) or "no label"
    by = " and ".join(each.annotator for each in case.said if each.annotator in annotators)
    return f"{what} on {where}, as {by} said" if by else f"{what} on {where}"


def _runs(size: int, views: Collection[View]) -> Iterator[range]:
    """Yield all sentences in order, those that an annotation reaches over together."""
    last = list(range(size))
    for view in views:
        for each in view.annotations:
            touched = view.sentences(each.start, each.end) if each.status is Status.ACCEPTED else ()
            if touched:
                last[touched[0]] = max(last[touched[0]], touched[-1])
    start = end = 0
    for sentence in range(size):
        if sentence > end:
            yield range(start, end + 1)
            start = end = sentence
        end = max(end, last[sentence])
    if size:
        yield range(start, end + 1)


def _about(view: View, run: range) -> list[Annotation]:
    found = {each.id: each for sentence in run for each in view.accepted(sentence)}
    return sorted(found.values(), key=lambda each: (each.start, each.end, each.label, each.id))


def _differs(
    views: Sequence[View], decided: Sequence[set[int]], run: range, said: Sequence[Said]
) -> Differ | None:
    for sentence in run:
        labels = {
            frozenset(each.label for each in view.accepted(sentence))
            for view, own in zip(views, decided, strict=True)
            if sentence in own
        }
        if len(labels) > 1:
            return Differ.LABELS
    if not _same(said, _place):
        return Differ.SPANS
    return None if _same(said, _whole) else Differ.ATTRIBUTES


def _same(said: Sequence[Said], look: Callable[[Annotation], Hashable]) -> bool:
    first, *others = (Counter(map(look, each.annotations)) for each in said)
    return all(each == first for each in others)


def _place(annotation: Annotation) -> Hashable:
    """Return what says where an annotation stands, and its parts, in any order."""
    parts = sorted((part.role, part.start, part.end) for part in annotation.parts)
    return annotation.label, annotation.start, annotation.end, tuple(parts)


def _whole(annotation: Annotation) -> Hashable:
    return _place(annotation), frozenset((key, answer(value)) for key, value in annotation.attributes.items())
