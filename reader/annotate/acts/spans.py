"""Annotations on any piece of text, with their parts and attributes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from reader.annotate.acts.base import Changed, quoted, with_note
from reader.annotate.acts.excluding import Excluding, in_place_of, names, removed, unit_of
from reader.corpus.article import Article
from reader.corpus.clean import clean
from reader.corpus.metadata import cleaned


class SpanActs(Excluding):
    """A piece of text, whatever sentences it reaches into."""

    def tag_span(
        self,
        article: Article,
        start: int,
        end: int,
        label: str,
        *,
        attributes: Mapping[str, Any] = MappingProxyType({}),
        parts: Iterable[tuple[str, int, int]] = (),
        remark: str = "",
        note: str | None = None,
    ) -> Changed:
        """Put `label` on `text[start:end]`, with `parts` as (role, start, end).

        `attributes` come on top of the defaults of the label; None takes one away. A `remark` is its note. A
        `note` is kept on the first sentence it touches in the same step; an empty one takes it away. Labels
        that this one excludes give way to it. Raises `ValueError` for offsets that are not a piece of the
        text, and `Refused` for a label of whole sentences alone, for parts far from it, where these words
        have the label already, and where an excluded label stands on more than them.
        """
        known = self.schema.get(label)
        view = self._view(article)
        made = self._make(view, start, end, label)
        self._check_unit(label, unit_of(article, made))
        said = {**known.defaults, **cleaned(attributes)}
        made = replace(
            made,
            attributes=MappingProxyType({name: value for name, value in said.items() if value is not None}),
            parts=self._parts(article, made, parts),
            note=clean(remark).strip(),
        )
        gone = self._make_way(view, [(start, end)], label)
        sentence = made.sentences[0] if made.sentences else 0
        marks = self._renote(view, sentence, note)
        self._last_label = label
        words = with_note(in_place_of(f"{label} on {quoted(made.text)}", gone), marks)
        swaps = [*removed(view, gone), (None, made)]
        done = self._do(article, words, sentence, annotations=swaps, marks=marks)
        return replace(done, displaced=names(gone))

    def tag_piece(
        self, article: Article, start: int, end: int, label: str, parts: Iterable[tuple[str, int, int]] = ()
    ) -> Changed:
        """Put `label` on `text[start:end]` as `tag_span` does, or take it off if it stands on just that."""
        view = self._view(article)
        for sentence in view.sentences(start, end)[:1]:
            for each in view.accepted(sentence, label):
                if (each.start, each.end) == (start, end):
                    return self.remove(article, each.id)
        return self.tag_span(article, start, end, label, parts=parts)

    def remove(self, article: Article, annotation_id: str) -> Changed:
        """Take one annotation away, an orphan too; raise `KeyError` if there is none of that id."""
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        words = f"{stored.label} off {quoted(stored.text)}"
        return self._do(article, words, self._sentence_of(view, stored), annotations=[(stored, None)])

    def set_attributes(
        self, article: Article, annotation_id: str, values: Mapping[str, Any], *, note: str | None = None
    ) -> Changed:
        """Set attributes of one annotation, None takes one away; raise `KeyError` for an unknown id.

        A `note` is kept on its first sentence in the same step; an empty one takes it away.
        """
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        values = cleaned(values)
        merged = {key: value for key, value in {**stored.attributes, **values}.items() if value is not None}
        sentence = self._sentence_of(view, stored)
        if merged == dict(stored.attributes) and note is not None:
            return self.set_note(article, sentence, note)
        if merged == dict(stored.attributes):
            return Changed((), "The attributes are as they were", (article.id, sentence), None)
        marks = self._renote(view, sentence, note)
        words = with_note(f"{', '.join(values)} of {stored.label} on {quoted(stored.text)}", marks)
        changed = replace(stored, attributes=MappingProxyType(merged), updated=self._now())
        return self._do(article, words, sentence, annotations=[(stored, changed)], marks=marks)
