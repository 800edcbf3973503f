"""What many formats cannot express: attributes, notes, and sentences decided to carry no label."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.annotate.annotation import Annotation, Status
from reader.exchange.document import Document
from reader.exchange.gather import touched
from reader.exchange.losses import Losses

ATTRIBUTES = "attributes"
NOTES = "notes"
NEGATIVES = "sentences decided to carry no label"

PIECES = "spans and parts inside sentences"
SHARES = "shares of annotators, for which every label that anyone gave is written"
STATUS = "labels nobody accepted, written as if somebody had"
POINTED = "labels with a point in their name, which an import takes for a part"
SAYS_STATUS = {("jsonl", "article"), ("parquet", "article")}
SAYS_PROPOSED = {*SAYS_STATUS, ("label-studio", "article")}
SAYS_NAMES = ("jsonl", "parquet", "csv", "web-annotation")
"""Formats, or formats and units, whose records tell such things apart."""


def lose_always(documents: Iterable[Document], form: str, unit: str, losses: Losses) -> Iterator[Document]:
    """Pass documents on; count what their annotations say that no record of the format and unit has."""
    accepted, noted = Status.ACCEPTED, unit == "sentence"
    pointed = form not in SAYS_NAMES and unit == "article"
    for document in documents:
        for annotation in document.annotations:
            if annotation.status is not accepted:
                said = SAYS_PROPOSED if annotation.status is Status.PROPOSED else SAYS_STATUS
                if (form, unit) not in said:
                    losses.add(STATUS, annotation.article, f"{annotation.label}: {annotation.text}")
            if noted and annotation.note:
                losses.add(NOTES, annotation.article, annotation.note)
            if pointed and "." in annotation.label:
                losses.add(POINTED, annotation.article, f"{annotation.label}: {annotation.text}")
        yield document


def lose_inside(row: Mapping[str, Any], losses: Losses) -> None:
    """Count the spans and attributes of an example as lost."""
    for span in row["spans"]:
        losses.add(PIECES, row["id"], span["text"])
    for label, values in row["attributes"].items():
        for name in values:
            losses.add(ATTRIBUTES, row["id"], f"{name} of {label}")


def lose_shares(row: Mapping[str, Any], losses: Losses) -> None:
    """Count the example of annotators who differ as one whose shares are lost."""
    if any(0 < share < 1 for share in row["multi_hot"]):
        losses.add(SHARES, row["id"], ", ".join(row["labels"]))


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
