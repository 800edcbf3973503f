"""What an annotator's decisions teach, and the sentences on which nobody is influenced.

A tenth of all sentences gets no suggestion before it is decided: on those a suggester can be measured, and
how much suggestions sway the annotator.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from reader.annotate.annotation import Annotation, Status
from reader.annotate.proposals import CARRIED
from reader.annotate.records import AnnotationStore, StoreError
from reader.corpus import folding
from reader.suggest.claims import LABEL

HELD_OUT = 10
"""One of so many sentences is held out."""


@lru_cache(maxsize=1 << 14)
def held_out(text: str) -> bool:
    """Tell whether a sentence is one of those without suggestions: the same for everybody, for good.

    It is so in every version that has its words.
    """
    words = folding.folded(text).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=4).digest()) % HELD_OUT == 0


def decisions(store: AnnotationStore, *, apart: bool = False) -> list[tuple[str, bool]]:
    """Return the sentences an annotator decided about and whether each is a claim, the oldest first.

    A sentence whose claim was rejected, or with another label only, was decided to be no claim. What was
    carried is no decision of its own, and of the same words only the last one counts. Texts are those of the
    time. Those held out are left `apart` if that is asked for, to measure on them.
    """
    found: list[tuple[str, str, bool]] = []
    for article_id in store.articles():
        try:
            found += _of_article(store, article_id)
        except StoreError:
            continue
    newest: dict[str, tuple[str, bool]] = {}
    for _, text, claim in sorted(found, reverse=True):
        newest.setdefault(folding.folded(text), (text, claim))
    return [each for each in reversed(newest.values()) if not (apart and held_out(each[0]))]


def _of_article(store: AnnotationStore, article_id: str) -> Iterator[tuple[str, str, bool]]:
    """Yield when something was decided about a text, the text, and whether it is a claim."""
    record = store.read(article_id)
    own = [each for each in record.annotations.values() if each.origin.kind != CARRIED]
    accepted = [each for each in record.annotations.values() if each.status is Status.ACCEPTED]
    claims = {sentence for each in accepted if each.label == LABEL for sentence in each.sentences}
    for each in own:
        if each.label == LABEL and each.status is Status.ACCEPTED:
            yield each.updated, each.text, True
        elif claims.isdisjoint(each.sentences) and _is_negative(each):
            yield each.updated, each.text, False
    places = {(each.start, each.end) for each in accepted}
    for mark in record.marks.values():
        if mark.decided and mark.origin.kind != CARRIED and (mark.start, mark.end) not in places:
            yield mark.updated, mark.text, False


def _is_negative(annotation: Annotation) -> bool:
    """Tell whether something says of its words that they are no claim."""
    if annotation.label == LABEL:
        return annotation.status is Status.REJECTED
    return annotation.status is Status.ACCEPTED and len(annotation.sentences) == 1
