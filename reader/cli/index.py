"""`reader index`: read a corpus once, so that everything else is there at once."""

from contextlib import closing
from typing import Annotated, Any

from cyclopts import Parameter

from reader import grouping
from reader.cli.guard import complain, say
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import counted, write_json
from reader.cli.progress import progress
from reader.cli.stories import group
from reader.corpus.corpus import Corpus
from reader.workspace import corpus_at, locate

INTERRUPTED = 130
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def index(
    corpus: CorpusPath = HERE,
    /,
    *,
    rebuild: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Drop what is known and read everything again.")
    ] = False,
    stories: Annotated[bool, Parameter(help="Find the stories, too.")] = True,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Read what is new or changed in a corpus, and find its stories, ahead of time.

    What is known is kept in the user's cache folder and may be removed at any time. Stopped with Ctrl-C, the
    next run goes on where this one was.

    With --json {"articles", "skipped", "problems", "stories", "bytes", "index"}: how many articles there are,
    how many records could not be read, how many problems `reader check` names, how many stories, and size and
    path of the file it is kept in.
    """
    place = locate(corpus, annotations, fields=columns.fields)
    with closing(corpus_at(place)) as opened:
        try:
            _read(opened, rebuild)
            if stories:
                group(opened, patience=0)
        except KeyboardInterrupt:
            complain(f"stopped at {len(opened):,} articles; the next run goes on from there")
            return INTERRUPTED
        found = _summary(opened)
    if json:
        write_json(found)
    else:
        known = [counted(found["articles"], "article", "articles")]
        if found["skipped"]:
            known.append(counted(found["skipped"], "record skipped", "records skipped"))
        known.append(counted(found["stories"], "story", "stories"))
        say(f"{', '.join(known)}; {_size(found['bytes'])} in {found['index']}")
    return 0


def _read(corpus: Corpus, rebuild: bool) -> None:
    with progress("Reading", "articles", patience=0) as tell:
        corpus.update(lambda course: tell(course.done, course.total, course.articles), anew=rebuild)


def _summary(corpus: Corpus) -> dict[str, Any]:
    return {
        "articles": len(corpus),
        "skipped": corpus.skipped,
        "problems": len(corpus.problems),
        "stories": grouping.folds(corpus).stories,
        "bytes": corpus.index.size(),
        "index": str(corpus.index.file),
    }


def _size(size: float) -> str:
    unit = 0
    while size >= 1000 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {UNITS[unit]}" if unit < 3 else f"{size:.1f} {UNITS[unit]}"
