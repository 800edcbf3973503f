"""Sentence segmentation with exact offsets."""


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as `(start, end)`."""
    raise NotImplementedError
