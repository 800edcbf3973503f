"""Sentence segmentation with exact offsets."""

import re

_PIECE = re.compile(r"\S(?:[^\n]*?[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|[^\n]*\S|)")


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as `(start, end)`, in code points, end exclusive."""
    return [match.span() for match in _PIECE.finditer(text)]
