"""Labels that cannot stand on the same words: the new one takes the place of the old one in one step."""

from collections.abc import Iterable, Iterator, Sequence

from reader.annotate.acts.base import Acting, Refused, piece, quoted
from reader.annotate.annotation import Annotation, Part, Status
from reader.annotate.nearby import nearby
from reader.annotate.proposals import overlapping
from reader.annotate.records import Swap
from reader.annotate.schema import Schema, Unit
from reader.annotate.view import View
from reader.corpus.article import Article


class Excluding(Acting):
    """What every act that puts a label somewhere asks first."""

    def _make_way(
        self, view: View, pieces: Sequence[tuple[int, int]], label: str, but: str = ""
    ) -> list[Annotation]:
        """Return the annotations that have to go for `label` to stand on `pieces`, in order.

        The annotation `but` may stay. Raises `Refused` if one of them says something of words beyond the
        pieces: that is more than a person can mean to take away. So it does where one of the pieces has
        `label` already.
        """
        found: dict[str, Annotation] = {}
        for start, end in pieces:
            for each in clashing(self.schema, label, start, end, overlapping(view, start, end)):
                if each.id != but:
                    found[each.id] = each
        for each in found.values():
            if each.label == label:
                raise Refused(f"{label} is on {quoted(each.text)} already")
            if each.start < pieces[0][0] or each.end > pieces[-1][1]:
                raise Refused(
                    f"{label} excludes {each.label}, which stands on more than this: {quoted(each.text)}"
                )
        return list(found.values())

    def _check_unit(self, label: str, unit: Unit) -> None:
        """Raise `Refused` if the schema puts `label` on something else only."""
        known = self.schema.get(label)
        if unit is Unit.SENTENCE and not known.on_sentences:
            raise Refused(f"{label} is put on words, not on whole sentences: mark them first")
        if unit is Unit.SPAN and not known.on_spans:
            raise Refused(f"{label} is put on whole sentences only")

    def _parts(
        self, article: Article, annotation: Annotation, given: Iterable[tuple[str, int, int]]
    ) -> tuple[Part, ...]:
        """Return the parts, as (role, start, end), that an annotation at its place is to have.

        Raises `Refused` for a new one that stands too far away, and `ValueError` for no piece of the text.
        """
        low, high = nearby(article, annotation.start, annotation.end)
        parts = tuple(Part(role, start, end, piece(article, start, end)) for role, start, end in given)
        for part in parts:
            if part not in annotation.parts and not (low <= part.start and part.end <= high):
                raise Refused(
                    f"{part.role} {quoted(part.text)} stands too far from {annotation.label} on "
                    f"{quoted(annotation.text)}: a part stands in its paragraphs, or in one beside them"
                )
        return parts


def clashing(
    schema: Schema, label: str, start: int, end: int, standing: Iterable[Annotation]
) -> Iterator[Annotation]:
    """Yield those that `label` cannot stand beside on `start:end`.

    That is itself on just these words, and labels it excludes on any of them, if they are accepted.
    """
    excluded = schema.excluded(label)
    for each in standing:
        twice = each.label == label and (each.start, each.end) == (start, end)
        beside = each.label in excluded and each.start < end and start < each.end
        if each.status is Status.ACCEPTED and (twice or beside):
            yield each


def unit_of(article: Article, annotation: Annotation) -> Unit:
    """Return whether an annotation stands on exactly one whole sentence, or on words."""
    if len(annotation.sentences) != 1:
        return Unit.SPAN
    sentence = article.sentences[annotation.sentences[0]]
    whole = (sentence.start, sentence.end) == (annotation.start, annotation.end)
    return Unit.SENTENCE if whole else Unit.SPAN


def removed(view: View, annotations: Iterable[Annotation]) -> list[Swap[Annotation]]:
    """Return what takes annotations away."""
    return [(view.record.annotations[each.id], None) for each in annotations]


def names(annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """Return the labels of annotations, each once."""
    return tuple(dict.fromkeys(each.label for each in annotations))


def in_place_of(words: str, gone: Iterable[Annotation]) -> str:
    """Return the words for an act that other labels had to give way to."""
    labels = ", ".join(names(gone))
    return f"{words}, in place of {labels}" if labels else words


def with_left(words: str, count: int) -> str:
    """Return the words for an act that passed over so many labels, which would clash with others."""
    return (
        f"{words}; {count:,} left as the words have that label, or one that excludes it" if count else words
    )
