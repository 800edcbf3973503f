"""Labels as flat spans, for formats that know nothing else: annotations, and parts as spans of their own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.annotate.annotation import Annotation
from reader.exchange.document import Document

JOINT = "."
"""Between a label and the role of a part, as in `quote.source`."""


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of an article, in code points; `role` is empty for the annotation itself."""

    start: int
    end: int
    label: str
    role: str
    annotation: Annotation

    @property
    def layer(self) -> str:
        """What the span is called: the label, or label and role."""
        return f"{self.label}{JOINT}{self.role}" if self.role else self.label


def spans(document: Document) -> Iterator[Span]:
    """Yield annotations in their order, each followed by its parts."""
    for annotation in document.annotations:
        yield Span(annotation.start, annotation.end, annotation.label, "", annotation)
        for part in annotation.parts:
            yield Span(part.start, part.end, annotation.label, part.role, annotation)


def per_annotator(document: Document) -> Iterator[Document]:
    """Yield a document for each annotator: what one says is not to be read as what all say."""
    names = sorted({*document.annotators, *(each.annotator for each in document.annotations)})
    for name in names:
        own = tuple(each for each in document.annotations if each.annotator == name)
        yield replace(document, annotations=own, decided={name: document.decided.get(name, frozenset())})


def annotator_of(document: Document) -> str:
    """Return whose a document of `per_annotator` is."""
    return next(iter(document.decided), "")


def split_layer(name: str) -> tuple[str, str]:
    """Return label and role of the name of a layer."""
    label, _, role = name.partition(JOINT)
    return (label, role) if label else (name, "")


def overlapping(found: list[Span]) -> list[tuple[Span, Span]]:
    """Return neighbours, by start, that share text."""
    ordered = sorted(found, key=lambda span: (span.start, -span.end))
    pairs = []
    reach: Span | None = None
    for span in ordered:
        if reach is not None and span.start < reach.end:
            pairs.append((reach, span))
        if reach is None or span.end > reach.end:
            reach = span
    return pairs
