"""What many formats cannot express: attributes, notes, and sentences decided to carry no label."""

from reader.annotate.annotation import Annotation
from reader.exchange.document import Document
from reader.exchange.gather import touched
from reader.exchange.losses import Losses

ATTRIBUTES = "attributes"
NOTES = "notes"
NEGATIVES = "sentences decided to carry no label"


def lose_extras(annotation: Annotation, losses: Losses) -> None:
    """Count the attributes and the note of an annotation as lost."""
    for name in annotation.attributes:
        losses.add(ATTRIBUTES, annotation.article, f"{name} of {annotation.label}")
    if annotation.note:
        losses.add(NOTES, annotation.article, annotation.note)


def lose_negatives(document: Document, losses: Losses) -> None:
    """Count the decided sentences of a document that no annotation touches as lost."""
    for sentence in negatives(document):
        losses.add(NEGATIVES, document.article.id, f"sentence {sentence}")


def negatives(document: Document) -> list[int]:
    """Return the sentences of a document of one annotator that were decided to carry no label."""
    labelled = {s for a in document.annotations for s in touched(document.article, a.start, a.end)}
    return sorted(frozenset[int]().union(*document.decided.values()) - labelled)
