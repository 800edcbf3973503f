"""`reader check`: is everything as it should be?"""

from dataclasses import asdict

from reader.annotate.check import check as examine
from reader.cli.guard import tell
from reader.cli.options import HERE, Annotations, CorpusPath, Json
from reader.cli.output import write_json
from reader.corpus.corpus import Corpus
from reader.workspace import locate


def check(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    json: Json = False,
) -> int:
    """Verify articles, labels and journals of all annotators, changing nothing.

    Each finding is a line that names the place, the problem and its fix; with any, the exit code is 1. With
    --json an array of {"where", "problem", "fix"}.
    """
    place = locate(corpus, annotations)
    opened = Corpus.open(place.corpus, exclude=place.annotations)
    report = examine(opened, place.annotations)
    if json:
        write_json([asdict(finding) for finding in report.findings])
    else:
        for finding in report.findings:
            print(finding)
    looked_at = (
        f"{len(opened)} articles, {report.annotations} annotations and {report.steps} steps in journals"
    )
    tell(f"checked {looked_at}: {f'{len(report.findings)} problems' if report.findings else 'all is well'}")
    return 1 if report.findings else 0
