"""Whether annotations have a place in the texts that are there now."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reader.annotate.records import Record
from reader.annotate.view import View
from reader.corpus.corpus import Changed, Corpus

DOUBTFUL, LOST, ABSENT = "doubtful", "lost", "absent"
"""What a person has to confirm, what no words of its article are like, what has no article in the corpus."""


class Stand(NamedTuple):
    """What an annotation is in the present text: empty if it has a place, and the sentence to go to."""

    standing: str
    sentence: int


Standing = Callable[[str, Record], Mapping[str, Stand]]
"""From the id of an article and what is stored of it to how annotations stand, by id; others as stored."""


def standing(corpus: Corpus) -> Standing:
    """Return what tells which annotations have no sure place; of unchanged articles that costs no reading."""

    def of(article_id: str, record: Record) -> Mapping[str, Stand]:
        try:
            digest = corpus.entry(article_id).digest
            if all(each.anchor.digest == digest for each in record.annotations.values()):
                return {}
            view = View(corpus[article_id], record)
        except KeyError:
            return dict.fromkeys(record.annotations, Stand(ABSENT, 0))
        except (Changed, OSError):
            return {}
        found = dict.fromkeys(view.orphans, Stand(LOST, 0))
        for annotation_id, place in view.doubtful.items():
            found[annotation_id] = Stand(DOUBTFUL, _first(view, place.start, place.end))
        for each in view.annotations:
            found[each.id] = Stand("", _first(view, each.start, each.end))
        return found

    return of


def _first(view: View, start: int, end: int) -> int:
    return next(iter(view.sentences(start, end)), 0)


def everything_stands(_article_id: str, _record: Record) -> Mapping[str, Stand]:
    """Take every annotation to have its place."""
    return {}
