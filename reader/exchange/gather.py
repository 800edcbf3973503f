"""Documents of a corpus: each article with what some annotators say about it, read one at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.annotate.anchors import Search, place, place_mark
from reader.annotate.annotation import Annotation, Status
from reader.annotate.records import AnnotationStore, Record, StoreError
from reader.corpus import furniture
from reader.corpus.article import Article
from reader.exchange.document import Document
from reader.exchange.losses import Losses
from reader.exchange.selection import Selection

GONE = "annotations whose words are not in the present text (reader recover)"
UNSURE = "decisions on sentences that are not in the present text (reader recover)"
HIDDEN = "sentences with an accepted label that was not asked for, which would be wrong examples"
NOTED = "notes on sentences"
DAMAGED = "articles whose annotations could not be read"


def documents(
    articles: Iterable[Article],
    stores: Sequence[AnnotationStore],
    selection: Selection,
    losses: Losses,
    *,
    story: Callable[[str], str] = lambda article_id: article_id,
    site: Callable[[Article], frozenset[int]] = furniture.furniture,
) -> Iterator[Document]:
    """Yield a document for each article that one of the annotators of `stores` decided anything about.

    `story` returns the key of the story an article is in, `site` the sentences that are site furniture. What
    cannot be placed in the present text, and articles whose annotations are damaged, go to `losses`.
    """
    for article in articles:
        key = story(article.id)
        if selection.stories and key not in selection.stories:
            continue
        try:
            records = {store.annotator: store.read(article.id) for store in stores}
        except StoreError as error:
            losses.add(DAMAGED, article.id, str(error))
            continue
        if not all(record.empty for record in records.values()):
            yield _document(article, records, selection, losses, key, site)


def _document(
    article: Article,
    records: dict[str, Record],
    selection: Selection,
    losses: Losses,
    story: str,
    site: Callable[[Article], frozenset[int]],
) -> Document:
    for mark in (mark for record in records.values() for mark in record.marks.values() if mark.note):
        losses.add(NOTED, article.id, mark.note)
    search = Search(article.text)
    taken: list[Annotation] = []
    decided: dict[str, frozenset[int]] = {}
    skipped = frozenset() if selection.furniture else site(article) | furniture.repeats(article).keys()
    for annotator, record in records.items():
        placed = list(_placed(article, record, selection, losses, search))
        taken += (a for a in placed if selection.takes(a))
        hidden = {s for a in placed if selection.hides(a) for s in touched(article, a.start, a.end)}
        known = _decided(article, record, placed, selection, losses, search) - skipped
        for sentence in sorted(known & hidden):
            losses.add(HIDDEN, article.id, article.sentence_text(sentence))
        decided[annotator] = known - hidden
    taken.sort(key=lambda a: (a.start, a.end, a.annotator, a.id))
    return Document(article, tuple(taken), decided, frozenset(skipped), story)


def _placed(
    article: Article, record: Record, selection: Selection, losses: Losses, search: Search
) -> Iterator[Annotation]:
    for stored in record.annotations.values():
        placed = place(stored, article.text, article.digest, search)
        if placed is not None and exact(placed, article.text):
            yield placed
        elif selection.takes(stored):
            losses.add(GONE, article.id, f"{stored.label} of {stored.annotator}: {stored.text}")


def exact(annotation: Annotation, text: str) -> bool:
    """Tell whether the words of an annotation and of its parts are those that stand at their places."""
    pieces = [(annotation.start, annotation.end, annotation.text)]
    pieces += [(part.start, part.end, part.text) for part in annotation.parts]
    return all(0 <= start <= end and text[start:end] == words for start, end, words in pieces)


def _decided(
    article: Article,
    record: Record,
    placed: Iterable[Annotation],
    selection: Selection,
    losses: Losses,
    search: Search,
) -> frozenset[int]:
    if selection.undecided:
        return frozenset(range(len(article.sentences)))
    found: set[int] = set()
    for annotation in placed:
        if annotation.status is Status.ACCEPTED or selection.takes(annotation):
            found.update(touched(article, annotation.start, annotation.end))
    for kept in record.marks.values():
        if kept.decided:
            mark = place_mark(kept, article.text, article.digest, search)
            if mark is not None:
                found.update(touched(article, mark.start, mark.end))
            else:
                losses.add(UNSURE, article.id, kept.text)
    return frozenset(found)


def touched(article: Article, start: int, end: int) -> range:
    """Return the sentences that `text[start:end]` reaches into."""
    sentences = article.sentences
    return range(
        bisect_right(sentences, start, key=lambda each: each.end),
        bisect_left(sentences, end, key=lambda each: each.start),
    )
