"""Changing one annotation: its label, its reach, what it says, its note."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from reader.annotate.acts.base import Changed, anchored, quoted, with_note
from reader.annotate.acts.excluding import Excluding, in_place_of, removed, unit_of
from reader.annotate.annotation import Annotation, Mark, Part
from reader.annotate.records import Swap
from reader.annotate.schema import Label
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.clean import clean
from reader.corpus.metadata import cleaned


class EditingActs(Excluding):
    """Each is one step on one annotation; all raise `KeyError` for an id there is none of."""

    def relabel(self, article: Article, annotation_id: str, label: str) -> Changed:
        """Give an annotation another label.

        It is `relabelled`. Labels the new one excludes on these words give way, or it is `Refused`, as it is
        where the words have the new label already.
        """
        new = self.schema.get(label)
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        if stored.label == label:
            return self._as_it_was(view, stored, f"It is {label} already")
        gone: list[Annotation] = []
        if view.has(annotation_id):
            placed = view.get(annotation_id)
            self._check_unit(label, unit_of(article, placed))
            gone = self._make_way(view, [(placed.start, placed.end)], label, annotation_id)
        self._last_label = label
        words = in_place_of(f"{stored.label} on {quoted(stored.text)} made {label}", gone)
        return self._edit(view, stored, relabelled(stored, new), words, removed(view, gone))

    def resize(self, article: Article, annotation_id: str, start: int, end: int) -> Changed:
        """Let an annotation reach from `start` to `end`; raise `ValueError` if that is no piece of the text.

        Parts inside the old reach that the new one leaves out go. Raises `KeyError` for an orphan, too.
        """
        view = self._view(article)
        stored, placed = view.record.annotations[annotation_id], view.get(annotation_id)
        if (placed.start, placed.end) == (start, end):
            return self._as_it_was(view, stored, "It reaches as far as it did")
        changed = anchored(view, placed, start, end)
        gone = self._make_way(view, [(start, end)], stored.label, annotation_id)
        kept = (
            part
            for part in placed.parts
            if not _within(part, placed.start, placed.end) or _within(part, start, end)
        )
        changed = replace(changed, parts=tuple(kept))
        self._check_unit(stored.label, unit_of(article, changed))
        words = in_place_of(f"{stored.label} reaches over {quoted(changed.text)}", gone)
        return self._edit(view, stored, changed, words, removed(view, gone))

    def describe(
        self,
        article: Article,
        annotation_id: str,
        attributes: Mapping[str, Any],
        parts: Iterable[tuple[str, int, int]] | None = None,
        *,
        remark: str | None = None,
        note: str | None = None,
    ) -> Changed:
        """Set attributes of an annotation (None takes one away), its parts, and its note (`remark`).

        Parts are (role, start, end); those that are given stand in the place of all it has. A `note` is kept
        on its first sentence in the same step. An empty remark or note takes it away. Raises `ValueError` for
        offsets that are no piece of the text, and `Refused` for new parts far from the annotation.
        """
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        values = cleaned(attributes)
        merged = {key: value for key, value in {**stored.attributes, **values}.items() if value is not None}
        said = [name for name in values if merged.get(name) != stored.attributes.get(name)]
        changed = replace(stored, attributes=MappingProxyType(merged))
        if parts is not None:
            placed = view.get(annotation_id)
            made = self._parts(article, placed, parts)
            changed = replace(
                anchored(view, placed, placed.start, placed.end),
                attributes=changed.attributes,
                parts=made,
            )
            before = placed.parts
            said += [role for role in _roles(made, before) if _of(made, role) != _of(before, role)]
        if remark is not None and clean(remark).strip() != stored.note:
            changed = replace(changed, note=clean(remark).strip())
            said.append("note")
        sentence = self._sentence_of(view, stored)
        marks = self._renote(view, sentence, note)
        if not said and not marks:
            return self._as_it_was(view, stored, "It says so already")
        if not said:
            return self.set_note(article, sentence, note or "")
        words = with_note(f"{', '.join(said)} of {stored.label} on {quoted(stored.text)}", marks)
        return self._edit(view, stored, changed, words, marks=marks)

    def annotate(self, article: Article, annotation_id: str, note: str) -> Changed:
        """Keep a note on an annotation; an empty one takes it away."""
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        text = clean(note).strip()
        if text == stored.note:
            return self._as_it_was(view, stored, "The note is as it was")
        words = f"note {'on' if text else 'off'} {stored.label} on {quoted(stored.text)}"
        return self._edit(view, stored, replace(stored, note=text), words)

    def _edit(
        self,
        view: View,
        stored: Annotation,
        changed: Annotation,
        words: str,
        others: Iterable[Swap[Annotation]] = (),
        marks: Iterable[Swap[Mark]] = (),
    ) -> Changed:
        after = replace(changed, updated=self._now())
        sentence = self._sentence_of(view, stored)
        return self._do(view.article, words, sentence, annotations=[*others, (stored, after)], marks=marks)

    def _as_it_was(self, view: View, stored: Annotation, words: str) -> Changed:
        return Changed((), words, (view.article.id, self._sentence_of(view, stored)), None)


def relabelled(annotation: Annotation, label: Label) -> Annotation:
    """Return an annotation with another label.

    What that one knows of attributes and parts stays, the rest goes: it would mean nothing there.
    """
    known, roles = {each.name: each for each in label.attributes}, {role.name for role in label.parts}
    kept = {
        name: value
        for name, value in annotation.attributes.items()
        if name in known and not known[name].problem(value)
    }
    return replace(
        annotation,
        label=label.name,
        attributes=MappingProxyType({**label.defaults, **kept}),
        parts=tuple(part for part in annotation.parts if part.role in roles),
    )


def _within(part: Part, start: int, end: int) -> bool:
    return start <= part.start and part.end <= end


def _roles(*many: Iterable[Part]) -> list[str]:
    return list(dict.fromkeys(part.role for parts in many for part in parts))


def _of(parts: Iterable[Part], role: str) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in parts if part.role == role]
