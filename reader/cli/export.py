"""`reader export`: labels and articles as one JSON document."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.store import Store
from reader.annotate.store import annotators as known_annotators
from reader.cli.guard import Failure, UsageError, complain, tell
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath
from reader.corpus.corpus import Corpus
from reader.exchange.json import Export, labelled
from reader.exchange.json import export as gather
from reader.workspace import Place, locate, open_store, schema

Output = Annotated[
    Path | None,
    Parameter(name=["--output", "-o"], help="File to write, whole or not at all (default: stdout)."),
]
Everything = Annotated[
    bool,
    Parameter(
        name="--all", negative=(), show_default=False, help="Also articles nobody said anything about."
    ),
]
Annotators = Annotated[
    list[str] | None,
    Parameter(
        name="--annotator",
        negative=(),
        help="Whose labels; may be given more than once (default: the user of the operating system).",
    ),
]
Everybody = Annotated[
    bool,
    Parameter(name="--all-annotators", negative=(), show_default=False, help="The labels of all annotators."),
]


def export(
    corpus: CorpusPath = HERE,
    /,
    *,
    output: Output = None,
    everything: Everything = False,
    annotators: Annotators = None,
    everybody: Everybody = False,
    annotations: Annotations = None,
    columns: ColumnNames = GUESSED,
) -> int:
    """Write labels and their articles as one JSON document (format "reader-export", version 1).

    It holds the labels' definitions, the articles with text, metadata and sentences, and every annotation,
    decision and state of the annotator. The same labels give the same bytes. An annotation whose words are
    not in the present text is named and left out, and the exit code is 1.
    """
    place = locate(corpus, annotations, annotators[0] if annotators else None, fields=columns.fields)
    names = _names(place, annotators, everybody)
    with closing(read(place)) as found, _stores(place, names) as stores:
        articles = found if everything else labelled(found, stores)
        made = gather(articles, stores, schema(place), everything=everything)
        missing = _missing(place, stores, found)
    if output:
        _save(made, output)
    else:
        sys.stdout.writelines(made.lines())
    for problem in (*map(str, made.left_out), *missing):
        complain(problem)
    return 1 if made.left_out or missing else 0


@contextmanager
def _stores(place: Place, names: list[str]) -> Iterator[list[Store]]:
    with ExitStack() as stack:
        stores: list[Store] = []
        for name in names:
            stores.append(open_store(replace(place, annotator=name), read_only=True))
            stack.callback(stores[-1].close)
        yield stores


def _names(place: Place, named: list[str] | None, everybody: bool) -> list[str]:
    known = known_annotators(place.annotations)
    if everybody:
        if named:
            raise UsageError("give either --annotator or --all-annotators")
        return known
    if unknown := sorted(set(named or []) - set(known)):
        raise UsageError(
            f"no labels of {', '.join(unknown)} in {place.annotations}; there are those of {_list(known)}"
        )
    if not named and known and place.annotator not in known:
        complain(f"no labels of {place.annotator} in {place.annotations}; there are those of {_list(known)}")
    return sorted(set(named)) if named else [place.annotator]


def _list(known: list[str]) -> str:
    return ", ".join(known) or "nobody"


def _missing(place: Place, stores: list[Store], corpus: Corpus) -> list[str]:
    """Name the articles with labels that are not in the folder; beside a single file others are expected."""
    if place.corpus.is_file():
        return []
    return [
        f"{article}: has labels of {store.annotator} and is not in the corpus; left out"
        for store in stores
        for article in store.articles()
        if article not in corpus
    ]


def _save(made: Export, output: Path) -> None:
    try:
        made.save(output)
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror or error}") from error
    counts = {kind: len(made.document[kind]) for kind in ("annotations", "articles")}
    tell(f"wrote {counts['annotations']} annotations on {counts['articles']} articles to {output}")
