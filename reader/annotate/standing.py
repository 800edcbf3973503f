"""Whether annotations have a place in the texts that are there now."""

from collections.abc import Callable, Mapping

from reader.annotate.records import Record
from reader.annotate.view import View
from reader.corpus.corpus import Changed, Corpus

DOUBTFUL, LOST, ABSENT = "doubtful", "lost", "absent"
"""What a person has to confirm, what no words of its article are like, what has no article in the corpus."""

Standing = Callable[[str, Record], Mapping[str, str]]
"""From the id of an article and what is stored of it to what annotations are that have no place, by id."""


def standing(corpus: Corpus) -> Standing:
    """Return what tells which annotations have no sure place; of unchanged articles that costs no reading."""

    def of(article_id: str, record: Record) -> Mapping[str, str]:
        try:
            digest = corpus.entry(article_id).digest
            if all(each.anchor.digest == digest for each in record.annotations.values()):
                return {}
            view = View(corpus[article_id], record)
        except KeyError:
            return dict.fromkeys(record.annotations, ABSENT)
        except (Changed, OSError):
            return {}
        return dict.fromkeys(view.doubtful, DOUBTFUL) | dict.fromkeys(view.orphans, LOST)

    return of


def everything_stands(_article_id: str, _record: Record) -> Mapping[str, str]:
    """Take every annotation to have its place."""
    return {}
