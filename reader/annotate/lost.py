"""What was said of words that an article has no more as they were."""

from dataclasses import dataclass
from hashlib import sha256

from reader.annotate.annotation import UNLABELLED, Annotation, Mark
from reader.annotate.records import MarkKey
from reader.annotate.recovery import Candidate


@dataclass(frozen=True, slots=True)
class Lost:
    """An annotation or a mark without a place beyond doubt, and where it may stand, if anywhere."""

    key: str | MarkKey
    piece: Annotation | Mark
    candidate: Candidate | None

    @property
    def id(self) -> str:
        """The annotation's id; a mark has one made of its key, which is the same in every run."""
        if isinstance(self.key, str):
            return self.key
        return f"mark-{sha256(repr(self.key).encode()).hexdigest()[:12]}"

    @property
    def what(self) -> str:
        """What was said, in a word or two."""
        if isinstance(self.piece, Annotation):
            return self.piece.label
        return UNLABELLED if self.piece.decided else "note"

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Those with a candidate first, by its place; the others by where they stood."""
        place = self.candidate or self.piece
        return self.candidate is None, place.start, place.end, self.id


def says_no_more(one: Annotation, other: Annotation) -> bool:
    """Tell whether an annotation says nothing of its words that another one on them does not."""
    same = one.label == other.label and one.attributes.items() <= other.attributes.items()
    return same and not one.parts and one.note in ("", other.note)
