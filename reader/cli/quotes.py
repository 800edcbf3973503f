"""`reader quotes`: the quotations that stand in several versions of a story, and how words were altered."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Annotated, Any, NamedTuple

from cyclopts import Parameter

from reader import grouping
from reader.cli.guard import say, tell
from reader.cli.opening import read
from reader.cli.options import GUESSED, Annotations, ArticleName, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json_array
from reader.cli.stories import group, in_order, letter
from reader.cli.wording import Wording, painted
from reader.compare.altered import across
from reader.compare.comparison import Change, Comparison
from reader.compare.quote_pairs import Place, QuoteGroup
from reader.corpus.article import Article
from reader.corpus.corpus import Changed, Corpus
from reader.grouping import Story
from reader.workspace import locate


class Told(NamedTuple):
    """A story, its articles in order, and the quotations that stand in several of them."""

    story: Story
    articles: Sequence[Article]
    quotes: Sequence[QuoteGroup]


def quotes(
    corpus: CorpusPath,
    article: ArticleName | None = None,
    /,
    *,
    altered: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Only those whose words were altered.")
    ] = False,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Follow quotations through the versions of a story: who kept the words, who altered them.

    Of all stories, or of that of one article. A quotation stands with the wording that most versions have;
    under it, changed words marked, the other wordings.

    Piped, a line for each place with tabs between story, number of the quotation, "kept" or "altered" (some
    version has other words), article, first sentence (from 0) and words. With --json an array of {"story",
    "articles": [id], "quotes": [{"altered", "wordings": [[place]], "pairs"}]}: `version` of a place counts
    the articles, its spans are code points into the text of that article; pairs lead from the first wording
    to the others.
    """
    with closing(read(locate(corpus, annotations, fields=columns.fields))) as opened:
        wanted = opened.find(article).id if article else None
        group(opened)
        found = _told(opened, wanted, altered)
        if json:
            write_json_array(_plain(told) for told in found)
        elif for_people():
            count = sum(_draw(told) for told in found)
            if not count:
                tell("No quotation was altered" if altered else "No quotation stands in several versions")
        else:
            for told in found:
                _say(told)
    return 0


def _told(corpus: Corpus, article_id: str | None, altered: bool) -> Iterator[Told]:
    """Yield the stories that have quotations in common, one read after the other."""
    own = grouping.story_of(corpus, article_id) if article_id else None
    for story in [own] if own else [] if article_id else grouping.stories(corpus):
        if len(story.members) < 2:
            continue
        articles = {}
        for member in in_order(story):
            try:
                articles[member.entry.id] = corpus[member.entry.id]
            except (KeyError, Changed):
                continue
        held = ((m.held.to, m.entry.id) for m in story.members if m.held is not None)
        comparisons = [
            Comparison.of([articles[one], articles[other]])
            for one, other in held
            if one in articles and other in articles
        ]
        found = [each for each in across([*articles.values()], comparisons) if each.altered or not altered]
        if found:
            yield Told(story, [*articles.values()], found)


def _plain(told: Told) -> dict[str, Any]:
    return {
        "story": told.story.number,
        "articles": [article.id for article in told.articles],
        "quotes": [quote.to_dict() for quote in told.quotes],
    }


def _say(told: Told) -> None:
    for number, quote in enumerate(told.quotes):
        kind = "altered" if quote.altered else "kept"
        for place in (place for places in quote.wordings for place in places):
            article = told.articles[place.version].id
            say(told.story.number, number, kind, article, *place.sentences[:1], place.words)


def _draw(told: Told) -> int:
    """Draw a story with its quotations; return how many there are."""
    from rich.table import Table

    screen = console()
    title = f"{told.story.number}  {told.articles[0].title}"
    screen.print(cell(title, "bold"), overflow="ellipsis", no_wrap=True)
    for version, article in enumerate(told.articles):
        about = " · ".join(filter(None, (article.id, article.source, article.date)))
        screen.print(cell(f"   {letter(version)}  {about}", "dim"), overflow="ellipsis", no_wrap=True)
    for quote in told.quotes:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold", min_width=10)
        table.add_column(overflow="fold")
        first, *others = quote.wordings
        table.add_row(f"   {_places(first)}", painted(Wording(_one_line(first[0].words))))
        for places in others:
            table.add_row(f"   {_places(places)}", painted(_reworded(quote, places)))
        screen.print()
        screen.print(table)
    screen.print()
    return len(told.quotes)


def _reworded(quote: QuoteGroup, places: Sequence[Place]) -> Wording:
    """Return another wording, marked where it differs from the first one."""
    pair = next((pair for pair in quote.pairs if pair.b in places), None)
    if pair is None:
        return Wording(_one_line(places[0].words))
    changes = [Change(*hunk.b, hunk.kind, hunk.flags) for hunk in pair.diff.hunks]
    return Wording(_one_line(pair.b.words), changes)


def _places(places: Sequence[Place]) -> str:
    return " ".join(f"{letter(place.version)}{place.sentences[0]}" for place in places)


def _one_line(words: str) -> str:
    return words.replace("\n", " ")
