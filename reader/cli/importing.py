"""`reader import`: labels from the files of other tools."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.acts.importing import Arrival
from reader.annotate.annotation import Status
from reader.cli.guard import Failure, UsageError, complain, tell
from reader.cli.opening import read, writing
from reader.cli.options import GUESSED, HERE, Annotations, Annotator, ColumnNames, Json
from reader.cli.output import write_json
from reader.exchange.formats import READ, Format, named
from reader.exchange.losses import Losses
from reader.exchange.placing import place as find_places
from reader.workspace import locate, schema

LISTED = 20


def import_labels(
    file: Annotated[Path, Parameter(help="File or folder to import.", negative=())],
    corpus: Annotated[Path, Parameter(help="Folder or file of articles.", negative=())] = HERE,
    /,
    *,
    format_: Annotated[
        str,
        Parameter(name="--format", help=f"How it is written: {', '.join(READ)}."),
    ],
    name: Annotated[
        str | None,
        Parameter(name="--as", help="Take them as this annotator's labels (default: as proposals to you)."),
    ] = None,
    proposed: Annotated[
        bool,
        Parameter(name="--proposed", negative=(), show_default=False, help="With --as: as proposals too."),
    ] = False,
    dry_run: Annotated[
        bool, Parameter(name="--dry-run", negative=(), show_default=False, help="Only say what would come.")
    ] = False,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Bring labels from a file that another tool, or `reader export`, wrote.

    Articles are found by id, digest or text; offsets are converted and verified. What does not fit is listed,
    and the exit code is 1. All of it is one step, which `reader undo` takes back; bringing a file again
    changes nothing. With --json {"articles", "labels", "decided", "changed", "losses"}.
    """
    format_found = _format(format_)
    if name and annotator:
        raise UsageError("give either --as or --annotator")
    place = locate(corpus, annotations, name or annotator, fields=columns.fields)
    losses = Losses()
    with closing(read(place)) as opened:
        try:
            file.stat()
            incoming = format_found.reading()(file, losses)
            arrivals = list(find_places(incoming, opened, schema(place), losses))
        except OSError as error:
            raise Failure(f"{file}: cannot be read: {error.strerror or error}") from error
        changed = False
        if not dry_run:
            status = Status.ACCEPTED if name and not proposed else Status.PROPOSED
            with writing(replace(place, annotator=name) if name else place) as session:
                done = session.bring(_together(arrivals), file.name, status)
                changed = done.seq is not None
                tell(done.message)
    _report(arrivals, losses, changed, dry_run, json)
    if not arrivals and not losses:
        complain(f"{file}: holds nothing in format {format_found.name}")
    return 0 if arrivals and not losses else 1


def _format(name: str) -> Format:
    try:
        found = named(name, READ)
    except KeyError as error:
        raise UsageError(str(error.args[0])) from None
    if not found.reads:
        raise UsageError(f"format {name} can only be written")
    return found


def _together(arrivals: list[Arrival]) -> list[Arrival]:
    """Return one arrival for each article, whatever number of records was about it."""
    made: dict[str, Arrival] = {}
    for each in arrivals:
        before = made.get(each.article.id, Arrival(each.article))
        made[each.article.id] = Arrival(
            before.article, before.drafts + each.drafts, before.decided + each.decided
        )
    return list(made.values())


def _report(arrivals: list[Arrival], losses: Losses, changed: bool, dry_run: bool, json: bool) -> None:
    labels = sum(len(each.drafts) for each in arrivals)
    decided = sum(len(each.decided) for each in arrivals)
    articles = len({each.article.id for each in arrivals})
    if json:
        told = {"articles": articles, "labels": labels, "decided": decided, "changed": changed}
        write_json({**told, "losses": losses.to_json()})
    elif dry_run:
        tell(f"would bring {labels:,} labels and {decided:,} decisions to {articles:,} articles")
    for what, said in losses.to_json().items():
        complain(f"{said['count']:,} {what}")
        for where in said["places"][:LISTED]:
            complain(f"  {where}")
