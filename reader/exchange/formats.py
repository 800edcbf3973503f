"""The formats there are, by name: each is one module, imported when it is asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Protocol, cast

from reader.annotate.schema import Schema
from reader.exchange.document import Document
from reader.exchange.incoming import Incoming
from reader.exchange.losses import Losses
from reader.exchange.selection import Disagreements
from reader.exchange.splits import Sides


class Unit(StrEnum):
    """What one record is about."""

    SENTENCE = "sentence"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Job:
    """What a format needs to know besides the documents.

    `labels` are the names that classify, in order; `sides` are None if nothing is split; `around` is how many
    sentences before and after go with one. What cannot be expressed is added to `losses`.
    """

    schema: Schema
    labels: tuple[str, ...]
    losses: Losses
    unit: Unit = Unit.SENTENCE
    around: int = 1
    disagreements: Disagreements = Disagreements.KEEP
    sides: Sides | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, by: int = 1) -> None:
        """Count what was written, for the manifest."""
        self.counts[what] = self.counts.get(what, 0) + by

    @property
    def split_names(self) -> tuple[str, ...]:
        """The sides, or one empty name if nothing is split."""
        return self.sides.plan.names if self.sides else ("",)


class FileFormat(Protocol):
    """A module that writes all documents into one stream."""

    SUFFIX: str

    def write(self, documents: Iterable[Document], stream: IO[bytes], job: Job) -> None:
        """Write the documents in order, one at a time."""


class FolderFormat(Protocol):
    """A module that fills a folder."""

    def write_folder(self, documents: Iterable[Document], folder: Path, job: Job) -> None:
        """Write the documents into files of an empty folder, one document at a time."""


Reading = Callable[[Path, Losses], Iterator[Incoming]]
"""Yields what a file or folder says about each article; damaged records go to the losses."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module in this package, the extra that it needs, and what it is for."""

    name: str
    module: str
    about: str
    folder: bool = False
    extra: str = ""
    units: tuple[Unit, ...] = (Unit.SENTENCE, Unit.ARTICLE)
    writes: bool = True
    reads: bool = True

    def load(self) -> ModuleType:
        """Import the module; raise `MissingExtra` if something it needs is not installed."""
        return import_module(f"reader.exchange.{self.module}")

    def file_writer(self) -> FileFormat:
        """Return the module of a format that is one file."""
        return cast(FileFormat, self.load())

    def folder_writer(self) -> FolderFormat:
        """Return the module of a format that is a folder."""
        return cast(FolderFormat, self.load())

    def reading(self) -> Reading:
        """Return what reads the format."""
        return cast(Reading, self.load().read)


ARTICLE_ONLY = (Unit.ARTICLE,)
SENTENCE_ONLY = (Unit.SENTENCE,)
FORMATS = {
    each.name: each
    for each in (
        Format("json", "json_reading", "everything in one document", writes=False),
        Format("jsonl", "jsonl", "one training example a line"),
        Format("csv", "csv", "one sentence a row, for spreadsheets", units=SENTENCE_ONLY),
        Format("parquet", "parquet", "a data set as Hugging Face loads it", folder=True, extra="parquet"),
        Format("spacy", "spacy", "DocBin files to train on", folder=True, extra="spacy"),
        Format(
            "conll", "conll", "CoNLL-2003 with IOB2 tags, a file a layer", folder=True, units=ARTICLE_ONLY
        ),
        Format("doccano", "doccano", "text classification or sequence labelling"),
        Format("label-studio", "label_studio", "tasks with labels, and their configuration", folder=True),
        Format("prodigy", "prodigy", "spans or choices, with Prodigy's hashes"),
        Format("brat", "brat", "standoff files", folder=True, units=ARTICLE_ONLY),
        Format("inception", "inception", "UIMA CAS JSON", folder=True, extra="inception", units=ARTICLE_ONLY),
        Format("web-annotation", "web_annotation", "W3C Web Annotation, JSON-LD", units=ARTICLE_ONLY),
        Format("slate", "slate", "SLATE's annotation files", folder=True, writes=False),
    )
}


WRITTEN = tuple(each.name for each in FORMATS.values() if each.writes)
READ = tuple(each.name for each in FORMATS.values() if each.reads)


def named(name: str, among: Iterable[str] = FORMATS) -> Format:
    """Return a format by its name; raise `KeyError`, naming those it could be among, if there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        raise KeyError(f"no format is called {name!r}; there are {', '.join(among)}") from None
