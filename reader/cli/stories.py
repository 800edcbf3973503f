"""`reader stories`: which articles are versions of one story, and which tell of the same event."""

from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

from reader import grouping
from reader.cli.guard import Failure, say, tell
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json
from reader.cli.progress import progress
from reader.corpus.corpus import Corpus
from reader.corpus.entry import Entry
from reader.grouping import Member, Story, Tie
from reader.workspace import locate


def stories(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Find the articles that are versions of one story, and those that tell of the same event.

    Every pair is verified by aligning the two articles. What is found is kept: the next time only articles
    that are new or changed are compared. A story keeps its number while most of its articles stay.

    Piped, a line for each article with tabs between story, id, title, source, date, what it is to another
    article, the id of that one, and the share of their words in sentences that correspond.

    With --json an array of {"story", "articles": [id], "pairs": [{"a", "b", "share", "relation"}]}: the
    articles are versions of one text; `a` of a pair is the earlier article, or the source of a spun copy. A
    pair of relation "same event" links to an article of another story and stands with the story of `a`, which
    may be one article alone.
    """
    opened = read(locate(corpus, annotations, fields=columns.fields))
    _group(opened)
    if json:
        write_json([_plain(story) for story in grouping.stories(opened) if _pairs(story)])
    elif for_people():
        _draw(opened)
    else:
        for story in grouping.stories(opened):
            for entry, tie in _lines(story):
                related = (tie.words, tie.to, f"{tie.share:.3f}") if tie else ("", "", "")
                say(story.number, entry.id, entry.title, entry.source, entry.date, *related)
    return 0


def _group(corpus: Corpus) -> None:
    with progress("Looking for stories") as bar:
        try:
            grouping.update(corpus, lambda what, done, total: bar(done, total, what))
        except grouping.GroupingError as error:
            raise Failure(str(error)) from error


def _pairs(story: Story) -> list[dict[str, Any]]:
    """Return the pairs of a story, and its links to others; a link stands with one of the two stories."""
    own = {member.entry.id for member in story.members}
    pairs = [*story.pairs, *(event for event in story.events if event.a in own)]
    return [
        {"a": pair.a, "b": pair.b, "share": round(pair.share, 3), "relation": str(pair.relation)}
        for pair in sorted(pairs, key=lambda pair: (pair.a, pair.b))
    ]


def _plain(story: Story) -> dict[str, Any]:
    ids = sorted(member.entry.id for member in story.members)
    return {"story": story.number, "articles": ids, "pairs": _pairs(story)}


def _in_order(story: Story) -> list[Member]:
    """Return the members, the oldest first; those without a date come last."""
    members = list(story.members)
    members.reverse()
    return sorted(members, key=lambda member: not member.entry.date)


def _lines(story: Story) -> Iterator[tuple[Entry, Tie | None]]:
    """Yield each member with what it is to the one that holds it, then with its links to other stories."""
    for member in _in_order(story):
        if len(story.members) > 1:
            yield member.entry, member.held
        for event in story.events:
            if member.entry.id in (event.a, event.b):
                yield member.entry, Tie.of(event, member.entry.id)


def _draw(corpus: Corpus) -> None:
    found = versions = links = 0
    for story in grouping.stories(corpus):
        links += len(_pairs(story)) - len(story.pairs)
        if len(story.members) > 1:
            found += 1
            versions += len(story.members)
        elif not any(event.a == story.members[0].entry.id for event in story.events):
            continue
        _draw_story(story)
    if not found and not links:
        tell(f"None of {len(corpus):,} articles are versions of one story, or tell of the same event")
    else:
        tell(f"{found:,} stories of {versions:,} articles; {links:,} pairs tell of the same event")


def _draw_story(story: Story) -> None:
    """Draw a block: a line for the story, one for each article, and those that tell of the same event."""
    from rich.table import Table

    members = _in_order(story)
    names = {member.entry.id: _letter(at) for at, member in enumerate(members)}
    title = f"{story.number}  {members[-1].entry.title}"
    console().print(cell(title, "bold"), overflow="ellipsis", no_wrap=True)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    table.add_column()
    for member in members:
        said = _said(member.held, names) if member.held else ""
        about = " · ".join(filter(None, (member.entry.source, member.entry.date)))
        table.add_row(f"   {names[member.entry.id]}", cell(member.entry.id), cell(about, "dim"), cell(said))
    for event in story.events:
        far = event.b if event.a in names else event.a
        table.add_row("", cell(far), cell("", "dim"), cell(_said(Tie.of(event, far), names), "cyan"))
    console().print(table)
    console().print()


def _said(tie: Tie, names: dict[str, str]) -> str:
    return f"{tie.words} {names.get(tie.to, tie.to)}, {tie.share:.0%} shared"


def _letter(place: int) -> str:
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
