"""`reader stories`: which articles are versions of one story, and which tell of the same event."""

from collections.abc import Iterator
from contextlib import closing, suppress
from string import ascii_uppercase
from typing import Any

from reader import grouping
from reader.cli.guard import Failure, say, tell
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import DAY, cell, console, counted, for_people, write_json_array
from reader.cli.progress import progress
from reader.compare.pairs import Pair
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
    with closing(read(locate(corpus, annotations, fields=columns.fields))) as opened:
        group(opened)
        if json:
            write_json_array(_plain(story) for story in _found(opened))
        elif for_people():
            _draw(opened)
        else:
            for story in _found(opened):
                for entry, tie in _lines(story):
                    related = (tie.words, tie.to, f"{tie.share:.3f}") if tie else ("", "", "")
                    say(story.number, entry.id, entry.title, entry.source, entry.date, *related)
    return 0


def group(corpus: Corpus, patience: float | None = None) -> None:
    """Bring the stories of a corpus up to date, with a bar as in `progress`; raises `Failure`."""
    with progress("Finding stories", patience=patience) as bar:
        try:
            grouping.update(corpus, lambda what, done, total: bar(done, total, what=what))
        except grouping.GroupingError as error:
            raise Failure(str(error)) from error


def _found(corpus: Corpus) -> Iterator[Story]:
    """Yield the stories of several articles, and single articles with links that stand with them."""
    return (story for story in grouping.stories(corpus) if len(story.members) > 1 or _links(story))


def _links(story: Story) -> list[Pair]:
    """Return the links to other stories that stand with this one: each stands with one of the two."""
    own = {member.entry.id for member in story.members}
    return [event for event in story.events if event.a in own]


def _plain(story: Story) -> dict[str, Any]:
    return {
        "story": story.number,
        "articles": sorted(member.entry.id for member in story.members),
        "pairs": [
            {"a": pair.a, "b": pair.b, "share": round(pair.share, 3), "relation": str(pair.relation)}
            for pair in sorted((*story.pairs, *_links(story)), key=lambda pair: (pair.a, pair.b))
        ],
    }


def in_order(story: Story) -> list[Member]:
    """Return the member that all go back to, then the others, the oldest first; those without a date last."""
    members = list(story.members)
    members.reverse()
    return sorted(members, key=lambda member: (member.held is not None, not member.entry.date))


def _lines(story: Story) -> Iterator[tuple[Entry, Tie | None]]:
    """Yield each member with what it is to the one that holds it, then with its links to other stories."""
    for member in in_order(story):
        if len(story.members) > 1:
            yield member.entry, member.held
        for event in _links(story):
            if event.a == member.entry.id:
                yield member.entry, Tie.of(event, event.a)


def _draw(corpus: Corpus) -> None:
    found = versions = links = 0
    for story in _found(corpus):
        links += len(_links(story))
        if len(story.members) > 1:
            found += 1
            versions += len(story.members)
        _draw_story(story, corpus)
    if not found and not links:
        tell(f"{len(corpus):,} articles, none of them versions of one story or told of the same event")
    else:
        tell(f"{counted(found, 'story', 'stories')} of {versions:,} articles; {links:,} pairs of one event")


def _draw_story(story: Story, corpus: Corpus) -> None:
    """Draw a block: a line for the story, one for each article, and those that tell of the same event."""
    from rich.table import Table

    members = in_order(story)
    names = {member.entry.id: letter(at) for at, member in enumerate(members)}
    console().print(
        cell(f"{story.number}  {members[0].entry.title}", "bold"), overflow="ellipsis", no_wrap=True
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    table.add_column(style="dim")
    table.add_column()

    def add(letter: str, entry: Entry, said: str, style: str = "") -> None:
        about = " · ".join(filter(None, (entry.source, entry.date[:DAY])))
        table.add_row(f"   {letter}", cell(entry.id), cell(about), cell(said, style))

    for member in members:
        add(names[member.entry.id], member.entry, _said(member.held, names) if member.held else "")
    closest: dict[str, Pair] = {}
    for event in sorted(_links(story), key=lambda event: -event.share):
        closest.setdefault(event.b, event)
    for event in closest.values():
        with suppress(KeyError):
            add("", corpus.entry(event.b), _said(Tie.of(event, event.b), names), "cyan")
    console().print(table)
    console().print()


def _said(tie: Tie, names: dict[str, str]) -> str:
    return f"{tie.words} {names.get(tie.to, tie.to)}, {tie.share:.0%} shared"


def letter(place: int) -> str:
    """Return the name of the article at a place of a story: A for the first, 27 for the one after Z."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
