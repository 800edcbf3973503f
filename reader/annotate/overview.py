"""What a list shows of the annotations of articles, and what a search may ask of them."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.annotate.annotation import Annotation, Mark
    from reader.annotate.records import AnnotationStore, Summary
    from reader.corpus.corpus import Corpus

STATE_NAMES = {"to do": "todo", "to-do": "todo", "in-progress": "in progress", "progress": "in progress"}
"""How else people write the states."""


class Overview(NamedTuple):
    """What a list shows of an article's annotations.

    `counts` maps labels to the number of accepted annotations; `state` is the value of the article's `State`;
    `decided` counts sentences.
    """

    counts: tuple[tuple[str, int], ...] = ()
    state: str = "todo"
    noted: bool = False
    decided: int = 0

    @property
    def total(self) -> int:
        """The number of labels."""
        return sum(count for _, count in self.counts)

    @property
    def waiting(self) -> bool:
        """Whether the article still waits for its labels."""
        return not self.total and self.state != "done"

    def has(self, label: str) -> bool:
        """Tell whether the article has a label, by its casefolded name; `*` is any."""
        return any(count and label in (name.casefold(), "*") for name, count in self.counts)


NOTHING_KNOWN = Overview()


def overviews(
    store: "AnnotationStore",
    article_ids: Iterable[str],
    complain: Callable[[str], object],
    corpus: "Corpus | None" = None,
) -> dict[str, Overview]:
    """Return what a list shows of some articles; a damaged file is complained of, and the others are read.

    With a `corpus` only what has its place in the present texts counts; articles that changed since anything
    was said of them are read for that.
    """
    from reader.annotate.records import StoreError

    found: dict[str, Overview] = {}
    wanted = list(article_ids)
    digests = _digests(corpus, wanted) if corpus is not None else {}
    for article_id in wanted:
        try:
            stored = summary(store, article_id, digests.get(article_id, ""), corpus)
        except StoreError as error:
            complain(str(error))
            continue
        labels = tuple(stored.labels.items())
        found[article_id] = Overview(labels, str(stored.standing), bool(stored.noted), stored.decided)
    return found


def summary(store: "AnnotationStore", article_id: str, digest: str, corpus: "Corpus | None") -> "Summary":
    """Return the counts of an article whose present text has a digest, empty if that is not known.

    Raises `StoreError` as the store does.
    """
    said = store.summary(article_id)
    if corpus is None or not digest or said.digests <= {digest}:
        return said
    from reader.annotate.view import View
    from reader.corpus.corpus import Changed

    try:
        return View(corpus[article_id], store.read(article_id)).summary()
    except (KeyError, Changed):
        return said


def _digests(corpus: "Corpus", article_ids: Sequence[str]) -> dict[str, str]:
    rows = corpus.index.rows(
        "SELECT id, digest FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(article_ids),),
    )
    return {article_id: digest.hex() for article_id, digest in rows}


def with_note(
    store: "AnnotationStore",
    article_ids: Iterable[str],
    words: str,
    complain: Callable[[str], object] = lambda _: None,
) -> list[str]:
    """Return those of the articles that have a note with these words in it, in any case."""
    from reader.annotate.records import StoreError

    wanted, found = words.casefold(), []
    for article_id in article_ids:
        try:
            record = store.load(article_id)
        except StoreError as error:
            complain(str(error))
            continue
        pieces: list[Annotation | Mark] = [*record.marks.values(), *record.annotations.values()]
        if any(piece.note and wanted in piece.note.casefold() for piece in pieces):
            found.append(article_id)
    return found


def resolvers(
    known: Mapping[str, Overview],
    everything: Callable[[], Iterable[int]],
    numbers: Callable[[Iterable[str]], Mapping[str, int]],
    noted: Callable[[Collection[str], str], Collection[str]],
) -> dict[str, Callable[[str], Collection[str] | Collection[int]]]:
    """Return what a search can ask for that is not in the articles, each from a value to ids or numbers.

    `known` is what is said of the articles that have annotations, by id; `everything` returns the numbers of
    all articles, `numbers` those of some by their ids, `noted` those of some with some words in a note.
    """

    def labelled(value: str) -> list[str]:
        wanted = value.casefold()
        return [each for each, said in known.items() if said.has(wanted)]

    def in_state(value: str) -> Collection[str] | Collection[int]:
        wanted = STATE_NAMES.get(value.casefold(), value.casefold())
        if wanted != NOTHING_KNOWN.state:
            return [each for each, said in known.items() if said.state == wanted]
        begun = (each for each, said in known.items() if said.state != wanted)
        return set(everything()).difference(numbers(begun).values())

    def with_words(value: str) -> Collection[str]:
        having = [each for each, said in known.items() if said.noted]
        return having if value == "*" else noted(having, value)

    return {"label": labelled, "state": in_state, "note": with_words}
