"""Writing the labels into a file or folder: what the worker of the export does."""

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.reports import Exported, Failed

if TYPE_CHECKING:
    from reader.annotate.records import AnnotationStore
    from reader.annotate.session import Session
    from reader.corpus.corpus import Corpus
    from reader.exchange.preparing import Choice
    from reader.workspace import Place

DOCUMENT = "json"
SHOWN_ARTICLES = 2
SHOWN_CHARACTERS = 1500
BESIDE = ("manifest.json", "export-report.json")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for: where it goes, as what, and whose labels besides their own.

    `split` holds the shares of its sides, empty for none. With `articles` a record is an article, where the
    format leaves a choice.
    """

    path: Path
    others: tuple[str, ...] = ()
    format: str = DOCUMENT
    articles: bool = False
    split: str = ""


def colleagues(place: "Place") -> list[str]:
    """Return the other annotators who have labels in the place."""
    from reader.annotate.store import annotators

    return [name for name in annotators(place.annotations) if name != place.annotator]


def any_labels(session: "Session") -> bool:
    """Tell whether the session's annotator has given any label at all."""
    from reader.annotate.store import StoreError

    for article_id in session.store.articles():
        with suppress(StoreError):
            if any(session.store.summary(article_id).labels.values()):
                return True
    return False


def export_labels(
    corpus: "Corpus", session: "Session", place: "Place", wanted: Wanted, go_on: Callable[[], bool]
) -> Exported | Failed | None:
    """Write the labels of the session's annotator, and of others; tell what came of it.

    What was decided last is written out before. `go_on` is asked between articles; None if it says no.
    """
    from reader.annotate.store import StoreError
    from reader.corpus.formats.extras import MissingExtra
    from reader.exchange.exporting import Cancelled
    from reader.grouping import GroupingError

    try:
        session.store.flush()
        with _stores(session, place, wanted.others) as stores:
            write = _document if wanted.format == DOCUMENT else _training_data
            return write(corpus, session, stores, wanted, go_on)
    except Cancelled:
        return None
    except (OSError, StoreError, MissingExtra, GroupingError) as error:
        return Failed(f"{wanted.path} was not written: {error}")


@contextmanager
def _stores(session: "Session", place: "Place", others: Sequence[str]) -> "Iterator[list[AnnotationStore]]":
    from reader.workspace import open_store

    stores = [session.store]
    with ExitStack() as stack:
        for name in others:
            store = open_store(replace(place, annotator=name), read_only=True)
            stack.callback(store.close)
            stores.append(store)
        yield stores


def _document(
    corpus: "Corpus",
    session: "Session",
    stores: "Sequence[AnnotationStore]",
    wanted: Wanted,
    go_on: Callable[[], bool],  # noqa: ARG001
) -> Exported:
    from reader.exchange.json import export
    from reader.exchange.selection import Selection

    made = export(corpus, stores, session.schema, takes=Selection().takes)
    made.save(wanted.path)
    document = made.document
    return Exported(wanted.path, len(document["articles"]), len(document["annotations"]), len(made.left_out))


def _training_data(
    corpus: "Corpus",
    session: "Session",
    stores: "Sequence[AnnotationStore]",
    wanted: Wanted,
    go_on: Callable[[], bool],
) -> Exported:
    from reader import grouping
    from reader.exchange.exporting import Cancelled, export
    from reader.exchange.gather import GONE
    from reader.exchange.preparing import prepare

    if not grouping.update(corpus, cancelled=lambda: not go_on()):
        raise Cancelled
    choice = _choice(wanted)
    source, job = prepare(corpus, stores, session.schema, choice, lambda _: go_on())
    tally = export(choice.format, wanted.path, source, job, choice.options(), lambda _: go_on())
    left_out = job.losses.counts.get(GONE, 0)
    lost = "; ".join(f"{count:,} {what}" for what, count in job.losses.counts.items() if what != GONE)
    return Exported(wanted.path, tally.articles, tally.total, left_out, lost)


def _choice(wanted: Wanted) -> "Choice":
    from reader.exchange.formats import Unit, named
    from reader.exchange.preparing import Choice
    from reader.exchange.splits import Plan

    format_ = named(wanted.format)
    unit = Unit.ARTICLE if wanted.articles else Unit.SENTENCE
    plan = Plan.parse(wanted.split) if wanted.split else None
    return Choice(format_, unit if unit in format_.units else format_.units[0], plan=plan)


def preview(corpus: "Corpus", session: "Session", wanted: Wanted) -> str:
    """Return how the first records would look, made of the first few labelled articles.

    Raises `OSError`, `StoreError` or `MissingExtra`.
    """
    from reader.corpus.controls import visible
    from reader.exchange.exporting import export
    from reader.exchange.json import export as gather
    from reader.exchange.json import labelled
    from reader.exchange.preparing import prepare

    if wanted.format == DOCUMENT:
        few = islice(labelled(corpus, [session.store]), SHOWN_ARTICLES)
        return "".join(gather(few, [session.store], session.schema).lines())[:SHOWN_CHARACTERS]
    choice = _choice(replace(wanted, split=""))
    source, job = prepare(corpus, [session.store], session.schema, choice, lambda _: True)
    first = list(islice(source(), SHOWN_ARTICLES))
    if not choice.format.folder:
        stream = io.BytesIO()
        export(choice.format, stream, lambda: first, job, {})
        return visible(stream.getvalue().decode("utf-8", "replace"))[:SHOWN_CHARACTERS]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "preview")
        export(choice.format, target, lambda: first, job, {})
        return visible(_of_folder(target))[:SHOWN_CHARACTERS]


def _of_folder(folder: Path) -> str:
    """Return the names of what is in a folder, and the beginning of the largest text file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [p for p in files if p.suffix in (".json", ".conll", ".ann", ".md") and p.name not in BESIDE]
    names = "\n".join(path.relative_to(folder).as_posix() for path in files[:12])
    if not texts:
        return names
    shown = max(texts, key=lambda path: path.stat().st_size)
    return f"{names}\n\n{shown.name}:\n{shown.read_text(encoding='utf-8', errors='replace')}"
