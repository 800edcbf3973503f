"""`reader search`: the articles that a query finds, and where."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from reader import grouping
from reader.annotate.annotation import State
from reader.annotate.overview import STATE_NAMES, overviews, resolvers, with_note
from reader.cli.guard import UsageError, complain, one_line, say, tell
from reader.cli.opening import Work, looking
from reader.cli.options import GUESSED, Annotations, Annotator, ColumnNames, CorpusPath, Json
from reader.cli.output import DAY, cell, console, for_people, write_json
from reader.cli.stories import group
from reader.corpus.corpus import Changed, Corpus
from reader.corpus.search import Query, QueryError, Resolver, hits, parse, ranked, search, snippet

if TYPE_CHECKING:
    from rich.text import Text

SHOWN = 20
"""So many articles are shown to people who did not say how many."""
HIT = "bold yellow"
WIDTH, TITLE = 160, 24


def search_articles(
    corpus: CorpusPath,
    /,
    *query: Annotated[
        str,
        Parameter(
            help='Words, "a phrase", begin*, -without, this OR that; source: title: id: date: before: after: '
            "story: label: state: note:.",
            allow_leading_hyphen=True,
        ),
    ],
    limit: Annotated[
        int | None,
        Parameter(help=f"Show no more than so many articles (default: {SHOWN} on a terminal, else all)."),
    ] = None,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Find articles by their words, and by what is known of them.

    All words must stand in the text, the title or the id; case and accents do not matter. A phrase stands in
    double quotes, which the shell must leave alone: '"storm damage"'. A word with a star stands for all that
    begin so; a minus before anything wants articles without it; OR between two wants either.

    source:bbc, title:storm and id:wire look there; date:2023-03, date:2022..2023, before:2023-03-10 and
    after:2023 are about the date, story:12 about the story; label:claim, label:none, state:done and
    note:word about the labels.

    The best matches come first. Piped, a line for each article with tabs between id, title, source, date,
    number of hits and a piece of the text. With --json an array of {"id", "title", "source", "date", "story",
    "hits": [[start, end]], "snippet"}; offsets are code points into the text, story is a number or null.
    """
    if limit is not None and limit < 1:
        raise UsageError("--limit takes a number from 1 on")
    if not query:
        raise UsageError("what is to be found? (try: reader search --help)")
    try:
        asked = parse(" ".join(query))
        with looking(corpus, annotations, annotator, columns) as work:
            if any(term.field == "story" for clause in asked.clauses for term in clause):
                group(work.corpus)
            found = search(work.corpus, asked, _outside(work))
            most = limit or (SHOWN if for_people() and not json else None)
            width = console().width if for_people() else WIDTH
            rows = _rows(work.corpus, asked, ranked(work.corpus, asked, found, most), width)
            if json:
                write_json([_shown(row) for row in rows])
            else:
                for row in rows:
                    _draw(row) if for_people() else _say(row)
            _tell(asked, len(found), most)
    except QueryError as error:
        raise UsageError(str(error)) from error
    return 0


def _rows(corpus: Corpus, query: Query, numbers: Sequence[int], width: int) -> Iterator[dict[str, Any]]:
    """Yield what is shown of each article; those whose file has changed meanwhile are complained of."""
    stories = grouping.folds(corpus)
    for entry in corpus.entries(numbers):
        try:
            text = corpus.article(entry.number).text
        except Changed as error:
            complain(str(error))
            continue
        found = hits(text, query)
        start, end = snippet(text, found, width)
        yield {
            "id": entry.id,
            "title": entry.title,
            "source": entry.source,
            "date": entry.date,
            "story": stories.story(entry.number),
            "hits": found,
            "snippet": text[start:end],
            "at": start,
            "titled": hits(entry.title, query),
        }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("at", "titled")}


def _say(row: Mapping[str, Any]) -> None:
    say(row["id"], row["title"], row["source"], row["date"], len(row["hits"]), row["snippet"])


def _draw(row: Mapping[str, Any]) -> None:
    screen = console()
    known = cell("  " + " · ".join(filter(None, (row["source"], row["date"][:DAY], row["id"]))), "dim")
    head = _marked(row["title"], 0, row["titled"], "bold")
    head.truncate(max(screen.width - known.cell_len, TITLE), overflow="ellipsis")
    screen.print(head.append_text(known), soft_wrap=True)
    screen.print(_marked(row["snippet"], row["at"], row["hits"]), no_wrap=True, overflow="ellipsis")


def _marked(text: str, at: int, found: Sequence[tuple[int, int]], style: str = "") -> "Text":
    """Return a piece of text that begins at code point `at` on one line, with what was found in colour."""
    from rich.text import Text

    shown = Text("".join(" " if each.isspace() else each for each in text), style=style)
    for start, end in found:
        if start < at + len(text) and end > at:
            shown.stylize(HIT, max(start - at, 0), end - at)
    return shown


def _tell(query: Query, found: int, most: int | None) -> None:
    """Say what is not seen from the articles shown."""
    if not found:
        tell(
            f"nothing is found for {one_line(query.text)}" if query.text.strip() else "there are no articles"
        )
    elif most is not None and found > most:
        tell(f"{most:,} of {found:,} articles; --limit shows more")


def _outside(work: Work) -> dict[str, Resolver]:
    """Return who answers for what is kept outside the index: the annotator's labels, states and notes."""
    store, corpus = work.session.store, work.corpus
    known = overviews(store, store.articles(), lambda _: None, corpus)
    found = resolvers(
        known,
        corpus.order,
        lambda ids: {each: number for each in ids if (number := corpus.number(each)) is not None},
        lambda ids, words: with_note(store, ids, words, complain),
    )
    return {**found, "state": partial(_in_state, found["state"])}


def _in_state(resolver: Resolver, name: str) -> Collection[str] | Collection[int]:
    wanted = name.casefold()
    if STATE_NAMES.get(wanted, wanted) not in tuple(State):
        raise QueryError(f"there is no state “{name}”; there are todo, done and “in progress”")
    return resolver(name)
