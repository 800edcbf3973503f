"""Saying of sentences what others say of them: adjudicating, and making one sentence like another."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reader.annotate.acts.base import (
    Acting,
    Changed,
    Refused,
    in_words,
    piece,
    quoted,
    sentence_range,
    unique,
)
from reader.annotate.acts.excluding import clashing
from reader.annotate.annotation import Annotation, Mark, Origin, Part
from reader.annotate.records import Change, Swap
from reader.annotate.transfer import transferred
from reader.annotate.view import View
from reader.corpus.article import Article

ADJUDICATED, CARRIED = "adjudicated", "carried"
Settled = tuple[Article, range, Collection[int], Iterable[Annotation]]
"""Sentences of an article, those of them that somebody decided, and what is said of them."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """What to say of a piece of an article, and where that comes from."""

    of: Annotation
    start: int
    end: int
    parts: tuple[tuple[str, int, int], ...]
    origin: Origin

    @property
    def key(self) -> Hashable:
        return _key(self.of, self.start, self.end, self.parts)


class SettlingActs(Acting):
    """What was said of the sentences before gives way.

    Acts raise `Refused` if it is of others too, and for labels that exclude each other.
    """

    def settle(
        self,
        article: Article,
        sentences: range,
        taken: Iterable[Annotation],
        words: str,
        decided: Collection[int] | None = None,
    ) -> Changed:
        """Say of these sentences exactly what the annotations taken from others say; one step.

        They stand at their places in the present text. Sentences without any are decided without a label, of
        those that others `decided` if these are given. `words` name the step for a person.
        """
        copies, origin = _taken(taken), Origin(ADJUDICATED)
        for at, one in enumerate(copies):
            for other in copies[:at]:
                if any(clashing(self.schema, one.of.label, one.start, one.end, [other.of])):
                    raise Refused(
                        f"{one.of.label} and {other.of.label} cannot stand on the same words: take one"
                    )
        return self._instead(self._view(article), sentences, copies, words, origin, decided)

    def settle_all(self, found: Iterable[Settled], words: str) -> Changed:
        """Say of many sentences what was taken from others, as `settle` does; one step, not carried further.

        Of what comes together in an article, only sentences of which nothing was decided before are settled.
        `words` name the step, and how many labels and sentences it was are added.
        """
        changes: list[Change] = []
        labels = bare = 0
        for _, together in groupby(found, lambda each: each[0].id):
            view: View | None = None
            swaps: list[Swap[Annotation]] = []
            marks: list[Swap[Mark]] = []
            for article, sentences, decided, taken in together:
                view = view or View(article, self.store.read(article.id))
                if not any(view.decided(at) for at in sentences):
                    copies, origin = _taken(taken), Origin(ADJUDICATED)
                    made, marked = self._replaced(view, sentences, copies, origin, decided)
                    swaps += made
                    marks += marked
            if view is not None and (swaps or marks):
                labels += len(swaps)
                bare += sum(after is not None for _, after in marks)
                changes.append(Change(view.article.id, view.article.digest, tuple(swaps), tuple(marks)))
        if not changes:
            return Changed((), "There is nothing to settle", None, None)
        done = f"{words}: labels {labels:,}, sentences without a label {bare:,}, articles {len(changes):,}"
        return self._keep(done, None, tuple(changes))

    def make_alike(self, article: Article, sentence: int, source: Article, like: int) -> Changed:
        """Say of a sentence what is said of another one in nearly the same words; one step.

        Spans and parts go where their words are; those whose words it has not are left out. An annotation
        that reaches further than the sentence is taken as far as that goes.
        """
        view = self._view(article)
        sentence_range(article, sentence, sentence)
        sentence_range(source, like, like)
        copies = list(_transferred(self._view(source).accepted(like), source, like, article, sentence))
        words = f"{in_words(range(sentence, sentence + 1))} labelled like {in_words(range(like, like + 1))}"
        if article.id != source.id:
            words = f"{words} of {source.title}"
        origin = Origin(CARRIED, article=source.id, wording=source.sentence_text(like))
        return self._instead(view, range(sentence, sentence + 1), copies, words, origin)

    def _instead(
        self,
        view: View,
        sentences: range,
        copies: Sequence[_Copy],
        words: str,
        origin: Origin,
        decided: Collection[int] | None = None,
    ) -> Changed:
        """Replace what is said of sentences; `origin` is that of decisions to give no label."""
        article = view.article
        span = sentence_range(article, sentences[0], sentences[-1])
        standing = unique(each for sentence in span for each in view.accepted(sentence))
        covered = {at for copy in copies for at in view.sentences(copy.start, copy.end)}
        bare = [at for at in span if at not in covered and (decided is None or at in decided)]
        has_marks = all(any(mark.decided for mark in view.marks(at)) for at in bare)
        if has_marks and {_standing_key(each) for each in standing} == {copy.key for copy in copies}:
            return Changed((), f"{in_words(span)} said so already", (article.id, span[0]), None)
        for each in standing:
            if not set(view.sentences(each.start, each.end)) <= set(span):
                raise Refused(f"{each.label} stands on more than {in_words(span)}: {quoted(each.text)}")
        swaps, marks = self._replaced(view, span, copies, origin, decided)
        return self._do(article, words, span[0], annotations=swaps, marks=marks)

    def _replaced(
        self,
        view: View,
        span: range,
        copies: Sequence[_Copy],
        origin: Origin,
        decided: Collection[int] | None,
    ) -> tuple[list[Swap[Annotation]], list[Swap[Mark]]]:
        """Return what puts copies in the place of all that is said of sentences."""
        standing = unique(each for sentence in span for each in view.accepted(sentence))
        covered = {at for copy in copies for at in view.sentences(copy.start, copy.end)}
        view.search.prepare(view.article.sentence_text(at) for at in span)
        swaps: list[Swap[Annotation]] = [(view.record.annotations[each.id], None) for each in standing]
        swaps += [(None, self._copied(view, copy)) for copy in copies]
        bare = [at for at in span if at not in covered and (decided is None or at in decided)]
        marks = [
            swap for at in bare for swap in self._remark(view, at, decided=True, origin=origin, among=bare)
        ]
        return swaps, marks

    def _copied(self, view: View, copy: _Copy) -> Annotation:
        parts = (Part(role, start, end, piece(view.article, start, end)) for role, start, end in copy.parts)
        return replace(
            self._make(view, copy.start, copy.end, copy.of.label),
            parts=tuple(parts),
            attributes=copy.of.attributes,
            note=copy.of.note,
            origin=copy.origin,
        )


def _taken(annotations: Iterable[Annotation]) -> list[_Copy]:
    """Return what stands as others have it."""
    return [
        _Copy(
            each,
            each.start,
            each.end,
            tuple((part.role, part.start, part.end) for part in each.parts),
            Origin(ADJUDICATED, each.id),
        )
        for each in annotations
    ]


def _transferred(
    annotations: Iterable[Annotation], source: Article, like: int, article: Article, sentence: int
) -> Iterator[_Copy]:
    here, there = source.sentences[like], article.sentences[sentence]
    wording, other = source.sentence_text(like), article.sentence_text(sentence)

    def to(start: int, end: int) -> tuple[int, int] | None:
        start, end = max(start, here.start) - here.start, min(end, here.end) - here.start
        if (start, end) == (0, len(wording)):
            return there.start, there.end
        found = transferred(start, end, wording, other) if start < end else None
        return found and (found[0] + there.start, found[1] + there.start)

    for each in annotations:
        if place := to(each.start, each.end):
            parts = [(part.role, to(part.start, part.end)) for part in each.parts]
            kept = tuple((role, *where) for role, where in parts if where)
            yield _Copy(each, *place, kept, Origin(CARRIED, each.id, article=source.id, wording=wording))


def _standing_key(annotation: Annotation) -> Hashable:
    parts = tuple((part.role, part.start, part.end) for part in annotation.parts)
    return _key(annotation, annotation.start, annotation.end, parts)


def _key(annotation: Annotation, start: int, end: int, parts: tuple[tuple[str, int, int], ...]) -> Hashable:
    said = tuple(sorted((key, repr(value)) for key, value in annotation.attributes.items()))
    return annotation.label, start, end, parts, said, annotation.note
