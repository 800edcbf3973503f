"""From what a person chose to what is written: documents, labels, sides."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader import grouping
from reader.annotate.annotation import Status
from reader.annotate.records import AnnotationStore, StoreError
from reader.annotate.schema import Schema
from reader.corpus.corpus import Corpus
from reader.corpus.sitewide import Site
from reader.exchange.document import Document
from reader.exchange.exporting import Source, sort_onto_sides
from reader.exchange.formats import Format, Job, Unit
from reader.exchange.gather import documents
from reader.exchange.json import labelled
from reader.exchange.losses import Losses
from reader.exchange.selection import Selection
from reader.exchange.splits import Plan


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for: the format, what one record is about, which labels, and the split."""

    format: Format
    unit: Unit
    selection: Selection = field(default_factory=Selection)
    plan: Plan | None = None
    around: int = 1

    def options(self) -> dict[str, Any]:
        """Return the choice as plain values, for the manifest."""
        chosen = self.selection
        return {
            "unit": str(self.unit),
            "statuses": sorted(map(str, chosen.statuses)),
            "labels": sorted(chosen.labels),
            "stories": sorted(chosen.stories),
            "since": chosen.since,
            "undecided": chosen.undecided,
            "furniture": chosen.furniture,
            "disagreements": str(chosen.disagreements),
            "context": self.around,
        }


def story_keys(corpus: Corpus) -> dict[str, str]:
    """Return the key of the story of each article that has versions: the id of the one they all go back to.

    An article alone is a story of its own, and its key its id.
    """
    keys: dict[str, str] = {}
    for story in grouping.stories(corpus):
        if len(story.members) > 1:
            root = next((each for each in story.members if each.held is None), story.members[-1])
            keys |= {member.entry.id: root.entry.id for member in story.members}
    return keys


def prepare(
    corpus: Corpus,
    stores: Sequence[AnnotationStore],
    schema: Schema,
    choice: Choice,
    progress: Callable[[int], bool],
) -> tuple[Source, Job]:
    """Return the documents of a corpus and how they are to be written.

    `progress` is told how many articles were looked at, if a split needs that, and answers whether to go on.
    Raises `reader.exchange.exporting.Cancelled`.
    """
    losses = Losses()
    keys = story_keys(corpus)
    site = Site(corpus)

    def source(told: Losses) -> Iterator[Document]:
        return documents(
            corpus if choice.selection.undecided else labelled(corpus, stores),
            stores,
            choice.selection,
            told,
            story=lambda article_id: keys.get(article_id, article_id),
            site=site.furniture,
        )

    sides = sort_onto_sides(lambda: source(Losses()), choice.plan, progress) if choice.plan else None
    defined = [label.name for label in schema.labels]
    job = Job(
        schema,
        tuple(choice.selection.names(defined, sorted(_used(stores, choice.selection)))),
        losses,
        choice.unit,
        choice.around,
        choice.selection.disagreements,
        sides,
    )
    return lambda: source(losses), job


def _used(stores: Iterable[AnnotationStore], selection: Selection) -> Iterator[str]:
    """Yield the names of labels in use; heads of files say those of accepted ones."""
    for store in stores:
        for article_id in store.articles():
            try:
                if selection.statuses == {Status.ACCEPTED}:
                    yield from store.summary(article_id).labels
                else:
                    yield from (each.label for each in store.read(article_id).annotations.values())
            except StoreError:
                continue
