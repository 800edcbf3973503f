"""Labels and notes on whole sentences."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from reader.annotate.acts.base import Changed, in_words, sentence_range, unique, with_note
from reader.annotate.acts.excluding import Excluding, in_place_of, names, removed
from reader.annotate.annotation import Annotation, Status
from reader.annotate.records import Swap
from reader.annotate.schema import Unit
from reader.annotate.view import View
from reader.corpus.article import Article


class SentenceActs(Excluding):
    """One key a sentence, or a range of them."""

    def tag(self, article: Article, first: int, last: int, label: str) -> Changed:
        """Put `label` on the sentences `first` to `last`, or take it off if all of them have it; one step."""
        self.schema.get(label)
        view = self._view(article)
        span = sentence_range(article, first, last)
        self._last_label = label
        if all(view.accepted(sentence, label) for sentence in span):
            return self._take_off(view, span, label)
        return self.put(article, first, last, label)

    def put(self, article: Article, first: int, last: int, label: str, *, note: str | None = None) -> Changed:
        """Put `label` on those of the sentences `first` to `last` that lack it; one step.

        A `note` is kept on the first of them in the same step; an empty one takes it away. Labels that this
        one excludes give way to it. Raises `Refused` for a label of words alone, and where an excluded label
        stands on more than these sentences.
        """
        self._check_unit(label, Unit.SENTENCE)
        view = self._view(article)
        span = sentence_range(article, first, last)
        lacking = [sentence for sentence in span if not view.accepted(sentence, label)]
        if not lacking and note is not None:
            return self.set_note(article, span[0], note)
        if not lacking:
            return Changed((), f"{label} is on {in_words(span)} already", (article.id, span[0]), None)
        places = [(article.sentences[i].start, article.sentences[i].end) for i in lacking]
        gone = self._make_way(view, places, label)
        swaps, marks = self._put_on(view, lacking, label), self._renote(view, span[0], note)
        words = with_note(in_place_of(f"{label} on {in_words(span)}", gone), marks)
        done = self._do(article, words, span[0], annotations=[*removed(view, gone), *swaps], marks=marks)
        return replace(done, displaced=names(gone))

    def repeat(self, article: Article, first: int, last: int) -> Changed | None:
        """Put the last given label on the sentences `first` to `last`; None if none was given yet."""
        return self.put(article, first, last, self._last_label) if self._last_label else None

    def clear(self, article: Article, first: int, last: int) -> Changed:
        """Take every label off and mark the sentences decided; if that is what they are, undecided again."""
        view = self._view(article)
        span = sentence_range(article, first, last)
        accepted = unique(a for sentence in span for a in view.accepted(sentence))
        undo_decision = not accepted and all(view.decided(sentence) for sentence in span)
        view.search.prepare(article.text[article.sentences[i].start : article.sentences[i].end] for i in span)
        marks = [
            swap
            for sentence in span
            for swap in self._remark(view, sentence, decided=not undo_decision, among=span)
        ]
        words = f"{in_words(span)} undecided" if undo_decision else f"no label on {in_words(span)}"
        words += _beyond(view, span, accepted)
        return self._do(article, words, span[0], annotations=removed(view, accepted), marks=marks)

    def _put_on(self, view: View, sentences: Iterable[int], label: str) -> list[Swap[Annotation]]:
        places = [view.article.sentences[sentence] for sentence in sentences]
        view.search.prepare(view.article.text[place.start : place.end] for place in places)
        return [self._put(view, sentence, label) for sentence in sentences]

    def _put(self, view: View, sentence: int, label: str) -> Swap[Annotation]:
        """Return what gives a sentence a label: a proposal for exactly that is accepted, else one is made."""
        where = view.article.sentences[sentence]
        for proposed in view.touching(sentence, label):
            if (proposed.start, proposed.end) == (where.start, where.end):
                stored = view.record.annotations[proposed.id]
                return stored, replace(stored, status=Status.ACCEPTED, updated=self._now())
        made = self._make(view, where.start, where.end, label)
        return None, replace(made, attributes=MappingProxyType(self.schema.get(label).defaults))

    def _take_off(self, view: View, span: range, label: str) -> Changed:
        tagged = unique(a for sentence in span for a in view.accepted(sentence, label))
        touched = sorted({i for a in tagged for i in view.sentences(a.start, a.end)})
        words = f"{label} off {in_words(range(touched[0], touched[-1] + 1))}"
        return self._do(view.article, words, span[0], annotations=removed(view, tagged))


def _beyond(view: View, span: range, annotations: Iterable[Annotation]) -> str:
    """Return what to add to the words where labels go from other sentences than these, too."""
    gone: dict[str, set[int]] = {}
    for each in annotations:
        touched = view.sentences(each.start, each.end)
        if not set(touched) <= set(span):
            gone.setdefault(each.label, set()).update(touched)
    return "".join(
        f", and {label} off {in_words(range(min(touched), max(touched) + 1))}"
        for label, touched in gone.items()
    )
