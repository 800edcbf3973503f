"""`reader review`: annotations as a list that can be searched, and acted on as a whole."""

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Annotated, Literal

from cyclopts import Parameter

from reader.annotate import review as reviewing
from reader.annotate.acts.batch import Copies
from reader.annotate.acts.batch import Place as Spot
from reader.annotate.acts.bulk import Offer
from reader.annotate.codec import encode_annotation
from reader.annotate.memory import Rehearsal
from reader.annotate.review import NOTHING, Row, copies, matching, offers, ordered, places
from reader.annotate.session import Changed, Session
from reader.cli.colleagues import known, labels_of, proposed_to, stores
from reader.cli.guard import UsageError, say, tell
from reader.cli.opening import read, writing
from reader.cli.options import GUESSED, HERE, Annotations, Annotator, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, counted, for_people, write_json_array
from reader.corpus.corpus import Corpus
from reader.corpus.query import QueryError
from reader.workspace import locate, new_id, now, schema

Act = Callable[[Session, Sequence[Spot], Sequence[Offer], Copies], Changed]


def _flag(name: str, text: str) -> Parameter:
    return Parameter(name=name, negative=(), show_default=False, help=text)


def review(
    corpus: CorpusPath = HERE,
    query: Annotated[str, Parameter(help="Which annotations, as label:claim status:proposed words.")] = "",
    /,
    *,
    annotators: Annotated[
        list[str] | None,
        Parameter(
            name="--annotators", negative=(), consume_multiple=True, help="Whose (default: everybody's)."
        ),
    ] = None,
    accept: Annotated[bool, _flag("--accept", "Accept what is found.")] = False,
    reject: Annotated[bool, _flag("--reject", "Reject what is found.")] = False,
    relabel: Annotated[
        str | None, Parameter(name="--relabel", help="Give what is found another label.")
    ] = None,
    remove: Annotated[bool, _flag("--remove", "Take away what is found.")] = False,
    proposals: Annotated[
        bool, _flag("--proposals", "With what labels of other versions propose; takes longer.")
    ] = False,
    dry_run: Annotated[bool, _flag("--dry-run", "Only say what would be changed.")] = False,
    sort: Annotated[
        Literal["place", "newest", "label", "text", "source"],
        Parameter(
            help="In which order: by article and place, the last changed first, by label, text or source."
        ),
    ] = "place",
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """List annotations, whatever their status: those with the words of QUERY in their text or note.

    Fields narrow it down: label:claim, status:accepted or proposed or rejected, or without a place in the
    present text doubtful, lost or absent (see `reader stats`), origin:manual or carried or suggested or
    imported, annotator:anna, note:word, article:part, source:part, title:word, story:12, date:2026-03,
    before: and after:, and each attribute, as in kind:direct; -label:claim takes away.

    --accept, --reject, --relabel and --remove change your own annotations among what is found, in one step
    that `reader undo` takes back; --accept and --reject answer proposals, too. What --remove takes off and
    other versions, an import or a suggester would only propose again is rejected.

    Piped, a line for each with tabs between id, article, start, end, label, status, origin, annotator and
    text. With --json an array of annotations as in `reader export`, with "article", "annotator", "standing",
    "source" and "story"; "label" is null where other versions propose that there is none.
    """
    place = locate(corpus, annotations, annotator, fields=columns.fields)
    act = _act(accept, reject, relabel, remove)
    if act and annotators and set(annotators) != {place.annotator}:
        raise UsageError(f"only labels of {place.annotator} can be changed here; see --annotator")
    labels = schema(place)
    if relabel is not None and relabel not in labels:
        listed = ", ".join(label.name for label in labels.labels)
        raise UsageError(f"no label is called {relabel!r}; the labels are {listed}")
    try:
        wanted = reviewing.parse(query, labels)
    except QueryError as error:
        raise UsageError(str(error)) from error
    with closing(read(place)) as opened:
        names = [place.annotator] if act else known(place, annotators)
        with stores(place, names) as found_stores:
            every = list(labels_of(found_stores, opened))
            for store in found_stores if proposals else ():
                every += proposed_to(store, opened, labels)
            found = ordered(matching(every, wanted), sort)
            if act is None:
                _list(found, json)
                if annotator and not annotators:
                    tell("--annotator says who changes labels; --annotators says whose are listed")
            elif dry_run:
                trial = Session(Rehearsal(found_stores[0]), labels, now, new_id)
                tell(f"Would do: {_done(act, trial, opened, found, every)}")
        if act is not None and not dry_run:
            with writing(place) as session:
                tell(_done(act, session, opened, found, every))
    return 0


def _act(accept: bool, reject: bool, relabel: str | None, remove: bool) -> Act | None:
    acts: list[Act] = []
    if accept:
        acts.append(lambda session, spots, offers, _: session.accept_all(spots, offers))
    if reject:
        acts.append(lambda session, *found: session.reject_all(*found))
    if relabel is not None:
        acts.append(lambda session, spots, _, copies: session.relabel_all(spots, relabel, copies))
    if remove:
        acts.append(lambda session, spots, _, copies: session.remove_all(spots, copies))
    if len(acts) > 1:
        raise UsageError("give one of --accept, --reject, --relabel and --remove")
    return acts[0] if acts else None


def _done(act: Act, session: Session, corpus: Corpus, found: Sequence[Row], every: Sequence[Row]) -> str:
    """Do something with what was found among every row, and return what that was in words."""
    return act(session, places(found), list(offers(found, corpus)), copies(every)).message


def _list(found: Sequence[Row], json: bool) -> None:
    if json:
        write_json_array(_plain(row) for row in found)
    elif for_people():
        _draw(found)
    else:
        for row in found:
            a = row.annotation
            text = " ".join(a.text.split())
            say(
                a.id,
                a.article,
                a.start,
                a.end,
                a.label or NOTHING,
                row.status,
                a.origin.kind,
                a.annotator,
                text,
            )


def _plain(row: Row) -> dict[str, object]:
    annotation = row.annotation
    about = {"article": annotation.article, "annotator": annotation.annotator}
    said = encode_annotation(annotation) | {"label": annotation.label or None}
    return {**said, **about, "standing": row.standing, "source": row.source, "story": row.story}


def _draw(found: Sequence[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Label", "Status", "Origin", "Annotator", "Article"):
        table.add_column(name, no_wrap=True)
    table.add_column("Text", no_wrap=True, overflow="ellipsis", ratio=1)
    for row in found:
        a = row.annotation
        text = " ".join(a.text.split())
        table.add_row(
            *map(cell, (a.label or NOTHING, row.status, a.origin.kind, a.annotator, a.article, text))
        )
    console().print(table)
    tell(counted(len(found), "annotation", "annotations"))
