"""What an annotator's decisions teach, and the sentences on which nobody is influenced.

A tenth of all sentences gets no suggestion before it is decided: on those a suggester can be measured, and
how much suggestions sway the annotator.
"""

from collections.abc import Iterator
from hashlib import blake2b

from reader.annotate.annotation import Status
from reader.annotate.records import AnnotationStore, StoreError
from reader.corpus import folding
from reader.suggest.claims import LABEL

HELD_OUT = 10
"""One of so many sentences is held out."""


def held_out(text: str) -> bool:
    """Tell whether a sentence is one of those without suggestions: the same for everybody, for good.

    It is so in every version that has its words.
    """
    words = " ".join(token.folded for token in folding.tokens(text)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=4).digest()) % HELD_OUT == 0


def decisions(store: AnnotationStore) -> list[tuple[str, bool]]:
    """Return the sentences an annotator decided about and whether each is a claim, the oldest first.

    A sentence with another label only was decided to be no claim. Texts are those of the time.
    """
    found: list[tuple[str, str, bool]] = []
    for article_id in store.articles():
        try:
            found += _of_article(store, article_id)
        except StoreError:
            continue
    return [(text, claim) for _, text, claim in sorted(found)]


def _of_article(store: AnnotationStore, article_id: str) -> Iterator[tuple[str, str, bool]]:
    record = store.read(article_id)
    accepted = [each for each in record.annotations.values() if each.status is Status.ACCEPTED]
    claims = {sentence for each in accepted if each.label == LABEL for sentence in each.sentences}
    for each in accepted:
        if each.label == LABEL:
            yield each.updated, each.text, True
        elif len(each.sentences) == 1 and claims.isdisjoint(each.sentences):
            yield each.updated, each.text, False
    places = {(each.start, each.end) for each in accepted}
    for mark in record.marks.values():
        if mark.decided and (mark.start, mark.end) not in places:
            yield mark.updated, mark.text, False
