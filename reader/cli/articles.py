"""`reader list` and `reader show`: what a corpus holds and what is said about it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reader.annotate.acts.base import quoted, value_in_words
from reader.annotate.annotation import Annotation
from reader.annotate.overview import summary
from reader.annotate.records import Summary
from reader.annotate.session import Session
from reader.cli.guard import one_line, say
from reader.cli.opening import Work, looking
from reader.cli.options import (
    GUESSED,
    HERE,
    Annotations,
    Annotator,
    ArticleName,
    ColumnNames,
    CorpusPath,
    Json,
)
from reader.cli.output import DAY, cell, console, for_people, write_json, write_json_array
from reader.cli.stories import group
from reader.corpus.article import Article
from reader.exchange.json import annotation_json

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("id", "title", "source", "date", "words", "sentences", "labels", "state")
ALWAYS = ("id", "title", "words", "state")
DISPENSABLE = ("sentences", "source")
GAP, MINIMUM, AMPLE = 2, 12, 60
AT_ONCE = 500


def list_articles(
    corpus: CorpusPath = HERE,
    /,
    *,
    sort: Annotated[
        Literal["id", "title", "source", "date", "words", "story"],
        Parameter(help="In which order: the newest, the longest first."),
    ] = "id",
    reverse: Annotated[bool, Parameter(negative=(), show_default=False, help="The other way round.")] = False,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """List the articles of a corpus.

    A table on a terminal; piped, a line for each article with tabs between id, title, source, date, words,
    sentences, labels and state. With --json an array of
    {"id", "title", "source", "date", "words", "sentences", "labels": {label: count}, "state"}.
    """
    with looking(corpus, annotations, annotator, columns) as work:
        if sort == "story":
            group(work.corpus)
        rows = _Rows(work, sort, reverse)
        if json:
            write_json_array(rows)
        elif for_people():
            _draw_list(rows)
        else:
            for row in rows:
                say(*({**row, "labels": _counts(row["labels"])}).values())
    return 0


def show(
    corpus: CorpusPath,
    article: ArticleName,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Show an article, a line for each sentence, with its number (from 0), labels and notes.

    With --json {"id", "text", "sentences": [{"index", "start", "end"}], "annotations": [...]}; offsets are
    code points into the text, annotations as in the export.
    """
    with looking(corpus, annotations, annotator, columns) as work:
        found = work.corpus.find(article)
        if json:
            write_json(_shown(found, work.session))
        elif for_people():
            _draw_article(found, work.session)
        else:
            for sentence in found.sentences:
                say(
                    sentence.index,
                    ",".join(_labels(found, work.session, sentence.index)),
                    found.sentence_text(sentence.index),
                )
    return 0


class _Rows:
    """What is listed of each article, in an order; made anew, a few at a time, whenever it is iterated."""

    def __init__(self, work: Work, by: str, reverse: bool) -> None:
        self._corpus, self._store = work.corpus, work.session.store
        self._numbers = work.corpus.order(by, reverse)
        self._labelled = frozenset(work.session.store.articles())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for first in range(0, len(self._numbers), AT_ONCE):
            for entry in self._corpus.entries(self._numbers[first : first + AT_ONCE]):
                labelled = entry.id in self._labelled
                said = summary(self._store, entry.id, entry.digest, self._corpus) if labelled else Summary()
                yield {
                    "id": entry.id,
                    "title": entry.title,
                    "source": entry.source,
                    "date": entry.date,
                    "words": entry.words,
                    "sentences": entry.sentences,
                    "labels": dict(said.labels),
                    "state": str(said.standing),
                }


def _counts(labels: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {label}" for label, count in sorted(labels.items()))


def _draw_list(rows: Iterable[dict[str, Any]]) -> None:
    """Draw a table, in parts that share the widths of the whole."""
    from rich.table import Table

    widths = _widths(_cells(rows), console().width)
    drawn, coming = 0, _cells(rows)
    while (part := list(islice(coming, AT_ONCE))) or not drawn:
        table = Table(
            box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold", show_header=not drawn
        )
        for name, width in widths.items():
            table.add_column(
                name.capitalize(),
                overflow="fold" if name == "id" else "ellipsis",
                no_wrap=name != "id",
                justify="right" if name in ("words", "sentences") else "left",
                width=width,
            )
        for row in part:
            table.add_row(*(cell(row[name]) for name in widths))
        console().print(table)
        drawn += 1


def _cells(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return ({**row, "labels": _counts(row["labels"]), "date": row["date"][:DAY]} for row in rows)


def _widths(cells: Iterable[dict[str, Any]], available: int) -> dict[str, int]:
    """Return the columns to draw and their widths: ids and titles share what the others leave.

    Columns nobody filled are left out, and where room is short those that are missed least.
    """
    from rich.cells import cell_len

    found = {name: len(name) if name in ALWAYS else 0 for name in COLUMNS}
    for row in cells:
        for name in COLUMNS:
            if row[name] or name in ALWAYS:
                found[name] = max(found[name], len(name), cell_len(str(row[name])))
    widths = {name: width for name, width in found.items() if width}
    wanted = min(widths["id"] + widths["title"], AMPLE)

    def room() -> int:
        return available - sum(width + GAP for name, width in widths.items() if name not in ("id", "title"))

    for name in DISPENSABLE:
        if room() < wanted:
            widths.pop(name, None)
    left = room() - 2 * GAP
    widths["id"] = min(widths["id"], max(left // 2, MINIMUM))
    widths["title"] = min(widths["title"], max(left - widths["id"], MINIMUM))
    return widths


def _shown(article: Article, session: Session) -> dict[str, Any]:
    return {
        "id": article.id,
        "text": article.text,
        "sentences": [
            {"index": each.index, "start": each.start, "end": each.end} for each in article.sentences
        ],
        "annotations": [annotation_json(each, article) for each in session.annotations(article)],
    }


def _labels(article: Article, session: Session, sentence: int) -> list[str]:
    return sorted({annotation.label for annotation in session.labels(article, sentence)})


def _draw_article(article: Article, session: Session) -> None:
    from rich.table import Table

    screen = console()
    screen.print(cell(article.title, "bold"))
    about = " · ".join(filter(None, (article.source, article.date, article.id, str(session.state(article)))))
    screen.print(cell(about, "dim"))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    paragraph = 0
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            table.add_row()
        paragraph = sentence.paragraph
        labels = " ".join(_labels(article, session, sentence.index))
        table.add_row(str(sentence.index), cell(labels), _sentence(article, session, sentence.index))
    screen.print(table)


def _sentence(article: Article, session: Session, index: int) -> "Text":
    """Return a sentence with its labelled characters underlined, what its labels say, and its note."""
    from rich.text import Text

    sentence = article.sentences[index]
    text = Text(article.sentence_text(index))
    for annotation in session.labels(article, index):
        text.stylize("underline", max(annotation.start - sentence.start, 0), annotation.end - sentence.start)
    for annotation in session.labels(article, index):
        if annotation.start >= sentence.start and (said := _said(annotation)):
            text.append(f"\n{one_line(said)}", style="dim")
    if note := session.note(article, index):
        text.append(f"\n{note}", style="italic dim")
    return text


def _said(annotation: Annotation) -> str:
    """Return what a label says besides its name, in a line; empty if nothing."""
    said = [f"{name} {value_in_words(value)}" for name, value in annotation.attributes.items()]
    said += [f"{part.role} {quoted(part.text)}" for part in annotation.parts]
    said += [f"note: {annotation.note}"] if annotation.note else []
    return f"{annotation.label}: {' · '.join(said)}" if said else ""
