"""`reader export`: labels as training data, in many formats."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.adjudication import GOLD
from reader.annotate.store import Store
from reader.annotate.store import annotators as known_annotators
from reader.cli.choosing import DOCUMENT, EVERYTHING_ACCEPTED, FORMAT_NAMES, Chosen, FormatName
from reader.cli.guard import Failure, UsageError, complain, tell
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath
from reader.cli.progress import progress
from reader.cli.stories import group
from reader.corpus.corpus import Corpus
from reader.exchange.exporting import Tally
from reader.exchange.exporting import export as write
from reader.exchange.formats import Format, Job, named
from reader.exchange.gather import DAMAGED, GONE
from reader.exchange.json import Export, labelled
from reader.exchange.json import export as gather
from reader.exchange.preparing import Choice, prepare, story_keys
from reader.workspace import Place, locate, open_store, schema

Output = Annotated[
    Path | None,
    Parameter(name=["--output", "-o"], help="File or folder to write, as a whole (default: stdout)."),
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

Gold = Annotated[
    bool,
    Parameter(
        name="--gold",
        negative=(),
        show_default=False,
        help=f"The labels of {GOLD!r}, in which disagreements are settled.",
    ),
]


def export(
    corpus: CorpusPath = HERE,
    /,
    *,
    format_: FormatName = DOCUMENT,
    output: Output = None,
    chosen: Annotated[Chosen, Parameter(name="*")] = EVERYTHING_ACCEPTED,
    everything: Everything = False,
    annotators: Annotators = None,
    everybody: Everybody = False,
    gold: Gold = False,
    annotations: Annotations = None,
    columns: ColumnNames = GUESSED,
) -> int:
    """Write labels as training data.

    `--format json`, the default, is one document (format "reader-export", version 1) with the labels'
    definitions, the articles with text, metadata and sentences, and every annotation, decision and state of
    the annotator. The other formats hold sentences that somebody decided about, or articles: site furniture
    and repeats only with --furniture, sentences nobody decided about only with --undecided.

    With --split no story, and no near-identical sentence, is on two sides. What a format cannot express is
    counted on stderr and listed in export-report.json; manifest.json says how the export came about. The same
    labels give the same bytes. An annotation whose words are not in the present text is named and left out,
    and the exit code is 1.
    """
    wanted = _format(format_)
    place = locate(corpus, annotations, annotators[0] if annotators else None, fields=columns.fields)
    names = _names(place, [GOLD, *(annotators or ())] if gold else annotators, everybody)
    with closing(read(place)) as found, _stores(place, names) as stores:
        if wanted is None:
            return _document(place, found, stores, output, chosen, everything)
        return _training_data(place, found, stores, output, wanted, chosen)


def _format(name: str) -> Format | None:
    """Return a format that can be written, None for the document; raise `UsageError` if there is none."""
    if name == DOCUMENT:
        return None
    try:
        found = named(name, FORMAT_NAMES)
    except KeyError as error:
        raise UsageError(str(error.args[0])) from None
    if not found.writes:
        raise UsageError(f"format {name} can only be read, by `reader import`")
    return found


def _document(
    place: Place, corpus: Corpus, stores: list[Store], output: Path | None, chosen: Chosen, everything: bool
) -> int:
    if given := chosen.only_for_training():
        raise UsageError(f"{', '.join(given)} goes with another --format than {DOCUMENT}")
    keys: dict[str, str] = {}
    if chosen.story:
        group(corpus)
        keys = story_keys(corpus)
    selection = chosen.selection(keys, corpus)
    articles = (
        article
        for article in (corpus if everything else labelled(corpus, stores))
        if not selection.stories or keys.get(article.id, article.id) in selection.stories
    )
    made = gather(articles, stores, schema(place), everything=everything, takes=selection.takes)
    missing = _missing(place, stores, corpus)
    if output:
        _save(made, output)
    else:
        sys.stdout.writelines(made.lines())
    for problem in (*map(str, made.left_out), *missing):
        complain(problem)
    return 1 if made.left_out or missing else 0


def _training_data(
    place: Place, corpus: Corpus, stores: list[Store], output: Path | None, format_: Format, chosen: Chosen
) -> int:
    if output is None and format_.folder:
        raise UsageError(f"format {format_.name} is a folder; name one with -o")
    group(corpus)
    choice = chosen.choice(format_, story_keys(corpus), corpus)
    with progress("Writing articles", "articles") as bar:

        def tell_progress(done: int) -> bool:
            bar(done, len(corpus), done)
            return True

        source, job = prepare(corpus, stores, schema(place), choice, tell_progress)
        try:
            tally = write(format_, output or sys.stdout.buffer, source, job, choice.options(), tell_progress)
        except OSError as error:
            raise Failure(f"{output}: cannot be written: {error.strerror or error}") from error
    missing = _missing(place, stores, corpus)
    for problem in missing:
        complain(problem)
    _tell(output, tally, job, choice)
    return 1 if missing or GONE in job.losses.counts or DAMAGED in job.losses.counts else 0


def _tell(output: Path | None, tally: Tally, job: Job, choice: Choice) -> None:
    if output:
        records = job.counts.get("records", tally.articles)
        tell(f"wrote {records:,} records of {tally.articles:,} articles to {output}")
    if not choice.selection.furniture:
        tell("site furniture and repeated sentences were left out; --furniture takes them too")
    if job.sides:
        for side, labels in tally.by_side().items():
            counts = ", ".join(f"{count:,} {label}" for label, count in labels.items())
            tell(f"{side}: {counts}, {tally.negatives[side]:,} sentences without a label")
        leakage = job.sides.leakage
        tell(
            f"no story is on two sides; a random split has {leakage.story:.0%} of its test sentences "
            f"in a story of train, and a near-identical sentence there for {leakage.alike:.0%}"
        )
    if job.losses:
        tell(f"{choice.format.name}: {job.losses}")


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
            raise UsageError("give either --annotator or --gold, or --all-annotators")
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
