"""Annotations whose article is not in the corpus under its old id: where that may be now."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from reader.annotate.records import AnnotationStore, Record, StoreError
from reader.corpus.corpus import Corpus
from reader.corpus.query import parse
from reader.corpus.search import search

PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){5}")
PHRASES = 5
"""So many of the longest remembered pieces are looked for in the texts of the corpus, by a phrase of each."""


@dataclass(frozen=True, slots=True)
class Stray:
    """An article with annotations that is not in the corpus; `same` are those with the very text it had.

    Where `to` names one of them there is no doubt: it alone has the text, or it alone has the file name too,
    and nothing is said of it yet, nor is it meant for another stray. That labels went there and were brought
    back is doubt.
    """

    article: str
    same: tuple[str, ...] = ()
    to: str | None = None


def strays(store: AnnotationStore, corpus: Corpus) -> list[Stray]:
    """Return the articles an annotator said something of that a folder of articles does not hold any more.

    Of a single file nobody can know what lies beside it: there are none. Costs a look at the names of all,
    and a look at all digests if any is missing. Damaged files of annotations are passed over.
    """
    if not corpus.root.is_dir() or not corpus.complete:
        return []
    digests: dict[str, str] = {}
    for article in _missing(corpus, store.articles()):
        try:
            digests[article] = store.read(article).digest
        except StoreError:
            continue
    same = _with_digests(corpus, set(digests.values()))
    found = [Stray(article, tuple(same.get(digest, ()))) for article, digest in digests.items()]
    refused = _taken_back(store) if any(map(_only, found)) else set()
    wanted = {
        stray.article: to
        for stray in found
        if (to := _only(stray)) and (stray.article, to) not in refused and _is_gone(corpus, stray.article)
    }
    often = Counter(wanted.values())
    return [
        Stray(stray.article, stray.same, to if often[to] == 1 and _is_free(store, to) else None)
        if (to := wanted.get(stray.article))
        else stray
        for stray in found
    ]


def likely(corpus: Corpus, record: Record) -> str | None:
    """Return the article that holds most of what was said something of; None if none holds half of it."""
    texts = sorted((piece.text for piece in record.pieces()), key=len, reverse=True)
    phrases = [match.group() for text in texts if (match := PHRASE.search(text))][:PHRASES]
    votes = Counter(number for phrase in phrases for number in search(corpus, parse(f'"{phrase}"')))
    if not votes:
        return None
    number, most = votes.most_common(1)[0]
    return next(iter(corpus.ids([number])), None) if 2 * most >= len(phrases) else None


def _taken_back(store: AnnotationStore) -> set[tuple[str, str]]:
    """Return from which articles to which anything went by steps that were undone."""
    found: set[tuple[str, str]] = set()
    for step in store.undone():
        swaps = [
            (change.article, swap)
            for change in step.changes
            for swap in (*change.annotations, *change.marks, *([change.state] if change.state else []))
        ]
        left = {article for article, (_, after) in swaps if after is None}
        came = {article for article, (before, _) in swaps if before is None}
        found.update((old, new) for old in left for new in came)
    return found


def _missing(corpus: Corpus, articles: Iterable[str]) -> Iterator[str]:
    """Yield those of some ids that the corpus does not have."""
    rows = corpus.index.rows(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM articles) ORDER BY value",
        (json.dumps(list(articles)),),
    )
    return (article for (article,) in rows)


def _with_digests(corpus: Corpus, wanted: Collection[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    if any(wanted):
        for article, digest in corpus.index.each("SELECT id, digest FROM articles ORDER BY id"):
            if digest.hex() in wanted:
                found.setdefault(digest.hex(), []).append(article)
    return found


def _only(stray: Stray) -> str | None:
    """Return the one of several articles with the same text that has the same file name, too."""
    if len(stray.same) == 1:
        return stray.same[0]
    named = [each for each in stray.same if PurePosixPath(each).name == PurePosixPath(stray.article).name]
    return named[0] if len(named) == 1 else None


def _is_gone(corpus: Corpus, article: str) -> bool:
    """Tell whether the file of an article is gone, rather than only unreadable for now."""
    return "#" in article or not (corpus.root / article).exists()


def _is_free(store: AnnotationStore, article: str) -> bool:
    try:
        return store.read(article).empty
    except StoreError:
        return False
