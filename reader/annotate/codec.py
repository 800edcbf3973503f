"""Annotations, marks and steps as plain JSON values, and back.

Files come from elsewhere too, as by version control, so decoding is a door: notes, attributes and messages
are made harmless as article text is; everything else is refused if it holds control characters, which no
article has and which cannot be taken out without shifting offsets or changing names.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from reader.annotate.annotation import MANUAL, Anchor, Annotation, Mark, Origin, Part, State, Status
from reader.annotate.records import Change, Step, Swap
from reader.corpus.clean import clean
from reader.corpus.controls import has_controls
from reader.corpus.metadata import cleaned

Json = dict[str, Any]
LONGEST = 60
Piece = TypeVar("Piece")


def line(value: Any) -> bytes:
    """Return `value` as one line of JSON in UTF-8, without the newline."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate, as in a file name that is not UTF-8
        return json.dumps(value, separators=(",", ":")).encode()


def encode_annotation(annotation: Annotation) -> Json:
    """Return an annotation without the article and annotator it is filed under; what is empty is left out."""
    value: Json = {
        "id": annotation.id,
        "label": annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "text": annotation.text,
        "sentences": list(annotation.sentences),
        "status": annotation.status.value,
        "created": annotation.created,
        "updated": annotation.updated,
    }
    if annotation.parts:
        value["parts"] = [
            {"role": part.role, "start": part.start, "end": part.end, "text": part.text}
            for part in annotation.parts
        ]
    if annotation.attributes:
        value["attributes"] = dict(annotation.attributes)
    if annotation.note:
        value["note"] = annotation.note
    if annotation.origin != MANUAL:
        value["origin"] = encode_origin(annotation.origin)
    value["anchor"] = _encode_anchor(annotation.anchor)
    return value


def decode_annotation(value: Mapping[str, Any], article: str, annotator: str) -> Annotation:
    """Return the annotation that `encode_annotation` wrote; raise `ValueError` if it is none."""
    try:
        return Annotation(
            id=_text(value["id"]),
            article=article,
            label=_text(value["label"]),
            start=_offset(value["start"]),
            end=_offset(value["end"]),
            text=_text(value["text"]),
            sentences=tuple(_offset(sentence) for sentence in value["sentences"]),
            anchor=_decode_anchor(value["anchor"]),
            annotator=annotator,
            created=_text(value["created"]),
            updated=_text(value["updated"]),
            parts=tuple(
                Part(_text(p["role"]), _offset(p["start"]), _offset(p["end"]), _text(p["text"]))
                for p in value.get("parts", ())
            ),
            attributes=MappingProxyType(_attributes(value.get("attributes", {}))),
            note=_prose(value.get("note", "")),
            origin=_decode_origin(value["origin"]) if "origin" in value else MANUAL,
            status=Status(value["status"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an annotation: {error}") from error


def encode_mark(mark: Mark) -> Json:
    """Return a mark as plain values."""
    value: Json = {"start": mark.start, "end": mark.end, "text": mark.text, "decided": mark.decided}
    if mark.note:
        value["note"] = mark.note
    if mark.origin != MANUAL:
        value["origin"] = encode_origin(mark.origin)
    return {**value, "updated": mark.updated, "anchor": _encode_anchor(mark.anchor)}


def encode_origin(origin: Origin) -> Json:
    """Return an origin as plain values; where it was carried from only if it was."""
    value: Json = {"kind": origin.kind, "source": origin.source, "score": origin.score}
    if origin.article:
        value |= {"article": origin.article, "wording": origin.wording}
    return value


def decode_mark(value: Mapping[str, Any]) -> Mark:
    """Return the mark that `encode_mark` wrote; raise `ValueError` if it is none."""
    try:
        return Mark(
            _offset(value["start"]),
            _offset(value["end"]),
            _text(value["text"]),
            _decode_anchor(value["anchor"]),
            bool(value["decided"]),
            _prose(value.get("note", "")),
            _text(value["updated"]),
            _decode_origin(value["origin"]) if "origin" in value else MANUAL,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a mark: {error}") from error


def encode_step(step: Step) -> Json:
    """Return a step as plain values."""
    value = {
        "message": step.message,
        "at": step.at,
        "place": list(step.place) if step.place else None,
        "changes": [_encode_change(change) for change in step.changes],
    }
    return {**value, "keys": step.keys} if step.keys else value


def decode_step(value: Mapping[str, Any], annotator: str) -> Step:
    """Return the step that `encode_step` wrote; raise `ValueError` if it is none."""
    try:
        place = value["place"]
        return Step(
            _prose(value["message"]),
            _text(value["at"]),
            tuple(_decode_change(change, annotator) for change in value["changes"]),
            (_text(place[0]), _offset(place[1])) if place else None,
            _offset(value.get("keys", 0)),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a step: {error}") from error


def _encode_change(change: Change) -> Json:
    value: Json = {"article": change.article, "digest": change.digest}
    if change.annotations:
        value["annotations"] = _encode_swaps(change.annotations, encode_annotation)
    if change.marks:
        value["marks"] = _encode_swaps(change.marks, encode_mark)
    if change.state is not None:
        value["state"] = list(change.state)
    return value


def _decode_change(value: Mapping[str, Any], annotator: str) -> Change:
    article = _text(value["article"])
    state = value.get("state")
    return Change(
        article,
        _text(value["digest"]),
        _decode_swaps(
            value.get("annotations", ()), lambda piece: decode_annotation(piece, article, annotator)
        ),
        _decode_swaps(value.get("marks", ()), decode_mark),
        None if state is None else (decode_state(state[0]), decode_state(state[1])),
    )


def decode_counts(value: Any) -> dict[str, int]:
    """Return how many annotations each label has; raise `ValueError` if that is not what is there."""
    try:
        return {_text(label): _offset(count) for label, count in value.items()}
    except (AttributeError, TypeError) as error:
        raise ValueError(f"not counts of labels: {error}") from error


def decode_state(value: Any) -> State | None:
    """Return a state, None for none; raise `ValueError` for an unknown one."""
    return None if value is None else State(value)


def _encode_swaps(swaps: Sequence[Swap[Piece]], encode: Callable[[Piece], Json]) -> list[list[Json | None]]:
    return [[None if piece is None else encode(piece) for piece in swap] for swap in swaps]


def _decode_swaps(swaps: Any, decode: Callable[[Mapping[str, Any]], Piece]) -> tuple[Swap[Piece], ...]:
    return tuple(
        (None if before is None else decode(before), None if after is None else decode(after))
        for before, after in swaps
    )


def _encode_anchor(anchor: Anchor) -> Json:
    value: Json = {"prefix": anchor.prefix, "suffix": anchor.suffix, "digest": anchor.digest}
    return value if anchor.copies == 1 else {**value, "copies": anchor.copies}


def _decode_anchor(value: Mapping[str, Any]) -> Anchor:
    return Anchor(
        _text(value["prefix"]),
        _text(value["suffix"]),
        _text(value["digest"]),
        _offset(value.get("copies", 1)),
    )


def _decode_origin(value: Mapping[str, Any]) -> Origin:
    score = value["score"]
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise TypeError(f"{score!r} is not a score")
    return Origin(
        _text(value["kind"]),
        _text(value["source"]),
        score,
        _text(value.get("article", "")),
        _text(value.get("wording", "")),
    )


def _text(value: Any) -> str:
    """Return what has to stand as it is: names, times, and the words that offsets point at."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    if has_controls(value):
        shown = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
        raise TypeError(f"{shown!r} holds control characters")
    return value


def _prose(value: Any) -> str:
    """Return what is only to be read, made harmless."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return clean(value)


def _attributes(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} are no attributes")
    return dict(cleaned(value))


def _offset(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not a whole number from 0")
    return value
