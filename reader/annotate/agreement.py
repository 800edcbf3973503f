"""How far annotators agree: on the labels of sentences, on spans and their parts, and on attributes.

A sentence counts for an annotator only if that annotator decided it, with a label or without one. Versions of
one sentence count once: `Group` says which sentences are one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reader.annotate import coefficients
from reader.annotate.coefficients import Figure, Patterns, Spread
from reader.annotate.pairing import Kind, PairTally, marked, unseen
from reader.annotate.view import View
from reader.corpus.article import Article

Group = Callable[[str, int], Hashable | None]
"""What a sentence, by article id and index, is a version of; None where it stands for itself."""

_Said = tuple[frozenset[str] | None, ...]
NOBODY_DECIDED = "nobody decided anything"
NOBODY_USED = "nobody used the label"


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Agreement on sentences about one `label`, or about all of them together where it is empty.

    `sentences` are those that two or more annotators decided, `used` how many of all they decided each gave
    the label. F1 is that of the label's presence; all labels together have none.
    """

    label: str
    sentences: int
    used: tuple[int, ...]
    percent: Figure
    kappa: Spread
    alpha: Figure
    f1: Spread | None


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Agreement on where annotations of a label stand, or, with a `role`, parts of them.

    `spans` are those of each annotator in sentences that another one decided too. `exact` takes equal spans
    for the same, `overlap` those with a character in common, each at most once; both are F1.
    """

    label: str
    role: str
    spans: tuple[int, ...]
    exact: Spread
    overlap: Spread


@dataclass(frozen=True, slots=True)
class AttributeAgreement:
    """Agreement on an attribute of annotations that overlap; at least one of each of the `pairs` has it."""

    label: str
    attribute: str
    pairs: int
    percent: Figure
    kappa: Spread


@dataclass(frozen=True, slots=True)
class Agreement:
    """What annotators agree on, in the `articles` that at least one of them decided something in.

    `decided` is how many sentences each has decided. What belongs to each annotator is in the order of
    `annotators`; pairs of them are named by their places in it.
    """

    annotators: tuple[str, ...]
    articles: int
    decided: tuple[int, ...]
    overall: LabelAgreement
    labels: tuple[LabelAgreement, ...]
    spans: tuple[SpanAgreement, ...]
    attributes: tuple[AttributeAgreement, ...]


def for_itself(_article: str, _sentence: int) -> None:
    """Take every sentence for one of its own."""


class Tally:
    """Counts article by article; what it holds does not grow with their texts."""

    def __init__(
        self, annotators: Sequence[str], labels: Collection[str] = (), group: Group = for_itself
    ) -> None:
        """Compare these annotators; `labels` are told of even if nobody used them."""
        self.annotators = tuple(annotators)
        self._labels = tuple(labels)
        self._group = group
        self._articles = 0
        self._answers: defaultdict[Hashable, list[_Said]] = defaultdict(list)
        self._pairs = {pair: PairTally() for pair in coefficients.pairs(len(self.annotators))}
        self._seen: list[set[Hashable]] = [set() for _ in self.annotators]
        self._spans: Counter[tuple[Kind, int]] = Counter()

    def add(self, article: Article, views: Sequence[View | None]) -> None:
        """Count what each annotator says of an article, None who says nothing of it."""
        decided = [_decided(view) for view in views]
        everything = sorted(set().union(*decided))
        self._articles += bool(everything)
        groups: dict[int, Hashable] = {}
        for sentence in everything:
            of = self._group(article.id, sentence)
            groups[sentence] = (article.id, sentence) if of is None else ("", of)
            said = (
                frozenset(each.label for each in view.accepted(sentence))
                if view and sentence in own
                else None
                for view, own in zip(views, decided, strict=True)
            )
            self._answers[groups[sentence]].append(tuple(said))
        for (one, other), tally in self._pairs.items():
            ours, theirs = views[one], views[other]
            both = decided[one] & decided[other]
            if ours and theirs and both:
                tally.add(ours, theirs, both, groups)
        for who, view in enumerate(views):
            others = set().union(*(each for place, each in enumerate(decided) if place != who))
            if view and (common := decided[who] & others):
                self._count_spans(who, view, common, groups)

    def agreement(self) -> Agreement:
        """Return what they agree on so far."""
        patterns = Counter(_pooled(answers) for answers in self._answers.values())
        used = {label for pattern in patterns for answer in pattern for label in answer or ()}
        labels = (*self._labels, *sorted(used.difference(self._labels)))
        places = range(len(self.annotators))
        decided = tuple(sum(n for p, n in patterns.items() if p[who] is not None) for who in places)
        why = self._why_none(decided)
        return Agreement(
            self.annotators,
            self._articles,
            decided,
            _overall(patterns.items(), decided, why),
            tuple(_of_label(label, patterns.items(), decided, why) for label in labels),
            tuple(self._of_spans(labels, why)),
            tuple(self._of_attributes(labels)),
        )

    def _count_spans(
        self, who: int, view: View, common: Collection[int], groups: Mapping[int, Hashable]
    ) -> None:
        fresh = unseen(common, groups, self._seen[who])
        for label, those in marked(view, common, fresh).items():
            for each in those:
                for role in {"", *(part.role for part in each.annotation.parts)} if each.counts else ():
                    self._spans[(label, role), who] += sum(1 for _ in each.spans(role))

    def _why_none(self, decided: Sequence[int]) -> str:
        """Return why there is nothing to compare; empty if there may be something."""
        those = [name for name, count in zip(self.annotators, decided, strict=True) if count]
        if not those:
            return NOBODY_DECIDED
        return f"only {those[0]} decided anything" if len(those) == 1 else ""

    def _of_spans(self, labels: Iterable[str], why: str) -> Iterator[SpanAgreement]:
        known = {kind for tally in self._pairs.values() for kind in tally.spans}
        for kind in _in_order(labels, known):
            each = {pair: tally.spans.get(kind) for pair, tally in self._pairs.items()}
            exact = {p: coefficients.f1(m.exact, m.ours, m.theirs, why) for p, m in each.items() if m}
            overlap = {p: coefficients.f1(m.overlap, m.ours, m.theirs, why) for p, m in each.items() if m}
            spans = tuple(self._spans[kind, who] for who in range(len(self.annotators)))
            yield SpanAgreement(*kind, spans, coefficients.spread(exact), coefficients.spread(overlap))

    def _of_attributes(self, labels: Iterable[str]) -> Iterator[AttributeAgreement]:
        known = {kind for tally in self._pairs.values() for kind in tally.answers}
        for kind in _in_order(labels, known):
            tables = {
                pair: tally.answers[kind] for pair, tally in self._pairs.items() if kind in tally.answers
            }
            together = sum(tables.values(), Counter[tuple[Hashable, Hashable]]())
            kappas = coefficients.spread(
                {pair: coefficients.kappa(table.items()) for pair, table in tables.items()}
            )
            yield AttributeAgreement(*kind, together.total(), coefficients.percent(together.items()), kappas)


def _decided(view: View | None) -> set[int]:
    return {s for s in range(len(view.article.sentences)) if view.decided(s)} if view else set()


def _pooled(answers: Sequence[_Said]) -> _Said:
    """Return one answer of each annotator about the versions of a sentence: about that which most decided."""
    if len(answers) == 1:
        return answers[0]
    best = sorted(answers, key=lambda each: sum(answer is None for answer in each))
    return tuple(next((a for a in each if a is not None), None) for each in zip(*best, strict=True))


def _overall(patterns: Patterns, decided: Sequence[int], why: str) -> LabelAgreement:
    none = frozenset[str]()
    used = tuple(sum(n for p, n in patterns if p[who] not in (None, none)) for who in range(len(decided)))
    nobody = why or ("" if any(used) else "nobody gave a label")
    return LabelAgreement("", _shared(patterns), used, *_figures(patterns, len(decided), nobody, why), None)


def _of_label(
    label: str, patterns: Collection[tuple[_Said, int]], decided: Sequence[int], why: str
) -> LabelAgreement:
    counted: Counter[tuple[bool | None, ...]] = Counter()
    for pattern, times in patterns:
        counted[tuple(None if answer is None else label in answer for answer in pattern)] += times
    yes_or_no = counted.items()
    used = tuple(sum(n for p, n in yes_or_no if p[who]) for who in range(len(decided)))
    nobody = why or ("" if any(used) else NOBODY_USED)
    figures = _figures(yes_or_no, len(decided), nobody, why)
    f1 = coefficients.of_pairs(yes_or_no, len(decided), partial(coefficients.positive_f1, nobody=NOBODY_USED))
    return LabelAgreement(label, _shared(yes_or_no), used, *figures, replace(f1, mean=_told(f1.mean, nobody)))


def _figures(patterns: Patterns, count: int, nobody: str, why: str) -> tuple[Figure, Spread, Figure]:
    """Return percent, κ and α; where they are undefined because nobody did anything, say that."""
    kappas = coefficients.of_pairs(patterns, count, coefficients.kappa)
    return (
        _told(coefficients.percent(patterns), why),
        replace(kappas, mean=_told(kappas.mean, nobody)),
        _told(coefficients.alpha(patterns), nobody),
    )


def _told(figure: Figure, reason: str) -> Figure:
    return replace(figure, reason=reason) if figure.value is None and reason else figure


def _shared(patterns: Patterns) -> int:
    """Return how many sentences two or more annotators decided."""
    return sum(n for p, n in patterns if sum(answer is not None for answer in p) > 1)


def _in_order(labels: Iterable[str], kinds: Collection[Kind]) -> Iterator[Kind]:
    """Yield kinds by the order of their labels, then by name."""
    for label in labels:
        yield from sorted(kind for kind in kinds if kind[0] == label)
