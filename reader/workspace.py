"""Where the work stands: which corpus, which annotations, whose; and the session opened on them."""

import atexit
import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader import resources

if TYPE_CHECKING:
    from reader.annotate.schema import Schema
    from reader.annotate.session import Session
    from reader.annotate.store import Store
    from reader.corpus.corpus import Corpus
    from reader.corpus.entry import Course
    from reader.corpus.fields import Fields

ANNOTATIONS = "annotations"
LABELS_FILE = "labels.toml"
NOBODY = "annotator"
LONGEST_NAME = 60


class PlaceError(Exception):
    """There is no such place to work in; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Place:
    """What to open and where its labels go.

    `corpus` is a folder or a single file, `annotations` the folder that holds one subfolder per annotator (it
    need not exist yet). `notice` is what the user should be told about the choice, empty if they made it.
    `fields` are the columns of records that the user named, `cache` the folder of indexes if it is not the
    usual one.
    """

    corpus: Path
    annotations: Path
    annotator: str
    notice: str = ""
    fields: "Fields | None" = None
    cache: Path | None = None

    @property
    def labels_file(self) -> Path:
        """The file that holds the label schema if it is not the default one."""
        return self.annotations / LABELS_FILE


def locate(
    corpus: Path | None = None,
    annotations: Path | None = None,
    annotator: str | None = None,
    *,
    fields: "Fields | None" = None,
    cwd: Path | None = None,
    user: str | None = None,
) -> Place:
    """Find out where to work.

    Without a corpus it is the current folder if it holds articles, else the demo; the notice says which.
    Labels go to `annotations/` inside a corpus folder and beside a single file. The annotator is the user of
    the operating system unless one is named.

    Raises `PlaceError` if the corpus does not exist, the annotations are not a folder, or an annotator cannot
    be called so.
    """
    here = cwd or Path.cwd()
    who = _named(annotator if annotator is not None else user or _user())
    notice = ""
    if corpus is None:
        from reader.corpus.sources import holds_articles

        if not holds_articles(here):
            return demo(annotations, annotator, notice=f"This is the demo: there are no articles in {here}")
        corpus, notice = here, f"Opened the current folder, {here}"
    corpus = here / corpus.expanduser()
    if not corpus.exists():
        raise PlaceError(f"{corpus}: no such file or folder")
    folder = here / annotations.expanduser() if annotations else _beside(corpus)
    standing = next(each for each in (folder, *folder.parents) if each.exists())
    if not standing.is_dir():
        raise PlaceError(f"{standing}: not a folder, so it cannot hold annotations")
    return Place(corpus.resolve(), folder.resolve(), who, notice, fields)


def demo(annotations: Path | None = None, annotator: str | None = None, *, notice: str = "") -> Place:
    """Return a scratch copy of the sample corpus with its labels; it is removed when the program ends.

    The annotator is the one who labelled the sample, unless another is named.
    """
    import shutil
    import tempfile

    scratch = Path(tempfile.mkdtemp(prefix="reader-demo-"))
    atexit.register(partial(shutil.rmtree, scratch, ignore_errors=True))
    corpus = scratch / "sample"
    _copy(resources.sample(), corpus)
    folder = annotations.expanduser().resolve() if annotations else corpus / ANNOTATIONS
    if annotations is None:
        _copy(resources.sample_annotations(), folder)
    who = annotator if annotator is not None else _first_annotator(folder) or _user()
    about = notice or "This is the demo"
    notice = f"{about}, on a scratch copy: nothing you do here is kept"
    return Place(corpus.resolve(), folder, _named(who), notice, cache=scratch / "index")


def corpus_at(place: Place) -> "Corpus":
    """Return the corpus of a place as its index knows it, without reading articles.

    Raises `reader.corpus.corpus.CorpusError` or `reader.corpus.fields.FieldsError`.
    """
    from reader.corpus.corpus import Corpus

    return Corpus.at(place.corpus, exclude=place.annotations, fields=place.fields, cache=place.cache)


def open_corpus(place: Place, progress: "Callable[[Course], None] | None" = None) -> "Corpus":
    """Return the corpus of a place as its files are now, for programs without a screen.

    Raises `reader.corpus.corpus.CorpusError` or `reader.corpus.fields.FieldsError`.
    """
    from reader.corpus.corpus import Corpus

    return Corpus.open(
        place.corpus,
        exclude=place.annotations,
        fields=place.fields,
        cache=place.cache,
        progress=progress,
    )


def schema(place: Place) -> "Schema":
    """Return the label schema of a place: its `labels.toml`, else the default one.

    Raises `reader.annotate.schema.SchemaError` if the file is wrong.
    """
    from reader.annotate import schema_file

    return schema_file.load(place.labels_file)


def open_store(
    place: Place,
    on_saved: Callable[[int], None] | None = None,
    on_error: Callable[[Exception], None] | None = None,
    *,
    read_only: bool = False,
) -> "Store":
    """Open the annotator's store with the real clock; `read_only` takes no lock and changes nothing.

    Raises `reader.annotate.store.StoreError`.
    """
    from reader.annotate.store import Store

    return Store.open(
        place.annotations,
        place.annotator,
        clock=now,
        on_saved=on_saved,
        on_error=on_error,
        read_only=read_only,
    )


def open_session(
    place: Place,
    on_saved: Callable[[int], None] | None = None,
    on_error: Callable[[Exception], None] | None = None,
    *,
    read_only: bool = False,
) -> "Session":
    """Open a session with the real clock and random ids; close it with `session.store.close()`.

    Raises `reader.annotate.schema.SchemaError` or `reader.annotate.store.StoreError`.
    """
    from reader.annotate.session import Session

    labels = schema(place)
    return Session(open_store(place, on_saved, on_error, read_only=read_only), labels, now, new_id)


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a new annotation id: 128 random bits in hexadecimal."""
    return os.urandom(16).hex()


def _named(annotator: str) -> str:
    name = annotator.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise PlaceError(
            f"{annotator!r} is no name for an annotator: 1 to {LONGEST_NAME} visible characters, please"
        )
    return name


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return NOBODY


def _beside(corpus: Path) -> Path:
    return (corpus if corpus.is_dir() else corpus.parent) / ANNOTATIONS


def _first_annotator(folder: Path) -> str | None:
    from reader.annotate.store import annotators

    return next(iter(annotators(folder)), None)


def _copy(source: Path, target: Path) -> None:
    """Copy the files of a tree without their modes: what is installed may be read-only, the copy is not."""
    from shutil import copyfile

    target.mkdir(parents=True, exist_ok=True)
    for each in source.iterdir():
        if each.is_dir():
            _copy(each, target / each.name)
        elif not each.name.startswith("."):
            copyfile(each, target / each.name)
