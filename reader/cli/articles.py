"""`reader list` and `reader show`: what a corpus holds and what is said about it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reader.annotate.session import Session
from reader.cli.guard import say
from reader.cli.opening import looking
from reader.cli.options import HERE, Annotations, Annotator, ArticleName, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json
from reader.cli.progress import followed
from reader.corpus.article import Article
from reader.exchange.json import annotation_json

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("id", "title", "source", "date", "words", "sentences", "labels", "state")
ALWAYS = ("id", "title", "words", "state")
DISPENSABLE = ("sentences", "source")
GAP, MINIMUM, AMPLE = 2, 12, 60
DAY = len("2026-01-31")


def list_articles(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
) -> int:
    """List the articles of a corpus.

    A table on a terminal; piped, a line for each article with tabs between id, title, source, date, words,
    sentences, labels and state. With --json an array of
    {"id", "title", "source", "date", "words", "sentences", "labels": {label: count}, "state"}.
    """
    with looking(corpus, annotations, annotator) as work:
        articles = followed(work.corpus.articles, "Counting sentences and labels")
        rows = [_row(article, work.session) for article in articles]
    if json:
        write_json(rows)
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
) -> int:
    """Show an article, a line for each sentence, with its number (from 0), labels and notes.

    With --json {"id", "text", "sentences": [{"index", "start", "end"}], "annotations": [...]}; offsets are
    code points into the text, annotations as in the export.
    """
    with looking(corpus, annotations, annotator) as work:
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


def _row(article: Article, session: Session) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "words": article.words,
        "sentences": len(article.sentences),
        "labels": dict(session.counts(article.id)),
        "state": str(session.state(article)),
    }


def _counts(labels: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {label}" for label, count in sorted(labels.items()))


def _draw_list(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    cells = [{**row, "labels": _counts(row["labels"]), "date": row["date"][:DAY]} for row in rows]
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    widths = _widths(cells, console().width)
    for name, width in widths.items():
        table.add_column(
            name.capitalize(),
            overflow="fold" if name == "id" else "ellipsis",
            no_wrap=name != "id",
            justify="right" if name in ("words", "sentences") else "left",
            max_width=width,
            min_width=MINIMUM if name == "id" else None,
        )
    for row in cells:
        table.add_row(*(cell(row[name]) for name in widths))
    console().print(table)


def _widths(cells: list[dict[str, Any]], available: int) -> dict[str, int]:
    """Return the columns to draw and their widths: ids and titles share what the others leave.

    Columns nobody filled are left out, and where room is short those that are missed least.
    """
    from rich.cells import cell_len

    widths = {
        name: max([len(name), *(cell_len(str(row[name])) for row in cells)])
        for name in COLUMNS
        if name in ALWAYS or any(row[name] for row in cells)
    }
    wanted = min(widths["id"] + widths["title"], AMPLE)

    def room() -> int:
        return available - sum(width + GAP for name, width in widths.items() if name not in ("id", "title"))

    for name in DISPENSABLE:
        if room() < wanted:
            widths.pop(name, None)
    left = room() - 2 * GAP
    widths["id"] = min(widths["id"], max(left // 2, MINIMUM))
    widths["title"] = max(left - widths["id"], MINIMUM)
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
    """Return a sentence with its labelled characters underlined, and its note."""
    from rich.text import Text

    sentence = article.sentences[index]
    text = Text(article.sentence_text(index))
    for annotation in session.labels(article, index):
        text.stylize("underline", max(annotation.start - sentence.start, 0), annotation.end - sentence.start)
    if note := session.note(article, index):
        text.append(f"\n{note}", style="italic dim")
    return text
