"""`reader check`: is everything as it should be?"""

from contextlib import closing
from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.check import Finding
from reader.annotate.check import check as examine
from reader.annotate.schema import SchemaError
from reader.cli.guard import say, tell
from reader.cli.labels import clashing
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import write_json
from reader.cli.progress import progress
from reader.workspace import Place, locate, open_corpus, schema


def check(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotated[
        str | None, Parameter(help="Check only the labels of this annotator (default: everybody's).")
    ] = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Verify articles, labels and journals of all annotators, changing nothing.

    Each finding is a line that names the place, the problem and its fix; with any, the exit code is 1. With
    --json an array of {"where", "problem", "fix"}.
    """
    place = locate(corpus, annotations, annotator, fields=columns.fields)
    with progress("Reading articles") as tell_how_far:
        opened = open_corpus(place, lambda course: tell_how_far(course.done, course.total))
    with closing(opened):
        report = examine(opened, place.annotations, place.annotator if annotator else None)
        articles = len(opened)
    report.findings += _of_labels(place)
    if json:
        write_json([asdict(finding) for finding in report.findings])
    else:
        for finding in report.findings:
            say(finding)
    found = len(report.findings)
    looked_at = f"{articles} articles, {report.annotations} annotations, {report.steps} journal steps"
    tell(f"checked {looked_at}: {found or 'no'} {'problem' if found == 1 else 'problems'}")
    return 1 if found else 0


def _of_labels(place: Place) -> list[Finding]:
    """Return which labels have keys that cannot be used; of a file that is wrong `examine` tells."""
    try:
        problems = clashing(place, schema(place))
    except SchemaError:
        return []
    return [Finding(str(place.labels_file), problem, "give the label another key") for problem in problems]
