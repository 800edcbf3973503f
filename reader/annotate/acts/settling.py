"""Saying of sentences what others say of them: adjudicating, and making one sentence like another."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.annotate.acts.base import Acting, Changed, in_words, piece, sentence_range, unique
from reader.annotate.annotation import Annotation, Origin, Part
from reader.annotate.records import Swap
from reader.annotate.transfer import transferred
from reader.annotate.view import View
from reader.corpus.article import Article

ADJUDICATED, CARRIED = "adjudicated", "carried"


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
    """What was said of the sentences before gives way."""

    def settle(self, article: Article, sentences: range, taken: Iterable[Annotation], words: str) -> Changed:
        """Say of these sentences exactly what the annotations taken from others say; one step.

        They stand at their places in the present text. Sentences without any are decided without a label.
        `words` name the step for a person.
        """
        copies = [
            _Copy(
                each,
                each.start,
                each.end,
                tuple((part.role, part.start, part.end) for part in each.parts),
                Origin(ADJUDICATED, each.id),
            )
            for each in taken
        ]
        return self._instead(self._view(article), sentences, copies, words, Origin(ADJUDICATED))

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
        self, view: View, sentences: range, copies: Sequence[_Copy], words: str, origin: Origin
    ) -> Changed:
        """Replace what is said of sentences; `origin` is that of decisions to give no label."""
        article = view.article
        span = sentence_range(article, sentences[0], sentences[-1])
        standing = unique(each for sentence in span for each in view.accepted(sentence))
        covered = {at for copy in copies for at in view.sentences(copy.start, copy.end)}
        bare = [at for at in span if at not in covered]
        has_marks = all(any(mark.decided for mark in view.marks(at)) for at in bare)
        if has_marks and {_standing_key(each) for each in standing} == {copy.key for copy in copies}:
            return Changed((), f"{in_words(span)} said so already", (article.id, span[0]), None)
        view.search.prepare(article.sentence_text(at) for at in span)
        swaps: list[Swap[Annotation]] = [(view.record.annotations[each.id], None) for each in standing]
        swaps += [(None, self._copied(view, copy)) for copy in copies]
        marks = [
            (before, after and replace(after, origin=origin))
            for at in bare
            for before, after in self._remark(view, at, decided=True)
        ]
        return self._do(article, words, span[0], annotations=swaps, marks=marks)

    def _copied(self, view: View, copy: _Copy) -> Annotation:
        parts = (Part(role, start, end, piece(view.article, start, end)) for role, start, end in copy.parts)
        return replace(
            self._make(view, copy.start, copy.end, copy.of.label),
            parts=tuple(parts),
            attributes=copy.of.attributes,
            note=copy.of.note,
            origin=copy.origin,
        )


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
