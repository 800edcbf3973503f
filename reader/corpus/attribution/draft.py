"""An attribution as the patterns find it, before speakers are known."""

from typing import NamedTuple

from reader.corpus.attribution.model import Medium
from reader.corpus.attribution.sentence import Range

NEAR, FAR = 7, 15
"""Words that may stand between what belongs together, without and with something that sets it apart."""


class Draft(NamedTuple):
    """An attribution in runs of words. `continues` if its content is the quotation after the sentence."""

    contents: tuple[Range, ...]
    cue: Range
    source: Range | None
    medium: Medium
    score: float
    reason: str
    continues: bool = False
