"""`reader stats`: how many labels of which kind, how far the work is, and how fast it goes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import Parameter

from reader import grouping
from reader.annotate.annotation import State, Status
from reader.annotate.pace import Pace, pace
from reader.annotate.records import Summary
from reader.annotate.review import NOTHING, Counts, Row, counted
from reader.annotate.schema import Fault, Schema
from reader.annotate.store import Store
from reader.cli.colleagues import known, labels_of, stores
from reader.cli.guard import say
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json
from reader.corpus.corpus import Corpus
from reader.workspace import locate, schema

VERSION = 1
BAR = 24
MOST = 15
TITLES = {
    "labels": "Labels",
    "statuses": "Status",
    "origins": "Origin",
    "annotators": "Annotator",
    "sources": "Source",
    "days": "Day",
}


def stats(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotators: Annotated[
        list[str] | None,
        Parameter(
            name=["--annotators", "--annotator"],
            negative=(),
            consume_multiple=True,
            help="Whose (default: everybody's).",
        ),
    ] = None,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Count annotations by label, status, origin, annotator, source and day; tell progress and pace.

    The time of a decision is that since the decision before it; one after a pause of more than five minutes
    has none. Keys are those pressed on the screen.

    Annotations without a place in the present texts have one of these in place of their status: doubtful, to
    be confirmed; lost, with no words like theirs; absent, as the corpus lacks their article.

    A story of several articles is done when all of them are: set to done, or decided to the last sentence.

    With --json {"version", "progress": {"articles", "sentences", "stories", "decided", "states",
    "begun_stories", "done_stories"}, "labels", "unknown_labels", "unfinished", "statuses",
    "origins", "annotators", "sources", "days", "pace": {annotator: {"decisions", "timed", "minutes",
    "median", "ninetieth", "counted", "keys"}}}; times of decisions in seconds.
    """
    place = locate(corpus, annotations, fields=columns.fields)
    labels = schema(place)
    with closing(read(place)) as opened, stores(place, known(place, annotators)) as found:
        rows = list(labels_of(found, opened))
        counts, unfinished = counted(rows), sum(_is_unfinished(row, labels) for row in rows)
        progress = _progress(opened, found)
        paces = {store.annotator: pace(store.steps()) for store in found}
    if json:
        write_json(_plain(counts, labels, unfinished, progress, paces))
    elif for_people():
        _draw(counts, labels, unfinished, progress, paces)
    else:
        for what, values in _values(counts):
            for name, count in values.most_common():
                say(what, name, count)
    return 0


def _progress(corpus: Corpus, found: Iterable[Store]) -> dict[str, Any]:
    """Return how far each annotator is; articles that are gone do not count."""
    stories = grouping.folds(corpus)
    told: dict[str, Any] = {
        "articles": len(corpus),
        "sentences": corpus.sentences,
        "stories": stories.stories,
        "decided": {},
        "states": {},
        "begun_stories": {},
        "done_stories": {},
    }
    for store in found:
        name = store.annotator
        states: Counter[str] = Counter()
        begun: Counter[int] = Counter()
        done: Counter[int] = Counter()
        decided = 0
        for article_id, summary in store.summaries():
            number = corpus.number(article_id)
            if number is None:
                continue
            states[str(summary.standing)] += 1
            decided += summary.decided
            if (story := stories.story(number)) is not None:
                begun[story] += summary.standing is not State.TODO
                done[story] += _is_done(summary, corpus.entry(article_id).sentences)
        told["decided"][name] = decided
        told["states"][name] = dict(sorted(states.items()))
        told["begun_stories"][name] = sum(count > 0 for count in begun.values())
        told["done_stories"][name] = sum(done[each] == len(stories.members(each)) for each in done)
    return told


def _is_done(summary: Summary, sentences: int) -> bool:
    return summary.standing is State.DONE or summary.decided >= sentences


def _values(counts: Counts) -> list[tuple[str, Counter[str]]]:
    return [(name, getattr(counts, name)) for name in TITLES]


def _unknown(counts: Counts, labels: Schema) -> list[str]:
    return sorted(name for name in counts.labels if name not in labels and name != NOTHING)


def _plain(
    counts: Counts, labels: Schema, unfinished: int, progress: dict[str, Any], paces: dict[str, Pace]
) -> dict[str, Any]:
    return {
        "version": VERSION,
        "progress": progress,
        "unknown_labels": _unknown(counts, labels),
        "unfinished": unfinished,
        **{what: dict(sorted(values.items())) for what, values in _values(counts)},
        "pace": {name: asdict(each) for name, each in paces.items()},
    }


def _is_unfinished(row: Row, labels: Schema) -> bool:
    """Tell whether an accepted annotation lacks what the schema requires of its label."""
    said = row.annotation
    if row.status != Status.ACCEPTED or said.label not in labels:
        return False
    problems = labels.check(said.label, said.attributes, [part.role for part in said.parts])
    return any(problem.fault is Fault.MISSING for problem in problems)


def _draw(
    counts: Counts, labels: Schema, unfinished: int, progress: dict[str, Any], paces: dict[str, Pace]
) -> None:
    for what, values in _values(counts):
        if values:
            newest = what == "days"
            listed = sorted(values.items(), reverse=True) if newest else values.most_common()
            _bars(TITLES[what], listed)
            if what == "labels" and (unknown := _unknown(counts, labels)):
                console().print(cell(f"labels.toml does not have {', '.join(unknown)}"))
                console().print()
            if what == "labels" and unfinished:
                console().print(cell(f"unfinished, without what labels.toml requires: {unfinished:,}"))
                console().print()
    total = progress["sentences"]
    for name, decided in progress["decided"].items():
        share = f" ({decided / total:.0%})" if total else ""
        console().print(
            cell(f"{name} decided {decided:,} of {total:,} sentences{share}{_paced(paces[name])}")
        )
        if stories := progress["stories"]:
            begun, done = progress["begun_stories"][name], progress["done_stories"][name]
            console().print(cell(f"{name} has begun {begun:,} of {stories:,} stories and done {done:,}"))


def _bars(title: str, listed: Sequence[tuple[str, int]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, width=24, overflow="ellipsis")
    table.add_column(justify="right")
    table.add_column()
    most = max(count for _, count in listed)
    for name, count in listed[:MOST]:
        table.add_row(cell(name or "–"), f"{count:,}", "█" * max(1, round(BAR * count / most)))
    console().print(cell(title, "bold"))
    console().print(table)
    if len(listed) > MOST:
        console().print(cell(f"and {len(listed) - MOST:,} more"))
    console().print()


def _paced(found: Pace) -> str:
    if found.median is None:
        return ""
    keys = f", {found.keys:.1f} keys each" if found.keys else ""
    return f"; {found.minutes:,.0f} minutes, half of the decisions within {found.median:.1f} s{keys}"
