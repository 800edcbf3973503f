"""Training examples: decided sentences with their labels, the pieces inside them, and what stands around."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.annotate.annotation import Annotation
from reader.exchange.document import Document
from reader.exchange.gather import touched
from reader.exchange.losses import Losses
from reader.exchange.selection import Disagreements

CUT = "annotations over several sentences, cut into one piece a sentence"
NOT_SHARED = "labels with attributes, which an example of all annotators does not have"
MERGED = "labels with other attributes than one of the same name in their sentence, merged"
LEFT_OUT = "labels in sentences that are left out"
EVERYBODY = ""
"""The annotator of an example that stands for all of them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A span or part inside one sentence; `start` and `end` count code points of the sentence.

    `role` is that of a part, empty for the annotation itself. `whole` is false where it was cut at the ends
    of the sentence.
    """

    start: int
    end: int
    label: str
    role: str
    id: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One decided sentence of one annotator; `start` and `end` count code points of the article.

    `labels` are sorted by name; none says that the sentence was decided to carry none. `shares` holds, for an
    example that stands for all annotators, which share of them gave each label.
    """

    document: Document
    sentence: int
    start: int
    end: int
    annotator: str
    labels: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.document.article.text[self.start : self.end]

    @property
    def key(self) -> str:
        """What names the sentence in all exports: the article's id and the sentence's number."""
        return f"{self.document.article.id}#{self.sentence}"

    def around(self, sentences: int) -> tuple[str, str]:
        """Return the text of up to so many sentences before and after it."""
        article, at = self.document.article, self.sentence
        all_of_them = article.sentences
        first, last = max(0, at - sentences), min(len(all_of_them) - 1, at + sentences)
        before = article.text[all_of_them[first].start : all_of_them[at - 1].end] if first < at else ""
        after = article.text[all_of_them[at + 1].start : all_of_them[last].end] if last > at else ""
        return before, after


def examples(
    document: Document, losses: Losses, disagreements: Disagreements = Disagreements.KEEP
) -> Iterator[Example]:
    """Yield the examples of a document in the order of the text, those of one sentence by annotator."""
    said: defaultdict[int, dict[str, list[Annotation]]] = defaultdict(dict)
    for annotation in document.annotations:
        reach = touched(document.article, annotation.start, annotation.end)
        if document.decided.get(annotation.annotator, frozenset()).isdisjoint(reach):
            losses.add(LEFT_OUT, document.article.id, f"{annotation.label}: {annotation.text}")
        if len(reach) > 1:
            losses.add(CUT, document.article.id, f"{annotation.label}: {annotation.text}")
        for sentence in reach:
            said[sentence].setdefault(annotation.annotator, []).append(annotation)
    annotators = document.annotators
    for sentence in sorted(frozenset[int]().union(*document.decided.values())):
        here = said.get(sentence, {})
        deciders = [name for name in annotators if sentence in document.decided[name]]
        made = [_example(document, sentence, name, here.get(name, ()), losses) for name in deciders]
        if disagreements is Disagreements.SOFT:
            yield _soft(made, losses)
        elif disagreements is Disagreements.KEEP or len({example.labels for example in made}) == 1:
            yield from made


def _example(
    document: Document, sentence: int, annotator: str, annotations: Sequence[Annotation], losses: Losses
) -> Example:
    where = document.article.sentences[sentence]
    if not annotations:
        return Example(document, sentence, where.start, where.end, annotator, ())
    attributes: dict[str, dict[str, Any]] = {}
    for annotation in annotations:
        known = attributes.get(annotation.label)
        if known is None:
            attributes[annotation.label] = dict(annotation.attributes)
        elif known != annotation.attributes:
            losses.add(MERGED, f"{document.article.id}#{sentence}", f"{annotation.label}: {annotation.text}")
            known.update(annotation.attributes)
    return Example(
        document,
        sentence,
        where.start,
        where.end,
        annotator,
        tuple(sorted({annotation.label for annotation in annotations})),
        tuple(_pieces(annotations, where.start, where.end)),
        {label: values for label, values in sorted(attributes.items()) if values},
    )


def _pieces(annotations: Iterable[Annotation], start: int, end: int) -> Iterator[Piece]:
    """Yield what is said about less or more than the sentence; a sentence label is no piece of it."""
    for annotation in annotations:
        if annotation.parts or (annotation.start, annotation.end) != (start, end):
            spans = [("", annotation.start, annotation.end)]
            spans += [(part.role, part.start, part.end) for part in annotation.parts]
            for role, first, last in spans:
                low, high = max(first, start), min(last, end)
                if low < high:
                    whole = (low, high) == (first, last)
                    yield Piece(low - start, high - start, annotation.label, role, annotation.id, whole)


def _soft(made: Sequence[Example], losses: Losses) -> Example:
    """Return one example for those of several annotators, with the share of them that gave each label."""
    for example in made:
        for label in example.attributes:
            losses.add(NOT_SHARED, example.key, f"{label} of {example.annotator}")
    counts = Counter(label for example in made for label in example.labels)
    first = made[0]
    return Example(
        first.document,
        first.sentence,
        first.start,
        first.end,
        EVERYBODY,
        tuple(sorted(counts)),
        tuple(piece for example in made for piece in example.pieces),
        {},
        {label: count / len(made) for label, count in sorted(counts.items())},
    )
