"""All annotations as rows that can be searched, for looking over and for acting on many at once.

Texts of articles are not needed: a row is what is stored of an annotation, and what the index knows of its
article.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from reader.annotate.annotation import UNLABELLED, Annotation, Status
from reader.annotate.proposals import CARRIED, REJECTED, Proposal
from reader.annotate.records import AnnotationStore, Record, StoreError
from reader.annotate.schema import Schema
from reader.annotate.standing import Stand, Standing, everything_stands
from reader.corpus import folding, query
from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.corpus.query import ANY, NONE, TEXT, Query, Term

FIELDS = (
    "label",
    "status",
    "origin",
    "annotator",
    "note",
    "article",
    "title",
    "source",
    "story",
    "date",
    "before",
    "after",
)
"""What can be asked for, besides words and the attributes of labels; dates are those of the last change."""
BY_PLACE = "place"
NOTHING = UNLABELLED
"""In the place of a label, where it is proposed that there is none."""
About = Callable[[str], tuple[str, str, int | None]]
"""From the id of an article to its title, its source and the number of its story."""


@dataclass(frozen=True)
class Row:
    """One annotation, with the title and source of its article, and the number of its story if it has one.

    What is only proposed by other versions has its `proposal`, and an annotation made up of it. `standing` is
    empty for what has its place in the present text, see there; `sentence` is where one goes to look at it.
    """

    annotation: Annotation
    title: str = ""
    source: str = ""
    story: int | None = None
    proposal: Proposal | None = None
    standing: str = ""
    sentence: int = 0

    @property
    def status(self) -> str:
        """The status of the annotation; of what has no place in the present text, its standing."""
        status = self.annotation.status
        return status.value if status is Status.REJECTED else self.standing or status.value

    @cached_property
    def words(self) -> str:
        """The folded words of the text and the note, with a space on both sides of each."""
        return _folded(f"{self.annotation.text} {self.annotation.note}")

    @cached_property
    def moment(self) -> float:
        """When it was last changed, in seconds since 1970."""
        try:
            return datetime.fromisoformat(self.annotation.updated).replace(tzinfo=UTC).timestamp()
        except ValueError:
            return 0.0

    @property
    def day(self) -> str:
        """The day of the last change, as 2026-03-10."""
        return self.annotation.updated[:10]


def fields(schema: Schema) -> tuple[str, ...]:
    """Return what can be asked for, the names of attributes with it."""
    names = (attribute.name for label in schema.labels for attribute in label.attributes)
    return tuple(dict.fromkeys((*FIELDS, *(name.casefold() for name in names))))


def parse(text: str, schema: Schema, *, typing: bool = False) -> Query:
    """Parse a query, as for articles; raises `reader.corpus.query.QueryError`."""
    return query.parse(text, typing=typing, fields=fields(schema))


def of_article(
    store: AnnotationStore, article_id: str, about: About, standing: Standing = everything_stands
) -> list[Row]:
    """Return the rows of one article in the order of the text; `about` and `standing` as for `rows`.

    Raises `StoreError` if they cannot be read.
    """
    record = store.read(article_id)
    if not record.annotations:
        return []
    title, source, story = about(article_id)
    stands = standing(article_id, record)
    inside = sorted(record.annotations.values(), key=lambda each: (each.start, each.end, each.id))
    found: list[Row] = []
    for each in inside:
        stand = stands.get(each.id) or Stand("", _first(each.sentences))
        found.append(Row(each, title, source, story, None, *stand))
    return found


def derived(found: Iterable[Proposal], annotator: str, about: About) -> Iterator[Row]:
    """Yield rows for proposals that are not stored; those that are have rows already."""
    for each in found:
        if not each.stored:
            said, sentence = each.as_annotation(annotator), _first(each.sentences)
            yield Row(said, *about(each.article), each, sentence=sentence)


def _first(sentences: Sequence[int]) -> int:
    return sentences[0] if sentences else 0


def without_label(record: Record) -> frozenset[int]:
    """Return where sentences start for which a person decided that they have no label, or that they may."""
    return frozenset(m.start for m in record.marks.values() if m.decided or m.origin.kind == REJECTED)


def answered(offer: Annotation, said: Iterable[Annotation], decided: Collection[int]) -> bool:
    """Tell whether a proposal has been accepted or rejected, by what is said of its article."""
    standing = [a for a in said if a.start < offer.end and offer.start < a.end]
    if not offer.label:
        return offer.start in decided or any(a.status is Status.ACCEPTED for a in standing)
    return any(a.label == offer.label and a.status is not Status.PROPOSED for a in standing)


def places(found: Iterable[Row]) -> list[tuple[str, str]]:
    """Return the ids of the articles and annotations of rows that are stored."""
    return [(row.annotation.article, row.annotation.id) for row in found if row.proposal is None]


def copies(found: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """Return the places of the accepted annotations that were carried from another one, by the id of that."""
    by_source: dict[str, list[tuple[str, str]]] = {}
    for row in found:
        said = row.annotation
        if said.origin.kind == CARRIED and said.status is Status.ACCEPTED:
            by_source.setdefault(said.origin.source, []).append((said.article, said.id))
    return by_source


def offers(found: Iterable[Row], corpus: Corpus) -> Iterator[tuple[Article, Proposal]]:
    """Yield the proposals among rows that are not stored, each with its article if that can be read."""
    for row in found:
        if row.proposal is not None:
            with suppress(KeyError, Changed, OSError):
                yield corpus[row.proposal.article], row.proposal


def rows(
    stores: Iterable[AnnotationStore],
    about: About,
    standing: Standing = everything_stands,
    complain: Callable[[str], object] = lambda _: None,
    tell: Callable[[int], object] = lambda _: None,
) -> Iterator[Row]:
    """Yield a row for each stored annotation, article by article, in the order of the text.

    `about` returns title, source and story of an article, `standing` how annotations stand in it; `tell` is
    told how many articles were read. Damaged files are told to `complain`.
    """
    done = 0
    for store in stores:
        for article_id in sorted(store.articles()):
            try:
                yield from of_article(store, article_id, about, standing)
            except StoreError as error:
                complain(str(error))
                continue
            done += 1
            tell(done)


def matching(found: Sequence[Row], wanted: Query) -> list[Row]:
    """Return the rows that a query finds, in their order."""
    tests = [[_test(term) for term in clause] for clause in wanted.clauses]
    return [row for row in found if all(any(test(row) for test in clause) for clause in tests)]


def _place(row: Row) -> tuple[str, int, int, str, str]:
    said = row.annotation
    return said.article, said.start, said.end, said.annotator, said.id


ORDERS: dict[str, Callable[[Row], Any]] = {
    BY_PLACE: lambda _: 0,
    "newest": lambda row: -row.moment,
    "label": lambda row: row.annotation.label,
    "text": lambda row: row.annotation.text.casefold(),
    "source": lambda row: row.source.casefold(),
}
"""What rows can be sorted by, after their places; keys of one value cost no garbage collection."""


def ordered(found: Iterable[Row], by: str = BY_PLACE, *, placed: bool = False) -> list[Row]:
    """Return rows in one of the `ORDERS`, those that are the same in it by article and place.

    `placed` says that they are in the order of their places already.
    """
    rows = list(found) if placed else sorted(found, key=_place)
    if by != BY_PLACE:
        rows.sort(key=ORDERS[by])
    return rows


def _test(term: Term) -> Callable[[Row], bool]:
    test = _positive(term)
    return (lambda row: not test(row)) if term.without else test


def _positive(term: Term) -> Callable[[Row], bool]:
    if term.field in (TEXT, "title"):
        words = " " + " ".join(term.words) + ("" if term.prefix else " ")
        return (
            (lambda row: words in row.words)
            if term.field == TEXT
            else lambda row: words in _folded(row.title)
        )
    if term.field in ("date", "before", "after"):
        return lambda row: term.span[0] <= row.moment < term.span[1]
    if term.field == "story":
        return lambda row: (
            (row.story is not None) == (term.value != NONE)
            and (term.value in (ANY, NONE) or str(row.story) == term.value)
        )
    value = term.value.casefold()
    read = _READERS.get(term.field) or _attribute(term.field)
    if value == NONE:
        return lambda row: not any(read(row))
    return lambda row: any(value in each.casefold() or value == ANY for each in read(row) if each)


_READERS: dict[str, Callable[[Row], Collection[str]]] = {
    "label": lambda row: (row.annotation.label,),
    "status": lambda row: (row.status,),
    "origin": lambda row: (row.annotation.origin.kind, row.annotation.origin.source),
    "annotator": lambda row: (row.annotation.annotator,),
    "note": lambda row: (row.annotation.note,),
    "article": lambda row: (row.annotation.article,),
    "source": lambda row: (row.source,),
}


def _attribute(name: str) -> Callable[[Row], Collection[str]]:
    def read(row: Row) -> Collection[str]:
        for key, value in row.annotation.attributes.items():
            if key.casefold() == name:
                several = value if isinstance(value, list | tuple) else (value,)
                return [{True: "yes", False: "no"}[v] if isinstance(v, bool) else str(v) for v in several]
        return ()

    return read


def _folded(text: str) -> str:
    return f" {folding.folded(text)} "


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of some rows there are by each of what they have."""

    labels: Counter[str]
    statuses: Counter[str]
    origins: Counter[str]
    annotators: Counter[str]
    sources: Counter[str]
    days: Counter[str]


def counted(found: Iterable[Row]) -> Counts:
    """Count rows by label, status, origin, annotator, source and day."""
    counts = Counts(*(Counter[str]() for _ in range(6)))
    for row in found:
        annotation = row.annotation
        counts.labels[annotation.label or NOTHING] += 1
        counts.statuses[row.status] += 1
        counts.origins[annotation.origin.kind] += 1
        counts.annotators[annotation.annotator] += 1
        counts.sources[row.source] += 1
        if row.day:
            counts.days[row.day] += 1
    return counts
