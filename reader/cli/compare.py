"""`reader compare`: versions of a story against the first of them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter, validators

from reader.cli.guard import UsageError
from reader.cli.opening import read
from reader.cli.options import Annotations, Json, article_ids
from reader.cli.output import write_json
from reader.compare.comparison import Comparison, Row
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.workspace import locate

MOST = 4


def compare(
    first: Annotated[Path, Parameter(help="Corpus, or the first of two to four files.", negative=())],
    /,
    *versions: Annotated[
        str, Parameter(help="Articles of the corpus, the base first; or more files.", completer=article_ids)
    ],
    layout: Annotated[
        Literal["auto", "side-by-side", "unified"],
        Parameter(help="How to draw it; auto stands versions side by side where there is room."),
    ] = "auto",
    context: Annotated[
        int | None,
        Parameter(
            help="Sentences to show around each difference (default: all).",
            validator=validators.Number(gte=0),
        ),
    ] = None,
    annotations: Annotations = None,
    json: Json = False,
) -> int:
    """Compare two to four versions, sentence by sentence and word by word.

    `reader compare CORPUS A B` takes articles of a corpus, `reader compare FILE FILE` any files of one
    article. The first version is the base.

    Signs: ~ edited, / split, & merged, + inserted, - deleted, > moved.

    With --json {"versions", "relation", "rows", "edges"}: the articles with text and sentences; what each
    other version is to the base; rows of aligned sentences with, for each version, the sentence indices,
    their relation to the base and the changed words as code points into that version's text; and the aligned
    pairs, sentence `i` of the base with `j` of `version`.
    """
    articles = _articles(first, versions, annotations)
    comparison = Comparison.of(articles)
    if json:
        write_json(_document(comparison))
    else:
        from reader.cli.drawing import draw

        draw(comparison, layout, context)
    return 0


def _articles(first: Path, versions: Sequence[str], annotations: Path | None) -> list[Article]:
    if not versions:
        raise UsageError("compare needs two versions: reader compare CORPUS A B, or reader compare FILE FILE")
    if first.is_file() and all(Path(name).is_file() for name in versions):
        found = [_only_article(path) for path in (str(first), *versions)]
    else:
        corpus = read(locate(first, annotations))
        found = [corpus.find(name) for name in versions]
    if not 2 <= len(found) <= MOST:
        raise UsageError(f"compare takes two to {MOST} versions, not {len(found)}")
    return found


def _only_article(path: str) -> Article:
    """Return the article of a file, its id the path as it was typed: two files may have the same name."""
    corpus = Corpus.open(Path(path))
    if corpus.problems:
        raise UsageError(str(corpus.problems[0]))
    if len(corpus) != 1:
        raise UsageError(f"{path}: holds {len(corpus)} articles; name two: reader compare {path} A B")
    return replace(corpus.articles[0], id=path)


def _document(comparison: Comparison) -> dict[str, Any]:
    others = [version for version in range(len(comparison.articles)) if version != comparison.base]
    return {
        "versions": [_version(article) for article in comparison.articles],
        "relation": [_relation(comparison, each) for each in others],
        "rows": [_row(comparison, row) for row in comparison.rows],
        "edges": [
            {"version": version, "i": edge.i, "j": edge.j, "kind": edge.kind, "score": round(edge.score, 4)}
            for version in others
            for edge in comparison.alignments[version].edges
        ],
    }


def _relation(comparison: Comparison, version: int) -> dict[str, Any]:
    found = asdict(comparison.summary(version))
    return {"version": version, "relation": found.pop("kinship"), **found}


def _version(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "text": article.text,
        "sentences": [
            {"index": each.index, "start": each.start, "end": each.end} for each in article.sentences
        ],
    }


def _row(comparison: Comparison, row: Row) -> dict[str, Any]:
    return {
        "cells": row.cells,
        "relations": row.relations,
        "changes": [
            [change for sentence in cell for change in _changes(comparison, version, sentence)]
            for version, cell in enumerate(row.cells)
        ],
    }


def _changes(comparison: Comparison, version: int, sentence: int) -> list[dict[str, Any]]:
    at = comparison.articles[version].sentences[sentence].start
    return [
        {"start": at + change.start, "end": at + change.end, "kind": change.kind}
        for change in comparison.changes(version, sentence)
    ]
